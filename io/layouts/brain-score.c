/* brain-score.c - assemblies of Brain-Score: netCDF-4, which is HDF5.
 *
 * data                a number for each presentation and neuroid, and in some files time bin;
 * called
 *                     "__xarray_dataarray_variable__" where it had no name; its attribute
 *                     "coordinates" names what follows
 * stimulus_id ...     of presentations
 * neuroid_id, region, hemisphere, vertex_index, nc_testset ...   of neuroids
 *
 * Which dimension a coordinate is of its length says; where two dimensions are as long, its name.
 * Neuroids that have a hemisphere and a vertex_index are on the cortex.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"
#include "io/stored-series.h"
#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT
/* More neuroids than that are no columns of a table. */
#define MAX_COLUMNS 256

typedef struct {
  CalLoaded *loaded;
  const char *path;
  const CalDataset *data;
  char *stem;
  guint neuroid_axis;
  CalFindings *findings;
  CalJob *job;
} Recipe;

static gboolean
is_of_neuroids (const char *name)
{
  static const char *const names[] = {
      "neuroid_id", "neuroid_num", "region", "hemisphere", "vertex_index", "layer", "animal",
      "arr",        "col",         "row",    "choice",     "choice_",      NULL};

  return g_strv_contains (names, name) || g_str_has_prefix (name, "nc_") ||
         g_str_has_prefix (name, "roi_") || g_str_has_prefix (name, "voxel");
}

/* A dimension that has no coordinate is kept as a row of zeros. */
static gboolean
is_dummy (const Recipe *recipe, const CalDataset *dataset)
{
  g_autofree char *attribute = g_strdup_printf ("%s@NAME", dataset->path);
  g_autofree char *name = cal_lookup_dataset (recipe->loaded, attribute) != NULL
                              ? cal_lookup_dup_text (recipe->path, attribute, recipe->job)
                              : NULL;

  return name != NULL && g_str_has_prefix (name, "This is a netCDF dimension but not");
}

/* Whether the dataset is a coordinate along an axis of the data. */
static gboolean
is_along (const Recipe *recipe, const CalDataset *dataset, guint axis)
{
  const gsize *shape = recipe->data->shape;

  if (dataset->is_attribute || dataset == recipe->data || dataset->n_dims != 1 ||
      dataset->shape[0] != shape[axis] || (!dataset->is_numeric && !dataset->is_text))
    return FALSE;
  if (shape[0] == shape[1] && is_of_neuroids (dataset->path + 1) != (axis == recipe->neuroid_axis))
    return FALSE;
  return !is_dummy (recipe, dataset);
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
read_columns (const Recipe *recipe, guint axis, GArray *columns, GError **error)
{
  GPtrArray *datasets = cal_loaded_get_datasets (recipe->loaded);

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    CalColumn column = {0};

    if (!is_along (recipe, dataset, axis))
      continue;
    if (dataset->is_text)
      column.texts = cal_lookup_texts (recipe->path, dataset->path, recipe->job, error);
    else
      column.numbers = cal_lookup_numbers (recipe->path, dataset->path, recipe->job, error);
    if (column.texts == NULL && column.numbers == NULL)
      return FALSE;
    column.name = g_strdup (dataset->path + 1);
    g_array_append_val (columns, column);
  }
  return TRUE;
}

static const CalColumn *
find_column (GArray *columns, const char *const *names)
{
  for (; *names != NULL; names++)
    for (guint n = 0; n < columns->len; n++)
      if (g_str_equal (g_array_index (columns, CalColumn, n).name, *names))
        return &g_array_index (columns, CalColumn, n);
  return NULL;
}

