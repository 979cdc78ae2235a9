/* test-surface-facts.c - real surfaces and their maps read as nibabel reads them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/format.h"
#include "model/error.h"
#include "tests/support/optional-data.h"

static double
number_at (JsonObject *facts, const char *member, guint n)
{
  return json_array_get_double_element (json_object_get_array_member (facts, member), n);
}

static void
assert_near (double found, double expected, double relative)
{
  g_assert_cmpfloat (fabs (found - expected), <=, relative * MAX (1.0, fabs (expected)));
}

static CalLoaded *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  CalLoaded *loaded = cal_format_load (path, NULL, NULL, &error);

  g_assert_no_error (error);
  return loaded;
}

/* Three coordinates against three numbers; corners are numbers too. */
static void
assert_triple (const float *found, JsonObject *facts, const char *member)
{
  for (guint a = 0; a < 3; a++)
    assert_near ((double) found[a], number_at (facts, member, a), 1e-6);
}

static void
assert_corners (const guint32 *found, JsonObject *facts, const char *member)
{
  for (guint a = 0; a < 3; a++)
    g_assert_cmpfloat (found[a], ==, number_at (facts, member, a));
}

static void
find_extrema (const float *vertices, gsize n_vertices, float low[3], float high[3])
{
  for (gsize n = 0; n < 3 * n_vertices; n++) {
    float x = vertices[n];

    low[n % 3] = n < 3 ? x : MIN (low[n % 3], x);
    high[n % 3] = n < 3 ? x : MAX (high[n % 3], x);
  }
}

static void
check_freesurfer_surface (const char *path, JsonObject *facts)
{
  g_autoptr (CalLoaded) loaded = load (path);
  CalSurface *surface = cal_loaded_get_objects (loaded)->pdata[0];
  gsize n_vertices = cal_surface_get_n_vertices (surface);
  gsize n_faces = cal_surface_get_n_faces (surface);
  const float *vertices = cal_surface_get_vertices (surface);
  const guint32 *faces = cal_surface_get_faces (surface);
  float low[3], high[3];

  g_assert_cmpint (n_vertices, ==, json_object_get_int_member (facts, "n_vertices"));
  g_assert_cmpint (n_faces, ==, json_object_get_int_member (facts, "n_faces"));
  assert_triple (vertices, facts, "first_vertex");
  assert_triple (vertices + 3 * (n_vertices - 1), facts, "last_vertex");
  assert_corners (faces, facts, "first_face");
  assert_corners (faces + 3 * (n_faces - 1), facts, "last_face");
  find_extrema (vertices, n_vertices, low, high);
  assert_triple (low, facts, "vmin");
  assert_triple (high, facts, "vmax");
  g_assert_cmpint (cal_surface_get_desc (surface)->hemisphere, !=, CAL_HEMISPHERE_UNKNOWN);
  g_assert_cmpint (cal_surface_get_desc (surface)->kind, !=, CAL_SURFACE_UNKNOWN);
}

/* Smallest, largest and mean over all frames of a vector, NaN left out. */
static void
check_statistics (CalArray *values, JsonObject *facts)
{
  gsize n = cal_array_get_n_elements (values), n_finite = 0;
  double low = INFINITY, high = -INFINITY, sum = 0.0;

  for (gsize i = 0; i < n; i++) {
    double x = cal_array_get_value (values, i);

    if (isnan (x))
      continue;
    low = MIN (low, x);
    high = MAX (high, x);
    sum += x;
    n_finite++;
  }
  assert_near (low, json_object_get_double_member (facts, "min"), 1e-6);
  assert_near (high, json_object_get_double_member (facts, "max"), 1e-6);
  assert_near (sum / (double) n_finite, json_object_get_double_member (facts, "mean"), 1e-5);
}

static void
check_first (CalArray *values, JsonArray *first)
{
  for (guint n = 0; n < json_array_get_length (first); n++)
    assert_near (cal_array_get_value (values, n), json_array_get_double_element (first, n), 1e-6);
}

