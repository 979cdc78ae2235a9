/* colour.c - hands a display's numbers to resources/shaders/colour.glsl.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/colour.h"

#include <epoxy/gl.h>
#include <math.h>

/**
 * cal_gl_round_threshold:
 *
 * Shaders compare in single precision: the threshold is rounded away from what it hides, so that
 * every value stored as a float falls on the side it falls on in double precision.
 *
 * Returns: the threshold for a shader
 */
float
cal_gl_round_threshold (const CalDisplayState *state)
{
  float rounded = (float) state->threshold;

  if (state->threshold_mode == CAL_THRESHOLD_BELOW)
    return (double) rounded > state->threshold ? nextafterf (rounded, -INFINITY) : rounded;
  return (double) rounded < state->threshold ? nextafterf (rounded, INFINITY) : rounded;
}

/**
 * cal_gl_set_colours:
 * @program: in use; its text includes "colour.glsl"
 * @unit: the texture unit for the colour maps
 *
 * Sets colour map, window and threshold. Nothing goes to the GPU but these numbers.
 */
void
cal_gl_set_colours (CalGlProgram *program,
                    CalGlCache *cache,
                    guint unit,
                    const CalDisplayState *state)
{
  cal_gl_program_set_texture (program, "u_colormaps", unit, GL_TEXTURE_2D,
                              cal_gl_cache_get_colormaps (cache));
  cal_gl_program_set_int (program, "u_colormap",
                          cal_gl_cache_find_colormap (state->colormap->name));
  cal_gl_program_set_vec2 (program, "u_window", state->window_low, state->window_high);
  cal_gl_program_set_int (program, "u_threshold_mode", (int) state->threshold_mode);
  cal_gl_program_set_float (program, "u_threshold", cal_gl_round_threshold (state));
}
