// volume.glsl - samples a volume as cal_volume_sample() does.
// SPDX-License-Identifier: BSD-3-Clause
//
// A decoding is a CalGlDecoding. What is outside, and what is NaN, is NaN here: neither is drawn.

float
get_nan ()
{
  return uintBitsToFloat (0x7fc00000u);
}

bool
is_on_grid (usampler3D volume, vec3 voxel)
{
  return all (greaterThanEqual (voxel, vec3 (0.0))) &&
         all (lessThan (voxel, vec3 (textureSize (volume, 0))));
}

// 0 off the grid, which a fetch must not leave.
uint
fetch_raw (usampler3D volume, vec3 voxel)
{
  return texelFetch (volume, is_on_grid (volume, voxel) ? ivec3 (voxel) : ivec3 (0), 0).r;
}

// A colour as a number is the mean of red, green and blue; a wholly transparent one is nothing.
float
decode (uvec4 raw, int decoding, vec2 scaling)
{
  if (decoding == -3)
    return raw.a == 0u ? get_nan () : float (raw.r + raw.g + raw.b) / 3.0;
  if (decoding == -2)
    return scaling.x * uintBitsToFloat (raw.r) + scaling.y;
  if (decoding == -1)
    return scaling.x * float (raw.r) + scaling.y;
  return scaling.x * float (int (raw.r << uint (decoding)) >> decoding) + scaling.y;
}

float
fetch_voxel (usampler3D volume, int decoding, vec2 scaling, vec3 voxel)
{
  bool on_grid = is_on_grid (volume, voxel);
  uvec4 raw = texelFetch (volume, on_grid ? ivec3 (voxel) : ivec3 (0), 0);

  return on_grid ? decode (raw, decoding, scaling) : get_nan ();
}

vec3
get_corner (int corner)
{
  return vec3 (float (corner & 1), float ((corner >> 1) & 1), float (corner >> 2));
}

float
get_weight (vec3 part, vec3 upper)
{
  vec3 along = mix (1.0 - part, part, upper);

  return along.x * along.y * along.z;
}

float
sample_nearest (usampler3D volume, int decoding, vec2 scaling, vec3 p)
{
  return fetch_voxel (volume, decoding, scaling, floor (p + 0.5));
}

// Where any of the eight is nothing, the nearest voxel: NaN spreads to no neighbour.
float
sample_linear (usampler3D volume, int decoding, vec2 scaling, vec3 p)
{
  vec3 below = floor (p);
  vec3 part = p - below;
  float sum = 0.0;
  bool whole = true;

  for (int corner = 0; corner < 8; corner++) {
    vec3 upper = get_corner (corner);
    float weight = get_weight (part, upper);
    float value = fetch_voxel (volume, decoding, scaling, below + upper);

    if (weight != 0.0) {
      whole = whole && !is_nan (value);
      sum += weight * value;
    }
  }
  return whole ? sum : sample_nearest (volume, decoding, scaling, p);
}

// Red, green, blue, opacity; all 0 outside.
vec4
fetch_rgba (usampler3D volume, vec3 voxel)
{
  ivec3 last = textureSize (volume, 0) - 1;
  uvec4 raw = texelFetch (volume, ivec3 (clamp (voxel, vec3 (0.0), vec3 (last))), 0);

  return is_on_grid (volume, voxel) ? vec4 (raw) / 255.0 : vec4 (0.0);
}

vec4
sample_rgba (usampler3D volume, vec3 p, bool linear)
{
  vec3 below = floor (p);
  vec3 part = p - below;
  vec4 sum = vec4 (0.0);
  bool whole = true;

  for (int corner = 0; linear && corner < 8; corner++) {
    vec3 upper = get_corner (corner);
    float weight = get_weight (part, upper);
    vec4 rgba = fetch_rgba (volume, below + upper);

    if (weight != 0.0) {
      whole = whole && rgba.a > 0.0;
      sum += weight * rgba;
    }
  }
  return linear && whole ? sum : fetch_rgba (volume, floor (p + 0.5));
}
