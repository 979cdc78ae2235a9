/* anatomy.c - a T1-weighted picture of the head around the demo's surfaces.
 *
 * Cortex and white matter come from the surfaces; what they leave out (nuclei, ventricles, brain
 * stem, cerebellum, skull and scalp) from simple solids.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/anatomy.h"

#include "app/demo/outline.h"
#include "app/demo/random.h"

#include <math.h>

/* Intensities. */
#define AIR 2.0f
#define BONE 14.0f
#define FLUID 26.0f
#define GREY 88.0f
#define NUCLEUS 108.0f
#define WHITE 140.0f
#define FAT 165.0f
#define NOISE 3.5f

/* Thickness of what lies around the brain, mm. */
#define FLUID_END 2.5f
#define BONE_END 8.0f
#define SCALP_END 13.0f

static float
ellipsoid (const float p[3], float cx, float cy, float cz, float rx, float ry, float rz)
{
  float x = (p[0] - cx) / rx;
  float y = (p[1] - cy) / ry;
  float z = (p[2] - cz) / rz;

  return sqrtf (x * x + y * y + z * z);
}

/* How far out of an ellipsoid, in mm more or less. */
static float
ellipsoid_distance (const float p[3], float cx, float cy, float cz, float rx, float ry, float rz)
{
  return (ellipsoid (p, cx, cy, cz, rx, ry, rz) - 1) * MIN (rx, MIN (ry, rz));
}

/* The inside of solid, at its distance, mixed over one voxel into what is around it. */
static float
mix (float around, float inside, float distance, float step)
{
  float share = CLAMP (0.5f - distance / step, 0, 1);

  return around + share * (inside - around);
}

/* Nuclei, callosum and ventricles of the right half (p[0] >= 0), over what the surfaces gave. */
static float
draw_core (const float p[3], float value, float step)
{
  float outer = ellipsoid_distance (p, 0, -5, 6, 9, 37, 20);
  float inner = ellipsoid_distance (p, 0, -5, 2, 12, 31, 14);
  float callosum = MAX (MAX (outer, -inner), MAX (p[0] - 9, -4 - p[2]));

  value = mix (value, WHITE, ellipsoid_distance (p, 4, -14, -6, 12, 16, 15), step);
  value = mix (value, WHITE, callosum, step);
  value = mix (value, NUCLEUS, ellipsoid_distance (p, 9, -17, 4, 7.5f, 13, 8), step);
  value = mix (value, NUCLEUS, ellipsoid_distance (p, 13, 11, 8, 4.5f, 11, 7), step);
  value = mix (value, NUCLEUS, ellipsoid_distance (p, 26, 1, 0, 5, 14, 8.5f), step);
  value = mix (value, FLUID, ellipsoid_distance (p, 6, 12, 12, 3.5f, 16, 6), step);
  value = mix (value, FLUID, ellipsoid_distance (p, 10, -14, 16, 4, 20, 4.5f), step);
  value = mix (value, FLUID, ellipsoid_distance (p, 24, -38, 8, 5, 9, 6), step);
  return mix (value, FLUID, ellipsoid_distance (p, 0, -13, 0, 1.6f, 10, 8), step);
}

static float
cerebellum_distance (const float p[3])
{
  return ellipsoid_distance (p, 20, -64, -38, 31, 29, 20);
}

static float
brainstem_distance (const float p[3])
{
  float y = p[1] + 24 - 0.22f * (p[2] + 10);

  return MAX (sqrtf (p[0] * p[0] + y * y) - (p[2] > -34 && p[2] < -18 ? 14 : 10.5f), p[2] + 8);
}

