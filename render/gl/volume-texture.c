/* volume-texture.c - one frame of a volume on the GPU, its voxels bit for bit.
 *
 * Every texture holds unsigned integers, whatever the voxels are: the shader decodes the bits, so
 * integers and NaN arrive as they are, one kind of sampler serves all types, and the driver never
 * interpolates. Where a type has no such texture, or a mask says where the volume has nothing to
 * say, voxels go as single-precision values, NaN outside.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/volume-texture.h"

#include <epoxy/gl.h>
#include <math.h>

#include "model/error.h"

#define LABEL_COLUMNS 1024

typedef struct {
  CalGlDecoding decoding;
  GLenum internal_format, type;
  /* Whether the voxels of the file are the texels. */
  gboolean as_stored;
} Storage;

static Storage
choose_storage (const CalVolumeDesc *desc)
{
  if (desc->dtype == CAL_DTYPE_RGB24 || desc->dtype == CAL_DTYPE_RGBA32)
    return (Storage){CAL_GL_RGBA, GL_RGBA8UI, GL_UNSIGNED_BYTE, FALSE};
  if (desc->inside == NULL && desc->dtype == CAL_DTYPE_UINT8)
    return (Storage){CAL_GL_UNSIGNED, GL_R8UI, GL_UNSIGNED_BYTE, TRUE};
  if (desc->inside == NULL && desc->dtype == CAL_DTYPE_INT8)
    return (Storage){CAL_GL_INT8, GL_R8UI, GL_UNSIGNED_BYTE, TRUE};
  if (desc->inside == NULL && desc->dtype == CAL_DTYPE_UINT16)
    return (Storage){CAL_GL_UNSIGNED, GL_R16UI, GL_UNSIGNED_SHORT, TRUE};
  if (desc->inside == NULL && desc->dtype == CAL_DTYPE_INT16)
    return (Storage){CAL_GL_INT16, GL_R16UI, GL_UNSIGNED_SHORT, TRUE};
  if (desc->inside == NULL && desc->dtype == CAL_DTYPE_FLOAT32)
    return (Storage){CAL_GL_FLOAT, GL_R32UI, GL_UNSIGNED_INT, TRUE};
  return (Storage){CAL_GL_FLOAT, GL_R32UI, GL_UNSIGNED_INT, FALSE};
}

static gboolean
check_size (const CalVolumeDesc *desc, GError **error)
{
  GLint max_dim;

  glGetIntegerv (GL_MAX_3D_TEXTURE_SIZE, &max_dim);
  for (int a = 0; a < 3; a++)
    if (desc->dims[a] > (gsize) max_dim) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                   "%s: %" G_GSIZE_FORMAT " voxels along %c cannot be drawn as slices; this "
                   "graphics driver holds at most %d",
                   desc->name, desc->dims[a], "ijk"[a], max_dim);
      return FALSE;
    }
  return TRUE;
}

static void
fill_texture (const CalVolumeDesc *desc, guint name, const Storage *storage, const void *texels)
{
  glBindTexture (GL_TEXTURE_3D, name);
  glTexParameteri (GL_TEXTURE_3D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri (GL_TEXTURE_3D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glPixelStorei (GL_UNPACK_ALIGNMENT, 1);
  glTexImage3D (GL_TEXTURE_3D, 0, (GLint) storage->internal_format, (GLsizei) desc->dims[0],
                (GLsizei) desc->dims[1], (GLsizei) desc->dims[2], 0,
                storage->decoding == CAL_GL_RGBA ? GL_RGBA_INTEGER : GL_RED_INTEGER, storage->type,
                texels);
  glPixelStorei (GL_UNPACK_ALIGNMENT, 4);
}

/* Four bytes a voxel; nothing is said of it where the last is 0. */
static void
expand_rgb (const CalVolumeDesc *desc, gsize first, gsize n, guint8 *rgba)
{
  const guint8 *voxels = g_bytes_get_data (desc->voxels, NULL);
  const guint8 *inside = desc->inside != NULL ? g_bytes_get_data (desc->inside, NULL) : NULL;
  gsize size = cal_dtype_get_size (desc->dtype);

  for (gsize v = 0; v < n; v++) {
    const guint8 *voxel = voxels + (first + v) * size;

    for (gsize c = 0; c < 4; c++)
      rgba[4 * v + c] = c < size ? voxel[c] : 255;
    if (inside != NULL && inside[v] == 0)
      rgba[4 * v + 3] = 0;
  }
}

static void
convert_to_floats (const CalVolumeDesc *desc, gsize first, gsize n, float *values)
{
  const guint8 *inside = desc->inside != NULL ? g_bytes_get_data (desc->inside, NULL) : NULL;

  cal_dtype_read_floats (desc->dtype, g_bytes_get_data (desc->voxels, NULL), first, n, desc->slope,
                         desc->intercept, values);
  for (gsize v = 0; inside != NULL && v < n; v++)
    if (inside[v] == 0)
      values[v] = NAN;
}

static gboolean
upload_frame (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  CalVolume *volume = CAL_VOLUME (data);
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  Storage storage = choose_storage (desc);
  gsize n = cal_volume_get_n_voxels (volume), first = (gsize) part * n;
  g_autofree guint8 *texels = NULL;

  if (!check_size (desc, error))
    return FALSE;
  if (storage.as_stored) {
    gsize size = cal_dtype_get_size (desc->dtype);

    *n_bytes = n * size;
    fill_texture (desc, name, &storage,
                  (const guint8 *) g_bytes_get_data (desc->voxels, NULL) + first * size);
    return TRUE;
  }
  *n_bytes = n * 4;
  texels = g_try_malloc (*n_bytes);
  if (texels == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: no memory for %" G_GSIZE_FORMAT " texels",
                 desc->name, n);
    return FALSE;
  }
  if (storage.decoding == CAL_GL_RGBA)
    expand_rgb (desc, first, n, texels);
  else
    convert_to_floats (desc, first, n, (float *) (gpointer) texels);
  fill_texture (desc, name, &storage, texels);
  return TRUE;
}

/**
 * cal_gl_volume_texture_get:
 * @frame: from 0
 * @out: (out caller-allocates): the frame's texture, uploaded if it was not there
 *
 * Returns: FALSE with CAL_ERROR_LIMIT or CAL_ERROR_GL if the driver cannot hold it
 */
gboolean
cal_gl_volume_texture_get (
    CalGlCache *cache, CalVolume *volume, gsize frame, CalGlVolumeTexture *out, GError **error)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  Storage storage = choose_storage (desc);

  out->texture = cal_gl_cache_get (cache, CAL_GL_TEXTURE, G_OBJECT (volume), "voxels", frame,
                                   upload_frame, NULL, error);
  out->decoding = storage.decoding;
  out->slope = storage.as_stored ? desc->slope : 1.0;
  out->intercept = storage.as_stored ? desc->intercept : 0.0;
  return out->texture != 0;
}

