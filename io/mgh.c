/* mgh.c - FreeSurfer's volumes and per-vertex overlays, .mgh and .mgz.
 *
 * All numbers are big-endian. 284 bytes of header, then the voxels, then a footer: four floats (TR
 * in milliseconds first), then tags, which are not read.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/mgh.h"

#include <math.h>
#include <string.h>

#include "io/gzip.h"
#include "io/path.h"
#include "io/voxels.h"
#include "model/error.h"

#define HEADER_SIZE 284

/* Offsets in the header. */
enum {
  AT_VERSION = 0,
  AT_DIMS = 4,
  AT_TYPE = 20,
  AT_GOOD_RAS = 28,
  AT_SPACING = 30,
  AT_DIRECTIONS = 42,
  AT_CENTRE = 78,
};

static const struct {
  gint32 code;
  CalDtype dtype;
} types[] = {
    {0, CAL_DTYPE_UINT8}, {1, CAL_DTYPE_INT32},   {3, CAL_DTYPE_FLOAT32},
    {4, CAL_DTYPE_INT16}, {10, CAL_DTYPE_UINT16},
};

static gint32
get_int (const guint8 *p)
{
  guint32 word;

  memcpy (&word, p, 4);
  return (gint32) GUINT32_FROM_BE (word);
}

static double
get_float (const guint8 *p)
{
  guint32 word;
  float value;

  memcpy (&word, p, 4);
  word = GUINT32_FROM_BE (word);
  memcpy (&value, &word, 4);
  return (double) value;
}

/* The flag that says whether the header gives spacing, directions and centre: FreeSurfer takes
 * only a positive one for yes. */
static gint16
get_good_ras (const guint8 *header)
{
  return (gint16) (header[AT_GOOD_RAS] << 8 | header[AT_GOOD_RAS + 1]);
}

static void
put_int (guint8 *p, gint32 value)
{
  guint32 word = GUINT32_TO_BE ((guint32) value);

  memcpy (p, &word, 4);
}

static void
put_float (guint8 *p, double value)
{
  float narrow = (float) value;
  guint32 word;

  memcpy (&word, &narrow, 4);
  put_int (p, (gint32) word);
}

static gboolean
find_type (gint32 code, CalDtype *dtype)
{
  for (gsize n = 0; n < G_N_ELEMENTS (types); n++)
    if (types[n].code == code) {
      *dtype = types[n].dtype;
      return TRUE;
    }
  return FALSE;
}

/**
 * cal_mgh_sniff:
 *
 * Returns: whether the version is 1, the four dimensions positive, the type known and the
 *   direction flag -1 to 1. There is no other signature.
 */
gboolean
cal_mgh_sniff (const CalSniff *sniff)
{
  CalDtype dtype;

  if (sniff->n_head < HEADER_SIZE || get_int (sniff->head + AT_VERSION) != 1)
    return FALSE;
  for (int d = 0; d < 4; d++)
    if (get_int (sniff->head + AT_DIMS + 4 * d) < 1)
      return FALSE;
  return find_type (get_int (sniff->head + AT_TYPE), &dtype) &&
         ABS (get_good_ras (sniff->head)) <= 1;
}

/* Columns are the directions of i, j, k times the spacing; the world's centre given in the header
 * is that of voxel dims / 2. Without a good flag FreeSurfer takes coronal slices of 1 mm. */
static void
read_affine (const guint8 *header, CalVolumeDesc *desc)
{
  static const double coronal[3][3] = {{-1, 0, 0}, {0, 0, 1}, {0, -1, 0}};
  gboolean is_good = get_good_ras (header) > 0;

  for (int r = 0; r < 3; r++) {
    double offset = 0.0;

    for (int c = 0; c < 3; c++) {
      double spacing = is_good ? get_float (header + AT_SPACING + 4 * c) : 1.0;
      double direction =
          is_good ? get_float (header + AT_DIRECTIONS + 4 * (3 * c + r)) : coronal[r][c];

      desc->voxel_to_world.m[r][c] = direction * spacing;
      offset += direction * spacing * (double) desc->dims[c] / 2.0;
    }
    desc->voxel_to_world.m[r][3] =
        (is_good ? get_float (header + AT_CENTRE + 4 * r) : 0.0) - offset;
  }
  desc->affine_source = is_good ? "MGH" : "MGH default";
}

