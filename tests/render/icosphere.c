/* icosphere.c - a small brain for tests.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/render/icosphere.h"

#include <math.h>

typedef struct {
  GArray *vertices;
  GArray *faces;
} Mesh;

static guint32
add_vertex (Mesh *mesh, double x, double y, double z)
{
  double length = sqrt (x * x + y * y + z * z);
  float v[3] = {(float) (x / length), (float) (y / length), (float) (z / length)};

  g_array_append_vals (mesh->vertices, v, 3);
  return mesh->vertices->len / 3 - 1;
}

static void
add_face (GArray *faces, guint32 a, guint32 b, guint32 c)
{
  guint32 face[3] = {a, b, c};

  g_array_append_vals (faces, face, 3);
}

static guint32
find_middle (Mesh *mesh, GHashTable *middles, guint32 a, guint32 b)
{
  guint64 key = (guint64) MIN (a, b) << 32 | MAX (a, b);
  gpointer found;

  if (!g_hash_table_lookup_extended (middles, &key, NULL, &found)) {
    const float *p = &g_array_index (mesh->vertices, float, 3 * a);
    const float *q = &g_array_index (mesh->vertices, float, 3 * b);

    found = GUINT_TO_POINTER (add_vertex (mesh, p[0] + q[0], p[1] + q[1], p[2] + q[2]));
    g_hash_table_insert (middles, g_memdup2 (&key, sizeof key), found);
  }
  return GPOINTER_TO_UINT (found);
}

static void
subdivide (Mesh *mesh)
{
  g_autoptr (GHashTable) middles =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *faces = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint n = 0; n < mesh->faces->len; n += 3) {
    const guint32 *f = &g_array_index (mesh->faces, guint32, n);
    guint32 ab = find_middle (mesh, middles, f[0], f[1]);
    guint32 bc = find_middle (mesh, middles, f[1], f[2]);
    guint32 ca = find_middle (mesh, middles, f[2], f[0]);

    add_face (faces, f[0], ab, ca);
    add_face (faces, f[1], bc, ab);
    add_face (faces, f[2], ca, bc);
    add_face (faces, ab, bc, ca);
  }
  g_array_unref (mesh->faces);
  mesh->faces = faces;
}

static Mesh
make_ball (int n_subdivisions)
{
  static const double t = 1.618033988749895;
  static const double corners[12][3] = {{-1, t, 0}, {1, t, 0}, {-1, -t, 0}, {1, -t, 0},
                                        {0, -1, t}, {0, 1, t}, {0, -1, -t}, {0, 1, -t},
                                        {t, 0, -1}, {t, 0, 1}, {-t, 0, -1}, {-t, 0, 1}};
  static const guint32 faces[20][3] = {{0, 11, 5}, {0, 5, 1},  {0, 1, 7},   {0, 7, 10}, {0, 10, 11},
                                       {1, 5, 9},  {5, 11, 4}, {11, 10, 2}, {10, 7, 6}, {7, 1, 8},
                                       {3, 9, 4},  {3, 4, 2},  {3, 2, 6},   {3, 6, 8},  {3, 8, 9},
                                       {4, 9, 5},  {2, 4, 11}, {6, 2, 10},  {8, 6, 7},  {9, 8, 1}};
  Mesh mesh = {g_array_new (FALSE, FALSE, sizeof (float)),
               g_array_new (FALSE, FALSE, sizeof (guint32))};

  for (gsize n = 0; n < G_N_ELEMENTS (corners); n++)
    add_vertex (&mesh, corners[n][0], corners[n][1], corners[n][2]);
  for (gsize n = 0; n < G_N_ELEMENTS (faces); n++)
    add_face (mesh.faces, faces[n][0], faces[n][1], faces[n][2]);
  for (int n = 0; n < n_subdivisions; n++)
    subdivide (&mesh);
  return mesh;
}

static double
get_bump (const float *p)
{
  return sin (9.0 * p[0]) * cos (8.0 * p[1]) * sin (7.0 * p[2] + 1.0);
}

/* Where a point of the unit sphere goes in each shape. The flat one is the lateral side, seen so.
 */
