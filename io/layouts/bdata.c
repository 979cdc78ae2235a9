/* bdata.c - BData of bdpy and BrainDecoderToolbox2, as Generic Object Decoding is published.
 *
 * /dataset                        samples x columns: voxels and what is known of the samples
 * /metadata/key                   "VoxelData", "ROI_V1", "voxel_x", "Label", ...
 * /metadata/value                 keys x columns: 1 where the column belongs to the key, NaN where
 *                                 not; or a number of the column: voxel_x in mm
 * /vmap/KEY/NUMBER                what a number in the column of KEY means
 *
 * Older files write /dataSet and /metaData.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/layouts/lattice.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/layouts/region-masks.h"
#include "io/layouts/series-pick.h"
#include "io/stored-series.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT
/* More columns of one key than that are no columns of a table. */
#define MAX_COLUMNS 256
#define ROI "ROI_"

typedef struct {
  CalLoaded *loaded;
  const char *path;
  const CalDataset *data;
  char *stem;
  CalTextArray *keys;
  CalArray *value;
  CalFindings *findings;
  CalJob *job;
} Recipe;

/* The columns that are voxels, and where they are. */
typedef struct {
  guint32 *columns;
  double *points_mm;
  gsize n;
  gsize n_lost;
} Voxels;

static double
get_value (const Recipe *recipe, gsize key, gsize column)
{
  return cal_array_get_value (recipe->value, key * recipe->data->shape[1] + column);
}

/* Whether the key picks columns, rather than giving each a number; how many, and the first. */
static gboolean
is_selector (const Recipe *recipe, gsize key, gsize *n, gsize *first)
{
  *n = 0;
  for (gsize c = 0; c < recipe->data->shape[1]; c++) {
    double value = get_value (recipe, key, c);

    if (value == 1.0 && (*n)++ == 0)
      *first = c;
    else if (value != 1.0 && value != 0.0 && !isnan (value))
      return FALSE;
  }
  return *n > 0;
}

static gboolean
find_key (const Recipe *recipe, const char *name, gsize *key)
{
  for (*key = 0; *key < cal_text_array_get_n (recipe->keys); (*key)++)
    if (g_str_equal (cal_text_array_get (recipe->keys, *key), name))
      return TRUE;
  return FALSE;
}

static gboolean
is_of_voxels (const char *key)
{
  return g_str_equal (key, "VoxelData") || g_str_has_prefix (key, ROI) ||
         g_str_has_prefix (key, "voxel_");
}

/* None if the file has no coordinates. */
static void
find_voxels (const Recipe *recipe, Voxels *voxels)
{
  gsize n = recipe->data->shape[1], axes[3], of_voxels;
  gboolean is_said = find_key (recipe, "VoxelData", &of_voxels);

  if (!find_key (recipe, "voxel_x", axes) || !find_key (recipe, "voxel_y", axes + 1) ||
      !find_key (recipe, "voxel_z", axes + 2))
    return;
  voxels->columns = g_new (guint32, MAX (n, 1));
  voxels->points_mm = g_new (double, 3 * MAX (n, 1));
  for (gsize c = 0; c < n; c++) {
    double *point = voxels->points_mm + 3 * voxels->n;
    gboolean is_there = TRUE;

    for (int d = 0; d < 3; d++) {
      point[d] = get_value (recipe, axes[d], c);
      is_there &= isfinite (point[d]) != 0;
    }
    if (is_said && get_value (recipe, of_voxels, c) != 1.0)
      continue;
    if (is_there)
      voxels->columns[voxels->n++] = (guint32) c;
    else
      voxels->n_lost += is_said;
  }
}

/* What numbers of a key mean. */
typedef struct {
  GHashTable *datasets; /* number -> dataset */
  GHashTable *texts;    /* number -> text that was read */
} Meanings;

static Meanings
find_meanings (const Recipe *recipe, const char *key)
{
  GPtrArray *datasets = cal_loaded_get_datasets (recipe->loaded);
  g_autofree char *prefix = g_strdup_printf ("/vmap/%s/", key);
  Meanings meanings = {g_hash_table_new_full (g_double_hash, g_double_equal, g_free, NULL),
                       g_hash_table_new_full (g_double_hash, g_double_equal, g_free, g_free)};

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    const char *number = dataset->path + strlen (prefix);
    char *end;
    double value;

    if (dataset->is_attribute || !dataset->is_text || !g_str_has_prefix (dataset->path, prefix))
      continue;
    value = g_ascii_strtod (number, &end);
    if (end != number && *end == '\0')
      g_hash_table_insert (meanings.datasets, g_memdup2 (&value, sizeof value), dataset->path);
  }
  return meanings;
}

