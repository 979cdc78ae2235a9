/* nifti-header.c - the header of a NIfTI-1, NIfTI-2 or Analyze 7.5 file, checked.
 *
 * nifticlib gives the layouts, the byte swapping, the quaternions and the names. It is handed no
 * file name and no unchecked number: given a file it may take the voxels of a sibling, turns NaN
 * into 0, multiplies dimensions unchecked, crashes if dim[0] > 7 and prints to stderr.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/nifti-header.h"

#include <math.h>
#include <string.h>

#include <nifti2_io.h>

#include "io/nifti-codes.h"
#include "model/error.h"

G_STATIC_ASSERT (sizeof (nifti_1_header) == 348);
G_STATIC_ASSERT (sizeof (nifti_2_header) == 540);

static void
clear_extension (gpointer extension)
{
  g_bytes_unref (((CalNiftiExtension *) extension)->bytes);
}

void
cal_nifti_header_free (CalNiftiHeader *self)
{
  g_array_unref (self->extensions);
  g_free (self);
}

/* The header size tells the version and the byte order: 348, 540, or either of them swapped. */
static gboolean
read_size (const guint8 *head, gint32 *size, gboolean *is_swapped)
{
  memcpy (size, head, 4);
  *is_swapped = *size != 348 && *size != 540;
  if (*is_swapped)
    *size = (gint32) GUINT32_SWAP_LE_BE ((guint32) *size);
  return *size == 348 || *size == 540;
}

/**
 * cal_nifti_sniff:
 * @head: the first bytes of a file, decompressed
 * @intent_code: (out) (optional): of a NIfTI-2 header; 3000 to 3099 is CIFTI
 *
 * Returns: what header the file begins with. CAL_NIFTI_ANALYZE says only that nothing speaks
 *   against it: that format has no signature.
 */
CalNiftiVersion
cal_nifti_sniff (const guint8 *head, gsize n_head, gint32 *intent_code)
{
  gboolean is_swapped;
  gint32 size;

  if (intent_code != NULL)
    *intent_code = 0;
  if (n_head < 348 || !read_size (head, &size, &is_swapped))
    return CAL_NIFTI_NONE;
  if (size == 348) {
    const char *magic = (const char *) head + G_STRUCT_OFFSET (nifti_1_header, magic);
    gint16 n_dims;

    if (memcmp (magic, "n+1", 4) == 0 || memcmp (magic, "ni1", 4) == 0)
      return CAL_NIFTI_1;
    memcpy (&n_dims, head + G_STRUCT_OFFSET (nifti_1_header, dim), 2);
    if (is_swapped)
      n_dims = (gint16) GUINT16_SWAP_LE_BE ((guint16) n_dims);
    return n_dims >= 1 && n_dims <= 7 ? CAL_NIFTI_ANALYZE : CAL_NIFTI_NONE;
  }
  if (n_head < 540 || (memcmp (head + 4, "n+2\0\r\n\032\n", 8) != 0 &&
                       memcmp (head + 4, "ni2\0\r\n\032\n", 8) != 0))
    return CAL_NIFTI_NONE;
  if (intent_code != NULL) {
    memcpy (intent_code, head + G_STRUCT_OFFSET (nifti_2_header, intent_code), 4);
    if (is_swapped)
      *intent_code = (gint32) GUINT32_SWAP_LE_BE ((guint32) *intent_code);
  }
  return CAL_NIFTI_2;
}

/* A NIfTI-1 header's numbers in the wider NIfTI-2 layout. */
static void
widen (const nifti_1_header *from, nifti_2_header *to)
{
  memset (to, 0, sizeof *to);
  for (int d = 0; d < 8; d++) {
    to->dim[d] = from->dim[d];
    to->pixdim[d] = (double) from->pixdim[d];
  }
  to->datatype = from->datatype;
  to->scl_slope = (double) from->scl_slope;
  to->scl_inter = (double) from->scl_inter;
  to->intent_code = from->intent_code;
  to->xyzt_units = from->xyzt_units;
  to->qform_code = from->qform_code;
  to->sform_code = from->sform_code;
  to->quatern_b = (double) from->quatern_b;
  to->quatern_c = (double) from->quatern_c;
  to->quatern_d = (double) from->quatern_d;
  to->qoffset_x = (double) from->qoffset_x;
  to->qoffset_y = (double) from->qoffset_y;
  to->qoffset_z = (double) from->qoffset_z;
  for (int c = 0; c < 4; c++) {
    to->srow_x[c] = (double) from->srow_x[c];
    to->srow_y[c] = (double) from->srow_y[c];
    to->srow_z[c] = (double) from->srow_z[c];
  }
  memcpy (to->intent_name, from->intent_name, sizeof to->intent_name);
  memcpy (to->descrip, from->descrip, sizeof to->descrip);
}

