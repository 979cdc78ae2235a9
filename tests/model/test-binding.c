/* test-binding.c - which place on the brain each value belongs to.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/binding.h"

#include <string.h>

#include "model/error.h"

/* A fan of triangles: the least surface with that many vertices. */
static CalSurface *
make_surface (CalHemisphere hemisphere, gsize n_vertices)
{
  float *vertices = g_new0 (float, 3 * n_vertices);
  guint32 face[3] = {0, 1, 2};
  g_autoptr (GBytes) vertex_bytes = NULL;
  g_autoptr (GBytes) face_bytes = g_bytes_new (face, sizeof face);
  CalSurface *surface;

  for (gsize v = 0; v < n_vertices; v++) {
    vertices[3 * v] = (float) v;
    vertices[3 * v + 1] = (float) (v * v);
  }
  vertex_bytes = g_bytes_new_take (vertices, 3 * n_vertices * sizeof (float));
  surface = cal_surface_new (&(CalSurfaceDesc){.name = "pial",
                                               .hemisphere = hemisphere,
                                               .kind = CAL_SURFACE_PIAL,
                                               .vertices = vertex_bytes,
                                               .faces = face_bytes,
                                               .surface_to_world = cal_affine_identity ()},
                             NULL);
  g_assert_nonnull (surface);
  return surface;
}

static CalCortex *
make_cortex (const char *name, gsize n_left, gsize n_right)
{
  CalCortexDesc desc = {.name = name};
  g_autoptr (CalSurface) left = n_left > 0 ? make_surface (CAL_LEFT, n_left) : NULL;
  g_autoptr (CalSurface) right = n_right > 0 ? make_surface (CAL_RIGHT, n_right) : NULL;

  desc.surfaces[CAL_LEFT][CAL_SURFACE_PIAL] = left;
  desc.surfaces[CAL_RIGHT][CAL_SURFACE_PIAL] = right;
  return cal_cortex_new (&desc, NULL);
}

/* 10, 11, 12, ... as @n_frames x @n_values, one dimension if n_frames is 0. */
static CalVector *
make_vector (const char *name, CalHemisphere hemisphere, gsize n_frames, gsize n_values)
{
  gsize dims[2] = {n_frames, n_values}, n = MAX (n_frames, 1) * n_values;
  gint16 *values = g_new (gint16, n);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;

  for (gsize e = 0; e < n; e++)
    values[e] = (gint16) (10 + e);
  bytes = g_bytes_new_take (values, n * sizeof *values);
  array = cal_array_new (CAL_DTYPE_INT16, n_frames > 0 ? 2 : 1, n_frames > 0 ? dims : dims + 1,
                         bytes, NULL);
  return cal_vector_new (&(CalVectorDesc){.name = name,
                                          .source = name,
                                          .values = array,
                                          .hemisphere = hemisphere,
                                          .unit = "%",
                                          .statistic = "r"},
                         NULL);
}

static CalVector *
make_index (const char *name, CalHemisphere hemisphere, const guint8 *entries, gsize n)
{
  g_autoptr (GBytes) bytes = g_bytes_new (entries, n);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_UINT8, 1, &n, bytes, NULL);

  return cal_vector_new (
      &(CalVectorDesc){.name = name, .source = name, .values = array, .hemisphere = hemisphere},
      NULL);
}

static CalVolume *
make_mask (const char *name, const gsize dims[3], const guint8 *voxels)
{
  g_autoptr (GBytes) bytes = g_bytes_new (voxels, dims[0] * dims[1] * dims[2]);

  return cal_volume_new (&(CalVolumeDesc){.name = name,
                                          .dims = {dims[0], dims[1], dims[2]},
                                          .dtype = CAL_DTYPE_UINT8,
                                          .voxels = bytes,
                                          .voxel_to_world = cal_affine_identity (),
                                          .affine_source = "test"},
                         NULL);
}

static GPtrArray *
list_of (gpointer first, gpointer second)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  if (first != NULL)
    g_ptr_array_add (list, first);
  if (second != NULL)
    g_ptr_array_add (list, second);
  return list;
}

