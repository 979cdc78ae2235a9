/* layer-series.c - maps and volumes of many frames are series too.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/layer-series.h"

#include <string.h>

static CalSeriesRole
guess_role (CalLayer *layer)
{
  const char *statistic = cal_layer_get_statistic (layer);

  if (statistic == NULL)
    return CAL_SERIES_MEASURED;
  return strstr (statistic, "predict") != NULL  ? CAL_SERIES_PREDICTED
         : strstr (statistic, "weight") != NULL ? CAL_SERIES_WEIGHTS
                                                : CAL_SERIES_MEASURED;
}

static CalTextArray *
dup_stimulus_ids (CalStimuli *stimuli)
{
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  gsize n = cal_stimuli_get_n (stimuli);

  for (gsize s = 0; s < n; s++)
    cal_text_array_builder_add (builder, cal_stimuli_get_id (stimuli, s), -1);
  return cal_text_array_builder_end (g_steal_pointer (&builder), 1, &n, NULL);
}

/* The frames' own names are those of stimuli. */
static gboolean
names_stimuli (CalLayer *layer, CalStimuli *stimuli)
{
  CalMap *map = cal_layer_get_map (layer);
  const char *const *names = map != NULL ? cal_map_get_desc (map)->frame_names : NULL;
  gsize n;

  return names != NULL && names[0] != NULL && cal_stimuli_find (stimuli, names[0], &n);
}

/**
 * cal_layer_series_new:
 * @rdm_scene: holds the stimuli
 *
 * Frames that follow each other in time are a time course; as many as there are stimuli, or named
 * after them, are responses to these; others are conditions.
 *
 * Returns: (transfer full) (nullable): the layer's frames as a series; NULL with one frame only, or
 *   for regions
 */
CalSeries *
cal_layer_series_new (CalLayer *layer, CalRdmScene *rdm_scene)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (rdm_scene);
  CalVolume *volume = cal_layer_get_volume (layer);
  CalMap *map = cal_layer_get_map (layer);
  gsize n_frames = cal_layer_get_n_frames (layer);
  double step = volume != NULL ? cal_volume_get_desc (volume)->frame_step
                : map != NULL  ? cal_map_get_desc (map)->frame_step
                               : 0.0;
  g_autoptr (CalTextArray) ids = NULL;
  CalSeriesAxis axis = CAL_AXIS_CONDITIONS;

  if (n_frames < 2 || cal_layer_get_labels (layer) != NULL)
    return NULL;
  if (step > 0.0)
    axis = CAL_AXIS_TIME;
  else if (stimuli != NULL &&
           (names_stimuli (layer, stimuli) || cal_stimuli_get_n (stimuli) == n_frames)) {
    axis = CAL_AXIS_STIMULI;
    if (!names_stimuli (layer, stimuli))
      ids = dup_stimulus_ids (stimuli);
  }
  return cal_series_new_from_data (cal_layer_get_data (layer), guess_role (layer), axis, ids);
}
