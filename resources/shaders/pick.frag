// pick.frag - the element of the cortex that a pixel shows, plus one.
// SPDX-License-Identifier: BSD-3-Clause

#include "corners.glsl"

uniform int u_first_element;
out uint element;

void
main ()
{
  uvec3 face = texelFetch (u_faces, gl_PrimitiveID).xyz;
  int nearest = get_nearest (get_weights (face));

  element = uint (u_first_element + pick_corner (get_corners (face), nearest) + 1);
}
