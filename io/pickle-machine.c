/* pickle-machine.c - the opcodes of Python's pickles, protocols 0 to 5.
 *
 * A pickle is a program for a small stack machine. This one puts data together and looks globals up
 * in a list of its own; no opcode makes it call anything. (Python's pickletools.py)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/pickle-value.h"
#include "model/error.h"

#define MAX_VALUES 20000000

struct _CalPickle {
  GPtrArray *values; /* owns all that was made */
  GPtrArray *stack;
  GHashTable *memo;
  CalPickleValue *root;
  GBytes *bytes;
  const guint8 *data;
  gsize size;
  gsize at;
  CalPickleGetStorage get_storage;
  gpointer user_data;
};

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

static void
push (CalPickle *self, CalPickleValue *value)
{
  g_ptr_array_add (self->stack, value);
}

/* The value on top; NULL if there is none above the last mark. */
static CalPickleValue *
pop (CalPickle *self)
{
  CalPickleValue *top = self->stack->len > 0 ? self->stack->pdata[self->stack->len - 1] : NULL;

  if (top == NULL || top->kind == CAL_PICKLE_MARK)
    return NULL;
  g_ptr_array_set_size (self->stack, (int) self->stack->len - 1);
  return top;
}

/* Everything above the last mark, which goes away, too; NULL if there is no mark. */
static GPtrArray *
pop_to_mark (CalPickle *self)
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

static const guint8 *
take (CalPickle *self, guint64 n)
{
  const guint8 *at = self->data + self->at;

  if (n > self->size - self->at)
    return NULL;
  self->at += (gsize) n;
  return at;
}

static gboolean
take_size (CalPickle *self, guint width, guint64 *value)
{
  const guint8 *bytes = take (self, width);

  *value = 0;
  for (guint n = 0; bytes != NULL && n < width; n++)
    *value |= (guint64) bytes[n] << (8 * n);
  return bytes != NULL;
}

/* A line without its end, of the opcodes of protocol 0. */
static char *
take_line (CalPickle *self)
{
  const guint8 *start = self->data + self->at;
  const guint8 *end = memchr (start, '\n', self->size - self->at);

  if (end == NULL)
    return NULL;
  self->at += (gsize) (end - start) + 1;
  return g_strndup ((const char *) start, (gsize) (end - start));
}

static void
push_number (CalPickle *self, double number)
{
  CalPickleValue *value = cal_pickle_make (self, CAL_PICKLE_NUMBER);

  value->number = number;
  push (self, value);
}

/* A text may hold a NUL, and bytes are written as one below protocol 3: it is kept as it is, too.
 */
static void
push_text (CalPickle *self, GBytes *bytes)
{
  CalPickleValue *value = cal_pickle_make (self, CAL_PICKLE_TEXT);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  value->text = g_utf8_make_valid (text, (gssize) strnlen (text, length));
  value->bytes = g_bytes_ref (bytes);
  push (self, value);
}

/* What follows an opcode with a length of @width bytes; the bytes are not copied. */
static gboolean
push_counted (CalPickle *self, guint width, gboolean is_text)
{
  g_autoptr (GBytes) bytes = NULL;
  guint64 length;
  gsize start;
  CalPickleValue *value;

  if (!take_size (self, width, &length))
    return FALSE;
  start = self->at;
  if (take (self, length) == NULL)
    return FALSE;
  bytes = g_bytes_new_from_bytes (self->bytes, start, length);
  if (is_text) {
    push_text (self, bytes);
    return TRUE;
  }
  value = cal_pickle_make (self, CAL_PICKLE_BYTES);
  value->bytes = g_steal_pointer (&bytes);
  push (self, value);
  return TRUE;
}

/* Two's complement of any length, the lowest byte first. */
static gboolean
push_long (CalPickle *self, guint width)
{
  guint64 length;
  const guint8 *bytes;
  double number = 0.0;

  if (!take_size (self, width, &length) || (bytes = take (self, length)) == NULL)
    return FALSE;
  for (guint64 n = length; n-- > 0;)
    number = number * 256.0 + bytes[n];
  if (length > 0 && bytes[length - 1] >= 0x80)
    number -= ldexp (1.0, (int) MIN (8 * length, 100000));
  push_number (self, number);
  return TRUE;
}