/* FreeSurfer stores more vertices than a short can count in two ways of its own. */
static void
read_freesurfer_dims (const nifti_1_header *raw, nifti_2_header *header)
{
  if (raw->dim[0] < 3 || raw->dim[2] != 1)
    return;
  if (raw->dim[1] == -1 && raw->dim[3] == 1) {
    header->dim[1] = raw->glmin;
  } else if (raw->dim[1] == 27307 && raw->dim[3] == 6) {
    header->dim[1] = 163842;
    header->dim[3] = 1;
  }
}

static gboolean
read_dims (CalNiftiHeader *self,
           CalGzip *file,
           const nifti_2_header *raw,
           CalLoaded *loaded,
           GError **error)
{
  const char *name = cal_gzip_get_display_name (file);

  if (raw->dim[0] < 1 || raw->dim[0] > 7) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the header (dim[0]) says %" G_GINT64_FORMAT " dimensions; expected 1 to 7",
                 name, raw->dim[0]);
    return FALSE;
  }
  self->n_dims = (guint) raw->dim[0];
  self->n_elements = 1;
  for (guint d = 0; d < 7; d++) {
    gint64 length = d < self->n_dims ? raw->dim[d + 1] : 1;

    if (length == 0 && d >= 3) {
      cal_loaded_warn (loaded, "The header (dim[%u]) says 0; taken as 1.", d + 1);
      length = 1;
    }
    if (length < 1) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: the header (dim[%u]) says %" G_GINT64_FORMAT "; expected 1 or more", name,
                   d + 1, length);
      return FALSE;
    }
    self->dims[d] = (gsize) length;
    if (!g_size_checked_mul (&self->n_elements, self->n_elements, self->dims[d]) ||
        !g_size_checked_mul (&self->n_bytes, self->n_elements, cal_dtype_get_size (self->dtype))) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                   "%s: the header (dim) asks for more voxels than any memory holds", name);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_datatype (CalNiftiHeader *self, CalGzip *file, int code, GError **error)
{
  if (cal_nifti_find_dtype (code, &self->dtype))
    return TRUE;
  if (code == DT_BINARY)
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s: voxels of one bit (datatype 1) are not read",
                 cal_gzip_get_display_name (file));
  else
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the header (datatype) says %d, which NIfTI does not define",
                 cal_gzip_get_display_name (file), code);
  return FALSE;
}

/* A slope of 0 means none. RGB has none either. */
static gboolean
read_scaling (CalNiftiHeader *self,
              CalGzip *file,
              const nifti_2_header *raw,
              CalLoaded *loaded,
              GError **error)
{
  self->slope = 1.0;
  self->intercept = 0.0;
  if (raw->scl_slope == 0.0 || self->dtype == CAL_DTYPE_RGB24 || self->dtype == CAL_DTYPE_RGBA32)
    return TRUE;
  if (!isfinite (raw->scl_slope)) {
    cal_loaded_warn (loaded, "The header (scl_slope) says %g; values are taken as stored.",
                     raw->scl_slope);
    return TRUE;
  }
  if (!isfinite (raw->scl_inter)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the header says scl_slope %g, but scl_inter %g; expected a finite number",
                 cal_gzip_get_display_name (file), raw->scl_slope, raw->scl_inter);
    return FALSE;
  }
  self->slope = raw->scl_slope;
  self->intercept = raw->scl_inter;
  if (self->dtype >= CAL_DTYPE_COMPLEX64 && self->dtype <= CAL_DTYPE_COMPLEX256 &&
      (self->slope != 1.0 || self->intercept != 0.0))
    cal_loaded_warn (loaded, "The slope and intercept are applied to the magnitude.");
  return TRUE;
}

