/* pattern-places-write.c - maps of values, written as the patterns lie in the brain.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "app/command/pattern-places.h"
#include "io/gifti.h"
#include "io/nifti.h"
#include "io/npy.h"
#include "model/error.h"
#include "model/memory.h"

static CalArray *
make_array (const double *values, gsize n_frames, gsize n, GError **error)
{
  gsize dims[2] = {n_frames, n};
  g_autoptr (GBytes) bytes =
      g_bytes_new (values, cal_size_times (cal_size_times (n_frames, n), sizeof *values));

  return cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);
}

/* The values in their places, NaN elsewhere. */
static double *
spread (const CalPatternPlaces *self, const double *values, gsize n_frames)
{
  gsize n = cal_pattern_places_get_n_channels (self);
  double *spread_values = g_new (double, cal_size_times (n_frames, self->n_places));

  for (gsize f = 0; f < n_frames; f++)
    for (gsize p = 0; p < self->n_places; p++) {
      gint32 channel = self->channel_of_place[p];

      spread_values[f * self->n_places + p] =
          channel == CAL_NO_CHANNEL ? (double) NAN : values[f * n + (gsize) channel];
    }
  return spread_values;
}

static gboolean
write_volume (const CalPatternPlaces *self,
              const double *values,
              const char *const *frame_names,
              const char *statistic,
              const char *path,
              GError **error)
{
  gsize n_frames = g_strv_length ((GStrv) (gpointer) frame_names);
  const CalVolumeDesc *grid = cal_volume_get_desc (self->grid);
  CalVolumeDesc desc = {.name = frame_names[0],
                        .n_frames = n_frames,
                        .dtype = CAL_DTYPE_FLOAT64,
                        .voxel_to_world = grid->voxel_to_world,
                        .affine_source = grid->affine_source,
                        .statistic = statistic};
  double *placed = spread (self, values, n_frames);
  g_autoptr (GBytes) bytes = g_bytes_new_take (
      placed, cal_size_times (cal_size_times (n_frames, self->n_places), sizeof *placed));
  g_autoptr (CalVolume) volume = NULL;

  memcpy (desc.dims, grid->dims, sizeof desc.dims);
  desc.voxels = bytes;
  volume = cal_volume_new (&desc, error);
  return volume != NULL && cal_nifti_write (volume, path, error);
}

static gboolean
write_gifti (const CalPatternPlaces *self,
             const double *values,
             const char *const *frame_names,
             const char *statistic,
             const char *path,
             GError **error)
{
  gsize n_frames = g_strv_length ((GStrv) (gpointer) frame_names);
  g_autofree double *placed = spread (self, values, n_frames);
  g_autoptr (CalArray) array = make_array (placed, n_frames, self->n_places, error);
  CalVectorDesc desc = {.name = frame_names[0],
                        .source = path,
                        .values = array,
                        .frame_names = frame_names,
                        .statistic = statistic,
                        .per_vertex = TRUE};
  g_autoptr (CalVector) vector = NULL;
  CalHemisphere side;

  if (array == NULL)
    return FALSE;
  if (cal_cortex_get_n_vertices (self->cortex, CAL_LEFT) > 0 &&
      cal_cortex_get_n_vertices (self->cortex, CAL_RIGHT) > 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: GIFTI holds one hemisphere, the map has two; expected a .npy file, or the "
                 "patterns of one",
                 path);
    return FALSE;
  }
  side = cal_cortex_get_n_vertices (self->cortex, CAL_LEFT) > 0 ? CAL_LEFT : CAL_RIGHT;
  desc.hemisphere = cal_surface_get_desc (cal_cortex_get_anatomy (self->cortex, side))->hemisphere;
  vector = cal_vector_new (&desc, error);
  return vector != NULL && cal_gifti_write_vector (vector, path, error);
}

/**
 * cal_pattern_places_write_map:
 * @values: a row of channels for each of @frame_names
 * @statistic: what the values are
 * @path: .nii or .nii.gz where channels are voxels, .gii where they are vertices; .npy for a value
 *   a channel, in the order of the patterns
 *
 * Places without a number are NaN.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_pattern_places_write_map (const CalPatternPlaces *self,
                              const double *values,
                              const char *const *frame_names,
                              const char *statistic,
                              const char *path,
                              GError **error)
{
  if (g_str_has_suffix (path, ".npy")) {
    g_autoptr (CalArray) array = make_array (values, g_strv_length ((GStrv) (gpointer) frame_names),
                                             cal_pattern_places_get_n_channels (self), error);

    return array != NULL && cal_npy_write (path, array, error);
  }
  if (self->grid != NULL && (g_str_has_suffix (path, ".nii") || g_str_has_suffix (path, ".nii.gz")))
    return write_volume (self, values, frame_names, statistic, path, error);
  if (self->cortex != NULL && g_str_has_suffix (path, ".gii"))
    return write_gifti (self, values, frame_names, statistic, path, error);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s: expected a name that ends in %s", path,
               self->grid != NULL     ? ".nii, .nii.gz or .npy"
               : self->cortex != NULL ? ".gii or .npy"
                                      : ".npy, or --mask or --surface");
  return FALSE;
}
