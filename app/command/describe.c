/* describe.c - what a file holds, as the fields of "calcarine info --json".
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/command/describe.h"

#include <math.h>

#include "analysis/summary.h"
#include "app/command/json-out.h"
#include "model/error.h"

/* Every object has every field, in this order, null where it does not apply. */
static const char *const fields[] = {
    "file",        "kind",      "shape",    "dtype",      "affine",     "affine_source",
    "orientation", "min",       "max",      "mean",       "n_nan",      "n_infinite",
    "unit",        "statistic", "n_labels", "n_vertices", "n_faces",    "hemisphere",
    "surface",     "objects",   "datasets", "bindings",   "details",    "warnings",
    "layouts",     "files",     "pictures", "tables",     "left_alone", "value",
    "error",
};

/**
 * cal_describe_new:
 * @file: as it was named on the line
 *
 * Returns: (transfer full): every field, all null but the file
 */
JsonObject *
cal_describe_new (const char *file)
{
  JsonObject *self = json_object_new ();
  g_autofree char *name = g_filename_display_name (file);

  for (gsize n = 0; n < G_N_ELEMENTS (fields); n++)
    json_object_set_null_member (self, fields[n]);
  json_object_set_string_member (self, "file", name);
  return self;
}

static void
set_text (JsonObject *self, const char *field, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (self, field, text);
}

static void
set_sizes (JsonObject *self, const char *field, const gsize *sizes, guint n)
{
  JsonArray *array = json_array_new ();

  for (guint d = 0; d < n; d++)
    json_array_add_int_element (array, (gint64) sizes[d]);
  json_object_set_array_member (self, field, array);
}

static void
set_summary (JsonObject *self, const CalSummary *summary)
{
  cal_json_set_number (self, "min", summary->min);
  cal_json_set_number (self, "max", summary->max);
  cal_json_set_number (self, "mean", summary->mean);
  json_object_set_int_member (self, "n_nan", (gint64) summary->n_nan);
  json_object_set_int_member (self, "n_infinite", (gint64) summary->n_infinite);
}

static void
describe_affine (JsonObject *self, const CalVolumeDesc *desc)
{
  JsonArray *rows = json_array_new ();
  char letters[4];

  for (int r = 0; r < 4; r++) {
    JsonArray *row = json_array_new ();

    for (int c = 0; c < 4; c++)
      json_array_add_double_element (row, r < 3 ? desc->voxel_to_world.m[r][c] : c == 3);
    json_array_add_array_element (rows, row);
  }
  json_object_set_array_member (self, "affine", rows);
  set_text (self, "affine_source", desc->affine_source);
  cal_affine_get_orientation (&desc->voxel_to_world, letters);
  set_text (self, "orientation", letters);
}

static CalSummary
describe_volume (JsonObject *self, CalVolume *volume)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  CalSummary summary = cal_summary_of_volume (volume, CAL_SUMMARY_ALL_FRAMES);
  gsize shape[7] = {desc->dims[0], desc->dims[1], desc->dims[2]};
  guint n_dims = 3;

  for (int d = 0; d < 4 && desc->frame_dims[d] > 0; d++)
    shape[n_dims++] = desc->frame_dims[d];
  if (n_dims == 3 && desc->n_frames > 1)
    shape[n_dims++] = desc->n_frames;
  set_sizes (self, "shape", shape, n_dims);
  set_text (self, "dtype", cal_dtype_get_name (desc->dtype));
  set_text (self, "unit", desc->unit);
  set_text (self, "statistic", desc->statistic);
  describe_affine (self, desc);
  if (desc->labels != NULL)
    json_object_set_int_member (self, "n_labels", cal_labels_get_n (desc->labels));
  set_summary (self, &summary);
  return summary;
}

