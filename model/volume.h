/* volume.h - an immutable grid of voxels, in space and maybe in time.
 *
 * The voxel index i varies fastest, then j, k, frame. Voxels keep the type they were stored in; a
 * value is slope * voxel + intercept. Safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/affine.h"
#include "model/array.h"
#include "model/labels.h"
#include "model/sample.h"

G_BEGIN_DECLS

/**
 * CalVolumeDesc:
 * @name: what the person calls it
 * @dims: voxels along i, j, k
 * @n_frames: 0 means 1
 * @frame_dims: how the frames were laid out in the file (dimensions 4 to 7); 0 where it has none
 * @frame_step: seconds from frame to frame; 0 if not known
 * @frames_in_file: how many the file holds, if this volume is a first part of it; 0 means all
 * @voxels: elements of @dtype, in the machine's byte order
 * @slope: 0 means 1
 * @inside: (nullable): a byte a voxel: 0 where the volume says nothing; NULL means everywhere
 * @voxel_to_world: to RAS millimetres
 * @affine_source: "sform", "qform", "pixdim", "MGH", ...
 * @unit: (nullable): "% signal change", say
 * @statistic: (nullable): "r", "t", ...
 * @labels: (nullable): names of integer values
 * @binding: (nullable): the sentence that tells how the values were put on the grid
 */
typedef struct {
  const char *name;
  gsize dims[3];
  gsize n_frames;
  gsize frame_dims[4];
  double frame_step;
  gsize frames_in_file;
  CalDtype dtype;
  GBytes *voxels;
  double slope;
  double intercept;
  GBytes *inside;
  CalAffine voxel_to_world;
  const char *affine_source;
  const char *unit;
  const char *statistic;
  CalLabels *labels;
  const char *binding;
} CalVolumeDesc;

#define CAL_TYPE_VOLUME (cal_volume_get_type ())
G_DECLARE_FINAL_TYPE (CalVolume, cal_volume, CAL, VOLUME, GObject)

CalVolume *cal_volume_new (const CalVolumeDesc *desc, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalVolumeDesc *cal_volume_get_desc (CalVolume *self);
const CalAffine *cal_volume_get_world_to_voxel (CalVolume *self);
gsize cal_volume_get_n_voxels (CalVolume *self);
gboolean cal_volume_check_grid (CalVolume *a, CalVolume *b, GError **error);

CalSample cal_volume_get_voxel (CalVolume *self, const gssize voxel[3], gsize frame);
CalSample cal_volume_sample (CalVolume *self,
                             const double world_mm[3],
                             gsize frame,
                             CalInterpolation interpolation);
gboolean cal_volume_find_voxel (CalVolume *self, const double world_mm[3], gssize voxel[3]);
void cal_volume_get_bounds (CalVolume *self, double low_mm[3], double high_mm[3]);

G_END_DECLS
