/* test-outline.c - where a plane cuts a surface.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "render/scene/outline.h"

#define N_AROUND 200
#define N_UP 100
#define RADIUS 50.0

/* A globe of quads cut in two, its poles left open if asked. */
static CalSurface *
make_globe (gboolean open, const double shift_mm[3])
{
  float *vertices = g_new (float, 3 * N_AROUND * (N_UP + 1));
  guint32 *faces = g_new (guint32, 6 * N_AROUND * N_UP);
  g_autoptr (GBytes) vertex_bytes =
      g_bytes_new_take (vertices, sizeof (float) * 3 * N_AROUND * (N_UP + 1));
  g_autoptr (GBytes) face_bytes = g_bytes_new_take (faces, sizeof (guint32) * 6 * N_AROUND * N_UP);
  CalSurfaceDesc desc = {.name = "globe",
                         .hemisphere = CAL_LEFT,
                         .kind = CAL_SURFACE_PIAL,
                         .vertices = vertex_bytes,
                         .faces = face_bytes,
                         .surface_to_world = cal_affine_identity ()};
  g_autoptr (GError) error = NULL;
  CalSurface *surface;

  for (guint u = 0; u <= N_UP; u++)
    for (guint a = 0; a < N_AROUND; a++) {
      double polar = G_PI * (open ? 0.1 + 0.8 * u / N_UP : (double) u / N_UP);
      double around = 2.0 * G_PI * a / N_AROUND;
      float *v = vertices + 3 * (u * N_AROUND + a);

      v[0] = (float) (RADIUS * sin (polar) * cos (around));
      v[1] = (float) (RADIUS * sin (polar) * sin (around));
      v[2] = (float) (RADIUS * cos (polar));
    }
  for (guint u = 0; u < N_UP; u++)
    for (guint a = 0; a < N_AROUND; a++) {
      guint next = (a + 1) % N_AROUND;
      const guint32 quad[6] = {u * N_AROUND + a,       (u + 1) * N_AROUND + a,
                               u * N_AROUND + next,    u * N_AROUND + next,
                               (u + 1) * N_AROUND + a, (u + 1) * N_AROUND + next};

      for (guint n = 0; n < 6; n++)
        faces[6 * (u * N_AROUND + a) + n] = quad[n];
    }
  for (int a = 0; a < 3; a++)
    desc.surface_to_world.m[a][3] = shift_mm[a];
  surface = cal_surface_new (&desc, &error);
  g_assert_no_error (error);
  return surface;
}

static double
get_distance (const CalOutlinePoint *a, const CalOutlinePoint *b)
{
  return hypot (hypot ((double) (a->mm[0] - b->mm[0]), (double) (a->mm[1] - b->mm[1])),
                (double) (a->mm[2] - b->mm[2]));
}

/* The length of all lines, how many there are, and how many of them end where they began. */
static double
measure (GArray *points, guint *n_lines, guint *n_closed)
{
  double length = 0.0;
  guint first = 0;

  *n_lines = *n_closed = 0;
  for (guint n = 0; n < points->len; n++) {
    const CalOutlinePoint *point = &g_array_index (points, CalOutlinePoint, n);

    if (point->begins) {
      first = n;
      ++*n_lines;
    } else {
      length += get_distance (point, point - 1);
    }
    if (n + 1 == points->len || point[1].begins)
      *n_closed += get_distance (point, &g_array_index (points, CalOutlinePoint, first)) < 1e-4;
  }
  return length;
}