static double
positive (double pixdim)
{
  return isfinite (pixdim) && pixdim != 0.0 ? fabs (pixdim) : 1.0;
}

/* nibabel's rule for files with no matrix: the grid's centre is the origin, i runs to the left. */
static void
read_plain_affine (CalNiftiHeader *self, const nifti_2_header *raw, const double *origin)
{
  self->voxel_to_world = cal_affine_identity ();
  for (int a = 0; a < 3; a++) {
    double size = positive (raw->pixdim[a + 1]) * (a == 0 ? -1.0 : 1.0);

    self->voxel_to_world.m[a][a] = size;
    self->voxel_to_world.m[a][3] =
        -size * (origin != NULL ? origin[a] : ((double) self->dims[a] - 1.0) / 2.0);
  }
}

/* The sform if there is one, else the qform, else the voxel size alone, as nibabel does. */
static void
read_affine (CalNiftiHeader *self, const nifti_2_header *raw, CalLoaded *loaded)
{
  self->sform_code = raw->sform_code;
  self->qform_code = raw->qform_code;
  if (raw->sform_code > 0) {
    for (int c = 0; c < 4; c++) {
      self->voxel_to_world.m[0][c] = raw->srow_x[c];
      self->voxel_to_world.m[1][c] = raw->srow_y[c];
      self->voxel_to_world.m[2][c] = raw->srow_z[c];
    }
    self->affine_source = "sform";
  } else if (raw->qform_code > 0) {
    nifti_dmat44 q = nifti_quatern_to_dmat44 (
        raw->quatern_b, raw->quatern_c, raw->quatern_d, raw->qoffset_x, raw->qoffset_y,
        raw->qoffset_z, positive (raw->pixdim[1]), positive (raw->pixdim[2]),
        positive (raw->pixdim[3]), raw->pixdim[0] < 0.0 ? -1.0 : 1.0);

    for (int r = 0; r < 3; r++)
      for (int c = 0; c < 4; c++)
        self->voxel_to_world.m[r][c] = q.m[r][c];
    self->affine_source = "qform";
  } else {
    read_plain_affine (self, raw, NULL);
    self->affine_source = "pixdim";
    cal_loaded_warn (loaded, "The file has neither sform nor qform: i is taken to run to the left, "
                             "and the centre of the grid as the origin.");
  }
}

/* SPM's use of Analyze 7.5: five shorts at 253 are the origin, counted from 1. */
static void
read_analyze_affine (CalNiftiHeader *self,
                     const guint8 *bytes,
                     const nifti_2_header *raw,
                     CalLoaded *loaded)
{
  double origin[3];
  gboolean any = FALSE, plausible = TRUE;

  for (int a = 0; a < 3; a++) {
    guint16 word;

    memcpy (&word, bytes + 253 + 2 * a, 2);
    if (self->is_swapped)
      word = GUINT16_SWAP_LE_BE (word);
    origin[a] = (double) (gint16) word - 1.0;
    any |= word != 0;
    plausible &=
        origin[a] + 1.0 > -(double) self->dims[a] && origin[a] + 1.0 < 2.0 * (double) self->dims[a];
  }
  read_plain_affine (self, raw, any && plausible ? origin : NULL);
  self->affine_source = any && plausible ? "Analyze origin" : "pixdim";
  cal_loaded_warn (loaded, "Analyze 7.5 does not tell left from right: i is taken to run to the "
                           "left, as SPM and nibabel do.");
}

