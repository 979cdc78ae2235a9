/* slice-overlay.h - what is drawn over slices: surface outlines, crosshair, letters, scale.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/slice-layout.h"
#include "render/vector/ink.h"

G_BEGIN_DECLS

typedef struct _CalSliceOverlay CalSliceOverlay;

CalSliceOverlay *cal_slice_overlay_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cal_slice_overlay_free (CalSliceOverlay *self);
void cal_slice_overlay_draw (CalSliceOverlay *self,
                             cairo_t *cr,
                             CalScene *scene,
                             const CalSliceLayout *layout,
                             GArray *panes,
                             const CalInk *ink,
                             double scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalSliceOverlay, cal_slice_overlay_free)

G_END_DECLS
