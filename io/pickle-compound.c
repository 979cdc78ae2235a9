/* pickle-compound.c - the opcodes of a pickle that put values together, and keep them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/pickle-private.h"
#include "model/error.h"

static gboolean
push_global (CalPickle *self, const char *module, const char *name, GError **error)
{
  CalPickleValue *value = cal_pickle_make (self, CAL_PICKLE_GLOBAL);

  if (!cal_pickle_find_global (module, name, value)) {
    g_autofree char *valid_module = g_utf8_make_valid (module, -1);
    g_autofree char *valid_name = g_utf8_make_valid (name, -1);

    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "a pickle that asks for %s.%s, which is not called: only data are read",
                 valid_module, valid_name);
    return FALSE;
  }
  cal_pickle_push (self, value);
  return TRUE;
}

static gboolean
do_global (CalPickle *self, GError **error)
{
  g_autofree char *module = cal_pickle_take_line (self), *name = cal_pickle_take_line (self);

  return module != NULL && name != NULL && push_global (self, module, name, error);
}

static gboolean
do_stack_global (CalPickle *self, GError **error)
{
  CalPickleValue *name = cal_pickle_pop (self), *module = cal_pickle_pop (self);

  return name != NULL && module != NULL && name->kind == CAL_PICKLE_TEXT &&
         module->kind == CAL_PICKLE_TEXT && push_global (self, module->text, name->text, error);
}

static gboolean
do_tuple (CalPickle *self, guint n)
{
  CalPickleValue *tuple = cal_pickle_make (self, CAL_PICKLE_LIST);

  g_ptr_array_set_size (tuple->items, (int) n);
  for (guint i = n; i-- > 0;)
    if ((tuple->items->pdata[i] = cal_pickle_pop (self)) == NULL) {
      g_ptr_array_set_size (tuple->items, 0);
      return FALSE;
    }
  cal_pickle_push (self, tuple);
  return TRUE;
}

static gboolean
do_collect (CalPickle *self, CalPickleKind kind)
{
  GPtrArray *items = cal_pickle_pop_to_mark (self);
  CalPickleValue *value;

  if (items == NULL)
    return FALSE;
  value = cal_pickle_make (self, kind);
  g_ptr_array_unref (value->items);
  value->items = items;
  cal_pickle_push (self, value);
  return kind != CAL_PICKLE_DICT || items->len % 2 == 0;
}

/* Adds @n values from the top, or all above the mark if @n is 0, to the list or dict below. */
static gboolean
do_extend (CalPickle *self, guint n, CalPickleKind kind)
{
  g_autoptr (GPtrArray) items = NULL;
  CalPickleValue *into;

  if (n > 0) {
    items = g_ptr_array_new ();
    for (guint i = 0; i < n; i++) {
      CalPickleValue *value = cal_pickle_pop (self);

      if (value == NULL)
        return FALSE;
      g_ptr_array_insert (items, 0, value);
    }
  } else
    items = cal_pickle_pop_to_mark (self);
  into = self->stack->len > 0 ? self->stack->pdata[self->stack->len - 1] : NULL;
  if (items == NULL || into == NULL || into->kind != kind || into->has_shape ||
      (kind == CAL_PICKLE_DICT && items->len % 2 != 0))
    return FALSE;
  g_ptr_array_extend (into->items, items, NULL, NULL);
  return TRUE;
}

static gboolean
do_put (CalPickle *self, guint64 index)
{
  CalPickleValue *top = self->stack->len > 0 ? self->stack->pdata[self->stack->len - 1] : NULL;

  if (top == NULL || top->kind == CAL_PICKLE_MARK)
    return FALSE;
  g_hash_table_insert (self->memo, GSIZE_TO_POINTER (index), top);
  return TRUE;
}

static gboolean
do_get (CalPickle *self, guint64 index)
{
  CalPickleValue *value = g_hash_table_lookup (self->memo, GSIZE_TO_POINTER (index));

  if (value != NULL)
    cal_pickle_push (self, value);
  return value != NULL;
}

static gboolean
do_line_index (CalPickle *self, gboolean (*use) (CalPickle *self, guint64 index))
{
  g_autofree char *line = cal_pickle_take_line (self);

  return line != NULL && use (self, g_ascii_strtoull (line, NULL, 10));
}

