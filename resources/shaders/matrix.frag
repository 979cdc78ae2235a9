// matrix.frag - a tile of an RDM: the same arithmetic as render/scene/rdm-drawing.c.
// SPDX-License-Identifier: BSD-3-Clause

#include "colour.glsl"

// The upper triangle's numbers, and the lower one's; both lie as in the upper triangle.
uniform sampler2D u_upper;
uniform sampler2D u_lower;
uniform bool u_transposed;

// The tile's first column and row, and how many it has.
uniform ivec2 u_first;
uniform ivec2 u_size;

// Where the tile's left and top edges lie in the framebuffer, which has its origin at the bottom.
uniform vec2 u_origin_px;
uniform float u_cells_per_px;

// Of the two triangles: low and high of the window, thresholds of the transform.
uniform vec4 u_upper_colours;
uniform vec4 u_lower_colours;
uniform bool u_transformed;

uniform vec4 u_diagonal;
uniform vec4 u_missing;
uniform vec4 u_missing_stripe;
uniform float u_stripe_px;

out vec4 rgba;

bool
is_finite (float value)
{
  return (floatBitsToUint (value) & 0x7fffffffu) < 0x7f800000u;
}

float
transform (float value, float lower, float upper)
{
  if (value <= lower)
    return 0.0;
  if (value >= upper)
    return 1.0;
  return (value - lower) / (upper - lower);
}

// Stripes, so that no colour of a map is taken for nothing.
vec4
get_missing ()
{
  float along = gl_FragCoord.x + gl_FragCoord.y;

  return mod (along, 3.0 * u_stripe_px) < u_stripe_px ? u_missing_stripe : u_missing;
}

void
main ()
{
  vec2 at = vec2 (gl_FragCoord.x - u_origin_px.x, u_origin_px.y - gl_FragCoord.y) * u_cells_per_px;
  ivec2 cell = clamp (ivec2 (floor (at)), ivec2 (0), u_size - 1);
  ivec2 place = u_first + cell;
  ivec2 texel = u_transposed ? cell.yx : cell;
  bool is_lower = place.y > place.x;
  float value = is_lower ? texelFetch (u_lower, texel, 0).r : texelFetch (u_upper, texel, 0).r;
  vec4 colours = is_lower ? u_lower_colours : u_upper_colours;
  float width = colours.y - colours.x;

  if (!is_finite (value)) {
    rgba = place.x == place.y ? u_diagonal : get_missing ();
    return;
  }
  if (u_transformed)
    value = transform (value, colours.z, colours.w);
  rgba = vec4 (get_rgb (width != 0.0 ? (value - colours.x) / width : float (value >= colours.x)),
               1.0);
}
