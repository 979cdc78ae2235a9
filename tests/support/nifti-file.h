/* nifti-file.h - NIfTI and Analyze files made byte by byte, sound or not.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NiftiFile:
 * @version: 1 or 2, or 0 for Analyze 7.5
 * @is_pair: header and voxels are two files
 * @is_swapped: of the other byte order
 * @magic: (nullable): instead of the right one
 * @elements: in this machine's byte order; @swap_size bytes belong together
 * @extension: (nullable): a text, stored under @extension_code; @extension_lie is added to its size
 */
typedef struct {
  int version;
  gboolean is_pair;
  gboolean is_swapped;
  const char *magic;
  gint64 dim[8];
  double pixdim[8];
  int datatype;
  double voxel_offset;
  double slope;
  double intercept;
  int units;
  int intent_code;
  int qform_code;
  int sform_code;
  double quaternion[3];
  double offset[3];
  double rows[3][4];
  int glmin;
  const void *elements;
  gsize n_bytes;
  gsize swap_size;
  const char *extension;
  int extension_code;
  int extension_lie;
} NiftiFile;

NiftiFile nifti_file_new (int version);
GByteArray *nifti_file_build (const NiftiFile *self);
void nifti_file_save (const NiftiFile *self, const char *path);
GByteArray *nifti_file_compress (const void *data, gsize size);
gboolean nifti_file_decompress (const void *packed, gsize n_packed, void *data, gsize size);

G_END_DECLS
