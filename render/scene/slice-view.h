/* slice-view.h - where a flat pane cuts the world.
 *
 * Pane pixels have their origin at the top left, x right, y down; a pixel's centre is at +0.5.
 * The same map draws the pixel and reads the click, so the two can never disagree. It knows no
 * data and no GL.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/affine.h"
#include "render/scene/scene.h"

G_BEGIN_DECLS

typedef enum {
  CAL_PLANE_SAGITTAL,
  CAL_PLANE_CORONAL,
  CAL_PLANE_AXIAL,
} CalPlane;

/**
 * CalSliceView:
 * @centre_mm: the world point at the middle of the pane; the plane passes through it
 * @mm_per_px: the scale
 */
typedef struct {
  CalPlane plane;
  CalConvention convention;
  double centre_mm[3];
  double mm_per_px;
  int width_px;
  int height_px;
} CalSliceView;

CalAffine cal_slice_view_get_pane_to_world (const CalSliceView *self);
CalAffine cal_slice_view_get_world_to_pane (const CalSliceView *self);
void cal_slice_view_get_letters (const CalSliceView *self, char left_right_top_bottom[4]);

G_END_DECLS
