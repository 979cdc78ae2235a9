/* cortex-overlay.h - what is written on a cortex view: titles, names of regions, the cursor.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "render/scene/cortex-layout.h"
#include "render/scene/scene.h"
#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalCortexLettering:
 * @scale: pixels of the picture for one of the design
 * @cursor: whether the cursor is marked
 */
typedef struct {
  CalShapes *shapes;
  CalShape shape;
  const CalCortexLayout *layout;
  CalTheme theme;
  double scale;
  gboolean cursor;
} CalCortexLettering;

typedef struct _CalCortexOverlay CalCortexOverlay;

CalCortexOverlay *cal_cortex_overlay_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cal_cortex_overlay_free (CalCortexOverlay *self);
void cal_cortex_overlay_draw (CalCortexOverlay *self,
                              cairo_t *cr,
                              CalScene *scene,
                              const CalCortexLettering *lettering);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalCortexOverlay, cal_cortex_overlay_free)

G_END_DECLS
