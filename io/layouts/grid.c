/* grid.c - where the voxels of a file lie that says nothing of space.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/grid.h"

#include "io/layouts/nsd.h"

#define N G_GSIZE_FORMAT

/**
 * cal_grid_find_affine:
 * @desc: has its dims, gets its affine
 * @what: the volume, for the person: "mask"
 * @voxel_mm: how large voxels are taken to be if nothing says it
 * @path: the file that the voxels are in
 *
 * Gives the affine of a NIfTI volume of as many voxels along each axis that lies beside; if there
 * is none, that of voxels of @voxel_mm around the middle. Either is remarked.
 */
void
cal_grid_find_affine (CalVolumeDesc *desc,
                      const char *what,
                      double voxel_mm,
                      CalFindings *findings,
                      const char *path,
                      CalJob *job)
{
  const gsize *dims = desc->dims;
  g_autofree char *folder = g_path_get_dirname (path), *source = NULL, *name = NULL;
  g_autoptr (CalVolume) grid = cal_nsd_find_grid (folder, dims, &source, job);
  CalAffine affine = {{{voxel_mm, 0, 0, 0}, {0, voxel_mm, 0, 0}, {0, 0, voxel_mm, 0}}};

  if (grid != NULL) {
    name = g_path_get_basename (source);
    cal_findings_remark (findings, "%s: where its voxels are is taken from %s", what, name);
    desc->voxel_to_world = cal_volume_get_desc (grid)->voxel_to_world;
    desc->affine_source = "another volume";
    return;
  }
  for (int a = 0; a < 3; a++)
    affine.m[a][3] = -voxel_mm / 2.0 * ((double) dims[a] - 1.0);
  cal_findings_remark (findings,
                       "%s: no volume of %" N " x %" N " x %" N
                       " voxels lies beside the file, which says neither how large voxels are nor "
                       "where: taken for %g mm around the middle",
                       what, dims[0], dims[1], dims[2], voxel_mm);
  desc->voxel_to_world = affine;
  desc->affine_source = "taken around the middle";
}
