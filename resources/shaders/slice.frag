// slice.frag - one layer of volume data on one pane, premultiplied.
// SPDX-License-Identifier: BSD-3-Clause
//
// Defined: LABELS, or DECODING, N_MAPS (that give the colour) and what fits of RGB, LINEAR, OUTLINED,
// THRESHOLD_BY, THRESHOLD_LINEAR, SECOND_LINEAR and THIRD_LINEAR; with both OPACITY_BY and
// OPACITY_LINEAR.

#include "colour.glsl"
#include "volume.glsl"

// The pane's left and top edge in the framebuffer, whose rows go up.
uniform vec2 u_pane_origin;
uniform float u_opacity;

uniform usampler3D u_volume;
uniform mat4 u_pane_to_voxel;
uniform vec2 u_scaling;

uniform int u_below_threshold;
uniform float u_line_px;

uniform sampler2D u_label_colours;
uniform int u_label_style;
// Counted from 1; 0 shows all.
uniform int u_picked_label;

uniform usampler3D u_opacity_volume;
uniform mat4 u_pane_to_opacity_voxel;
uniform int u_opacity_decoding;
uniform vec2 u_opacity_scaling;
uniform vec2 u_opacity_range;

uniform usampler3D u_threshold_volume;
uniform mat4 u_pane_to_threshold_voxel;
uniform int u_threshold_decoding;
uniform vec2 u_threshold_scaling;

uniform usampler3D u_second_volume;
uniform mat4 u_pane_to_second_voxel;
uniform int u_second_decoding;
uniform vec2 u_second_scaling;

uniform usampler3D u_third_volume;
uniform mat4 u_pane_to_third_voxel;
uniform int u_third_decoding;
uniform vec2 u_third_scaling;

out vec4 rgba;

vec3
get_voxel (mat4 pane_to_voxel, vec2 pixel)
{
  return (pane_to_voxel * vec4 (pixel, 0.0, 1.0)).xyz;
}

float
get_opacity (vec2 pixel)
{
#ifdef OPACITY_BY
  vec3 p = get_voxel (u_pane_to_opacity_voxel, pixel);
#ifdef OPACITY_LINEAR
  float by = sample_linear (u_opacity_volume, u_opacity_decoding, u_opacity_scaling, p);
#else
  float by = sample_nearest (u_opacity_volume, u_opacity_decoding, u_opacity_scaling, p);
#endif
  float width = u_opacity_range.y - u_opacity_range.x;

  if (is_nan (by))
    return 0.0;
  return u_opacity * (width != 0.0 ? clamp ((by - u_opacity_range.x) / width, 0.0, 1.0) :
                                     float (by >= u_opacity_range.x));
#else
  return u_opacity;
#endif
}

// The nth of the four neighbours, a line's width away.
vec2
get_neighbour (vec2 pixel, int n)
{
  float side = (n & 1) == 0 ? -u_line_px : u_line_px;

  return pixel + (n < 2 ? vec2 (side, 0.0) : vec2 (0.0, side));
}

#ifdef LABELS

uint
get_label (vec2 pixel)
{
  vec3 voxel = floor (get_voxel (u_pane_to_voxel, pixel) + 0.5);

  return is_on_grid (u_volume, voxel) ? fetch_raw (u_volume, voxel) : 0u;
}

// CalLabelStyle: filled, outlined, both: then the borders are darker.
void
main ()
{
  vec2 pixel = vec2 (gl_FragCoord.x - u_pane_origin.x, u_pane_origin.y - gl_FragCoord.y);
  uint label = get_label (pixel);
  vec4 colour = texelFetch (u_label_colours, ivec2 (label & 1023u, label >> 10), 0);
  bool border = false;

  if (u_picked_label != 0 && int (label) != u_picked_label)
    label = 0u;
  if (u_label_style != 0)
    for (int n = 0; n < 4; n++)
      border = border || get_label (get_neighbour (pixel, n)) != label;
  if (u_label_style == 1 && !border)
    colour.a = 0.0;
  if (u_label_style == 2 && border)
    colour.rgb *= 0.4;
  colour.a *= label == 0u ? 0.0 : get_opacity (pixel);
  rgba = vec4 (colour.rgb * colour.a, colour.a);
}