static CalBinding *
find_key (GPtrArray *matches, const char *key)
{
  for (guint n = 0; n < matches->len; n++)
    if (g_str_equal (cal_binding_get_key (matches->pdata[n]), key))
      return matches->pdata[n];
  g_test_message ("no match has the key %s", key);
  g_assert_not_reached ();
}

static void
assert_map_value (CalMap *map, CalHemisphere hemisphere, gsize vertex, gsize frame, double value)
{
  CalSample sample = cal_map_get_vertex (map, hemisphere, vertex, frame);

  g_assert_cmpint (sample.presence, ==, CAL_VALUE);
  g_assert_cmpfloat (sample.value, ==, value);
}

static void
test_surfaces (void)
{
  g_autoptr (GPtrArray) cortices = list_of (make_cortex ("subj01", 5, 7), NULL);
  CalBindingContext context = {.cortices = cortices};
  g_autoptr (CalVector) left = make_vector ("l", CAL_HEMISPHERE_UNKNOWN, 0, 5);
  g_autoptr (CalVector) right = make_vector ("r", CAL_HEMISPHERE_UNKNOWN, 3, 7);
  g_autoptr (CalVector) both = make_vector ("b", CAL_HEMISPHERE_UNKNOWN, 0, 12);
  g_autoptr (GPtrArray) of_left = cal_binding_find (left, &context, NULL);
  g_autoptr (GPtrArray) of_right = cal_binding_find (right, &context, NULL);
  g_autoptr (GPtrArray) of_both = cal_binding_find (both, &context, NULL);
  g_autoptr (CalMap) right_map = NULL;
  g_autoptr (CalMap) both_map = NULL;

  g_assert_cmpuint (of_left->len, ==, 1);
  g_assert_cmpstr (cal_binding_get_key (of_left->pdata[0]), ==, "surfaces:lh");
  g_assert_nonnull (strstr (cal_binding_get_sentence (of_left->pdata[0]), "subj01"));
  g_assert_true (cal_binding_get_cortex (of_left->pdata[0]) == cortices->pdata[0]);

  g_assert_cmpuint (of_right->len, ==, 1);
  right_map = CAL_MAP (cal_binding_apply (of_right->pdata[0], right, NULL));
  g_assert_cmpuint (cal_map_get_n_frames (right_map), ==, 3);
  g_assert_cmpint (cal_map_get_vertex (right_map, CAL_LEFT, 0, 0).presence, ==, CAL_OUTSIDE);
  assert_map_value (right_map, CAL_RIGHT, 0, 0, 10.0);
  assert_map_value (right_map, CAL_RIGHT, 6, 2, 10.0 + 2 * 7 + 6);
  g_assert_cmpstr (cal_map_get_desc (right_map)->unit, ==, "%");
  g_assert_cmpint (cal_array_get_dtype (cal_map_get_desc (right_map)->values), ==, CAL_DTYPE_INT16);

  /* The whole cortex in order is not copied. */
  g_assert_cmpuint (of_both->len, ==, 1);
  both_map = CAL_MAP (cal_binding_apply (of_both->pdata[0], both, NULL));
  g_assert_true (cal_map_get_desc (both_map)->values == cal_vector_get_desc (both)->values);
  assert_map_value (both_map, CAL_RIGHT, 0, 0, 15.0);
}

static void
test_equal_hemispheres (void)
{
  g_autoptr (GPtrArray) cortices =
      list_of (make_cortex ("fsaverage5", 6, 6), make_cortex ("twin", 6, 0));
  CalBindingContext context = {.cortices = cortices};
  g_autoptr (CalVector) bare = make_vector ("v", CAL_HEMISPHERE_UNKNOWN, 0, 6);
  g_autoptr (CalVector) left = make_vector ("lh.v", CAL_LEFT, 0, 6);
  g_autoptr (CalVector) right = make_vector ("rh.v", CAL_RIGHT, 0, 6);
  g_autoptr (GPtrArray) of_bare = cal_binding_find (bare, &context, NULL);
  g_autoptr (GPtrArray) of_left = cal_binding_find (left, &context, NULL);
  g_autoptr (GPtrArray) of_right = cal_binding_find (right, &context, NULL);

  g_assert_cmpuint (of_bare->len, ==, 3);
  find_key (of_bare, "surfaces:fsaverage5:lh");
  find_key (of_bare, "surfaces:twin:lh");
  find_key (of_bare, "surfaces:rh");
  g_assert_cmpuint (of_left->len, ==, 2);
  g_assert_cmpuint (of_right->len, ==, 1);
  find_key (of_right, "surfaces:rh");
}

