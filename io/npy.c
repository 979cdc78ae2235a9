/* npy.c - NumPy's .npy files: one array each.
 *
 * An array of Python objects is a pickle: see io/pickle.h.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/npy.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "io/array-vector.h"
#include "io/buffer.h"
#include "io/npy-header.h"
#include "io/npy-part.h"
#include "io/pickle.h"
#include "io/replace.h"
#include "io/stretch.h"
#include "model/error.h"

#define READ_BYTES (16 * 1024 * 1024)

gboolean
cal_npy_sniff (const CalSniff *sniff)
{
  return !sniff->is_gzip && cal_npy_is_magic (sniff->head, sniff->n_head);
}

/* Reads exactly @size bytes, looking up to be cancelled. */
static gboolean
read_exactly (FILE *file, guint8 *out, gsize size, const char *name, CalJob *job, GError **error)
{
  for (gsize done = 0, n; done < size; done += n) {
    if (!cal_job_check (job, error))
      return FALSE;
    n = fread (out + done, 1, MIN (size - done, READ_BYTES), file);
    if (n == 0) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: ends after %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " bytes", name, done,
                   size);
      return FALSE;
    }
    cal_job_report (job, (double) (done + n) / (double) size, NULL);
  }
  return TRUE;
}

static gboolean
read_header (FILE *file, const char *name, CalNpyHeader *header, GError **error)
{
  g_autofree guint8 *head = g_malloc (CAL_NPY_MIN_SIZE);
  gsize length;

  if (!read_exactly (file, head, CAL_NPY_MIN_SIZE, name, NULL, error))
    return FALSE;
  length = cal_npy_header_measure (head);
  head = g_realloc (head, length);
  return read_exactly (file, head + CAL_NPY_MIN_SIZE, length - CAL_NPY_MIN_SIZE, name, NULL,
                       error) &&
         cal_npy_header_parse (head, length, name, header, error);
}

/* Numbers in C order need not be looked at: they come in the machine's byte order then. */
static GBytes *
leave_elements (const char *path, CalNpyHeader *header)
{
  GBytes *left = NULL;

  if (header->type.kind == CAL_NPY_NUMBERS && (!header->fortran_order || header->n_dims < 2))
    left = cal_stretch_leave (path, header->data_offset, header->type.dtype, header->data_size,
                              header->type.swap);
  if (left != NULL)
    header->type.swap = FALSE;
  return left;
}

static FILE *
open_file (const char *path, const char *name, GError **error)
{
  FILE *file = g_fopen (path, "rbe");

  if (file == NULL)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", name,
                 g_strerror (errno));
  return file;
}

/* Whether the file is as long as its header says; and how much comes after the header. */
static gboolean
check_size (FILE *file, const char *name, const CalNpyHeader *header, gsize *n_left, GError **error)
{
  struct stat status;

  *n_left = 0;
  if (fstat (fileno (file), &status) == 0 && (gsize) status.st_size >= header->data_offset)
    *n_left = (gsize) status.st_size - header->data_offset;
  if (header->type.kind == CAL_NPY_OBJECTS || *n_left >= header->data_size)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "%s: %" G_GSIZE_FORMAT " bytes of elements; its shape needs %" G_GSIZE_FORMAT, name,
               *n_left, header->data_size);
  return FALSE;
}

/* The elements, or those of @part, to which @header is then fitted. */
static GBytes *
read_elements (FILE *file,
               const char *path,
               const CalPart *part,
               CalNpyHeader *header,
               CalJob *job,
               GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  gboolean is_pickle = header->type.kind == CAL_NPY_OBJECTS;
  gsize size = header->data_size, n_left;
  guint8 *elements;
  GBytes *left;

  if (!cal_npy_header_can_read (header) && !is_pickle) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: holds %s; expected numbers, texts, or records in a row", name,
                 header->type.name);
    return NULL;
  }
  if (!check_size (file, name, header, &n_left, error))
    return NULL;
  if (is_pickle)
    size = n_left;
  if (part != NULL && header->type.kind == CAL_NPY_NUMBERS)
    return cal_npy_part_read (file, name, part, header, job, error);
  left = leave_elements (path, header);
  if (left != NULL)
    return left;
  elements = cal_buffer_new (size);
  if (elements == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: %" G_GSIZE_FORMAT " bytes do not fit in memory", name, size);
    return NULL;
  }
  if (read_exactly (file, elements, size, name, job, error))
    return cal_buffer_take (elements, size);
  cal_buffer_free (elements);
  return NULL;
}

