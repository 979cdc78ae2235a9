/* rsa-plot.h - how similar models are to regions: a matrix of numbers, and the bars of one region.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalRsaPlot:
 * @models: @n_models names, the rows
 * @regions: @n_regions names, the columns
 * @similarity: a number a model and region, models first; NaN where there is none
 * @low: (nullable): the lower end of its interval, likewise
 * @high: (nullable): the upper end
 * @is_above_zero: (nullable): whether it is surely more than none, likewise
 * @ceiling: (nullable): two numbers a region: the noise ceiling's lower and upper end; NaN for none
 * @is_better: (nullable): @n_models x @n_models: whether the first is surely more similar to
 *   @region than the second
 * @statistic: "Spearman r"
 * @rule: (nullable): a line that says what intervals and marks mean
 * @region: whose bars are drawn
 * @picked_model: the picked bar; -1 for none
 * @ink: colours of all that is not data
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  guint n_models;
  guint n_regions;
  const char *const *models;
  const char *const *regions;
  const double *similarity;
  const double *low;
  const double *high;
  const guint8 *is_above_zero;
  const double *ceiling;
  const guint8 *is_better;
  const char *statistic;
  const char *rule;
  guint region;
  gint picked_model;
  const CalInk *ink;
  double scale;
} CalRsaPlot;

/**
 * CalRsaLayout:
 * @matrix: all cells, without names
 * @names_px: the room for the models' names at its left
 * @heading_px: the room for the regions' names above it
 * @turns_regions: whether these are read from below, for they are wider than a column
 * @bars: between the axis and the top value, without names
 * @below_px: the room for the models' names below them
 * @turns_models: whether these are read from below
 * @bottom: value at the lower edge of @bars
 * @top: value at its upper edge
 * @rows_px: the height of a row of marks above @bars; 0 if nothing is marked
 * @n_rows: rows of marks
 */
typedef struct {
  cairo_rectangle_t matrix;
  double names_px;
  double heading_px;
  gboolean turns_regions;
  cairo_rectangle_t bars;
  double below_px;
  gboolean turns_models;
  double bottom;
  double top;
  double rows_px;
  guint n_rows;
} CalRsaLayout;

typedef enum {
  CAL_RSA_NOTHING,
  CAL_RSA_CELL,
  CAL_RSA_BAR,
  CAL_RSA_REGION,
} CalRsaPart;

void cal_rsa_plot_lay_out (const CalRsaPlot *self,
                           double width_px,
                           double height_px,
                           CalRsaLayout *layout);
CalRsaPart cal_rsa_plot_pick (const CalRsaPlot *self,
                              const CalRsaLayout *layout,
                              double x,
                              double y,
                              guint *model,
                              guint *region);
void cal_rsa_plot_get_cell (const CalRsaPlot *self,
                            const CalRsaLayout *layout,
                            guint model,
                            guint region,
                            cairo_rectangle_t *box);
gboolean cal_rsa_plot_get_bar (const CalRsaPlot *self,
                               const CalRsaLayout *layout,
                               guint model,
                               cairo_rectangle_t *box);
void cal_rsa_plot_draw (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout);

G_END_DECLS
