/* test-places.c - rows of something are found at their places, and painted there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/error.h"
#include "model/places.h"

/* A map of @n_left + @n_right vertices whose value is the row, -1 being outside. */
static CalMap *
make_rows (gsize n_left, gsize n_right, const int *rows)
{
  gsize n = n_left + n_right;
  float *values = g_new (float, n);
  guint8 *inside = g_new (guint8, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n * sizeof *values);
  g_autoptr (GBytes) mask = g_bytes_new_take (inside, n);
  g_autoptr (CalArray) array = NULL;
  CalMap *map;

  for (gsize e = 0; e < n; e++) {
    values[e] = (float) MAX (rows[e], 0);
    inside[e] = rows[e] >= 0;
  }
  array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  map = cal_map_new (&(CalMapDesc){.name = "rows",
                                   .n_vertices = {n_left, n_right},
                                   .values = array,
                                   .inside = mask,
                                   .binding = "by hand"},
                     NULL);
  g_assert_nonnull (map);
  return map;
}

static CalPlaces *
make_places (gsize n_left, gsize n_right, const int *rows, gsize n_rows)
{
  g_autoptr (CalMap) map = make_rows (n_left, n_right, rows);
  g_autoptr (GError) error = NULL;
  CalPlaces *places = cal_places_new (G_OBJECT (map), n_rows, &error);

  g_assert_no_error (error);
  return places;
}

static CalArray *
make_values (gsize n_frames, gsize n, const float *values)
{
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_frames * n * sizeof *values);
  gsize dims[2] = {n_frames, n};

  return cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
}

static void
test_find (void)
{
  g_autoptr (CalPlaces) places = make_places (3, 2, (int[]){-1, 2, 0, 1, -1}, 3);
  gsize row = 99;

  g_assert_true (cal_places_is_on_cortex (places));
  g_assert_cmpuint (cal_places_get_element (places, 0), ==, 2);
  g_assert_cmpuint (cal_places_get_element (places, 2), ==, 1);
  g_assert_true (cal_places_find_element (places, 3, &row));
  g_assert_cmpuint (row, ==, 1);
  g_assert_false (cal_places_find_element (places, 0, &row));
  g_assert_false (cal_places_find_element (places, 5, &row));
  g_assert_cmpstr (cal_places_get_sentence (places), ==, "by hand");
}

static void
test_refused (void)
{
  g_autoptr (CalMap) twice = make_rows (2, 1, (int[]){0, 0, 1});
  g_autoptr (CalMap) beyond = make_rows (2, 1, (int[]){0, 1, 7});
  g_autoptr (CalMap) few = make_rows (2, 1, (int[]){0, 1, -1});
  CalMap *wrong[] = {twice, beyond, few};

  for (guint n = 0; n < G_N_ELEMENTS (wrong); n++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_places_new (G_OBJECT (wrong[n]), 3, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
  }
}

static void
test_paint (void)
{
  g_autoptr (CalPlaces) places = make_places (3, 2, (int[]){-1, 2, 0, 1, -1}, 3);
  g_autoptr (CalArray) values = make_values (2, 3, (float[]){10, 11, 12, 20, NAN, 22});
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) map = cal_places_paint (
      places, &(CalPaint){.name = "p", .values = values, .statistic = "r"}, &error);

  g_assert_no_error (error);
  g_assert_cmpint (cal_map_get_element (CAL_MAP (map), 0, 0).presence, ==, CAL_OUTSIDE);
  g_assert_cmpfloat (cal_map_get_element (CAL_MAP (map), 1, 0).value, ==, 12.0);
  g_assert_cmpfloat (cal_map_get_element (CAL_MAP (map), 2, 1).value, ==, 20.0);
  g_assert_cmpint (cal_map_get_element (CAL_MAP (map), 3, 1).presence, ==, CAL_NO_DATA);
  g_assert_cmpstr (cal_map_get_desc (CAL_MAP (map))->statistic, ==, "r");
}