static void
check_morph (const char *path, JsonObject *facts)
{
  g_autoptr (CalLoaded) loaded = load (path);
  const CalVectorDesc *desc = cal_vector_get_desc (cal_loaded_get_objects (loaded)->pdata[0]);

  g_assert_cmpint (cal_array_get_n_elements (desc->values), ==,
                   json_object_get_int_member (facts, "n"));
  check_first (desc->values, json_object_get_array_member (facts, "first5"));
  check_statistics (desc->values, facts);
}

static void
check_annot (const char *path, JsonObject *facts)
{
  g_autoptr (CalLoaded) loaded = load (path);
  const CalVectorDesc *desc = cal_vector_get_desc (cal_loaded_get_objects (loaded)->pdata[0]);
  gsize n = cal_array_get_n_elements (desc->values);
  JsonArray *names = json_object_get_array_member (facts, "names");
  JsonArray *colours = json_object_get_array_member (facts, "ctab_first");
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  g_assert_cmpint (n, ==, json_object_get_int_member (facts, "n_vertices"));
  g_assert_cmpint (cal_labels_get_n (desc->labels), ==,
                   json_object_get_int_member (facts, "n_table"));
  for (guint k = 0; k < json_array_get_length (names); k++)
    g_assert_cmpstr (cal_labels_find (desc->labels, (gint32) k)->name, ==,
                     json_array_get_string_element (names, k));
  for (guint k = 0; k < json_array_get_length (colours); k++)
    for (guint c = 0; c < 4; c++) {
      double component =
          json_array_get_double_element (json_array_get_array_element (colours, k), c);

      assert_near ((double) cal_labels_find (desc->labels, (gint32) k)->rgba[c],
                   (c < 3 ? component : 255 - component) / 255.0, 1e-6);
    }
  json_object_iter_init (&iter, json_object_get_object_member (facts, "label_of_vertex"));
  while (json_object_iter_next (&iter, &key, &node))
    g_assert_cmpfloat (cal_array_get_value (desc->values, g_ascii_strtoull (key, NULL, 10)), ==,
                       json_node_get_double (node));
  json_object_iter_init (&iter, json_object_get_object_member (facts, "counts"));
  while (json_object_iter_next (&iter, &key, &node)) {
    double wanted = g_ascii_strtod (key, NULL);
    gint64 count = 0;

    for (gsize v = 0; v < n; v++)
      count += cal_array_get_value (desc->values, v) == wanted;
    g_assert_cmpint (count, ==, json_node_get_int (node));
  }
}

static void
check_label (const char *path, JsonObject *facts)
{
  g_autoptr (CalLoaded) loaded = load (path);
  const CalVectorDesc *desc = cal_vector_get_desc (cal_loaded_get_objects (loaded)->pdata[0]);
  const guint32 *vertices = g_bytes_get_data (desc->vertices, NULL);
  gsize n = g_bytes_get_size (desc->vertices) / 4;
  guint32 low = G_MAXUINT32, high = 0;

  g_assert_cmpint (n, ==, json_object_get_int_member (facts, "n_vertices"));
  for (gsize v = 0; v < n; v++) {
    low = MIN (low, vertices[v]);
    high = MAX (high, vertices[v]);
  }
  g_assert_cmpint (vertices[0], ==, json_object_get_int_member (facts, "first"));
  g_assert_cmpint (vertices[n - 1], ==, json_object_get_int_member (facts, "last"));
  g_assert_cmpint (low, ==, json_object_get_int_member (facts, "min"));
  g_assert_cmpint (high, ==, json_object_get_int_member (facts, "max"));
}

static void
check_freesurfer (const char *path, const char *relative_path, JsonObject *facts, gpointer data)
{
  guint *n_checked = data;

  if (json_object_has_member (facts, "first_face"))
    check_freesurfer_surface (path, facts);
  else if (json_object_has_member (facts, "n_table"))
    check_annot (path, facts);
  else if (json_object_has_member (facts, "first_row") && g_str_has_suffix (path, ".label"))
    check_label (path, facts);
  else if (json_object_has_member (facts, "n") && json_object_has_member (facts, "first5"))
    check_morph (path, facts);
  else
    return;
  ++*n_checked;
}

static void
test_freesurfer (void)
{
  guint n_checked = 0;

  if (cal_optional_data_foreach ("surfaces/", check_freesurfer, &n_checked) > 0)
    g_assert_cmpuint (n_checked, >=, 20);
}

