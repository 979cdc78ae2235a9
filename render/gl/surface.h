/* surface.h - draws a cortex view: both hemispheres, lit, under their layers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/gl/cortex-mesh.h"
#include "render/scene/scene.h"

G_BEGIN_DECLS

/**
 * CalSurfaceStyle:
 * @unlit: colours as they are in the colour map, for who measures them
 * @plain: no layer and no curvature: the least that a drawing costs
 * @scale: pixels of the picture for one of the design (2 on a dense screen)
 */
typedef struct {
  gboolean unlit;
  gboolean plain;
  double scale;
} CalSurfaceStyle;

typedef struct _CalSurfacePass CalSurfacePass;

CalSurfacePass *cal_surface_pass_new (CalGlCache *cache) G_GNUC_WARN_UNUSED_RESULT;
void cal_surface_pass_free (CalSurfacePass *self);

gboolean cal_surface_pass_draw (CalSurfacePass *self,
                                CalScene *scene,
                                const CalCortexDrawing *drawing,
                                const CalSurfaceStyle *style,
                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalSurfacePass, cal_surface_pass_free)

G_END_DECLS
