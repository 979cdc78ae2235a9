/* curvature.c - how a surface bends.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/curvature.h"

#include <math.h>

#define SMOOTHING_STEPS 4

/* Mean curvature in 1/mm with FreeSurfer's sign: positive in a sulcus, negative on a gyrus. On a
 * sphere of radius R the mean of the neighbours at distance e lies e^2 / 2R below the vertex. */
void
cal_demo_curvature (const CalDemoMesh *mesh, const float *points, float *curvature)
{
  g_autofree float *normals = g_new (float, 3 * mesh->n_vertices);

  cal_demo_mesh_normals (mesh, points, normals);
  for (guint v = 0; v < mesh->n_vertices; v++) {
    const float *p = points + 3 * v;
    float height = 0;
    float square = 0;

    for (guint i = mesh->starts[v]; i < mesh->starts[v + 1]; i++)
      for (guint axis = 0; axis < 3; axis++) {
        float d = points[3 * mesh->neighbours[i] + axis] - p[axis];

        height += d * normals[3 * v + axis];
        square += d * d;
      }
    curvature[v] = 2 * height / MAX (square, 1e-6f);
  }
  cal_demo_mesh_diffuse (mesh, curvature, 1, SMOOTHING_STEPS, 0.5f);
}