/* Corners as numbers, so that points and triangles are checked alike. */
static double
get_component (CalSurface *surface, gboolean is_face, gsize n)
{
  return is_face ? (double) cal_surface_get_faces (surface)[n]
                 : (double) cal_surface_get_vertices (surface)[n];
}

static void
check_triples (CalSurface *surface, gboolean is_face, JsonObject *facts)
{
  gsize n = is_face ? cal_surface_get_n_faces (surface) : cal_surface_get_n_vertices (surface);
  gint64 n_expected = 1;
  JsonArray *shape = json_object_get_array_member (facts, "shape");

  for (guint d = 0; d < json_array_get_length (shape); d++)
    n_expected *= json_array_get_int_element (shape, d);
  g_assert_cmpint (3 * n, ==, n_expected);
  for (guint a = 0; a < 3 && json_object_has_member (facts, "last"); a++) {
    double low = INFINITY, high = -INFINITY;

    assert_near (get_component (surface, is_face, a), number_at (facts, "first", a), 1e-6);
    assert_near (get_component (surface, is_face, 3 * (n - 1) + a), number_at (facts, "last", a),
                 1e-6);
    for (gsize v = 0; v < n; v++) {
      double x = get_component (surface, is_face, 3 * v + a);

      low = MIN (low, x);
      high = MAX (high, x);
    }
    assert_near (low, number_at (facts, "col_min", a), 1e-6);
    assert_near (high, number_at (facts, "col_max", a), 1e-6);
  }
}

static void
check_label_rows (CalLabels *labels, JsonArray *first)
{
  for (guint n = 0; n < json_array_get_length (first); n++) {
    JsonArray *row = json_array_get_array_element (first, n);
    JsonArray *rgba = json_array_get_array_element (row, 2);
    const CalLabel *label = cal_labels_get_nth (labels, n);

    g_assert_cmpint (label->key, ==, json_array_get_int_element (row, 0));
    g_assert_cmpstr (label->name, ==, json_array_get_string_element (row, 1));
    for (guint c = 0; c < 4 && !json_array_get_null_element (rgba, 0); c++)
      assert_near ((double) label->rgba[c], json_array_get_double_element (rgba, c), 6e-4);
  }
}

static void
check_gifti_labels (CalLabels *labels, JsonObject *facts)
{
  g_assert_cmpint (cal_labels_get_n (labels), ==, json_object_get_int_member (facts, "n_labels"));
  check_label_rows (labels, json_object_get_array_member (facts, "first_labels"));
}

/* The next frame of the vectors of a file, as an array of its own. */
static CalArray *
next_frame (CalLoaded *loaded, guint *object, gsize *frame)
{
  CalVector *vector = cal_loaded_get_objects (loaded)->pdata[*object];
  CalArray *values = cal_vector_get_desc (vector)->values;
  gsize n = cal_vector_get_n_values (vector),
        size = cal_dtype_get_size (cal_array_get_dtype (values));
  g_autoptr (GBytes) part =
      g_bytes_new_from_bytes (cal_array_get_bytes (values), *frame * n * size, n * size);
  CalArray *array = cal_array_new (cal_array_get_dtype (values), 1, &n, part, NULL);

  if (++*frame == cal_vector_get_n_frames (vector)) {
    *frame = 0;
    ++*object;
  }
  return array;
}

/* Two small flavours name vertices that they do not have. */
static gboolean
has_stray_corner (JsonArray *arrays)
{
  double n_vertices = 0, largest = -1;

  for (guint n = 0; n < json_array_get_length (arrays); n++) {
    JsonObject *facts = json_array_get_object_element (arrays, n);
    JsonArray *shape = json_object_get_array_member (facts, "shape");
    const char *intent = json_object_get_string_member (facts, "intent");

    if (g_str_equal (intent, "pointset"))
      n_vertices = json_array_get_length (shape) == 2
                       ? json_array_get_double_element (shape, 0)
                       : json_array_get_double_element (shape, 0) / 3;
    else if (g_str_equal (intent, "triangle"))
      largest = json_object_get_double_member (facts, "max");
  }
  return largest >= n_vertices && largest >= 0;
}

