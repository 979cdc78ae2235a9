/* colour.h - hands a display's numbers to resources/shaders/colour.glsl.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/gl/cache.h"
#include "render/gl/program.h"
#include "render/scene/display.h"

G_BEGIN_DECLS

float cal_gl_round_threshold (const CalDisplayState *state);
void cal_gl_set_colours (CalGlProgram *program,
                         CalGlCache *cache,
                         guint unit,
                         const CalDisplayState *state);

G_END_DECLS
