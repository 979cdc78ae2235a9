/* nifti.c - volumes in NIfTI-1, NIfTI-2 and Analyze 7.5 files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/nifti.h"

#include <math.h>
#include <string.h>

#include "io/nifti-codes.h"
#include "io/nifti-header.h"
#include "io/path.h"
#include "io/voxels.h"
#include "model/error.h"
#include "model/memory.h"

/* What the format has no field for goes into a comment of this form. */
#define COMMENT_HEAD "Calcarine\n"

/* The other file of a pair: the one compressed like this one, else the other. NULL if this is no
 * such file or there is no other. */
static char *
find_partner (const char *path, const char *suffix, const char *partner_suffix)
{
  gboolean is_gzip = g_str_has_suffix (path, ".gz");
  g_autofree char *stem = g_strndup (path, strlen (path) - (is_gzip ? 3 : 0));

  if (!g_str_has_suffix (stem, suffix))
    return NULL;
  stem[strlen (stem) - strlen (suffix)] = '\0';
  for (int trial = 0; trial < 2; trial++) {
    g_autofree char *partner =
        g_strconcat (stem, partner_suffix, is_gzip == (trial == 0) ? ".gz" : "", NULL);

    if (g_file_test (partner, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer (&partner);
  }
  return NULL;
}

/* The voxel file of a pair has no signature: the header beside it tells. */
static CalNiftiVersion
sniff_version (const CalSniff *sniff)
{
  gint32 intent_code;
  CalNiftiVersion version = cal_nifti_sniff (sniff->head, sniff->n_head, &intent_code);
  g_autofree char *header_path = NULL;

  if (version == CAL_NIFTI_1)
    return version;
  if (version == CAL_NIFTI_2)
    return intent_code >= 3000 && intent_code < 3100 ? CAL_NIFTI_NONE : version;
  if (version == CAL_NIFTI_ANALYZE &&
      (g_str_has_suffix (sniff->path, ".hdr") || g_str_has_suffix (sniff->path, ".hdr.gz")))
    return version;
  header_path = find_partner (sniff->path, ".img", ".hdr");
  if (header_path != NULL) {
    g_autoptr (CalGzip) file = cal_gzip_open (header_path, NULL);
    guint8 head[540];
    gssize n = file != NULL ? cal_gzip_read_some (file, head, sizeof head, NULL) : -1;

    if (n > 0)
      return cal_nifti_sniff (head, (gsize) n, NULL);
  }
  return CAL_NIFTI_NONE;
}

gboolean
cal_nifti_1_sniff (const CalSniff *sniff)
{
  return sniff_version (sniff) == CAL_NIFTI_1;
}

/**
 * cal_nifti_2_sniff:
 *
 * Returns: whether it is NIfTI-2, and not CIFTI-2, which wears the same header
 */
gboolean
cal_nifti_2_sniff (const CalSniff *sniff)
{
  return sniff_version (sniff) == CAL_NIFTI_2;
}

/**
 * cal_analyze_sniff:
 *
 * Returns: whether it is called .hdr (or lies beside one) and nothing speaks against Analyze 7.5,
 *   which has no signature
 */
gboolean
cal_analyze_sniff (const CalSniff *sniff)
{
  return sniff_version (sniff) == CAL_NIFTI_ANALYZE;
}

static void
add_details (const CalNiftiHeader *header, CalLoaded *loaded)
{
  g_autoptr (GString) shape = g_string_new (NULL);

  for (guint d = 0; d < header->n_dims; d++)
    g_string_append_printf (shape, "%s%" G_GSIZE_FORMAT, d > 0 ? " x " : "", header->dims[d]);
  cal_loaded_add_detail (loaded, "Dimensions", "%s", shape->str);
  cal_loaded_add_detail (loaded, "Stored as", "%s, %s-endian", cal_dtype_get_name (header->dtype),
                         (G_BYTE_ORDER == G_BIG_ENDIAN) != header->is_swapped ? "big" : "little");
  if (header->slope != 1.0 || header->intercept != 0.0)
    cal_loaded_add_detail (loaded, "Value", "%.9g x stored %+.9g", header->slope,
                           header->intercept);
  cal_loaded_add_detail (loaded, "Affine from", "%s", header->affine_source);
  if (header->version != CAL_NIFTI_ANALYZE) {
    cal_loaded_add_detail (loaded, "sform", "%d (%s)", header->sform_code,
                           cal_nifti_get_xform_name (header->sform_code));
    cal_loaded_add_detail (loaded, "qform", "%d (%s)", header->qform_code,
                           cal_nifti_get_xform_name (header->qform_code));
  }
  if (header->intent_code != 0 || header->intent_name[0] != '\0')
    cal_loaded_add_detail (loaded, "Intent", "%s %s",
                           cal_nifti_get_intent_name (header->intent_code), header->intent_name);
  if (header->description[0] != '\0')
    cal_loaded_add_detail (loaded, "Description", "%s", header->description);
  for (guint n = 0; n < header->extensions->len; n++) {
    const CalNiftiExtension *extension = &g_array_index (header->extensions, CalNiftiExtension, n);

    cal_loaded_add_detail (loaded, "Extension", "code %d, %" G_GSIZE_FORMAT " bytes",
                           extension->code, g_bytes_get_size (extension->bytes));
  }
}

/* The value of "key: value" in our comment. */
static char *
dup_remark (const CalNiftiHeader *header, const char *key)
{
  GBytes *bytes = cal_nifti_header_find_extension (header, CAL_NIFTI_EXTENSION_COMMENT);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (!g_str_has_prefix (text, COMMENT_HEAD) || !g_utf8_validate (text, -1, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, key) && g_str_has_prefix (*line + strlen (key), ": "))
      return g_strdup (*line + strlen (key) + 2);
  return NULL;
}

/* Where the voxels are: in the same file, or the one beside it. */
static CalGzip *
open_voxels (CalGzip *file, const CalNiftiHeader *header, CalLoaded *loaded, GError **error)
{
  const char *path = cal_gzip_get_path (file);
  g_autofree char *image_path = find_partner (path, ".hdr", ".img");
  g_autoptr (CalGzip) image = NULL;

  if (image_path == NULL) {
    g_set_error (
        error, CAL_ERROR, CAL_ERROR_FORMAT,
        "%s: this is only a header; its voxels, an .img or .img.gz file, are not beside it",
        cal_gzip_get_display_name (file));
    return NULL;
  }
  image = cal_gzip_open (image_path, error);
  if (image == NULL)
    return NULL;
  cal_loaded_add_detail (loaded, "Voxels in", "%s", cal_gzip_get_display_name (image));
  return g_steal_pointer (&image);
}

static void
fill_desc (const CalNiftiHeader *header, CalVolumeDesc *desc)
{
  desc->n_frames = 1;
  for (guint d = 0; d < 4; d++) {
    desc->frame_dims[d] = 3 + d < header->n_dims ? header->dims[3 + d] : 0;
    desc->n_frames *= header->dims[3 + d];
  }
  for (int a = 0; a < 3; a++)
    desc->dims[a] = header->dims[a];
  desc->frame_step = header->frame_step;
  desc->dtype = header->dtype;
  desc->slope = header->slope;
  desc->intercept = header->intercept;
  desc->voxel_to_world = header->voxel_to_world;
  desc->affine_source = header->affine_source;
}

/**
 * cal_nifti_load:
 * @path: a single file, or either file of a pair
 * @dataset: ignored
 * @loaded: gets one CalVolume, or a CalVector if all voxels lie along one axis
 * @job: (nullable): is offered the first frame of a series
 *
 * Returns: FALSE with CAL_ERROR_FORMAT, CAL_ERROR_LIMIT, CAL_ERROR_UNSUPPORTED, CAL_ERROR_SPACE,
 *   G_FILE_ERROR or G_IO_ERROR_CANCELLED
 */
gboolean
cal_nifti_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  g_autofree char *header_path = find_partner (path, ".img", ".hdr");
  g_autofree char *name = cal_path_dup_stem (path);
  g_autofree char *unit = NULL;
  g_autofree char *statistic = NULL;
  g_autofree char *remark = NULL;
  g_autoptr (CalGzip) file = NULL;
  g_autoptr (CalGzip) image = NULL;
  g_autoptr (CalNiftiHeader) header = NULL;
  CalVolumeDesc desc = {.name = name};
  CalGzip *voxels;

  file = cal_gzip_open (header_path != NULL ? header_path : path, error);
  if (file == NULL)
    return FALSE;
  header = cal_nifti_header_read (file, loaded, error);
  if (header == NULL)
    return FALSE;
  if (header->is_pair) {
    image = open_voxels (file, header, loaded, error);
    if (image == NULL)
      return FALSE;
  }
  voxels = image != NULL ? image : file;
  add_details (header, loaded);
  unit = dup_remark (header, "unit");
  statistic = dup_remark (header, "statistic");
  fill_desc (header, &desc);
  desc.unit = unit;
  desc.statistic = statistic != NULL ? statistic : header->statistic;
  if (header->voxel_offset < cal_gzip_get_position (voxels)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the header (vox_offset) says the voxels begin at byte %" G_GUINT64_FORMAT
                 ", inside the header",
                 cal_gzip_get_display_name (voxels), header->voxel_offset);
    return FALSE;
  }
  if (!cal_gzip_skip (voxels, header->voxel_offset - cal_gzip_get_position (voxels), error) ||
      !cal_voxels_load (voxels, &desc, header->is_swapped, loaded, job, error) ||
      !cal_gzip_finish (voxels, &remark, error))
    return FALSE;
  if (remark != NULL)
    cal_loaded_warn (loaded, "%s", remark);
  return TRUE;
}

