/* flatten.c - a hemisphere cut open and laid flat.
 *
 * The cortex is cut around the medial wall and along five lines, projected from the sphere, and
 * relaxed until lengths agree with the inflated surface: coarsely first, on the first vertices of
 * the icosphere, then on finer ones.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/flatten.h"

#include "app/demo/icosphere.h"
#include "app/demo/sulci.h"

#include <math.h>

#define COARSE_LEVEL 4

typedef struct {
  guint32 a, b;
  float length;
} Spring;

typedef struct {
  const CalDemoMesh *mesh;
  float *flat;     /* 2 per vertex */
  gboolean *kept;  /* whether the vertex is on the map */
  gboolean *known; /* whether flat holds its place */
} Map;

/* Vertices of the medial wall and within a cut leave the map. */
static void
cut (Map *map, const float *outline, const float *wall)
{
  guint n = map->mesh->n_vertices;
  float edge = cal_demo_mesh_edge (map->mesh, outline);
  g_autofree float *distance = g_new (float, n);

  cal_demo_sulci_cut_distance (map->mesh, outline, distance);
  for (guint v = 0; v < n; v++)
    map->kept[v] = wall[v] < 0.5f && distance[v] > 0.7f * edge;
}

/* The azimuthal equal-area projection (Lambert 1772) from the point opposite the medial wall, seen
 * from outside, the direction of up made the second axis. */
static void
project (Map *map, const float *sphere, const float *wall, const float *outline)
{
  guint n = map->mesh->n_vertices;
  float pole[3] = {0};
  float up[3] = {0};
  float right[3];
  float length;

  for (guint v = 0; v < n; v++)
    for (guint i = 0; i < 3; i++) {
      pole[i] -= wall[v] * sphere[3 * v + i];
      up[i] += sphere[3 * v + i] * outline[3 * v + 2];
    }
  length = sqrtf (pole[0] * pole[0] + pole[1] * pole[1] + pole[2] * pole[2]);
  for (guint i = 0; i < 3; i++)
    pole[i] /= length;
  length = up[0] * pole[0] + up[1] * pole[1] + up[2] * pole[2];
  for (guint i = 0; i < 3; i++)
    up[i] -= length * pole[i];
  length = sqrtf (up[0] * up[0] + up[1] * up[1] + up[2] * up[2]);
  for (guint i = 0; i < 3; i++)
    up[i] /= length;
  right[0] = up[1] * pole[2] - up[2] * pole[1];
  right[1] = up[2] * pole[0] - up[0] * pole[2];
  right[2] = up[0] * pole[1] - up[1] * pole[0];
  for (guint v = 0; v < n; v++) {
    const float *s = sphere + 3 * v;
    float height = s[0] * pole[0] + s[1] * pole[1] + s[2] * pole[2];
    float scale = 85 * sqrtf (2 / MAX (1 + height, 1e-3f));

    map->flat[2 * v] = scale * (s[0] * right[0] + s[1] * right[1] + s[2] * right[2]);
    map->flat[2 * v + 1] = scale * (s[0] * up[0] + s[1] * up[1] + s[2] * up[2]);
    map->known[v] = TRUE;
  }
}

/* Gives each vertex of the map that has no place yet the mean place of its known neighbours. */
static void
fill (Map *map)
{
  gboolean again = TRUE;

  while (again) {
    again = FALSE;
    for (guint v = 0; v < map->mesh->n_vertices; v++) {
      float sum[2] = {0};
      guint count = 0;

      if (map->known[v] || !map->kept[v])
        continue;
      for (guint i = map->mesh->starts[v]; i < map->mesh->starts[v + 1]; i++) {
        guint w = map->mesh->neighbours[i];

        if (map->known[w] && map->kept[w]) {
          sum[0] += map->flat[2 * w];
          sum[1] += map->flat[2 * w + 1];
          count++;
        }
      }
      if (count == 0)
        continue;
      map->flat[2 * v] = sum[0] / (float) count;
      map->flat[2 * v + 1] = sum[1] / (float) count;
      map->known[v] = TRUE;
      again = TRUE;
    }
  }
}