static gboolean
do_counted_index (CalPickle *self, guint width, gboolean (*use) (CalPickle *self, guint64 index))
{
  guint64 index;

  return cal_pickle_take_size (self, width, &index) && use (self, index);
}

static gboolean
do_reduce (CalPickle *self, GError **error)
{
  CalPickleValue *arguments = cal_pickle_pop (self), *callable = cal_pickle_pop (self), *made;

  if (arguments == NULL || callable == NULL || callable->kind != CAL_PICKLE_GLOBAL ||
      arguments->kind != CAL_PICKLE_LIST)
    return FALSE;
  made = cal_pickle_reduce (self, callable, arguments, error);
  if (made != NULL)
    cal_pickle_push (self, made);
  return made != NULL;
}

static gboolean
do_build (CalPickle *self, GError **error)
{
  CalPickleValue *state = cal_pickle_pop (self), *value = cal_pickle_pop (self);

  if (state == NULL || value == NULL || !cal_pickle_build (self, value, state, error))
    return FALSE;
  cal_pickle_push (self, value);
  return TRUE;
}

static gboolean
do_persistent (CalPickle *self, GError **error)
{
  CalPickleValue *id = cal_pickle_pop (self);
  CalPickleValue *made = id != NULL ? cal_pickle_load_persistent (self, id, error) : NULL;

  if (made != NULL)
    cal_pickle_push (self, made);
  return made != NULL;
}

static gboolean
do_duplicate (CalPickle *self)
{
  CalPickleValue *top = cal_pickle_pop (self);

  if (top == NULL)
    return FALSE;
  cal_pickle_push (self, top);
  cal_pickle_push (self, top);
  return TRUE;
}

static gboolean
do_pop_mark (CalPickle *self)
{
  g_autoptr (GPtrArray) items = cal_pickle_pop_to_mark (self);

  return items != NULL;
}

/* Frames only tell how much to read ahead, and protocols what may follow. */
static gboolean
do_skip (CalPickle *self, guint n)
{
  return cal_pickle_take (self, n) != NULL;
}

/* The stack, the memo, and what is put together of several values. */
gboolean
cal_pickle_run_compound (CalPickle *self, guint8 opcode, gboolean *known, GError **error)
{
  *known = TRUE;
  switch (opcode) {
  case '(':
    return cal_pickle_push_new (self, CAL_PICKLE_MARK);
  case '0':
    return cal_pickle_pop (self) != NULL;
  case '1':
    return do_pop_mark (self);
  case '2':
    return do_duplicate (self);
  case ']':
  case ')':
  case 0x8f:
    return cal_pickle_push_new (self, CAL_PICKLE_LIST);
  case '}':
    return cal_pickle_push_new (self, CAL_PICKLE_DICT);
  case 'l':
  case 't':
  case 0x91:
    return do_collect (self, CAL_PICKLE_LIST);
  case 'd':
    return do_collect (self, CAL_PICKLE_DICT);
  case 0x85:
  case 0x86:
  case 0x87:
    return do_tuple (self, opcode - 0x84u);
  case 'a':
    return do_extend (self, 1, CAL_PICKLE_LIST);
  case 'e':
  case 0x90:
    return do_extend (self, 0, CAL_PICKLE_LIST);
  case 's':
    return do_extend (self, 2, CAL_PICKLE_DICT);
  case 'u':
    return do_extend (self, 0, CAL_PICKLE_DICT);
  case 'p':
    return do_line_index (self, do_put);
  case 'q':
    return do_counted_index (self, 1, do_put);
  case 'r':
    return do_counted_index (self, 4, do_put);
  case 0x94:
    return do_put (self, g_hash_table_size (self->memo));
  case 'g':
    return do_line_index (self, do_get);
  case 'h':
    return do_counted_index (self, 1, do_get);
  case 'j':
    return do_counted_index (self, 4, do_get);
  case 0x80:
    return do_skip (self, 1);
  case 0x95:
    return do_skip (self, 8);
  case 'c':
    return do_global (self, error);
  case 0x93:
    return do_stack_global (self, error);
  case 'R':
    return do_reduce (self, error);
  case 'b':
    return do_build (self, error);
  case 'Q':
    return do_persistent (self, error);
  default:
    *known = FALSE;
    return FALSE;
  }
}
