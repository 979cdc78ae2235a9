/* roi-stats.c - the values within a region: their quartiles, median and distribution.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/roi-stats.h"

#include <math.h>

#include "analysis/parallel.h"
#include "analysis/random.h"
#include "analysis/rank.h"

/* The finite values in ascending order. */
static double *
dup_sorted (const double *values, gsize n, gsize *n_finite)
{
  g_autofree double *kept = g_new (double, MAX (n, 1));
  double *sorted = g_new (double, MAX (n, 1));
  g_auto (CalRanking) ranking = {0};
  gsize n_kept = 0;

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      kept[n_kept++] = values[i];
  cal_ranking_init (&ranking, kept, n_kept);
  for (gsize i = 0; i < n_kept; i++)
    sorted[i] = kept[ranking.order[i]];
  *n_finite = n_kept;
  return sorted;
}

/* The value that has rank smaller ones, where counts says how often each value was drawn. */
static double
get_drawn (const double *sorted, const guint32 *counts, gsize rank)
{
  gsize i = 0;

  while (rank >= counts[i])
    rank -= counts[i++];
  return sorted[i];
}

/* The median of a resample: values are drawn by their rank, and counted instead of sorted. */
static double
resample_median (const double *sorted, gsize n, guint32 *counts, CalRandom *random)
{
  for (gsize i = 0; i < n; i++)
    counts[i] = 0;
  for (gsize i = 0; i < n; i++)
    counts[cal_random_below (random, (guint32) n)]++;
  if (n % 2 == 1)
    return get_drawn (sorted, counts, n / 2);
  return (get_drawn (sorted, counts, n / 2 - 1) + get_drawn (sorted, counts, n / 2)) / 2.0;
}

static void
set_interval (CalRoiStats *stats, const double *sorted, const CalRoiBootstrap *bootstrap)
{
  gsize n = stats->n_finite;
  double beyond = (1.0 - bootstrap->confidence) / 2.0;
  g_autofree double *medians = g_new (double, bootstrap->n_resamples);
  g_autofree guint32 *counts = g_new (guint32, n);

  for (guint r = 0; r < bootstrap->n_resamples; r++) {
    CalRandom random = cal_random_seed (bootstrap->seed, r);

    medians[r] = resample_median (sorted, n, counts, &random);
  }
  stats->median_low = cal_quantile (medians, bootstrap->n_resamples, beyond);
  stats->median_high = cal_quantile (medians, bootstrap->n_resamples, 1.0 - beyond);
}

/**
 * cal_roi_stats_of:
 * @values: of the places of one region; those that are NaN or infinite are left out and counted
 * @bootstrap: (nullable): how the interval of the median is made; NULL: not at all
 *
 * The interval is between percentiles of the medians of resamples, drawn from the finite values
 * with replacement (Efron 1979). Values are sorted first: it does not depend on their order.
 *
 * Returns: the statistics; NaN where there is nothing to compute them from
 */
CalRoiStats
cal_roi_stats_of (const double *values, gsize n, const CalRoiBootstrap *bootstrap)
{
  CalRoiStats stats = {n, 0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
  g_autofree double *sorted = dup_sorted (values, n, &stats.n_finite);
  gsize n_finite = stats.n_finite;
  double sum = 0.0, squares = 0.0;

  if (n_finite == 0)
    return stats;
  for (gsize i = 0; i < n_finite; i++)
    sum += sorted[i] - sorted[0];
  stats.mean = sorted[0] + sum / (double) n_finite;
  for (gsize i = 0; i < n_finite; i++)
    squares += (sorted[i] - stats.mean) * (sorted[i] - stats.mean);
  stats.sd = n_finite > 1 ? sqrt (squares / (double) (n_finite - 1)) : NAN;
  stats.min = sorted[0];
  stats.max = sorted[n_finite - 1];
  stats.lower_quartile = cal_quantile_of_sorted (sorted, n_finite, 0.25);
  stats.median = cal_quantile_of_sorted (sorted, n_finite, 0.5);
  stats.upper_quartile = cal_quantile_of_sorted (sorted, n_finite, 0.75);
  if (bootstrap != NULL && bootstrap->n_resamples > 0)
    set_interval (&stats, sorted, bootstrap);
  return stats;
}

typedef struct {
  const double *values;
  const gint32 *labels;
  gsize n;
  const gint32 *keys;
  const CalRoiBootstrap *bootstrap;
  CalRoiStats *stats;
} Regions;

static void
compute_region (gsize region, gpointer data)
{
  Regions *work = data;
  g_autofree double *members = NULL;
  gsize n = 0;

  for (gsize i = 0; i < work->n; i++)
    n += work->labels[i] == work->keys[region] ? 1 : 0;
  members = g_new (double, MAX (n, 1));
  n = 0;
  for (gsize i = 0; i < work->n; i++)
    if (work->labels[i] == work->keys[region])
      members[n++] = work->values[i];
  work->stats[region] = cal_roi_stats_of (members, n, work->bootstrap);
}

/**
 * cal_roi_stats_compute:
 * @values: one a place
 * @labels: of the same places the key of the region they lie in
 * @keys: of the regions asked for
 * @bootstrap: (nullable): as cal_roi_stats_of()
 * @stats: (out caller-allocates): of each region
 *
 * On all cores.
 */
void
cal_roi_stats_compute (const double *values,
                       const gint32 *labels,
                       gsize n,
                       const gint32 *keys,
                       gsize n_keys,
                       const CalRoiBootstrap *bootstrap,
                       CalRoiStats *stats)
{
  Regions work = {values, labels, n, keys, bootstrap, stats};

  cal_parallel_run (n_keys, compute_region, &work);
}

/**
 * cal_roi_density:
 * @positions: where it is asked for
 * @density: (out caller-allocates): per unit of the values; 0 everywhere if they do not vary or
 *   there are fewer than two
 *
 * A Gaussian kernel of Scott's width, sd n^(-1/5) (Scott 1992, Multivariate Density Estimation), as
 * scipy's gaussian_kde. NaN and infinite values are left out.
 *
 * Returns: the standard deviation of the kernel; 0 if there is no density
 */
double
cal_roi_density (
    const double *values, gsize n, const double *positions, gsize n_positions, double *density)
{
  CalRoiStats stats = cal_roi_stats_of (values, n, NULL);
  double width = stats.sd * pow ((double) stats.n_finite, -0.2);
  double factor = 1.0 / ((double) stats.n_finite * width * sqrt (2.0 * G_PI));

  for (gsize p = 0; p < n_positions; p++)
    density[p] = 0.0;
  if (!(width > 0.0))
    return 0.0;
  for (gsize i = 0; i < n; i++)
    for (gsize p = 0; isfinite (values[i]) && p < n_positions; p++) {
      double distance = (positions[p] - values[i]) / width;

      density[p] += factor * exp (-0.5 * distance * distance);
    }
  return width;
}
