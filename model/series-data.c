/* series-data.c - the frames of a map or volume as a series.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/series.h"

typedef struct {
  CalMap *map;
  CalVolume *volume;
  CalPlaces *places;
} Data;

static void
data_free (gpointer data)
{
  Data *self = data;

  g_clear_object (&self->map);
  g_clear_object (&self->volume);
  g_clear_object (&self->places);
  g_free (self);
}

static float
get_value (const Data *self, gsize element, gsize frame)
{
  const CalVolumeDesc *desc;
  CalSample sample;

  if (self->map != NULL)
    sample = cal_map_get_element (self->map, element, frame);
  else {
    desc = cal_volume_get_desc (self->volume);
    sample = cal_volume_get_voxel (self->volume,
                                   (gssize[]){(gssize) (element % desc->dims[0]),
                                              (gssize) (element / desc->dims[0] % desc->dims[1]),
                                              (gssize) (element / desc->dims[0] / desc->dims[1])},
                                   frame);
  }
  return sample.presence == CAL_VALUE ? (float) sample.value : NAN;
}

static gsize
count_frames (GObject *data)
{
  return CAL_IS_MAP (data) ? cal_map_get_n_frames (CAL_MAP (data))
                           : MAX (cal_volume_get_desc (CAL_VOLUME (data))->n_frames, 1);
}

static gboolean
read_rows (
    gpointer data, const guint32 *rows, gsize n_rows, float *values, CalJob *job, GError **error)
{
  const Data *self = data;
  gsize n_frames =
      count_frames (self->map != NULL ? G_OBJECT (self->map) : G_OBJECT (self->volume));

  for (gsize r = 0; r < n_rows; r++)
    for (gsize f = 0; f < n_frames; f++)
      values[r * n_frames + f] =
          get_value (self, cal_places_get_element (self->places, rows[r]), f);
  return TRUE;
}

static gboolean
read_frame (gpointer data, gsize frame, float *values, CalJob *job, GError **error)
{
  const Data *self = data;

  for (gsize r = 0; r < cal_places_get_n_rows (self->places); r++)
    values[r] = get_value (self, cal_places_get_element (self->places, r), frame);
  return TRUE;
}

/**
 * cal_series_new_from_data:
 * @data: a CalMap or CalVolume of several frames; it is kept, not copied
 * @role: what its values are
 * @axis: what its frames are
 * @frame_ids: (nullable): a text a frame; the map's own names if NULL
 *
 * Returns: (transfer full): its frames at every place that it is not outside of
 */
CalSeries *
cal_series_new_from_data (GObject *data,
                          CalSeriesRole role,
                          CalSeriesAxis axis,
                          CalTextArray *frame_ids)
{
  const CalMapDesc *map = CAL_IS_MAP (data) ? cal_map_get_desc (CAL_MAP (data)) : NULL;
  const CalVolumeDesc *volume = map == NULL ? cal_volume_get_desc (CAL_VOLUME (data)) : NULL;
  g_autoptr (CalPlaces) places = cal_places_new_everywhere (data);
  g_autoptr (CalTextArray) names = frame_ids != NULL ? g_object_ref (frame_ids)
                                   : map != NULL && map->frame_names != NULL
                                       ? cal_text_array_new_from_strv (map->frame_names)
                                       : NULL;
  Data *kept = g_new0 (Data, 1);

  if (map != NULL)
    kept->map = g_object_ref (CAL_MAP (data));
  else
    kept->volume = g_object_ref (CAL_VOLUME (data));
  kept->places = g_object_ref (places);
  return cal_series_new_from_source (
      &(CalSeriesDesc){.name = map != NULL ? map->name : volume->name,
                       .role = role,
                       .axis = axis,
                       .n_frames = count_frames (data),
                       .frame_ids = names,
                       .frame_step = map != NULL ? map->frame_step : volume->frame_step,
                       .places = places,
                       .unit = map != NULL ? map->unit : volume->unit,
                       .statistic = map != NULL ? map->statistic : volume->statistic},
      &(CalSeriesSource){read_rows, read_frame, 0, kept, data_free}, NULL);
}
