// surface.frag - the cortex, lit: curvature below, then every layer.
// SPDX-License-Identifier: BSD-3-Clause

uniform bool u_has_curvature;
// Pixels of the picture for one of the design.
uniform float u_px;

#ifdef SHADED_VERTICES
in vec2 v_curvature_light;
#if N_LAYERS > 0
flat in vec4 v_layers;
flat in vec4 v_striped;
#endif
#else
#include "corners.glsl"
#include "layers.glsl"

in vec3 v_normal;
#endif

out vec4 rgba;

const float gyrus = 0.62;
const float sulcus = 0.40;

// Grey of the cortex where no layer covers it; the border of a sulcus is one pixel soft.
float
get_underlay (float curvature)
{
  float width = max (fwidth (curvature), 1e-6);

  if (!u_has_curvature)
    return gyrus;
  return mix (gyrus, sulcus, clamp (curvature / width + 0.5, 0.0, 1.0));
}

#if N_LAYERS > 0

bool
is_on_stripe ()
{
  return mod (gl_FragCoord.x + gl_FragCoord.y, 6.0 * u_px) < 1.5 * u_px;
}

vec4
find_layers ()
{
#ifdef SHADED_VERTICES
  return is_on_stripe () ? v_striped : v_layers;
#else
#ifdef CORNERS
  uvec3 face = texelFetch (u_faces, gl_PrimitiveID).xyz;

  corners = get_corners (face);
  weights = get_weights (face);
  nearest = get_nearest (weights);
#endif
  nearest_corner = find_nearest_corner ();
  return get_layers (is_on_stripe ());
#endif
}

#endif

void
main ()
{
#ifdef SHADED_VERTICES
  float curvature = v_curvature_light.x, light = v_curvature_light.y;
#else
  float curvature = v_place.z, light = get_light (v_normal);
#endif
  vec3 colour = vec3 (get_underlay (curvature));

#if N_LAYERS > 0
  vec4 layers = find_layers ();

  colour = layers.rgb + layers.a * colour;
#endif
  rgba = vec4 (colour * light, 1.0);
}
