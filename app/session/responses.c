/* responses.c - the layer whose frames are responses to the stimuli.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/responses.h"

#include "model/error.h"

static gsize
count_stimuli (CalRdmScene *rdm_scene)
{
  CalRdm *rdm = cal_rdm_scene_get_current (rdm_scene);
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (rdm_scene);

  return rdm != NULL       ? cal_rdm_get_desc (rdm)->n_conditions
         : stimuli != NULL ? cal_stimuli_get_n (stimuli)
                           : 0;
}

static gsize
count_frames (CalLayer *layer)
{
  CalVolume *volume = cal_layer_get_volume (layer);
  CalMap *map = cal_layer_get_map (layer);

  return volume != NULL ? cal_volume_get_desc (volume)->n_frames
         : map != NULL  ? cal_map_get_n_frames (map)
                        : 0;
}

/* Frames that follow each other in time are no stimuli. */
static gboolean
is_series (CalLayer *layer)
{
  CalVolume *volume = cal_layer_get_volume (layer);
  CalMap *map = cal_layer_get_map (layer);

  return (volume != NULL && cal_volume_get_desc (volume)->frame_step > 0.0) ||
         (map != NULL && cal_map_get_desc (map)->frame_step > 0.0);
}

/**
 * cal_responses_find:
 *
 * Returns: (transfer none) (nullable): the topmost layer of maps or volumes, no series in time,
 * with as many frames as there are conditions in the current RDM, or stimuli if there is no RDM;
 * maps go first
 */
CalLayer *
cal_responses_find (CalScene *scene, CalRdmScene *rdm_scene)
{
  gsize n_stimuli = count_stimuli (rdm_scene);
  CalLayer *found = NULL;

  for (guint n = 0; n_stimuli > 1 && n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if (count_frames (layer) == n_stimuli && !is_series (layer) &&
        cal_layer_get_labels (layer) == NULL &&
        (found == NULL || cal_layer_get_map (layer) != NULL || cal_layer_get_map (found) == NULL))
      found = layer;
  }
  return found;
}

static gboolean
find_frame_name (CalLayer *responses, const char *stimulus, gsize *frame)
{
  CalMap *map = cal_layer_get_map (responses);
  const char *const *names = map != NULL ? cal_map_get_desc (map)->frame_names : NULL;

  for (gsize n = 0; names != NULL && names[n] != NULL && n < cal_map_get_n_frames (map); n++)
    if (g_str_equal (names[n], stimulus)) {
      *frame = n;
      return TRUE;
    }
  return FALSE;
}

/**
 * cal_responses_find_frame:
 * @responses: as cal_responses_find() gives it
 * @stimulus: the id of a condition or stimulus
 * @frame: (out)
 *
 * By the frame's name; frames without names are in the order of the current RDM's conditions, or of
 * the stimuli.
 *
 * Returns: whether there is one
 */
gboolean
cal_responses_find_frame (CalLayer *responses,
                          CalRdmScene *rdm_scene,
                          const char *stimulus,
                          gsize *frame)
{
  CalRdm *rdm = cal_rdm_scene_get_current (rdm_scene);
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (rdm_scene);
  gboolean is_found = find_frame_name (responses, stimulus, frame);

  if (!is_found && rdm != NULL)
    is_found = cal_rdm_find_condition (rdm, stimulus, frame);
  if (!is_found && stimuli != NULL)
    is_found = cal_stimuli_find (stimuli, stimulus, frame);
  return is_found && *frame < count_frames (responses);
}

static GObject *
subtract_in_map (CalMap *map, gsize first, gsize second, GError **error)
{
  gsize n = cal_map_get_n_elements (map);
  float *values = g_new (float, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n * sizeof *values);
  g_autoptr (CalArray) array = NULL;
  CalMapDesc desc = *cal_map_get_desc (map);

  for (gsize e = 0; e < n; e++)
    values[e] = (float) (cal_map_get_element (map, e, first).value -
                         cal_map_get_element (map, e, second).value);
  array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, error);
  desc.values = array;
  desc.frame_names = NULL;
  desc.frame_step = 0.0;
  desc.statistic = "difference";
  return array != NULL ? (GObject *) cal_map_new (&desc, error) : NULL;
}

static GObject *
subtract_in_volume (CalVolume *volume, gsize first, gsize second, GError **error)
{
  CalVolumeDesc desc = *cal_volume_get_desc (volume);
  gsize n = cal_volume_get_n_voxels (volume);
  float *values = g_new (float, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n * sizeof *values);
  gsize v = 0;

  for (gsize k = 0; k < desc.dims[2]; k++)
    for (gsize j = 0; j < desc.dims[1]; j++)
      for (gsize i = 0; i < desc.dims[0]; i++, v++) {
        const gssize voxel[3] = {(gssize) i, (gssize) j, (gssize) k};

        values[v] = (float) (cal_volume_get_voxel (volume, voxel, first).value -
                             cal_volume_get_voxel (volume, voxel, second).value);
      }
  desc.dtype = CAL_DTYPE_FLOAT32;
  desc.voxels = bytes;
  desc.n_frames = 1;
  desc.frames_in_file = 0;
  desc.frame_step = 0.0;
  for (int d = 0; d < 4; d++)
    desc.frame_dims[d] = 0;
  desc.slope = 1.0;
  desc.intercept = 0.0;
  desc.statistic = "difference";
  return (GObject *) cal_volume_new (&desc, error);
}

/**
 * cal_responses_subtract:
 * @responses: as cal_responses_find() gives it
 * @first: the id of the one stimulus
 * @second: of the other
 *
 * Returns: (transfer full): a #CalMap or #CalVolume of the response to @first minus that to
 *   @second, NaN where either is not there; NULL with CAL_ERROR_ARGUMENT if a frame is missing
 */
GObject *
cal_responses_subtract (CalLayer *responses,
                        CalRdmScene *rdm_scene,
                        const char *first,
                        const char *second,
                        GError **error)
{
  CalMap *map = cal_layer_get_map (responses);
  gsize frames[2];

  if (!cal_responses_find_frame (responses, rdm_scene, first, &frames[0]) ||
      !cal_responses_find_frame (responses, rdm_scene, second, &frames[1])) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "“%s” holds no responses to both %s and %s",
                 cal_layer_get_name (responses), first, second);
    return NULL;
  }
  return map != NULL
             ? subtract_in_map (map, frames[0], frames[1], error)
             : subtract_in_volume (cal_layer_get_volume (responses), frames[0], frames[1], error);
}
