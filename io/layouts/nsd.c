/* nsd.c - what the recipes of the Natural Scenes Dataset share: its folders, trials and grids.
 *
 * nsddata/ppdata/subj01/func1pt8mm/     volumes of a subject, regions in roi/
 * nsddata/experiments/nsd/              nsd_expdesign.mat, nsd_stim_info_merged.csv
 * nsddata/freesurfer/subj01/label/      regions on the surfaces, and what they are called
 * nsddata_betas/ppdata/subj01/          responses of single trials
 * nsddata_stimuli/stimuli/nsd/          nsd_stimuli.hdf5
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/nsd.h"

#include <string.h>

#include "io/format.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "model/error.h"

#define N G_GSIZE_FORMAT
#define MAX_UP 8
#define MAX_TRIALS 30000
#define N_STIMULI 73000

/**
 * cal_nsd_find_subject:
 *
 * Returns: 1 to 8, from the innermost folder called subj01; 0 if there is none
 */
int
cal_nsd_find_subject (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_auto (GStrv) names = g_strsplit (absolute, "/", -1);

  for (guint n = g_strv_length (names); n-- > 0;) {
    g_auto (GStrv) words = cal_listing_match (names[n], "subj0?([1-8])");

    if (words != NULL)
      return words[1][0] - '0';
  }
  return 0;
}

/**
 * cal_nsd_dup_name:
 *
 * Returns: (transfer full): "subj01 betas", or "betas" if the folders do not name the subject
 */
char *
cal_nsd_dup_name (const char *path, const char *what)
{
  int subject = cal_nsd_find_subject (path);

  return subject > 0 ? g_strdup_printf ("subj%02d %s", subject, what) : g_strdup (what);
}

/**
 * cal_nsd_find_above:
 * @relative: "nsddata/experiments/nsd/nsd_expdesign.mat"
 *
 * Returns: (transfer full) (nullable): the file or folder, from the folder or the nearest one above
 *   it that has it; or, without the folders of @relative, in the folder itself
 */