static GBytes *
read_file (const char *path, const CalPart *part, CalNpyHeader *header, CalJob *job, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GBytes) elements = NULL;
  FILE *file = open_file (path, name, error);

  if (file == NULL)
    return NULL;
  if (read_header (file, name, header, error))
    elements = read_elements (file, path, part, header, job, error);
  fclose (file);
  return g_steal_pointer (&elements);
}

/**
 * cal_npy_read_header:
 * @header: (out caller-allocates): clear it with cal_npy_header_clear()
 *
 * Returns: FALSE with @error set, also if the file is shorter than its header says
 */
gboolean
cal_npy_read_header (const char *path, CalNpyHeader *header, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  FILE *file = open_file (path, name, error);
  gsize n_left;
  gboolean sound = file != NULL && read_header (file, name, header, error) &&
                   check_size (file, name, header, &n_left, error);

  if (file != NULL)
    fclose (file);
  return sound;
}

/* What the header says, without the elements. */
static gboolean
list (const char *path, CalLoaded *loaded, GError **error)
{
  g_auto (CalNpyHeader) header = {.fields = NULL};
  gboolean sound = cal_npy_read_header (path, &header, error);

  if (sound) {
    CalDataset dataset = {.path = (char *) "",
                          .n_dims = header.n_dims,
                          .dtype = header.type.dtype,
                          .is_numeric = header.type.kind == CAL_NPY_NUMBERS,
                          .is_text = header.type.kind == CAL_NPY_TEXTS,
                          .type_name = header.type.name};

    memcpy (dataset.shape, header.shape, sizeof dataset.shape);
    cal_loaded_add_dataset (loaded, &dataset);
  }
  return sound;
}

