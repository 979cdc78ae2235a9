/* test-summary.c - range, mean and percentiles against closed forms.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/summary.h"

#include <math.h>
#include <stdlib.h>

static CalVector *
vector_of_doubles (const double *values, gsize n)
{
  g_autoptr (GBytes) bytes = g_bytes_new (values, n * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
  CalVectorDesc desc = {.name = "v", .source = "v", .values = array};

  return cal_vector_new (&desc, NULL);
}

static CalVolume *
volume_of (CalDtype dtype,
           gconstpointer voxels,
           gsize n_per_frame,
           gsize n_frames,
           double slope,
           double intercept,
           const guint8 *inside)
{
  g_autoptr (GBytes) bytes =
      g_bytes_new (voxels, n_per_frame * n_frames * cal_dtype_get_size (dtype));
  g_autoptr (GBytes) mask = inside != NULL ? g_bytes_new (inside, n_per_frame) : NULL;
  CalVolumeDesc desc = {
      .name = "v",
      .dims = {n_per_frame, 1, 1},
      .n_frames = n_frames,
      .dtype = dtype,
      .voxels = bytes,
      .slope = slope,
      .intercept = intercept,
      .inside = mask,
      .voxel_to_world = cal_affine_identity (),
      .affine_source = "test",
  };

  return cal_volume_new (&desc, NULL);
}

/* Of 0 to n - 1 the mean is (n - 1) / 2 and the percentile p is p (n - 1) / 100. */
static void
test_ramp (void)
{
  g_autofree gint16 *shorts = g_new (gint16, 10001);
  g_autofree float *floats = g_new (float, 10001);
  g_autoptr (CalVolume) short_volume = NULL;
  g_autoptr (CalVolume) float_volume = NULL;
  CalVolume *volumes[2];

  for (int i = 0; i <= 10000; i++) {
    int shuffled = i * 7919 % 10001;

    shorts[i] = (gint16) (shuffled - 5000);
    floats[i] = (float) (shuffled - 5000);
  }
  volumes[0] = short_volume = volume_of (CAL_DTYPE_INT16, shorts, 10001, 1, 0.5, 1.0, NULL);
  volumes[1] = float_volume = volume_of (CAL_DTYPE_FLOAT32, floats, 10001, 1, 0.5, 1.0, NULL);
  for (int v = 0; v < 2; v++) {
    CalSummary summary = cal_summary_of_volume (volumes[v], CAL_SUMMARY_ALL_FRAMES);

    g_assert_cmpuint (summary.n_finite, ==, 10001);
    g_assert_cmpfloat (summary.min, ==, -2499.0);
    g_assert_cmpfloat (summary.max, ==, 2501.0);
    g_assert_cmpfloat (summary.mean, ==, 1.0);
    g_assert_cmpfloat_with_epsilon (summary.percentile_1, -2449.0, 1e-9);
    g_assert_cmpfloat_with_epsilon (summary.percentile_99, 2451.0, 1e-9);
  }
}

