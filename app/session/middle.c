/* middle.c - where a study that was just opened is looked at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/middle.h"

/* Along each axis, when looking for the middle of a volume. */
#define MOST_STEPS 64

static gboolean
says_something (CalSample sample)
{
  return sample.presence == CAL_VALUE && sample.value != 0.0;
}

/* Whether a visible volume holds more than 0 at a place. Returns the first visible one in @first.
 */
static gboolean
is_something_at (CalScene *scene, const double place_mm[3], CalVolume **first)
{
  *first = NULL;
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);
    CalVolume *volume = cal_layer_get_volume (layer);

    if (volume == NULL || !cal_display_get_state (cal_layer_get_display (layer))->visible)
      continue;
    *first = *first != NULL ? *first : volume;
    if (says_something (cal_volume_sample (volume, place_mm, 0, CAL_NEAREST)))
      return TRUE;
  }
  return FALSE;
}

/* The voxel that says something nearest to the middle of all that do, of those looked at. */
static void
find_middle_of_volume (CalVolume *volume, double middle_mm[3])
{
  const CalVolumeDesc *desc = cal_volume_get_desc (volume);
  double mean[3] = {0.0}, best = G_MAXDOUBLE;
  gssize voxel[3], stride[3];
  gsize n = 0;

  for (int a = 0; a < 3; a++)
    stride[a] = (gssize) (desc->dims[a] / MOST_STEPS) + 1;
  for (int pass = 0; pass < 2; pass++) {
    for (voxel[2] = 0; voxel[2] < (gssize) desc->dims[2]; voxel[2] += stride[2])
      for (voxel[1] = 0; voxel[1] < (gssize) desc->dims[1]; voxel[1] += stride[1])
        for (voxel[0] = 0; voxel[0] < (gssize) desc->dims[0]; voxel[0] += stride[0]) {
          double squared = 0.0;

          if (!says_something (cal_volume_get_voxel (volume, voxel, 0)))
            continue;
          for (int a = 0; a < 3; a++) {
            double away = (double) voxel[a] - (pass == 0 ? 0.0 : mean[a] / (double) n);

            mean[a] += pass == 0 ? away : 0.0;
            squared += away * away;
          }
          n += pass == 0;
          if (pass == 1 && squared < best) {
            best = squared;
            for (int a = 0; a < 3; a++)
              middle_mm[a] = (double) voxel[a];
          }
        }
    if (n == 0)
      return;
  }
  cal_affine_apply (&desc->voxel_to_world, middle_mm, middle_mm);
}

/**
 * cal_scene_find_middle:
 * @middle_mm: (out caller-allocates)
 *
 * The middle of the box around everything; where every volume is empty there (one small region,
 * say), the middle of what the first visible volume holds.
 *
 * Returns: FALSE if the scene is empty
 */
gboolean
cal_scene_find_middle (CalScene *scene, double middle_mm[3])
{
  double low_mm[3], high_mm[3];
  CalVolume *volume;

  if (!cal_scene_get_bounds (scene, low_mm, high_mm))
    return FALSE;
  for (int a = 0; a < 3; a++)
    middle_mm[a] = 0.5 * (low_mm[a] + high_mm[a]);
  if (!is_something_at (scene, middle_mm, &volume) && volume != NULL)
    find_middle_of_volume (volume, middle_mm);
  return TRUE;
}
