/* test-demo.c - the demo study: its surfaces and volumes are sound, agree, and never change.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "demo-study.h"

#include "app/demo/study.h"

static const char *const prefixes[] = {"lh", "rh"};

static CalSurface *
load_shape (guint side, const char *shape)
{
  g_autofree char *name = g_strdup_printf ("surf/%s.%s", prefixes[side], shape);

  return demo_study_load_surface (name);
}

/* Each edge is walked once each way, so the surface is closed and of one orientation. */
static void
assert_closed (CalSurface *surface)
{
  g_autoptr (GHashTable) edges = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  const guint32 *faces = cal_surface_get_faces (surface);
  gsize n_faces = cal_surface_get_n_faces (surface);
  GHashTableIter iter;
  gpointer key;

  for (gsize f = 0; f < n_faces; f++)
    for (guint k = 0; k < 3; k++) {
      guint64 edge = (guint64) faces[3 * f + k] << 32 | faces[3 * f + (k + 1) % 3];

      g_assert_true (g_hash_table_add (edges, g_memdup2 (&edge, sizeof edge)));
    }
  g_hash_table_iter_init (&iter, edges);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    guint64 edge = *(guint64 *) key;
    guint64 back = edge << 32 | edge >> 32;

    g_assert_true (g_hash_table_contains (edges, &back));
  }
  g_assert_cmpuint (cal_surface_get_n_vertices (surface) + n_faces - 3 * n_faces / 2, ==, 2);
}

/* Positive where faces are counter-clockwise seen from outside. */
static double
measure_volume (CalSurface *surface)
{
  const float *points = cal_surface_get_vertices (surface);
  const guint32 *faces = cal_surface_get_faces (surface);
  double volume = 0;

  for (gsize f = 0; f < cal_surface_get_n_faces (surface); f++) {
    const float *a = points + 3 * faces[3 * f];
    const float *b = points + 3 * faces[3 * f + 1];
    const float *c = points + 3 * faces[3 * f + 2];

    volume += a[0] * ((double) b[1] * c[2] - (double) b[2] * c[1]) +
              a[1] * ((double) b[2] * c[0] - (double) b[0] * c[2]) +
              a[2] * ((double) b[0] * c[1] - (double) b[1] * c[0]);
  }
  return volume / 6;
}

static void
test_surfaces_are_closed (void)
{
  static const char *const shapes[] = {"white", "pial", "inflated", "sphere"};

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
      g_autoptr (CalSurface) surface = load_shape (side, shapes[i]);

      g_assert_cmpuint (cal_surface_get_n_vertices (surface), ==, 10242);
      g_assert_cmpint (cal_surface_get_desc (surface)->hemisphere, ==,
                       side == 0 ? CAL_LEFT : CAL_RIGHT);
      assert_closed (surface);
      g_assert_cmpfloat (measure_volume (surface), >, 100e3);
    }
}

static void
test_left_is_left (void)
{
  static const char *const shapes[] = {"white", "pial"};

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
      g_autoptr (CalSurface) surface = load_shape (side, shapes[i]);
      double low[3], high[3];

      cal_surface_get_bounds (surface, low, high);
      if (side == 0)
        g_assert_cmpfloat (high[0], <, 0);
      else
        g_assert_cmpfloat (low[0], >, 0);
      /* As long, wide and high as a hemisphere is. */
      g_assert_cmpfloat (high[0] - low[0], >, 55);
      g_assert_cmpfloat (high[0] - low[0], <, 75);
      g_assert_cmpfloat (high[1] - low[1], >, 155);
      g_assert_cmpfloat (high[1] - low[1], <, 185);
      g_assert_cmpfloat (high[2] - low[2], >, 105);
      g_assert_cmpfloat (high[2] - low[2], <, 130);
    }
}

/* The ribbon is 2.5 mm thick, and the white surface is inside. */
static void
test_ribbon (void)
{
  for (guint side = 0; side < 2; side++) {
    g_autoptr (CalSurface) white = load_shape (side, "white");
    g_autoptr (CalSurface) pial = load_shape (side, "pial");
    gsize n = cal_surface_get_n_vertices (white);
    gsize n_thick = 0;

    g_assert_cmpfloat (measure_volume (white), <, measure_volume (pial));
    for (gsize v = 0; v < n; v++) {
      const float *a = cal_surface_get_vertices (white) + 3 * v;
      const float *b = cal_surface_get_vertices (pial) + 3 * v;
      double distance = sqrt (pow (a[0] - b[0], 2) + pow (a[1] - b[1], 2) + pow (a[2] - b[2], 2));

      n_thick += distance > 1.5 && distance < 3;
    }
    g_assert_cmpfloat ((double) n_thick / (double) n, >, 0.98);
  }
}

static void
test_sphere (void)
{
  g_autoptr (CalSurface) sphere = load_shape (0, "sphere");

  for (gsize v = 0; v < cal_surface_get_n_vertices (sphere); v++) {
    const float *p = cal_surface_get_vertices (sphere) + 3 * v;

    g_assert_cmpfloat_with_epsilon (sqrt (p[0] * p[0] + p[1] * p[1] + p[2] * p[2]), 100, 1e-3);
  }
}