static void
clear_meanings (Meanings *meanings)
{
  g_hash_table_unref (meanings->datasets);
  g_hash_table_unref (meanings->texts);
}

/* The number itself where nothing says what it means. */
static char *
dup_meaning (const Recipe *recipe, Meanings *meanings, double number)
{
  const char *dataset = g_hash_table_lookup (meanings->datasets, &number);
  const char *known = g_hash_table_lookup (meanings->texts, &number);
  char *text;

  if (isnan (number))
    return g_strdup ("");
  if (known != NULL)
    return g_strdup (known);
  text = dataset != NULL ? cal_lookup_dup_text (recipe->path, dataset, recipe->job) : NULL;
  if (text == NULL)
    text = g_strdup_printf ("%.15g", number);
  g_hash_table_insert (meanings->texts, g_memdup2 (&number, sizeof number), g_strdup (text));
  return text;
}

static CalTextArray *
name_numbers (const Recipe *recipe, Meanings *meanings, CalArray *numbers, GError **error)
{
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  gsize n = cal_array_get_n_elements (numbers);

  for (gsize r = 0; r < n; r++) {
    g_autofree char *text = dup_meaning (recipe, meanings, cal_array_get_value (numbers, r));

    cal_text_array_builder_add (builder, text, -1);
  }
  return cal_text_array_builder_end (g_steal_pointer (&builder), 1, &n, error);
}

/* A column of the dataset, a number a sample. */
static CalArray *
read_column (const Recipe *recipe, gsize column, GError **error)
{
  gsize n = recipe->data->shape[0];
  g_autofree char *part = g_strdup_printf ("%s[0:%" N ",%" N "]", recipe->data->path, n, column);
  g_autoptr (CalArray) numbers = cal_lookup_numbers (recipe->path, part, recipe->job, error);

  if (numbers == NULL)
    return NULL;
  if (cal_array_get_n_elements (numbers) != n) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s:%s: %" N " numbers; expected %" N,
                 recipe->path, part, cal_array_get_n_elements (numbers), n);
    return NULL;
  }
  return cal_array_new (cal_array_get_dtype (numbers), 1, &n, cal_array_get_bytes (numbers), error);
}

static void
clear_column (gpointer data)
{
  CalColumn *column = data;

  g_free ((char *) column->name);
  g_clear_object (&column->numbers);
  g_clear_object (&column->texts);
}

static gboolean
append_key (const Recipe *recipe, gsize key, gsize first, gsize n, GArray *columns, GError **error)
{
  const char *name = cal_text_array_get (recipe->keys, key);
  Meanings meanings = find_meanings (recipe, name);
  gboolean is_sound = TRUE;
  gsize nth = 0;

  for (gsize c = first; is_sound && nth < n; c++) {
    g_autoptr (CalArray) numbers = NULL;
    CalColumn column = {0};

    if (get_value (recipe, key, c) != 1.0)
      continue;
    nth++;
    numbers = read_column (recipe, c, error);
    if (numbers != NULL && g_hash_table_size (meanings.datasets) > 0)
      column.texts = name_numbers (recipe, &meanings, numbers, error);
    else
      column.numbers = g_steal_pointer (&numbers);
    is_sound = column.texts != NULL || column.numbers != NULL;
    column.name = n > 1 ? g_strdup_printf ("%s %" N, name, nth) : g_strdup (name);
    g_array_append_val (columns, column);
  }
  clear_meanings (&meanings);
  return is_sound;
}

/* All keys that pick columns and are not of voxels. */
static gboolean
read_samples (const Recipe *recipe, GArray *columns, GError **error)
{
  for (gsize k = 0; k < cal_text_array_get_n (recipe->keys); k++) {
    const char *name = cal_text_array_get (recipe->keys, k);
    gsize n, first = 0;

    if (is_of_voxels (name) || !is_selector (recipe, k, &n, &first))
      continue;
    if (n > MAX_COLUMNS) {
      cal_findings_remark (recipe->findings, "%s: its %" N " columns are no table", name, n);
      continue;
    }
    if (!append_key (recipe, k, first, n, columns, error))
      return FALSE;
    if (g_str_equal (name, "DataType"))
      cal_findings_remark (recipe->findings,
                           "DataType: 1 is training, 2 test, 3 imagery in Generic Object Decoding");
  }
  return TRUE;
}