/* A plane at distance d cuts a sphere in a circle of radius sqrt (R^2 - d^2). */
static void
test_circle (void)
{
  const double shift_mm[3] = {3.5, -20.25, 11.0};
  g_autoptr (CalSurface) globe = make_globe (FALSE, shift_mm);
  g_autoptr (CalOutline) outline = cal_outline_new (globe);

  for (int axis = 0; axis < 3; axis++)
    for (double d = -44.0; d < 46.0; d += 4.0) {
      g_autoptr (GArray) points = cal_outline_cut (outline, axis, shift_mm[axis] + d);
      double radius = sqrt (RADIUS * RADIUS - d * d), length;
      guint n_lines, n_closed;

      length = measure (points, &n_lines, &n_closed);
      g_assert_cmpuint (n_lines, ==, 1);
      g_assert_cmpuint (n_closed, ==, 1);
      g_assert_cmpfloat_with_epsilon (length, 2.0 * G_PI * radius, 0.005 * length);
      for (guint n = 0; n < points->len; n++) {
        const float *mm = g_array_index (points, CalOutlinePoint, n).mm;
        double r2 = 0.0;

        g_assert_cmpfloat_with_epsilon ((double) mm[axis], shift_mm[axis] + d, 1e-4);
        for (int a = 0; a < 3; a++)
          r2 += ((double) mm[a] - shift_mm[a]) * ((double) mm[a] - shift_mm[a]);
        g_assert_cmpfloat_with_epsilon (sqrt (r2), RADIUS, 0.05);
      }
    }
}

static void
test_open (void)
{
  const double shift_mm[3] = {0, 0, 0};
  g_autoptr (CalSurface) globe = make_globe (TRUE, shift_mm);
  g_autoptr (CalOutline) outline = cal_outline_new (globe);
  g_autoptr (GArray) points = cal_outline_cut (outline, 0, 0.3);
  guint n_lines, n_closed;
  double length = measure (points, &n_lines, &n_closed);

  /* From pole to pole on both sides, a tenth missing at each end. */
  g_assert_cmpuint (n_lines, ==, 2);
  g_assert_cmpuint (n_closed, ==, 0);
  g_assert_cmpfloat_with_epsilon (length, 2.0 * 0.8 * G_PI * RADIUS, 1.0);
}

/* A vertex that is nowhere opens the line at its triangles, and puts nothing anywhere else. */
static void
test_lost_vertex (void)
{
  const double shift_mm[3] = {0, 0, 0};
  g_autoptr (CalSurface) globe = make_globe (FALSE, shift_mm);
  g_autoptr (CalSurface) torn = NULL;
  CalSurfaceDesc desc = *cal_surface_get_desc (globe);
  gsize size;
  const float *vertices = g_bytes_get_data (desc.vertices, &size);
  float *copy = g_memdup2 (vertices, size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (copy, size);
  g_autoptr (CalOutline) outline = NULL;
  g_autoptr (GArray) points = NULL;
  guint n_lines, n_closed;

  copy[3 * (50 * N_AROUND)] = NAN;
  desc.vertices = bytes;
  torn = cal_surface_new (&desc, NULL);
  g_assert_nonnull (torn);
  outline = cal_outline_new (torn);
  points = cal_outline_cut (outline, 2, 0.2);
  for (guint n = 0; n < points->len; n++)
    for (int a = 0; a < 3; a++)
      g_assert_true (isfinite (g_array_index (points, CalOutlinePoint, n).mm[a]));
  measure (points, &n_lines, &n_closed);
  g_assert_cmpuint (n_lines, ==, 1);
  g_assert_cmpuint (n_closed, ==, 0);
}

static void
test_beyond (void)
{
  const double shift_mm[3] = {0, 0, 0};
  const double beyond[] = {50.01, -50.01, 1e9, (double) NAN, (double) INFINITY};
  g_autoptr (CalSurface) globe = make_globe (FALSE, shift_mm);
  g_autoptr (CalOutline) outline = cal_outline_new (globe);

  for (gsize n = 0; n < G_N_ELEMENTS (beyond); n++) {
    g_autoptr (GArray) points = cal_outline_cut (outline, 1, beyond[n]);

    g_assert_cmpuint (points->len, ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline/circle", test_circle);
  g_test_add_func ("/outline/open", test_open);
  g_test_add_func ("/outline/lost-vertex", test_lost_vertex);
  g_test_add_func ("/outline/beyond", test_beyond);
  return g_test_run ();
}
