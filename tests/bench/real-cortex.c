/* real-cortex.c - the real hemispheres of the optional data folder, and a smooth map on them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/bench/real-cortex.h"

#include <math.h>

#include "io/format.h"
#include "io/loaded.h"
#include "tests/support/optional-data.h"

/**
 * cal_real_cortex_find:
 * @paths: (out): the inflated surfaces, left and right
 *
 * Returns: FALSE if they are not there
 */
gboolean
cal_real_cortex_find (char *paths[2])
{
  paths[CAL_LEFT] = cal_optional_data_find ("surfaces/pycortex_S1/surfaces/inflated_lh.gii");
  paths[CAL_RIGHT] = cal_optional_data_find ("surfaces/pycortex_S1/surfaces/inflated_rh.gii");
  return paths[CAL_LEFT] != NULL && paths[CAL_RIGHT] != NULL;
}

CalSurface *
cal_real_cortex_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, &error);

  if (loaded == NULL)
    g_error ("%s", error->message);
  return g_object_ref (cal_loaded_get_objects (loaded)->pdata[0]);
}

/**
 * cal_smooth_values_new:
 *
 * Returns: (transfer full): a float32 for each vertex of both, left first: waves of some
 *   centimetres, between -1 and 1
 */
CalArray *
cal_smooth_values_new (CalSurface *const surfaces[2])
{
  gsize n = cal_surface_get_n_vertices (surfaces[0]) + cal_surface_get_n_vertices (surfaces[1]);
  float *values = g_new (float, MAX (n, 1)), *next = values;
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n * sizeof (float));

  for (int h = 0; h < 2; h++) {
    const float *mm = cal_surface_get_vertices (surfaces[h]);

    for (gsize v = 0; v < cal_surface_get_n_vertices (surfaces[h]); v++)
      *next++ = sinf (mm[3 * v + 1] / 9.0f) * cosf (mm[3 * v + 2] / 7.0f);
  }
  return cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
}