static void
test_paint_wrong_length (void)
{
  g_autoptr (CalPlaces) places = make_places (3, 0, (int[]){0, 1, 2}, 3);
  g_autoptr (CalArray) values = make_values (1, 2, (float[]){1, 2});
  g_autoptr (GError) error = NULL;

  g_assert_null (cal_places_paint (places, &(CalPaint){.name = "p", .values = values}, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
}

static void
test_join (void)
{
  g_autoptr (CalPlaces) left = make_places (2, 2, (int[]){1, 0, -1, -1}, 2);
  g_autoptr (CalPlaces) right = make_places (2, 2, (int[]){-1, -1, -1, 0}, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalPlaces) both = cal_places_join (left, right, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cal_places_get_n_rows (both), ==, 3);
  g_assert_cmpuint (cal_places_get_element (both, 0), ==, 1);
  g_assert_cmpuint (cal_places_get_element (both, 2), ==, 3);
  g_assert_null (cal_places_join (both, right, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
}

/* An asymmetric voxel: found by its place in mm and painted there. */
static void
test_voxels (void)
{
  const gsize dims[3] = {3, 4, 5};
  const gsize hot = 1 + 3 * (2 + 4 * 4);
  guint8 *voxels = g_new0 (guint8, 60), *inside = g_new0 (guint8, 60);
  g_autoptr (GBytes) bytes = g_bytes_new_take (voxels, 60);
  g_autoptr (GBytes) mask = g_bytes_new_take (inside, 60);
  CalVolumeDesc desc = {.name = "grid",
                        .dims = {dims[0], dims[1], dims[2]},
                        .dtype = CAL_DTYPE_UINT8,
                        .voxels = bytes,
                        .inside = mask,
                        .voxel_to_world = cal_affine_identity ()};
  g_autoptr (CalVolume) rows = NULL;
  g_autoptr (CalPlaces) places = NULL;
  g_autoptr (CalArray) values = make_values (1, 2, (float[]){5, 7});
  g_autoptr (GObject) painted = NULL;
  double mm[3];
  gsize row;

  voxels[hot] = 1;
  inside[0] = inside[hot] = 1;
  desc.voxel_to_world.m[0][3] = 10.0;
  rows = cal_volume_new (&desc, NULL);
  places = cal_places_new (G_OBJECT (rows), 2, NULL);
  g_assert_nonnull (places);
  g_assert_true (cal_places_get_mm (places, 1, mm));
  g_assert_cmpfloat (mm[0], ==, 11.0);
  g_assert_cmpfloat (mm[1], ==, 2.0);
  g_assert_cmpfloat (mm[2], ==, 4.0);
  g_assert_true (cal_places_find_mm (places, mm, &row));
  g_assert_cmpuint (row, ==, 1);
  painted = cal_places_paint (places, &(CalPaint){.name = "p", .values = values}, NULL);
  g_assert_cmpfloat (cal_volume_get_voxel (CAL_VOLUME (painted), (gssize[]){1, 2, 4}, 0).value, ==,
                     7.0);
  g_assert_cmpint (cal_volume_get_voxel (CAL_VOLUME (painted), (gssize[]){1, 2, 3}, 0).presence, ==,
                   CAL_OUTSIDE);
}

static void
test_everywhere (void)
{
  g_autoptr (CalMap) map = make_rows (2, 2, (int[]){-1, 5, 3, -1});
  g_autoptr (CalPlaces) places = cal_places_new_everywhere (G_OBJECT (map));

  g_assert_cmpuint (cal_places_get_n_rows (places), ==, 2);
  g_assert_cmpuint (cal_places_get_element (places, 0), ==, 1);
  g_assert_cmpuint (cal_places_get_element (places, 1), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/places/find", test_find);
  g_test_add_func ("/places/refused", test_refused);
  g_test_add_func ("/places/paint", test_paint);
  g_test_add_func ("/places/paint-wrong-length", test_paint_wrong_length);
  g_test_add_func ("/places/join", test_join);
  g_test_add_func ("/places/voxels", test_voxels);
  g_test_add_func ("/places/everywhere", test_everywhere);
  return g_test_run ();
}
