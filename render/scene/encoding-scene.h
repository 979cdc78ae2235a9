/* encoding-scene.h - what encoding models wrote that is open: captions, series, attention, decoded
 * pictures.
 *
 * To their views what CalScene is to the views of the brain. It knows both other scenes: places
 * are the cursor's, stimuli and regions the selection's. CalEncodingScene::changed comes when
 * something was opened or closed. A view that wants numbers on the brain says
 * cal_encoding_scene_paint(); the session makes or updates the layer. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/attention.h"
#include "model/captions.h"
#include "model/decoding.h"
#include "model/series.h"
#include "render/scene/rdm-scene.h"
#include "render/scene/scene.h"

G_BEGIN_DECLS

/* Ids of layers that views painted begin with it. */
#define CAL_PAINTED_PREFIX "painted:"

/**
 * CalRegionRows:
 * @name: of a region
 * @rows: (element-type guint32): of the places that lie in it, ascending
 */
typedef struct {
  char *name;
  GArray *rows;
} CalRegionRows;

#define CAL_TYPE_ENCODING_SCENE (cal_encoding_scene_get_type ())
G_DECLARE_FINAL_TYPE (CalEncodingScene, cal_encoding_scene, CAL, ENCODING_SCENE, GObject)

CalEncodingScene *cal_encoding_scene_new (CalScene *scene,
                                          CalRdmScene *rdm_scene) G_GNUC_WARN_UNUSED_RESULT;

CalScene *cal_encoding_scene_get_scene (CalEncodingScene *self);
CalRdmScene *cal_encoding_scene_get_rdm_scene (CalEncodingScene *self);
CalSelection *cal_encoding_scene_get_selection (CalEncodingScene *self);
CalStimuli *cal_encoding_scene_get_stimuli (CalEncodingScene *self);

void cal_encoding_scene_add (CalEncodingScene *self, GObject *finding);
void cal_encoding_scene_clear (CalEncodingScene *self);
gboolean cal_encoding_scene_is_empty (CalEncodingScene *self);
GPtrArray *cal_encoding_scene_get_captions (CalEncodingScene *self);
GPtrArray *cal_encoding_scene_get_series (CalEncodingScene *self);
GPtrArray *cal_encoding_scene_get_attentions (CalEncodingScene *self);
GPtrArray *cal_encoding_scene_get_decodings (CalEncodingScene *self);

gboolean cal_encoding_scene_find_row (CalEncodingScene *self, CalPlaces *places, gsize *row);
GPtrArray *
cal_encoding_scene_dup_regions_at_cursor (CalEncodingScene *self) G_GNUC_WARN_UNUSED_RESULT;
GArray *cal_encoding_scene_find_rows (CalEncodingScene *self,
                                      CalPlaces *places,
                                      gboolean of_region) G_GNUC_WARN_UNUSED_RESULT;
GArray *cal_encoding_scene_find_region_rows (CalEncodingScene *self,
                                             CalPlaces *places,
                                             const char *region) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cal_encoding_scene_dup_region_rows (CalEncodingScene *self,
                                               CalPlaces *places) G_GNUC_WARN_UNUSED_RESULT;
void cal_encoding_scene_go_to_row (CalEncodingScene *self, CalPlaces *places, gsize row);

gboolean cal_encoding_scene_paint (CalEncodingScene *self,
                                   const char *key,
                                   CalPlaces *places,
                                   const CalPaint *paint,
                                   GError **error);
char *cal_encoding_scene_dup_layer_id (const char *key) G_GNUC_WARN_UNUSED_RESULT;
CalLayer *cal_encoding_scene_get_painted (CalEncodingScene *self, const char *key);
void cal_encoding_scene_unpaint (CalEncodingScene *self, const char *key);

G_END_DECLS
