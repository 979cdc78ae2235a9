/* test-curvature.c - mean curvature of shapes whose curvature is known.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib.h>
#include <math.h>

#include "analysis/curvature.h"

#define N_ACROSS 61
#define N_RINGS 40
#define N_ROUND 80

/* A patch of even triangles with edges of one unit; vertex (i, j) is at the returned place. */
static void
lattice_place (int i, int j, double *x, double *y)
{
  *x = i - N_ACROSS / 2 + (j % 2) * 0.5;
  *y = (j - N_ACROSS / 2) * sqrt (0.75);
}

static guint32 *
make_lattice_faces (gsize *n_faces)
{
  guint32 *faces = g_new (guint32, 6 * (N_ACROSS - 1) * (N_ACROSS - 1));
  gsize n = 0;

  for (guint32 j = 0; j + 1 < N_ACROSS; j++)
    for (guint32 i = 0; i + 1 < N_ACROSS; i++) {
      guint32 a = j * N_ACROSS + i, b = a + 1, c = a + N_ACROSS, d = c + 1;
      guint32 even[6] = {a, b, c, b, d, c}, odd[6] = {a, b, d, a, d, c};

      for (int k = 0; k < 6; k++)
        faces[n++] = j % 2 == 0 ? even[k] : odd[k];
    }
  *n_faces = n / 3;
  return faces;
}

static float
get_middle_of_patch (void (*bend) (double x, double y, float point[3]), guint n_steps)
{
  gsize n_faces;
  g_autofree guint32 *faces = make_lattice_faces (&n_faces);
  g_autofree float *points = g_new (float, 3 * N_ACROSS * N_ACROSS);
  g_autofree float *curvature = g_new (float, N_ACROSS *N_ACROSS);

  for (int j = 0; j < N_ACROSS; j++)
    for (int i = 0; i < N_ACROSS; i++) {
      double x, y;

      lattice_place (i, j, &x, &y);
      bend (x, y, points + 3 * (j * N_ACROSS + i));
    }
  cal_curvature_compute (points, N_ACROSS * N_ACROSS, faces, n_faces, n_steps, curvature);
  return curvature[(N_ACROSS / 2) * N_ACROSS + N_ACROSS / 2];
}

/* Seen from above, its outside. */
static void
bend_cylinder (double x, double y, float point[3])
{
  double radius = 20.0;

  point[0] = (float) (radius * sin (x / radius));
  point[1] = (float) y;
  point[2] = (float) (radius * cos (x / radius));
}

static void
bend_trough (double x, double y, float point[3])
{
  bend_cylinder (x, y, point);
  point[2] = -point[2];
}

static void
bend_saddle (double x, double y, float point[3])
{
  point[0] = (float) x;
  point[1] = (float) y;
  point[2] = (float) ((x * x - y * y) / 40.0);
}

static void
bend_steep_saddle (double x, double y, float point[3])
{
  point[0] = (float) x;
  point[1] = (float) y;
  point[2] = (float) (x * x / 40.0 - y * y / 120.0);
}

static void
test_patches (void)
{
  g_assert_cmpfloat_with_epsilon (get_middle_of_patch (bend_cylinder, 0), -1.0f / 40.0f, 1e-4f);
  g_assert_cmpfloat_with_epsilon (get_middle_of_patch (bend_trough, 0), 1.0f / 40.0f, 1e-4f);
  g_assert_cmpfloat_with_epsilon (get_middle_of_patch (bend_saddle, 0), 0.0f, 1e-4f);
  /* 1/20 one way and -1/60 the other */
  g_assert_cmpfloat_with_epsilon (get_middle_of_patch (bend_steep_saddle, 0), 1.0f / 60.0f, 2e-4f);
  g_assert_cmpfloat_with_epsilon (get_middle_of_patch (bend_cylinder, 8), -1.0f / 40.0f, 1e-4f);
}

static void
set_vertex (float *point, double radius, double polar, double azimuth)
{
  point[0] = (float) (radius * sin (polar) * cos (azimuth));
  point[1] = (float) (radius * sin (polar) * sin (azimuth));
  point[2] = (float) (radius * cos (polar));
}

static void
test_sphere (gconstpointer data)
{
  double radius = *(const double *) data;
  gsize n_vertices = N_RINGS * N_ROUND + 3, n_faces = 0;
  guint32 top = N_RINGS * N_ROUND, bottom = top + 1, alone = top + 2;
  g_autofree float *points = g_new0 (float, 3 * n_vertices);
  g_autofree guint32 *faces = g_new (guint32, 6 * (N_RINGS + 1) * N_ROUND);
  g_autofree float *curvature = g_new (float, n_vertices);

  set_vertex (points + 3 * top, radius, 0.0, 0.0);
  set_vertex (points + 3 * bottom, radius, G_PI, 0.0);
  for (guint32 r = 0; r < N_RINGS; r++)
    for (guint32 a = 0; a < N_ROUND; a++) {
      guint32 next = (a + 1) % N_ROUND, here = r * N_ROUND + a, beside = r * N_ROUND + next;
      guint32 fan[6] = {
          top, a, next, bottom, (N_RINGS - 1) * N_ROUND + next, (N_RINGS - 1) * N_ROUND + a};
      guint32 band[6] = {here, here + N_ROUND, beside, beside, here + N_ROUND, beside + N_ROUND};
      const guint32 *pair = r + 1 < N_RINGS ? band : fan;

      set_vertex (points + 3 * here, radius, G_PI * (r + 1) / (N_RINGS + 1),
                  2.0 * G_PI * a / N_ROUND);
      for (int k = 0; k < 6; k++)
        faces[3 * n_faces + k] = pair[k];
      n_faces += 2;
    }
  cal_curvature_compute (points, n_vertices, faces, n_faces, 2, curvature);
  /* Triangles are long and thin beside the poles. */
  for (gsize v = 0; v < alone; v++) {
    gboolean is_even = v >= 8 * N_ROUND && v < (N_RINGS - 8) * N_ROUND;

    g_assert_cmpfloat_with_epsilon (curvature[v] * (float) radius, -1.0f, is_even ? 0.01f : 0.1f);
  }
  g_assert_cmpfloat (curvature[alone], ==, 0.0f);
}

static void
test_agreement (void)
{
  static const float a[] = {-1, 0, 2, NAN, 5}, same[] = {-2, 0, 4, 3, 10},
                     turned[] = {1, 0, -2, 3, -5}, even[] = {1, 1, 1, 1, 1};

  g_assert_cmpfloat_with_epsilon (cal_curvature_agreement (a, same, 5), 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (cal_curvature_agreement (a, turned, 5), -1.0, 1e-12);
  g_assert_cmpfloat (cal_curvature_agreement (a, even, 5), ==, 0.0);
  g_assert_cmpfloat (cal_curvature_agreement (a, same, 0), ==, 0.0);
}

int
main (int argc, char **argv)
{
  static const double radii[] = {1.0, 50.0};

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curvature/patches", test_patches);
  g_test_add_data_func ("/curvature/small-sphere", &radii[0], test_sphere);
  g_test_add_data_func ("/curvature/large-sphere", &radii[1], test_sphere);
  g_test_add_func ("/curvature/agreement", test_agreement);
  return g_test_run ();
}
