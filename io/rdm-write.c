/* rdm-write.c - RDMs into files: bundles, rsatoolbox's HDF5, .npy and CSV.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-write.h"

#include <csv.h>
#include <math.h>
#include <string.h>

#include "io/npy.h"
#include "io/rdm-hdf5-write.h"
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

static gboolean
write_rsatoolbox (const char *path, GPtrArray *rdms, GError **error)
{
  return check_alike (path, rdms, error) && cal_rdm_write_rsatoolbox (path, rdms, error);
}

/* Whole matrices: n x n, or a stack of them. */
static gboolean
write_npy (const char *path, GPtrArray *rdms, GError **error)
{
  const CalRdmDesc *first = cal_rdm_get_desc (rdms->pdata[0]);
  gsize n = first->n_conditions, dims[3] = {rdms->len, n, n};
  guint skip = rdms->len == 1 ? 1 : 0;
  g_autofree double *row = g_new (double, n);
  g_autoptr (CalReplace) replace =
      check_alike (path, rdms, error) ? cal_replace_begin (path, error) : NULL;

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

static const struct {
  const char *suffix;
  gboolean (*write) (const char *path, GPtrArray *rdms, GError **error);
} writers[] = {
    {CAL_RDM_BUNDLE_SUFFIX, cal_rdm_write_bundle},
    {".h5", write_rsatoolbox},
    {".hdf5", write_rsatoolbox},
    {".npy", write_npy},
    {".csv", write_csv},
};

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
 * Returns: FALSE with CAL_ERROR_ARGUMENT if the name does not say how, the folder is not there, or
 *   a bundle is, whose other content would be lost
 */
gboolean
cal_rdm_write_check (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (find_writer (path) == G_N_ELEMENTS (writers))
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: RDMs are written to files named .bundle.h5, .h5, .hdf5, .npy or .csv", path);
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: there is no folder %s", path, folder);
  else if (g_str_has_suffix (path, CAL_RDM_BUNDLE_SUFFIX) && g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: is there already, and may hold more than RDMs; expected the name of a new "
                 "bundle",
                 path);
  else
    return TRUE;
  return FALSE;
}

/**
 * cal_rdm_write:
 * @path: ends in ".bundle.h5" (docs/bundle.md; a new file), ".h5", ".hdf5" (as rsatoolbox writes
 *   RDMs), ".npy" (whole matrices) or ".csv" (one matrix, with names)
 * @rdms: (element-type CalRdm): at least one; of the same conditions but in a bundle
 *
 * What cal_rdm_file_load() reads back. The diagonal is written as 0, numbers in double precision.
 *
 * Returns: FALSE with @error set; the file is then as it was
 */
gboolean
cal_rdm_write (const char *path, GPtrArray *rdms, GError **error)
{
  g_return_val_if_fail (rdms->len > 0, FALSE);

  return cal_rdm_write_check (path, error) && writers[find_writer (path)].write (path, rdms, error);
}
