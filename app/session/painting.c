/* painting.c - what views compute for places is shown as layers of the brain.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/painting.h"

#include "app/session/default-display.h"
#include "app/session/first-look.h"

/* Only as long as it is of the same kind: a layer of the cortex cannot become one of voxels. */
static CalLayer *
find_layer (CalScene *scene, const char *id, GObject *data)
{
  CalLayer *layer = cal_scene_find_layer (scene, id);

  if (layer != NULL && G_OBJECT_TYPE (cal_layer_get_data (layer)) != G_OBJECT_TYPE (data)) {
    cal_scene_remove (scene, layer);
    return NULL;
  }
  return layer;
}

static void
paint_cb (CalEncodingScene *encoding, const char *key, GObject *data)
{
  CalScene *scene = cal_encoding_scene_get_scene (encoding);
  g_autofree char *id = cal_encoding_scene_dup_layer_id (key);
  CalLayer *layer = find_layer (scene, id, data);
  g_autoptr (CalLayer) made = NULL;
  CalSummary summary;

  if (layer != NULL) {
    cal_layer_set_data (layer, data);
    cal_layer_set_name (layer, CAL_IS_MAP (data) ? cal_map_get_desc (CAL_MAP (data))->name
                                                 : cal_volume_get_desc (CAL_VOLUME (data))->name);
    return;
  }
  made = cal_layer_new (id, NULL, data);
  summary = cal_data_summarise (data);
  cal_layer_pick_display (made, &summary, FALSE);
  g_object_set (cal_layer_get_display (made), "visible", TRUE, "on-cortex", TRUE, "label-style",
                CAL_LABELS_FILLED, "label-names", FALSE, NULL);
  cal_scene_insert (scene, cal_scene_find_top (scene), made);
}

static void
unpaint_cb (CalEncodingScene *encoding, const char *key)
{
  CalScene *scene = cal_encoding_scene_get_scene (encoding);
  g_autofree char *id = cal_encoding_scene_dup_layer_id (key);
  CalLayer *layer = cal_scene_find_layer (scene, id);

  if (layer != NULL)
    cal_scene_remove (scene, layer);
}

/**
 * cal_painting_follow:
 *
 * Makes, updates and takes away the layers that @encoding's views ask for, as long as it lives.
 */
void
cal_painting_follow (CalEncodingScene *encoding)
{
  g_signal_connect (encoding, "paint", G_CALLBACK (paint_cb), NULL);
  g_signal_connect (encoding, "unpaint", G_CALLBACK (unpaint_cb), NULL);
}
