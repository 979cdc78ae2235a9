/* npy-header.c - the header of NumPy's .npy format, versions 1 to 3.
 *
 * After the magic and the version comes a Python dictionary literal with the keys descr,
 * fortran_order and shape. It is matched, never evaluated. (numpy/lib/format.py)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/npy-header.h"

#include <string.h>

#include "io/array-vector.h"
#include "io/columns.h"
#include "io/order.h"
#include "io/path.h"
#include "model/error.h"
#include "model/memory.h"

static const guint8 magic[6] = {0x93, 'N', 'U', 'M', 'P', 'Y'};

void
cal_npy_header_clear (CalNpyHeader *self)
{
  cal_npy_type_clear (&self->type);
  g_clear_pointer (&self->fields, g_array_unref);
}

gboolean
cal_npy_is_magic (const guint8 *head, gsize n_head)
{
  return n_head >= 8 && memcmp (head, magic, sizeof magic) == 0;
}

/**
 * cal_npy_header_measure:
 * @head: the first bytes of a file
 *
 * Returns: where its elements begin; no more than CAL_NPY_MIN_SIZE if that makes no sense
 */
gsize
cal_npy_header_measure (const guint8 head[CAL_NPY_MIN_SIZE])
{
  gsize length = head[8] | (gsize) head[9] << 8;

  if (!cal_npy_is_magic (head, CAL_NPY_MIN_SIZE))
    return CAL_NPY_MIN_SIZE;
  length =
      head[6] == 1 ? 10 + length : 12 + (length | (gsize) head[10] << 16 | (gsize) head[11] << 24);
  return length <= CAL_NPY_MAX_HEADER ? MAX (length, CAL_NPY_MIN_SIZE) : CAL_NPY_MIN_SIZE;
}

G_GNUC_PRINTF (3, 4)
static gboolean
fail (const char *name, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s", name, what);
  return FALSE;
}

static gboolean
parse_shape (const char *text, const char *name, CalNpyHeader *header, GError **error)
{
  g_auto (GStrv) lengths = g_strsplit (text, ",", 64);
  gsize size = header->type.size;

  for (gsize n = 0; lengths[n] != NULL; n++) {
    char *length = g_strstrip (lengths[n]);
    guint64 value;

    /* (5,) ends with a comma; Python 2 wrote 5L. */
    if (length[0] == '\0' && lengths[n + 1] == NULL)
      break;
    if (g_str_has_suffix (length, "L"))
      length[strlen (length) - 1] = '\0';
    if (!g_ascii_string_to_unsigned (length, 10, 0, G_MAXSSIZE, &value, NULL))
      return fail (name, error, "a shape that makes no sense: (%s)", text);
    if (header->n_dims == CAL_ARRAY_MAX_DIMS)
      return fail (name, error, "more than %d dimensions", CAL_ARRAY_MAX_DIMS);
    header->shape[header->n_dims++] = value;
    if (!g_size_checked_mul (&size, size, value)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: a shape beyond all memory: (%s)", name,
                   text);
      return FALSE;
    }
  }
  header->data_size = size;
  return TRUE;
}

