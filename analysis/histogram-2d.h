/* histogram-2d.h - how often two maps take each pair of values, and which places a region holds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalHistogramAxis:
 * @low: where the first bin begins
 * @high: where the last one ends, both included
 * @n_bins: at least 1
 * @is_log: bins are equally wide in the logarithm; @low is above 0
 */
typedef struct {
  double low;
  double high;
  guint n_bins;
  gboolean is_log;
} CalHistogramAxis;

/**
 * CalHistogram2d:
 * @x: across
 * @y: up
 * @counts: y.n_bins rows of x.n_bins
 * @largest: of the counts
 * @n_counted: places in a bin
 * @n_outside: places with two finite values, one of them outside
 * @n_nan: places without two finite values
 */
typedef struct {
  CalHistogramAxis x;
  CalHistogramAxis y;
  guint32 *counts;
  guint32 largest;
  gsize n_counted;
  gsize n_outside;
  gsize n_nan;
} CalHistogram2d;

gboolean cal_histogram_axis_fit (CalHistogramAxis *self, const double *values, gsize n);
gboolean cal_histogram_axis_find (const CalHistogramAxis *self, double value, guint *bin);
double cal_histogram_axis_get_edge (const CalHistogramAxis *self, guint bin);

void cal_histogram_2d_init (CalHistogram2d *self,
                            const CalHistogramAxis *x_axis,
                            const CalHistogramAxis *y_axis,
                            const double *x,
                            const double *y,
                            gsize n);
void cal_histogram_2d_clear (CalHistogram2d *self);

gsize cal_brush_rectangle (const double *x,
                           const double *y,
                           gsize n,
                           const double low[2],
                           const double high[2],
                           guint8 *is_in);
gsize cal_brush_lasso (const double *x,
                       const double *y,
                       gsize n,
                       const double (*corners)[2],
                       gsize n_corners,
                       guint8 *is_in);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalHistogram2d, cal_histogram_2d_clear)

G_END_DECLS
