/* npy-type.c - what one element of a NumPy array is, and columns of such elements.
 *
 * Type strings as in NumPy's array interface: "<f4", "<U5"; records are a list of tuples of name,
 * type string and maybe a shape.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/npy-type.h"

#include <string.h>

#include "model/error.h"

#define MAX_FIELDS 4096

/* "U5" and "S20"; 0 characters hold nothing that could be counted. */
static void
parse_text_type (CalNpyType *self, const char *code)
{
  guint64 n_characters;

  self->is_wide = code[0] == 'U';
  self->name = g_strdup ("text");
  if (g_ascii_string_to_unsigned (code + 1, 10, 1, G_MAXINT32, &n_characters, NULL)) {
    self->kind = CAL_NPY_TEXTS;
    self->size = n_characters * (self->is_wide ? 4 : 1);
  }
}

/**
 * cal_npy_type_parse:
 * @self: (out caller-allocates): clear it with cal_npy_type_clear()
 * @descr: "<f4" and its kin: byte order, kind, size
 */
void
cal_npy_type_parse (CalNpyType *self, const char *descr)
{
  static const struct {
    const char *code;
    CalDtype dtype;
  } types[] = {
      {"b1", CAL_DTYPE_BOOL},        {"i1", CAL_DTYPE_INT8},      {"u1", CAL_DTYPE_UINT8},
      {"i2", CAL_DTYPE_INT16},       {"u2", CAL_DTYPE_UINT16},    {"i4", CAL_DTYPE_INT32},
      {"u4", CAL_DTYPE_UINT32},      {"i8", CAL_DTYPE_INT64},     {"u8", CAL_DTYPE_UINT64},
      {"f2", CAL_DTYPE_FLOAT16},     {"f4", CAL_DTYPE_FLOAT32},   {"f8", CAL_DTYPE_FLOAT64},
      {"f16", CAL_DTYPE_FLOAT128},   {"c8", CAL_DTYPE_COMPLEX64}, {"c16", CAL_DTYPE_COMPLEX128},
      {"c32", CAL_DTYPE_COMPLEX256},
  };
  gboolean has_order = descr[0] != '\0' && strchr ("<>|=", descr[0]) != NULL;
  const char *code = has_order ? descr + 1 : descr;
  guint64 n_bytes;

  *self = (CalNpyType){CAL_NPY_OTHER};
  self->swap = descr[0] == (G_BYTE_ORDER == G_LITTLE_ENDIAN ? '>' : '<');
  for (gsize n = 0; n < G_N_ELEMENTS (types); n++)
    if (strcmp (code, types[n].code) == 0) {
      self->kind = CAL_NPY_NUMBERS;
      self->dtype = types[n].dtype;
      self->size = cal_dtype_get_size (self->dtype);
      self->name = g_strdup (cal_dtype_get_name (self->dtype));
      return;
    }
  if (code[0] == 'U' || code[0] == 'S' || code[0] == 'a')
    parse_text_type (self, code);
  else if (code[0] == 'O') {
    self->kind = CAL_NPY_OBJECTS;
    self->name = g_strdup ("Python objects");
  } else if (code[0] == 'M' || code[0] == 'm') {
    self->size = 8;
    self->name = g_strdup (code[0] == 'M' ? "dates" : "times");
  } else if (code[0] == 'V') {
    self->name = g_strdup ("raw bytes");
    if (g_ascii_string_to_unsigned (code + 1, 10, 1, G_MAXINT32, &n_bytes, NULL))
      self->size = n_bytes;
  } else
    self->name = g_strdup_printf ("elements of an unknown type \"%s\"", descr);
}

void
cal_npy_type_clear (CalNpyType *self)
{
  g_clear_pointer (&self->name, g_free);
}

static void
field_clear (gpointer data)
{
  CalNpyField *field = data;

  g_free (field->name);
  cal_npy_type_clear (&field->type);
}

static void
skip_space (const char **at)
{
  while (g_ascii_isspace (**at))
    ++*at;
}

static gboolean
skip_sign (const char **at, char sign)
{
  skip_space (at);
  if (**at != sign)
    return FALSE;
  ++*at;
  return TRUE;
}

/* A Python string literal as repr() writes it, of what numpy lets in a field's name. */
static char *
parse_literal (const char **at)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char quote;

  skip_space (at);
  quote = **at;
  if (quote != '\'' && quote != '"')
    return NULL;
  for (++*at; **at != quote; ++*at) {
    if (**at == '\\')
      ++*at;
    if (**at == '\0')
      return NULL;
    g_string_append_c (text, **at);
  }
  ++*at;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "(2, 3)", or "3" as numpy once wrote it: how many elements that are. */
static gboolean
parse_field_shape (const char **at, gsize *n_elements)
{
  gboolean is_tuple = skip_sign (at, '(');

  *n_elements = 1;
  do {
    char *end;
    guint64 length;

    skip_space (at);
    if (is_tuple && **at == ')')
      break;
    if (!g_ascii_isdigit (**at))
      return FALSE;
    length = g_ascii_strtoull (*at, &end, 10);
    *at = end;
    if (!g_size_checked_mul (n_elements, *n_elements, length))
      return FALSE;
  } while (is_tuple && skip_sign (at, ','));
  return !is_tuple || skip_sign (at, ')');
}

