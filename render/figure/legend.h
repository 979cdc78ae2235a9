/* legend.h - colour bars and regions of all that a figure shows.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/scene.h"
#include "render/vector/ink.h"

G_BEGIN_DECLS

typedef struct _CalLegend CalLegend;

CalLegend *cal_legend_new (CalScene *scene,
                           gboolean on_cortex,
                           gboolean on_slices,
                           const CalInk *ink,
                           double width_px,
                           double scale) G_GNUC_WARN_UNUSED_RESULT;
void cal_legend_free (CalLegend *self);

double cal_legend_get_height (CalLegend *self);
void cal_legend_draw (CalLegend *self, cairo_t *cr, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalLegend, cal_legend_free)

G_END_DECLS