static void
test_nothing_fits (void)
{
  gsize dims[3] = {2, 1, 1};
  g_autoptr (GPtrArray) cortices = list_of (make_cortex ("subj01", 5, 7), NULL);
  g_autoptr (GPtrArray) masks = list_of (make_mask ("roi.nii", dims, (guint8[]){1, 1}), NULL);
  CalBindingContext context = {.cortices = cortices, .masks = masks};
  g_autoptr (CalVector) vector = make_vector ("v", CAL_HEMISPHERE_UNKNOWN, 0, 13);
  g_autoptr (GString) tried = g_string_new (NULL);
  g_autoptr (GPtrArray) matches = cal_binding_find (vector, &context, tried);

  g_assert_cmpuint (matches->len, ==, 0);
  g_assert_nonnull (strstr (tried->str, "13 values"));
  g_assert_nonnull (strstr (tried->str, "subj01: 5 vertices"));
  g_assert_nonnull (strstr (tried->str, "7 vertices"));
  g_assert_nonnull (strstr (tried->str, "12 vertices"));
  g_assert_nonnull (strstr (tried->str, "mask roi.nii: 2 voxels"));
  g_assert_false (cal_binding_fits_length (13, &context));
  g_assert_true (cal_binding_fits_length (12, &context));
  g_assert_true (cal_binding_fits_length (2, &context));
}

/* Voxels (1,0,0), (0,1,0) and (0,0,1): C order meets (0,0,1) first, Fortran order (1,0,0). */
static void
test_mask_orders (void)
{
  gsize dims[3] = {2, 2, 2};
  guint8 voxels[8] = {0, 1, 1, 0, 7, 0, 0, 0};
  g_autoptr (GPtrArray) masks = list_of (make_mask ("roi.nii.gz", dims, voxels), NULL);
  CalBindingContext context = {.masks = masks};
  g_autoptr (CalVector) vector = make_vector ("v", CAL_HEMISPHERE_UNKNOWN, 0, 3);
  g_autoptr (GPtrArray) matches = cal_binding_find (vector, &context, NULL);
  static const gssize corner[3] = {0, 0, 0}, x[3] = {1, 0, 0}, y[3] = {0, 1, 0}, z[3] = {0, 0, 1};
  g_autoptr (CalVolume) c = NULL;
  g_autoptr (CalVolume) fortran = NULL;

  g_assert_cmpuint (matches->len, ==, 2);
  c = CAL_VOLUME (cal_binding_apply (find_key (matches, "mask-c:roi.nii.gz"), vector, NULL));
  fortran =
      CAL_VOLUME (cal_binding_apply (find_key (matches, "mask-fortran:roi.nii.gz"), vector, NULL));
  g_assert_cmpfloat (cal_volume_get_voxel (c, z, 0).value, ==, 10.0);
  g_assert_cmpfloat (cal_volume_get_voxel (c, y, 0).value, ==, 11.0);
  g_assert_cmpfloat (cal_volume_get_voxel (c, x, 0).value, ==, 12.0);
  g_assert_cmpfloat (cal_volume_get_voxel (fortran, x, 0).value, ==, 10.0);
  g_assert_cmpfloat (cal_volume_get_voxel (fortran, y, 0).value, ==, 11.0);
  g_assert_cmpfloat (cal_volume_get_voxel (fortran, z, 0).value, ==, 12.0);
  g_assert_cmpint (cal_volume_get_voxel (c, corner, 0).presence, ==, CAL_OUTSIDE);
  g_assert_cmpstr (cal_volume_get_desc (c)->statistic, ==, "r");
}

