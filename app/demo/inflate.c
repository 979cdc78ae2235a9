/* inflate.c - the folds smoothed out of a surface.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/inflate.h"

#include <math.h>

/* How far smoothing reaches, as the standard deviation of the equivalent Gaussian in mm. */
#define REACH 15.0

/* Moves the ends of each edge towards its length on the white surface. */
static void
restore_lengths (const CalDemoMesh *mesh, const float *lengths, float *points, float stiffness)
{
  for (guint v = 0; v < mesh->n_vertices; v++)
    for (guint i = mesh->starts[v]; i < mesh->starts[v + 1]; i++) {
      guint w = mesh->neighbours[i];
      float *p = points + 3 * v;
      float *q = points + 3 * w;
      float d[3] = {q[0] - p[0], q[1] - p[1], q[2] - p[2]};
      float length = sqrtf (d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
      float move = 0.5f * stiffness * (length - lengths[i]) / MAX (length, 1e-6f);

      if (v < w)
        for (guint axis = 0; axis < 3; axis++) {
          p[axis] += move * d[axis];
          q[axis] -= move * d[axis];
        }
    }
}

/* The inflated surface, centred as the white one is and of its area, in mm: smoothing takes the
 * folds away while springs keep distances along the surface, as in FreeSurfer's mris_inflate. */
void
cal_demo_inflate (const CalDemoMesh *mesh, const float *white, float *inflated)
{
  guint n = mesh->n_vertices;
  double area = cal_demo_mesh_area (mesh, white);
  double edge = cal_demo_mesh_edge (mesh, white);
  guint n_rounds = (guint) (REACH * REACH / (edge * edge));
  g_autofree float *lengths = g_new (float, mesh->starts[n]);
  float centre[3] = {0};

  for (guint v = 0; v < n; v++)
    for (guint i = mesh->starts[v]; i < mesh->starts[v + 1]; i++) {
      const float *p = white + 3 * v;
      const float *q = white + 3 * mesh->neighbours[i];

      lengths[i] = sqrtf ((q[0] - p[0]) * (q[0] - p[0]) + (q[1] - p[1]) * (q[1] - p[1]) +
                          (q[2] - p[2]) * (q[2] - p[2]));
    }
  for (guint i = 0; i < 3 * n; i++)
    centre[i % 3] += white[i] / (float) n;
  for (guint i = 0; i < 3 * n; i++)
    inflated[i] = white[i] - centre[i % 3];
  for (guint round = 0; round < n_rounds; round++) {
    float scale;

    cal_demo_mesh_diffuse (mesh, inflated, 3, 2, 0.6f);
    scale = (float) sqrt (area / cal_demo_mesh_area (mesh, inflated));
    for (guint i = 0; i < 3 * n; i++)
      inflated[i] *= scale;
    restore_lengths (mesh, lengths, inflated, 0.3f);
  }
  for (guint i = 0; i < 3 * n; i++)
    inflated[i] += centre[i % 3];
}