static gboolean
load_part (const char *path,
           const char *dataset,
           const CalPart *part,
           CalLoaded *loaded,
           CalJob *job,
           GError **error)
{
  g_auto (CalNpyHeader) header = {.fields = NULL};
  g_autoptr (GBytes) elements = read_file (path, part, &header, job, error);
  g_autoptr (CalArray) array = NULL;

  if (elements == NULL)
    return FALSE;
  if (header.type.kind == CAL_NPY_NUMBERS) {
    array = cal_npy_header_make_array (&header, elements, error);
    return array != NULL && cal_part_drop_dims (part, &array, error) &&
           cal_array_vector_add (loaded, dataset, array, NULL, NULL, error);
  }
  if (header.type.kind != CAL_NPY_OBJECTS)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "parts are read of numbers, not of %s",
                 header.type.name);
  else if (cal_pickle_add (elements, dataset, loaded, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

/**
 * cal_npy_load:
 * @dataset: (nullable): a part of an array as numpy writes it, "[0:10,5]"; "[]" to be told only of
 *   type and shape; a path into an array of Python objects. NULL is all of it
 *
 * A load function of #CalFormat.
 */
gboolean
cal_npy_load (const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_auto (CalNpyHeader) header = {.fields = NULL};
  g_autoptr (GBytes) elements = NULL;
  CalPart part;

  if (g_strcmp0 (dataset, "[]") == 0)
    return list (path, loaded, error);
  if (dataset != NULL && dataset[0] == '[' && cal_part_parse (dataset, &part, NULL))
    return load_part (path, dataset, &part, loaded, job, error);
  elements = read_file (path, NULL, &header, job, error);
  if (elements == NULL)
    return FALSE;
  if (header.type.kind == CAL_NPY_OBJECTS) {
    if (cal_pickle_add (elements, dataset, loaded, error))
      return TRUE;
    g_prefix_error (error, "%s: ", path);
    return FALSE;
  }
  if (dataset != NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: a .npy file holds one array, not one called \"%s\"", path, dataset);
    return FALSE;
  }
  cal_loaded_add_detail (loaded, "order", "%s", header.fortran_order ? "Fortran" : "C");
  return cal_npy_header_add (&header, elements, "", loaded, error);
}

static const char *
descr_of (CalDtype dtype)
{
  switch (dtype) {
  case CAL_DTYPE_UINT8:
    return "u1";
  case CAL_DTYPE_INT8:
    return "i1";
  case CAL_DTYPE_UINT16:
    return "u2";
  case CAL_DTYPE_INT16:
    return "i2";
  case CAL_DTYPE_UINT32:
    return "u4";
  case CAL_DTYPE_INT32:
    return "i4";
  case CAL_DTYPE_UINT64:
    return "u8";
  case CAL_DTYPE_INT64:
    return "i8";
  case CAL_DTYPE_FLOAT16:
    return "f2";
  case CAL_DTYPE_FLOAT32:
    return "f4";
  case CAL_DTYPE_FLOAT64:
    return "f8";
  case CAL_DTYPE_FLOAT128:
    return "f16";
  case CAL_DTYPE_COMPLEX64:
    return "c8";
  case CAL_DTYPE_COMPLEX128:
    return "c16";
  case CAL_DTYPE_COMPLEX256:
    return "c32";
  case CAL_DTYPE_BOOL:
    return "b1";
  case CAL_DTYPE_RGB24:
  case CAL_DTYPE_RGBA32:
  default:
    return NULL;
  }
}

/**
 * cal_npy_write_header:
 * @replace: nothing has been written to it
 *
 * Version 1.0, C order, the machine's byte order; the elements are to follow.
 *
 * Returns: FALSE with G_FILE_ERROR, or CAL_ERROR_UNSUPPORTED for colours, which NumPy has no type
 *   for
 */
gboolean
cal_npy_write_header (
    CalReplace *replace, CalDtype dtype, guint n_dims, const gsize *dims, GError **error)
{
  const char *descr = descr_of (dtype);
  g_autoptr (GString) header = g_string_new (NULL);
  guint8 start[10] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  if (descr == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "NumPy has no type for %s",
                 cal_dtype_get_name (dtype));
    return FALSE;
  }
  g_string_printf (header, "{'descr': '%s%s', 'fortran_order': False, 'shape': (",
                   cal_dtype_get_size (dtype) == 1   ? "|"
                   : G_BYTE_ORDER == G_LITTLE_ENDIAN ? "<"
                                                     : ">",
                   descr);
  for (guint d = 0; d < n_dims; d++)
    g_string_append_printf (header, "%" G_GSIZE_FORMAT ", ", dims[d]);
  g_string_append (header, "), }");
  /* The elements begin at a multiple of 64 bytes, after a line feed. */
  while ((sizeof start + header->len + 1) % 64 != 0)
    g_string_append_c (header, ' ');
  g_string_append_c (header, '\n');
  start[8] = (guint8) (header->len & 0xff);
  start[9] = (guint8) (header->len >> 8);
  return cal_replace_write (replace, start, sizeof start, error) &&
         cal_replace_write (replace, header->str, header->len, error);
}

/**
 * cal_npy_write:
 *
 * See cal_npy_write_header().
 *
 * Returns: FALSE with G_FILE_ERROR, or CAL_ERROR_UNSUPPORTED for colours
 */
gboolean
cal_npy_write (const char *path, CalArray *array, GError **error)
{
  g_autoptr (CalReplace) replace = cal_replace_begin (path, error);
  gsize dims[CAL_ARRAY_MAX_DIMS], size;
  const void *elements = g_bytes_get_data (cal_array_get_bytes (array), &size);

  for (guint d = 0; d < cal_array_get_n_dims (array); d++)
    dims[d] = cal_array_get_dim (array, d);
  if (replace == NULL)
    return FALSE;
  if (!cal_npy_write_header (replace, cal_array_get_dtype (array), cal_array_get_n_dims (array),
                             dims, error)) {
    g_prefix_error (error, "%s: ", path);
    return FALSE;
  }
  return cal_replace_write (replace, elements, size, error) && cal_replace_commit (replace, error);
}
