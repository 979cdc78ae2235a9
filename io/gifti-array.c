/* gifti-array.c - one DataArray of a GIFTI file: what its attributes say, and its numbers.
 *
 * Sizes are checked against the text (or the file beside) before anything is allocated. Spellings
 * are those of the GIFTI 1.0 specification and those that pycortex and older libraries write.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/gifti-array.h"

#include <libdeflate.h>
#include <string.h>

#include "io/contents.h"
#include "model/error.h"

typedef struct {
  const char *name;
  int value;
} Word;

static const Word data_types[] = {
    {"UINT8", CAL_DTYPE_UINT8},
    {"INT8", CAL_DTYPE_INT8},
    {"INT16", CAL_DTYPE_INT16},
    {"UINT16", CAL_DTYPE_UINT16},
    {"INT32", CAL_DTYPE_INT32},
    {"UINT32", CAL_DTYPE_UINT32},
    {"INT64", CAL_DTYPE_INT64},
    {"UINT64", CAL_DTYPE_UINT64},
    {"FLOAT32", CAL_DTYPE_FLOAT32},
    {"FLOAT64", CAL_DTYPE_FLOAT64},
    {NULL, 0},
};

static const Word encodings[] = {
    {"ASCII", CAL_GIFTI_ASCII},
    {"Base64Binary", CAL_GIFTI_BASE64},
    {"GZipBase64Binary", CAL_GIFTI_GZIP_BASE64},
    {"ExternalFileBinary", CAL_GIFTI_EXTERNAL},
    {"GIFTI_ENCODING_ASCII", CAL_GIFTI_ASCII},
    {"GIFTI_ENCODING_B64BIN", CAL_GIFTI_BASE64},
    {"GIFTI_ENCODING_B64GZ", CAL_GIFTI_GZIP_BASE64},
    {"GIFTI_ENCODING_EXTBIN", CAL_GIFTI_EXTERNAL},
    {NULL, 0},
};

static const Word endians[] = {
    {"LittleEndian", G_LITTLE_ENDIAN},
    {"BigEndian", G_BIG_ENDIAN},
    {"GIFTI_ENDIAN_LITTLE", G_LITTLE_ENDIAN},
    {"GIFTI_ENDIAN_BIG", G_BIG_ENDIAN},
    {NULL, 0},
};

static const Word orders[] = {
    {"RowMajorOrder", FALSE},
    {"ColumnMajorOrder", TRUE},
    {"GIFTI_INDEX_ORDER_ROW_MAJOR", FALSE},
    {"GIFTI_INDEX_ORDER_COL_MAJOR", TRUE},
    {NULL, 0},
};

static gboolean
look_up (const Word *words, const char *attribute, const char *text, int *value, GError **error)
{
  for (; words->name != NULL; words++)
    if (g_ascii_strcasecmp (words->name, text) == 0) {
      *value = words->value;
      return TRUE;
    }
  g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "%s “%s” is not one that is read",
               attribute, text);
  return FALSE;
}

static const char *
get_attribute (const char **names, const char **values, const char *name, const char *otherwise)
{
  for (gsize n = 0; names[n] != NULL; n++)
    if (g_str_equal (names[n], name))
      return values[n];
  return otherwise;
}

static const char *
skip_prefix (const char *text, const char *prefix)
{
  return g_str_has_prefix (text, prefix) ? text + strlen (prefix) : text;
}

static gboolean
read_dims (CalGiftiArray *self, const char **names, const char **values, GError **error)
{
  guint64 n_dims, dim;

  if (!g_ascii_string_to_unsigned (get_attribute (names, values, "Dimensionality", "1"), 10, 1,
                                   G_N_ELEMENTS (self->dims), &n_dims, error)) {
    g_prefix_error (error, "Dimensionality: ");
    return FALSE;
  }
  self->n_dims = (guint) n_dims;
  self->n_elements = 1;
  for (guint d = 0; d < self->n_dims; d++) {
    g_autofree char *name = g_strdup_printf ("Dim%u", d);

    if (!g_ascii_string_to_unsigned (get_attribute (names, values, name, ""), 10, 1, G_MAXINT64,
                                     &dim, error)) {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
    self->dims[d] = (gsize) dim;
    if (!g_size_checked_mul (&self->n_elements, self->n_elements, self->dims[d])) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "dimensions overflow");
      return FALSE;
    }
  }
  if (!g_size_checked_mul (&self->n_bytes, self->n_elements, cal_dtype_get_size (self->dtype))) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "dimensions overflow");
    return FALSE;
  }
  return TRUE;
}

/**
 * cal_gifti_array_new:
 * @names: names of the element's attributes
 * @values: their values
 *
 * Returns: (transfer full): without numbers yet; or NULL with an error if an attribute is missing,
 *   not understood or absurd
 */