/* Laid flat, no triangle is turned over, some are cut away, and lengths are about kept. */
static void
test_flat (void)
{
  for (guint side = 0; side < 2; side++) {
    g_autoptr (CalSurface) flat = load_shape (side, "flat");
    g_autoptr (CalSurface) inflated = load_shape (side, "inflated");
    const float *points = cal_surface_get_vertices (flat);
    const float *from = cal_surface_get_vertices (inflated);
    const guint32 *faces = cal_surface_get_faces (flat);
    gsize n_faces = cal_surface_get_n_faces (flat);
    gsize n_kept = 0;

    g_assert_cmpuint (n_faces, <, 20480);
    g_assert_cmpuint (n_faces, >, 16000);
    for (gsize f = 0; f < n_faces; f++) {
      const float *a = points + 3 * faces[3 * f];
      const float *b = points + 3 * faces[3 * f + 1];
      const float *c = points + 3 * faces[3 * f + 2];
      const float *p = from + 3 * faces[3 * f];
      const float *q = from + 3 * faces[3 * f + 1];
      double ratio =
          hypot (a[0] - b[0], a[1] - b[1]) / hypot (hypot (p[0] - q[0], p[1] - q[1]), p[2] - q[2]);

      g_assert_cmpfloat ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]), >, 0);
      g_assert_cmpfloat (a[2], ==, 0);
      n_kept += ratio > 0.7 && ratio < 1.4;
    }
    g_assert_cmpfloat ((double) n_kept / (double) n_faces, >, 0.9);
  }
}

/* Where a vertex lies above its neighbours, on a gyrus, curvature is negative. */
static void
test_curvature (void)
{
  g_autoptr (CalSurface) white = load_shape (0, "white");
  g_autoptr (CalVector) curvature = demo_study_load_vector ("surf/lh.curv", NULL);
  g_autoptr (GBytes) normals = cal_surface_dup_normals (white);
  const float *n = g_bytes_get_data (normals, NULL);
  const float *p = cal_surface_get_vertices (white);
  const guint32 *faces = cal_surface_get_faces (white);
  g_autofree double *height = g_new0 (double, 10242);
  CalArray *values = cal_vector_get_desc (curvature)->values;
  double xy = 0, xx = 0, yy = 0;
  gsize n_sulci = 0;

  g_assert_cmpuint (cal_array_get_n_elements (values), ==, 10242);
  for (gsize i = 0; i < 3 * cal_surface_get_n_faces (white); i++) {
    guint32 v = faces[i];
    guint32 w = faces[i - i % 3 + (i + 1) % 3];

    for (guint axis = 0; axis < 3; axis++)
      height[v] += n[3 * v + axis] * (p[3 * v + axis] - p[3 * w + axis]);
  }
  for (gsize v = 0; v < 10242; v++) {
    double y = cal_array_get_value (values, v);

    xy += height[v] * y;
    xx += height[v] * height[v];
    yy += y * y;
    n_sulci += y > 0;
  }
  g_assert_cmpfloat (xy / sqrt (xx * yy), <, -0.7);
  g_assert_cmpuint (n_sulci, >, 3500);
  g_assert_cmpuint (n_sulci, <, 6700);
}

/* Gives how many files there are. */
static guint
assert_same_files (const char *path, const char *other)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *one = g_build_filename (path, name, NULL);
    g_autofree char *two = g_build_filename (other, name, NULL);
    g_autofree char *bytes_one = NULL, *bytes_two = NULL;
    gsize n_one, n_two;

    if (g_file_test (one, G_FILE_TEST_IS_DIR)) {
      n += assert_same_files (one, two);
      continue;
    }
    g_assert_true (g_file_get_contents (one, &bytes_one, &n_one, NULL));
    g_assert_true (g_file_get_contents (two, &bytes_two, &n_two, NULL));
    n++;
    if (n_one != n_two || memcmp (bytes_one, bytes_two, n_one) != 0)
      g_error ("%s differs from %s", one, two);
  }
  return n;
}

/* The same bytes every time. */
static void
test_same_bytes (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *again = demo_study_dup_path ("again");

  cal_demo_write (again, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (assert_same_files (again, demo_study_get_folder ()), >, 80);
}

static void
test_refused_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = demo_study_dup_path ("README.txt");

  g_assert_false (cal_demo_write (file, TRUE, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR);
  g_assert_nonnull (strstr (error->message, "README.txt"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/surfaces-are-closed", test_surfaces_are_closed);
  g_test_add_func ("/demo/left-is-left", test_left_is_left);
  g_test_add_func ("/demo/ribbon", test_ribbon);
  g_test_add_func ("/demo/sphere", test_sphere);
  g_test_add_func ("/demo/flat", test_flat);
  g_test_add_func ("/demo/curvature", test_curvature);
  g_test_add_func ("/demo/same-bytes", test_same_bytes);
  g_test_add_func ("/demo/refused-folder", test_refused_folder);
  status = g_test_run ();
  demo_study_remove ();
  return status;
}