static Spring *
list_springs (const Map *map, const float *inflated, guint *n_springs)
{
  const CalDemoMesh *mesh = map->mesh;
  Spring *springs = g_new (Spring, mesh->starts[mesh->n_vertices] / 2 + 1);
  guint n = 0;

  for (guint v = 0; v < mesh->n_vertices; v++)
    for (guint i = mesh->starts[v]; i < mesh->starts[v + 1]; i++) {
      guint w = mesh->neighbours[i];
      const float *p = inflated + 3 * v;
      const float *q = inflated + 3 * w;

      if (v < w && map->kept[v] && map->kept[w]) {
        float square = (q[0] - p[0]) * (q[0] - p[0]) + (q[1] - p[1]) * (q[1] - p[1]) +
                       (q[2] - p[2]) * (q[2] - p[2]);

        springs[n++] = (Spring){v, w, sqrtf (square)};
      }
    }
  *n_springs = n;
  return springs;
}

static void
pull (Map *map, const Spring *springs, guint n_springs, float stiffness)
{
  for (guint i = 0; i < n_springs; i++) {
    float *p = map->flat + 2 * springs[i].a;
    float *q = map->flat + 2 * springs[i].b;
    float d[2] = {q[0] - p[0], q[1] - p[1]};
    float length = sqrtf (d[0] * d[0] + d[1] * d[1]);
    float move = 0.5f * stiffness * (length - springs[i].length) / MAX (length, 1e-3f);

    p[0] += move * d[0];
    p[1] += move * d[1];
    q[0] -= move * d[0];
    q[1] -= move * d[1];
  }
}

static gboolean
face_is_kept (const Map *map, const guint32 *face)
{
  return map->kept[face[0]] && map->kept[face[1]] && map->kept[face[2]];
}

/* Opens triangles that are folded over or nearly: each vertex moves away from its opposite side
 * until the triangle has the least area. Gives how many there were. */
static guint
unfold (Map *map, const float *areas, float share)
{
  guint n_folded = 0;

  for (guint f = 0; f < map->mesh->n_faces; f++) {
    const guint32 *face = map->mesh->faces + 3 * f;
    float *p[3] = {map->flat + 2 * face[0], map->flat + 2 * face[1], map->flat + 2 * face[2]};
    float gradient[3][2];
    float square = 1e-6f;
    float area;
    float least;

    if (!face_is_kept (map, face))
      continue;
    area = 0.5f *
           ((p[1][0] - p[0][0]) * (p[2][1] - p[0][1]) - (p[2][0] - p[0][0]) * (p[1][1] - p[0][1]));
    least = share * areas[f];
    if (area >= least)
      continue;
    n_folded += area <= 0;
    for (guint k = 0; k < 3; k++) {
      const float *next = p[(k + 1) % 3];
      const float *last = p[(k + 2) % 3];

      gradient[k][0] = 0.5f * (next[1] - last[1]);
      gradient[k][1] = 0.5f * (last[0] - next[0]);
      square += gradient[k][0] * gradient[k][0] + gradient[k][1] * gradient[k][1];
    }
    for (guint k = 0; k < 3; k++)
      for (guint axis = 0; axis < 2; axis++)
        p[k][axis] += 0.5f * (least - area) / square * gradient[k][axis];
  }
  return n_folded;
}

static void
relax (Map *map, const float *inflated, guint n_rounds)
{
  guint n_springs;
  g_autofree Spring *springs = list_springs (map, inflated, &n_springs);
  g_autofree float *areas = cal_demo_mesh_face_areas (map->mesh, inflated);

  for (guint round = 0; round < n_rounds; round++) {
    pull (map, springs, n_springs, 0.4f);
    unfold (map, areas, 0.85f);
  }
  for (guint round = 0; round < 100 && unfold (map, areas, 0.3f) > 0; round++)
    pull (map, springs, n_springs, 0.05f);
}