/* The data of few neuroids, such as choices, as columns called by them. */
static gboolean
append_data (const Recipe *recipe, GArray *columns, GArray *neuroids, GError **error)
{
  gsize n_rows = recipe->data->shape[1 - recipe->neuroid_axis];
  gsize n = recipe->data->shape[recipe->neuroid_axis];
  g_autoptr (CalArray) data = NULL;

  if (recipe->data->n_dims != 2 || n > MAX_COLUMNS || neuroids->len == 0)
    return TRUE;
  data = cal_lookup_numbers (recipe->path, recipe->data->path, recipe->job, error);
  if (data == NULL)
    return FALSE;
  for (gsize c = 0; c < n; c++) {
    double *values = g_new (double, MAX (n_rows, 1));
    g_autoptr (GBytes) bytes = g_bytes_new_take (values, cal_size_times (n_rows, sizeof *values));
    CalColumn column = {0};

    for (gsize r = 0; r < n_rows; r++)
      values[r] =
          cal_array_get_value (data, recipe->neuroid_axis == 1 ? r * n + c : c * n_rows + r);
    column.name = cal_column_dup_text (&g_array_index (neuroids, CalColumn, 0), c);
    column.numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_rows, bytes, error);
    g_array_append_val (columns, column);
    if (column.numbers == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
add_table (const Recipe *recipe, const char *what, gsize n_rows, GArray *columns, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s %s", recipe->stem, what);
  g_autofree char *source = g_strdup_printf ("%s:%s", recipe->path, what);
  CalTable *table;

  /* A table of one row or column has nothing to show. */
  if (columns->len < 2 || n_rows < 2)
    return TRUE;
  table = cal_table_new (name, n_rows, (const CalColumn *) (gpointer) columns->data, columns->len,
                         error);
  if (table == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_TABLE, name, source)->object = G_OBJECT (table);
  return TRUE;
}

/* The smallest template that has a vertex of that number. */
static gsize
find_n_vertices (double last)
{
  static const gsize counts[] = {10242, 32492, 40962, 163842};

  for (gsize n = 0; n < G_N_ELEMENTS (counts); n++)
    if (last < (double) counts[n])
      return counts[n];
  return 0;
}

/* Neuroids by hemisphere and vertex; NULL with no error where they have none. */
static CalPlaces *
find_places (const Recipe *recipe, GArray *neuroids, GError **error)
{
  const CalColumn *vertex = find_column (neuroids, (const char *const[]){"vertex_index", NULL});
  const CalColumn *side = find_column (neuroids, (const char *const[]){"hemisphere", NULL});
  gsize n = recipe->data->shape[recipe->neuroid_axis], n_vertices;
  g_autofree guint32 *elements = g_new (guint32, MAX (n, 1));
  double last = 0.0;

  if (vertex == NULL || vertex->numbers == NULL || side == NULL || side->texts == NULL)
    return NULL;
  for (gsize r = 0; r < n; r++) {
    double number = cal_column_get_number (vertex, r);

    if (!(number >= 0.0 && number < G_MAXUINT32 / 2) || number != floor (number)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s:/vertex_index: %g of neuroid %" N "; expected whole numbers from 0 up",
                   recipe->path, number, r);
      return NULL;
    }
    last = MAX (last, number);
  }
  n_vertices = find_n_vertices (last);
  if (n_vertices == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_BINDING,
                 "%s:/vertex_index: no known template has a vertex %g", recipe->path, last);
    return NULL;
  }
  for (gsize r = 0; r < n; r++) {
    char letter = g_ascii_tolower (cal_text_array_get (side->texts, r)[0]);

    if (letter != 'l' && letter != 'r') {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s:/hemisphere: \"%s\" of neuroid %" N "; expected left or right", recipe->path,
                   cal_text_array_get (side->texts, r), r);
      return NULL;
    }
    elements[r] =
        (guint32) ((gsize) cal_column_get_number (vertex, r) + (letter == 'r' ? n_vertices : 0));
  }
  cal_findings_remark (recipe->findings,
                       "vertex_index goes up to %g: taken for a template of %" N
                       " vertices a hemisphere",
                       last, n_vertices);
  return cal_places_new_at_vertices (recipe->stem, (const gsize[2]){n_vertices, n_vertices},
                                     elements, n, error);
}

static gboolean
add_responses (const Recipe *recipe, CalPlaces *places, GArray *presentations, GError **error)
{
  static const char *const ids[] = {"stimulus_id", "image_id", "stimulus_path", NULL};
  g_autofree char *source = cal_lookup_dup_source (recipe->loaded, recipe->data->path);
  g_autoptr (CalStoredArray) array =
      cal_stored_array_new (recipe->path, recipe->data->path, recipe->job, error);
  const CalColumn *stimuli = find_column (presentations, ids);
  CalSeriesDesc desc = {.name = recipe->stem,
                        .source = source,
                        .role = CAL_SERIES_MEASURED,
                        .axis = CAL_AXIS_STIMULI,
                        .frame_ids = stimuli != NULL ? stimuli->texts : NULL,
                        .places = places};
  CalSeriesSource frames;
  CalSeries *series;
  gsize n_rows;

  if (array == NULL ||
      !cal_stored_series_make (&(CalStoredSeries){.arrays = &array,
                                                  .n_arrays = 1,
                                                  .frame_axis = 1 - recipe->neuroid_axis},
                               &frames, &desc.n_frames, &n_rows, error))
    return FALSE;
  series = cal_series_new_from_source (&desc, &frames, error);
  if (series == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_RESPONSES, recipe->stem, source)->object =
      G_OBJECT (series);
  return TRUE;
}