/* What follows 'KEY': in the dictionary, up to the end that the kind of value has. */
static char *
find_value (const char *text, const char *key, const char *pattern)
{
  g_autofree char *full = g_strdup_printf ("['\"]%s['\"]\\s*:\\s*%s", key, pattern);
  g_autoptr (GRegex) regex = g_regex_new (full, G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return regex != NULL && g_regex_match (regex, text, 0, &match) ? g_match_info_fetch (match, 1)
                                                                 : NULL;
}

static gboolean
parse_dictionary (const char *text, const char *name, CalNpyHeader *header, GError **error)
{
  g_autofree char *descr = find_value (text, "descr", "['\"]([^'\"]*)['\"]");
  g_autofree char *records = find_value (text, "descr", "(\\[.*)");
  g_autofree char *order = find_value (text, "fortran_order", "(True|False)");
  g_autofree char *shape = find_value (text, "shape", "\\(([^()]*)\\)");

  if ((descr == NULL && records == NULL) || order == NULL || shape == NULL)
    return fail (name, error, "a header without descr, fortran_order and shape");
  if (descr != NULL)
    cal_npy_type_parse (&header->type, descr);
  else {
    header->type.name = g_strdup ("records");
    header->fields = cal_npy_fields_parse (records, &header->type.size);
    header->type.kind = header->fields != NULL ? CAL_NPY_RECORDS : CAL_NPY_OTHER;
    if (header->fields == NULL)
      header->type.size = 0;
  }
  header->fortran_order = g_str_equal (order, "True");
  return parse_shape (shape, name, header, error);
}

/**
 * cal_npy_header_parse:
 * @head: the first bytes, up to CAL_NPY_MAX_HEADER
 * @name: of the file, for errors
 * @header: (out caller-allocates): clear it with cal_npy_header_clear()
 *
 * Returns: FALSE with CAL_ERROR_FORMAT if the header is broken, CAL_ERROR_LIMIT if its sizes
 *   overflow
 */
gboolean
cal_npy_header_parse (
    const guint8 *head, gsize n_head, const char *name, CalNpyHeader *header, GError **error)
{
  g_autofree char *text = NULL, *valid = NULL;
  gsize start, end;

  memset (header, 0, sizeof *header);
  if (!cal_npy_is_magic (head, n_head) || n_head < CAL_NPY_MIN_SIZE)
    return fail (name, error, "no NumPy array begins like this (%" G_GSIZE_FORMAT " bytes)",
                 n_head);
  if (head[6] < 1 || head[6] > 3)
    return fail (name, error, "NumPy format version %d.%d; expected 1, 2 or 3", head[6], head[7]);
  start = head[6] == 1 ? 10 : 12;
  end = cal_npy_header_measure (head);
  if (end <= CAL_NPY_MIN_SIZE || end > n_head)
    return fail (name, error, "ends in its header, or has one that is too long");
  text = g_strndup ((const char *) head + start, end - start);
  valid = g_utf8_make_valid (text, -1);
  header->data_offset = end;
  if (!parse_dictionary (valid, name, header, error)) {
    cal_npy_header_clear (header);
    return FALSE;
  }
  return TRUE;
}

/**
 * cal_npy_header_can_read:
 *
 * Returns: whether the elements are numbers, texts, or records in a row
 */
gboolean
cal_npy_header_can_read (const CalNpyHeader *self)
{
  return self->type.kind == CAL_NPY_NUMBERS || self->type.kind == CAL_NPY_TEXTS ||
         (self->type.kind == CAL_NPY_RECORDS && self->n_dims == 1);
}

/* The elements with the last dimension fastest; not copied where they lie so. */
static GBytes *
order_elements (const CalNpyHeader *self, GBytes *elements, GError **error)
{
  gsize size = g_bytes_get_size (elements);
  guint8 *out;

  if (!self->fortran_order || self->n_dims < 2 || size == 0 || size != self->data_size)
    return g_bytes_ref (elements);
  out = g_try_malloc (size);
  if (out == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%" G_GSIZE_FORMAT " bytes do not fit in memory", size);
    return NULL;
  }
  cal_order_from_fortran (g_bytes_get_data (elements, NULL), self->type.size, self->n_dims,
                          self->shape, out);
  return g_bytes_new_take (out, size);
}

/**
 * cal_npy_header_make_array:
 * @self: of numbers
 * @elements: exactly data_size bytes, as stored; not copied where they lie as we keep them
 *
 * Returns: (transfer full): the array in C order and the machine's byte order, or NULL with @error
 */
CalArray *
cal_npy_header_make_array (const CalNpyHeader *self, GBytes *elements, GError **error)
{
  g_autoptr (GBytes) ordered = order_elements (self, elements, error);

  return ordered != NULL
             ? cal_npy_type_make_array (&self->type, self->n_dims, self->shape, ordered, error)
             : NULL;
}

/* One field of every record, one after the other. */
static GBytes *
gather_field (const CalNpyHeader *self, const CalNpyField *field, GBytes *records)
{
  gsize n = self->shape[0], size = field->type.size;
  const guint8 *in = g_bytes_get_data (records, NULL);
  guint8 *out = g_malloc (MAX (cal_size_times (n, size), 1));

  for (gsize r = 0; r < n; r++)
    memcpy (out + r * size, in + r * self->type.size + field->offset, size);
  return g_bytes_new_take (out, cal_size_times (n, size));
}

/* A table of the fields that are a number or a text a record; what else there is, is said. */
static CalTable *
make_table (
    const CalNpyHeader *self, GBytes *records, const char *name, CalLoaded *loaded, GError **error)
{
  g_autoptr (CalColumns) columns = cal_columns_new ();

  for (guint n = 0; n < self->fields->len; n++) {
    const CalNpyField *field = &g_array_index (self->fields, CalNpyField, n);
    g_autoptr (GBytes) elements = NULL;

    if (field->n_elements != 1 ||
        (field->type.kind != CAL_NPY_NUMBERS && field->type.kind != CAL_NPY_TEXTS)) {
      cal_loaded_warn (loaded, "the field \"%s\" is not read: %s%s", field->name,
                       field->n_elements != 1 ? "several values a record of " : "",
                       field->type.name);
      continue;
    }
    elements = gather_field (self, field, records);
    if (field->type.kind == CAL_NPY_NUMBERS) {
      CalArray *numbers = cal_npy_type_make_array (&field->type, 1, self->shape, elements, error);

      if (numbers == NULL)
        return NULL;
      cal_columns_take_numbers (columns, field->name, numbers);
    } else {
      CalTextArray *texts = cal_npy_type_make_texts (&field->type, 1, self->shape, elements, error);

      if (texts == NULL)
        return NULL;
      cal_columns_take_texts (columns, field->name, texts);
    }
  }
  return cal_columns_end (columns, name, self->shape[0], error);
}

static gboolean
add_texts (const CalNpyHeader *self, GBytes *elements, CalLoaded *loaded, GError **error)
{
  g_autoptr (GBytes) ordered = order_elements (self, elements, error);
  CalTextArray *texts = ordered != NULL ? cal_npy_type_make_texts (&self->type, self->n_dims,
                                                                   self->shape, ordered, error)
                                        : NULL;

  if (texts == NULL)
    return FALSE;
  cal_loaded_add_texts (loaded, texts);
  return TRUE;
}

/**
 * cal_npy_header_add:
 * @self: of what cal_npy_header_can_read()
 * @elements: exactly data_size bytes, as stored
 * @dataset: the name of the array; "" if the file is no container
 * @loaded: gets a #CalVector, #CalArray, #CalTextArray or #CalTable
 *
 * Returns: FALSE with @error set, with no file name in it
 */
gboolean
cal_npy_header_add (const CalNpyHeader *self,
                    GBytes *elements,
                    const char *dataset,
                    CalLoaded *loaded,
                    GError **error)
{
  g_autoptr (CalArray) array = NULL;

  if (self->type.kind == CAL_NPY_TEXTS)
    return add_texts (self, elements, loaded, error);
  if (self->type.kind == CAL_NPY_RECORDS) {
    g_autofree char *stem = cal_path_dup_stem (cal_loaded_get_path (loaded));
    CalTable *table =
        make_table (self, elements, dataset[0] != '\0' ? dataset : stem, loaded, error);

    if (table != NULL)
      cal_loaded_add (loaded, table);
    return table != NULL;
  }
  array = cal_npy_header_make_array (self, elements, error);
  return array != NULL && cal_array_vector_add (loaded, dataset, array, NULL, NULL, error);
}
