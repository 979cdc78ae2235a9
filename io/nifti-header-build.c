/* nifti-header-build.c - the header of a NIfTI file that is to be written.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/nifti-header.h"

#include <math.h>
#include <string.h>

#include <nifti2_io.h>

#include "io/nifti-codes.h"

/* The qform too, where a rotation and voxel sizes say the same as the matrix: some programs look
 * at nothing else. */
static void
build_affine (const CalAffine *affine, nifti_2_header *raw)
{
  nifti_dmat44 m = {0}, back;
  double largest = 0.0;

  for (int c = 0; c < 4; c++) {
    raw->srow_x[c] = m.m[0][c] = affine->m[0][c];
    raw->srow_y[c] = m.m[1][c] = affine->m[1][c];
    raw->srow_z[c] = m.m[2][c] = affine->m[2][c];
  }
  m.m[3][3] = 1.0;
  raw->sform_code = NIFTI_XFORM_ALIGNED_ANAT;
  nifti_dmat44_to_quatern (m, &raw->quatern_b, &raw->quatern_c, &raw->quatern_d, &raw->qoffset_x,
                           &raw->qoffset_y, &raw->qoffset_z, &raw->pixdim[1], &raw->pixdim[2],
                           &raw->pixdim[3], &raw->pixdim[0]);
  back = nifti_quatern_to_dmat44 (raw->quatern_b, raw->quatern_c, raw->quatern_d, raw->qoffset_x,
                                  raw->qoffset_y, raw->qoffset_z, raw->pixdim[1], raw->pixdim[2],
                                  raw->pixdim[3], raw->pixdim[0]);
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 4; c++)
      largest = MAX (largest, fabs (back.m[r][c] - m.m[r][c]));
  raw->qform_code = largest < 1e-4 ? NIFTI_XFORM_ALIGNED_ANAT : NIFTI_XFORM_UNKNOWN;
}

static void
narrow_down (const nifti_2_header *from, nifti_1_header *to)
{
  memset (to, 0, sizeof *to);
  to->sizeof_hdr = 348;
  to->regular = 'r';
  for (int d = 0; d < 8; d++) {
    to->dim[d] = (short) from->dim[d];
    to->pixdim[d] = (float) from->pixdim[d];
  }
  to->datatype = (short) from->datatype;
  to->bitpix = from->bitpix;
  to->vox_offset = (float) from->vox_offset;
  to->scl_slope = (float) from->scl_slope;
  to->scl_inter = (float) from->scl_inter;
  to->intent_code = (short) from->intent_code;
  to->xyzt_units = (char) from->xyzt_units;
  to->qform_code = (short) from->qform_code;
  to->sform_code = (short) from->sform_code;
  to->quatern_b = (float) from->quatern_b;
  to->quatern_c = (float) from->quatern_c;
  to->quatern_d = (float) from->quatern_d;
  to->qoffset_x = (float) from->qoffset_x;
  to->qoffset_y = (float) from->qoffset_y;
  to->qoffset_z = (float) from->qoffset_z;
  for (int c = 0; c < 4; c++) {
    to->srow_x[c] = (float) from->srow_x[c];
    to->srow_y[c] = (float) from->srow_y[c];
    to->srow_z[c] = (float) from->srow_z[c];
  }
  memcpy (to->magic, "n+1", 4);
}

/* NIfTI-1 counts to 32767 and keeps slopes in single precision. */
static gboolean
fits_nifti_1 (const nifti_2_header *raw)
{
  for (int d = 1; d < 8; d++)
    if (raw->dim[d] > G_MAXINT16)
      return FALSE;
  return (double) (float) raw->scl_slope == raw->scl_slope &&
         (double) (float) raw->scl_inter == raw->scl_inter;
}

/* Frames over dimensions 4 to 7, as they were, if those are known and agree. */
static void
build_dims (const CalVolumeDesc *desc, nifti_2_header *raw)
{
  gsize n_frames = 1;

  for (int d = 0; d < 8; d++)
    raw->dim[d] = 1;
  for (int a = 0; a < 3; a++)
    raw->dim[a + 1] = (gint64) desc->dims[a];
  for (int d = 0; d < 4 && desc->frame_dims[d] > 0; d++)
    if (!g_size_checked_mul (&n_frames, n_frames, desc->frame_dims[d]))
      n_frames = 0;
  raw->dim[0] = 3;
  if (n_frames == desc->n_frames)
    for (int d = 0; d < 4 && desc->frame_dims[d] > 0; d++) {
      raw->dim[4 + d] = (gint64) desc->frame_dims[d];
      raw->dim[0] = 4 + d;
    }
  else if (desc->n_frames > 1) {
    raw->dim[0] = 4;
    raw->dim[4] = (gint64) desc->n_frames;
  }
}

static void
append_extension (GByteArray *bytes, gint32 code, const char *text)
{
  static const guint8 padding[16];
  guint8 extender[4] = {text != NULL, 0, 0, 0};
  gsize length = text != NULL ? strlen (text) : 0;
  gint32 words[2] = {(gint32) ((length + 8 + 15) / 16 * 16), code};

  g_byte_array_append (bytes, extender, 4);
  if (text == NULL)
    return;
  g_byte_array_append (bytes, (const guint8 *) words, 8);
  g_byte_array_append (bytes, (const guint8 *) text, (guint) length);
  g_byte_array_append (bytes, padding, (guint) ((gsize) words[0] - 8 - length));
}

/**
 * cal_nifti_header_build:
 * @desc: a volume
 * @stored: the type its elements are written in
 * @comment: (nullable): kept in a header extension
 *
 * NIfTI-1 where it can hold the dimensions and the slope, else NIfTI-2. NIfTI-1 rounds the matrix
 * and the frame step to single precision.
 *
 * Returns: (transfer full): all that comes before the voxels
 */
GBytes *
cal_nifti_header_build (const CalVolumeDesc *desc, CalDtype stored, const char *comment)
{
  GByteArray *bytes = g_byte_array_new ();
  nifti_2_header raw = {.sizeof_hdr = 540, .magic = "n+2\0\r\n\032\n"};
  nifti_1_header narrow;
  gboolean is_narrow;

  build_dims (desc, &raw);
  raw.datatype = (short) cal_nifti_get_datatype (stored);
  raw.intent_code = cal_nifti_get_intent (desc->statistic);
  if (raw.intent_code == 0 && desc->labels != NULL)
    raw.intent_code = NIFTI_INTENT_LABEL;
  raw.bitpix = (short) (8 * cal_dtype_get_size (stored));
  raw.scl_slope = desc->slope;
  raw.scl_inter = desc->intercept;
  build_affine (&desc->voxel_to_world, &raw);
  for (int d = 4; d < 8; d++)
    raw.pixdim[d] = 1.0;
  if (desc->frame_step > 0.0)
    raw.pixdim[4] = desc->frame_step;
  raw.xyzt_units = NIFTI_UNITS_MM | (desc->frame_step > 0.0 ? NIFTI_UNITS_SEC : 0);

  is_narrow = fits_nifti_1 (&raw);
  g_byte_array_set_size (bytes, is_narrow ? sizeof narrow : sizeof raw);
  append_extension (bytes, CAL_NIFTI_EXTENSION_COMMENT, comment);
  raw.vox_offset = bytes->len;
  if (is_narrow) {
    narrow_down (&raw, &narrow);
    memcpy (bytes->data, &narrow, sizeof narrow);
  } else
    memcpy (bytes->data, &raw, sizeof raw);
  return g_byte_array_free_to_bytes (bytes);
}
