/* rdm-write.c - RDMs into files: rsatoolbox's HDF5, .npy and CSV.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-write.h"

#include <csv.h>
#include <math.h>
#include <string.h>

#include "io/hdf5-write.h"
#include "io/npy.h"
#include "io/replace.h"
#include "model/error.h"
#include "model/memory.h"

/* Several RDMs in one file are of the same conditions in the same order. */
static gboolean
check_alike (const char *path, GPtrArray *rdms, GError **error)
{
  CalRdm *first = rdms->pdata[0];
  gsize n = cal_rdm_get_desc (first)->n_conditions;

  for (guint r = 1; r < rdms->len; r++) {
    gboolean is_alike = cal_rdm_get_desc (rdms->pdata[r])->n_conditions == n;

    for (gsize i = 0; is_alike && i < n; i++)
      is_alike =
          g_str_equal (cal_rdm_get_condition (first, i), cal_rdm_get_condition (rdms->pdata[r], i));
    if (!is_alike) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: “%s” and “%s” are not of the same conditions in the same order", path,
                   cal_rdm_get_desc (first)->name, cal_rdm_get_desc (rdms->pdata[r])->name);
      return FALSE;
    }
  }
  return TRUE;
}

/* Whole matrices: n x n, or a stack of them. */
static gboolean
write_npy (const char *path, GPtrArray *rdms, GError **error)
{
  const CalRdmDesc *first = cal_rdm_get_desc (rdms->pdata[0]);
  gsize n = first->n_conditions, dims[3] = {rdms->len, n, n};
  guint skip = rdms->len == 1 ? 1 : 0;
  g_autofree double *row = g_new (double, n);
  g_autoptr (CalReplace) replace = cal_replace_begin (path, error);

  if (replace == NULL ||
      !cal_npy_write_header (replace, CAL_DTYPE_FLOAT64, 3 - skip, dims + skip, error))
    return FALSE;
  for (guint r = 0; r < rdms->len; r++)
    for (gsize i = 0; i < n; i++) {
      for (gsize j = 0; j < n; j++)
        row[j] = i == j ? 0.0 : cal_rdm_get (rdms->pdata[r], i, j);
      if (!cal_replace_write (replace, row, n * sizeof *row, error))
        return FALSE;
    }
  return cal_replace_commit (replace, error);
}

static void
append_quoted (GString *text, const char *cell)
{
  gsize length = strlen (cell), size = csv_write (NULL, 0, cell, length);
  g_autofree char *quoted = g_malloc (size);

  csv_write (quoted, size, cell, length);
  g_string_append_len (text, quoted, (gssize) size);
}

/* As few digits as give the same number back. */
static void
append_number (GString *text, double number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (number)) {
    g_string_append (text, "NaN");
    return;
  }
  g_ascii_formatd (digits, sizeof digits, "%.15g", number);
  if (g_ascii_strtod (digits, NULL) != number)
    g_ascii_formatd (digits, sizeof digits, "%.17g", number);
  g_string_append (text, digits);
}

/* One matrix with the conditions' names before its columns and its rows. */
static gboolean
write_csv (const char *path, GPtrArray *rdms, GError **error)
{
  CalRdm *rdm = rdms->pdata[0];
  gsize n = cal_rdm_get_desc (rdm)->n_conditions;
  g_autoptr (CalReplace) replace = NULL;
  g_autoptr (GString) line = g_string_new (NULL);

  if (rdms->len != 1) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: a CSV file holds one RDM, not %u; name an .h5 or .npy file", path, rdms->len);
    return FALSE;
  }
  replace = cal_replace_begin (path, error);
  if (replace == NULL)
    return FALSE;
  for (gsize i = 0; i <= n; i++) {
    g_string_truncate (line, 0);
    append_quoted (line, i == 0 ? "condition" : cal_rdm_get_condition (rdm, i - 1));
    for (gsize j = 0; j < n; j++) {
      g_string_append_c (line, ',');
      if (i == 0)
        append_quoted (line, cal_rdm_get_condition (rdm, j));
      else
        append_number (line, i - 1 == j ? 0.0 : cal_rdm_get (rdm, i - 1, j));
    }
    g_string_append_c (line, '\n');
    if (!cal_replace_write (replace, line->str, line->len, error))
      return FALSE;
  }
  return cal_replace_commit (replace, error);
}

/* rsatoolbox reads a row an RDM, of 64 bits. */
static gboolean
add_pairs (CalHdf5Writer *writer, GPtrArray *rdms, GError **error)
{
  gsize n_pairs = cal_rdm_get_n_pairs (rdms->pdata[0]), dims[2] = {rdms->len, n_pairs}, n;
  g_autofree double *pairs = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;

  if (g_size_checked_mul (&n, rdms->len, n_pairs))
    pairs = g_try_new (double, n);
  if (pairs == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%u times %" G_GSIZE_FORMAT " pairs do not fit in memory", rdms->len, n_pairs);
    return FALSE;
  }
  for (guint r = 0; r < rdms->len; r++)
    for (gsize pair = 0; pair < n_pairs; pair++)
      pairs[r * n_pairs + pair] = cal_rdm_get_pair (rdms->pdata[r], pair);
  bytes = g_bytes_new_take (g_steal_pointer (&pairs), cal_size_times (n, sizeof (double)));
  array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);
  return array != NULL && cal_hdf5_writer_add (writer, "/dissimilarities", array, error);
}

static const char *
get_roi (const CalRdmDesc *desc)
{
  return desc->roi;
}

static const char *
get_subject (const CalRdmDesc *desc)
{
  return desc->subject;
}