/* The nth label, counted from 1, or 0 where there is none to draw. */
static guint32
find_label (GHashTable *nth_by_key, double value)
{
  if (!(value >= G_MININT32 && value <= G_MAXINT32) || value != floor (value))
    return 0;
  return GPOINTER_TO_UINT (g_hash_table_lookup (nth_by_key, GINT_TO_POINTER ((gint32) value)));
}

static GHashTable *
number_labels (CalLabels *labels)
{
  GHashTable *nth_by_key = g_hash_table_new (NULL, NULL);

  for (guint n = cal_labels_get_n (labels); n-- > 0;) {
    const CalLabel *label = cal_labels_get_nth (labels, n);

    if (cal_label_is_background (label))
      g_hash_table_remove (nth_by_key, GINT_TO_POINTER (label->key));
    else
      g_hash_table_insert (nth_by_key, GINT_TO_POINTER (label->key), GUINT_TO_POINTER (n + 1));
  }
  return nth_by_key;
}

static gboolean
upload_label_indices (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  static const Storage storage = {CAL_GL_UNSIGNED, GL_R32UI, GL_UNSIGNED_INT, FALSE};
  CalVolume *volume = CAL_VOLUME (data);
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  g_autoptr (GHashTable) nth_by_key = NULL;
  g_autofree guint32 *texels = NULL;
  gsize n = cal_volume_get_n_voxels (volume);
  double last_value = NAN;
  guint32 last_label = 0;

  if (!check_size (desc, error))
    return FALSE;
  texels = g_try_new (guint32, n);
  if (texels == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: no memory for %" G_GSIZE_FORMAT " labels",
                 desc->name, n);
    return FALSE;
  }
  nth_by_key = number_labels (desc->labels);
  for (gsize v = 0; v < n; v++) {
    double value = desc->slope * cal_dtype_read (desc->dtype, g_bytes_get_data (desc->voxels, NULL),
                                                 (gsize) part * n + v) +
                   desc->intercept;

    if (value != last_value) {
      last_value = value;
      last_label = find_label (nth_by_key, value);
    }
    texels[v] = last_label;
    if (desc->inside != NULL && ((const guint8 *) g_bytes_get_data (desc->inside, NULL))[v] == 0)
      texels[v] = 0;
  }
  *n_bytes = n * 4;
  fill_texture (desc, name, &storage, texels);
  return TRUE;
}

static gboolean
upload_label_colours (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  CalLabels *labels = CAL_LABELS (data);
  guint n_rows = cal_labels_get_n (labels) / LABEL_COLUMNS + 1;
  g_autofree guint8 *rgba = g_new0 (guint8, (gsize) n_rows * LABEL_COLUMNS * 4);

  for (guint n = 0; n < cal_labels_get_n (labels); n++)
    for (guint c = 0; c < 4; c++)
      rgba[4 * (n + 1) + c] =
          (guint8) (CLAMP (cal_labels_get_nth (labels, n)->rgba[c], 0.0f, 1.0f) * 255.0f + 0.5f);
  *n_bytes = (gsize) n_rows * LABEL_COLUMNS * 4;
  glBindTexture (GL_TEXTURE_2D, name);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexImage2D (GL_TEXTURE_2D, 0, GL_RGBA8, LABEL_COLUMNS, (GLsizei) n_rows, 0, GL_RGBA,
                GL_UNSIGNED_BYTE, rgba);
  return TRUE;
}

/**
 * cal_gl_label_texture_get:
 * @volume: with a label table
 * @frame: from 0
 * @indices: (out): a 3-D texture: which label of the table, counted from 1, or 0 for none
 * @colours: (out): a 2-D texture, 1024 columns wide: the colour of each of these
 *
 * Returns: FALSE with CAL_ERROR_LIMIT or CAL_ERROR_GL if the driver cannot hold it
 */
gboolean
cal_gl_label_texture_get (CalGlCache *cache,
                          CalVolume *volume,
                          gsize frame,
                          guint *indices,
                          guint *colours,
                          GError **error)
{
  CalLabels *labels = cal_volume_get_desc (volume)->labels;

  *indices = cal_gl_cache_get (cache, CAL_GL_TEXTURE, G_OBJECT (volume), "label-indices", frame,
                               upload_label_indices, NULL, error);
  if (*indices == 0)
    return FALSE;
  *colours = cal_gl_cache_get (cache, CAL_GL_TEXTURE, G_OBJECT (labels), "label-colours", 0,
                               upload_label_colours, NULL, error);
  return *colours != 0;
}
