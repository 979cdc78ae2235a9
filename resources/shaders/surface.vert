// surface.vert - a vertex, maybe on its way from one shape of the cortex to the next.
// SPDX-License-Identifier: BSD-3-Clause

uniform mat4 u_world_to_clip;
uniform mat4 u_world_to_eye;
uniform float u_blend;

// w: the curvature
layout (location = 0) in vec4 a_from;
// w: the vertex's class
layout (location = 1) in vec4 a_from_normal;
#ifdef MORPH
layout (location = 2) in vec3 a_to;
layout (location = 3) in vec3 a_to_normal;
#endif

#ifdef SHADED_VERTICES
#include "layers.glsl"

out vec2 v_curvature_light;
#if N_LAYERS > 0
flat out vec4 v_layers;
flat out vec4 v_striped;
#endif
#else
// xy: the mean of the corners' classes as points on a circle; z: the curvature
out vec3 v_place;
out vec3 v_normal;
#ifdef SMALL_TRIANGLES
flat out int v_vertex;
#endif
#endif

void
main ()
{
  float angle = a_from_normal.w * 0.78539816;
  vec3 place = a_from.xyz;
  vec3 normal = a_from_normal.xyz;

#ifdef MORPH
  place = mix (place, a_to, u_blend);
  normal = mix (normal, a_to_normal, u_blend);
#endif
  normal = mat3 (u_world_to_eye) * normal;
#ifdef SHADED_VERTICES
  v_curvature_light = vec2 (a_from.w, get_light (normal));
#if N_LAYERS > 0
  nearest_corner = gl_VertexID;
  v_layers = get_layers (false);
  v_striped = get_layers (true);
#endif
#else
#ifdef SMALL_TRIANGLES
  v_vertex = gl_VertexID;
#endif
  v_place = vec3 (cos (angle), sin (angle), a_from.w);
  v_normal = normal;
#endif
  gl_Position = u_world_to_clip * vec4 (place, 1.0);
}
