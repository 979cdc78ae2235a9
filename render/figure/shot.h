/* shot.h - the parts of a figure that OpenGL draws, as pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "render/scene/cortex-layout.h"
#include "render/scene/slice-layout.h"

G_BEGIN_DECLS

/**
 * CalShot:
 * @scale: pixels to one of the design, for outlines
 * @shapes: (nullable): of the cortex to draw
 * @shape: which of them, or between which
 * @cortex_layout: where
 * @panes: (nullable): the slices to draw
 * @slice_layout: what the panes were made from
 * @panels: (nullable): pictures of the panels of the cortex, transparent around it
 * @slices: (nullable): the picture of the slices
 */
typedef struct {
  double scale;
  CalShapes *shapes;
  CalShape shape;
  CalCortexLayout cortex_layout;
  GArray *panes;
  CalSliceLayout slice_layout;
  cairo_surface_t *panels[CAL_MAX_PANELS];
  cairo_surface_t *slices;
} CalShot;

GThread *cal_shot_warm_up (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_shot_take (CalShot *self, CalScene *scene, GError **error);
void cal_shot_clear (CalShot *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalShot, cal_shot_clear)

G_END_DECLS
