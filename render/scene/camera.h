/* camera.h - from where a panel looks at the cortex.
 *
 * Orthographic. Eye space has x right, y up, z towards the viewer. World space here is drawing
 * space: RAS millimetres in which every shape of the cortex has been put in its place
 * (render/scene/shape.h). Panel pixels have their origin at the top left, y down.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/surface.h"

G_BEGIN_DECLS

typedef enum {
  CAL_VIEW_LATERAL,
  CAL_VIEW_MEDIAL,
  CAL_VIEW_DORSAL,
  CAL_VIEW_VENTRAL,
  CAL_VIEW_ANTERIOR,
  CAL_VIEW_POSTERIOR,
} CalViewPreset;

#define CAL_N_VIEW_PRESETS (CAL_VIEW_POSTERIOR + 1)
#define CAL_TYPE_VIEW_PRESET (cal_view_preset_get_type ())
GType cal_view_preset_get_type (void);
const char *cal_view_preset_get_name (CalViewPreset preset);

/**
 * CalCamera:
 * @rotation: rows are the directions in the world of right, up, and towards the viewer
 * @target_mm: the world point in the middle of the panel
 * @mm_per_px: the scale
 */
typedef struct {
  double rotation[3][3];
  double target_mm[3];
  double mm_per_px;
} CalCamera;

/**
 * CalCameraMotion:
 * @turn_deg: about the world's up axis; positive brings what is on the left to the front
 * @tilt_deg: about the screen's horizontal axis; positive brings the top to the front
 * @zoom: 1 fits the cortex to its panel
 * @pan: how far the picture was moved right and up, in millimetres at zoom 1
 *
 * What a person did to a preset view.
 */
typedef struct {
  double turn_deg;
  double tilt_deg;
  double zoom;
  double pan[2];
} CalCameraMotion;

#define CAL_CAMERA_AT_REST ((CalCameraMotion){0.0, 0.0, 1.0, {0.0, 0.0}})

void cal_camera_get_preset_rotation (CalViewPreset preset,
                                     CalHemisphere hemisphere,
                                     double rotation[3][3]);
void cal_camera_apply_motion (CalCamera *self, const CalCameraMotion *motion);
void cal_camera_get_world_to_clip (const CalCamera *self,
                                   int width_px,
                                   int height_px,
                                   float columns[16]);
void cal_camera_project (const CalCamera *self,
                         int width_px,
                         int height_px,
                         const double world_mm[3],
                         double pixel_and_depth[3]);

void cal_camera_motion_rotate (CalCameraMotion *motion, double dx_px, double dy_px);
void cal_camera_motion_pan (CalCameraMotion *motion, double dx_mm, double dy_mm);
void cal_camera_motion_zoom (CalCameraMotion *motion, double factor);

G_END_DECLS