static gboolean
add_table (const Recipe *recipe, GArray *columns, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s samples", recipe->stem);
  g_autofree char *source = cal_lookup_dup_source (recipe->loaded, recipe->data->path);
  CalTable *table;

  if (columns->len == 0)
    return TRUE;
  table = cal_table_new (name, recipe->data->shape[0], (const CalColumn *) (gpointer) columns->data,
                         columns->len, error);
  if (table == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_TABLE, name, source)->object = G_OBJECT (table);
  return TRUE;
}

/* What the stimulus of each sample is called. */
static CalTextArray *
find_ids (GArray *columns, gsize n, GError **error)
{
  static const char *const names[] = {"stimulus_name", "stimulus_id", "image_id",
                                      "Label",         "label",       NULL};

  for (const char *const *name = names; *name != NULL; name++)
    for (guint c = 0; c < columns->len; c++) {
      const CalColumn *column = &g_array_index (columns, CalColumn, c);
      g_autoptr (CalTextArrayBuilder) builder = NULL;

      if (!g_str_equal (column->name, *name))
        continue;
      builder = cal_text_array_builder_new ();
      for (gsize r = 0; r < n; r++) {
        g_autofree char *text = cal_column_dup_text (column, r);

        cal_text_array_builder_add (builder, text, -1);
      }
      return cal_text_array_builder_end (g_steal_pointer (&builder), 1, &n, error);
    }
  return NULL;
}

static gboolean
add_responses (
    const Recipe *recipe, const Voxels *voxels, CalPlaces *places, GArray *columns, GError **error)
{
  g_autofree char *source = cal_lookup_dup_source (recipe->loaded, recipe->data->path);
  g_autoptr (CalTextArray) ids = find_ids (columns, recipe->data->shape[0], error);
  g_autoptr (CalStoredArray) array =
      cal_stored_array_new (recipe->path, recipe->data->path, recipe->job, error);
  CalSeriesDesc desc = {.name = recipe->stem,
                        .source = source,
                        .role = CAL_SERIES_MEASURED,
                        .axis = CAL_AXIS_STIMULI,
                        .frame_ids = ids,
                        .places = places};
  CalSeriesSource all, frames;
  CalSeries *series;
  gsize n_all;

  if (array == NULL ||
      !cal_stored_series_make (&(CalStoredSeries){.arrays = &array, .n_arrays = 1, .frame_axis = 0},
                               &all, &desc.n_frames, &n_all, error))
    return FALSE;
  if (!cal_series_pick_new (&all, n_all, voxels->columns, voxels->n, &frames, error))
    return FALSE;
  series = cal_series_new_from_source (&desc, &frames, error);
  if (series == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_RESPONSES, recipe->stem, source)->object =
      G_OBJECT (series);
  return TRUE;
}

static gboolean
add_regions (const Recipe *recipe, const Voxels *voxels, CalPlaces *places, GError **error)
{
  g_autoptr (CalRegionMasks) masks = cal_region_masks_new (voxels->n);
  g_autofree guint8 *has_row = g_malloc (MAX (voxels->n, 1));
  g_autofree char *source = g_strdup_printf ("%s:" ROI "*", recipe->path);

  for (gsize k = 0; k < cal_text_array_get_n (recipe->keys); k++) {
    const char *name = cal_text_array_get (recipe->keys, k);

    if (!g_str_has_prefix (name, ROI))
      continue;
    for (gsize v = 0; v < voxels->n; v++)
      has_row[v] = get_value (recipe, k, voxels->columns[v]) == 1.0;
    cal_region_masks_add (masks, name + strlen (ROI), has_row);
  }
  return cal_region_masks_end (masks, recipe->stem, source, places, recipe->findings, error);
}