static void
check_gifti (const char *path, const char *relative_path, JsonObject *facts, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  JsonArray *arrays;
  guint object = 0, *n_checked = data;
  gsize frame = 0;

  if (!json_object_has_member (facts, "n_arrays"))
    return;
  ++*n_checked;
  arrays = json_object_get_array_member (facts, "arrays");
  loaded = cal_format_load (path, NULL, NULL, &error);
  if (has_stray_corner (arrays)) {
    g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
    return;
  }
  g_assert_no_error (error);
  for (guint n = 0; n < json_array_get_length (arrays); n++) {
    JsonObject *array = json_array_get_object_element (arrays, n);
    const char *intent = json_object_get_string_member (array, "intent");

    if (g_str_equal (intent, "pointset") || g_str_equal (intent, "triangle")) {
      check_triples (cal_loaded_get_objects (loaded)->pdata[0], g_str_equal (intent, "triangle"),
                     array);
      object = 1;
    } else {
      g_autoptr (CalArray) values = NULL;
      CalVector *vector = cal_loaded_get_objects (loaded)->pdata[object];

      if (g_str_equal (intent, "label"))
        check_gifti_labels (cal_vector_get_desc (vector)->labels, facts);
      values = next_frame (loaded, &object, &frame);
      g_assert_cmpstr (cal_dtype_get_name (cal_array_get_dtype (values)), ==,
                       json_object_get_string_member (array, "datatype"));
      g_assert_cmpfloat (cal_array_get_n_elements (values), ==, number_at (array, "shape", 0));
      if (json_object_has_member (array, "first5"))
        check_first (values, json_object_get_array_member (array, "first5"));
      check_statistics (values, array);
    }
  }
}

static void
test_gifti (void)
{
  guint n_checked = 0;

  if (cal_optional_data_foreach ("surfaces/", check_gifti, &n_checked) > 0)
    g_assert_cmpuint (n_checked, >=, 50);
}

static void
check_refusal (const char *path, const char *relative_path, JsonObject *facts, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cal_format_load (path, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, strrchr (relative_path, '/') + 1));
}

/* Files that nibabel refuses, and those with no points, no triangles, or points twice. */
static void
test_refused (void)
{
  cal_optional_data_foreach ("robustness/gifti/", check_refusal, NULL);
  cal_optional_data_foreach ("robustness/cifti/", check_refusal, NULL);
}

/* Named frames, or objects of one frame each whose names end in the map's. */
static void
check_map_names (CalLoaded *loaded, JsonArray *names)
{
  CalVector *first = cal_loaded_get_objects (loaded)->pdata[0];
  const CalVectorDesc *desc = cal_vector_get_desc (first);

  for (guint n = 0; n < json_array_get_length (names); n++) {
    const char *name = json_array_get_string_element (names, n);

    if (desc->labels == NULL)
      g_assert_cmpstr (desc->frame_names[n], ==, name);
    else
      g_assert_true (g_str_has_suffix (
          cal_vector_get_desc (cal_loaded_get_objects (loaded)->pdata[n])->name, name));
  }
}

static void
check_brain_models (CalLoaded *loaded, JsonObject *axis)
{
  CalVector *vector = cal_loaded_get_objects (loaded)->pdata[0];
  JsonArray *models = json_object_get_array_member (axis, "models");
  gint64 n_cortical = 0, n_voxels = 0, n_inside = 0;

  for (guint n = 0; n < json_array_get_length (models); n++) {
    JsonArray *model = json_array_get_array_element (models, n);

    if (g_str_has_prefix (json_array_get_string_element (model, 2), "surface"))
      n_cortical += json_array_get_int_element (model, 1);
    else
      n_voxels += json_array_get_int_element (model, 1);
  }
  g_assert_cmpint (cal_vector_get_n_values (vector), ==, n_cortical);
  g_assert_cmpint (cal_vector_get_desc (vector)->n_vertices, ==, 2 * 32492);
  if (n_voxels == 0)
    return;
  {
    const CalVolumeDesc *desc = cal_volume_get_desc (cal_loaded_get_objects (loaded)->pdata[1]);
    JsonArray *affine = json_object_get_array_member (axis, "vol_affine");
    const guint8 *inside = g_bytes_get_data (desc->inside, NULL);

    for (gsize v = 0; v < g_bytes_get_size (desc->inside); v++)
      n_inside += inside[v];
    g_assert_cmpint (n_inside, ==, n_voxels);
    for (guint a = 0; a < 3; a++)
      g_assert_cmpfloat (desc->dims[a], ==, number_at (axis, "volume_shape", a));
    for (guint n = 0; n < 12; n++)
      g_assert_cmpfloat (
          desc->voxel_to_world.m[n / 4][n % 4], ==,
          json_array_get_double_element (json_array_get_array_element (affine, n / 4), n % 4));
  }
}

