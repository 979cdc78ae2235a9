/* volume.c - an immutable grid of voxels, in space and maybe in time.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/volume.h"

#include <math.h>

#include "model/error.h"
#include "model/text.h"

struct _CalVolume {
  GObject parent_instance;

  CalVolumeDesc desc;
  CalAffine world_to_voxel;
  gsize n_voxels;
  const guint8 *voxels;
  const guint8 *inside;
};

G_DEFINE_FINAL_TYPE (CalVolume, cal_volume, G_TYPE_OBJECT)

static void
cal_volume_finalize (GObject *object)
{
  CalVolumeDesc *desc = &CAL_VOLUME (object)->desc;

  g_clear_pointer ((char **) &desc->name, g_free);
  g_clear_pointer (&desc->voxels, g_bytes_unref);
  g_clear_pointer (&desc->inside, g_bytes_unref);
  g_clear_pointer ((char **) &desc->affine_source, g_free);
  g_clear_pointer ((char **) &desc->unit, g_free);
  g_clear_pointer ((char **) &desc->statistic, g_free);
  g_clear_object (&desc->labels);
  g_clear_pointer ((char **) &desc->binding, g_free);
  G_OBJECT_CLASS (cal_volume_parent_class)->finalize (object);
}

static void
cal_volume_class_init (CalVolumeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_volume_finalize;
}

static void
cal_volume_init (CalVolume *self)
{
}

/* The number of voxels in a frame, if every size agrees with every other. */
static gboolean
check_sizes (const CalVolumeDesc *desc, gsize n_frames, gsize *n_voxels)
{
  gsize size;

  return desc->dims[0] > 0 && desc->dims[1] > 0 && desc->dims[2] > 0 &&
         g_size_checked_mul (n_voxels, desc->dims[0], desc->dims[1]) &&
         g_size_checked_mul (n_voxels, *n_voxels, desc->dims[2]) &&
         g_size_checked_mul (&size, *n_voxels, n_frames) &&
         g_size_checked_mul (&size, size, cal_dtype_get_size (desc->dtype)) &&
         size == g_bytes_get_size (desc->voxels) &&
         (desc->inside == NULL || g_bytes_get_size (desc->inside) == *n_voxels);
}

/**
 * cal_volume_new:
 * @desc: everything is copied or referenced
 *
 * Returns: (transfer full): the volume; or NULL with CAL_ERROR_LIMIT if sizes do not agree, or
 *   CAL_ERROR_SPACE if @desc's voxel_to_world cannot be inverted
 */
CalVolume *
cal_volume_new (const CalVolumeDesc *desc, GError **error)
{
  gsize n_voxels = 0, n_frames = MAX (desc->n_frames, 1);
  CalAffine world_to_voxel;
  CalVolume *self;

  if (!check_sizes (desc, n_frames, &n_voxels)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: %" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT
                 " voxels x %" G_GSIZE_FORMAT " frames of %s do not fit %" G_GSIZE_FORMAT " bytes",
                 desc->name, desc->dims[0], desc->dims[1], desc->dims[2], n_frames,
                 cal_dtype_get_name (desc->dtype), g_bytes_get_size (desc->voxels));
    return NULL;
  }
  if (!cal_affine_is_finite (&desc->voxel_to_world) ||
      !cal_affine_invert (&desc->voxel_to_world, &world_to_voxel)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE,
                 "%s: the voxel-to-world matrix (%s) cannot be inverted", desc->name,
                 desc->affine_source);
    return NULL;
  }
  self = g_object_new (CAL_TYPE_VOLUME, NULL);
  self->desc = *desc;
  self->desc.name = cal_text_dup_shown (desc->name, -1);
  self->desc.n_frames = n_frames;
  self->desc.frames_in_file = MAX (desc->frames_in_file, n_frames);
  self->desc.voxels = g_bytes_ref (desc->voxels);
  self->desc.slope = desc->slope == 0.0 ? 1.0 : desc->slope;
  self->desc.inside = desc->inside != NULL ? g_bytes_ref (desc->inside) : NULL;
  self->desc.affine_source = cal_text_dup_shown (desc->affine_source, -1);
  self->desc.unit = cal_text_dup_shown (desc->unit, -1);
  self->desc.statistic = cal_text_dup_shown (desc->statistic, -1);
  self->desc.labels = desc->labels != NULL ? g_object_ref (desc->labels) : NULL;
  self->desc.binding = cal_text_dup_shown (desc->binding, -1);
  self->world_to_voxel = world_to_voxel;
  self->n_voxels = n_voxels;
  self->voxels = g_bytes_get_data (self->desc.voxels, NULL);
  self->inside = desc->inside != NULL ? g_bytes_get_data (self->desc.inside, NULL) : NULL;
  return self;
}

/**
 * cal_volume_get_desc:
 *
 * Returns: (transfer none): what the volume was made from, every default filled in
 */
const CalVolumeDesc *
cal_volume_get_desc (CalVolume *self)
{
  g_return_val_if_fail (CAL_IS_VOLUME (self), NULL);

  return &self->desc;
}

const CalAffine *
cal_volume_get_world_to_voxel (CalVolume *self)
{
  return &self->world_to_voxel;
}

/**
 * cal_volume_get_n_voxels:
 *
 * Returns: voxels in one frame
 */
gsize
cal_volume_get_n_voxels (CalVolume *self)
{
  return self->n_voxels;
}