CalGiftiArray *
cal_gifti_array_new (const char **names, const char **values, GError **error)
{
  g_autoptr (CalGiftiArray) self = g_new0 (CalGiftiArray, 1);
  const char *type = get_attribute (names, values, "DataType", "(none)");
  const char *intent = get_attribute (names, values, "Intent", "NONE");
  const char *external_offset = get_attribute (names, values, "ExternalFileOffset", "");
  int dtype, encoding, endian, order;

  if (!look_up (data_types, "DataType", skip_prefix (type, "NIFTI_TYPE_"), &dtype, error) ||
      !look_up (encodings, "Encoding", get_attribute (names, values, "Encoding", "(none)"),
                &encoding, error) ||
      !look_up (endians, "Endian", get_attribute (names, values, "Endian", "LittleEndian"), &endian,
                error) ||
      !look_up (orders, "ArrayIndexingOrder",
                get_attribute (names, values, "ArrayIndexingOrder", "RowMajorOrder"), &order,
                error))
    return NULL;
  self->dtype = (CalDtype) dtype;
  self->encoding = (CalGiftiEncoding) encoding;
  self->is_swapped = endian != G_BYTE_ORDER;
  self->is_column_major = order;
  self->intent = g_strdup (skip_prefix (intent, "NIFTI_INTENT_"));
  self->external_name = g_strdup (get_attribute (names, values, "ExternalFileName", ""));
  if (*external_offset != '\0' && !g_ascii_string_to_unsigned (external_offset, 10, 0, G_MAXINT64,
                                                               &self->external_offset, error)) {
    g_prefix_error (error, "ExternalFileOffset: ");
    return NULL;
  }
  if (!read_dims (self, names, values, error))
    return NULL;
  self->metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->to_world = cal_affine_identity ();
  return g_steal_pointer (&self);
}

