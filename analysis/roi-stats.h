/* roi-stats.h - the values within a region: their quartiles, median and distribution.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalRoiStats:
 * @n: places
 * @n_finite: those with a finite value; all else is of these, and NaN if there are none
 * @lower_quartile: numpy's "linear", as the other percentiles
 * @sd: with n - 1; NaN for one value
 * @median_low: where the bootstrap interval of the median begins
 * @median_high: and ends
 */
typedef struct {
  gsize n;
  gsize n_finite;
  double min;
  double lower_quartile;
  double median;
  double upper_quartile;
  double max;
  double mean;
  double sd;
  double median_low;
  double median_high;
} CalRoiStats;

/**
 * CalRoiBootstrap:
 * @n_resamples: 0: no interval
 * @confidence: of the interval, 0.95 for one
 * @seed: makes the same interval again
 */
typedef struct {
  guint n_resamples;
  double confidence;
  guint64 seed;
} CalRoiBootstrap;

CalRoiStats cal_roi_stats_of (const double *values, gsize n, const CalRoiBootstrap *bootstrap);
void cal_roi_stats_compute (const double *values,
                            const gint32 *labels,
                            gsize n,
                            const gint32 *keys,
                            gsize n_keys,
                            const CalRoiBootstrap *bootstrap,
                            CalRoiStats *stats);
double cal_roi_density (
    const double *values, gsize n, const double *positions, gsize n_positions, double *density);

G_END_DECLS
