/* test-series.c - rows and frames of series, whole, joined, and of maps.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/error.h"
#include "model/series.h"

/* A map of two frames of 3 + 1 vertices, of which [@first, @end) are inside. */
static CalMap *
make_map (gsize first, gsize end)
{
  const float values[8] = {1, 2, 3, 4, 10, NAN, 30, 40};
  gsize dims[2] = {2, 4};
  guint8 *inside = g_new0 (guint8, 4);
  g_autoptr (GBytes) bytes = g_bytes_new (values, sizeof values);
  g_autoptr (GBytes) mask = g_bytes_new_take (inside, 4);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);

  for (gsize e = first; e < end; e++)
    inside[e] = 1;
  return cal_map_new (
      &(CalMapDesc){.name = "m", .n_vertices = {3, 1}, .values = array, .inside = mask}, NULL);
}

static CalSeries *
make_series (gsize first, gsize end)
{
  g_autoptr (CalMap) map = make_map (first, end);

  return cal_series_new_from_data (G_OBJECT (map), CAL_SERIES_MEASURED, CAL_AXIS_STIMULI, NULL);
}

static void
test_of_map (void)
{
  g_autoptr (CalSeries) series = make_series (1, 4);
  float rows[4], frame[3], mean[2];

  g_assert_cmpuint (cal_series_get_desc (series)->n_frames, ==, 2);
  g_assert_true (cal_series_read_rows (series, (guint32[]){2, 0}, 2, rows, NULL, NULL));
  g_assert_cmpfloat (rows[0], ==, 4);
  g_assert_cmpfloat (rows[1], ==, 40);
  g_assert_cmpfloat (rows[2], ==, 2);
  g_assert_true (isnan (rows[3]));
  g_assert_true (cal_series_read_frame (series, 1, frame, NULL, NULL));
  g_assert_true (isnan (frame[0]));
  g_assert_cmpfloat (frame[2], ==, 40);
  /* What has no data in a frame does not count there. */
  g_assert_true (cal_series_read_mean (series, (guint32[]){0, 1, 2}, 3, mean, NULL, NULL));
  g_assert_cmpfloat (mean[0], ==, 3);
  g_assert_cmpfloat (mean[1], ==, 35);
}

static void
test_join (void)
{
  g_autoptr (CalSeries) left = make_series (0, 3), right = make_series (3, 4);
  g_autoptr (CalSeries) both = cal_series_join (left, right, NULL);
  float rows[6], frame[4];

  g_assert_nonnull (both);
  g_assert_true (cal_series_read_rows (both, (guint32[]){3, 0, 2}, 3, rows, NULL, NULL));
  g_assert_cmpfloat (rows[0], ==, 4);
  g_assert_cmpfloat (rows[1], ==, 40);
  g_assert_cmpfloat (rows[2], ==, 1);
  g_assert_cmpfloat (rows[5], ==, 30);
  g_assert_true (cal_series_read_frame (both, 0, frame, NULL, NULL));
  g_assert_cmpfloat (frame[3], ==, 4);
}

static void
test_refused (void)
{
  g_autoptr (CalMap) map = make_map (0, 4);
  g_autoptr (CalPlaces) places = cal_places_new_everywhere (G_OBJECT (map));
  g_autoptr (CalTextArray) names =
      cal_text_array_new_from_strv ((const char *const[]){"a", "b", "c", NULL});
  g_autoptr (CalSeries) series = make_series (0, 4);
  CalSeriesDesc desc = {.name = "s", .n_frames = 3, .places = places};
  g_autoptr (GError) error = NULL;
  float value[4];

  g_assert_null (cal_series_new (&desc, cal_map_get_desc (map)->values, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  g_clear_error (&error);
  desc.n_frames = 2;
  desc.frame_ids = names;
  g_assert_null (cal_series_new (&desc, cal_map_get_desc (map)->values, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_false (cal_series_read_rows (series, (guint32[]){4}, 1, value, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (cal_series_read_frame (series, 2, value, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/of-map", test_of_map);
  g_test_add_func ("/series/join", test_join);
  g_test_add_func ("/series/refused", test_refused);
  return g_test_run ();
}
