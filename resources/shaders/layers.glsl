// layers.glsl - a place on the cortex: how it is lit, and its layers from their raw values.
// SPDX-License-Identifier: BSD-3-Clause
//
// The program is made for the layers of the scene: N_LAYERS, VALUE_SAMPLERS, SHADE_LAYERS and
// CORNERS (a layer asks where in its triangle the pixel is) come from render/gl/surface.c. A change
// of window, threshold, opacity or colour map is a uniform. The vertex shader does this where
// triangles are as small as pixels (SHADED_VERTICES), the fragment shader otherwise.

uniform bool u_lit;

const float faded = 0.25;
const vec3 no_data = vec3 (0.12);
const float line_px = 1.6;

// A light at the viewer, a little up and left, and a sky brighter than the ground.
float
get_light (vec3 towards)
{
  vec3 normal = normalize (towards);
  float head = max (dot (normal, vec3 (-0.20, 0.35, 0.915)), 0.0);

  return u_lit ? 0.34 + 0.10 * normal.y + 0.72 * head : 1.0;
}

#if N_LAYERS > 0

#include "mix.glsl"

uniform int u_first_element;
uniform int u_colormap[N_LAYERS];
uniform int u_circular[N_LAYERS];
// Of each map that gives the colour.
uniform vec2 u_window[N_LAYERS];
uniform vec2 u_second_window[N_LAYERS];
uniform vec2 u_third_window[N_LAYERS];
uniform vec3 u_pick_low[N_LAYERS];
uniform vec3 u_pick_high[N_LAYERS];
// The row of the label that alone is shown; -1 shows all.
uniform int u_picked_label[N_LAYERS];
uniform int u_threshold_mode[N_LAYERS];
uniform float u_threshold[N_LAYERS];
uniform int u_below_threshold[N_LAYERS];
uniform float u_opacity[N_LAYERS];
uniform vec2 u_opacity_by_window[N_LAYERS];
VALUE_SAMPLERS

ivec3 corners;
vec3 weights;
int nearest;
int nearest_corner;
bool on_stripe;
vec3 rgb;
float bare;

// Outside is +infinity, no data NaN. Drivers may take isnan() for always false; the bits do not lie.
bool
is_number (float value)
{
  return (floatBitsToUint (value) & 0x7f800000u) != 0x7f800000u;
}

bool
is_shown (int layer, float compared)
{
  if (u_threshold_mode[layer] == 0)
    return true;
  if (!is_number (compared))
    return false;
  if (u_threshold_mode[layer] == 1)
    return compared >= u_threshold[layer];
  if (u_threshold_mode[layer] == 2)
    return compared <= u_threshold[layer];
  return abs (compared) >= u_threshold[layer];
}

vec3
get_values (samplerBuffer values_at)
{
  return vec3 (texelFetch (values_at, u_first_element + corners.x).r,
               texelFetch (values_at, u_first_element + corners.y).r,
               texelFetch (values_at, u_first_element + corners.z).r);
}

// How much of the hatching that stands for NaN there is; none outside the map.
float
get_no_data (float value)
{
  bool nan = (floatBitsToUint (value) & 0x7fffffffu) > 0x7f800000u;

  return nan && on_stripe ? 0.2 : 0.0;
}

// At the nearest corner; or, if linear, between the three where each has a number.
float
get_value (samplerBuffer values_at, bool linear)
{
  if (linear) {
    vec3 values = get_values (values_at);

    if (is_number (values.x) && is_number (values.y) && is_number (values.z))
      return dot (values, weights);
  }
  return texelFetch (values_at, u_first_element + nearest_corner).r;
}

// Only a fragment knows how far it is from a border.
#ifdef SHADED_VERTICES
float
get_border (bvec3 different)
{
  return 0.0;
}
#else
// How much of a line lies on this pixel, where the corners marked as different begin.
float
get_border (bvec3 different)
{
  float border = 0.0;

  for (int other = 0; other < 3; other++) {
    float beyond = weights[nearest] - weights[other];
    float slope = length (vec2 (dFdx (beyond), dFdy (beyond)));

    if (different[other])
      border = max (border, clamp (0.5 + line_px * u_px / 2.0 - beyond / max (slope, 1e-6), 0.0, 1.0));
  }
  return border;
}
#endif

