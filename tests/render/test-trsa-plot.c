/* test-trsa-plot.c - a threshold dragged to a place stands there; kept edges are the strongest.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/trsa-plot.h"

#include <math.h>
#include <stdlib.h>

#include "render/scene/kept-edges.h"
#include "render/vector/threshold-map.h"

#define N 499

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
make_sorted (double *sorted)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int k = 0; k < N; k++)
    sorted[k] = pow (g_rand_double (rand), 2.0) - 0.1;
  qsort (sorted, N, sizeof *sorted, compare);
}

static CalTrsaPlot
make_plot (const double *sorted, double lower, double upper)
{
  return (CalTrsaPlot){.n = N,
                       .sorted = sorted,
                       .lower = lower,
                       .upper = upper,
                       .held = -1,
                       .box = {50.0, 30.0, 400.0, 200.0},
                       .ink = cal_ink_get (CAL_THEME_DARK),
                       .scale = 1.0};
}

/* numpy.quantile ([1, 2, 4, 8, 8], [0, .25, .6, .9, 1]) */
static void
test_quantile (void)
{
  const double sorted[] = {1, 2, 4, 8, 8};
  const double fractions[] = {0.0, 0.25, 0.6, 0.9, 1.0}, expected[] = {1.0, 2.0, 5.6, 8.0, 8.0};

  for (int k = 0; k < 5; k++)
    g_assert_cmpfloat_with_epsilon (cal_trsa_plot_get_quantile (sorted, 5, fractions[k]),
                                    expected[k], 1e-12);
  g_assert_cmpfloat_with_epsilon (cal_trsa_plot_get_fraction (sorted, 5, 5.6), 0.6, 1e-12);
  g_assert_cmpfloat_with_epsilon (cal_trsa_plot_get_fraction (sorted, 5, 2.0), 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (cal_trsa_plot_get_fraction (sorted, 5, 9.0), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (cal_trsa_plot_get_fraction (sorted, 5, 1.0), 0.0, 1e-12);
}

static void
test_handles (void)
{
  double sorted[N];

  make_sorted (sorted);
  for (double lower = 0.0; lower < 0.99; lower += 0.13)
    for (double upper = lower + 0.1; upper <= 1.0; upper += 0.17) {
      CalTrsaPlot plot = make_plot (sorted, lower, upper);
      double x_lower = cal_trsa_plot_get_x (&plot, lower);
      double x_upper = cal_trsa_plot_get_x (&plot, upper);

      g_assert_cmpfloat_with_epsilon (cal_trsa_plot_find_fraction (&plot, x_lower), lower, 1e-9);
      g_assert_cmpfloat_with_epsilon (cal_trsa_plot_find_fraction (&plot, x_upper), upper, 1e-9);
      if (x_upper - x_lower < 4.0)
        continue;
      g_assert_cmpint (cal_trsa_plot_pick (&plot, x_lower, 80.0), ==, 0);
      g_assert_cmpint (cal_trsa_plot_pick (&plot, x_upper, 80.0), ==, 1);
      g_assert_cmpint (cal_trsa_plot_pick (&plot, x_lower, 260.0), ==, -1);
    }
}

/* Thresholds at one place can be drawn apart, to whichever side there is room. */
static void
test_handles_together (void)
{
  double sorted[N], x;
  CalTrsaPlot plot;

  make_sorted (sorted);
  plot = make_plot (sorted, 0.5, 0.5);
  x = cal_trsa_plot_get_x (&plot, 0.5);
  g_assert_cmpint (cal_trsa_plot_pick (&plot, x - 3.0, 80.0), ==, 0);
  g_assert_cmpint (cal_trsa_plot_pick (&plot, x + 3.0, 80.0), ==, 1);
  plot = make_plot (sorted, 0.0, 0.0);
  g_assert_cmpint (cal_trsa_plot_pick (&plot, 49.0, 80.0), ==, 1);
  plot = make_plot (sorted, 1.0, 1.0);
  g_assert_cmpint (cal_trsa_plot_pick (&plot, 451.0, 80.0), ==, 0);
}

static void
test_grid (void)
{
  double values[21 * 21], lower, upper;
  CalThresholdMap grid = {.n_steps = 21,
                          .values = values,
                          .box = {30.0, 20.0, 210.0, 210.0},
                          .ink = cal_ink_get (CAL_THEME_DARK),
                          .scale = 1.0};
  cairo_rectangle_t box;
  guint l = 0, u = 0;

  for (guint a = 0; a < 21; a++)
    for (guint b = 0; b < 21; b++)
      values[a * 21 + b] = b < a ? (double) NAN : -fabs (a - 3.0) - fabs (b - 15.0);
  g_assert_true (cal_threshold_map_find_best (&grid, &l, &u));
  g_assert_cmpuint (l, ==, 3);
  g_assert_cmpuint (u, ==, 15);
  cal_threshold_map_get_cell (&grid, l, u, &box);
  g_assert_true (cal_threshold_map_pick (&grid, box.x + 5.0, box.y + 5.0, &lower, &upper));
  g_assert_cmpfloat_with_epsilon (lower, 0.15, 1e-12);
  g_assert_cmpfloat_with_epsilon (upper, 0.75, 1e-12);
  cal_threshold_map_get_cell (&grid, 9, 4, &box);
  g_assert_false (cal_threshold_map_pick (&grid, box.x + 5.0, box.y + 5.0, &lower, &upper));
  g_assert_false (cal_threshold_map_pick (&grid, 10.0, 10.0, &lower, &upper));
  for (guint cell = 0; cell < 21 * 21; cell++)
    values[cell] = (double) NAN;
  g_assert_false (cal_threshold_map_find_best (&grid, &l, &u));
}

static void
test_edges (void)
{
  const guint n = 40;
  g_autofree float *transformed = g_new (float, n *(n - 1) / 2);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) some = NULL;
  gsize n_kept = 0, n_expected = 0, n_stronger = 0;

  for (gsize p = 0; p < n * (n - 1) / 2; p++) {
    transformed[p] = (float) MIN (g_rand_double_range (rand, 0.0, 1.5), 1.0);
    if (p % 50 == 0)
      transformed[p] = NAN;
    n_expected += transformed[p] < 1.0f;
  }
  all = cal_kept_edges_find (transformed, n, 10000, &n_kept);
  g_assert_cmpuint (n_kept, ==, n_expected);
  g_assert_cmpuint (all->len, ==, n_expected);
  some = cal_kept_edges_find (transformed, n, 100, &n_kept);
  g_assert_cmpuint (n_kept, ==, n_expected);
  g_assert_cmpuint (some->len, ==, 100);
  for (guint e = 1; e < some->len; e++)
    g_assert_cmpfloat (g_array_index (some, CalEdge, e - 1).weight, <=,
                       g_array_index (some, CalEdge, e).weight);
  for (guint e = 0; e < all->len; e++)
    n_stronger += g_array_index (all, CalEdge, e).weight >
                  g_array_index (some, CalEdge, 0).weight + 1.0f / 1024.0f;
  g_assert_cmpuint (n_stronger, <=, 100);
  for (guint e = 0; e < all->len; e++) {
    const CalEdge *edge = &g_array_index (all, CalEdge, e);
    gsize pair = edge->i * (2 * n - edge->i - 1) / 2 + edge->j - edge->i - 1;

    g_assert_cmpfloat (edge->weight, ==, 1.0f - transformed[pair]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trsa-plot/quantile", test_quantile);
  g_test_add_func ("/trsa-plot/handles", test_handles);
  g_test_add_func ("/trsa-plot/handles-together", test_handles_together);
  g_test_add_func ("/trsa-plot/grid", test_grid);
  g_test_add_func ("/trsa-plot/edges", test_edges);
  return g_test_run ();
}
