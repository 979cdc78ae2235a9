// colour.glsl - from a raw value to its colour: the same arithmetic as render/scene/display.c.
// SPDX-License-Identifier: BSD-3-Clause

#include "mix.glsl"

uniform int u_colormap;
uniform bool u_circular;
// Of each map that gives the colour.
uniform vec2 u_window;
uniform vec2 u_second_window;
uniform vec2 u_third_window;
uniform vec3 u_pick_low;
uniform vec3 u_pick_high;
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

vec3
get_rgb (float value)
{
  return get_map_rgb (u_colormap, get_fraction (value, u_window, u_circular));
}
