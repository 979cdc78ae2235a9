/* legend.h - colour bars and regions of all that a figure shows.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/colour-key.h"

G_BEGIN_DECLS

typedef struct _CalLegend CalLegend;

/**
 * CalLegendSpot:
 * @layer: whose colours are there
 * @label: (nullable): the region that is there; otherwise @key says which values
 * @nth: which of the keys
 */
typedef struct {
  CalLayer *layer;
  const CalLabel *label;
  guint nth;
  CalKeySpot key;
} CalLegendSpot;

CalLegend *cal_legend_new (CalScene *scene,
                           gboolean on_cortex,
                           gboolean on_slices,
                           const CalInk *ink,
                           double width_px,
                           double scale) G_GNUC_WARN_UNUSED_RESULT;
void cal_legend_free (CalLegend *self);

double cal_legend_get_height (CalLegend *self);
void cal_legend_draw (CalLegend *self, cairo_t *cr, double x, double y);
void cal_legend_point (CalLegend *self, CalScene *scene);
gboolean cal_legend_find (CalLegend *self, double x, double y, CalLegendSpot *spot);
void cal_legend_follow (
    CalLegend *self, const CalLegendSpot *from, double x, double y, double pick[3][2]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalLegend, cal_legend_free)

G_END_DECLS
