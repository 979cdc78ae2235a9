/* threshold-map.h - a value for each pair of thresholds l and u.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalThresholdMap:
 * @n_steps: quantiles from 0 to 1
 * @values: @n_steps x @n_steps, l first; NaN where there is none: u below l
 * @caption: (nullable): what they are
 * @lower: where the thresholds are now
 * @upper: likewise
 * @box: where the cells lie: l across, u upwards
 */
typedef struct {
  guint n_steps;
  const double *values;
  const char *caption;
  double lower;
  double upper;
  cairo_rectangle_t box;
  const CalInk *ink;
  double scale;
} CalThresholdMap;

gboolean cal_threshold_map_pick (
    const CalThresholdMap *self, double x, double y, double *lower, double *upper);
gboolean cal_threshold_map_find_best (const CalThresholdMap *self, guint *l, guint *u);
void
cal_threshold_map_get_cell (const CalThresholdMap *self, guint l, guint u, cairo_rectangle_t *box);
void cal_threshold_map_draw (cairo_t *cr, const CalThresholdMap *self);

G_END_DECLS
