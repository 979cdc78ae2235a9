/* test-underlay.c - curvature that is computed, kept or turned.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "app/session/underlay.h"
#include "tests/render/icosphere.h"

typedef struct {
  CalCortex *cortex;
  CalSurface *surfaces[CAL_N_SURFACE_KINDS];
  gsize n;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->cortex = make_icosphere_cortex (3, FALSE);
  f->n = cal_cortex_get_n_vertices (f->cortex, CAL_LEFT);
  for (int k = 0; k < CAL_N_SURFACE_KINDS; k++)
    f->surfaces[k] = cal_cortex_get_surface (f->cortex, CAL_LEFT, (CalSurfaceKind) k);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->cortex);
}

static CalArray *
multiply (CalArray *array, double factor)
{
  gsize n = cal_array_get_n_elements (array);
  double *values = g_new (double, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n * sizeof *values);

  for (gsize v = 0; v < n; v++)
    values[v] = factor * cal_array_get_value (array, v);
  return cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
}

/* On the whole the ball bends away from its outside, more so on bumps than in dents. */
static void
test_computed (Fixture *f, gconstpointer data)
{
  g_autofree char *remark = NULL;
  g_autoptr (CalArray) curvature = cal_underlay_make (f->surfaces, NULL, &remark);
  CalSurface *white = f->surfaces[CAL_SURFACE_WHITE];
  const float *points = cal_surface_get_vertices (white);
  double low[3], high[3], sum = 0.0;
  gsize highest = 0, lowest = 0;
  float most = 0.0f, least = G_MAXFLOAT;

  g_assert_cmpstr (remark, ==, "curvature computed from the white surface");
  g_assert_cmpuint (cal_array_get_n_elements (curvature), ==, f->n);
  cal_surface_get_bounds (white, low, high);
  for (gsize v = 0; v < f->n; v++) {
    float square = 0.0f;

    for (int a = 0; a < 3; a++) {
      float d = points[3 * v + a] - (float) (0.5 * (low[a] + high[a]));

      square += d * d;
    }
    highest = square > most ? v : highest;
    lowest = square < least ? v : lowest;
    most = MAX (most, square);
    least = MIN (least, square);
    sum += cal_array_get_value (curvature, v);
  }
  g_assert_cmpfloat (sum, <, 0.0);
  g_assert_cmpfloat (cal_array_get_value (curvature, highest), <,
                     cal_array_get_value (curvature, lowest));
}

static void
test_sign (Fixture *f, gconstpointer data)
{
  g_autofree char *remark = NULL, *silence = NULL;
  g_autoptr (CalArray) computed = cal_underlay_make (f->surfaces, NULL, &remark);
  g_autoptr (CalArray) like_freesurfer = multiply (computed, 3.0);
  g_autoptr (CalArray) like_hcp = multiply (computed, -3.0);
  g_autoptr (CalArray) kept = cal_underlay_make (f->surfaces, like_freesurfer, &silence);
  g_autoptr (CalArray) turned = NULL;

  g_assert_null (silence);
  g_assert_true (kept == like_freesurfer);
  g_free (remark);
  turned = cal_underlay_make (f->surfaces, like_hcp, &remark);
  g_assert_nonnull (strstr (remark, "gyri as positive"));
  for (gsize v = 0; v < f->n; v++)
    g_assert_cmpfloat_with_epsilon (cal_array_get_value (turned, v),
                                    cal_array_get_value (like_freesurfer, v), 1e-6);
}

/* Only drawings of the cortex: there is nothing to compute from, nor to check by. */
static void
test_no_anatomy (Fixture *f, gconstpointer data)
{
  CalSurface *none[CAL_N_SURFACE_KINDS] = {NULL};
  g_autofree char *remark = NULL;
  g_autoptr (CalArray) computed = cal_underlay_make (f->surfaces, NULL, &remark);
  g_autoptr (CalArray) kept = NULL;

  g_clear_pointer (&remark, g_free);
  none[CAL_SURFACE_INFLATED] = f->surfaces[CAL_SURFACE_INFLATED];
  g_assert_null (cal_underlay_make (none, NULL, &remark));
  kept = cal_underlay_make (none, computed, &remark);
  g_assert_true (kept == computed);
  g_assert_null (remark);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/underlay/computed", Fixture, NULL, set_up, test_computed, tear_down);
  g_test_add ("/underlay/sign", Fixture, NULL, set_up, test_sign, tear_down);
  g_test_add ("/underlay/no-anatomy", Fixture, NULL, set_up, test_no_anatomy, tear_down);
  return g_test_run ();
}
