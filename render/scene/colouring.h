/* colouring.h - which maps give a layer its colour, and which colour their values have.
 *
 * One map: the layer's own, through its colour map. Two: a square of colours, the layer's values to
 * the right, another layer's up. Three: red, green and blue, each from black. Every map in its own
 * window. Where one of them has no data, there is no colour. The threshold is compared with the
 * layer's own values, or with those of threshold-by, whatever gives the colour.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/scene.h"

G_BEGIN_DECLS

/**
 * CalColouring:
 * @state: of the layer; valid as long as it is
 * @maps: the layer, and the others; (transfer none), those that are in the scene
 * @n_maps: 1, 2 or 3: the mode that can be drawn. A layer that wants two or three is drawn by its
 *   own values until the others are there
 */
typedef struct {
  const CalDisplayState *state;
  CalLayer *maps[3];
  guint n_maps;
} CalColouring;

CalColouring cal_colouring_of (CalScene *scene, CalLayer *layer);
double cal_colouring_get_fraction (const CalColouring *self, guint axis, double value);
void cal_colouring_mix (const CalColouring *self, const double fractions[3], float rgb[3]);
gboolean cal_colouring_is_picked (const CalColouring *self, const double values[3]);

CalPresence cal_colouring_sample_at_mm (const CalColouring *self,
                                        CalScene *scene,
                                        const double position_mm[3],
                                        double values[3]);
CalPresence cal_colouring_sample_at_vertex (const CalColouring *self,
                                            CalScene *scene,
                                            CalHemisphere hemisphere,
                                            gsize vertex,
                                            double values[3]);
gboolean
cal_colouring_sample_at_pointer (const CalColouring *self, CalScene *scene, double values[3]);

G_END_DECLS
