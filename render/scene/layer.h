/* layer.h - data, and how they are looked at.
 *
 * The data is a CalVolume (voxels) or a CalMap (vertices). The display follows the layer for life;
 * the data may be replaced once, when the rest of a series has been read. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/labels.h"
#include "model/map.h"
#include "model/volume.h"
#include "render/scene/display.h"

G_BEGIN_DECLS

#define CAL_TYPE_LAYER (cal_layer_get_type ())
G_DECLARE_FINAL_TYPE (CalLayer, cal_layer, CAL, LAYER, GObject)

CalLayer *
cal_layer_new (const char *id, const char *source, GObject *data) G_GNUC_WARN_UNUSED_RESULT;

const char *cal_layer_get_id (CalLayer *self);
void cal_layer_set_id (CalLayer *self, const char *id);
const char *cal_layer_get_source (CalLayer *self);
const char *cal_layer_get_name (CalLayer *self);
void cal_layer_set_name (CalLayer *self, const char *name);
CalDisplay *cal_layer_get_display (CalLayer *self);

GObject *cal_layer_get_data (CalLayer *self);
void cal_layer_set_data (CalLayer *self, GObject *data);
CalVolume *cal_layer_get_volume (CalLayer *self);
CalMap *cal_layer_get_map (CalLayer *self);

gsize cal_layer_get_n_frames (CalLayer *self);
gboolean cal_layer_is_on_cortex (CalLayer *self);
CalLabels *cal_layer_get_labels (CalLayer *self);
const char *cal_layer_get_unit (CalLayer *self);
const char *cal_layer_get_statistic (CalLayer *self);
const char *cal_layer_get_binding (CalLayer *self);

G_END_DECLS
