/* colour.h - hands a display's numbers to resources/shaders/colour.glsl.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/gl/cache.h"
#include "render/gl/program.h"
#include "render/scene/colouring.h"

G_BEGIN_DECLS

/**
 * CalGlColours:
 * @row: in cal_gl_cache_get_colormaps()
 * @circular: whether the window is one turn
 * @windows: low and high of each map that gives the colour
 * @pick_low: where the part of the legend that is shown begins along each of them; 0 without a pick
 * @pick_high: where it ends; 1 without a pick
 * @picked_label: the place in the table of the one region that is shown, from 0; -1 shows all
 *
 * A display's numbers as the shaders take them.
 */
typedef struct {
  int row;
  int circular;
  float windows[3][2];
  float pick_low[3];
  float pick_high[3];
  int picked_label;
} CalGlColours;

float cal_gl_round_threshold (const CalDisplayState *state);
CalGlColours cal_gl_find_colours (const CalColouring *colouring);
void cal_gl_set_colours (CalGlProgram *program,
                         CalGlCache *cache,
                         guint unit,
                         const CalColouring *colouring);

G_END_DECLS