/* Thin leaves of grey matter on a branching white core. */
static float
draw_cerebellum (const float p[3], float value, float step)
{
  float distance = cerebellum_distance (p);
  float radius = ellipsoid (p, 12, -58, -36, 31, 29, 20);
  float leaf = sinf (1.7f * sqrtf ((p[1] + 40) * (p[1] + 40) + 2 * (p[2] + 34) * (p[2] + 34)));
  float core = 0.5f + 0.25f * sinf (6 * atan2f (p[2] + 36, p[1] + 52));
  float inside = radius < core ? WHITE : GREY + 8 * leaf;

  return mix (value, inside, distance, step);
}

/* What lies around the brain: fluid, bone, face, scalp, air. */
static float
around_brain (const float p[3])
{
  /* The gap between the hemispheres leaves no dent in the skull. */
  float across[3] = {MAX (p[0], 12), p[1], p[2]};
  float brain = cal_demo_outline_distance (across);
  float face = ellipsoid_distance (p, 0, 44, -40, 46, 34, 42);
  float distance;

  brain = MIN (brain, MIN (cerebellum_distance (p), brainstem_distance (p)));
  distance = MIN (brain, MAX (face, FLUID_END));
  if (brain < FLUID_END)
    return FLUID;
  if (ellipsoid_distance (p, 31, 60, -34, 11.5f, 11.5f, 11.5f) < 0)
    return FLUID + 14;
  if (face < 0 && brain > BONE_END - 2)
    return 74 + 12 * sinf (0.31f * p[0]) * sinf (0.23f * p[1] + 0.19f * p[2]);
  if (distance < BONE_END)
    return BONE;
  return distance < SCALP_END ? FAT - 6 * (distance - BONE_END) : AIR;
}

/* The grid of the head at this voxel size, mm. */
CalDemoGrid
cal_demo_anatomy_grid (double step)
{
  static const double low[3] = {-84, -124, -74};
  static const double high[3] = {84, 92, 94};

  return cal_demo_grid_around (low, high, step);
}

/* Intensities of the T1-weighted picture, one byte a voxel, with noise and an uneven coil. Owned by
 * the caller. */
guint8 *
cal_demo_anatomy_new (const CalDemoGrid *grid, CalDemoHemisphere *const hemispheres[2])
{
  gsize n = cal_demo_grid_get_n (grid);
  g_autofree float *white = g_new0 (float, n);
  g_autofree float *brain = g_new0 (float, n);
  guint8 *voxels = g_new (guint8, n);
  CalDemoRandom random = {77};
  float step = (float) grid->step;

  for (guint side = 0; side < 2; side++) {
    cal_demo_grid_enclose (grid, hemispheres[side]->mesh, hemispheres[side]->white, white);
    cal_demo_grid_enclose (grid, hemispheres[side]->mesh, hemispheres[side]->pial, brain);
  }
  for (gsize i = 0; i < n; i++) {
    float p[3] = {(float) grid->origin[0] + step * (float) (i % grid->dims[0]),
                  (float) grid->origin[1] + step * (float) (i / grid->dims[0] % grid->dims[1]),
                  (float) grid->origin[2] + step * (float) (i / grid->dims[0] / grid->dims[1])};
    float in_white = MIN (white[i], 1);
    float in_brain = MAX (MIN (brain[i], 1), in_white);
    float coil = 1 - 0.0006f * p[1] - 0.0004f * p[2];
    float value = in_white * WHITE + (in_brain - in_white) * GREY;

    p[0] = fabsf (p[0]);
    if (in_brain < 1)
      value += (1 - in_brain) * around_brain (p);
    if (p[0] < 34 && fabsf (p[2]) < 34 && fabsf (p[1] + 8) < 44)
      value = draw_core (p, value, step);
    if (in_brain < 0.5f && p[2] < -8) {
      value = draw_cerebellum (p, value, step);
      value = mix (value, WHITE - 10, brainstem_distance (p), step);
    }
    value = coil * value + NOISE * (float) cal_demo_random_normal (&random);
    voxels[i] = (guint8) CLAMP (value + 0.5f, 0, 255);
  }
  return voxels;
}
