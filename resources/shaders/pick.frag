// pick.frag - the element of the cortex that a pixel shows, plus one.
// SPDX-License-Identifier: BSD-3-Clause

#include "corners.glsl"

uniform int u_first_element;
out uint element;

void
main ()
{
  element = uint (u_first_element + find_nearest_corner () + 1);
}
