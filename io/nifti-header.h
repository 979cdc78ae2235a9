/* nifti-header.h - the header of a NIfTI-1, NIfTI-2 or Analyze 7.5 file, checked, and its making.
 *
 * With nifti-codes the one door to nifticlib. CIFTI-2 files are NIfTI-2 files: io/cifti reads them
 * through here.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/gzip.h"
#include "io/loaded.h"

G_BEGIN_DECLS

typedef enum {
  CAL_NIFTI_NONE,
  CAL_NIFTI_ANALYZE,
  CAL_NIFTI_1,
  CAL_NIFTI_2,
} CalNiftiVersion;

#define CAL_NIFTI_EXTENSION_COMMENT 6
#define CAL_NIFTI_EXTENSION_CIFTI 32

typedef struct {
  gint32 code;
  GBytes *bytes;
} CalNiftiExtension;

/**
 * CalNiftiHeader:
 * @is_pair: the voxels lie in another file
 * @is_swapped: the file is of the other byte order
 * @dims: of seven dimensions, 1 beyond @n_dims
 * @voxel_offset: where the elements begin in their file
 * @slope: never 0; 1 if the file says none
 * @frame_step: seconds; 0 if the file does not say, or in no unit of time
 * @statistic: (nullable): "t", "z", ... from the intent code
 * @affine_source: "sform", "qform", "pixdim", ...
 * @extensions: of #CalNiftiExtension
 */
typedef struct {
  CalNiftiVersion version;
  gboolean is_pair;
  gboolean is_swapped;
  guint n_dims;
  gsize dims[7];
  CalDtype dtype;
  gsize n_elements;
  gsize n_bytes;
  guint64 voxel_offset;
  double slope;
  double intercept;
  double frame_step;
  gint32 intent_code;
  const char *statistic;
  char intent_name[17];
  char description[81];
  CalAffine voxel_to_world;
  const char *affine_source;
  gint32 sform_code;
  gint32 qform_code;
  GArray *extensions;
} CalNiftiHeader;

CalNiftiVersion cal_nifti_sniff (const guint8 *head, gsize n_head, gint32 *intent_code);
CalNiftiHeader *
cal_nifti_header_read (CalGzip *file, CalLoaded *loaded, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cal_nifti_header_find_extension (const CalNiftiHeader *self, gint32 code);
void cal_nifti_header_free (CalNiftiHeader *self);

GBytes *cal_nifti_header_build (const CalVolumeDesc *desc,
                                CalDtype stored,
                                const char *comment) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalNiftiHeader, cal_nifti_header_free)

G_END_DECLS