static void
read_time (CalNiftiHeader *self, const nifti_2_header *raw, CalLoaded *loaded)
{
  double scale = 0.0;

  switch (raw->xyzt_units & 0x38) {
  case NIFTI_UNITS_SEC:
    scale = 1.0;
    break;
  case NIFTI_UNITS_MSEC:
    scale = 1e-3;
    break;
  case NIFTI_UNITS_USEC:
    scale = 1e-6;
    break;
  default:
    if (self->dims[3] > 1 && raw->pixdim[4] > 0.0)
      cal_loaded_add_detail (loaded, "Frame step", "%g, in no unit of time", raw->pixdim[4]);
    break;
  }
  if (self->dims[3] > 1 && isfinite (raw->pixdim[4]) && raw->pixdim[4] > 0.0)
    self->frame_step = raw->pixdim[4] * scale;
  if ((raw->xyzt_units & 7) == NIFTI_UNITS_METER || (raw->xyzt_units & 7) == NIFTI_UNITS_MICRON)
    cal_loaded_warn (loaded,
                     "The header gives lengths in %s, which other programs ignore; they are "
                     "taken as millimetres.",
                     (raw->xyzt_units & 7) == NIFTI_UNITS_METER ? "metres" : "micrometres");
}

/* Single files hold the elements after the header; pairs from any offset in the other file. */
static gboolean
read_offset (CalNiftiHeader *self, CalGzip *file, double offset, GError **error)
{
  double least = self->is_pair ? 0.0 : self->version == CAL_NIFTI_2 ? 544.0 : 352.0;
  guint64 limit = cal_gzip_get_limit (file), end;

  if (!(offset >= least && offset < 9e15) || offset != floor (offset)) {
    g_set_error (
        error, CAL_ERROR, CAL_ERROR_FORMAT,
        "%s: the header (vox_offset) says the voxels begin at byte %g; expected %g or more",
        cal_gzip_get_display_name (file), offset, least);
    return FALSE;
  }
  self->voxel_offset = (guint64) offset;
  if (!self->is_pair &&
      (!g_uint64_checked_add (&end, self->voxel_offset, self->n_bytes) || end > limit)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the header asks for %" G_GSIZE_FORMAT " bytes from byte %" G_GUINT64_FORMAT
                 "; the file holds %s%" G_GUINT64_FORMAT,
                 cal_gzip_get_display_name (file), self->n_bytes, self->voxel_offset,
                 cal_gzip_is_compressed (file) ? "at most " : "", limit);
    return FALSE;
  }
  return TRUE;
}

/* One extension, if there is room for one. Returns 1 for one, 0 for none, -1 for an error. */
static int
read_extension (CalNiftiHeader *self, CalGzip *file, guint64 end, CalLoaded *loaded, GError **error)
{
  guint64 room = end - MIN (end, cal_gzip_get_position (file));
  guint32 words[2];
  gssize n = room >= 8 ? cal_gzip_read_some (file, words, 8, error) : 0;
  CalNiftiExtension extension;
  g_autofree guint8 *bytes = NULL;
  gsize size;

  if (n < 8)
    return n < 0 ? -1 : 0;
  if (self->is_swapped)
    cal_dtype_swap_bytes (CAL_DTYPE_UINT32, words, 2);
  if (words[0] == 0 && words[1] == 0)
    return 0;
  if (words[0] < 16 || words[0] > room) {
    cal_loaded_warn (loaded,
                     "A header extension says it has %u bytes; %" G_GUINT64_FORMAT
                     " are there. It was left out.",
                     words[0], room);
    return 0;
  }
  size = words[0] - 8;
  bytes = g_try_malloc (size);
  if (bytes == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: no memory for a header extension of %u bytes",
                 cal_gzip_get_display_name (file), words[0]);
    return -1;
  }
  if (!cal_gzip_read (file, bytes, size, error))
    return -1;
  extension.code = (gint32) words[1];
  extension.bytes = g_bytes_new_take (g_steal_pointer (&bytes), size);
  g_array_append_val (self->extensions, extension);
  return 1;
}

static gboolean
read_extensions (CalNiftiHeader *self, CalGzip *file, CalLoaded *loaded, GError **error)
{
  guint64 end = self->is_pair ? cal_gzip_get_limit (file) : self->voxel_offset;
  guint8 extender[4] = {0};
  gssize n = cal_gzip_read_some (file, extender, 4, error);
  int more = n < 0 ? -1 : extender[0] != 0;

  while (more > 0)
    more = read_extension (self, file, end, loaded, error);
  return more == 0;
}

