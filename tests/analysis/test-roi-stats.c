/* test-roi-stats.c - what is said of the values within a region, against numpy's and scipy's.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/roi-stats.h"

#include <math.h>

#include "tests/analysis/reference/region.h"
#include "tests/analysis/rsa-data.h"

static void
assert_values (const CalRoiStats *stats, const double *expected)
{
  const double found[] = {
      stats->min,        stats->lower_quartile, stats->median, stats->upper_quartile,
      stats->max,        stats->mean,           stats->sd,     stats->median_low,
      stats->median_high};

  for (gsize i = 0; i < G_N_ELEMENTS (found); i++)
    g_assert_cmpfloat_with_epsilon (found[i], expected[i], 1e-14);
}

/* With what is not a number among them, in the middle. */
static void
test_against_numpy (void)
{
  const double *expected[] = {odd_stats, even_stats};
  const double *densities[] = {odd_density, even_density};
  const gsize sizes[] = {41, 30};
  const CalRoiBootstrap bootstrap = {500, 0.9, 17};
  guint32 state = 5;

  for (int s = 0; s < 2; s++) {
    double values[43], positions[9], density[9];
    gsize n = sizes[s] + 2;
    CalRoiStats stats;

    for (gsize i = 0; i < n; i++)
      values[i] = i == 4   ? (double) NAN
                  : i == 9 ? (double) INFINITY
                           : pow (rsa_data_uniform (&state), 3.0);
    stats = cal_roi_stats_of (values, n, &bootstrap);
    g_assert_cmpuint (stats.n, ==, n);
    g_assert_cmpuint (stats.n_finite, ==, sizes[s]);
    assert_values (&stats, expected[s]);
    for (int p = 0; p < 9; p++)
      positions[p] = -0.2 + p * 1.4 / 8.0;
    g_assert_cmpfloat (cal_roi_density (values, n, positions, 9, density), >, 0.0);
    for (int p = 0; p < 9; p++)
      g_assert_cmpfloat_with_epsilon (density[p], densities[s][p], 1e-12);
  }
}

static void
test_regions (void)
{
  const double values[] = {1.0, 2.0, 3.0, (double) NAN, 10.0, 20.0};
  const gint32 labels[] = {7, 7, 7, 7, -1, 2}, keys[] = {2, 7, 99};
  CalRoiStats stats[3];

  cal_roi_stats_compute (values, labels, 6, keys, 3, NULL, stats);
  g_assert_cmpfloat (stats[0].median, ==, 20.0);
  g_assert_true (isnan (stats[0].sd));
  g_assert_cmpuint (stats[1].n, ==, 4);
  g_assert_cmpuint (stats[1].n_finite, ==, 3);
  g_assert_cmpfloat (stats[1].median, ==, 2.0);
  g_assert_true (isnan (stats[1].median_low));
  g_assert_cmpuint (stats[2].n, ==, 0);
  g_assert_true (isnan (stats[2].median) && isnan (stats[2].min) && isnan (stats[2].mean));
}

static void
test_nothing_varies (void)
{
  const double values[] = {2.0, 2.0, 2.0};
  const CalRoiBootstrap bootstrap = {50, 0.95, 1};
  CalRoiStats stats = cal_roi_stats_of (values, 3, &bootstrap);
  double density = 1.0;

  g_assert_cmpfloat (stats.median_low, ==, 2.0);
  g_assert_cmpfloat (stats.median_high, ==, 2.0);
  g_assert_cmpfloat (cal_roi_density (values, 3, values, 1, &density), ==, 0.0);
  g_assert_cmpfloat (density, ==, 0.0);
  g_assert_cmpfloat (cal_roi_density (values, 0, values, 1, &density), ==, 0.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roi-stats/numpy", test_against_numpy);
  g_test_add_func ("/roi-stats/regions", test_regions);
  g_test_add_func ("/roi-stats/nothing-varies", test_nothing_varies);
  return g_test_run ();
}