/* Responses and regions, where the voxels lie on a grid. */
static gboolean
take_voxels (const Recipe *recipe, const Voxels *voxels, GArray *columns, GError **error)
{
  g_autofree guint32 *elements = g_new (guint32, MAX (voxels->n, 1));
  g_autofree char *reason = NULL;
  g_autoptr (CalPlaces) places = NULL;
  CalLattice lattice;

  if (voxels->n_lost > 0)
    cal_findings_remark (recipe->findings,
                         "%" N " columns of VoxelData have no coordinates and are "
                         "left out",
                         voxels->n_lost);
  if (voxels->n == 0) {
    cal_findings_remark (recipe->findings,
                         "no column has voxel_x, voxel_y and voxel_z: responses are in no place of "
                         "the brain");
    return TRUE;
  }
  if (!cal_lattice_find (voxels->points_mm, voxels->n, &lattice, elements, &reason)) {
    cal_findings_remark (recipe->findings,
                         "voxel_x, voxel_y and voxel_z are on no grid along the axes, so responses "
                         "are not placed: %s",
                         reason);
    return TRUE;
  }
  cal_findings_remark (recipe->findings,
                       "%" N " voxels on a grid of %.4g x %.4g x %.4g mm, found from voxel_x, "
                       "voxel_y and voxel_z, which are taken for RAS",
                       voxels->n, lattice.steps_mm[0], lattice.steps_mm[1], lattice.steps_mm[2]);
  places = cal_places_new_at_voxels (recipe->stem, lattice.dims, &lattice.voxel_to_world, elements,
                                     voxels->n, error);
  return places != NULL && add_responses (recipe, voxels, places, columns, error) &&
         add_regions (recipe, voxels, places, error);
}

static gboolean
read_metadata (Recipe *recipe, const char *group, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s/key", group);
  g_autofree char *value = g_strdup_printf ("%s/value", group);
  const CalDataset *dataset = cal_lookup_dataset (recipe->loaded, value);

  recipe->keys = cal_lookup_texts (recipe->path, key, recipe->job, error);
  if (recipe->keys == NULL)
    return FALSE;
  if (dataset->n_dims != 2 || dataset->shape[0] != cal_text_array_get_n (recipe->keys) ||
      dataset->shape[1] != recipe->data->shape[1]) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s:%s: %" N " x %" N " numbers; expected %" N " keys x the %" N " columns of %s",
                 recipe->path, value, dataset->n_dims > 0 ? dataset->shape[0] : 0,
                 dataset->n_dims > 1 ? dataset->shape[1] : 0, cal_text_array_get_n (recipe->keys),
                 recipe->data->shape[1], recipe->data->path);
    return FALSE;
  }
  recipe->value = cal_lookup_numbers (recipe->path, value, recipe->job, error);
  if (recipe->value == NULL)
    return FALSE;
  if (cal_array_get_n_elements (recipe->value) ==
      cal_size_times (dataset->shape[0], dataset->shape[1]))
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s:%s: not as many numbers as it lists",
               recipe->path, value);
  return FALSE;
}

static gboolean
take (Recipe *recipe, const char *group, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (CalColumn));
  Voxels voxels = {0};
  gboolean is_sound;

  g_array_set_clear_func (columns, clear_column);
  if (!read_metadata (recipe, group, error))
    return FALSE;
  find_voxels (recipe, &voxels);
  is_sound = read_samples (recipe, columns, error) &&
             take_voxels (recipe, &voxels, columns, error) && add_table (recipe, columns, error);
  g_free (voxels.columns);
  g_free (voxels.points_mm);
  return is_sound;
}

/**
 * cal_bdata_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_bdata_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  const CalDataset *old = cal_lookup_dataset (loaded, "/dataSet");
  const char *group =
      cal_lookup_dataset (loaded, "/metaData/key") != NULL ? "/metaData" : "/metadata";
  g_autofree char *key = g_strdup_printf ("%s/key", group);
  g_autofree char *value = g_strdup_printf ("%s/value", group);
  const CalDataset *keys = cal_lookup_dataset (loaded, key);
  const CalDataset *values = cal_lookup_dataset (loaded, value);
  Recipe recipe = {.loaded = loaded,
                   .path = cal_loaded_get_path (loaded),
                   .data = old != NULL ? old : cal_lookup_dataset (loaded, "/dataset"),
                   .findings = findings,
                   .job = job};
  gboolean is_sound;

  if (recipe.data == NULL || !recipe.data->is_numeric || recipe.data->n_dims != 2 || keys == NULL ||
      !keys->is_text || values == NULL || !values->is_numeric)
    return FALSE;
  recipe.stem = g_filename_display_basename (recipe.path);
  if (strrchr (recipe.stem, '.') != NULL)
    *strrchr (recipe.stem, '.') = '\0';
  is_sound = take (&recipe, group, error);
  g_free (recipe.stem);
  g_clear_object (&recipe.keys);
  g_clear_object (&recipe.value);
  return is_sound;
}
