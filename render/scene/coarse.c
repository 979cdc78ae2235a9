/* coarse.c - fewer triangles for the same cortex.
 *
 * The triangles keep the cortex's own vertices, so that positions, normals and values serve both.
 * meshoptimizer chooses them by the shape of the inflated surface, where no sulcus hides another.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/coarse.h"

#include <meshoptimizer.h>

struct _CalCoarse {
  GObject parent_instance;

  GBytes *faces[2][2];
};

G_DEFINE_FINAL_TYPE (CalCoarse, cal_coarse, G_TYPE_OBJECT)

static void
cal_coarse_finalize (GObject *object)
{
  CalCoarse *self = CAL_COARSE (object);

  for (int h = 0; h < 2; h++)
    for (int flat = 0; flat < 2; flat++)
      g_clear_pointer (&self->faces[h][flat], g_bytes_unref);
  G_OBJECT_CLASS (cal_coarse_parent_class)->finalize (object);
}

static void
cal_coarse_class_init (CalCoarseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_coarse_finalize;
}

static void
cal_coarse_init (CalCoarse *self)
{
}

static GBytes *
simplify (CalSurface *faces_of, CalSurface *shape, gsize n_faces)
{
  gsize n_indices = 3 * cal_surface_get_n_faces (faces_of);
  gsize n_vertices = cal_surface_get_n_vertices (shape);
  guint32 *coarse = g_new (guint32, MAX (n_indices, 1));
  gsize n;

  n = meshopt_simplify (coarse, cal_surface_get_faces (faces_of), n_indices,
                        cal_surface_get_vertices (shape), n_vertices, 3 * sizeof (float),
                        3 * n_faces, 0.05f, 0, NULL);
  meshopt_optimizeVertexCache (coarse, coarse, n, n_vertices);
  return g_bytes_new_take (coarse, n * sizeof (guint32));
}

/**
 * cal_coarse_new:
 * @n_faces: about how many triangles each hemisphere shall keep
 *
 * Takes most of a second for a large cortex. Any thread.
 *
 * Returns: (transfer full): the triangles
 */
CalCoarse *
cal_coarse_new (CalCortex *cortex, gsize n_faces)
{
  static const CalSurfaceKind shapes[] = {CAL_SURFACE_INFLATED, CAL_SURFACE_VERY_INFLATED,
                                          CAL_SURFACE_WHITE,    CAL_SURFACE_MIDTHICKNESS,
                                          CAL_SURFACE_PIAL,     CAL_SURFACE_SPHERE};
  CalCoarse *self = g_object_new (CAL_TYPE_COARSE, NULL);

  for (int h = 0; h < 2; h++) {
    CalSurface *flat = cal_cortex_get_surface (cortex, (CalHemisphere) h, CAL_SURFACE_FLAT);
    CalSurface *shape = NULL;

    for (gsize n = 0; shape == NULL && n < G_N_ELEMENTS (shapes); n++)
      shape = cal_cortex_get_surface (cortex, (CalHemisphere) h, shapes[n]);
    if (shape != NULL)
      self->faces[h][0] = simplify (shape, shape, n_faces);
    if (flat != NULL)
      self->faces[h][1] = simplify (flat, flat, n_faces);
  }
  return self;
}

/**
 * cal_coarse_get_faces:
 * @flat: the triangles of the flat surface, or those of all others
 *
 * Returns: (transfer none) (nullable): three guint32 a triangle
 */
GBytes *
cal_coarse_get_faces (CalCoarse *self, CalHemisphere hemisphere, gboolean flat)
{
  return self->faces[hemisphere][flat ? 1 : 0];
}