static gboolean
add_ceilings (const Recipe *recipe, CalPlaces *places, GArray *neuroids, GError **error)
{
  for (guint n = 0; n < neuroids->len; n++) {
    const CalColumn *column = &g_array_index (neuroids, CalColumn, n);
    g_autofree char *name = g_strdup_printf ("%s %s", recipe->stem, column->name);
    g_autofree char *source = g_strdup_printf ("%s:/%s", recipe->path, column->name);
    GObject *map;

    if (column->numbers == NULL || !g_str_has_prefix (column->name, "nc_"))
      continue;
    map = cal_places_paint (
        places, &(CalPaint){.name = name, .values = column->numbers, .statistic = "noise ceiling"},
        error);
    if (map == NULL)
      return FALSE;
    cal_findings_add (recipe->findings, CAL_ROLE_CEILING, name, source)->object = map;
  }
  return TRUE;
}

static gboolean
take (Recipe *recipe, GError **error)
{
  g_autoptr (GArray) presentations = g_array_new (FALSE, FALSE, sizeof (CalColumn));
  g_autoptr (GArray) neuroids = g_array_new (FALSE, FALSE, sizeof (CalColumn));
  const gsize *shape = recipe->data->shape;
  g_autoptr (CalPlaces) places = NULL;
  GError *failure = NULL;

  g_array_set_clear_func (presentations, clear_column);
  g_array_set_clear_func (neuroids, clear_column);
  if (!read_columns (recipe, recipe->neuroid_axis, neuroids, error) ||
      !read_columns (recipe, 1 - recipe->neuroid_axis, presentations, error))
    return FALSE;
  places = find_places (recipe, neuroids, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (places == NULL && !append_data (recipe, presentations, neuroids, error))
    return FALSE;
  if (places == NULL)
    cal_findings_remark (recipe->findings,
                         "%" N " neuroids have no vertex_index and hemisphere: they are in no "
                         "place of the brain",
                         shape[recipe->neuroid_axis]);
  else if (recipe->data->n_dims == 3 && shape[2] != 1)
    cal_findings_remark (recipe->findings, "%" N " time bins: choose one by name", shape[2]);
  else if (!add_responses (recipe, places, presentations, error))
    return FALSE;
  return (places == NULL || add_ceilings (recipe, places, neuroids, error)) &&
         add_table (recipe, "presentations", shape[1 - recipe->neuroid_axis], presentations,
                    error) &&
         add_table (recipe, "neuroids", shape[recipe->neuroid_axis], neuroids, error);
}

/**
 * cal_brain_score_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_brain_score_find (CalLoaded *loaded, CalFindings *findings, CalJob *job, GError **error)
{
  static const char *const names[] = {"/data", "/__xarray_dataarray_variable__"};
  Recipe recipe = {.loaded = loaded,
                   .path = cal_loaded_get_path (loaded),
                   .neuroid_axis = 1,
                   .findings = findings,
                   .job = job};
  const CalDataset *neuroid = cal_lookup_dataset (loaded, "/neuroid_id");
  gboolean is_sound;

  for (gsize n = 0; recipe.data == NULL && n < G_N_ELEMENTS (names); n++) {
    g_autofree char *attribute = g_strdup_printf ("%s@coordinates", names[n]);

    if (cal_lookup_dataset (loaded, attribute) != NULL)
      recipe.data = cal_lookup_dataset (loaded, names[n]);
  }
  if (recipe.data == NULL || !recipe.data->is_numeric || recipe.data->n_dims < 2 ||
      recipe.data->n_dims > 3)
    return FALSE;
  if (neuroid != NULL && neuroid->n_dims == 1 && neuroid->shape[0] == recipe.data->shape[0] &&
      neuroid->shape[0] != recipe.data->shape[1])
    recipe.neuroid_axis = 0;
  recipe.stem = g_filename_display_basename (recipe.path);
  if (strrchr (recipe.stem, '.') != NULL)
    *strrchr (recipe.stem, '.') = '\0';
  is_sound = take (&recipe, error);
  g_free (recipe.stem);
  return is_sound;
}
