/* npy-header.c - the header of NumPy's .npy format, versions 1 to 3.
 *
 * After the magic and the version comes a Python dictionary literal with the keys descr,
 * fortran_order and shape. It is matched, never evaluated. (numpy/lib/format.py)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/npy-header.h"

#include <string.h>

#include "model/error.h"

static const guint8 magic[6] = {0x93, 'N', 'U', 'M', 'P', 'Y'};

void
cal_npy_header_clear (CalNpyHeader *self)
{
  g_clear_pointer (&self->type_name, g_free);
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

/* "<f4" and its kin: byte order, kind, size. */
static void
parse_type (const char *descr, CalNpyHeader *header)
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
  static const struct {
    char kind;
    const char *name;
  } others[] = {{'O', "Python objects"}, {'S', "strings"}, {'a', "strings"},  {'U', "strings"},
                {'M', "dates"},          {'m', "times"},   {'V', "raw bytes"}};
  gboolean has_order = descr[0] != '\0' && strchr ("<>|=", descr[0]) != NULL;
  const char *code = has_order ? descr + 1 : descr;

  for (gsize n = 0; n < G_N_ELEMENTS (types); n++)
    if (strcmp (code, types[n].code) == 0) {
      header->is_numeric = TRUE;
      header->dtype = types[n].dtype;
      header->swap = descr[0] == (G_BYTE_ORDER == G_LITTLE_ENDIAN ? '>' : '<');
      header->type_name = g_strdup (cal_dtype_get_name (types[n].dtype));
      return;
    }
  for (gsize n = 0; n < G_N_ELEMENTS (others); n++)
    if (code[0] == others[n].kind) {
      header->type_name = g_strdup (others[n].name);
      return;
    }
  header->type_name = g_strdup_printf ("elements of an unknown type \"%s\"", descr);
}

static gboolean
parse_shape (const char *text, const char *name, CalNpyHeader *header, GError **error)
{
  g_auto (GStrv) lengths = g_strsplit (text, ",", 64);
  gsize size = header->is_numeric ? cal_dtype_get_size (header->dtype) : 1;

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
  g_autoptr (GRegex) regex = g_regex_new (full, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return regex != NULL && g_regex_match (regex, text, 0, &match) ? g_match_info_fetch (match, 1)
                                                                 : NULL;
}

static gboolean
parse_dictionary (const char *text, const char *name, CalNpyHeader *header, GError **error)
{
  g_autofree char *descr = find_value (text, "descr", "['\"]([^'\"]*)['\"]");
  g_autofree char *fields = find_value (text, "descr", "(\\[)");
  g_autofree char *order = find_value (text, "fortran_order", "(True|False)");
  g_autofree char *shape = find_value (text, "shape", "\\(([^()]*)\\)");

  if ((descr == NULL && fields == NULL) || order == NULL || shape == NULL)
    return fail (name, error, "a header without descr, fortran_order and shape");
  if (descr != NULL)
    parse_type (descr, header);
  else
    header->type_name = g_strdup ("records");
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

/* Element by element from first-fastest to last-fastest order. */
static void
copy_from_fortran (const CalNpyHeader *header, const guint8 *in, guint8 *out)
{
  gsize size = cal_dtype_get_size (header->dtype), stride[CAL_ARRAY_MAX_DIMS];
  gsize index[CAL_ARRAY_MAX_DIMS] = {0}, n = header->data_size / size, from = 0;

  for (guint d = 0; d < header->n_dims; d++)
    stride[d] = d == 0 ? 1 : stride[d - 1] * header->shape[d - 1];
  for (gsize e = 0; e < n; e++) {
    memcpy (out + e * size, in + from * size, size);
    for (guint d = header->n_dims; d-- > 0;) {
      from += stride[d];
      if (++index[d] < header->shape[d])
        break;
      from -= stride[d] * header->shape[d];
      index[d] = 0;
    }
  }
}

/**
 * cal_npy_header_make_array:
 * @elements: exactly data_size bytes, as stored; not copied where they lie as we keep them
 *
 * Returns: (transfer full): the array in C order and the machine's byte order, or NULL with @error
 */
CalArray *
cal_npy_header_make_array (const CalNpyHeader *self, GBytes *elements, GError **error)
{
  gsize size = g_bytes_get_size (elements);
  g_autoptr (GBytes) own = g_bytes_ref (elements);

  if (size == self->data_size && size > 0 &&
      (self->swap || (self->fortran_order && self->n_dims > 1))) {
    const guint8 *in = g_bytes_get_data (elements, NULL);
    guint8 *out = g_try_malloc (size);

    if (out == NULL) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                   "%" G_GSIZE_FORMAT " bytes do not fit in memory", size);
      return NULL;
    }
    if (self->fortran_order && self->n_dims > 1)
      copy_from_fortran (self, in, out);
    else
      memcpy (out, in, size);
    if (self->swap)
      cal_dtype_swap_bytes (self->dtype, out, size / cal_dtype_get_size (self->dtype));
    g_bytes_unref (own);
    own = g_bytes_new_take (out, size);
  }
  return cal_array_new (self->dtype, self->n_dims, self->shape, own, error);
}
