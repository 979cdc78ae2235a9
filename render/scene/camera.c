/* camera.c - from where a panel looks at the cortex.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/camera.h"

#include <math.h>
#include <string.h>

/* How far before and behind its target a camera sees; no placed shape is larger. */
#define DEPTH_MM 1000.0
#define DEGREES_PER_PX 0.4
#define ZOOM_LEAST 0.2
#define ZOOM_MOST 40.0

G_DEFINE_ENUM_TYPE (CalViewPreset,
                    cal_view_preset,
                    G_DEFINE_ENUM_VALUE (CAL_VIEW_LATERAL, "lateral"),
                    G_DEFINE_ENUM_VALUE (CAL_VIEW_MEDIAL, "medial"),
                    G_DEFINE_ENUM_VALUE (CAL_VIEW_DORSAL, "dorsal"),
                    G_DEFINE_ENUM_VALUE (CAL_VIEW_VENTRAL, "ventral"),
                    G_DEFINE_ENUM_VALUE (CAL_VIEW_ANTERIOR, "anterior"),
                    G_DEFINE_ENUM_VALUE (CAL_VIEW_POSTERIOR, "posterior"))

/**
 * cal_view_preset_get_name:
 *
 * Returns: "lateral", "medial", ...
 */
const char *
cal_view_preset_get_name (CalViewPreset preset)
{
  static const char *const names[] = {"lateral", "medial",   "dorsal",
                                      "ventral", "anterior", "posterior"};

  return names[preset];
}

/**
 * cal_camera_get_preset_rotation:
 * @hemisphere: whose lateral side is meant; the left one's if unknown
 * @rotation: (out caller-allocates): as in CalCamera
 *
 * Lateral and medial views depend on the hemisphere: the left hemisphere's lateral side faces -x.
 * The others do not. The top of the head is up, in dorsal and ventral views the front is.
 */
void
cal_camera_get_preset_rotation (CalViewPreset preset,
                                CalHemisphere hemisphere,
                                double rotation[3][3])
{
  double outwards = hemisphere == CAL_RIGHT ? 1.0 : -1.0;
  double towards[3] = {0.0, 0.0, 0.0}, up[3] = {0.0, 0.0, 1.0};

  switch (preset) {
  case CAL_VIEW_LATERAL:
    towards[0] = outwards;
    break;
  case CAL_VIEW_MEDIAL:
    towards[0] = -outwards;
    break;
  case CAL_VIEW_DORSAL:
  case CAL_VIEW_VENTRAL:
    towards[2] = preset == CAL_VIEW_DORSAL ? 1.0 : -1.0;
    up[1] = 1.0;
    up[2] = 0.0;
    break;
  case CAL_VIEW_ANTERIOR:
  case CAL_VIEW_POSTERIOR:
  default:
    towards[1] = preset == CAL_VIEW_ANTERIOR ? 1.0 : -1.0;
    break;
  }
  for (int a = 0; a < 3; a++) {
    int b = (a + 1) % 3, c = (a + 2) % 3;

    rotation[0][a] = up[b] * towards[c] - up[c] * towards[b];
    rotation[1][a] = up[a];
    rotation[2][a] = towards[a];
  }
}

static void
multiply (const double second[3][3], const double first[3][3], double product[3][3])
{
  double sum[3][3];

  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 3; c++)
      sum[r][c] =
          second[r][0] * first[0][c] + second[r][1] * first[1][c] + second[r][2] * first[2][c];
  memcpy (product, sum, sizeof sum);
}

/**
 * cal_camera_apply_motion:
 * @self: a camera that shows a preset, fitted
 *
 * Turns it about the world's up axis (a turntable, so the head never rolls), tilts it about the
 * screen's horizontal one, zooms and pans.
 */
void
cal_camera_apply_motion (CalCamera *self, const CalCameraMotion *motion)
{
  double turn = motion->turn_deg * G_PI / 180.0, tilt = motion->tilt_deg * G_PI / 180.0;
  double turned[3][3] = {
      {cos (turn), -sin (turn), 0.0}, {sin (turn), cos (turn), 0.0}, {0.0, 0.0, 1.0}};
  double tilted[3][3] = {
      {1.0, 0.0, 0.0}, {0.0, cos (tilt), -sin (tilt)}, {0.0, sin (tilt), cos (tilt)}};

  multiply (self->rotation, turned, self->rotation);
  multiply (tilted, self->rotation, self->rotation);
  self->mm_per_px /= motion->zoom;
  for (int a = 0; a < 3; a++)
    self->target_mm[a] -=
        self->rotation[0][a] * motion->pan[0] + self->rotation[1][a] * motion->pan[1];
}

/**
 * cal_camera_get_world_to_clip:
 * @width_px: of the panel
 * @columns: (out caller-allocates): a matrix as GL wants it
 */
void
cal_camera_get_world_to_clip (const CalCamera *self, int width_px, int height_px, float columns[16])
{
  const double scale[3] = {2.0 / (self->mm_per_px * width_px), 2.0 / (self->mm_per_px * height_px),
                           -1.0 / DEPTH_MM};

  for (int r = 0; r < 3; r++) {
    double offset = 0.0;

    for (int c = 0; c < 3; c++) {
      columns[4 * c + r] = (float) (scale[r] * self->rotation[r][c]);
      offset -= scale[r] * self->rotation[r][c] * self->target_mm[c];
    }
    columns[12 + r] = (float) offset;
    columns[4 * r + 3] = 0.0F;
  }
  columns[15] = 1.0F;
}

/**
 * cal_camera_project:
 * @pixel_and_depth: (out caller-allocates): x, y in the panel's pixels, and the millimetres by
 *   which the point is nearer to the viewer than the target
 */
void
cal_camera_project (const CalCamera *self,
                    int width_px,
                    int height_px,
                    const double world_mm[3],
                    double pixel_and_depth[3])
{
  double eye[3] = {0.0, 0.0, 0.0};

  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 3; c++)
      eye[r] += self->rotation[r][c] * (world_mm[c] - self->target_mm[c]);
  pixel_and_depth[0] = width_px / 2.0 + eye[0] / self->mm_per_px;
  pixel_and_depth[1] = height_px / 2.0 - eye[1] / self->mm_per_px;
  pixel_and_depth[2] = eye[2];
}

/**
 * cal_camera_motion_rotate:
 * @dx_px: how far the pointer went right
 * @dy_px: how far it went down
 *
 * The surface follows the pointer. It does not tilt past upside down.
 */
void
cal_camera_motion_rotate (CalCameraMotion *motion, double dx_px, double dy_px)
{
  motion->turn_deg = remainder (motion->turn_deg + dx_px * DEGREES_PER_PX, 360.0);
  motion->tilt_deg = CLAMP (motion->tilt_deg + dy_px * DEGREES_PER_PX, -180.0, 180.0);
}

void
cal_camera_motion_pan (CalCameraMotion *motion, double dx_mm, double dy_mm)
{
  motion->pan[0] += dx_mm;
  motion->pan[1] += dy_mm;
}

void
cal_camera_motion_zoom (CalCameraMotion *motion, double factor)
{
  motion->zoom = CLAMP (motion->zoom * factor, ZOOM_LEAST, ZOOM_MOST);
}
