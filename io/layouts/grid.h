/* grid.h - where the voxels of a file lie that says nothing of space.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/layout.h"

G_BEGIN_DECLS

void cal_grid_find_affine (CalVolumeDesc *desc,
                           const char *what,
                           double voxel_mm,
                           CalFindings *findings,
                           const char *path,
                           CalJob *job);

G_END_DECLS