static const char *
get_name (const CalRdmDesc *desc)
{
  return desc->name;
}

static gboolean
add_rdm_descriptors (CalHdf5Writer *writer, GPtrArray *rdms, GError **error)
{
  static const struct {
    const char *path;
    const char *(*get) (const CalRdmDesc *desc);
  } descriptors[] = {{"/rdm_descriptors/name", get_name},
                     {"/rdm_descriptors/roi", get_roi},
                     {"/rdm_descriptors/subject", get_subject}};

  for (gsize d = 0; d < G_N_ELEMENTS (descriptors); d++) {
    CalTextArrayBuilder *builder = cal_text_array_builder_new ();
    g_autoptr (CalTextArray) texts = NULL;
    gsize n = rdms->len;
    gboolean is_known = FALSE;

    for (guint r = 0; r < rdms->len; r++) {
      const char *text = descriptors[d].get (cal_rdm_get_desc (rdms->pdata[r]));

      is_known |= text != NULL;
      cal_text_array_builder_add (builder, text != NULL ? text : "", -1);
    }
    texts = cal_text_array_builder_end (builder, 1, &n, error);
    if (texts == NULL ||
        (is_known && !cal_hdf5_writer_add_texts (writer, descriptors[d].path, texts, error)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_pattern_descriptors (CalHdf5Writer *writer, CalRdm *rdm, GError **error)
{
  CalTable *conditions = cal_rdm_get_desc (rdm)->conditions;
  guint n_columns = conditions != NULL ? cal_table_get_n_columns (conditions) : 0;

  for (guint n = 0; n < n_columns; n++) {
    const CalColumn *column = cal_table_get_column (conditions, n);
    g_autofree char *name = g_strdelimit (g_strdup (column->name), "/", '_');
    g_autofree char *path = g_strconcat ("/pattern_descriptors/", name, NULL);

    if (!(column->numbers != NULL ? cal_hdf5_writer_add (writer, path, column->numbers, error)
                                  : cal_hdf5_writer_add_texts (writer, path, column->texts, error)))
      return FALSE;
  }
  return n_columns > 0 || cal_hdf5_writer_add_group (writer, "/pattern_descriptors", error);
}

/* The measure that all have; NULL if there is none, or they differ. */
static const char *
find_measure (GPtrArray *rdms)
{
  const char *measure = cal_rdm_get_desc (rdms->pdata[0])->measure;

  for (guint r = 1; r < rdms->len; r++)
    if (g_strcmp0 (measure, cal_rdm_get_desc (rdms->pdata[r])->measure) != 0)
      return NULL;
  return measure;
}

/* The layout of rsatoolbox (io/hdf5.py): what is None there is an empty dataset. */
static gboolean
write_hdf5 (const char *path, GPtrArray *rdms, GError **error)
{
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, error);
  const char *measure = find_measure (rdms);
  const char *made_by = cal_rdm_get_desc (rdms->pdata[0])->made_by;

  return writer != NULL &&
         cal_hdf5_writer_set_texts (writer, "/", "rsatoolbox_version",
                                    (const char *[]){"0.0.1", NULL}, error) &&
         (measure != NULL ? cal_hdf5_writer_set_texts (writer, "/", "dissimilarity_measure",
                                                       (const char *[]){measure, NULL}, error)
                          : cal_hdf5_writer_add_empty (writer, "/dissimilarity_measure", error)) &&
         cal_hdf5_writer_add_group (writer, "/descriptors", error) &&
         (made_by == NULL || cal_hdf5_writer_set_texts (writer, "/descriptors", "made_by",
                                                        (const char *[]){made_by, NULL}, error)) &&
         add_pairs (writer, rdms, error) && add_rdm_descriptors (writer, rdms, error) &&
         add_pattern_descriptors (writer, rdms->pdata[0], error) &&
         cal_hdf5_writer_commit (writer, error);
}

static const struct {
  const char *suffix;
  gboolean (*write) (const char *path, GPtrArray *rdms, GError **error);
} writers[] = {
    {".h5", write_hdf5}, {".hdf5", write_hdf5}, {".npy", write_npy}, {".csv", write_csv}};

static gsize
find_writer (const char *path)
{
  gsize n = 0;

  while (n < G_N_ELEMENTS (writers) && !g_str_has_suffix (path, writers[n].suffix))
    n++;
  return n;
}

/**
 * cal_rdm_write_check:
 * @path: where RDMs are to be written to later
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if the name does not say how, or the folder is not there
 */
gboolean
cal_rdm_write_check (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (find_writer (path) == G_N_ELEMENTS (writers))
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: RDMs are written to files named .h5, .hdf5, .npy or .csv", path);
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: there is no folder %s", path, folder);
  else
    return TRUE;
  return FALSE;
}

/**
 * cal_rdm_write:
 * @path: ends in ".h5", ".hdf5" (as rsatoolbox writes RDMs), ".npy" (whole matrices) or ".csv"
 *   (one matrix, with names)
 * @rdms: (element-type CalRdm): at least one; of the same conditions
 *
 * What cal_rdm_file_load() reads back. The diagonal is written as 0, numbers in double precision.
 *
 * Returns: FALSE with @error set; the file is then as it was
 */
gboolean
cal_rdm_write (const char *path, GPtrArray *rdms, GError **error)
{
  g_return_val_if_fail (rdms->len > 0, FALSE);

  return cal_rdm_write_check (path, error) && check_alike (path, rdms, error) &&
         writers[find_writer (path)].write (path, rdms, error);
}
