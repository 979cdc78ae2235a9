/* things-fmri.c - responses of THINGS-fMRI, as tables of voxels x trials.
 *
 * sub-XX_ResponseData.h5        a data frame of pandas: voxel_id, and a column a trial
 * sub-XX_VoxelMetadata.csv      voxel_id, voxel_x, voxel_y, voxel_z (indices of the grid), nc_...
 * in percent, splithalf_..., prf-..., a 0 or 1 for each region sub-XX_StimulusMetadata.csv   a row
 * a trial: stimulus, concept, session, run, ... *brainmask*.nii.gz            whose grid the
 * indices count on; beside, or in brainmasks/
 *
 * Rows of responses and of metadata are brought together by voxel_id, never by their place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/format.h"
#include "io/layouts/grid.h"
#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/pandas-frame.h"
#include "io/layouts/recipes.h"
#include "io/layouts/region-masks.h"
#include "io/layouts/series-pick.h"
#include "io/stored-series.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT
#define RESPONSES "(sub-[A-Za-z0-9]+)_ResponseData\\.h5"
/* More voxels along an axis than any scan has. */
#define MAX_DIM 1024

typedef struct {
  const char *folder;
  char *subject;
  char *path;
  CalTable *voxels;
  char *voxels_path;
  /* What the responses and the metadata have in common: rows of each. */
  guint32 *rows;
  gsize *metadata_rows;
  gsize n;
  CalFindings *findings;
  CalJob *job;
} Recipe;

static char *
dup_beside (const Recipe *recipe, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s_%s.csv", recipe->subject, what);
  char *path = g_build_filename (recipe->folder, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_clear_pointer (&path, g_free);
  return path;
}

/* The numbers of the column that holds voxel_id: a block of its own, or else the index. */
static CalArray *
read_ids (const Recipe *recipe, const CalPandasFrame *frame, GError **error)
{
  g_autoptr (CalArray) ids = NULL;

  for (guint b = 0; b < frame->blocks->len; b++) {
    const CalPandasBlock *block = &g_array_index (frame->blocks, CalPandasBlock, b);
    g_autofree char *item = block->n_columns == 1
                                ? cal_lookup_dup_text (recipe->path, block->items, recipe->job)
                                : NULL;

    if (g_strcmp0 (item, "voxel_id") == 0)
      return cal_lookup_numbers (recipe->path, block->values, recipe->job, error);
  }
  ids = cal_lookup_numbers (recipe->path, frame->index, recipe->job, error);
  if (ids != NULL)
    cal_findings_remark (recipe->findings,
                         "%s: no block of its own is called voxel_id: the index is taken for it",
                         recipe->subject);
  return g_steal_pointer (&ids);
}

/* voxel_id -> 1 + row of the metadata. */
static GHashTable *
number_metadata (const Recipe *recipe, GError **error)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const CalColumn *column = cal_table_find_column (recipe->voxels, "voxel_id");
  gsize n = cal_table_get_n_rows (recipe->voxels);

  for (gsize r = 0; r < n; r++) {
    double number = column != NULL ? cal_column_get_number (column, r) : (double) NAN;
    gint64 id = fabs (number) < G_MAXINT32 ? (gint64) number : 0;

    if ((double) id != number || g_hash_table_contains (rows, &id)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: voxel_id %g in row %" N "; expected a whole number that no other row has",
                   recipe->voxels_path, number, r);
      return NULL;
    }
    g_hash_table_insert (rows, g_memdup2 (&id, sizeof id), GSIZE_TO_POINTER (r + 1));
  }
  return g_steal_pointer (&rows);
}

