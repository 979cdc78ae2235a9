/* nsd-stimuli.c - the 73,000 pictures of the Natural Scenes Dataset, read where they lie.
 *
 * nsd_stimuli.hdf5              /imgBrick, uint8, pictures x 425 x 425 x 3; the first is nsdId 0
 * nsd_stim_info_merged.csv      a row a picture, with a column nsdId, from 0 as well
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/lookup.h"
#include "io/layouts/nsd.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT
#define MAX_STIMULI 1000000

static gboolean
is_brick (const CalDataset *dataset)
{
  return dataset->n_dims == 4 && dataset->dtype == CAL_DTYPE_UINT8 && dataset->is_numeric &&
         (dataset->shape[3] == 3 || dataset->shape[3] == 4) && dataset->shape[0] > 0 &&
         dataset->shape[0] <= MAX_STIMULI;
}

/* The rows in the order of the pictures; NULL, and a remark, if they are not of these pictures. */
static CalTable *
read_table (const char *folder, gsize n, CalFindings *findings, CalJob *job)
{
  g_autofree char *path =
      cal_nsd_find_above (folder, "nsddata/experiments/nsd/nsd_stim_info_merged.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (CalTable) table =
      path != NULL ? (CalTable *) cal_lookup_object (path, NULL, CAL_TYPE_TABLE, job, &error)
                   : NULL;
  const CalColumn *ids = table != NULL ? cal_table_find_column (table, "nsdId") : NULL;
  g_autofree gsize *rows = g_new (gsize, n);

  if (error != NULL)
    cal_findings_remark (findings, "%s", error->message);
  if (table == NULL)
    return NULL;
  for (gsize i = 0; i < n; i++)
    rows[i] = G_MAXSIZE;
  for (gsize r = 0; ids != NULL && ids->numbers != NULL && r < cal_table_get_n_rows (table); r++) {
    double id = cal_column_get_number (ids, r);

    if (id >= 0.0 && id < (double) n)
      rows[(gsize) id] = r;
  }
  for (gsize i = 0; i < n; i++)
    if (rows[i] == G_MAXSIZE) {
      cal_findings_remark (findings,
                           "%s: no row with nsdId %" N " for one of %" N " pictures; it "
                           "is left alone",
                           path, i, n);
      return NULL;
    }
  cal_findings_use (findings, path);
  return cal_table_pick_rows (table, rows, n);
}

static gboolean
add_stimuli (const char *path, gsize n, CalFindings *findings, CalJob *job, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *source = g_strconcat (path, ":/imgBrick", NULL);
  g_autoptr (CalTextArrayBuilder) ids = cal_text_array_builder_new ();
  g_autoptr (CalTextArrayBuilder) pictures = cal_text_array_builder_new ();
  g_autoptr (CalTextArray) all_ids = NULL, all_pictures = NULL;
  g_autoptr (CalTable) table = read_table (folder, n, findings, job);
  CalStimuli *stimuli;

  for (guint i = 0; i < n; i++) {
    g_autofree char *id = cal_nsd_dup_stimulus_id (i);
    g_autofree char *picture = g_strdup_printf ("%s[%u]", source, i);

    cal_text_array_builder_add (ids, id, -1);
    cal_text_array_builder_add (pictures, picture, -1);
  }
  all_ids = cal_text_array_builder_end (g_steal_pointer (&ids), 1, &n, error);
  all_pictures = all_ids != NULL
                     ? cal_text_array_builder_end (g_steal_pointer (&pictures), 1, &n, error)
                     : NULL;
  stimuli = all_pictures != NULL
                ? cal_stimuli_new ("NSD stimuli", all_ids, all_pictures, table, error)
                : NULL;
  if (stimuli == NULL)
    return FALSE;
  cal_findings_add (findings, CAL_ROLE_STIMULI, "NSD stimuli", source)->object = G_OBJECT (stimuli);
  return TRUE;
}

/**
 * cal_nsd_take_stimuli:
 *
 * Adds the pictures of a file with a brick of them.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_nsd_take_stimuli (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  const CalDataset *brick = cal_lookup_dataset (loaded, "/imgBrick");

  return brick == NULL || !is_brick (brick) ||
         add_stimuli (cal_loaded_get_path (loaded), brick->shape[0], findings, job, error);
}