/* "('x', '<f8')" or "('x', '<f8', (3,))". A record within a record is none of ours. */
static gboolean
parse_field (const char **at, gsize *record_size, GArray *fields)
{
  CalNpyField field = {.offset = *record_size, .n_elements = 1};
  g_autofree char *descr = NULL;
  gsize size;

  if (!skip_sign (at, '('))
    return FALSE;
  field.name = parse_literal (at);
  if (field.name != NULL && skip_sign (at, ','))
    descr = parse_literal (at);
  if (descr != NULL)
    cal_npy_type_parse (&field.type, descr);
  g_array_append_val (fields, field);
  if (descr == NULL || field.type.size == 0)
    return FALSE;
  if (skip_sign (at, ',') && !skip_sign (at, ')')) {
    if (!parse_field_shape (at, &field.n_elements) || !skip_sign (at, ')'))
      return FALSE;
  } else if (at[0][-1] != ')' && !skip_sign (at, ')'))
    return FALSE;
  g_array_index (fields, CalNpyField, fields->len - 1).n_elements = field.n_elements;
  return g_size_checked_mul (&size, field.type.size, field.n_elements) &&
         g_size_checked_add (record_size, *record_size, size);
}

/**
 * cal_npy_fields_parse:
 * @descr: "[('id', '<U8'), ('onset', '<f8'), ('xyz', '<f4', (3,))]", and whatever follows
 * @record_size: (out): bytes of a record
 *
 * Returns: (transfer full) (nullable): a #CalNpyField each; NULL if a record holds what has no
 *   known size, or nothing
 */
GArray *
cal_npy_fields_parse (const char *descr, gsize *record_size)
{
  g_autoptr (GArray) fields = g_array_new (FALSE, TRUE, sizeof (CalNpyField));

  g_array_set_clear_func (fields, field_clear);
  *record_size = 0;
  if (!skip_sign (&descr, '['))
    return NULL;
  while (!skip_sign (&descr, ']')) {
    if (fields->len == MAX_FIELDS || !parse_field (&descr, record_size, fields))
      return NULL;
    skip_sign (&descr, ',');
  }
  return *record_size > 0 ? g_steal_pointer (&fields) : NULL;
}

/**
 * cal_npy_type_make_array:
 * @self: of kind CAL_NPY_NUMBERS
 * @elements: in C order; not copied where they are in the machine's byte order
 *
 * Returns: (transfer full): the numbers, or NULL with @error set
 */
CalArray *
cal_npy_type_make_array (
    const CalNpyType *self, guint n_dims, const gsize *dims, GBytes *elements, GError **error)
{
  gsize size;
  const void *in = g_bytes_get_data (elements, &size);
  g_autoptr (GBytes) own = NULL;
  void *out;

  if (!self->swap || self->size == 1 || size == 0)
    return cal_array_new (self->dtype, n_dims, dims, elements, error);
  out = g_try_malloc (size);
  if (out == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%" G_GSIZE_FORMAT " bytes do not fit in memory", size);
    return NULL;
  }
  memcpy (out, in, size);
  cal_dtype_swap_bytes (self->dtype, out, size / self->size);
  own = g_bytes_new_take (out, size);
  return cal_array_new (self->dtype, n_dims, dims, own, error);
}

/* Four bytes a character, filled up with NULs. What is no character becomes a byte that is no
 * UTF-8 either, and so is counted with those. */
static void
append_wide (GString *text, const guint8 *element, gsize size, gboolean swap)
{
  for (gsize n = 0; n < size; n += 4) {
    guint32 character;

    memcpy (&character, element + n, 4);
    if (swap)
      character = GUINT32_SWAP_LE_BE (character);
    if (character == 0)
      break;
    if (g_unichar_validate (character))
      g_string_append_unichar (text, character);
    else
      g_string_append_c (text, (char) 0xff);
  }
}

/**
 * cal_npy_type_make_texts:
 * @self: of kind CAL_NPY_TEXTS
 * @elements: in C order
 *
 * Returns: (transfer full): the texts, or NULL with @error set
 */
CalTextArray *
cal_npy_type_make_texts (
    const CalNpyType *self, guint n_dims, const gsize *dims, GBytes *elements, GError **error)
{
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  gsize size;
  const guint8 *in = g_bytes_get_data (elements, &size);

  /* A character of four bytes is at most as many in UTF-8; what is replaced takes three for one. */
  if (size / self->size > (G_MAXUINT32 - 3 * (guint64) size) || size > G_MAXUINT32 / 3) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%" G_GSIZE_FORMAT " bytes of text; expected fewer than 1 GiB", size);
    return NULL;
  }
  for (gsize n = 0; n < size / self->size; n++) {
    const guint8 *element = in + n * self->size;

    if (self->is_wide) {
      g_string_truncate (text, 0);
      append_wide (text, element, self->size, self->swap);
      cal_text_array_builder_add (builder, text->str, (gssize) text->len);
    } else
      cal_text_array_builder_add (builder, (const char *) element, (gssize) self->size);
  }
  return cal_text_array_builder_end (g_steal_pointer (&builder), n_dims, dims, error);
}