static gboolean
push_line_number (CalPickle *self)
{
  g_autofree char *line = take_line (self);

  if (line == NULL)
    return FALSE;
  push_number (self, g_ascii_strtod (line, NULL));
  return TRUE;
}

/* As many hexadecimal digits; a NUL ends the line before them. */
static gunichar
parse_hex (const char *digits, guint n)
{
  gunichar character = 0;

  for (guint i = 0; i < n; i++) {
    if (!g_ascii_isxdigit (digits[i]))
      return 0xfffd;
    character = character << 4 | (gunichar) g_ascii_xdigit_value (digits[i]);
  }
  return character;
}

/* The line of a literal: 'S' is quoted and has \\xNN; 'V' has \\uNNNN and is Latin-1 besides. */
static gboolean
push_line_text (CalPickle *self, gboolean is_quoted)
{
  g_autofree char *line = take_line (self);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  gsize length = line != NULL ? strlen (line) : 0;

  if (line == NULL || (is_quoted && length < 2))
    return FALSE;
  if (is_quoted)
    line[length - 1] = '\0';
  for (const char *at = line + (is_quoted ? 1 : 0); *at != '\0'; at++) {
    guint n_digits = at[0] != '\\' ? 0 : at[1] == 'x' ? 2 : at[1] == 'u' ? 4 : at[1] == 'U' ? 8 : 0;
    gunichar character = n_digits > 0 ? parse_hex (at + 2, n_digits) : (guchar) *at;

    if (n_digits > 0 && strlen (at) < 2 + n_digits)
      return FALSE;
    at += n_digits > 0 ? 1 + n_digits : 0;
    if (is_quoted)
      g_string_append_c (text, (char) character);
    else
      g_string_append_unichar (text, g_unichar_validate (character) ? character : 0xfffd);
  }
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  push_text (self, bytes);
  return TRUE;
}

static gboolean
push_float (CalPickle *self)
{
  const guint8 *bytes = take (self, 8);
  guint64 bits = 0;
  double number;

  for (int n = 0; bytes != NULL && n < 8; n++)
    bits = bits << 8 | bytes[n];
  memcpy (&number, &bits, sizeof number);
  push_number (self, number);
  return bytes != NULL;
}

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
  push (self, value);
  return TRUE;
}

static gboolean
do_global (CalPickle *self, GError **error)
{
  g_autofree char *module = take_line (self), *name = take_line (self);

  return module != NULL && name != NULL && push_global (self, module, name, error);
}

static gboolean
do_stack_global (CalPickle *self, GError **error)
{
  CalPickleValue *name = pop (self), *module = pop (self);

  return name != NULL && module != NULL && name->kind == CAL_PICKLE_TEXT &&
         module->kind == CAL_PICKLE_TEXT && push_global (self, module->text, name->text, error);
}

static gboolean
do_tuple (CalPickle *self, guint n)
{
  CalPickleValue *tuple = cal_pickle_make (self, CAL_PICKLE_LIST);

  g_ptr_array_set_size (tuple->items, (int) n);
  for (guint i = n; i-- > 0;)
    if ((tuple->items->pdata[i] = pop (self)) == NULL) {
      g_ptr_array_set_size (tuple->items, 0);
      return FALSE;
    }
  push (self, tuple);
  return TRUE;
}

static gboolean
do_collect (CalPickle *self, CalPickleKind kind)
{
  GPtrArray *items = pop_to_mark (self);
  CalPickleValue *value;

  if (items == NULL)
    return FALSE;
  value = cal_pickle_make (self, kind);
  g_ptr_array_unref (value->items);
  value->items = items;
  push (self, value);
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
      CalPickleValue *value = pop (self);

      if (value == NULL)
        return FALSE;
      g_ptr_array_insert (items, 0, value);
    }
  } else
    items = pop_to_mark (self);
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
    push (self, value);
  return value != NULL;
}

static gboolean
do_line_index (CalPickle *self, gboolean (*use) (CalPickle *self, guint64 index))
{
  g_autofree char *line = take_line (self);

  return line != NULL && use (self, g_ascii_strtoull (line, NULL, 10));
}

static gboolean
do_counted_index (CalPickle *self, guint width, gboolean (*use) (CalPickle *self, guint64 index))
{
  guint64 index;

  return take_size (self, width, &index) && use (self, index);
}