char *
cal_nsd_find_above (const char *folder, const char *relative)
{
  g_autofree char *place = g_canonicalize_filename (folder, NULL);
  g_autofree char *base = g_path_get_basename (relative);
  g_autofree char *here = g_build_filename (place, base, NULL);

  if (g_file_test (here, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&here);
  for (guint n = 0; n < MAX_UP; n++) {
    g_autofree char *path = g_build_filename (place, relative, NULL);
    char *above = g_path_get_dirname (place);

    g_free (place);
    place = above;
    if (g_file_test (path, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&path);
  }
  return NULL;
}

/* A volume in the folder that has as many voxels along each axis; betas themselves are too large.
 */
static CalVolume *
find_grid_in (const char *folder, const gsize dims[3], char **source, CalJob *job)
{
  g_autoptr (GPtrArray) names = cal_listing_new (folder);

  for (guint n = 0; n < names->len; n++) {
    g_auto (GStrv) is_volume = cal_listing_match (names->pdata[n], ".*\\.nii(\\.gz)?");
    g_auto (GStrv) is_large = cal_listing_match (names->pdata[n], "betas_session.*");
    g_autofree char *path = g_build_filename (folder, names->pdata[n], NULL);
    g_autoptr (CalVolume) volume = NULL;
    const CalVolumeDesc *desc;

    if (is_volume == NULL || is_large != NULL)
      continue;
    volume = (CalVolume *) cal_lookup_object (path, NULL, CAL_TYPE_VOLUME, job, NULL);
    desc = volume != NULL ? cal_volume_get_desc (volume) : NULL;
    if (desc != NULL && memcmp (desc->dims, dims, sizeof desc->dims) == 0) {
      *source = g_steal_pointer (&path);
      return g_steal_pointer (&volume);
    }
  }
  return NULL;
}

/**
 * cal_nsd_find_grid:
 * @folder: of betas
 * @dims: voxels along i, j, k
 * @source: (out) (transfer full): the file that says it
 *
 * HDF5 files say nothing of space.
 *
 * Returns: (transfer full) (nullable): a NIfTI volume on the same grid: beside the betas, in roi/
 *   there, or in the subject's folder of nsddata for the same space
 */
CalVolume *
cal_nsd_find_grid (const char *folder, const gsize dims[3], char **source, CalJob *job)
{
  g_autofree char *space_folder = g_path_get_dirname (folder);
  g_autofree char *space = g_path_get_basename (space_folder);
  g_autofree char *subject = g_strdup_printf ("subj%02d", cal_nsd_find_subject (folder));
  g_autofree char *relative = g_build_filename ("nsddata", "ppdata", subject, space, "roi", NULL);
  g_autofree char *rois = cal_nsd_find_above (folder, relative);
  CalVolume *volume = find_grid_in (folder, dims, source, job);

  if (volume == NULL && rois != NULL)
    volume = find_grid_in (rois, dims, source, job);
  return volume;
}

/* One number of a matrix that MATLAB wrote, whichever way round its reader gives it. */
static double
read_matrix (CalArray *matrix, gsize n_rows, gsize row, gsize column)
{
  gsize first = cal_array_get_dim (matrix, 0);
  gsize second = cal_array_get_n_dims (matrix) > 1 ? cal_array_get_dim (matrix, 1) : 1;

  return first == n_rows ? cal_array_get_value (matrix, row * second + column)
                         : cal_array_get_value (matrix, column * second + row);
}

/* masterordering says which of a subject's ten thousand images each trial shows, subjectim which
 * of the 73,000 that is; both count from 1. */
static GArray *
read_design (const char *path, int subject, CalJob *job, GError **error)
{
  g_autoptr (CalArray) ordering = cal_lookup_numbers (path, "/masterordering", job, error);
  g_autoptr (CalArray) images =
      ordering != NULL ? cal_lookup_numbers (path, "/subjectim", job, error) : NULL;
  g_autoptr (GArray) trials = g_array_new (FALSE, FALSE, sizeof (guint32));
  gsize n_trials, n_images;

  if (images == NULL)
    return NULL;
  n_trials = cal_array_get_n_elements (ordering);
  n_images = cal_array_get_n_elements (images) / 8;
  if (n_trials > MAX_TRIALS || cal_array_get_n_dims (images) != 2 || n_images == 0 ||
      (cal_array_get_dim (images, 0) != 8 && cal_array_get_dim (images, 1) != 8)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " trials, subjectim of %" N " numbers; expected at most %d trials, and "
                 "8 subjects x images",
                 path, n_trials, cal_array_get_n_elements (images), MAX_TRIALS);
    return NULL;
  }
  for (gsize t = 0; t < n_trials; t++) {
    double image = cal_array_get_value (ordering, t);
    double id = image >= 1.0 && image <= (double) n_images
                    ? read_matrix (images, 8, (gsize) subject - 1, (gsize) image - 1)
                    : 0.0;
    guint32 nsd_id;

    if (!(id >= 1.0 && id <= N_STIMULI)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: trial %" N " shows image %g, which is %g of the stimuli; expected 1 to %d",
                   path, t + 1, image, id, N_STIMULI);
      return NULL;
    }
    nsd_id = (guint32) id - 1;
    g_array_append_val (trials, nsd_id);
  }
  return g_steal_pointer (&trials);
}

/* 73KID counts from 1 too. */
static GArray *
read_responses (const char *path, CalJob *job, GError **error)
{
  g_autoptr (CalTable) table =
      (CalTable *) cal_lookup_object (path, NULL, CAL_TYPE_TABLE, job, error);
  const CalColumn *ids = table != NULL ? cal_table_find_column (table, "73KID") : NULL;
  g_autoptr (GArray) trials = g_array_new (FALSE, FALSE, sizeof (guint32));

  if (table == NULL)
    return NULL;
  for (gsize r = 0; ids != NULL && ids->numbers != NULL && r < cal_table_get_n_rows (table); r++) {
    double id = cal_column_get_number (ids, r);
    guint32 nsd_id = (guint32) id - 1;

    if (!(id >= 1.0 && id <= N_STIMULI))
      break;
    g_array_append_val (trials, nsd_id);
  }
  if (trials->len == cal_table_get_n_rows (table))
    return g_steal_pointer (&trials);
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
               "%s: row %u has no 73KID from 1 to %d; expected one in each", path, trials->len + 1,
               N_STIMULI);
  return NULL;
}