void
cal_gifti_array_free (CalGiftiArray *self)
{
  g_free (self->intent);
  g_free (self->external_name);
  g_clear_pointer (&self->metadata, g_hash_table_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static gboolean
fail_size (const CalGiftiArray *self, gsize found, GError **error)
{
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "the data hold %" G_GSIZE_FORMAT " bytes; the dimensions need %" G_GSIZE_FORMAT,
               found, self->n_bytes);
  return FALSE;
}

static gpointer
allocate (const CalGiftiArray *self, GError **error)
{
  gpointer memory = g_try_malloc (self->n_bytes);

  if (memory == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "no memory for %" G_GSIZE_FORMAT " bytes",
                 self->n_bytes);
  return memory;
}

/* One number of the text, stored at @index; FALSE if there is none or it does not fit the type. */
static gboolean
store_number (CalDtype dtype, gpointer out, gsize index, const char **text)
{
  char *end;

#define STORE(type, smallest, largest)                             \
  {                                                                \
    gint64 number = g_ascii_strtoll (*text, &end, 10);             \
                                                                   \
    if (end == *text || number < (smallest) || number > (largest)) \
      return FALSE;                                                \
    ((type *) out)[index] = (type) number;                         \
    break;                                                         \
  }
  switch ((int) dtype) {
  case CAL_DTYPE_UINT8:
    STORE (guint8, 0, G_MAXUINT8)
  case CAL_DTYPE_INT8:
    STORE (gint8, G_MININT8, G_MAXINT8)
  case CAL_DTYPE_UINT16:
    STORE (guint16, 0, G_MAXUINT16)
  case CAL_DTYPE_INT16:
    STORE (gint16, G_MININT16, G_MAXINT16)
  case CAL_DTYPE_UINT32:
    STORE (guint32, 0, G_MAXUINT32)
  case CAL_DTYPE_INT32:
    STORE (gint32, G_MININT32, G_MAXINT32)
  case CAL_DTYPE_INT64:
    STORE (gint64, G_MININT64, G_MAXINT64)
  case CAL_DTYPE_UINT64:
    ((guint64 *) out)[index] = g_ascii_strtoull (*text, &end, 10);
    break;
  case CAL_DTYPE_FLOAT32:
    ((float *) out)[index] = (float) g_ascii_strtod (*text, &end);
    break;
  default:
    ((double *) out)[index] = g_ascii_strtod (*text, &end);
    break;
  }
#undef STORE
  /* "1.5" where an integer is expected ends within a word. */
  if (end == *text || !(g_ascii_isspace (*end) || *end == '\0' || *end == '<' || *end == ','))
    return FALSE;
  *text = *end == ',' ? end + 1 : end;
  return TRUE;
}

static gboolean
decode_ascii (CalGiftiArray *self, const char *text, gsize length, GError **error)
{
  const char *p = text, *end = text + length;
  gpointer out;

  if (self->n_elements > length / 2 + 1)
    return fail_size (self, length, error);
  out = allocate (self, error);
  if (out == NULL)
    return FALSE;
  self->bytes = g_bytes_new_take (out, self->n_bytes);
  for (gsize n = 0; n < self->n_elements; n++) {
    while (p < end && g_ascii_isspace (*p))
      p++;
    if (p >= end || !store_number (self->dtype, out, n, &p)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "number %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " is missing or no %s", n + 1,
                   self->n_elements, cal_dtype_get_name (self->dtype));
      return FALSE;
    }
  }
  while (p < end && g_ascii_isspace (*p))
    p++;
  if (p < end) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "there is more behind the %" G_GSIZE_FORMAT " numbers of the dimensions",
                 self->n_elements);
    return FALSE;
  }
  self->is_swapped = FALSE;
  return TRUE;
}

/* GLib's decoder passes over what is not base 64; here that is an error. */
static guint8 *
decode_base64 (const char *text, gsize length, gsize *n_plain, GError **error)
{
  guint8 *plain;
  gint state = 0;
  guint save = 0;

  for (gsize n = 0; n < length; n++)
    if (!g_ascii_isalnum (text[n]) && !g_ascii_isspace (text[n]) && text[n] != '+' &&
        text[n] != '/' && text[n] != '=') {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "character %" G_GSIZE_FORMAT " of the data is not base 64", n + 1);
      return NULL;
    }
  plain = g_malloc (length / 4 * 3 + 3);
  *n_plain = g_base64_decode_step (text, length, plain, &state, &save);
  return plain;
}

static gboolean
decode_base64_binary (CalGiftiArray *self, const char *text, gsize length, GError **error)
{
  gsize n_plain;
  guint8 *plain = decode_base64 (text, length, &n_plain, error);

  if (plain == NULL)
    return FALSE;
  if (n_plain != self->n_bytes) {
    g_free (plain);
    return fail_size (self, n_plain, error);
  }
  self->bytes = g_bytes_new_take (plain, n_plain);
  return TRUE;
}

static gboolean
decode_gzip (CalGiftiArray *self, const char *text, gsize length, GError **error)
{
  gsize n_packed, n_written = 0;
  g_autofree guint8 *packed = decode_base64 (text, length, &n_packed, error);
  struct libdeflate_decompressor *decompressor;
  enum libdeflate_result result;
  gpointer out;

  if (packed == NULL)
    return FALSE;
  if (self->n_bytes / CAL_DEFLATE_MAX_RATIO > n_packed) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%" G_GSIZE_FORMAT " compressed bytes cannot hold the %" G_GSIZE_FORMAT
                 " of the dimensions",
                 n_packed, self->n_bytes);
    return FALSE;
  }
  out = allocate (self, error);
  if (out == NULL)
    return FALSE;
  self->bytes = g_bytes_new_take (out, self->n_bytes);
  decompressor = libdeflate_alloc_decompressor ();
  if (decompressor == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "no memory to decompress the data");
    return FALSE;
  }
  /* The name says gzip, the files are zlib; a few are gzip all the same. */
  if (n_packed > 2 && packed[0] == 0x1f && packed[1] == 0x8b)
    result =
        libdeflate_gzip_decompress (decompressor, packed, n_packed, out, self->n_bytes, &n_written);
  else
    result =
        libdeflate_zlib_decompress (decompressor, packed, n_packed, out, self->n_bytes, &n_written);
  libdeflate_free_decompressor (decompressor);
  if (result == LIBDEFLATE_SUCCESS && n_written == self->n_bytes)
    return TRUE;
  if (result == LIBDEFLATE_SUCCESS)
    return fail_size (self, n_written, error);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s",
               result == LIBDEFLATE_INSUFFICIENT_SPACE
                   ? "the compressed data hold more than the dimensions need"
                   : "the compressed data are damaged");
  return FALSE;
}

