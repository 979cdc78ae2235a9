/* elements.c - the vertices of a map or the voxels of a volume, one after the other.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/elements.h"

/**
 * cal_elements_count:
 * @data: a #CalMap or a #CalVolume
 *
 * Returns: its vertices, or its voxels
 */
gsize
cal_elements_count (GObject *data)
{
  return CAL_IS_MAP (data) ? cal_map_get_n_elements (CAL_MAP (data))
                           : cal_volume_get_n_voxels (CAL_VOLUME (data));
}

gsize
cal_elements_count_frames (GObject *data)
{
  return CAL_IS_MAP (data) ? cal_map_get_n_frames (CAL_MAP (data))
                           : cal_volume_get_desc (CAL_VOLUME (data))->n_frames;
}

/**
 * cal_elements_get:
 * @data: a #CalMap or a #CalVolume
 * @element: a vertex, left hemisphere first, or a voxel, the first index fastest
 *
 * Any thread.
 *
 * Returns: its value, or why there is none
 */
CalSample
cal_elements_get (GObject *data, gsize element, gsize frame)
{
  const CalVolumeDesc *desc;
  gssize voxel[3];

  if (CAL_IS_MAP (data))
    return cal_map_get_element (CAL_MAP (data), element, frame);
  desc = cal_volume_get_desc (CAL_VOLUME (data));
  voxel[0] = (gssize) (element % desc->dims[0]);
  voxel[1] = (gssize) (element / desc->dims[0] % desc->dims[1]);
  voxel[2] = (gssize) (element / desc->dims[0] / desc->dims[1]);
  return cal_volume_get_voxel (CAL_VOLUME (data), voxel, frame);
}
