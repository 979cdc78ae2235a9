/* curve-plot.h - points joined by lines: a number along an axis of numbers or names.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalCurve:
 * @name: for the legend
 * @values: one a point; NaN is no point
 * @errors: (nullable): half of the whisker at each point
 * @rgb: its colour
 */
typedef struct {
  const char *name;
  const double *values;
  const double *errors;
  double rgb[3];
} CalCurve;

/**
 * CalCurvePlot:
 * @n_points: of each curve
 * @positions: across, of each point; ascending or not
 * @names: (nullable): of the points, written below them; without, the axis has numbers
 * @is_log: whether the axis of numbers is logarithmic; all positions are above 0 then
 * @curves: the last is drawn on top
 * @hovered: the point under the pointer, or -1
 * @x_title: (nullable)
 * @y_title: (nullable)
 * @box: where it is drawn
 * @ink: colours of all that is not data
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  gsize n_points;
  const double *positions;
  const char *const *names;
  gboolean is_log;
  const CalCurve *curves;
  guint n_curves;
  gssize hovered;
  const char *x_title;
  const char *y_title;
  cairo_rectangle_t box;
  const CalInk *ink;
  double scale;
} CalCurvePlot;

gssize cal_curve_plot_pick (const CalCurvePlot *self, double x, double y);
void cal_curve_plot_draw (cairo_t *cr, const CalCurvePlot *self);

G_END_DECLS
