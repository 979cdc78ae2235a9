/* curvature.c - how a surface bends.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/curvature.h"

#include <math.h>

/* How far smoothing moves a value towards the mean of its neighbours in one step. */
#define SMOOTHING_WEIGHT 0.5f

/* Unit normals: the area-weighted mean of the triangles around each vertex. */
static float *
make_normals (const float *points, gsize n_vertices, const guint32 *faces, gsize n_faces)
{
  float *normals = g_new0 (float, 3 * MAX (n_vertices, 1));

  for (gsize f = 0; f < n_faces; f++) {
    const guint32 *face = faces + 3 * f;
    const float *a = points + 3 * (gsize) face[0], *b = points + 3 * (gsize) face[1],
                *c = points + 3 * (gsize) face[2];
    float u[3] = {b[0] - a[0], b[1] - a[1], b[2] - a[2]};
    float v[3] = {c[0] - a[0], c[1] - a[1], c[2] - a[2]};
    float cross[3] = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                      u[0] * v[1] - u[1] * v[0]};

    for (int k = 0; k < 3; k++)
      for (int axis = 0; axis < 3; axis++)
        normals[3 * (gsize) face[k] + axis] += cross[axis];
  }
  for (gsize v = 0; v < n_vertices; v++) {
    float *n = normals + 3 * v;
    float length = sqrtf (n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);

    for (int axis = 0; axis < 3; axis++)
      n[axis] /= MAX (length, 1e-12f);
  }
  return normals;
}

/* Every edge of a triangle is seen from both ends; inside a surface it is part of two triangles,
 * which changes no mean. */
static void
smooth (float *values, gsize n_vertices, const guint32 *faces, gsize n_faces, guint n_steps)
{
  g_autofree float *sums = g_new (float, MAX (n_vertices, 1));
  g_autofree guint32 *counts = g_new0 (guint32, MAX (n_vertices, 1));

  for (gsize i = 0; i < 3 * n_faces; i++)
    counts[faces[i]] += 2;
  for (guint step = 0; step < n_steps; step++) {
    for (gsize v = 0; v < n_vertices; v++)
      sums[v] = 0.0f;
    for (gsize f = 0; f < n_faces; f++) {
      const guint32 *face = faces + 3 * f;
      float a = values[face[0]], b = values[face[1]], c = values[face[2]];

      sums[face[0]] += b + c;
      sums[face[1]] += a + c;
      sums[face[2]] += a + b;
    }
    for (gsize v = 0; v < n_vertices; v++)
      if (counts[v] > 0)
        values[v] += SMOOTHING_WEIGHT * (sums[v] / (float) counts[v] - values[v]);
  }
}

/**
 * cal_curvature_compute:
 * @points: three coordinates a vertex, mm
 * @faces: three vertices a triangle, counter-clockwise seen from outside
 * @n_smoothing_steps: how often each value is moved half way to the mean of its neighbours
 * @curvature: (out caller-allocates): one number a vertex
 *
 * Mean curvature in 1/mm with FreeSurfer's sign: positive in a sulcus, negative on a gyrus, 0 for a
 * vertex of no triangle. On a sphere of radius R a neighbour at distance e lies e^2 / 2R below the
 * tangent plane of a vertex, so twice the mean height of the neighbours over their mean squared
 * distance is -1/R. Directions are weighted alike, which is exact for even meshes and near enough
 * for telling gyri from sulci on others.
 */
void
cal_curvature_compute (const float *points,
                       gsize n_vertices,
                       const guint32 *faces,
                       gsize n_faces,
                       guint n_smoothing_steps,
                       float *curvature)
{
  g_autofree float *normals = make_normals (points, n_vertices, faces, n_faces);
  g_autofree float *squares = g_new0 (float, MAX (n_vertices, 1));

  for (gsize v = 0; v < n_vertices; v++)
    curvature[v] = 0.0f;
  for (gsize f = 0; f < n_faces; f++)
    for (int k = 0; k < 3; k++) {
      gsize ends[2] = {faces[3 * f + k], faces[3 * f + (k + 1) % 3]};

      for (int e = 0; e < 2; e++) {
        const float *from = points + 3 * ends[e], *to = points + 3 * ends[1 - e];
        const float *normal = normals + 3 * ends[e];

        for (int axis = 0; axis < 3; axis++) {
          float d = to[axis] - from[axis];

          curvature[ends[e]] += d * normal[axis];
          squares[ends[e]] += d * d;
        }
      }
    }
  for (gsize v = 0; v < n_vertices; v++)
    curvature[v] = squares[v] > 0.0f ? 2.0f * curvature[v] / MAX (squares[v], 1e-6f) : 0.0f;
  smooth (curvature, n_vertices, faces, n_faces, n_smoothing_steps);
}

/**
 * cal_curvature_agreement:
 *
 * Returns: the correlation of two curvatures over vertices where both are finite, -1 to 1; near -1
 *   they bend alike but count sulci with opposite signs. 0 if it is not defined
 */
double
cal_curvature_agreement (const float *curvature, const float *other, gsize n)
{
  double sum_a = 0.0, sum_b = 0.0, sum_aa = 0.0, sum_bb = 0.0, sum_ab = 0.0, variances;
  gsize count = 0;

  for (gsize v = 0; v < n; v++) {
    double a = curvature[v], b = other[v];

    if (!isfinite (a) || !isfinite (b))
      continue;
    sum_a += a;
    sum_b += b;
    sum_aa += a * a;
    sum_bb += b * b;
    sum_ab += a * b;
    count++;
  }
  if (count == 0)
    return 0.0;
  variances = (sum_aa - sum_a * sum_a / count) * (sum_bb - sum_b * sum_b / count);
  return variances > 0.0 ? (sum_ab - sum_a * sum_b / count) / sqrt (variances) : 0.0;
}
