/* bar-chart.h - bars with names, one below the other, on either side of zero.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalBarChart:
 * @n: bars
 * @names: of the bars
 * @values: NaN is no bar
 * @errors: (nullable): half of the whisker on each bar
 * @counts: (nullable): how many numbers each bar is the mean of
 * @order: the bars as they are shown, from the top
 * @first: place in @order of the topmost bar: what is above has been scrolled away
 * @picked: the bar that is marked, or -1
 * @title: what the values are, with their unit, below the axis
 * @box: where it is drawn, names and axis included
 * @ink: colours of all that is not data
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  guint n;
  const char *const *names;
  const double *values;
  const double *errors;
  const gsize *counts;
  const guint *order;
  guint first;
  gint picked;
  const char *title;
  cairo_rectangle_t box;
  const CalInk *ink;
  double scale;
} CalBarChart;

guint cal_bar_chart_count_rows (const CalBarChart *self);
gint cal_bar_chart_pick (const CalBarChart *self, double x, double y);
void cal_bar_chart_get_row (const CalBarChart *self, guint shown, double *x, double *y);
void cal_bar_chart_draw (cairo_t *cr, const CalBarChart *self);

G_END_DECLS