static void
test_negative_slope (void)
{
  guint8 voxels[101];
  g_autoptr (CalVolume) volume = NULL;
  CalSummary summary;

  for (int i = 0; i <= 100; i++)
    voxels[i] = (guint8) i;
  volume = volume_of (CAL_DTYPE_UINT8, voxels, 101, 1, -2.0, 0.0, NULL);
  summary = cal_summary_of_volume (volume, 0);
  g_assert_cmpfloat (summary.min, ==, -200.0);
  g_assert_cmpfloat (summary.max, ==, 0.0);
  g_assert_cmpfloat_with_epsilon (summary.percentile_1, -198.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (summary.percentile_99, -2.0, 1e-12);
}

static void
test_nothing_is_a_number (void)
{
  double values[] = {(double) NAN, (double) INFINITY, (double) -INFINITY, (double) NAN};
  g_autoptr (CalVector) bare = vector_of_doubles (values, 4);
  CalSummary summary = cal_summary_of_vector (bare, 0);

  g_assert_cmpuint (summary.n_finite, ==, 0);
  g_assert_cmpuint (summary.n_nan, ==, 2);
  g_assert_cmpuint (summary.n_infinite, ==, 2);
  g_assert_true (isnan (summary.min) && isnan (summary.max) && isnan (summary.mean));
  g_assert_true (isnan (summary.percentile_1) && isnan (summary.percentile_99));
  summary = cal_summary_of_vector (bare, 7);
  g_assert_cmpuint (summary.n_finite + summary.n_nan + summary.n_outside, ==, 0);
}

static void
test_what_is_not_a_number_is_left_out (void)
{
  double values[] = {3.0, (double) NAN, -1.0, (double) INFINITY, 4.0};
  g_autoptr (CalVector) vector = vector_of_doubles (values, 5);
  CalSummary summary = cal_summary_of_vector (vector, CAL_SUMMARY_ALL_FRAMES);

  g_assert_cmpuint (summary.n_finite, ==, 3);
  g_assert_cmpfloat (summary.min, ==, -1.0);
  g_assert_cmpfloat (summary.max, ==, 4.0);
  g_assert_cmpfloat (summary.mean, ==, 2.0);
}

static void
test_frames_and_mask (void)
{
  static const gint16 shorts[] = {1, 2, 3, 100, 5, 6, 7, 200};
  static const float floats[] = {1, 2, 3, 100, 5, 6, 7, 200};
  static const guint8 inside[] = {1, 1, 1, 0};

  for (int wide = 0; wide < 2; wide++) {
    g_autoptr (CalVolume) volume =
        wide ? volume_of (CAL_DTYPE_FLOAT32, floats, 4, 2, 1.0, 0.0, inside)
             : volume_of (CAL_DTYPE_INT16, shorts, 4, 2, 1.0, 0.0, inside);
    CalSummary second = cal_summary_of_volume (volume, 1);
    CalSummary all = cal_summary_of_volume (volume, CAL_SUMMARY_ALL_FRAMES);

    g_assert_cmpfloat (second.min, ==, 5.0);
    g_assert_cmpfloat (second.max, ==, 7.0);
    g_assert_cmpuint (second.n_outside, ==, 1);
    g_assert_cmpfloat (all.mean, ==, 4.0);
    g_assert_cmpuint (all.n_finite, ==, 6);
    g_assert_cmpuint (all.n_outside, ==, 2);
  }
}

/* A naive sum of 1, 1e100, 1, -1e100 in a row of chunks is 0. */
static void
test_sum_keeps_small_parts (void)
{
  gsize n = 2048 * 4;
  g_autofree double *values = g_new0 (double, n);
  g_autoptr (CalVector) vector = NULL;

  values[0] = 1.0;
  values[2048] = 1e100;
  values[2 * 2048] = 1.0;
  values[3 * 2048] = -1e100;
  vector = vector_of_doubles (values, n);
  g_assert_cmpfloat (cal_summary_of_vector (vector, 0).mean, ==, 2.0 / (double) n);
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Against sorting: values of both signs over many magnitudes, with many ties at 0. */
static void
test_percentiles_against_sort (void)
{
  gsize n = 20000;
  g_autofree double *values = g_new (double, n);
  g_autoptr (CalVector) vector = NULL;
  CalSummary summary;

  for (gsize i = 0; i < n; i++)
    values[i] = i % 3 == 0 ? 0.0
                           : (double) (float) (g_test_rand_double_range (-1.0, 1.0) *
                                               exp (g_test_rand_double_range (-20.0, 20.0)));
  vector = vector_of_doubles (values, n);
  summary = cal_summary_of_vector (vector, 0);
  qsort (values, n, sizeof *values, compare_doubles);
  for (int p = 0; p < 2; p++) {
    double place = (p == 0 ? 0.01 : 0.99) * (double) (n - 1);
    gsize below = (gsize) place;
    double expected =
        values[below] + (place - (double) below) * (values[below + 1] - values[below]);
    double found = p == 0 ? summary.percentile_1 : summary.percentile_99;

    g_assert_cmpfloat_with_epsilon (found, expected, 1e-9 * fabs (expected));
  }
}

static void
test_map (void)
{
  static const float values[] = {1, 2, 3, 10};
  static const guint8 inside[] = {1, 1, 1, 0};
  gsize n = 4;
  g_autoptr (GBytes) bytes = g_bytes_new_static (values, sizeof values);
  g_autoptr (GBytes) mask = g_bytes_new_static (inside, sizeof inside);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  CalMapDesc desc = {.name = "m", .n_vertices = {2, 2}, .values = array, .inside = mask};
  g_autoptr (CalMap) map = cal_map_new (&desc, NULL);
  CalSummary summary = cal_summary_of_map (map, 0);

  g_assert_cmpfloat (summary.max, ==, 3.0);
  g_assert_cmpfloat (summary.mean, ==, 2.0);
  g_assert_cmpuint (summary.n_outside, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/summary/ramp", test_ramp);
  g_test_add_func ("/summary/negative-slope", test_negative_slope);
  g_test_add_func ("/summary/nothing", test_nothing_is_a_number);
  g_test_add_func ("/summary/not-a-number", test_what_is_not_a_number_is_left_out);
  g_test_add_func ("/summary/frames-and-mask", test_frames_and_mask);
  g_test_add_func ("/summary/small-parts", test_sum_keeps_small_parts);
  g_test_add_func ("/summary/percentiles", test_percentiles_against_sort);
  g_test_add_func ("/summary/map", test_map);
  return g_test_run ();
}
