/* test-entropy.c - maps of attention measured as numpy and scipy do.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/entropy.h"

#include <math.h>

#include "tests/analysis/reference/attention.h"
#include "tests/analysis/rsa-data.h"

#define WIDTH 9
#define HEIGHT 7
#define N (WIDTH * HEIGHT)

static void
make_maps (float *a, float *b)
{
  guint32 state = 31;

  for (int i = 0; i < N; i++)
    a[i] = (float) pow (rsa_data_uniform (&state), 4.0);
  for (int i = 0; i < N; i++)
    b[i] = (float) pow (rsa_data_uniform (&state), 2.0);
  a[2 * WIDTH + 3] = 0.0f;
}

static void
test_against_scipy (void)
{
  const CalPatchGrid grid = {WIDTH, HEIGHT, 14.0, 120.0, 90.0, 8.4};
  const CalTokenSpan spans[] = {{0, 30}, {30, 11}, {41, 22}};
  float a[N], b[N], difference[N];
  double centre[2], shares[3], sum = 0.0;

  make_maps (a, b);
  g_assert_cmpfloat_with_epsilon (cal_entropy_normalised (a, N), entropy_values[0], 1e-13);
  g_assert_cmpfloat_with_epsilon (cal_entropy_normalised (b, N), entropy_values[1], 1e-13);
  g_assert_true (cal_entropy_find_centre (a, WIDTH, HEIGHT, centre));
  g_assert_cmpfloat_with_epsilon (centre[0], centre_values[0], 1e-12);
  g_assert_cmpfloat_with_epsilon (centre[1], centre_values[1], 1e-12);
  g_assert_true (cal_entropy_find_centre_in_degrees (a, &grid, centre));
  g_assert_cmpfloat_with_epsilon (centre[0], centre_values[2], 1e-12);
  g_assert_cmpfloat_with_epsilon (centre[1], centre_values[3], 1e-12);
  g_assert_cmpfloat_with_epsilon (cal_entropy_get_overlap (a, b, N), overlap_value[0], 1e-13);
  g_assert_true (cal_entropy_subtract (a, b, N, difference));
  for (int i = 0; i < WIDTH; i++)
    g_assert_cmpfloat_with_epsilon ((double) difference[3 * WIDTH + i], difference_values[i], 1e-8);
  for (int i = 0; i < N; i++)
    sum += (double) difference[i];
  g_assert_cmpfloat_with_epsilon (sum, 0.0, 1e-7);
  g_assert_true (cal_entropy_share_spans (a, spans, 3, 0.25, shares));
  for (int s = 0; s < 3; s++)
    g_assert_cmpfloat_with_epsilon (shares[s], top_shares[s], 1e-13);
  g_assert_true (cal_entropy_share_spans (a, spans, 3, 1.0, shares));
  for (int s = 0; s < 3; s++)
    g_assert_cmpfloat_with_epsilon (shares[s], mean_shares[s], 1e-13);
}

/* All on the first patch, upper left: right up in the visual field it is left and up. */
static void
test_corner (void)
{
  const CalPatchGrid grid = {31, 31, 14.0, 425.0, 425.0, 8.4};
  float map[31 * 31] = {0.0f};
  double centre[2];

  map[0] = 0.02f;
  g_assert_cmpfloat (cal_entropy_normalised (map, 31 * 31), ==, 0.0);
  g_assert_true (cal_entropy_find_centre (map, 31, 31, centre));
  g_assert_cmpfloat (centre[0], ==, 0.5);
  g_assert_cmpfloat (centre[1], ==, 0.5);
  g_assert_true (cal_entropy_find_centre_in_degrees (map, &grid, centre));
  g_assert_cmpfloat_with_epsilon (centre[0], (7.0 - 212.5) * 8.4 / 425.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (centre[1], (212.5 - 7.0) * 8.4 / 425.0, 1e-12);
  for (int i = 0; i < 31 * 31; i++)
    map[i] = 0.5f;
  g_assert_cmpfloat_with_epsilon (cal_entropy_normalised (map, 31 * 31), 1.0, 1e-13);
  g_assert_cmpfloat_with_epsilon (cal_entropy_get_overlap (map, map, 31 * 31), 1.0, 1e-13);
}

static void
test_nothing (void)
{
  const float zeros[3] = {0}, negative[] = {0.5f, -0.1f, 0.6f}, gap[] = {0.5f, NAN, 0.5f};
  const float *maps[] = {zeros, negative, gap}, good[] = {0.2f, 0.3f, 0.5f};
  const CalTokenSpan spans[] = {{0, 2}, {2, 1}}, empty[] = {{0, 3}, {3, 0}};

  for (int m = 0; m < 3; m++) {
    double centre[2], shares[2];
    float difference[3];

    g_assert_true (isnan (cal_entropy_normalised (maps[m], 3)));
    g_assert_false (cal_entropy_find_centre (maps[m], 3, 1, centre));
    g_assert_true (isnan (centre[0]) && isnan (centre[1]));
    g_assert_true (isnan (cal_entropy_get_overlap (good, maps[m], 3)));
    g_assert_false (cal_entropy_subtract (good, maps[m], 3, difference));
    g_assert_true (isnan (difference[0]));
    g_assert_false (cal_entropy_share_spans (maps[m], spans, 2, 0.25, shares));
    g_assert_true (isnan (shares[0]) && isnan (shares[1]));
    g_assert_false (cal_entropy_share_spans (good, empty, 2, 0.25, shares));
  }
  g_assert_true (isnan (cal_entropy_normalised (good, 1)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entropy/scipy", test_against_scipy);
  g_test_add_func ("/entropy/corner", test_corner);
  g_test_add_func ("/entropy/nothing", test_nothing);
  return g_test_run ();
}