/* The type NIfTI has for elements of @dtype: the same, or one that holds all its values. */
static CalDtype
stored_dtype (CalDtype dtype)
{
  return dtype == CAL_DTYPE_BOOL      ? CAL_DTYPE_UINT8
         : dtype == CAL_DTYPE_FLOAT16 ? CAL_DTYPE_FLOAT32
                                      : dtype;
}

static GBytes *
dup_stored (const CalVolumeDesc *desc)
{
  gsize size, n;
  const guint8 *elements = g_bytes_get_data (desc->voxels, &size);

  n = size / cal_dtype_get_size (desc->dtype);
  if (desc->dtype == CAL_DTYPE_BOOL) {
    guint8 *stored = g_malloc (n);

    for (gsize i = 0; i < n; i++)
      stored[i] = elements[i] != 0;
    return g_bytes_new_take (stored, n);
  }
  if (desc->dtype == CAL_DTYPE_FLOAT16) {
    float *stored = g_new (float, n);

    cal_dtype_read_floats (desc->dtype, elements, 0, n, 1.0, 0.0, stored);
    return g_bytes_new_take (stored, cal_size_times (n, sizeof *stored));
  }
  return g_bytes_ref (desc->voxels);
}

static char *
dup_comment (const CalVolumeDesc *desc)
{
  GString *text;

  if (desc->unit == NULL && desc->statistic == NULL)
    return NULL;
  text = g_string_new (COMMENT_HEAD);
  if (desc->unit != NULL)
    g_string_append_printf (text, "unit: %s\n", desc->unit);
  if (desc->statistic != NULL)
    g_string_append_printf (text, "statistic: %s\n", desc->statistic);
  return g_string_free (text, FALSE);
}