static CalSummary
describe_vector (JsonObject *self, CalVector *vector)
{
  const CalVectorDesc *desc = cal_vector_get_desc (vector);
  CalSummary summary = cal_summary_of_vector (vector, CAL_SUMMARY_ALL_FRAMES);
  guint n_dims = cal_array_get_n_dims (desc->values);
  gsize shape[CAL_ARRAY_MAX_DIMS];

  for (guint d = 0; d < n_dims; d++)
    shape[d] = cal_array_get_dim (desc->values, d);
  set_sizes (self, "shape", shape, n_dims);
  set_text (self, "dtype", cal_dtype_get_name (cal_array_get_dtype (desc->values)));
  set_text (self, "unit", desc->unit);
  set_text (self, "statistic", desc->statistic);
  if (desc->hemisphere != CAL_HEMISPHERE_UNKNOWN)
    set_text (self, "hemisphere", cal_hemisphere_get_name (desc->hemisphere));
  if (desc->labels != NULL)
    json_object_set_int_member (self, "n_labels", cal_labels_get_n (desc->labels));
  if (desc->n_vertices > 0 || desc->per_vertex)
    json_object_set_int_member (
        self, "n_vertices",
        (gint64) (desc->n_vertices > 0 ? desc->n_vertices : cal_vector_get_n_values (vector)));
  set_summary (self, &summary);
  return summary;
}

static void
describe_surface (JsonObject *self, CalSurface *surface)
{
  const CalSurfaceDesc *desc = cal_surface_get_desc (surface);
  gsize shape[2] = {cal_surface_get_n_vertices (surface), 3};

  set_sizes (self, "shape", shape, 2);
  set_text (self, "dtype", cal_dtype_get_name (CAL_DTYPE_FLOAT32));
  json_object_set_int_member (self, "n_vertices", (gint64) shape[0]);
  json_object_set_int_member (self, "n_faces", (gint64) cal_surface_get_n_faces (surface));
  if (desc->hemisphere != CAL_HEMISPHERE_UNKNOWN)
    set_text (self, "hemisphere", cal_hemisphere_get_name (desc->hemisphere));
  if (desc->kind != CAL_SURFACE_UNKNOWN)
    set_text (self, "surface", cal_surface_kind_get_name (desc->kind));
}

/* Numbers, texts and tables that have no place on the brain. */
static void
describe_data (JsonObject *self, GObject *object)
{
  gsize shape[CAL_ARRAY_MAX_DIMS] = {0};
  guint n_dims;

  if (CAL_IS_TABLE (object)) {
    json_object_set_string_member (self, "is", "table");
    set_text (self, "name", cal_table_get_name (CAL_TABLE (object)));
    shape[0] = cal_table_get_n_rows (CAL_TABLE (object));
    shape[1] = cal_table_get_n_columns (CAL_TABLE (object));
    n_dims = 2;
  } else if (CAL_IS_TEXT_ARRAY (object)) {
    json_object_set_string_member (self, "is", "texts");
    n_dims = cal_text_array_get_n_dims (CAL_TEXT_ARRAY (object));
    for (guint d = 0; d < n_dims; d++)
      shape[d] = cal_text_array_get_dim (CAL_TEXT_ARRAY (object), d);
  } else {
    CalDtype dtype = cal_array_get_dtype (CAL_ARRAY (object));

    json_object_set_string_member (self, "is", "array");
    set_text (self, "dtype", cal_dtype_get_name (dtype));
    n_dims = cal_array_get_n_dims (CAL_ARRAY (object));
    for (guint d = 0; d < n_dims; d++)
      shape[d] = cal_array_get_dim (CAL_ARRAY (object), d);
  }
  set_sizes (self, "shape", shape, n_dims);
}

/* Adds what one object says to what is said of all. */
static void
merge_summary (CalSummary *all, const CalSummary *one)
{
  double n_all = (double) all->n_finite, n_one = (double) one->n_finite;

  all->min = fmin (all->min, one->min);
  all->max = fmax (all->max, one->max);
  if (one->n_finite > 0)
    all->mean =
        all->n_finite > 0 ? (all->mean * n_all + one->mean * n_one) / (n_all + n_one) : one->mean;
  all->n_finite += one->n_finite;
  all->n_nan += one->n_nan;
  all->n_infinite += one->n_infinite;
}

/* Describes one object; returns how many frames of values it has, or 0. */
static gsize
describe_object (JsonObject *self, GObject *object, CalSummary *summary)
{
  if (CAL_IS_VOLUME (object)) {
    const CalVolumeDesc *desc = cal_volume_get_desc (CAL_VOLUME (object));

    json_object_set_string_member (self, "is", "volume");
    set_text (self, "name", desc->name);
    *summary = describe_volume (self, CAL_VOLUME (object));
    return desc->n_frames;
  }
  if (CAL_IS_VECTOR (object)) {
    json_object_set_string_member (self, "is", "vector");
    set_text (self, "name", cal_vector_get_desc (CAL_VECTOR (object))->name);
    *summary = describe_vector (self, CAL_VECTOR (object));
    return cal_vector_get_n_frames (CAL_VECTOR (object));
  }
  if (!CAL_IS_SURFACE (object)) {
    describe_data (self, object);
    return 0;
  }
  json_object_set_string_member (self, "is", "surface");
  set_text (self, "name", cal_surface_get_desc (CAL_SURFACE (object))->name);
  describe_surface (self, CAL_SURFACE (object));
  return 0;
}

