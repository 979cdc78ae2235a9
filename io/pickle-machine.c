/* pickle-machine.c - runs Python's pickles, protocols 0 to 5.
 *
 * A pickle is a program for a small stack machine. This one puts data together and looks globals up
 * in a list of its own; no opcode makes it call anything. (Python's pickletools.py) Its opcodes are
 * in pickle-scalar.c and pickle-compound.c.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/pickle-private.h"
#include "model/error.h"

#define MAX_VALUES 20000000

static void
value_free (gpointer data)
{
  CalPickleValue *value = data;

  g_free (value->text);
  g_clear_pointer (&value->bytes, g_bytes_unref);
  g_clear_pointer (&value->items, g_ptr_array_unref);
  cal_npy_type_clear (&value->type);
  g_clear_object (&value->array);
  g_clear_object (&value->texts);
  g_free (value);
}

void
cal_pickle_free (CalPickle *self)
{
  g_ptr_array_unref (self->stack);
  g_hash_table_unref (self->memo);
  g_ptr_array_unref (self->values);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * cal_pickle_fail:
 *
 * Returns: FALSE, with @error set to a CAL_ERROR_FORMAT
 */
gboolean
cal_pickle_fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "a pickle %s", message);
  return FALSE;
}

/**
 * cal_pickle_make:
 *
 * Returns: (transfer none): a new value, which lives as long as @self
 */
CalPickleValue *
cal_pickle_make (CalPickle *self, CalPickleKind kind)
{
  CalPickleValue *value = g_new0 (CalPickleValue, 1);

  value->kind = kind;
  if (kind == CAL_PICKLE_LIST || kind == CAL_PICKLE_DICT)
    value->items = g_ptr_array_new ();
  g_ptr_array_add (self->values, value);
  return value;
}

GBytes *
cal_pickle_get_storage (CalPickle *self, const char *key, GError **error)
{
  if (self->get_storage != NULL)
    return self->get_storage (key, self->user_data, error);
  cal_pickle_fail (error, "refers to values in another file");
  return NULL;
}

void
cal_pickle_push (CalPickle *self, CalPickleValue *value)
{
  g_ptr_array_add (self->stack, value);
}

gboolean
cal_pickle_push_new (CalPickle *self, CalPickleKind kind)
{
  cal_pickle_push (self, cal_pickle_make (self, kind));
  return TRUE;
}

/* The value on top; NULL if there is none above the last mark. */
CalPickleValue *
cal_pickle_pop (CalPickle *self)
{
  CalPickleValue *top = self->stack->len > 0 ? self->stack->pdata[self->stack->len - 1] : NULL;

  if (top == NULL || top->kind == CAL_PICKLE_MARK)
    return NULL;
  g_ptr_array_set_size (self->stack, (int) self->stack->len - 1);
  return top;
}

/* Everything above the last mark, which goes away, too; NULL if there is no mark. */
GPtrArray *
cal_pickle_pop_to_mark (CalPickle *self)
{
  guint n = self->stack->len;
  GPtrArray *items;

  while (n > 0 && ((CalPickleValue *) self->stack->pdata[n - 1])->kind != CAL_PICKLE_MARK)
    n--;
  if (n == 0)
    return NULL;
  items = g_ptr_array_sized_new (self->stack->len - n);
  for (guint i = n; i < self->stack->len; i++)
    g_ptr_array_add (items, self->stack->pdata[i]);
  g_ptr_array_set_size (self->stack, (int) n - 1);
  return items;
}

const guint8 *
cal_pickle_take (CalPickle *self, guint64 n)
{
  const guint8 *at = self->data + self->at;

  if (n > self->size - self->at)
    return NULL;
  self->at += (gsize) n;
  return at;
}

gboolean
cal_pickle_take_size (CalPickle *self, guint width, guint64 *value)
{
  const guint8 *bytes = cal_pickle_take (self, width);

  *value = 0;
  for (guint n = 0; bytes != NULL && n < width; n++)
    *value |= (guint64) bytes[n] << (8 * n);
  return bytes != NULL;
}

/* A line without its end, of the opcodes of protocol 0. */
char *
cal_pickle_take_line (CalPickle *self)
{
  const guint8 *start = self->data + self->at;
  const guint8 *end = memchr (start, '\n', self->size - self->at);

  if (end == NULL)
    return NULL;
  self->at += (gsize) (end - start) + 1;
  return g_strndup ((const char *) start, (gsize) (end - start));
}

static gboolean
run (CalPickle *self, GError **error)
{
  while (TRUE) {
    const guint8 *opcode = cal_pickle_take (self, 1);
    gsize at = self->at - 1;
    g_autoptr (GError) failure = NULL;
    gboolean known;

    if (opcode == NULL)
      return cal_pickle_fail (error, "that ends before it stops");
    if (*opcode == '.')
      break;
    if (self->values->len > MAX_VALUES) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "a pickle of more than %d values",
                   MAX_VALUES);
      return FALSE;
    }
    if (cal_pickle_run_scalar (self, *opcode, &known) ||
        (!known && cal_pickle_run_compound (self, *opcode, &known, &failure)))
      continue;
    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
    return known ? cal_pickle_fail (error, "that is damaged at byte %" G_GSIZE_FORMAT, at)
                 : cal_pickle_fail (error,
                                    "with an opcode 0x%02x at byte %" G_GSIZE_FORMAT
                                    " that makes no data",
                                    *opcode, at);
  }
  self->root = cal_pickle_pop (self);
  return self->root != NULL || cal_pickle_fail (error, "that holds nothing");
}

/**
 * cal_pickle_new:
 * @get_storage: (nullable): where PyTorch's values are
 *
 * Returns: (transfer full): what the pickle holds; NULL with CAL_ERROR_UNSUPPORTED if it names a
 *   global that is not on the list, CAL_ERROR_FORMAT or CAL_ERROR_LIMIT
 */
CalPickle *
cal_pickle_new (GBytes *pickle, CalPickleGetStorage get_storage, gpointer user_data, GError **error)
{
  g_autoptr (CalPickle) self = g_new0 (CalPickle, 1);

  self->values = g_ptr_array_new_with_free_func (value_free);
  self->stack = g_ptr_array_new ();
  self->memo = g_hash_table_new (NULL, NULL);
  self->bytes = g_bytes_ref (pickle);
  self->data = g_bytes_get_data (pickle, &self->size);
  self->get_storage = get_storage;
  self->user_data = user_data;
  return run (self, error) ? g_steal_pointer (&self) : NULL;
}

CalPickleValue *
cal_pickle_get_root (CalPickle *self)
{
  return self->root;
}
