/* trsa-plot.h - the thresholds l and u on the histogram of dissimilarities, and what they do.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalTrsaPlot:
 * @n: dissimilarities
 * @sorted: those the quantiles are taken of, ascending, without NaN
 * @transformed: (nullable): what the transform makes of each of them, 0 to 1
 * @lower: the quantile l
 * @upper: the quantile u
 * @measure: (nullable): of the dissimilarities
 * @rule: (nullable): a line under the axis: which transform, of which family
 * @held: which threshold is dragged or has the focus: 0 for l, 1 for u, -1 for none
 * @box: where the histogram lies, without axis and names
 * @ink: colours of all that is not data
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  gsize n;
  const double *sorted;
  const float *transformed;
  double lower;
  double upper;
  const char *measure;
  const char *rule;
  gint held;
  cairo_rectangle_t box;
  const CalInk *ink;
  double scale;
} CalTrsaPlot;

double cal_trsa_plot_get_quantile (const double *sorted, gsize n, double fraction);
double cal_trsa_plot_get_fraction (const double *sorted, gsize n, double value);
double cal_trsa_plot_get_x (const CalTrsaPlot *self, double fraction);
double cal_trsa_plot_find_fraction (const CalTrsaPlot *self, double x);
gint cal_trsa_plot_pick (const CalTrsaPlot *self, double x, double y);
void cal_trsa_plot_draw (cairo_t *cr, const CalTrsaPlot *self);

G_END_DECLS