static void
shape_vertex (CalHemisphere hemisphere, CalSurfaceKind kind, const float *p, float *out)
{
  double side = hemisphere == CAL_LEFT ? -1.0 : 1.0, bump = get_bump (p), radius = 1.0;

  if (kind == CAL_SURFACE_FLAT) {
    out[0] = (float) (side * 70.0 * p[1]);
    out[1] = (float) (50.0 * p[2]);
    out[2] = 0.0f;
    return;
  }
  if (kind == CAL_SURFACE_PIAL)
    radius = 1.0 + 0.10 * bump;
  else if (kind == CAL_SURFACE_WHITE)
    radius = 0.95 + 0.12 * bump;
  if (kind == CAL_SURFACE_SPHERE) {
    for (int a = 0; a < 3; a++)
      out[a] = 100.0f * p[a];
    return;
  }
  out[0] = (float) (side * (kind == CAL_SURFACE_INFLATED ? 0.0 : 34.0) + 30.0 * radius * p[0]);
  out[1] = (float) (70.0 * radius * p[1] - 15.0);
  out[2] = (float) (50.0 * radius * p[2] + 10.0);
}

static CalSurface *
make_surface (const Mesh *ball, CalHemisphere hemisphere, CalSurfaceKind kind)
{
  guint n_vertices = ball->vertices->len / 3;
  g_autofree float *vertices = g_new (float, 3 * n_vertices);
  g_autoptr (GArray) faces = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GBytes) vertex_bytes = NULL;
  g_autoptr (GBytes) face_bytes = NULL;
  CalSurfaceDesc desc = {
      cal_surface_kind_get_name (kind), hemisphere, kind, NULL, NULL, cal_affine_identity ()};

  for (guint v = 0; v < n_vertices; v++)
    shape_vertex (hemisphere, kind, &g_array_index (ball->vertices, float, 3 * v),
                  vertices + 3 * v);
  for (guint n = 0; n < ball->faces->len; n += 3) {
    const guint32 *f = &g_array_index (ball->faces, guint32, n);
    gboolean lateral = TRUE;

    for (int c = 0; c < 3; c++) {
      float x = g_array_index (ball->vertices, float, 3 * f[c]);

      lateral &= hemisphere == CAL_LEFT ? x < -0.05f : x > 0.05f;
    }
    if (kind != CAL_SURFACE_FLAT || lateral)
      add_face (faces, f[0], f[1], f[2]);
  }
  desc.vertices = vertex_bytes = g_bytes_new (vertices, 3 * n_vertices * sizeof (float));
  desc.faces = face_bytes = g_bytes_new (faces->data, faces->len * sizeof (guint32));
  return cal_surface_new (&desc, NULL);
}

/* 10 * 4^n + 2 vertices a hemisphere: 7 subdivisions are the size of fsaverage. */
CalCortex *
make_icosphere_cortex (int n_subdivisions, gboolean with_curvature)
{
  static const CalSurfaceKind kinds[] = {CAL_SURFACE_WHITE, CAL_SURFACE_PIAL, CAL_SURFACE_INFLATED,
                                         CAL_SURFACE_SPHERE, CAL_SURFACE_FLAT};
  Mesh ball = make_ball (n_subdivisions);
  gsize n_vertices = ball.vertices->len / 3;
  CalCortexDesc desc = {.name = "icosphere"};
  CalCortex *cortex;

  for (int h = 0; h < 2; h++) {
    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
      desc.surfaces[h][kinds[k]] = make_surface (&ball, (CalHemisphere) h, kinds[k]);
    if (with_curvature) {
      g_autofree float *curvature = g_new (float, n_vertices);
      g_autoptr (GBytes) bytes = NULL;

      for (gsize v = 0; v < n_vertices; v++)
        curvature[v] = (float) -get_bump (&g_array_index (ball.vertices, float, 3 * v));
      bytes = g_bytes_new (curvature, n_vertices * sizeof (float));
      desc.curvature[h] = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n_vertices, bytes, NULL);
    }
  }
  cortex = cal_cortex_new (&desc, NULL);
  for (int h = 0; h < 2; h++) {
    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
      g_clear_object (&desc.surfaces[h][kinds[k]]);
    g_clear_object (&desc.curvature[h]);
  }
  g_array_unref (ball.vertices);
  g_array_unref (ball.faces);
  return cortex;
}
