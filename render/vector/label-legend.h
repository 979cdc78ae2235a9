/* label-legend.h - which colour is which region.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/labels.h"
#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalLabelLegend:
 * @labels: (element-type CalLabel): those to name, in this order
 * @caption: (nullable): the table's name
 * @ink: colours of letters
 * @width_px: the room it may take
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 * @column_px: the room for a swatch and its name; 0 takes the usual one
 * @counts: (nullable): how many elements each of @labels has
 * @picked: (nullable): the name of the one that alone is shown
 * @pointed: (nullable): the one under the pointer
 */
typedef struct {
  GPtrArray *labels;
  const char *caption;
  const CalInk *ink;
  double width_px;
  double scale;
  double column_px;
  const gsize *counts;
  const char *picked;
  const CalLabel *pointed;
} CalLabelLegend;

double cal_label_legend_measure (const CalLabelLegend *self);
const CalLabel *cal_label_legend_find (const CalLabelLegend *self, double x, double y);
void cal_label_legend_draw (cairo_t *cr, const CalLabelLegend *self, double x, double y);

G_END_DECLS