/**
 * cal_mgh_read_header:
 * @file: at its beginning; afterwards where the voxels begin, which are big-endian
 * @desc: (inout): gets dims, n_frames, dtype and affine
 * @loaded: gets details
 *
 * Returns: FALSE with CAL_ERROR_FORMAT
 */
gboolean
cal_mgh_read_header (CalGzip *file, CalVolumeDesc *desc, CalLoaded *loaded, GError **error)
{
  const char *name = cal_gzip_get_display_name (file);
  guint8 header[HEADER_SIZE];
  gint32 dims[4];

  if (!cal_gzip_read (file, header, HEADER_SIZE, error))
    return FALSE;
  if (get_int (header + AT_VERSION) != 1) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: the header says version %d; expected 1",
                 name, get_int (header + AT_VERSION));
    return FALSE;
  }
  for (int d = 0; d < 4; d++) {
    dims[d] = get_int (header + AT_DIMS + 4 * d);
    if (dims[d] < 1) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: the header says dimension %d is %d; expected 1 or more", name, d + 1,
                   dims[d]);
      return FALSE;
    }
  }
  if (!find_type (get_int (header + AT_TYPE), &desc->dtype)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: the header says voxel type %d; expected 0, 1, 3, 4 or 10", name,
                 get_int (header + AT_TYPE));
    return FALSE;
  }
  for (int a = 0; a < 3; a++)
    desc->dims[a] = (gsize) dims[a];
  desc->n_frames = (gsize) dims[3];
  read_affine (header, desc);
  cal_loaded_add_detail (loaded, "Dimensions", "%d x %d x %d x %d", dims[0], dims[1], dims[2],
                         dims[3]);
  cal_loaded_add_detail (loaded, "Stored as", "%s, big-endian", cal_dtype_get_name (desc->dtype));
  if (get_good_ras (header) <= 0)
    cal_loaded_warn (loaded,
                     "The file says nothing of its orientation: FreeSurfer's coronal slices "
                     "of 1 mm are assumed.");
  return TRUE;
}

/* The footer comes after the voxels, and the volume is made by then: make it again, with its
 * frames' step. The voxels are shared. */
static gboolean
set_frame_step (CalLoaded *loaded, double seconds, GError **error)
{
  gpointer object = g_ptr_array_index (cal_loaded_get_objects (loaded), 0);
  CalVolumeDesc desc;
  CalVolume *volume;

  if (!CAL_IS_VOLUME (object))
    return TRUE;
  desc = *cal_volume_get_desc (object);
  desc.frame_step = seconds;
  volume = cal_volume_new (&desc, error);
  if (volume == NULL)
    return FALSE;
  g_ptr_array_remove_index (cal_loaded_get_objects (loaded), 0);
  cal_loaded_add (loaded, volume);
  return TRUE;
}

/**
 * cal_mgh_load:
 * @dataset: ignored
 * @loaded: gets one CalVolume; or one CalVector if only one axis is longer than 1
 * @job: (nullable): is offered the first frame of a series
 *
 * Returns: FALSE with CAL_ERROR_FORMAT, CAL_ERROR_LIMIT, CAL_ERROR_SPACE, G_FILE_ERROR or
 *   G_IO_ERROR_CANCELLED
 */
gboolean
cal_mgh_load (const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error)
{
  gboolean is_swapped = G_BYTE_ORDER == G_LITTLE_ENDIAN;
  g_autoptr (CalGzip) file = cal_gzip_open (path, error);
  g_autofree char *name = cal_path_dup_stem (path);
  g_autofree char *remark = NULL;
  CalVolumeDesc desc = {.name = name};
  guint8 footer[4];
  gssize n_footer;

  if (file == NULL || !cal_mgh_read_header (file, &desc, loaded, error) ||
      !cal_voxels_load (file, &desc, is_swapped, loaded, job, error))
    return FALSE;
  n_footer = cal_gzip_read_some (file, footer, sizeof footer, error);
  /* What follows the footer's first number is tags: no remark about it. */
  if (n_footer < 0 || !cal_gzip_finish (file, &remark, error))
    return FALSE;
  if (n_footer == sizeof footer && get_float (footer) > 0.0 && isfinite (get_float (footer))) {
    cal_loaded_add_detail (loaded, "TR", "%g ms", get_float (footer));
    if (desc.n_frames > 1)
      return set_frame_step (loaded, get_float (footer) / 1e3, error);
  }
  return TRUE;
}