/**
 * cal_nsd_read_trials:
 * @folder: of the subject's betas
 * @subject: 1 to 8; 0 if it is not known
 *
 * From nsd_expdesign.mat, or else the subject's responses.tsv. What is wrong with them is a remark.
 *
 * Returns: (transfer full) (nullable) (element-type guint32): the stimulus of each trial, from 0
 *   as nsdId counts them, session after session; NULL if nothing says it
 */
GArray *
cal_nsd_read_trials (const char *folder, int subject, CalFindings *findings, CalJob *job)
{
  g_autofree char *design =
      cal_nsd_find_above (folder, "nsddata/experiments/nsd/nsd_expdesign.mat");
  g_autofree char *relative =
      g_strdup_printf ("nsddata/ppdata/subj%02d/behav/responses.tsv", subject);
  g_autofree char *responses = cal_nsd_find_above (folder, relative);
  g_autoptr (GError) error = NULL;
  GArray *trials = NULL;

  if (design != NULL && subject > 0)
    trials = read_design (design, subject, job, &error);
  if (error != NULL)
    cal_findings_remark (findings, "%s", error->message);
  g_clear_error (&error);
  if (trials == NULL && responses != NULL)
    trials = read_responses (responses, job, &error);
  if (error != NULL)
    cal_findings_remark (findings, "%s", error->message);
  if (trials == NULL)
    cal_findings_remark (findings, "which stimulus each trial shows is not known: expected "
                                   "nsd_expdesign.mat, and a folder called subj01 to subj08, or "
                                   "responses.tsv");
  return trials;
}

/**
 * cal_nsd_dup_stimulus_id:
 * @nsd_id: from 0
 *
 * Returns: (transfer full): "nsd_00001"
 */
char *
cal_nsd_dup_stimulus_id (guint nsd_id)
{
  return g_strdup_printf ("nsd_%05u", nsd_id);
}

/**
 * cal_nsd_find_in_file:
 *
 * Of #CalLayout: a session of betas, the pictures.
 */
gboolean
cal_nsd_find_in_file (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  const char *path = cal_loaded_get_path (loaded);
  g_autofree char *folder = g_path_get_dirname (path), *name = g_path_get_basename (path);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_add (names, name);
  if (cal_lookup_dataset (loaded, "/imgBrick") != NULL)
    return cal_nsd_take_stimuli (loaded, findings, job, error) && findings->parts->len > 0;
  return cal_lookup_dataset (loaded, "/betas") != NULL &&
         cal_nsd_take_betas (folder, names, findings, job, error) && findings->parts->len > 0;
}

/* Others have files called R2.nii.gz, too. */
static gboolean
is_of_nsd (const char *folder, GPtrArray *names)
{
  g_autofree char *absolute = g_canonicalize_filename (folder, NULL);

  for (guint n = 0; n < names->len; n++) {
    g_auto (GStrv) words = cal_listing_match (
        names->pdata[n], "(?:[lr]h\\.)?(?:betas_session\\d+|prf_?angle|prf_?eccentricity)\\..*");

    if (words != NULL)
      return TRUE;
  }
  return strstr (absolute, "/nsddata") != NULL;
}

/**
 * cal_nsd_find_in_folder:
 *
 * Of #CalLayout: any folder with files that are called as NSD calls them.
 */
gboolean
cal_nsd_find_in_folder (const char *folder, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (GPtrArray) names = cal_listing_new (folder);
  g_autofree char *stimuli = g_build_filename (folder, "nsd_stimuli.hdf5", NULL);
  gboolean are_maps = is_of_nsd (folder, names);

  if (!cal_nsd_take_betas (folder, names, findings, job, error))
    return FALSE;
  for (guint n = 0; n < names->len; n++)
    if ((are_maps && !cal_nsd_take_map (folder, names->pdata[n], findings, job, error)) ||
        !cal_nsd_take_regions (folder, names->pdata[n], findings, job, error))
      return FALSE;
  if (cal_listing_has (names, "nsd_stimuli.hdf5")) {
    g_autoptr (CalLoaded) loaded = cal_format_load (stimuli, NULL, job, error);

    if (loaded == NULL || !cal_nsd_take_stimuli (loaded, findings, job, error))
      return FALSE;
    cal_findings_use (findings, stimuli);
  }
  return findings->parts->len > 0;
}
