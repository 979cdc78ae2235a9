/* grid.h - a grid of cubic voxels along the axes of the world, and what surfaces enclose in it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/mesh.h"
#include "model/affine.h"

G_BEGIN_DECLS

/**
 * CalDemoGrid:
 * @dims: voxels along x, y, z
 * @origin: the centre of voxel 0, 0, 0, RAS mm
 * @step: mm
 */
typedef struct {
  gsize dims[3];
  double origin[3];
  double step;
} CalDemoGrid;

CalDemoGrid cal_demo_grid_around (const double low[3], const double high[3], double step);
CalAffine cal_demo_grid_get_affine (const CalDemoGrid *self);
gsize cal_demo_grid_get_n (const CalDemoGrid *self);
gboolean cal_demo_grid_find (const CalDemoGrid *self, const float mm[3], gsize *voxel);
void cal_demo_grid_enclose (const CalDemoGrid *self,
                            const CalDemoMesh *mesh,
                            const float *points,
                            float *coverage);

G_END_DECLS