/* Which rows of the responses have metadata; what is missing is told. */
static gboolean
match_rows (Recipe *recipe, CalArray *ids, GError **error)
{
  g_autoptr (GHashTable) metadata = number_metadata (recipe, error);
  gsize n = cal_array_get_n_elements (ids), n_unknown = 0;
  double first_unknown = NAN;

  if (metadata == NULL)
    return FALSE;
  recipe->rows = g_new (guint32, MAX (n, 1));
  recipe->metadata_rows = g_new (gsize, MAX (n, 1));
  for (gsize r = 0; r < n; r++) {
    double number = cal_array_get_value (ids, r);
    gint64 id = fabs (number) < G_MAXINT32 ? (gint64) number : 0;
    gsize row = (double) id == number ? GPOINTER_TO_SIZE (g_hash_table_lookup (metadata, &id)) : 0;

    if (row == 0) {
      if (n_unknown++ == 0)
        first_unknown = number;
      continue;
    }
    recipe->rows[recipe->n] = (guint32) r;
    recipe->metadata_rows[recipe->n++] = row - 1;
  }
  if (recipe->n == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s: none of its %" N " values of voxel_id is in %s", recipe->path, n,
                 recipe->voxels_path);
    return FALSE;
  }
  if (n_unknown > 0)
    cal_findings_remark (recipe->findings,
                         "%s: %" N " voxels of the responses are not in VoxelMetadata and are left "
                         "out, the first with voxel_id %g",
                         recipe->subject, n_unknown, first_unknown);
  if (cal_table_get_n_rows (recipe->voxels) > recipe->n)
    cal_findings_remark (recipe->findings, "%s: %" N " voxels of VoxelMetadata have no responses",
                         recipe->subject, cal_table_get_n_rows (recipe->voxels) - recipe->n);
  return TRUE;
}

/* i, j, k of each voxel, and how many the grid must have along each at least. */
static guint32 *
read_indices (const Recipe *recipe, gsize dims[3], GError **error)
{
  static const char *const names[] = {"voxel_x", "voxel_y", "voxel_z"};
  g_autofree guint32 *ijk = g_new (guint32, 3 * MAX (recipe->n, 1));

  for (gsize d = 0; d < 3; d++) {
    const CalColumn *column = cal_table_find_column (recipe->voxels, names[d]);

    dims[d] = 1;
    for (gsize v = 0; v < recipe->n; v++) {
      double index =
          column != NULL ? cal_column_get_number (column, recipe->metadata_rows[v]) : (double) NAN;

      if (!(index >= 0.0 && index < MAX_DIM) || index != floor (index)) {
        g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                     "%s: %s is %g in row %" N "; expected a whole number from 0 up, below %d",
                     recipe->voxels_path, names[d], index, recipe->metadata_rows[v], MAX_DIM);
        return NULL;
      }
      ijk[3 * v + d] = (guint32) index;
      dims[d] = MAX (dims[d], (gsize) index + 1);
    }
  }
  return g_steal_pointer (&ijk);
}

static CalVolume *
find_mask_in (const Recipe *recipe, const char *folder, const gsize dims[3])
{
  g_autoptr (GPtrArray) names = cal_listing_new (folder);

  for (guint n = 0; n < names->len; n++) {
    const char *name = names->pdata[n];
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (CalVolume) mask = NULL;
    const gsize *its;

    if (!cal_listing_says (name, "brainmask.*\\.nii(\\.gz)?$") ||
        (g_str_has_prefix (name, "sub-") && !g_str_has_prefix (name, recipe->subject)))
      continue;
    mask = (CalVolume *) cal_lookup_object (path, NULL, CAL_TYPE_VOLUME, recipe->job, NULL);
    its = mask != NULL ? cal_volume_get_desc (mask)->dims : NULL;
    if (its == NULL || its[0] < dims[0] || its[1] < dims[1] || its[2] < dims[2])
      continue;
    cal_findings_remark (recipe->findings,
                         "%s: voxel_x, voxel_y and voxel_z count on the grid of %s",
                         recipe->subject, name);
    return g_steal_pointer (&mask);
  }
  return NULL;
}

static CalVolume *
find_mask (const Recipe *recipe, const gsize dims[3])
{
  g_autofree char *parent = g_path_get_dirname (recipe->folder);
  g_autofree char *inside = g_build_filename (recipe->folder, "brainmasks", NULL);
  g_autofree char *beside = g_build_filename (parent, "brainmasks", NULL);
  const char *const folders[] = {recipe->folder, inside, beside};
  CalVolume *mask = NULL;

  for (gsize n = 0; mask == NULL && n < G_N_ELEMENTS (folders); n++)
    if (g_file_test (folders[n], G_FILE_TEST_IS_DIR))
      mask = find_mask_in (recipe, folders[n], dims);
  return mask;
}