/* Only a plain file of the same folder: a GIFTI file must not make the program read any other. */
static gboolean
read_external (CalGiftiArray *self, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *external = g_build_filename (folder, self->external_name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  if (*self->external_name == '\0' || strpbrk (self->external_name, "/\\") != NULL ||
      g_str_equal (self->external_name, "..")) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "external file “%s”: only a file of the same folder is read", self->external_name);
    return FALSE;
  }
  if (!g_file_test (external, G_FILE_TEST_IS_REGULAR) ||
      g_file_test (external, G_FILE_TEST_IS_SYMLINK)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "external file “%s”: there is no such plain file beside this one",
                 self->external_name);
    return FALSE;
  }
  if (!g_file_get_contents (external, &contents, &length, error))
    return FALSE;
  if (self->external_offset > length || length - self->external_offset < self->n_bytes)
    return fail_size (self, length - MIN (length, self->external_offset), error);
  self->bytes = g_bytes_new (contents + self->external_offset, self->n_bytes);
  return TRUE;
}

/* Rows by columns, stored column by column, become row by row. */
static GBytes *
transpose (const CalGiftiArray *self)
{
  gsize size = cal_dtype_get_size (self->dtype), n_rows = self->dims[0], n_columns = self->dims[1];
  const guint8 *in = g_bytes_get_data (self->bytes, NULL);
  guint8 *out = g_malloc (self->n_bytes);

  for (gsize c = 0; c < n_columns; c++)
    for (gsize r = 0; r < n_rows; r++)
      memcpy (out + (r * n_columns + c) * size, in + (c * n_rows + r) * size, size);
  return g_bytes_new_take (out, self->n_bytes);
}

/**
 * cal_gifti_array_decode:
 * @text: what stands in the Data element; some character that is no number follows it
 * @length: of @text
 * @path: of the GIFTI file, beside which external data lie
 *
 * Returns: FALSE with an error unless the data are exactly as long as the dimensions say
 */
gboolean
cal_gifti_array_decode (
    CalGiftiArray *self, const char *text, gsize length, const char *path, GError **error)
{
  gboolean ok = FALSE;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  switch (self->encoding) {
  case CAL_GIFTI_ASCII:
    ok = decode_ascii (self, text, length, error);
    break;
  case CAL_GIFTI_BASE64:
    ok = decode_base64_binary (self, text, length, error);
    break;
  case CAL_GIFTI_GZIP_BASE64:
    ok = decode_gzip (self, text, length, error);
    break;
  case CAL_GIFTI_EXTERNAL:
    ok = read_external (self, path, error);
    break;
  default:
    g_return_val_if_reached (FALSE);
  }
  if (!ok)
    return FALSE;
  if (self->is_swapped) {
    gsize size;
    gpointer own = g_bytes_unref_to_data (g_steal_pointer (&self->bytes), &size);

    cal_dtype_swap_bytes (self->dtype, own, self->n_elements);
    self->bytes = g_bytes_new_take (own, size);
  }
  if (self->is_column_major && self->n_dims == 2) {
    GBytes *rows = transpose (self);

    g_bytes_unref (self->bytes);
    self->bytes = rows;
  } else if (self->is_column_major && self->n_dims > 2) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "column-major order of %u dimensions is not read", self->n_dims);
    return FALSE;
  }
  return TRUE;
}