/* Two masks with as many voxels: the person must say which. A row of voxels has only one order. */
static void
test_equal_masks (void)
{
  gsize dims[3] = {4, 1, 1};
  g_autoptr (GPtrArray) masks = list_of (make_mask ("a.nii", dims, (guint8[]){1, 0, 1, 0}),
                                         make_mask ("b.nii", dims, (guint8[]){0, 1, 0, 1}));
  CalBindingContext context = {.masks = masks};
  g_autoptr (CalVector) vector = make_vector ("v", CAL_HEMISPHERE_UNKNOWN, 0, 2);
  g_autoptr (GPtrArray) matches = cal_binding_find (vector, &context, NULL);
  g_autoptr (CalVolume) volume = NULL;
  static const gssize last[3] = {3, 0, 0};

  g_assert_cmpuint (matches->len, ==, 2);
  find_key (matches, "mask:a.nii");
  volume = CAL_VOLUME (cal_binding_apply (find_key (matches, "mask:b.nii"), vector, NULL));
  g_assert_cmpfloat (cal_volume_get_voxel (volume, last, 0).value, ==, 11.0);
}

/* Entries of an Algonauts index can be 2; a list names its vertices. */
static void
test_index_files (void)
{
  g_autoptr (GPtrArray) cortices = list_of (make_cortex ("fsaverage", 6, 6), NULL);
  g_autoptr (GPtrArray) index_files =
      list_of (make_index ("lh.all-vertices.npy", CAL_LEFT, (guint8[]){0, 1, 0, 2, 1, 0}, 6),
               make_index ("list.npy", CAL_HEMISPHERE_UNKNOWN, (guint8[]){5, 0, 3, 4}, 4));
  CalBindingContext context = {.cortices = cortices, .index_files = index_files};
  g_autoptr (CalVector) three = make_vector ("scores", CAL_HEMISPHERE_UNKNOWN, 0, 3);
  g_autoptr (CalVector) four = make_vector ("rh.scores", CAL_RIGHT, 0, 4);
  g_autoptr (GPtrArray) of_three = cal_binding_find (three, &context, NULL);
  g_autoptr (GPtrArray) of_four = cal_binding_find (four, &context, NULL);
  g_autoptr (CalMap) map = NULL;
  g_autoptr (CalMap) listed = NULL;

  g_assert_cmpuint (of_three->len, ==, 1);
  map = CAL_MAP (cal_binding_apply (find_key (of_three, "index:lh.all-vertices.npy"), three, NULL));
  assert_map_value (map, CAL_LEFT, 1, 0, 10.0);
  assert_map_value (map, CAL_LEFT, 3, 0, 11.0);
  assert_map_value (map, CAL_LEFT, 4, 0, 12.0);
  g_assert_cmpint (cal_map_get_vertex (map, CAL_LEFT, 0, 0).presence, ==, CAL_OUTSIDE);
  g_assert_cmpint (cal_map_get_vertex (map, CAL_RIGHT, 1, 0).presence, ==, CAL_OUTSIDE);

  g_assert_cmpuint (of_four->len, ==, 1);
  listed = CAL_MAP (cal_binding_apply (find_key (of_four, "index:list.npy:rh"), four, NULL));
  assert_map_value (listed, CAL_RIGHT, 5, 0, 10.0);
  assert_map_value (listed, CAL_RIGHT, 0, 0, 11.0);
  assert_map_value (listed, CAL_RIGHT, 4, 0, 13.0);
}

static CalVector *
make_named (CalHemisphere hemisphere, const guint32 *vertices, gsize n, gsize n_vertices)
{
  g_autoptr (CalVector) plain = make_vector ("roi.label", hemisphere, 0, n);
  g_autoptr (GBytes) bytes = g_bytes_new (vertices, n * sizeof *vertices);
  CalVectorDesc desc = *cal_vector_get_desc (plain);

  desc.vertices = bytes;
  desc.n_vertices = n_vertices;
  return cal_vector_new (&desc, NULL);
}

