/* profile-plot.h - what one thing scores on each of many dimensions: a rose, or bars with names.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/ink.h"

G_BEGIN_DECLS

typedef enum {
  CAL_PROFILE_ROSE,
  CAL_PROFILE_BARS,
} CalProfileStyle;

/**
 * CalProfilePlot:
 * @n: dimensions
 * @names: of the dimensions
 * @values: (nullable): of the first thing, a number a dimension; NaN is no petal
 * @others: (nullable): of a second thing to compare it with
 * @top: the value that reaches the rim; see cal_profile_plot_find_top()
 * @style: rose or bars
 * @order: the dimensions as they are shown: from the top, clockwise or downwards
 * @n_shown: how many of them, from the beginning of @order
 * @picked: the picked dimension, or -1
 * @box: where it is drawn, names included
 * @ink: colours of all that is not data
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  guint n;
  const char *const *names;
  const double *values;
  const double *others;
  double top;
  CalProfileStyle style;
  const guint *order;
  guint n_shown;
  gint picked;
  cairo_rectangle_t box;
  const CalInk *ink;
  double scale;
} CalProfilePlot;

double cal_profile_plot_find_top (const double *values, const double *others, guint n);
guint *cal_profile_plot_dup_order (const double *values,
                                   guint n,
                                   gboolean by_value) G_GNUC_WARN_UNUSED_RESULT;
guint cal_profile_plot_count_bars (const CalProfilePlot *self);
gint cal_profile_plot_pick (const CalProfilePlot *self, double x, double y);
void cal_profile_plot_get_middle (const CalProfilePlot *self, guint shown, double *x, double *y);
void cal_profile_plot_draw (cairo_t *cr, const CalProfilePlot *self);

G_END_DECLS