static gboolean
check_writable (const CalVolumeDesc *desc, const char *path, gint32 *code, GError **error)
{
  gboolean has_type = FALSE;

  for (gsize n = 0; n < G_N_ELEMENTS (types); n++)
    if (types[n].dtype == desc->dtype) {
      *code = types[n].code;
      has_type = TRUE;
    }
  if (!has_type || desc->slope != 1.0 || desc->intercept != 0.0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: MGH holds uint8, int16, uint16, int32 and float32 with no slope; this volume "
                 "is %s, slope %g, intercept %g",
                 path, cal_dtype_get_name (desc->dtype), desc->slope, desc->intercept);
    return FALSE;
  }
  for (int a = 0; a < 3; a++)
    if (desc->dims[a] > G_MAXINT32 || desc->n_frames > G_MAXINT32) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: a dimension is more than MGH counts to",
                   path);
      return FALSE;
    }
  return TRUE;
}

static void
fill_header (const CalVolumeDesc *desc, gint32 type, guint8 header[HEADER_SIZE])
{
  const CalAffine *affine = &desc->voxel_to_world;
  double spacing[3], centre[3], middle[3];

  memset (header, 0, HEADER_SIZE);
  put_int (header + AT_VERSION, 1);
  for (int a = 0; a < 3; a++) {
    put_int (header + AT_DIMS + 4 * a, (gint32) desc->dims[a]);
    middle[a] = (double) desc->dims[a] / 2.0;
  }
  put_int (header + AT_DIMS + 12, (gint32) desc->n_frames);
  put_int (header + AT_TYPE, type);
  header[AT_GOOD_RAS + 1] = 1;
  cal_affine_get_voxel_size (affine, spacing);
  cal_affine_apply (affine, middle, centre);
  for (int c = 0; c < 3; c++) {
    put_float (header + AT_SPACING + 4 * c, spacing[c]);
    put_float (header + AT_CENTRE + 4 * c, centre[c]);
    for (int r = 0; r < 3; r++)
      put_float (header + AT_DIRECTIONS + 4 * (3 * c + r), affine->m[r][c] / spacing[c]);
  }
}

/**
 * cal_mgh_write:
 * @volume: of a type MGH has, with no slope
 * @path: .mgz is gzipped, any other name not
 *
 * The matrix is rounded to single precision, as the format keeps it.
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT, CAL_ERROR_LIMIT or G_FILE_ERROR; a file that was there
 *   is as it was then
 */
gboolean
cal_mgh_write (CalVolume *volume, const char *path, GError **error)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  g_autoptr (CalReplace) replace = NULL;
  g_autofree guint8 *voxels = NULL;
  guint8 header[HEADER_SIZE], footer[16] = {0};
  gint32 type = 0;
  gsize size;
  CalGzipPart parts[3];

  if (!check_writable (desc, path, &type, error))
    return FALSE;
  fill_header (desc, type, header);
  put_float (footer, desc->frame_step * 1e3);
  size = g_bytes_get_size (desc->voxels);
  voxels = g_memdup2 (g_bytes_get_data (desc->voxels, NULL), size);
  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    cal_dtype_swap_bytes (desc->dtype, voxels, size / cal_dtype_get_size (desc->dtype));
  parts[0] = (CalGzipPart){header, sizeof header};
  parts[1] = (CalGzipPart){voxels, size};
  parts[2] = (CalGzipPart){footer, sizeof footer};
  replace = cal_replace_begin (path, error);
  if (replace == NULL)
    return FALSE;
  if (g_str_has_suffix (path, ".mgz") || g_str_has_suffix (path, ".gz")) {
    if (!cal_gzip_write (replace, parts, 3, error))
      return FALSE;
  } else
    for (int p = 0; p < 3; p++)
      if (!cal_replace_write (replace, parts[p].data, parts[p].size, error))
        return FALSE;
  return cal_replace_commit (replace, error);
}
