/* find.h - places by what a person types: coordinates, vertices, names of regions, captions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"

G_BEGIN_DECLS

/**
 * CalPlace:
 * @title: "FFA-1 (left)", "−34 −52 −18 mm", "lh 12043"
 * @detail: where it comes from: the layer's name
 * @hemisphere: CAL_HEMISPHERE_UNKNOWN if the place is given by @position_mm alone
 */
typedef struct {
  char *title;
  char *detail;
  CalHemisphere hemisphere;
  gsize vertex;
  double position_mm[3];
} CalPlace;

GPtrArray *
cal_find_places (CalScene *scene, const char *text, guint at_most) G_GNUC_WARN_UNUSED_RESULT;
void
cal_find_captions (CalEncodingScene *scene, const char *text, guint at_most, GPtrArray *places);
void cal_scene_go_to (CalScene *scene, const CalPlace *place);

gboolean cal_parse_mm (const char *text, double position_mm[3]);
gboolean cal_parse_vertex (const char *text, CalHemisphere *hemisphere, gsize *vertex);

G_END_DECLS
