/* colouring.c - which maps give a layer its colour, and which colour their values have.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/colouring.h"

static CalLayer *
find_other (CalScene *scene, CalLayer *layer, const char *id)
{
  CalLayer *other = cal_scene_find_layer (scene, id);

  return other != NULL && other != layer && cal_layer_get_labels (other) == NULL ? other : NULL;
}

/**
 * cal_colouring_of:
 *
 * Returns: what gives the layer its colour in that scene
 */
CalColouring
cal_colouring_of (CalScene *scene, CalLayer *layer)
{
  CalColouring self = {
      .state = cal_display_get_state (cal_layer_get_display (layer)), .maps = {layer}, .n_maps = 1};
  CalLayer *second, *third;

  if (self.state->colour_mode == CAL_COLOUR_ONE_MAP || cal_layer_get_labels (layer) != NULL)
    return self;
  second = find_other (scene, layer, self.state->second_by);
  third = find_other (scene, layer, self.state->third_by);
  if (second == NULL || (self.state->colour_mode == CAL_COLOUR_RGB && third == NULL))
    return self;
  self.n_maps = self.state->colour_mode == CAL_COLOUR_RGB ? 3 : 2;
  self.maps[1] = second;
  self.maps[2] = self.n_maps == 3 ? third : NULL;
  return self;
}

/**
 * cal_colouring_get_fraction:
 * @axis: which of the maps
 *
 * Returns: where the value lies along that map's window, 0 to 1
 */
double
cal_colouring_get_fraction (const CalColouring *self, guint axis, double value)
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (self->maps[axis]));
  gboolean circular = self->n_maps == 1 && state->colormap->kind == CAL_COLORMAP_CIRCULAR;

  return cal_display_get_fraction (state, circular, value);
}

/**
 * cal_colouring_mix:
 * @fractions: where along the window of each map
 * @rgb: (out caller-allocates): 0 to 1, before opacity
 */
void
cal_colouring_mix (const CalColouring *self, const double fractions[3], float rgb[3])
{
  if (self->n_maps == 1)
    cal_colormap_look_up (self->state->colormap, fractions[0], rgb);
  else if (self->n_maps == 2)
    cal_square_map_look_up (self->state->square_map, fractions[0], fractions[1], rgb);
  else
    for (int c = 0; c < 3; c++)
      rgb[c] = (float) fractions[c];
}

/**
 * cal_colouring_is_picked:
 *
 * Returns: whether the values lie in the part of the legend that alone is shown
 */
gboolean
cal_colouring_is_picked (const CalColouring *self, const double values[3])
{
  for (guint axis = 0; axis < self->n_maps; axis++) {
    double fraction = cal_colouring_get_fraction (self, axis, values[axis]);

    if (!(fraction >= self->state->pick[axis][0] && fraction <= self->state->pick[axis][1]))
      return FALSE;
  }
  return TRUE;
}

/* Where the layer is, but one of its maps is not, there is no data. */
static CalPresence
join (CalPresence all, guint axis, CalSample sample, double *value)
{
  *value = sample.value;
  if (axis == 0)
    return sample.presence;
  return all == CAL_VALUE && sample.presence != CAL_VALUE ? CAL_NO_DATA : all;
}

/**
 * cal_colouring_sample_at_mm:
 * @values: (out caller-allocates): of each map, as slices show it there
 *
 * Returns: CAL_VALUE if each of them is a number
 */
CalPresence
cal_colouring_sample_at_mm (const CalColouring *self,
                            CalScene *scene,
                            const double position_mm[3],
                            double values[3])
{
  CalPresence presence = CAL_VALUE;

  for (guint axis = 0; axis < self->n_maps; axis++)
    presence = join (presence, axis, cal_scene_sample_at_mm (scene, self->maps[axis], position_mm),
                     &values[axis]);
  return presence;
}

/**
 * cal_colouring_sample_at_vertex:
 * @values: (out caller-allocates): of each map, as the cortex shows it there
 *
 * Returns: CAL_VALUE if each of them is a number
 */
CalPresence
cal_colouring_sample_at_vertex (const CalColouring *self,
                                CalScene *scene,
                                CalHemisphere hemisphere,
                                gsize vertex,
                                double values[3])
{
  CalPresence presence = CAL_VALUE;

  for (guint axis = 0; axis < self->n_maps; axis++)
    presence = join (presence, axis,
                     cal_scene_sample_at_vertex (scene, self->maps[axis], hemisphere, vertex),
                     &values[axis]);
  return presence;
}

/**
 * cal_colouring_sample_at_pointer:
 * @values: (out caller-allocates): of each map, where the pointer is
 *
 * Returns: whether the pointer is over brain where each map is a number
 */
gboolean
cal_colouring_sample_at_pointer (const CalColouring *self, CalScene *scene, double values[3])
{
  const CalScenePointer *pointer = cal_scene_get_pointer (scene);

  if (pointer->hemisphere != CAL_HEMISPHERE_UNKNOWN)
    return cal_colouring_sample_at_vertex (self, scene, pointer->hemisphere, pointer->vertex,
                                           values) == CAL_VALUE;
  return pointer->in_head &&
         cal_colouring_sample_at_mm (self, scene, pointer->position_mm, values) == CAL_VALUE;
}