static void
test_file_vertices (void)
{
  g_autoptr (GPtrArray) cortices = list_of (make_cortex ("subj01", 5, 7), NULL);
  CalBindingContext context = {.cortices = cortices};
  g_autoptr (CalVector) named = make_named (CAL_RIGHT, (guint32[]){6, 2}, 2, 0);
  g_autoptr (CalVector) twice = make_named (CAL_RIGHT, (guint32[]){2, 2}, 2, 7);
  g_autoptr (CalVector) other = make_named (CAL_RIGHT, (guint32[]){1, 2}, 2, 32492);
  g_autoptr (GPtrArray) of_named = cal_binding_find (named, &context, NULL);
  g_autoptr (GPtrArray) of_twice = cal_binding_find (twice, &context, NULL);
  g_autoptr (GPtrArray) of_other = cal_binding_find (other, &context, NULL);
  g_autoptr (CalMap) map = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (of_named->len, ==, 1);
  map = CAL_MAP (cal_binding_apply (find_key (of_named, "file:rh"), named, NULL));
  assert_map_value (map, CAL_RIGHT, 6, 0, 10.0);
  assert_map_value (map, CAL_RIGHT, 2, 0, 11.0);

  g_assert_null (cal_binding_apply (of_twice->pdata[0], twice, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
  g_clear_error (&error);

  g_assert_cmpuint (of_other->len, ==, 1);
  g_assert_cmpstr (cal_binding_get_key (of_other->pdata[0]), ==, "template:fs_LR 32k");
  g_assert_null (cal_binding_apply (of_other->pdata[0], other, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
}

/* CIFTI numbers both hemispheres through, left first. */
static void
test_file_elements (void)
{
  g_autoptr (GPtrArray) cortices = list_of (make_cortex ("subj01", 5, 7), NULL);
  CalBindingContext context = {.cortices = cortices};
  g_autoptr (CalVector) both = make_named (CAL_HEMISPHERE_UNKNOWN, (guint32[]){11, 5, 4}, 3, 12);
  g_autoptr (GPtrArray) found = cal_binding_find (both, &context, NULL);
  g_autoptr (CalMap) map = NULL;

  g_assert_cmpuint (found->len, ==, 1);
  map = CAL_MAP (cal_binding_apply (find_key (found, "file:both"), both, NULL));
  assert_map_value (map, CAL_RIGHT, 6, 0, 10.0);
  assert_map_value (map, CAL_RIGHT, 0, 0, 11.0);
  assert_map_value (map, CAL_LEFT, 4, 0, 12.0);
}

static void
test_templates (void)
{
  CalBindingContext context = {NULL, NULL, NULL};
  g_autoptr (CalVector) one = make_vector ("v", CAL_HEMISPHERE_UNKNOWN, 0, 10242);
  g_autoptr (CalVector) two = make_vector ("v", CAL_HEMISPHERE_UNKNOWN, 0, 20484);
  g_autoptr (GPtrArray) of_one = cal_binding_find (one, &context, NULL);
  g_autoptr (GPtrArray) of_two = cal_binding_find (two, &context, NULL);

  g_assert_cmpuint (of_one->len, ==, 1);
  g_assert_cmpint (cal_binding_get_rule (of_one->pdata[0]), ==, CAL_BIND_TEMPLATE);
  g_assert_nonnull (strstr (cal_binding_get_sentence (of_one->pdata[0]), "fsaverage5"));
  g_assert_nonnull (strstr (cal_binding_get_sentence (of_two->pdata[0]), "both hemispheres"));
}

static void
test_transposed (void)
{
  g_autoptr (GPtrArray) cortices = list_of (make_cortex ("subj01", 5, 0), NULL);
  CalBindingContext context = {.cortices = cortices};
  g_autoptr (CalVector) tall = make_vector ("v", CAL_HEMISPHERE_UNKNOWN, 5, 3);
  g_autoptr (CalVector) square = make_vector ("v", CAL_HEMISPHERE_UNKNOWN, 5, 5);
  g_autoptr (GPtrArray) of_tall = cal_binding_find (tall, &context, NULL);
  g_autoptr (GPtrArray) of_square = cal_binding_find (square, &context, NULL);
  g_autoptr (CalMap) map = NULL;

  g_assert_cmpuint (of_tall->len, ==, 1);
  g_assert_true (cal_binding_is_transposed (of_tall->pdata[0]));
  g_assert_nonnull (strstr (cal_binding_get_sentence (of_tall->pdata[0]), "values x frames"));
  map = CAL_MAP (cal_binding_apply (of_tall->pdata[0], tall, NULL));
  g_assert_cmpuint (cal_map_get_n_frames (map), ==, 3);
  assert_map_value (map, CAL_LEFT, 0, 2, 12.0);
  assert_map_value (map, CAL_LEFT, 4, 1, 10.0 + 4 * 3 + 1);

  g_assert_cmpuint (of_square->len, ==, 2);
  find_key (of_square, "surfaces:lh");
  find_key (of_square, "surfaces:lh:transposed");
}

static void
test_join (void)
{
  g_autoptr (GPtrArray) cortices = list_of (make_cortex ("subj01", 5, 5), NULL);
  CalBindingContext context = {.cortices = cortices};
  g_autoptr (CalVector) left = make_vector ("lh.r", CAL_LEFT, 2, 5);
  g_autoptr (CalVector) right = make_vector ("rh.r", CAL_RIGHT, 2, 5);
  g_autoptr (GPtrArray) of_left = cal_binding_find (left, &context, NULL);
  g_autoptr (GPtrArray) of_right = cal_binding_find (right, &context, NULL);
  g_autoptr (CalMap) left_map = CAL_MAP (cal_binding_apply (of_left->pdata[0], left, NULL));
  g_autoptr (CalMap) right_map = CAL_MAP (cal_binding_apply (of_right->pdata[0], right, NULL));
  g_autoptr (CalMap) both = cal_binding_join (left_map, right_map, "r", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (both);
  g_assert_cmpstr (cal_map_get_desc (both)->name, ==, "r");
  g_assert_null (cal_map_get_desc (both)->inside);
  assert_map_value (both, CAL_LEFT, 4, 1, 19.0);
  assert_map_value (both, CAL_RIGHT, 0, 1, 15.0);

  g_assert_null (cal_binding_join (left_map, left_map, "r", &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
  g_clear_error (&error);
  g_assert_null (cal_binding_join (right_map, left_map, "r", &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
}

static void
test_other_length (void)
{
  g_autoptr (GPtrArray) cortices = list_of (make_cortex ("subj01", 5, 7), NULL);
  CalBindingContext context = {.cortices = cortices};
  g_autoptr (CalVector) five = make_vector ("five", CAL_HEMISPHERE_UNKNOWN, 0, 5);
  g_autoptr (CalVector) six = make_vector ("six", CAL_HEMISPHERE_UNKNOWN, 0, 6);
  g_autoptr (GPtrArray) matches = cal_binding_find (five, &context, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (cal_binding_apply (matches->pdata[0], six, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/binding/surfaces", test_surfaces);
  g_test_add_func ("/binding/equal-hemispheres", test_equal_hemispheres);
  g_test_add_func ("/binding/nothing-fits", test_nothing_fits);
  g_test_add_func ("/binding/mask-orders", test_mask_orders);
  g_test_add_func ("/binding/equal-masks", test_equal_masks);
  g_test_add_func ("/binding/index-files", test_index_files);
  g_test_add_func ("/binding/file-vertices", test_file_vertices);
  g_test_add_func ("/binding/file-elements", test_file_elements);
  g_test_add_func ("/binding/templates", test_templates);
  g_test_add_func ("/binding/transposed", test_transposed);
  g_test_add_func ("/binding/join", test_join);
  g_test_add_func ("/binding/other-length", test_other_length);
  return g_test_run ();
}
