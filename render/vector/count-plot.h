/* count-plot.h - how many places have each pair of values: counts in colours on two axes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalCountPlot:
 * @n_bins: across, up
 * @low: where the axes begin
 * @high: where they end
 * @counts: n_bins[1] rows of n_bins[0]
 * @largest: of the counts
 * @is_log: whether colours follow the logarithm of the counts
 * @is_square: both axes are of the same statistic: cells are squares
 * @titles: of the axes
 * @what: "vertices", "voxels"
 * @guide: (nullable): n_guide points of a line that tells the model from the other, or what can be
 *   reached
 * @guide_name: (nullable): what the line is
 * @medians: across, up; NaN for none
 * @mark: the values at the cursor; NaN for none
 * @brush: low x and y, high x and y, of the rectangle that is picked; NaN for none
 * @box: where it is drawn, with the axes
 * @ink: colours of all that is not data
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  guint n_bins[2];
  double low[2];
  double high[2];
  const guint32 *counts;
  guint32 largest;
  gboolean is_log;
  gboolean is_square;
  const char *titles[2];
  const char *what;
  const double (*guide)[2];
  guint n_guide;
  const char *guide_name;
  double medians[2];
  double mark[2];
  double brush[4];
  cairo_rectangle_t box;
  const CalInk *ink;
  double scale;
} CalCountPlot;

void cal_count_plot_to_place (const CalCountPlot *self, const double values[2], double place[2]);
gboolean
cal_count_plot_to_values (const CalCountPlot *self, const double place[2], double values[2]);
void cal_count_plot_draw (cairo_t *cr, const CalCountPlot *self);

G_END_DECLS
