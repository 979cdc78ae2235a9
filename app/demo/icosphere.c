/* icosphere.c - a subdivided icosahedron.
 *
 * The vertices of level n are the first vertices of level n + 1, as in FreeSurfer's ic files, so a
 * surface can be shaped coarsely first and refined.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/icosphere.h"

#include <math.h>
#include <string.h>

#define GOLDEN 1.6180339887498949f

static const float corners[12][3] = {
    {-1, GOLDEN, 0}, {1, GOLDEN, 0}, {-1, -GOLDEN, 0}, {1, -GOLDEN, 0},
    {0, -1, GOLDEN}, {0, 1, GOLDEN}, {0, -1, -GOLDEN}, {0, 1, -GOLDEN},
    {GOLDEN, 0, -1}, {GOLDEN, 0, 1}, {-GOLDEN, 0, -1}, {-GOLDEN, 0, 1},
};

static const guint32 sides[20][3] = {
    {0, 11, 5},  {0, 5, 1},  {0, 1, 7},  {0, 7, 10}, {0, 10, 11}, {1, 5, 9}, {5, 11, 4},
    {11, 10, 2}, {10, 7, 6}, {7, 1, 8},  {3, 9, 4},  {3, 4, 2},   {3, 2, 6}, {3, 6, 8},
    {3, 8, 9},   {4, 9, 5},  {2, 4, 11}, {6, 2, 10}, {8, 6, 7},   {9, 8, 1},
};

static guint
n_vertices_at (guint level)
{
  return 10 * (1u << (2 * level)) + 2;
}

/* The vertex between a and b, made when the edge is first met; its two ends are kept in ends. */
static guint32
middle (GHashTable *edges, GArray *ends, guint32 n_coarse, guint32 a, guint32 b)
{
  guint64 key = ((guint64) MIN (a, b) << 32) | MAX (a, b);
  gpointer known = g_hash_table_lookup (edges, &key);

  if (known == NULL) {
    g_array_append_val (ends, key);
    known = GUINT_TO_POINTER (n_coarse + ends->len - 1);
    g_hash_table_insert (edges, g_memdup2 (&key, sizeof key), known);
  }
  return GPOINTER_TO_UINT (known);
}

/* Splits each face in four; gives the new faces and, in ends, the two ends of each new vertex. */
static guint32 *
split (const guint32 *faces, guint n_faces, guint n_coarse, GArray *ends)
{
  g_autoptr (GHashTable) edges = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint32 *finer = g_new (guint32, 12 * n_faces);

  for (guint f = 0; f < n_faces; f++) {
    const guint32 *c = faces + 3 * f;
    guint32 ab = middle (edges, ends, n_coarse, c[0], c[1]);
    guint32 bc = middle (edges, ends, n_coarse, c[1], c[2]);
    guint32 ca = middle (edges, ends, n_coarse, c[2], c[0]);
    guint32 four[12] = {c[0], ab, ca, ab, c[1], bc, ca, bc, c[2], ab, bc, ca};

    memcpy (finer + 12 * f, four, sizeof four);
  }
  return finer;
}

static float *
add_middles (const float *coarse, guint n_coarse, GArray *ends)
{
  float *finer = g_new (float, 3 * (n_coarse + ends->len));

  memcpy (finer, coarse, 3 * n_coarse * sizeof *finer);
  for (guint i = 0; i < ends->len; i++) {
    guint64 key = g_array_index (ends, guint64, i);

    for (guint axis = 0; axis < 3; axis++)
      finer[3 * (n_coarse + i) + axis] =
          0.5f * (coarse[3 * (key >> 32) + axis] + coarse[3 * (key & 0xffffffff) + axis]);
  }
  return finer;
}

static void
project (float *points, guint n)
{
  for (guint v = 0; v < n; v++) {
    float *p = points + 3 * v;
    float length = sqrtf (p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);

    for (guint axis = 0; axis < 3; axis++)
      p[axis] /= length;
  }
}

/* The mesh of the given level, 10 4^level + 2 vertices, and in points its vertices on the unit
 * sphere (owned by the caller). */
CalDemoMesh *
cal_demo_icosphere_new (guint level, float **points)
{
  guint32 *faces = g_memdup2 (sides, sizeof sides);
  float *sphere = g_memdup2 (corners, sizeof corners);
  guint n_faces = 20;

  project (sphere, 12);
  for (guint l = 0; l < level; l++) {
    g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint64));
    guint32 *finer = split (faces, n_faces, n_vertices_at (l), ends);
    float *finer_sphere = add_middles (sphere, n_vertices_at (l), ends);

    g_free (faces);
    g_free (sphere);
    faces = finer;
    sphere = finer_sphere;
    n_faces *= 4;
    project (sphere, n_vertices_at (l + 1));
  }
  *points = sphere;
  return cal_demo_mesh_new (faces, n_vertices_at (level), n_faces);
}

/* The points of a surface of the coarse mesh carried to the next finer one: old vertices keep their
 * place, new ones are put between the ends of their edge. Owned by the caller. */
float *
cal_demo_icosphere_refine (const CalDemoMesh *coarse, const float *points)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint64));

  g_free (split (coarse->faces, coarse->n_faces, coarse->n_vertices, ends));
  return add_middles (points, coarse->n_vertices, ends);
}