/* The raw header in the machine's byte order and the wider layout. */
static gboolean
read_raw (CalNiftiHeader *self,
          CalGzip *file,
          guint8 bytes[540],
          nifti_2_header *raw,
          double *voxel_offset,
          GError **error)
{
  const char *name = cal_gzip_get_display_name (file);
  gint32 size;

  if (!cal_gzip_read (file, bytes, 348, error))
    return FALSE;
  if (!read_size (bytes, &size, &self->is_swapped)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: not NIfTI: the header size is neither 348 nor 540", name);
    return FALSE;
  }
  if (size == 540 && !cal_gzip_read (file, bytes + 348, 192, error))
    return FALSE;
  self->version = cal_nifti_sniff (bytes, 540, NULL);
  if (self->version == CAL_NIFTI_2) {
    memcpy (raw, bytes, sizeof *raw);
    if (self->is_swapped)
      nifti_swap_as_nifti2 (raw);
    self->is_pair = raw->magic[1] == 'i';
    *voxel_offset = (double) raw->vox_offset;
  } else if (self->version != CAL_NIFTI_NONE) {
    nifti_1_header narrow;

    memcpy (&narrow, bytes, sizeof narrow);
    if (self->is_swapped)
      nifti_swap_as_nifti1 (&narrow);
    widen (&narrow, raw);
    read_freesurfer_dims (&narrow, raw);
    self->is_pair = self->version == CAL_NIFTI_ANALYZE || narrow.magic[1] == 'i';
    /* The wide layout's integer cannot hold all that a float may say. */
    *voxel_offset = (double) narrow.vox_offset;
  } else {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: not NIfTI: the magic number is wrong",
                 name);
    return FALSE;
  }
  return TRUE;
}

static void
read_texts (CalNiftiHeader *self, const nifti_2_header *raw)
{
  memcpy (self->intent_name, raw->intent_name, sizeof raw->intent_name);
  memcpy (self->description, raw->descrip, sizeof raw->descrip);
  self->intent_code = raw->intent_code;
  self->statistic = cal_nifti_get_statistic (raw->intent_code);
}

/**
 * cal_nifti_header_read:
 * @file: at its start; afterwards anywhere before the voxels
 * @loaded: gets warnings
 *
 * Nothing that a hostile header says reaches an allocation unchecked: the voxels of a single file
 * fit into it. Those of a pair are to be checked against their own file.
 *
 * Returns: (transfer full): the header, or NULL with CAL_ERROR_FORMAT, CAL_ERROR_LIMIT,
 *   CAL_ERROR_UNSUPPORTED or G_FILE_ERROR
 */
CalNiftiHeader *
cal_nifti_header_read (CalGzip *file, CalLoaded *loaded, GError **error)
{
  g_autoptr (CalNiftiHeader) self = g_new0 (CalNiftiHeader, 1);
  guint8 bytes[540] = {0};
  nifti_2_header raw;
  double voxel_offset = 0.0;

  self->extensions = g_array_new (FALSE, FALSE, sizeof (CalNiftiExtension));
  g_array_set_clear_func (self->extensions, clear_extension);
  if (!read_raw (self, file, bytes, &raw, &voxel_offset, error) ||
      !read_datatype (self, file, raw.datatype, error) ||
      !read_dims (self, file, &raw, loaded, error) ||
      !read_scaling (self, file, &raw, loaded, error) ||
      !read_offset (self, file, voxel_offset, error))
    return NULL;
  if (self->version == CAL_NIFTI_ANALYZE) {
    read_analyze_affine (self, bytes, &raw, loaded);
    return g_steal_pointer (&self);
  }
  read_affine (self, &raw, loaded);
  read_time (self, &raw, loaded);
  read_texts (self, &raw);
  if (!read_extensions (self, file, loaded, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * cal_nifti_header_find_extension:
 *
 * Returns: (transfer none) (nullable): the first extension of that code
 */
GBytes *
cal_nifti_header_find_extension (const CalNiftiHeader *self, gint32 code)
{
  for (guint n = 0; n < self->extensions->len; n++)
    if (g_array_index (self->extensions, CalNiftiExtension, n).code == code)
      return g_array_index (self->extensions, CalNiftiExtension, n).bytes;
  return NULL;
}