static gboolean
do_reduce (CalPickle *self, GError **error)
{
  CalPickleValue *arguments = pop (self), *callable = pop (self), *made;

  if (arguments == NULL || callable == NULL || callable->kind != CAL_PICKLE_GLOBAL ||
      arguments->kind != CAL_PICKLE_LIST)
    return FALSE;
  made = cal_pickle_reduce (self, callable, arguments, error);
  if (made != NULL)
    push (self, made);
  return made != NULL;
}

static gboolean
do_build (CalPickle *self, GError **error)
{
  CalPickleValue *state = pop (self), *value = pop (self);

  if (state == NULL || value == NULL || !cal_pickle_build (self, value, state, error))
    return FALSE;
  push (self, value);
  return TRUE;
}

static gboolean
do_persistent (CalPickle *self, GError **error)
{
  CalPickleValue *id = pop (self);
  CalPickleValue *made = id != NULL ? cal_pickle_load_persistent (self, id, error) : NULL;

  if (made != NULL)
    push (self, made);
  return made != NULL;
}

static gboolean
do_small_number (CalPickle *self, guint width, gboolean is_signed)
{
  guint64 value;

  if (!take_size (self, width, &value))
    return FALSE;
  push_number (self, is_signed ? (double) (gint32) (guint32) value : (double) value);
  return TRUE;
}

static gboolean
do_new (CalPickle *self, CalPickleKind kind)
{
  push (self, cal_pickle_make (self, kind));
  return TRUE;
}

static gboolean
do_truth (CalPickle *self, double truth)
{
  push_number (self, truth);
  return TRUE;
}

static gboolean
do_duplicate (CalPickle *self)
{
  CalPickleValue *top = pop (self);

  if (top == NULL)
    return FALSE;
  push (self, top);
  push (self, top);
  return TRUE;
}

static gboolean
do_pop_mark (CalPickle *self)
{
  g_autoptr (GPtrArray) items = pop_to_mark (self);

  return items != NULL;
}

/* Frames only tell how much to read ahead, and protocols what may follow. */
static gboolean
do_skip (CalPickle *self, guint n)
{
  return take (self, n) != NULL;
}

/* Numbers and texts. FALSE with *@known unset if the opcode is none of these. */
static gboolean
run_scalar (CalPickle *self, guint8 opcode, gboolean *known)
{
  *known = TRUE;
  switch (opcode) {
  case 'N':
    return do_new (self, CAL_PICKLE_NONE);
  case 0x88:
    return do_truth (self, 1.0);
  case 0x89:
    return do_truth (self, 0.0);
  case 'F':
  case 'I':
  case 'L':
    return push_line_number (self);
  case 'J':
    return do_small_number (self, 4, TRUE);
  case 'K':
    return do_small_number (self, 1, FALSE);
  case 'M':
    return do_small_number (self, 2, FALSE);
  case 'G':
    return push_float (self);
  case 0x8a:
    return push_long (self, 1);
  case 0x8b:
    return push_long (self, 4);
  case 'S':
    return push_line_text (self, TRUE);
  case 'V':
    return push_line_text (self, FALSE);
  case 'T':
  case 'B':
    return push_counted (self, 4, FALSE);
  case 'U':
  case 'C':
    return push_counted (self, 1, FALSE);
  case 0x8e:
  case 0x96:
    return push_counted (self, 8, FALSE);
  case 'X':
    return push_counted (self, 4, TRUE);
  case 0x8c:
    return push_counted (self, 1, TRUE);
  case 0x8d:
    return push_counted (self, 8, TRUE);
  default:
    *known = FALSE;
    return FALSE;
  }
}

/* The stack, the memo, and what is put together of several values. */
static gboolean
run_compound (CalPickle *self, guint8 opcode, gboolean *known, GError **error)
{
  *known = TRUE;
  switch (opcode) {
  case '(':
    return do_new (self, CAL_PICKLE_MARK);
  case '0':
    return pop (self) != NULL;
  case '1':
    return do_pop_mark (self);
  case '2':
    return do_duplicate (self);
  case ']':
  case ')':
  case 0x8f:
    return do_new (self, CAL_PICKLE_LIST);
  case '}':
    return do_new (self, CAL_PICKLE_DICT);
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

static gboolean
run (CalPickle *self, GError **error)
{
  while (TRUE) {
    const guint8 *opcode = take (self, 1);
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
    if (run_scalar (self, *opcode, &known) ||
        (!known && run_compound (self, *opcode, &known, &failure)))
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
  self->root = pop (self);
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