void
cover (vec3 colour, float opacity)
{
  rgb = mix (rgb, colour, opacity);
  bare *= 1.0 - opacity;
}

// What another layer leaves of the opacity.
float
get_share (int layer, float by)
{
  vec2 window = u_opacity_by_window[layer];

  return is_number (by) ? clamp ((by - window.x) / max (window.y - window.x, 1e-30), 0.0, 1.0) : 0.0;
}

// @n_maps: of those that give the colour; @second_at, @third_at: read if there are so many
// @compared_at: what the threshold is held against; @opacity_by_at: read if by_other
void
shade_numbers (int layer,
               int n_maps,
               bool linear,
               bool outlined,
               bool by_other,
               samplerBuffer values_at,
               samplerBuffer second_at,
               samplerBuffer third_at,
               samplerBuffer compared_at,
               samplerBuffer opacity_by_at)
{
  float value = get_value (values_at, linear);
  float second = n_maps > 1 ? get_value (second_at, linear) : 0.0;
  float third = n_maps > 2 ? get_value (third_at, linear) : 0.0;
  float opacity = u_opacity[layer];
  bool shown = is_shown (layer, get_value (compared_at, linear));

  if (by_other)
    opacity *= get_share (layer, get_value (opacity_by_at, linear));
  if (!shown)
    opacity *= u_below_threshold[layer] == 0 ? 0.0 : faded;
  if (is_number (value) && is_number (second) && is_number (third)) {
    vec3 fractions = vec3 (get_fraction (value, u_window[layer], u_circular[layer] != 0),
                           get_fraction (second, u_second_window[layer], false),
                           get_fraction (third, u_third_window[layer], false));

    if (!is_picked (fractions, u_pick_low[layer], u_pick_high[layer]))
      opacity = 0.0;
    cover (get_mixed_rgb (n_maps, u_colormap[layer], fractions), opacity);
  } else
    cover (no_data, get_no_data (is_number (value) ? uintBitsToFloat (0x7fc00000u) : value) *
                        u_opacity[layer]);
  if (outlined) {
    vec3 compared = get_values (compared_at);
    bool at = is_shown (layer, texelFetch (compared_at, u_first_element + nearest_corner).r);
    float border = get_border (bvec3 (at != is_shown (layer, compared.x),
                                      at != is_shown (layer, compared.y),
                                      at != is_shown (layer, compared.z)));

    cover (vec3 (0.05), border * u_opacity[layer]);
  }
}

bool
is_label_picked (int layer, float value)
{
  int picked = u_picked_label[layer];

  return picked < 0 || (is_number (value) && int (value) == picked);
}

// Values are rows of the table of colours; a region without a colour is -1.
void
shade_labels (int layer,
              bool filled,
              bool outlined,
              bool by_other,
              samplerBuffer values_at,
              samplerBuffer colours_at,
              samplerBuffer opacity_by_at)
{
  float value = get_value (values_at, false);
  bool picked = is_label_picked (layer, value);
  float opacity = u_opacity[layer];

  if (by_other)
    opacity *= get_share (layer, get_value (opacity_by_at, false));
  if (filled && is_number (value) && value >= 0.0 && picked) {
    vec4 colour = texelFetch (colours_at, int (value));

    cover (colour.rgb, opacity * colour.a);
  }
  if (outlined) {
    vec3 values = get_values (values_at);
    float border =
        get_border (bvec3 (values.x != value && (picked || is_label_picked (layer, values.x)),
                           values.y != value && (picked || is_label_picked (layer, values.y)),
                           values.z != value && (picked || is_label_picked (layer, values.z))));

    cover (vec3 (0.98), border * opacity);
  }
}

// The layers over whatever lies below them: their colour, and how much of that shows through.
// @stripe: whether the hatching for NaN has a line here
vec4
get_layers (bool stripe)
{
  on_stripe = stripe;
  rgb = vec3 (0.0);
  bare = 1.0;
  SHADE_LAYERS
  return vec4 (rgb, bare);
}

#endif