/* What is said of the file as a whole: the first object's fields, and the summary of all. Several
 * objects of as many frames (the parts of a CIFTI file) make one shape. */
static void
describe_objects (JsonObject *self, GPtrArray *objects)
{
  CalSummary all = {.min = (double) NAN, .max = (double) NAN, .mean = (double) NAN};
  JsonArray *list = json_array_new ();
  gsize n_frames = 0, n_values = 0;
  gboolean is_one = TRUE;

  for (guint n = 0; n < objects->len; n++) {
    JsonObject *object = json_object_new ();
    CalSummary summary = {0};
    gsize n_here = describe_object (object, objects->pdata[n], &summary);

    if (n == 0) {
      g_autoptr (GList) members = json_object_get_members (object);

      n_frames = n_here;
      for (GList *member = members; member != NULL; member = member->next)
        if (json_object_has_member (self, member->data))
          json_object_set_member (self, member->data,
                                  json_node_copy (json_object_get_member (object, member->data)));
    }
    is_one &= n_here > 0 && n_here == n_frames;
    if (n_here > 0) {
      merge_summary (&all, &summary);
      n_values += (summary.n_finite + summary.n_nan + summary.n_infinite) / n_here;
    }
    json_array_add_object_element (list, object);
  }
  json_object_set_array_member (self, "objects", list);
  if (objects->len > 1 && n_values > 0)
    set_summary (self, &all);
  if (objects->len > 1 && is_one) {
    gsize shape[2] = {n_frames, n_values};

    set_sizes (self, "shape", shape, 2);
    json_object_set_null_member (self, "hemisphere");
  }
}

static void
describe_datasets (JsonObject *self, GPtrArray *datasets)
{
  JsonArray *list = json_array_new ();

  for (guint n = 0; n < datasets->len; n++) {
    const CalDataset *dataset = datasets->pdata[n];
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "path", dataset->path);
    set_sizes (object, "shape", dataset->shape, dataset->n_dims);
    json_object_set_string_member (object, "dtype",
                                   dataset->is_numeric ? cal_dtype_get_name (dataset->dtype)
                                                       : dataset->type_name);
    json_object_set_boolean_member (object, "numeric", dataset->is_numeric);
    json_array_add_object_element (list, object);
  }
  json_object_set_array_member (self, "datasets", list);
}

static void
describe_bindings (JsonObject *self, GPtrArray *objects, const CalBindingContext *context)
{
  JsonArray *list = json_array_new ();
  gboolean has_vector = FALSE;

  for (guint n = 0; n < objects->len; n++) {
    g_autoptr (GPtrArray) bindings = NULL;

    if (!CAL_IS_VECTOR (objects->pdata[n]))
      continue;
    has_vector = TRUE;
    bindings = cal_binding_find (objects->pdata[n], context, NULL);
    for (guint b = 0; b < bindings->len; b++)
      json_array_add_string_element (list, cal_binding_get_sentence (bindings->pdata[b]));
  }
  if (has_vector)
    json_object_set_array_member (self, "bindings", list);
  else
    json_array_unref (list);
}

/**
 * cal_describe_loaded:
 * @context: what vectors may be bound to
 *
 * Fills in what the file holds. Range and mean are of the finite values; NaN and infinite ones are
 * counted. Shapes are in the order of the file's own tools: i, j, k, frame for a volume, the
 * slowest first for an array.
 */
