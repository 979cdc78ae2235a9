// corners.glsl - which triangle a pixel is in, and where in it.
// SPDX-License-Identifier: BSD-3-Clause

// The three vertices, each with its class in the upper four bits.
uniform usamplerBuffer u_faces;

in vec3 v_place;
#ifdef SMALL_TRIANGLES
flat in int v_vertex;
#endif

// Each class stands for a point on a circle: three different ones always span a triangle.
vec2
get_class_point (uint vertex)
{
  float angle = float (vertex >> 28) * 0.78539816;

  return vec2 (cos (angle), sin (angle));
}

// Barycentric coordinates, from the interpolated point and those of the corners.
vec3
get_weights (uvec3 face)
{
  vec2 origin = get_class_point (face.x);
  vec2 a = get_class_point (face.y) - origin;
  vec2 b = get_class_point (face.z) - origin;
  vec2 p = v_place.xy - origin;
  float area = a.x * b.y - a.y * b.x;
  vec2 yz = area != 0.0 ? vec2 (p.x * b.y - p.y * b.x, a.x * p.y - a.y * p.x) / area : vec2 (0.0);

  return vec3 (1.0 - yz.x - yz.y, yz);
}

ivec3
get_corners (uvec3 face)
{
  return ivec3 (face & 0xfffffffu);
}

// 0, 1 or 2: the corner that is nearest.
int
get_nearest (vec3 weights)
{
  if (weights.x >= weights.y && weights.x >= weights.z)
    return 0;
  return weights.y >= weights.z ? 1 : 2;
}

int
pick_corner (ivec3 corners, int nearest)
{
  return nearest == 0 ? corners.x : nearest == 1 ? corners.y : corners.z;
}

// The vertex whose value the pixel shows: the nearest corner; where triangles are as small as
// pixels, the first corner of each.
int
find_nearest_corner ()
{
#ifdef SMALL_TRIANGLES
  return v_vertex;
#else
  uvec3 face = texelFetch (u_faces, gl_PrimitiveID).xyz;

  return pick_corner (get_corners (face), get_nearest (get_weights (face)));
#endif
}