/* The places of the coarser map kept, and its new vertices between the ends of their edge. */
static void
refine (Map *map, const Map *coarse)
{
  guint n = coarse->mesh->n_vertices;
  g_autofree float *points = g_new0 (float, 3 * n);
  g_autofree float *finer = NULL;

  for (guint v = 0; v < n; v++) {
    points[3 * v] = coarse->flat[2 * v];
    points[3 * v + 1] = coarse->flat[2 * v + 1];
    points[3 * v + 2] = coarse->kept[v] ? 0 : 1;
  }
  finer = cal_demo_icosphere_refine (coarse->mesh, points);
  for (guint v = 0; v < map->mesh->n_vertices; v++) {
    map->flat[2 * v] = finer[3 * v];
    map->flat[2 * v + 1] = finer[3 * v + 1];
    map->known[v] = finer[3 * v + 2] == 0;
  }
}

/* The flat map, 3 coordinates per vertex of the mesh in mm, the third 0, centred; and its faces,
 * which leave out the medial wall and the cuts. Vertices without a face lie at the origin. Both are
 * owned by the caller. */
float *
cal_demo_flatten (const CalDemoMesh *mesh,
                  guint level,
                  const float *outline,
                  const float *sphere,
                  const float *inflated,
                  const float *wall,
                  guint32 **faces,
                  guint *n_faces)
{
  Map map = {0};
  float *points = g_new0 (float, 3 * mesh->n_vertices);
  float low[2] = {G_MAXFLOAT, G_MAXFLOAT};
  float high[2] = {-G_MAXFLOAT, -G_MAXFLOAT};

  for (guint l = MIN (level, COARSE_LEVEL); l <= level; l++) {
    g_autofree float *unused = NULL;
    Map finer = {.mesh = l == level ? mesh : cal_demo_icosphere_new (l, &unused)};

    finer.flat = g_new0 (float, 2 * finer.mesh->n_vertices);
    finer.kept = g_new0 (gboolean, finer.mesh->n_vertices);
    finer.known = g_new0 (gboolean, finer.mesh->n_vertices);
    cut (&finer, outline, wall);
    if (map.mesh == NULL)
      project (&finer, sphere, wall, outline);
    else {
      refine (&finer, &map);
      fill (&finer);
      cal_demo_mesh_free ((CalDemoMesh *) map.mesh);
    }
    relax (&finer, inflated, l == COARSE_LEVEL ? 1500 : l == COARSE_LEVEL + 1 ? 250 : 40);
    g_free (map.flat);
    g_free (map.kept);
    g_free (map.known);
    map = finer;
  }
  *faces = g_new (guint32, 3 * mesh->n_faces);
  *n_faces = 0;
  for (guint f = 0; f < mesh->n_faces; f++)
    if (face_is_kept (&map, mesh->faces + 3 * f)) {
      for (guint k = 0; k < 3; k++) {
        guint v = mesh->faces[3 * f + k];

        (*faces)[3 * *n_faces + k] = v;
        for (guint axis = 0; axis < 2; axis++) {
          points[3 * v + axis] = map.flat[2 * v + axis];
          low[axis] = MIN (low[axis], map.flat[2 * v + axis]);
          high[axis] = MAX (high[axis], map.flat[2 * v + axis]);
        }
      }
      (*n_faces)++;
    }
  for (guint v = 0; v < mesh->n_vertices; v++)
    for (guint axis = 0; axis < 2; axis++)
      if (map.kept[v])
        points[3 * v + axis] -= 0.5f * (low[axis] + high[axis]);
  g_free (map.flat);
  g_free (map.kept);
  g_free (map.known);
  return points;
}
