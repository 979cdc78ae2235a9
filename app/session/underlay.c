/* underlay.c - the curvature that a cortex is shaded by.
 *
 * FreeSurfer counts sulci as positive, HCP's files and pycortex's count gyri. Which it is, the
 * anatomical surface says: its own curvature is computed and compared.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/underlay.h"

#include <math.h>

#include "analysis/curvature.h"

/* The wiggles of a reconstruction of 1 mm go, its folds stay: standard deviation, mm. */
#define SMOOTHING_MM 2.6
#define MOST_SMOOTHING_STEPS 60

/* Correlations nearer to 0 decide nothing. */
#define CLEARLY 0.2

/* A step adds a quarter of the squared edge to the variance. */
static guint
count_smoothing_steps (CalSurface *surface)
{
  const float *points = cal_surface_get_vertices (surface);
  const guint32 *faces = cal_surface_get_faces (surface);
  gsize n_faces = cal_surface_get_n_faces (surface);
  double square_mm = 0.0;

  for (gsize f = 0; f < n_faces; f++)
    for (int axis = 0; axis < 3; axis++) {
      double d =
          points[3 * (gsize) faces[3 * f] + axis] - points[3 * (gsize) faces[3 * f + 1] + axis];

      square_mm += d * d / (double) n_faces;
    }
  if (!(square_mm > 0.0))
    return 0;
  return (guint) MIN (ceil (4.0 * SMOOTHING_MM * SMOOTHING_MM / square_mm), MOST_SMOOTHING_STEPS);
}

static CalArray *
new_array (float *values, gsize n)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n * sizeof *values);

  return cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
}

static float *
dup_floats (CalArray *array, gsize n, double slope)
{
  float *values = g_new (float, n);

  cal_dtype_read_floats (cal_array_get_dtype (array),
                         g_bytes_get_data (cal_array_get_bytes (array), NULL), 0, n, slope, 0.0,
                         values);
  return values;
}

/* Outside, gyri are broad and sulci narrow: what is more hollow than the mean is a sulcus. */
static void
centre (float *values, gsize n)
{
  double mean = 0.0;

  for (gsize v = 0; v < n; v++)
    mean += values[v] / (double) n;
  for (gsize v = 0; v < n; v++)
    values[v] -= (float) mean;
}

/**
 * cal_underlay_turn:
 *
 * Returns: (transfer full): the same numbers with the other sign
 */
CalArray *
cal_underlay_turn (CalArray *curvature)
{
  gsize n = cal_array_get_n_elements (curvature);

  return new_array (dup_floats (curvature, n, -1.0), n);
}

/**
 * cal_underlay_make:
 * @surfaces: of one hemisphere, by kind
 * @curvature: (nullable): of its file, one number a vertex
 * @remark: (out) (transfer full) (nullable): what there is to say of it
 *
 * Looks at every triangle: call it from a job.
 *
 * Returns: (transfer full) (nullable): @curvature if it is positive in sulci; a copy with the other
 *   sign if it is positive on gyri; computed from the white, else the middle, else the pial surface
 *   if there is none; NULL if there is no such surface either
 */
CalArray *
cal_underlay_make (CalSurface *const surfaces[CAL_N_SURFACE_KINDS],
                   CalArray *curvature,
                   char **remark)
{
  static const CalSurfaceKind kinds[] = {CAL_SURFACE_WHITE, CAL_SURFACE_MIDTHICKNESS,
                                         CAL_SURFACE_PIAL};
  g_autofree float *computed = NULL, *given = NULL;
  CalSurface *anatomy = NULL;
  double agreement;
  gsize n;

  *remark = NULL;
  for (gsize k = 0; anatomy == NULL && k < G_N_ELEMENTS (kinds); k++)
    anatomy = surfaces[kinds[k]];
  if (anatomy == NULL)
    return curvature != NULL ? g_object_ref (curvature) : NULL;
  n = cal_surface_get_n_vertices (anatomy);
  computed = g_new (float, n);
  cal_curvature_compute (cal_surface_get_vertices (anatomy), n, cal_surface_get_faces (anatomy),
                         cal_surface_get_n_faces (anatomy), count_smoothing_steps (anatomy),
                         computed);
  if (curvature == NULL) {
    if (anatomy == surfaces[CAL_SURFACE_PIAL])
      centre (computed, n);
    *remark = g_strdup_printf ("curvature computed from the %s surface",
                               cal_surface_kind_get_name (cal_surface_get_desc (anatomy)->kind));
    return new_array (g_steal_pointer (&computed), n);
  }
  if (cal_array_get_n_elements (curvature) != n)
    return g_object_ref (curvature);
  given = dup_floats (curvature, n, 1.0);
  agreement = cal_curvature_agreement (given, computed, n);
  if (agreement > -CLEARLY)
    return g_object_ref (curvature);
  *remark = g_strdup ("the curvature file counts gyri as positive; its sign is turned");
  return cal_underlay_turn (curvature);
}
