/* responses.c - the layer whose frames are responses to the stimuli.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/responses.h"

#include "analysis/pair-contrast.h"
#include "app/session/elements.h"
#include "model/error.h"
#include "model/memory.h"

static gsize
count_stimuli (CalRdmScene *rdm_scene)
{
  CalRdm *rdm = cal_rdm_scene_get_current (rdm_scene);
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (rdm_scene);

  return rdm != NULL       ? cal_rdm_get_desc (rdm)->n_conditions
         : stimuli != NULL ? cal_stimuli_get_n (stimuli)
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

    if (cal_layer_get_n_frames (layer) == n_stimuli && !is_series (layer) &&
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
  return is_found && *frame < cal_layer_get_n_frames (responses);
}

/* A row for each of the two frames, a column for each vertex or voxel. */
static CalArray *
gather (GObject *data, const gsize frames[2], GError **error)
{
  const gsize dims[2] = {2, cal_elements_count (data)};
  double *values = g_new (double, cal_size_times (dims[0], dims[1]));
  g_autoptr (GBytes) bytes =
      g_bytes_new_take (values, cal_size_times (dims[0], dims[1]) * sizeof *values);

  for (gsize row = 0; row < dims[0]; row++)
    for (gsize e = 0; e < dims[1]; e++)
      *values++ = cal_elements_get (data, e, frames[row]).value;
  return cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);
}

static GObject *
new_map (CalMap *map, gsize n, GBytes *bytes, GError **error)
{
  g_autoptr (CalArray) values = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, error);
  CalMapDesc desc = *cal_map_get_desc (map);

  desc.values = values;
  desc.frame_names = NULL;
  desc.frame_step = 0.0;
  desc.statistic = "difference";
  return values != NULL ? (GObject *) cal_map_new (&desc, error) : NULL;
}

static GObject *
new_volume (CalVolume *volume, GBytes *bytes, GError **error)
{
  CalVolumeDesc desc = *cal_volume_get_desc (volume);

  desc.dtype = CAL_DTYPE_FLOAT64;
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
  GObject *data = cal_layer_get_data (responses);
  gsize frames[2], n = cal_elements_count (data);
  g_auto (CalPairContrast) contrast = {0};
  g_autoptr (CalArray) patterns = NULL;
  g_autoptr (GBytes) difference = NULL;

  if (!cal_responses_find_frame (responses, rdm_scene, first, &frames[0]) ||
      !cal_responses_find_frame (responses, rdm_scene, second, &frames[1])) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "“%s” holds no responses to both %s and %s",
                 cal_layer_get_name (responses), first, second);
    return NULL;
  }
  patterns = gather (data, frames, error);
  if (patterns == NULL || !cal_pair_contrast_init (&contrast, patterns, 0, 1, error))
    return NULL;
  difference = g_bytes_new_take (g_steal_pointer (&contrast.difference), n * sizeof (double));
  return CAL_IS_MAP (data) ? new_map (CAL_MAP (data), n, difference, error)
                           : new_volume (CAL_VOLUME (data), difference, error);
}