/**
 * cal_nifti_write:
 * @volume: a whole volume
 * @path: ending in .nii or .nii.gz
 *
 * Elements are written as they are stored: every bit of every NaN. Only float16 and bool, which
 * NIfTI lacks, become float32 and uint8. Unit and statistic go into a comment extension. A mask is
 * not kept: what it hides is written as stored.
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT or G_FILE_ERROR; a file that was there is as it was then
 */
gboolean
cal_nifti_write (CalVolume *volume, const char *path, GError **error)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  gboolean is_gzip = g_str_has_suffix (path, ".nii.gz");
  g_autofree char *comment = dup_comment (desc);
  g_autoptr (GBytes) header = NULL;
  g_autoptr (GBytes) stored = NULL;
  g_autoptr (CalReplace) replace = NULL;
  CalGzipPart parts[2];

  if (!is_gzip && !g_str_has_suffix (path, ".nii")) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: expected a name ending in .nii or .nii.gz", path);
    return FALSE;
  }
  if (desc->frames_in_file > desc->n_frames) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: only %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " frames have been read", path,
                 desc->n_frames, desc->frames_in_file);
    return FALSE;
  }
  header = cal_nifti_header_build (desc, stored_dtype (desc->dtype), comment);
  stored = dup_stored (desc);
  parts[0].data = g_bytes_get_data (header, &parts[0].size);
  parts[1].data = g_bytes_get_data (stored, &parts[1].size);
  replace = cal_replace_begin (path, error);
  if (replace == NULL)
    return FALSE;
  if (is_gzip) {
    if (!cal_gzip_write (replace, parts, 2, error))
      return FALSE;
  } else if (!cal_replace_write (replace, parts[0].data, parts[0].size, error) ||
             !cal_replace_write (replace, parts[1].data, parts[1].size, error))
    return FALSE;
  return cal_replace_commit (replace, error);
}