/**
 * cal_volume_get_voxel:
 * @voxel: i, j, k; may lie off the grid
 * @frame: from 0
 *
 * Returns: the value there; CAL_OUTSIDE off the grid or the mask
 */
CalSample
cal_volume_get_voxel (CalVolume *self, const gssize voxel[3], gsize frame)
{
  const CalVolumeDesc *desc = &self->desc;
  gsize index;
  double value;

  for (int a = 0; a < 3; a++)
    if (voxel[a] < 0 || (gsize) voxel[a] >= desc->dims[a])
      return (CalSample){CAL_OUTSIDE, (double) NAN};
  index = (gsize) voxel[0] + desc->dims[0] * ((gsize) voxel[1] + desc->dims[1] * (gsize) voxel[2]);
  if (frame >= desc->n_frames || (self->inside != NULL && self->inside[index] == 0))
    return (CalSample){CAL_OUTSIDE, (double) NAN};
  value = desc->slope * cal_dtype_read (desc->dtype, self->voxels, frame * self->n_voxels + index) +
          desc->intercept;
  return (CalSample){isnan (value) ? CAL_NO_DATA : CAL_VALUE, value};
}

/**
 * cal_volume_find_voxel:
 * @voxel: (out caller-allocates): the voxel that holds the point, which may be off the grid
 *
 * Returns: whether it is on the grid
 */
gboolean
cal_volume_find_voxel (CalVolume *self, const double world_mm[3], gssize voxel[3])
{
  double p[3];
  gboolean on_grid = TRUE;

  cal_affine_apply (&self->world_to_voxel, world_mm, p);
  for (int a = 0; a < 3; a++) {
    double v = floor (p[a] + 0.5);

    if (!(v > -1e15 && v < 1e15))
      v = -1.0;
    voxel[a] = (gssize) v;
    on_grid &= voxel[a] >= 0 && (gsize) voxel[a] < self->desc.dims[a];
  }
  return on_grid;
}

/**
 * cal_volume_sample:
 * @world_mm: RAS millimetres
 * @frame: from 0
 *
 * The slice shader does the same arithmetic.
 *
 * Returns: the value there, see #CalInterpolation
 */
CalSample
cal_volume_sample (CalVolume *self,
                   const double world_mm[3],
                   gsize frame,
                   CalInterpolation interpolation)
{
  gssize nearest[3];
  double p[3], sum = 0.0;

  cal_volume_find_voxel (self, world_mm, nearest);
  if (interpolation == CAL_NEAREST)
    return cal_volume_get_voxel (self, nearest, frame);
  cal_affine_apply (&self->world_to_voxel, world_mm, p);
  for (int corner = 0; corner < 8; corner++) {
    gssize voxel[3];
    double weight = 1.0;
    CalSample sample;

    for (int a = 0; a < 3; a++) {
      double below = floor (p[a]), part = p[a] - below;
      gboolean upper = (corner >> a & 1) != 0;

      if (!(below > -1e15 && below < 1e15))
        return (CalSample){CAL_OUTSIDE, (double) NAN};
      voxel[a] = (gssize) below + upper;
      weight *= upper ? part : 1.0 - part;
    }
    if (weight == 0.0)
      continue;
    sample = cal_volume_get_voxel (self, voxel, frame);
    if (sample.presence != CAL_VALUE)
      return cal_volume_get_voxel (self, nearest, frame);
    sum += weight * sample.value;
  }
  return (CalSample){CAL_VALUE, sum};
}

/**
 * cal_volume_get_bounds:
 * @low_mm: (out caller-allocates): smallest world coordinates of the box of voxels
 * @high_mm: (out caller-allocates): largest ones
 */
void
cal_volume_get_bounds (CalVolume *self, double low_mm[3], double high_mm[3])
{
  for (int a = 0; a < 3; a++) {
    low_mm[a] = G_MAXDOUBLE;
    high_mm[a] = -G_MAXDOUBLE;
  }
  for (int corner = 0; corner < 8; corner++) {
    double p[3];

    for (int a = 0; a < 3; a++)
      p[a] = (corner >> a & 1) != 0 ? (double) self->desc.dims[a] - 0.5 : -0.5;
    cal_affine_apply (&self->desc.voxel_to_world, p, p);
    for (int a = 0; a < 3; a++) {
      low_mm[a] = MIN (low_mm[a], p[a]);
      high_mm[a] = MAX (high_mm[a], p[a]);
    }
  }
}

/**
 * cal_volume_check_grid:
 *
 * Returns: whether the voxels of both lie at the same places, to 0.001 mm: files keep matrices in
 *   single precision; else FALSE with CAL_ERROR_SPACE
 */
gboolean
cal_volume_check_grid (CalVolume *a, CalVolume *b, GError **error)
{
  const CalVolumeDesc *x = cal_volume_get_desc (a), *y = cal_volume_get_desc (b);
  double furthest = 0.0;

  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 4; c++)
      furthest = fmax (furthest, fabs (x->voxel_to_world.m[r][c] - y->voxel_to_world.m[r][c]));
  if (memcmp (x->dims, y->dims, sizeof x->dims) == 0 && furthest <= 1e-3)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE,
               "%s lies on a grid of %" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT
               " voxels, %s on one of %" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT " x %" G_GSIZE_FORMAT
               "; their matrices differ by %g",
               x->name, x->dims[0], x->dims[1], x->dims[2], y->name, y->dims[0], y->dims[1],
               y->dims[2], furthest);
  return FALSE;
}
