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

uniform int u_first_element;
uniform sampler2D u_colormaps;
uniform int u_colormap[N_LAYERS];
uniform vec2 u_window[N_LAYERS];
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
get_rgb (int layer, float value)
{
  vec2 window = u_window[layer];
  float width = window.y - window.x;
  float fraction = width != 0.0 ? (value - window.x) / width : float (value >= window.x);
  int column = int (floor (clamp (fraction, 0.0, 1.0) * 255.0 + 0.5));

  return texelFetch (u_colormaps, ivec2 (column, u_colormap[layer]), 0).rgb;
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

// @compared_at: what the threshold is held against; @opacity_by_at: read if by_other
void
shade_numbers (int layer,
               bool linear,
               bool outlined,
               bool by_other,
               samplerBuffer values_at,
               samplerBuffer compared_at,
               samplerBuffer opacity_by_at)
{
  float value = get_value (values_at, linear);
  float opacity = u_opacity[layer];
  bool shown = is_shown (layer, get_value (compared_at, linear));

  if (by_other) {
    vec2 window = u_opacity_by_window[layer];
    float by = get_value (opacity_by_at, linear);
    float fraction = clamp ((by - window.x) / max (window.y - window.x, 1e-30), 0.0, 1.0);

    opacity *= is_number (by) ? fraction : 0.0;
  }
  if (!shown)
    opacity *= u_below_threshold[layer] == 0 ? 0.0 : faded;
  cover (is_number (value) ? get_rgb (layer, value) : no_data,
         is_number (value) ? opacity : get_no_data (value) * u_opacity[layer]);
  if (outlined) {
    vec3 compared = get_values (compared_at);
    bool at = is_shown (layer, texelFetch (compared_at, u_first_element + nearest_corner).r);
    float border = get_border (bvec3 (at != is_shown (layer, compared.x),
                                      at != is_shown (layer, compared.y),
                                      at != is_shown (layer, compared.z)));

    cover (vec3 (0.05), border * u_opacity[layer]);
  }
}

// Values are rows of the table of colours; a region without a colour is -1.
void
shade_labels (int layer,
              bool filled,
              bool outlined,
              samplerBuffer values_at,
              samplerBuffer colours_at)
{
  float value = get_value (values_at, false);

  if (filled && is_number (value) && value >= 0.0) {
    vec4 colour = texelFetch (colours_at, int (value));

    cover (colour.rgb, u_opacity[layer] * colour.a);
  }
  if (outlined) {
    vec3 values = get_values (values_at);
    float border =
        get_border (bvec3 (values.x != value, values.y != value, values.z != value));

    cover (vec3 (0.98), border * u_opacity[layer]);
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
