/* square-map.h - squares of colours for two maps at once.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CalSquareMap:
 * @CAL_SQUARE_DUSK: from black; the first map adds orange, the second blue, both make it white
 * @CAL_SQUARE_PAPER: from near white; the first adds orange, the second blue, both make it dark
 * @CAL_SQUARE_POLES: the first map is the hue, blue to orange, the second how light it is
 * @CAL_SQUARE_FADING: the first map is the hue, blue to orange, which fades to grey where the
 *   second, say a reliability, is low
 */
typedef enum {
  CAL_SQUARE_DUSK,
  CAL_SQUARE_PAPER,
  CAL_SQUARE_POLES,
  CAL_SQUARE_FADING,
} CalSquareMap;

#define CAL_N_SQUARE_MAPS 4

#define CAL_TYPE_SQUARE_MAP (cal_square_map_get_type ())
GType cal_square_map_get_type (void);

/* Colours along each side; none between. */
#define CAL_SQUARE_STEPS 128

const guint8 *cal_square_map_get_table (CalSquareMap map);
void cal_square_map_look_up (CalSquareMap map, double x, double y, float rgb[3]);

G_END_DECLS
