// fill.frag - one colour.
// SPDX-License-Identifier: BSD-3-Clause

uniform vec4 u_rgba;
out vec4 rgba;

void
main ()
{
  rgba = u_rgba;
}
