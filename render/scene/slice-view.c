/* slice-view.c - where a flat pane cuts the world.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/slice-view.h"

/* Which world axis runs right, which runs up, which goes through each plane. A sagittal pane has
 * the front of the head on its left, as FSLeyes and Connectome Workbench do. */
static const struct {
  int right, up, through;
  double right_sign;
} axes[] = {
    [CAL_PLANE_SAGITTAL] = {1, 2, 0, -1.0},
    [CAL_PLANE_CORONAL] = {0, 2, 1, 1.0},
    [CAL_PLANE_AXIAL] = {0, 1, 2, 1.0},
};

/* Towards which end of the world axis the pane's x grows. */
static double
get_right_sign (const CalSliceView *self)
{
  gboolean mirrored = self->convention == CAL_RADIOLOGICAL && self->plane != CAL_PLANE_SAGITTAL;

  return mirrored ? -axes[self->plane].right_sign : axes[self->plane].right_sign;
}

/**
 * cal_slice_view_get_pane_to_world:
 *
 * Returns: the map from pane pixels (x, y, 0) to RAS millimetres; the third coordinate is mm
 *   through the plane
 */
CalAffine
cal_slice_view_get_pane_to_world (const CalSliceView *self)
{
  CalAffine a = {{{0}}};
  int right = axes[self->plane].right, up = axes[self->plane].up;
  double across_mm = get_right_sign (self) * self->mm_per_px;

  for (int r = 0; r < 3; r++)
    a.m[r][3] = self->centre_mm[r];
  a.m[right][0] = across_mm;
  a.m[right][3] -= across_mm * self->width_px / 2.0;
  a.m[up][1] = -self->mm_per_px;
  a.m[up][3] += self->mm_per_px * self->height_px / 2.0;
  a.m[axes[self->plane].through][2] = 1.0;
  return a;
}

/**
 * cal_slice_view_get_world_to_pane:
 *
 * Returns: the inverse of cal_slice_view_get_pane_to_world()
 */
CalAffine
cal_slice_view_get_world_to_pane (const CalSliceView *self)
{
  CalAffine to_world = cal_slice_view_get_pane_to_world (self);
  CalAffine to_pane = cal_affine_identity ();

  g_return_val_if_fail (cal_affine_invert (&to_world, &to_pane), to_pane);
  return to_pane;
}

/**
 * cal_slice_view_get_letters:
 * @left_right_top_bottom: (out caller-allocates): which way each edge of the pane looks
 */
void
cal_slice_view_get_letters (const CalSliceView *self, char left_right_top_bottom[4])
{
  static const char names[3][2] = {{'L', 'R'}, {'P', 'A'}, {'I', 'S'}};
  gboolean positive = get_right_sign (self) > 0.0;

  left_right_top_bottom[0] = names[axes[self->plane].right][!positive];
  left_right_top_bottom[1] = names[axes[self->plane].right][positive];
  left_right_top_bottom[2] = names[axes[self->plane].up][1];
  left_right_top_bottom[3] = names[axes[self->plane].up][0];
}
