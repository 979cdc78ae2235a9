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

/* A name that the table lacks picks nothing. */
static int
find_picked_label (const CalColouring *colouring)
{
  CalLabels *labels = cal_layer_get_labels (colouring->maps[0]);

  for (guint n = 0; labels != NULL && n < cal_labels_get_n (labels); n++)
    if (g_strcmp0 (cal_labels_get_nth (labels, n)->name, colouring->state->pick_label) == 0)
      return (int) n;
  return -1;
}

/**
 * cal_gl_find_colours:
 *
 * Returns: what the shaders need to know of a layer's colours
 */
CalGlColours
cal_gl_find_colours (const CalColouring *colouring)
{
  const CalDisplayState *own = colouring->state;
  CalGlColours self = {
      .row = colouring->n_maps == 2 ? cal_gl_cache_find_square (own->square_map)
                                    : cal_gl_cache_find_colormap (own->colormap->name),
      .circular = colouring->n_maps == 1 && own->colormap->kind == CAL_COLORMAP_CIRCULAR,
      .picked_label = find_picked_label (colouring)};

  for (guint axis = 0; axis < 3; axis++) {
    gboolean used = axis < colouring->n_maps;
    const CalDisplayState *state =
        used ? cal_display_get_state (cal_layer_get_display (colouring->maps[axis])) : NULL;

    self.windows[axis][0] = used ? (float) state->window_low : 0.0f;
    self.windows[axis][1] = used ? (float) state->window_high : 1.0f;
    self.pick_low[axis] = used ? (float) own->pick[axis][0] : 0.0f;
    self.pick_high[axis] = used ? (float) own->pick[axis][1] : 1.0f;
  }
  return self;
}

/**
 * cal_gl_set_colours:
 * @program: in use; its text includes "colour.glsl"
 * @unit: the texture unit for the colour maps
 *
 * Sets colour map, windows, threshold and pick. Nothing goes to the GPU but these numbers.
 */
void
cal_gl_set_colours (CalGlProgram *program,
                    CalGlCache *cache,
                    guint unit,
                    const CalColouring *colouring)
{
  static const char *const windows[3] = {"u_window", "u_second_window", "u_third_window"};
  const CalDisplayState *state = colouring->state;
  CalGlColours colours = cal_gl_find_colours (colouring);

  cal_gl_program_set_texture (program, "u_colormaps", unit, GL_TEXTURE_2D,
                              cal_gl_cache_get_colormaps (cache));
  cal_gl_program_set_int (program, "u_colormap", colours.row);
  cal_gl_program_set_int (program, "u_circular", colours.circular);
  for (guint axis = 0; axis < 3; axis++)
    cal_gl_program_set_vec2 (program, windows[axis], (double) colours.windows[axis][0],
                             (double) colours.windows[axis][1]);
  cal_gl_program_set_vec3 (program, "u_pick_low", colours.pick_low);
  cal_gl_program_set_vec3 (program, "u_pick_high", colours.pick_high);
  cal_gl_program_set_int (program, "u_picked_label", colours.picked_label + 1);
  cal_gl_program_set_int (program, "u_threshold_mode", (int) state->threshold_mode);
  cal_gl_program_set_float (program, "u_threshold", cal_gl_round_threshold (state));
}
