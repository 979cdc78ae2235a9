// mix.glsl - from values to a colour: the same arithmetic as render/scene/colouring.c.
// SPDX-License-Identifier: BSD-3-Clause

// 256 columns and a row for each colour map; then the squares of colours, their lowest row first.
uniform sampler2D u_colormaps;

// Where a value lies along a window. A window of no width is a step at its value; of a circular
// colour map it is one turn.
float
get_fraction (float value, vec2 window, bool circular)
{
  float width = window.y - window.x;
  float fraction = width != 0.0 ? (value - window.x) / width : float (value >= window.x);

  if (circular && !(fraction >= 0.0 && fraction <= 1.0))
    fraction -= floor (fraction);
  return clamp (fraction, 0.0, 1.0);
}

// 256 steps, none between.
vec3
get_map_rgb (int row, float fraction)
{
  return texelFetch (u_colormaps, ivec2 (int (floor (fraction * 255.0 + 0.5)), row), 0).rgb;
}

// 128 steps along each side, none between.
vec3
get_square_rgb (int row, vec2 fractions)
{
  ivec2 place = ivec2 (floor (fractions * 127.0 + 0.5));

  return texelFetch (u_colormaps, ivec2 (place.x, row + place.y), 0).rgb;
}

vec3
get_mixed_rgb (int n_maps, int row, vec3 fractions)
{
  if (n_maps == 3)
    return fractions;
  return n_maps == 2 ? get_square_rgb (row, fractions.xy) : get_map_rgb (row, fractions.x);
}

// Whether this part of the legend is shown.
bool
is_picked (vec3 fractions, vec3 low, vec3 high)
{
  return all (greaterThanEqual (fractions, low)) && all (lessThanEqual (fractions, high));
}
