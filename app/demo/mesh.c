/* mesh.c - the triangles shared by all surfaces of a demo hemisphere, and what moves on them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/mesh.h"

#include <math.h>

/* A mesh of the given faces (taken over); neighbours are listed in the order of the faces. The
 * mesh must be closed, so that each directed edge belongs to one face. */
CalDemoMesh *
cal_demo_mesh_new (guint32 *faces, guint n_vertices, guint n_faces)
{
  CalDemoMesh *mesh = g_new0 (CalDemoMesh, 1);
  g_autofree guint32 *filled = g_new0 (guint32, n_vertices);

  mesh->n_vertices = n_vertices;
  mesh->n_faces = n_faces;
  mesh->faces = faces;
  mesh->starts = g_new0 (guint32, n_vertices + 1);
  mesh->neighbours = g_new (guint32, 3 * n_faces);
  for (guint i = 0; i < 3 * n_faces; i++)
    mesh->starts[faces[i] + 1]++;
  for (guint v = 0; v < n_vertices; v++)
    mesh->starts[v + 1] += mesh->starts[v];
  for (guint f = 0; f < n_faces; f++)
    for (guint k = 0; k < 3; k++) {
      guint32 from = faces[3 * f + k];

      mesh->neighbours[mesh->starts[from] + filled[from]++] = faces[3 * f + (k + 1) % 3];
    }
  return mesh;
}

void
cal_demo_mesh_free (CalDemoMesh *mesh)
{
  g_free (mesh->faces);
  g_free (mesh->starts);
  g_free (mesh->neighbours);
  g_free (mesh);
}

static void
cross_of_face (const guint32 *face, const float *points, float cross[3])
{
  const float *a = points + 3 * face[0];
  const float *b = points + 3 * face[1];
  const float *c = points + 3 * face[2];
  float u[3] = {b[0] - a[0], b[1] - a[1], b[2] - a[2]};
  float v[3] = {c[0] - a[0], c[1] - a[1], c[2] - a[2]};

  cross[0] = u[1] * v[2] - u[2] * v[1];
  cross[1] = u[2] * v[0] - u[0] * v[2];
  cross[2] = u[0] * v[1] - u[1] * v[0];
}

/* Unit outward normals (3 per vertex): the area-weighted mean of the faces around each vertex. */
void
cal_demo_mesh_normals (const CalDemoMesh *mesh, const float *points, float *normals)
{
  for (guint i = 0; i < 3 * mesh->n_vertices; i++)
    normals[i] = 0;
  for (guint f = 0; f < mesh->n_faces; f++) {
    float cross[3];

    cross_of_face (mesh->faces + 3 * f, points, cross);
    for (guint k = 0; k < 3; k++)
      for (guint axis = 0; axis < 3; axis++)
        normals[3 * mesh->faces[3 * f + k] + axis] += cross[axis];
  }
  for (guint v = 0; v < mesh->n_vertices; v++) {
    float *n = normals + 3 * v;
    float length = sqrtf (n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);

    for (guint axis = 0; axis < 3; axis++)
      n[axis] /= MAX (length, 1e-12f);
  }
}

/* The area of each face, in the square of the points' unit. Owned by the caller. */
float *
cal_demo_mesh_face_areas (const CalDemoMesh *mesh, const float *points)
{
  float *areas = g_new (float, mesh->n_faces);

  for (guint f = 0; f < mesh->n_faces; f++) {
    float c[3];

    cross_of_face (mesh->faces + 3 * f, points, c);
    areas[f] = 0.5f * sqrtf (c[0] * c[0] + c[1] * c[1] + c[2] * c[2]);
  }
  return areas;
}

/* The area of the whole mesh. */
double
cal_demo_mesh_area (const CalDemoMesh *mesh, const float *points)
{
  g_autofree float *areas = cal_demo_mesh_face_areas (mesh, points);
  double sum = 0;

  for (guint f = 0; f < mesh->n_faces; f++)
    sum += areas[f];
  return sum;
}

/* Lets values (stride numbers per vertex) diffuse: each step moves them by weight towards the mean
 * of the neighbours. On a hexagonal mesh of edge h a step adds weight h^2 / 2 to the variance along
 * each axis of the equivalent Gaussian. */
void
cal_demo_mesh_diffuse (
    const CalDemoMesh *mesh, float *values, guint stride, guint n_steps, float weight)
{
  g_autofree float *next = g_new (float, (gsize) mesh->n_vertices *stride);
  float *from = values;
  float *to = next;

  for (guint step = 0; step < n_steps; step++) {
    for (guint v = 0; v < mesh->n_vertices; v++) {
      guint start = mesh->starts[v];
      guint end = mesh->starts[v + 1];
      float share = weight / (float) (end - start);

      for (guint k = 0; k < stride; k++) {
        float sum = 0;

        for (guint i = start; i < end; i++)
          sum += from[mesh->neighbours[i] * stride + k];
        to[v * stride + k] = (1 - weight) * from[v * stride + k] + share * sum;
      }
    }
    float *swap = from;
    from = to;
    to = swap;
  }
  if (from != values)
    for (gsize i = 0; i < (gsize) mesh->n_vertices * stride; i++)
      values[i] = from[i];
}

/* The edge of the mesh if all its triangles were the same and equilateral, mm. */
float
cal_demo_mesh_edge (const CalDemoMesh *mesh, const float *points)
{
  return sqrtf ((float) cal_demo_mesh_area (mesh, points) / (float) mesh->n_vertices * 1.1547005f);
}

/* Blurs values (stride numbers per vertex) with a Gaussian of standard deviation sigma on a mesh of
 * this edge, both in mm. */
void
cal_demo_mesh_blur (const CalDemoMesh *mesh, float *values, guint stride, float sigma, float edge)
{
  float needed = 2 * sigma * sigma / (edge * edge);
  float n_steps = ceilf (needed / 0.7f);

  cal_demo_mesh_diffuse (mesh, values, stride, (guint) n_steps, needed / n_steps);
}

/* Evens out the triangles without changing the shape: vertices move towards the mean of their
 * neighbours, within the tangent plane only. */
void
cal_demo_mesh_slide (const CalDemoMesh *mesh, float *points, guint n_steps, float weight)
{
  g_autofree float *smooth = g_new (float, 3 * mesh->n_vertices);
  g_autofree float *normals = g_new (float, 3 * mesh->n_vertices);

  for (guint step = 0; step < n_steps; step++) {
    cal_demo_mesh_normals (mesh, points, normals);
    for (guint i = 0; i < 3 * mesh->n_vertices; i++)
      smooth[i] = points[i];
    cal_demo_mesh_diffuse (mesh, smooth, 3, 1, weight);
    for (guint v = 0; v < mesh->n_vertices; v++) {
      const float *n = normals + 3 * v;
      float *s = smooth + 3 * v;
      float *p = points + 3 * v;
      float out = (s[0] - p[0]) * n[0] + (s[1] - p[1]) * n[1] + (s[2] - p[2]) * n[2];

      for (guint axis = 0; axis < 3; axis++)
        p[axis] = s[axis] - out * n[axis];
    }
  }
}

/* The vertex nearest to a place. */
guint
cal_demo_mesh_nearest (const CalDemoMesh *mesh, const float *points, const float place[3])
{
  float nearest = G_MAXFLOAT;
  guint found = 0;

  for (guint v = 0; v < mesh->n_vertices; v++) {
    float square = 0;

    for (guint i = 0; i < 3; i++)
      square += (points[3 * v + i] - place[i]) * (points[3 * v + i] - place[i]);
    if (square < nearest) {
      nearest = square;
      found = v;
    }
  }
  return found;
}