/* On the grid of the mask, or one that is as large as the largest index. */
static CalPlaces *
find_places (const Recipe *recipe, GError **error)
{
  CalVolumeDesc desc = {0};
  g_autofree guint32 *ijk = read_indices (recipe, desc.dims, error), *elements = NULL;
  g_autoptr (CalVolume) mask = NULL;
  gsize n_beyond = 0;

  if (ijk == NULL)
    return NULL;
  mask = find_mask (recipe, desc.dims);
  if (mask != NULL)
    desc = *cal_volume_get_desc (mask);
  else
    cal_grid_find_affine (&desc, recipe->subject, 1.0, recipe->findings, recipe->path, recipe->job);
  elements = g_new (guint32, MAX (recipe->n, 1));
  for (gsize v = 0; v < recipe->n; v++) {
    const gssize voxel[3] = {ijk[3 * v], ijk[3 * v + 1], ijk[3 * v + 2]};
    gsize element = ijk[3 * v] + desc.dims[0] * (ijk[3 * v + 1] + desc.dims[1] * ijk[3 * v + 2]);

    elements[v] = (guint32) MIN (element, G_MAXUINT32);
    n_beyond += mask != NULL && !(cal_volume_get_voxel (mask, voxel, 0).value > 0.0f);
  }
  if (n_beyond > 0)
    cal_findings_remark (recipe->findings, "%s: %" N " of %" N " voxels are not in the brain mask",
                         recipe->subject, n_beyond, recipe->n);
  return cal_places_new_at_voxels (recipe->subject, desc.dims, &desc.voxel_to_world, elements,
                                   recipe->n, error);
}

/* Whether all numbers are 0 or 1 (or none), and which voxels have 1. */
static gboolean
read_region (const Recipe *recipe, const CalColumn *column, guint8 *has_row)
{
  if (column->numbers == NULL || g_str_equal (column->name, "subject_id"))
    return FALSE;
  for (gsize v = 0; v < recipe->n; v++) {
    double value = cal_column_get_number (column, recipe->metadata_rows[v]);

    if (value != 0.0 && value != 1.0 && !isnan (value))
      return FALSE;
    has_row[v] = value == 1.0;
  }
  return TRUE;
}

static gboolean
add_map (const Recipe *recipe, const CalColumn *column, CalPlaces *places, GError **error)
{
  gboolean is_ceiling = g_str_has_prefix (column->name, "nc_");
  double *values = g_new (double, MAX (recipe->n, 1));
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, cal_size_times (recipe->n, sizeof *values));
  g_autofree char *name = g_strdup_printf ("%s %s", recipe->subject, column->name);
  g_autofree char *source = g_strdup_printf ("%s:%s", recipe->voxels_path, column->name);
  g_autoptr (CalArray) numbers = NULL;
  GObject *map;

  for (gsize v = 0; v < recipe->n; v++)
    values[v] = cal_column_get_number (column, recipe->metadata_rows[v]);
  numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &recipe->n, bytes, error);
  map = numbers != NULL
            ? cal_places_paint (places,
                                &(CalPaint){.name = name,
                                            .values = numbers,
                                            .unit = is_ceiling ? "%" : NULL,
                                            .statistic = is_ceiling ? "noise ceiling" : NULL},
                                error)
            : NULL;
  if (map == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, is_ceiling ? CAL_ROLE_CEILING : CAL_ROLE_MAP, name, source)
      ->object = map;
  return TRUE;
}