void
cal_describe_loaded (JsonObject *self, CalLoaded *loaded, const CalBindingContext *context)
{
  GPtrArray *warnings = cal_loaded_get_warnings (loaded);
  GPtrArray *details = cal_loaded_get_details (loaded);
  JsonArray *warning_list = json_array_new ();
  JsonObject *detail_object = json_object_new ();

  set_text (self, "kind", cal_loaded_get_kind (loaded));
  if (cal_loaded_get_objects (loaded)->len > 0)
    describe_objects (self, cal_loaded_get_objects (loaded));
  if (cal_loaded_get_datasets (loaded)->len > 0)
    describe_datasets (self, cal_loaded_get_datasets (loaded));
  describe_bindings (self, cal_loaded_get_objects (loaded), context);
  for (guint n = 0; n + 1 < details->len; n += 2)
    json_object_set_string_member (detail_object, details->pdata[n], details->pdata[n + 1]);
  json_object_set_object_member (self, "details", detail_object);
  for (guint n = 0; n < warnings->len; n++)
    json_array_add_string_element (warning_list, warnings->pdata[n]);
  json_object_set_array_member (self, "warnings", warning_list);
}

static gboolean
check_place (const double *place, guint n_place, const gsize *sizes, guint n_sizes, GError **error)
{
  gboolean fits = n_place <= n_sizes;

  for (guint d = 0; fits && d < n_place; d++)
    fits = place[d] == floor (place[d]) && place[d] >= 0.0 && place[d] < (double) sizes[d];
  if (!fits) {
    g_autoptr (GString) found = g_string_new (NULL);
    g_autoptr (GString) expected = g_string_new (NULL);

    for (guint d = 0; d < n_place; d++)
      g_string_append_printf (found, "%s%g", d > 0 ? "," : "", place[d]);
    for (guint d = 0; d < n_sizes; d++)
      g_string_append_printf (expected, "%s%" G_GSIZE_FORMAT, d > 0 ? " x " : "", sizes[d]);
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "there is no place %s; expected one within %s, counted from 0", found->str,
                 expected->str);
  }
  return fits;
}

/**
 * cal_describe_value:
 * @place: i, j, k and maybe the frame of a volume; the index of a value and maybe its frame; or a
 *   vertex of a surface
 * @n_place: how many numbers that are
 *
 * Fills in the value at one place of the first object: a number, null if there is none, or a
 * vertex's three coordinates in the file's own millimetres.
 *
 * Returns: FALSE with @error set if there is no such place
 */
gboolean
cal_describe_value (
    JsonObject *self, CalLoaded *loaded, const double *place, guint n_place, GError **error)
{
  GPtrArray *objects = cal_loaded_get_objects (loaded);
  GObject *object = objects->len > 0 ? objects->pdata[0] : NULL;

  if (object == NULL) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "it holds no values by itself");
    return FALSE;
  }
  if (CAL_IS_VOLUME (object)) {
    const CalVolumeDesc *desc = cal_volume_get_desc (CAL_VOLUME (object));
    gsize sizes[4] = {desc->dims[0], desc->dims[1], desc->dims[2], desc->n_frames};
    gssize voxel[3] = {0, 0, 0};

    if (n_place < 3) {
      g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                           "a voxel has three numbers: --at i,j,k");
      return FALSE;
    }
    if (!check_place (place, n_place, sizes, 4, error))
      return FALSE;
    for (int a = 0; a < 3; a++)
      voxel[a] = (gssize) place[a];
    cal_json_set_number (
        self, "value",
        cal_volume_get_voxel (CAL_VOLUME (object), voxel, n_place > 3 ? (gsize) place[3] : 0)
            .value);
  } else if (CAL_IS_VECTOR (object)) {
    CalVector *vector = CAL_VECTOR (object);
    gsize sizes[2] = {cal_vector_get_n_values (vector), cal_vector_get_n_frames (vector)};

    if (!check_place (place, n_place, sizes, 2, error))
      return FALSE;
    cal_json_set_number (
        self, "value",
        cal_array_get_value (cal_vector_get_desc (vector)->values,
                             (n_place > 1 ? (gsize) place[1] : 0) * sizes[0] + (gsize) place[0]));
  } else if (!CAL_IS_SURFACE (object)) {
    g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                         "it holds no values that have a place on the brain");
    return FALSE;
  } else {
    gsize n_vertices = cal_surface_get_n_vertices (CAL_SURFACE (object));
    const float *vertices = cal_surface_get_vertices (CAL_SURFACE (object));
    JsonArray *xyz = json_array_new ();

    if (!check_place (place, n_place, &n_vertices, 1, error)) {
      json_array_unref (xyz);
      return FALSE;
    }
    for (int a = 0; a < 3; a++)
      json_array_add_double_element (xyz, (double) vertices[3 * (gsize) place[0] + (gsize) a]);
    json_object_set_array_member (self, "value", xyz);
  }
  return TRUE;
}
