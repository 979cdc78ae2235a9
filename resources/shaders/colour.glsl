// colour.glsl - from a raw value to its colour: the same arithmetic as render/scene/display.c.
// SPDX-License-Identifier: BSD-3-Clause

uniform sampler2D u_colormaps;
uniform int u_colormap;
uniform vec2 u_window;
uniform int u_threshold_mode;
uniform float u_threshold;

// Drivers may take isnan() for always false; the bits do not lie.
bool
is_nan (float value)
{
  return (floatBitsToUint (value) & 0x7fffffffu) > 0x7f800000u;
}

// CalThresholdMode. A NaN is on the shown side only where there is no threshold.
bool
is_shown (float compared)
{
  if (u_threshold_mode == 0)
    return true;
  if (is_nan (compared))
    return false;
  if (u_threshold_mode == 1)
    return compared >= u_threshold;
  if (u_threshold_mode == 2)
    return compared <= u_threshold;
  return abs (compared) >= u_threshold;
}

// 256 steps, none between; a window of no width is a step at its value.
vec3
get_rgb (float value)
{
  float width = u_window.y - u_window.x;
  float fraction = width != 0.0 ? (value - u_window.x) / width : float (value >= u_window.x);
  int column = int (floor (clamp (fraction, 0.0, 1.0) * 255.0 + 0.5));

  return texelFetch (u_colormaps, ivec2 (column, u_colormap), 0).rgb;
}
