/* paint.c - cortex written into voxels.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/paint.h"

#include <math.h>

#define N_DEPTHS 4

static float
longest_side (const float *points, const guint32 *face)
{
  float longest = 0;

  for (guint k = 0; k < 3; k++) {
    const float *a = points + 3 * face[k];
    const float *b = points + 3 * face[(k + 1) % 3];
    float square = 0;

    for (guint i = 0; i < 3; i++)
      square += (a[i] - b[i]) * (a[i] - b[i]);
    longest = MAX (longest, square);
  }
  return sqrtf (longest);
}

/* Writes into elements, one per voxel, first_element + the vertex whose cortex runs through the
 * voxel, where no element is written yet (-1): first the places midway between white and pial below
 * the vertices themselves, then the rest of the ribbon between them. */
void
cal_demo_paint (const CalDemoGrid *grid,
                const CalDemoHemisphere *hemisphere,
                gint32 first_element,
                gint32 *elements)
{
  const CalDemoMesh *mesh = hemisphere->mesh;
  gsize voxel;

  for (guint v = 0; v < mesh->n_vertices; v++) {
    float mm[3];

    for (guint i = 0; i < 3; i++)
      mm[i] = 0.5f * (hemisphere->white[3 * v + i] + hemisphere->pial[3 * v + i]);
    if (hemisphere->wall[v] < 0.5f && cal_demo_grid_find (grid, mm, &voxel) && elements[voxel] < 0)
      elements[voxel] = first_element + (gint32) v;
  }
  for (guint f = 0; f < mesh->n_faces; f++) {
    const guint32 *face = mesh->faces + 3 * f;
    guint n = 1 + (guint) (2 * longest_side (hemisphere->pial, face) / grid->step);

    for (guint a = 0; a <= n; a++)
      for (guint b = 0; a + b <= n; b++) {
        guint corner = a >= b && a >= n - a - b ? 0 : b >= n - a - b ? 1 : 2;
        float weights[3] = {(float) a / (float) n, (float) b / (float) n,
                            (float) (n - a - b) / (float) n};

        if (hemisphere->wall[face[corner]] >= 0.5f)
          continue;
        for (guint d = 0; d < N_DEPTHS; d++) {
          float depth = ((float) d + 0.5f) / N_DEPTHS;
          float mm[3] = {0};

          for (guint k = 0; k < 3; k++)
            for (guint i = 0; i < 3; i++)
              mm[i] += weights[k] * ((1 - depth) * hemisphere->white[3 * face[k] + i] +
                                     depth * hemisphere->pial[3 * face[k] + i]);
          if (cal_demo_grid_find (grid, mm, &voxel) && elements[voxel] < 0)
            elements[voxel] = first_element + (gint32) face[corner];
        }
      }
  }
}