/* What the metadata say of voxels: ceilings, reliabilities, receptive fields; regions. */
static gboolean
add_columns (const Recipe *recipe, CalPlaces *places, GError **error)
{
  g_autoptr (CalRegionMasks) masks = cal_region_masks_new (recipe->n);
  g_autofree guint8 *has_row = g_malloc (MAX (recipe->n, 1));

  for (guint c = 0; c < cal_table_get_n_columns (recipe->voxels); c++) {
    const CalColumn *column = cal_table_get_column (recipe->voxels, c);
    gboolean is_map = cal_listing_says (column->name, "^(nc_|splithalf|prf)");

    if (is_map && column->numbers != NULL) {
      if (!add_map (recipe, column, places, error))
        return FALSE;
    } else if (!cal_listing_says (column->name, "^(voxel_|unnamed)") && column->name[0] != '\0' &&
               read_region (recipe, column, has_row))
      cal_region_masks_add (masks, column->name, has_row);
  }
  return cal_region_masks_end (masks, recipe->subject, recipe->voxels_path, places,
                               recipe->findings, error);
}

/* The stimulus of each trial, called by its file's stem as pictures are; NULL without @error if
 * nothing says it. */
static CalTextArray *
take_trials (const Recipe *recipe, gsize n_trials, GError **error)
{
  g_autofree char *path = dup_beside (recipe, "StimulusMetadata");
  g_autofree char *name = g_strdup_printf ("%s trials", recipe->subject);
  g_autoptr (CalTextArrayBuilder) builder = NULL;
  const CalColumn *column;
  CalTable *table;

  if (path == NULL) {
    cal_findings_remark (recipe->findings,
                         "%s: no %s_StimulusMetadata.csv lies beside: trials have no names",
                         recipe->subject, recipe->subject);
    return NULL;
  }
  table = (CalTable *) cal_lookup_object (path, NULL, CAL_TYPE_TABLE, recipe->job, error);
  if (table == NULL)
    return NULL;
  cal_findings_add (recipe->findings, CAL_ROLE_TABLE, name, path)->object = G_OBJECT (table);
  cal_findings_use (recipe->findings, path);
  if (cal_table_get_n_rows (table) != n_trials) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %" N " trials; expected the %" N " of %s",
                 path, cal_table_get_n_rows (table), n_trials, recipe->path);
    return NULL;
  }
  column = cal_table_find_column (table, "stimulus");
  if (column == NULL)
    return NULL;
  builder = cal_text_array_builder_new ();
  for (gsize t = 0; t < n_trials; t++) {
    g_autofree char *text = cal_column_dup_text (column, t);
    g_auto (GStrv) words = cal_listing_match (text, "(.+)\\.(?:jpe?g|png)");

    cal_text_array_builder_add (builder, words != NULL ? words[1] : text, -1);
  }
  return cal_text_array_builder_end (g_steal_pointer (&builder), 1, &n_trials, error);
}

/* The block with most columns. */
static const CalPandasBlock *
find_block (const Recipe *recipe, const CalPandasFrame *frame, GError **error)
{
  const CalPandasBlock *largest = NULL;

  for (guint b = 0; b < frame->blocks->len; b++) {
    const CalPandasBlock *block = &g_array_index (frame->blocks, CalPandasBlock, b);

    if (largest == NULL || block->n_columns > largest->n_columns)
      largest = block;
  }
  if (largest == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s:%s: has no block of numbers", recipe->path,
                 frame->group);
  return largest;
}

static gboolean
add_responses (const Recipe *recipe,
               const CalPandasBlock *block,
               CalTextArray *ids,
               CalPlaces *places,
               GError **error)
{
  g_autofree char *source = g_strdup_printf ("%s:%s", recipe->path, block->values);
  g_autoptr (CalStoredArray) array =
      cal_stored_array_new (recipe->path, block->values, recipe->job, error);
  CalSeriesDesc desc = {.name = recipe->subject,
                        .source = source,
                        .role = CAL_SERIES_MEASURED,
                        .axis = CAL_AXIS_STIMULI,
                        .frame_ids = ids,
                        .places = places};
  CalSeriesSource all, frames;
  CalSeries *series;
  gsize n_all;

  if (array == NULL ||
      !cal_stored_series_make (&(CalStoredSeries){.arrays = &array,
                                                  .n_arrays = 1,
                                                  .frame_axis = block->is_rows_first ? 1 : 0},
                               &all, &desc.n_frames, &n_all, error))
    return FALSE;
  if (!cal_series_pick_new (&all, n_all, recipe->rows, recipe->n, &frames, error))
    return FALSE;
  series = cal_series_new_from_source (&desc, &frames, error);
  if (series == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_RESPONSES, recipe->subject, source)->object =
      G_OBJECT (series);
  return TRUE;
}

