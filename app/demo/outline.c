/* outline.c - the unfolded outline of a right cerebral hemisphere.
 *
 * Lobes are ellipsoids and tapered rods blended into one implicit surface, in mm: x right, y
 * forward, z up, the anterior commissure near the origin. Sizes were drawn by eye after atlas
 * pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/outline.h"

#include "app/demo/icosphere.h"

#include <math.h>

#define COARSE_LEVEL 4
#define MIDLINE 0.6f

typedef struct {
  float centre[3];
  float radii[3];
} Lobe;

typedef struct {
  float from[3];
  float from_radius;
  float to[3];
  float to_radius;
} Rod;

static const Lobe lobes[] = {
    {{20, -18, 8}, {47, 86, 69}},  /* all of the cerebrum above the temporal lobe */
    {{24, 24, 14}, {37, 46, 44}},  /* frontal */
    {{24, -64, 12}, {33, 41, 40}}, /* occipital */
};

static const Rod rods[] = {
    {{47, -50, -4}, 20, {47, -6, -21}, 18},    /* lateral temporal */
    {{47, -6, -21}, 18, {39, 11, -28}, 14.5f}, /* temporal pole */
    {{30, -64, -8}, 18, {27, -12, -24}, 15},   /* ventral temporal */
};

static float
smooth_min (float a, float b, float k)
{
  float h = MAX (k - fabsf (a - b), 0) / k;

  return MIN (a, b) - h * h * k / 4;
}

static float
lobe_distance (const Lobe *lobe, const float p[3])
{
  float a = 0;
  float b = 0;

  for (guint i = 0; i < 3; i++) {
    float q = (p[i] - lobe->centre[i]) / lobe->radii[i];

    a += q * q;
    b += q * q / (lobe->radii[i] * lobe->radii[i]);
  }
  a = sqrtf (a);
  return b > 0 ? a * (a - 1) / sqrtf (b) : -lobe->radii[0];
}

static float
rod_distance (const Rod *rod, const float p[3])
{
  float along = 0;
  float length = 0;
  float out = 0;

  for (guint i = 0; i < 3; i++) {
    float d = rod->to[i] - rod->from[i];

    along += (p[i] - rod->from[i]) * d;
    length += d * d;
  }
  along = CLAMP (along / length, 0, 1);
  for (guint i = 0; i < 3; i++) {
    float d = p[i] - rod->from[i] - along * (rod->to[i] - rod->from[i]);

    out += d * d;
  }
  return sqrtf (out) - rod->from_radius - along * (rod->to_radius - rod->from_radius);
}

/* About the distance in mm from p to the outline, negative inside. */
float
cal_demo_outline_distance (const float p[3])
{
  float cerebrum = lobe_distance (&lobes[0], p);
  float temporal = rod_distance (&rods[0], p);
  float base = p[2] - (-24 + 0.14f * MAX (-p[1] - 30, 0));

  for (guint i = 1; i < G_N_ELEMENTS (lobes); i++)
    cerebrum = smooth_min (cerebrum, lobe_distance (&lobes[i], p), 12);
  cerebrum = -smooth_min (-cerebrum, base, 24);
  for (guint i = 1; i < G_N_ELEMENTS (rods); i++)
    temporal = smooth_min (temporal, rod_distance (&rods[i], p), 10);
  /* The lobes part in front, at the Sylvian fissure, and are one behind. */
  cerebrum = smooth_min (cerebrum, temporal, 3 + 14 * CLAMP ((-p[1] - 20) / 40, 0, 1));
  return -smooth_min (-cerebrum, p[0] - MIDLINE, 9);
}

/* Moves each point along the gradient towards the outline, keeping the triangles even. */
static void
wrap (const CalDemoMesh *mesh, float *points, guint n_steps)
{
  for (guint step = 0; step < n_steps; step++) {
    for (guint v = 0; v < mesh->n_vertices; v++) {
      float *p = points + 3 * v;
      float distance = cal_demo_outline_distance (p);
      float gradient[3];
      float square = 0;

      for (guint i = 0; i < 3; i++) {
        float q[3] = {p[0], p[1], p[2]};

        q[i] += 0.1f;
        gradient[i] = (cal_demo_outline_distance (q) - distance) / 0.1f;
        square += gradient[i] * gradient[i];
      }
      for (guint i = 0; i < 3; i++)
        p[i] -= CLAMP (distance, -4, 4) * 0.7f * gradient[i] / MAX (square, 0.1f);
    }
    cal_demo_mesh_slide (mesh, points, 2, 0.5f);
  }
}

/* A mesh of the given level (at least 4) wrapped onto the outline: points in mm, and the same
 * vertices on the unit sphere. All are owned by the caller. */
CalDemoMesh *
cal_demo_outline_new (guint level, float **points, float **sphere)
{
  CalDemoMesh *mesh = cal_demo_icosphere_new (MIN (level, COARSE_LEVEL), sphere);
  float *shape = g_memdup2 (*sphere, 3 * mesh->n_vertices * sizeof (float));
  static const float centre[3] = {30, -18, 12};
  static const float radii[3] = {40, 95, 65};

  for (guint i = 0; i < 3 * mesh->n_vertices; i++)
    shape[i] = centre[i % 3] + radii[i % 3] * shape[i];
  wrap (mesh, shape, 100);
  for (guint l = COARSE_LEVEL; l < level; l++) {
    float *finer = cal_demo_icosphere_refine (mesh, shape);

    g_free (shape);
    shape = finer;
    g_free (*sphere);
    cal_demo_mesh_free (mesh);
    mesh = cal_demo_icosphere_new (l + 1, sphere);
    wrap (mesh, shape, 8);
  }
  *points = shape;
  return mesh;
}