#else

float
get_value (vec2 pixel)
{
  vec3 p = get_voxel (u_pane_to_voxel, pixel);

#ifdef LINEAR
  return sample_linear (u_volume, DECODING, u_scaling, p);
#else
  return sample_nearest (u_volume, DECODING, u_scaling, p);
#endif
}

// What the threshold is compared with, where the layer's own value is the one given.
float
get_compared (vec2 pixel, float value)
{
#if defined(THRESHOLD_BY) && defined(THRESHOLD_LINEAR)
  return sample_linear (u_threshold_volume, u_threshold_decoding, u_threshold_scaling,
                        get_voxel (u_pane_to_threshold_voxel, pixel));
#elif defined(THRESHOLD_BY)
  return sample_nearest (u_threshold_volume, u_threshold_decoding, u_threshold_scaling,
                         get_voxel (u_pane_to_threshold_voxel, pixel));
#else
  return value;
#endif
}

// The values of all maps that give the colour; what is not there is 0.
vec3
get_values (vec2 pixel, float value)
{
  vec3 values = vec3 (value, 0.0, 0.0);

#if N_MAPS > 1 && defined(SECOND_LINEAR)
  values.y = sample_linear (u_second_volume, u_second_decoding, u_second_scaling,
                            get_voxel (u_pane_to_second_voxel, pixel));
#elif N_MAPS > 1
  values.y = sample_nearest (u_second_volume, u_second_decoding, u_second_scaling,
                             get_voxel (u_pane_to_second_voxel, pixel));
#endif
#if N_MAPS > 2 && defined(THIRD_LINEAR)
  values.z = sample_linear (u_third_volume, u_third_decoding, u_third_scaling,
                            get_voxel (u_pane_to_third_voxel, pixel));
#elif N_MAPS > 2
  values.z = sample_nearest (u_third_volume, u_third_decoding, u_third_scaling,
                             get_voxel (u_pane_to_third_voxel, pixel));
#endif
  return values;
}

vec3
get_fractions (vec3 values)
{
  return vec3 (get_fraction (values.x, u_window, u_circular),
               get_fraction (values.y, u_second_window, false),
               get_fraction (values.z, u_third_window, false));
}

vec4
get_colour (vec2 pixel, vec3 fractions)
{
#if defined(RGB) && N_MAPS == 1
#ifdef LINEAR
  return sample_rgba (u_volume, get_voxel (u_pane_to_voxel, pixel), true);
#else
  return sample_rgba (u_volume, get_voxel (u_pane_to_voxel, pixel), false);
#endif
#else
  return vec4 (get_mixed_rgb (N_MAPS, u_colormap, fractions), 1.0);
#endif
}

bool
is_whole (vec3 values)
{
  return !is_nan (values.x) && !is_nan (values.y) && !is_nan (values.z);
}

bool
is_pixel_shown (vec2 pixel)
{
  float value = get_value (pixel);

  return is_whole (get_values (pixel, value)) && is_shown (get_compared (pixel, value));
}

// CalBelowThreshold: hidden, faded, outlined.
void
main ()
{
  vec2 pixel = vec2 (gl_FragCoord.x - u_pane_origin.x, u_pane_origin.y - gl_FragCoord.y);
  float value = get_value (pixel);
  bool shown = is_shown (get_compared (pixel, value));
  float alpha = get_opacity (pixel) * (shown ? 1.0 : u_below_threshold == 0 ? 0.0 : 0.25);
  vec3 values = get_values (pixel, value);
  vec3 fractions = get_fractions (values);
  vec4 colour;

  if (!is_whole (values) || !is_picked (fractions, u_pick_low, u_pick_high)) {
    rgba = vec4 (0.0);
    return;
  }
  colour = get_colour (pixel, fractions);
#ifdef OUTLINED
  bool edge = false;

  for (int n = 0; n < 4; n++)
    edge = edge || !is_pixel_shown (get_neighbour (pixel, n));
  if (shown && edge)
    colour.rgb = vec3 (0.0);
#endif
  alpha *= colour.a;
  rgba = vec4 (colour.rgb * alpha, alpha);
}

#endif