/* Over the cortex and the voxels inside, all maps; a parcel's value would count many times. */
static void
check_cifti_statistics (CalLoaded *loaded, JsonObject *facts)
{
  double low = INFINITY, high = -INFINITY, sum = 0.0, n = 0.0;

  for (guint o = 0; o < cal_loaded_get_objects (loaded)->len; o++) {
    gpointer object = cal_loaded_get_objects (loaded)->pdata[o];
    gboolean is_volume = CAL_IS_VOLUME (object);
    const CalVolumeDesc *volume = is_volume ? cal_volume_get_desc (object) : NULL;
    GBytes *bytes =
        is_volume ? volume->voxels : cal_array_get_bytes (cal_vector_get_desc (object)->values);
    const float *values = g_bytes_get_data (bytes, NULL);
    const guint8 *inside = is_volume ? g_bytes_get_data (volume->inside, NULL) : NULL;

    for (gsize v = 0; v < g_bytes_get_size (bytes) / sizeof (float); v++) {
      if (inside != NULL && inside[v % cal_volume_get_n_voxels (object)] == 0)
        continue;
      low = MIN (low, (double) values[v]);
      high = MAX (high, (double) values[v]);
      sum += (double) values[v];
      n += 1.0;
    }
  }
  assert_near (low, json_object_get_double_member (facts, "min"), 1e-6);
  assert_near (high, json_object_get_double_member (facts, "max"), 1e-6);
  if (!json_object_has_member (
          json_array_get_object_element (json_object_get_array_member (facts, "axes"), 1),
          "models"))
    return;
  assert_near (sum / n, json_object_get_double_member (facts, "mean"), 1e-6);
}

static void
check_cifti (const char *path, const char *relative_path, JsonObject *facts, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, &error);
  JsonObject *maps, *places;
  guint *n_checked = data;

  maps = json_array_get_object_element (json_object_get_array_member (facts, "axes"), 0);
  places = json_array_get_object_element (json_object_get_array_member (facts, "axes"), 1);
  if (json_object_has_member (maps, "models")) {
    g_assert_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED);
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpstr (cal_loaded_get_kind (loaded), ==, "CIFTI-2");
  if (json_object_has_member (maps, "names"))
    check_map_names (loaded, json_object_get_array_member (maps, "names"));
  if (json_object_has_member (maps, "first_labels")) {
    JsonArray *counts = json_object_get_array_member (maps, "n_labels");
    CalVector *vector = cal_loaded_get_objects (loaded)->pdata[0];
    CalLabels *labels = cal_vector_get_desc (vector)->labels;

    g_assert_cmpint (cal_labels_get_n (labels), ==, json_array_get_int_element (counts, 0));
    check_label_rows (labels, json_object_get_array_member (maps, "first_labels"));
  }
  if (json_object_has_member (places, "models")) {
    CalVector *vector = cal_loaded_get_objects (loaded)->pdata[0];

    check_brain_models (loaded, places);
    check_first (cal_vector_get_desc (vector)->values,
                 json_object_get_array_member (facts, "first_row_first5"));
  }
  check_cifti_statistics (loaded, facts);
  ++*n_checked;
}

static void
test_cifti (void)
{
  guint n_checked = 0;

  if (cal_optional_data_foreach ("cifti/", check_cifti, &n_checked) > 0)
    g_assert_cmpuint (n_checked, >=, 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surface-facts/freesurfer", test_freesurfer);
  g_test_add_func ("/surface-facts/gifti", test_gifti);
  g_test_add_func ("/surface-facts/cifti", test_cifti);
  g_test_add_func ("/surface-facts/refused", test_refused);
  return g_test_run ();
}
