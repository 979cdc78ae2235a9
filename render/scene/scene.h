/* scene.h - all that is looked at: the layers in drawing order, the cortex, the cursor, and how
 * slices and cortex are shown.
 *
 * A GListModel of CalLayer, the first drawn first. CalScene::changed comes after any change that
 * a drawing must follow (a layer, a display, the cortex, a view setting, the cursor). Views never
 * know each other: they meet here. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gio/gio.h>

#include "model/cortex.h"
#include "model/cursor.h"
#include "render/scene/layer.h"

G_BEGIN_DECLS

/**
 * CalConvention:
 * @CAL_NEUROLOGICAL: the left of the head is on the left of the picture
 * @CAL_RADIOLOGICAL: the left of the head is on the right of the picture
 */
typedef enum {
  CAL_NEUROLOGICAL,
  CAL_RADIOLOGICAL,
} CalConvention;

#define CAL_TYPE_CONVENTION (cal_convention_get_type ())
GType cal_convention_get_type (void);

/* How many layers the cortex shows at once; with more, the lowest are left out. */
#define CAL_MAX_CORTEX_LAYERS 8
/* Of how many layers their values, and tables of colours, it has at hand for these. */
#define CAL_MAX_CORTEX_SOURCES 14

#define CAL_TYPE_SCENE (cal_scene_get_type ())
G_DECLARE_FINAL_TYPE (CalScene, cal_scene, CAL, SCENE, GObject)

CalScene *cal_scene_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cal_scene_append (CalScene *self, CalLayer *layer);
void cal_scene_insert (CalScene *self, guint position, CalLayer *layer);
void cal_scene_remove (CalScene *self, CalLayer *layer);
void cal_scene_move_layer (CalScene *self, CalLayer *layer, guint position);
void cal_scene_clear (CalScene *self);
guint cal_scene_get_n_layers (CalScene *self);
CalLayer *cal_scene_get_layer (CalScene *self, guint n);
guint cal_scene_count_left_off_cortex (CalScene *self);
CalLayer *cal_scene_find_layer (CalScene *self, const char *id);

CalCortex *cal_scene_get_cortex (CalScene *self);
void cal_scene_set_cortex (CalScene *self, CalCortex *cortex);

CalCursor *cal_scene_get_cursor (CalScene *self);
void cal_scene_move_to_mm (CalScene *self, const double position_mm[3]);
void cal_scene_move_to_vertex (CalScene *self, CalHemisphere hemisphere, gsize vertex);

/**
 * CalScenePointer:
 * @hemisphere: of the vertex under the pointer; CAL_HEMISPHERE_UNKNOWN if there is none
 * @in_head: whether, else, it is over a place in the head, on slices
 */
typedef struct {
  CalHemisphere hemisphere;
  gsize vertex;
  gboolean in_head;
  double position_mm[3];
} CalScenePointer;

void cal_scene_point_at_vertex (CalScene *self, CalHemisphere hemisphere, gsize vertex);
void cal_scene_point_at_mm (CalScene *self, const double position_mm[3]);
const CalScenePointer *cal_scene_get_pointer (CalScene *self);

gboolean cal_scene_clear_picks (CalScene *self);

CalSample cal_scene_sample_at_cursor (CalScene *self, CalLayer *layer);
CalSample cal_scene_sample_at_mm (CalScene *self, CalLayer *layer, const double position_mm[3]);
CalSample cal_scene_sample_at_vertex (CalScene *self,
                                      CalLayer *layer,
                                      CalHemisphere hemisphere,
                                      gsize vertex);

gboolean cal_scene_get_bounds (CalScene *self, double low_mm[3], double high_mm[3]);

G_END_DECLS
