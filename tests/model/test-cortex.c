/* test-cortex.c - the vertex nearest to a place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "tests/render/icosphere.h"

/* The nearest of all, found by looking at all of them. */
static double
find_by_hand (CalCortex *cortex, const double world_mm[3])
{
  double best = (double) INFINITY;

  for (gsize e = 0; e < cal_cortex_get_n_elements (cortex); e++) {
    gsize vertex;
    CalHemisphere hemisphere = cal_cortex_get_vertex (cortex, e, &vertex);
    double p[3];

    g_assert_true (cal_cortex_get_vertex_mm (cortex, hemisphere, vertex, p));
    best = MIN (best, sqrt ((p[0] - world_mm[0]) * (p[0] - world_mm[0]) +
                            (p[1] - world_mm[1]) * (p[1] - world_mm[1]) +
                            (p[2] - world_mm[2]) * (p[2] - world_mm[2])));
  }
  return best;
}

static void
test_nearest (void)
{
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (4, FALSE);
  guint n_found = 0, n_beyond = 0;

  for (int n = 0; n < 300; n++) {
    double world_mm[3], p[3], expected, distance_mm = -1.0;
    CalHemisphere hemisphere = CAL_HEMISPHERE_UNKNOWN;
    gsize vertex = 0;

    for (int a = 0; a < 3; a++)
      world_mm[a] = g_test_rand_double_range (-90.0, 90.0);
    expected = find_by_hand (cortex, world_mm);
    if (!cal_cortex_find_nearest (cortex, world_mm, 8.0, &hemisphere, &vertex, &distance_mm)) {
      g_assert_cmpfloat (expected, >, 8.0 - 1e-9);
      g_assert_cmpint (hemisphere, ==, CAL_HEMISPHERE_UNKNOWN);
      n_beyond++;
      continue;
    }
    n_found++;
    g_assert_cmpfloat_with_epsilon (distance_mm, expected, 1e-9);
    cal_cortex_get_vertex_mm (cortex, hemisphere, vertex, p);
    g_assert_cmpfloat_with_epsilon (
        hypot (hypot (p[0] - world_mm[0], p[1] - world_mm[1]), p[2] - world_mm[2]), expected, 1e-9);
  }
  g_assert_cmpuint (n_found, >, 10);
  g_assert_cmpuint (n_beyond, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cortex/nearest", test_nearest);
  return g_test_run ();
}
