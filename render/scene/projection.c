/* projection.c - a volume sampled onto the cortex, between white and pial.
 *
 * Where both surfaces are there, a vertex's value is the mean of five depths, at 10, 30, 50, 70 and
 * 90 per cent of the way from white to pial. With one anatomical surface it is the value on that.
 * Labels have no mean: they are taken at the middle of the cortex, from the nearest voxel.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/projection.h"

#include <math.h>

#define N_DEPTHS 5

/* The two ends of the way through the cortex; equal if only one place is known. */
static gboolean
find_ends (CalVolume *volume,
           CalCortex *cortex,
           CalHemisphere hemisphere,
           gsize vertex,
           double inner_mm[3],
           double outer_mm[3])
{
  CalSurface *white = cal_cortex_get_surface (cortex, hemisphere, CAL_SURFACE_WHITE);
  CalSurface *pial = cal_cortex_get_surface (cortex, hemisphere, CAL_SURFACE_PIAL);

  if (white == NULL || pial == NULL || cal_volume_get_desc (volume)->labels != NULL) {
    if (!cal_cortex_get_vertex_mm (cortex, hemisphere, vertex, inner_mm))
      return FALSE;
    for (int a = 0; a < 3; a++)
      outer_mm[a] = inner_mm[a];
    return TRUE;
  }
  cal_surface_get_vertex_mm (white, vertex, inner_mm);
  cal_surface_get_vertex_mm (pial, vertex, outer_mm);
  return TRUE;
}

/**
 * cal_projection_sample:
 * @frame: from 0
 * @interpolation: between voxels, at each depth
 *
 * Depths without a number are left out of the mean.
 *
 * Returns: the value of @volume in the cortex at that vertex; CAL_NO_DATA if no depth has a number
 *   and one of them lies in the volume, CAL_OUTSIDE if none does
 */
CalSample
cal_projection_sample (CalVolume *volume,
                       CalCortex *cortex,
                       CalHemisphere hemisphere,
                       gsize vertex,
                       gsize frame,
                       CalInterpolation interpolation)
{
  CalSample result = {CAL_OUTSIDE, (double) NAN};
  double inner_mm[3], outer_mm[3], sum = 0.0;
  int n = 0;

  if (!find_ends (volume, cortex, hemisphere, vertex, inner_mm, outer_mm))
    return result;
  if (cal_volume_get_desc (volume)->labels != NULL)
    interpolation = CAL_NEAREST;
  if (inner_mm[0] == outer_mm[0] && inner_mm[1] == outer_mm[1] && inner_mm[2] == outer_mm[2])
    return cal_volume_sample (volume, inner_mm, frame, interpolation);
  for (int d = 0; d < N_DEPTHS; d++) {
    double part = (d + 0.5) / N_DEPTHS, place_mm[3];
    CalSample sample;

    for (int a = 0; a < 3; a++)
      place_mm[a] = inner_mm[a] + part * (outer_mm[a] - inner_mm[a]);
    sample = cal_volume_sample (volume, place_mm, frame, interpolation);
    if (sample.presence == CAL_VALUE) {
      sum += sample.value;
      n++;
    } else if (sample.presence == CAL_NO_DATA) {
      result.presence = CAL_NO_DATA;
    }
  }
  return n > 0 ? (CalSample){CAL_VALUE, sum / n} : result;
}

static const char *
name_surface (CalCortex *cortex)
{
  for (int h = 0; h < 2; h++)
    for (int k = 0; k < (int) CAL_N_SURFACE_KINDS; k++)
      if (cal_surface_kind_is_anatomical ((CalSurfaceKind) k) &&
          cal_cortex_get_surface (cortex, (CalHemisphere) h, (CalSurfaceKind) k) != NULL &&
          cal_cortex_get_anatomy (cortex, (CalHemisphere) h) ==
              cal_cortex_get_surface (cortex, (CalHemisphere) h, (CalSurfaceKind) k))
        return cal_surface_kind_get_name ((CalSurfaceKind) k);
  return NULL;
}

static gboolean
has_both (CalCortex *cortex)
{
  for (int h = 0; h < 2; h++)
    if (cal_cortex_get_n_vertices (cortex, (CalHemisphere) h) > 0 &&
        (cal_cortex_get_surface (cortex, (CalHemisphere) h, CAL_SURFACE_WHITE) == NULL ||
         cal_cortex_get_surface (cortex, (CalHemisphere) h, CAL_SURFACE_PIAL) == NULL))
      return FALSE;
  return TRUE;
}

/**
 * cal_projection_dup_name:
 *
 * Returns: (transfer full): what the values are, for people: "T1 sampled in the cortex (mean of 5
 *   depths between white and pial, nearest voxel)"
 */
char *
cal_projection_dup_name (CalVolume *volume, CalCortex *cortex, CalInterpolation interpolation)
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  gboolean linear = interpolation == CAL_LINEAR && desc->labels == NULL;
  const char *how = linear ? "linear between voxels" : "nearest voxel";

  if (!has_both (cortex))
    return g_strdup_printf ("%s sampled on the %s surface (%s)", desc->name, name_surface (cortex),
                            how);
  if (desc->labels != NULL)
    return g_strdup_printf ("%s sampled at mid-cortex (%s)", desc->name, how);
  return g_strdup_printf ("%s sampled in the cortex (mean of %d depths between white and pial, %s)",
                          desc->name, N_DEPTHS, how);
}

/**
 * cal_projection_new:
 * @frame: which frame of @volume
 *
 * Samples @volume at every vertex, as cal_projection_sample() does. Any thread.
 *
 * Returns: (transfer full) (nullable): a map of one frame, whose binding says how it was sampled;
 *   NULL if the cortex has no anatomical surface
 */
CalMap *
cal_projection_new (CalVolume *volume,
                    CalCortex *cortex,
                    gsize frame,
                    CalInterpolation interpolation)
{
  const CalVolumeDesc *volume_desc = cal_volume_get_desc (volume);
  gsize n = cal_cortex_get_n_elements (cortex);
  g_autofree float *values = NULL;
  g_autofree guint8 *inside = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) values_bytes = NULL;
  g_autoptr (GBytes) inside_bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  CalMapDesc desc = {0};

  if (name_surface (cortex) == NULL)
    return NULL;
  values = g_new (float, n);
  inside = g_new (guint8, n);
  for (gsize e = 0; e < n; e++) {
    gsize vertex;
    CalHemisphere hemisphere = cal_cortex_get_vertex (cortex, e, &vertex);
    CalSample sample =
        cal_projection_sample (volume, cortex, hemisphere, vertex, frame, interpolation);

    values[e] = sample.presence == CAL_VALUE ? (float) sample.value : NAN;
    inside[e] = sample.presence != CAL_OUTSIDE;
  }
  values_bytes = g_bytes_new_take (g_steal_pointer (&values), n * sizeof (float));
  inside_bytes = g_bytes_new_take (g_steal_pointer (&inside), n);
  array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, values_bytes, NULL);
  name = cal_projection_dup_name (volume, cortex, interpolation);
  desc.name = volume_desc->name;
  for (int h = 0; h < 2; h++)
    desc.n_vertices[h] = cal_cortex_get_n_vertices (cortex, (CalHemisphere) h);
  desc.values = array;
  desc.inside = inside_bytes;
  desc.labels = volume_desc->labels;
  desc.unit = volume_desc->unit;
  desc.statistic = volume_desc->statistic;
  desc.binding = name;
  return cal_map_new (&desc, NULL);
}
