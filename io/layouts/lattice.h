/* lattice.h - the grid on which points in millimetres lie, found from the points.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/affine.h"

G_BEGIN_DECLS

/**
 * CalLattice:
 * @dims: voxels along x, y, z
 * @steps_mm: from voxel to voxel; 1 along an axis on which no point differs
 * @voxel_to_world: its axes are those of the world
 */
typedef struct {
  gsize dims[3];
  double steps_mm[3];
  CalAffine voxel_to_world;
} CalLattice;

gboolean cal_lattice_find (
    const double *points_mm, gsize n_points, CalLattice *lattice, guint32 *voxels, char **reason);

G_END_DECLS
