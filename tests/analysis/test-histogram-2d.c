/* test-histogram-2d.c - pairs of values counted as numpy does, brushed, and the best map of
 * several.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/histogram-2d.h"

#include <math.h>

#include "analysis/winner.h"
#include "tests/analysis/reference/region.h"
#include "tests/analysis/rsa-data.h"

#define N 500

static void
make_pairs (double *x, double *y)
{
  guint32 state = 5;

  /* region.py makes them after its regions. */
  for (int i = 0; i < 41 + 30; i++)
    rsa_data_uniform (&state);
  rsa_data_fill (&state, x, N, NULL, 1.0);
  rsa_data_fill (&state, y, N, NULL, 3.0);
}

static void
test_against_numpy (void)
{
  const CalHistogramAxis x_axes[] = {{0.0, 1.0, 6, FALSE}, {0.0, 1.0, 3, FALSE}};
  const CalHistogramAxis y_axes[] = {{0.1, 2.5, 4, FALSE}, {0.01, 3.0, 4, TRUE}};
  const double *expected[] = {pair_counts, log_counts};
  double x[N], y[N];

  make_pairs (x, y);
  for (int a = 0; a < 2; a++) {
    g_auto (CalHistogram2d) histogram = {0};
    gsize n_counted = 0;
    guint32 largest = 0;

    cal_histogram_2d_init (&histogram, &x_axes[a], &y_axes[a], x, y, N);
    for (guint bin = 0; bin < x_axes[a].n_bins * 4; bin++) {
      g_assert_cmpuint (histogram.counts[bin], ==, (guint) expected[a][bin]);
      n_counted += histogram.counts[bin];
      largest = MAX (largest, histogram.counts[bin]);
    }
    g_assert_cmpuint (histogram.n_counted, ==, n_counted);
    g_assert_cmpuint (histogram.n_outside, ==, N - n_counted);
    g_assert_cmpuint (histogram.largest, ==, largest);
  }
}

static void
test_edges (void)
{
  CalHistogramAxis axis = {0.0, 0.7, 7, FALSE}, empty = {1.0, 1.0, 3, FALSE};
  const double values[] = {3.0, (double) NAN, 0.5, (double) INFINITY, -2.0};
  guint bin;

  /* 0.3 is a little less than 3 x 0.1: a bin holds what its edges say it does. */
  for (guint b = 0; b < 7; b++) {
    g_assert_true (cal_histogram_axis_find (&axis, cal_histogram_axis_get_edge (&axis, b), &bin));
    g_assert_cmpuint (bin, ==, b);
  }
  g_assert_true (cal_histogram_axis_find (&axis, 0.7, &bin));
  g_assert_cmpuint (bin, ==, 6);
  g_assert_false (cal_histogram_axis_find (&axis, 0.7000001, &bin));
  g_assert_false (cal_histogram_axis_find (&axis, (double) NAN, &bin));
  g_assert_false (cal_histogram_axis_find (&empty, 1.0, &bin));
  g_assert_true (cal_histogram_axis_fit (&axis, values, 5));
  g_assert_cmpfloat (axis.low, ==, -2.0);
  g_assert_cmpfloat (axis.high, ==, 3.0);
  axis.is_log = TRUE;
  g_assert_true (cal_histogram_axis_fit (&axis, values, 5));
  g_assert_cmpfloat (axis.low, ==, 0.5);
  g_assert_false (cal_histogram_axis_fit (&axis, values, 1));
  g_assert_cmpfloat (axis.low, ==, 0.5);
}

/* What a bin counts is what a rectangle on its edges holds, the upper edges aside. */
static void
test_brush_bin (void)
{
  CalHistogramAxis axis[2] = {{0.0, 1.0, 5, FALSE}, {0.0, 3.0, 5, FALSE}};
  g_auto (CalHistogram2d) histogram = {0};
  double x[N], y[N];
  guint8 is_in[N];

  make_pairs (x, y);
  x[17] = (double) NAN;
  cal_histogram_2d_init (&histogram, &axis[0], &axis[1], x, y, N);
  g_assert_cmpuint (histogram.n_nan, ==, 1);
  for (guint bin = 0; bin < 25; bin++) {
    double low[2], high[2];
    gsize n_in = 0;

    for (guint a = 0; a < 2; a++) {
      guint place = a == 0 ? bin % 5 : bin / 5;

      low[a] = cal_histogram_axis_get_edge (&axis[a], place);
      high[a] = cal_histogram_axis_get_edge (&axis[a], place + 1);
    }
    g_assert_cmpuint (cal_brush_rectangle (x, y, N, low, high, is_in), ==, histogram.counts[bin]);
    for (gsize i = 0; i < N; i++)
      n_in += is_in[i];
    g_assert_cmpuint (n_in, ==, histogram.counts[bin]);
  }
}

/* An L: a square without its upper right quarter. */
static void
test_lasso (void)
{
  const double corners[][2] = {{0, 0}, {2, 0}, {2, 1}, {1, 1}, {1, 2}, {0, 2}};
  const double x[] = {0.5, 1.5, 0.5, 1.5, -0.5, 2.5, (double) NAN};
  const double y[] = {0.5, 0.5, 1.5, 1.5, 0.5, 0.5, 0.5};
  const guint8 expected[] = {1, 1, 1, 0, 0, 0, 0};
  guint8 is_in[7];

  g_assert_cmpuint (cal_brush_lasso (x, y, 7, corners, 6, is_in), ==, 3);
  g_assert_cmpmem (is_in, sizeof is_in, expected, sizeof expected);
  g_assert_cmpuint (cal_brush_lasso (x, y, 7, corners, 2, is_in), ==, 0);
  g_assert_cmpuint (cal_brush_lasso (x, y, 7, corners, 0, is_in), ==, 0);
}

static void
test_winner (void)
{
  const double first[] = {0.5, 0.2, 0.3, (double) NAN, -1.0, (double) -INFINITY};
  const double second[] = {0.4, 0.6, 0.3, 0.9, -3.0, (double) -INFINITY};
  const double third[] = {0.1, 0.5, 0.1, 0.1, -2.0, (double) -INFINITY};
  const double *maps[] = {first, second, third};
  const gint32 expected[] = {0, 1, 0, CAL_WINNER_NONE, 0, 0};
  const double margins_expected[] = {0.1, 0.1, 0.0, (double) NAN, 1.0, 0.0};
  gint32 winners[6];
  double margins[6];
  CalWinnerCounts counts = cal_winner_compute (maps, 3, 6, winners, margins);

  for (int i = 0; i < 6; i++) {
    g_assert_cmpint (winners[i], ==, expected[i]);
    if (isnan (margins_expected[i]))
      g_assert_true (isnan (margins[i]));
    else
      g_assert_cmpfloat_with_epsilon (margins[i], margins_expected[i], 1e-15);
  }
  g_assert_cmpuint (counts.n_none, ==, 1);
  g_assert_cmpuint (counts.n_tied, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/histogram-2d/numpy", test_against_numpy);
  g_test_add_func ("/histogram-2d/edges", test_edges);
  g_test_add_func ("/histogram-2d/brush", test_brush_bin);
  g_test_add_func ("/histogram-2d/lasso", test_lasso);
  g_test_add_func ("/histogram-2d/winner", test_winner);
  return g_test_run ();
}