static gboolean
take_frame (Recipe *recipe, const CalPandasFrame *frame, GError **error)
{
  const CalPandasBlock *block = find_block (recipe, frame, error);
  g_autoptr (CalTextArray) stimuli = NULL;
  g_autoptr (CalArray) ids = NULL;
  g_autoptr (CalPlaces) places = NULL;
  GError *failure = NULL;

  if (block == NULL)
    return FALSE;
  stimuli = take_trials (recipe, block->n_columns, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  recipe->voxels_path = dup_beside (recipe, "VoxelMetadata");
  if (recipe->voxels_path == NULL) {
    cal_findings_remark (recipe->findings,
                         "%s: no %s_VoxelMetadata.csv lies beside: responses are in no place",
                         recipe->subject, recipe->subject);
    return TRUE;
  }
  recipe->voxels = (CalTable *) cal_lookup_object (recipe->voxels_path, NULL, CAL_TYPE_TABLE,
                                                   recipe->job, error);
  ids = recipe->voxels != NULL ? read_ids (recipe, frame, error) : NULL;
  if (ids == NULL || !match_rows (recipe, ids, error))
    return FALSE;
  cal_findings_use (recipe->findings, recipe->voxels_path);
  places = find_places (recipe, error);
  return places != NULL && add_responses (recipe, block, stimuli, places, error) &&
         add_columns (recipe, places, error);
}

static gboolean
take (CalLoaded *loaded, const char *subject, CalFindings *findings, CalJob *job, GError **error)
{
  g_autofree char *path = g_strdup (cal_loaded_get_path (loaded));
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (CalPandasFrame) frame = cal_pandas_frame_find (loaded, error);
  Recipe recipe = {.folder = folder,
                   .subject = g_strdup (subject),
                   .path = path,
                   .findings = findings,
                   .job = job};
  gboolean is_sound = frame != NULL && take_frame (&recipe, frame, error);

  g_free (recipe.subject);
  g_clear_object (&recipe.voxels);
  g_free (recipe.voxels_path);
  g_free (recipe.rows);
  g_free (recipe.metadata_rows);
  return is_sound;
}

/**
 * cal_things_fmri_find_in_file:
 *
 * Of #CalLayout.
 */
gboolean
cal_things_fmri_find_in_file (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  g_autofree char *name = g_path_get_basename (cal_loaded_get_path (loaded));
  g_auto (GStrv) words = cal_listing_match (name, RESPONSES);

  return words != NULL && take (loaded, words[1], findings, job, error);
}

/**
 * cal_things_fmri_find_in_folder:
 *
 * Of #CalLayout.
 */
gboolean
cal_things_fmri_find_in_folder (const char *folder,
                                CalFindings *findings,
                                CalJob *job,
                                GError **error)
{
  g_autoptr (GPtrArray) names = cal_listing_new (folder);
  gboolean is_found = FALSE;

  for (guint n = 0; n < names->len; n++) {
    g_auto (GStrv) words = cal_listing_match (names->pdata[n], RESPONSES);
    g_autofree char *path = g_build_filename (folder, names->pdata[n], NULL);
    g_autoptr (CalLoaded) loaded = NULL;
    g_autoptr (GError) failure = NULL;

    if (words == NULL)
      continue;
    loaded = cal_format_load (path, NULL, job, error);
    if (loaded == NULL)
      return FALSE;
    if (take (loaded, words[1], findings, job, &failure)) {
      cal_findings_use (findings, path);
      is_found = TRUE;
    } else if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  }
  return is_found;
}
