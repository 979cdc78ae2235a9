/* cortex.c - both hemispheres of one brain: every surface of one vertex numbering.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/cortex.h"

#include <math.h>

#include "model/error.h"
#include "model/text.h"

struct _CalCortex {
  GObject parent_instance;

  char *name;
  CalSurface *surfaces[2][CAL_N_SURFACE_KINDS];
  CalArray *curvature[2];
  gsize n_vertices[2];
};

G_DEFINE_FINAL_TYPE (CalCortex, cal_cortex, G_TYPE_OBJECT)

static void
cal_cortex_finalize (GObject *object)
{
  CalCortex *self = CAL_CORTEX (object);

  g_clear_pointer (&self->name, g_free);
  for (int h = 0; h < 2; h++) {
    for (int k = 0; k < CAL_N_SURFACE_KINDS; k++)
      g_clear_object (&self->surfaces[h][k]);
    g_clear_object (&self->curvature[h]);
  }
  G_OBJECT_CLASS (cal_cortex_parent_class)->finalize (object);
}

static void
cal_cortex_class_init (CalCortexClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_cortex_finalize;
}

static void
cal_cortex_init (CalCortex *self)
{
}

/* Every surface and the curvature of a hemisphere must number the same vertices. */
static gboolean
count_vertices (const CalCortexDesc *desc, int h, gsize *n_vertices, GError **error)
{
  *n_vertices = 0;
  for (int k = 0; k < CAL_N_SURFACE_KINDS; k++) {
    CalSurface *surface = desc->surfaces[h][k];
    gsize n = surface != NULL ? cal_surface_get_n_vertices (surface) : 0;

    if (surface == NULL)
      continue;
    if (*n_vertices != 0 && n != *n_vertices) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE,
                   "%s: %" G_GSIZE_FORMAT
                   " vertices, where the other surfaces of the %s hemisphere "
                   "have %" G_GSIZE_FORMAT,
                   cal_surface_get_desc (surface)->name, n,
                   cal_hemisphere_get_name ((CalHemisphere) h), *n_vertices);
      return FALSE;
    }
    *n_vertices = n;
  }
  if (desc->curvature[h] != NULL && cal_array_get_n_elements (desc->curvature[h]) != *n_vertices) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE,
                 "curvature of the %s hemisphere: %" G_GSIZE_FORMAT " values for %" G_GSIZE_FORMAT
                 " vertices",
                 cal_hemisphere_get_name ((CalHemisphere) h),
                 cal_array_get_n_elements (desc->curvature[h]), *n_vertices);
    return FALSE;
  }
  return TRUE;
}

/**
 * cal_cortex_new:
 * @desc: everything is copied or referenced
 *
 * Returns: (transfer full): the cortex; or NULL with CAL_ERROR_SPACE if vertex counts disagree or
 *   there is no surface at all
 */
CalCortex *
cal_cortex_new (const CalCortexDesc *desc, GError **error)
{
  gsize n_vertices[2];
  CalCortex *self;

  if (!count_vertices (desc, 0, &n_vertices[0], error) ||
      !count_vertices (desc, 1, &n_vertices[1], error))
    return NULL;
  if (n_vertices[0] + n_vertices[1] == 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE, "%s: no surface", desc->name);
    return NULL;
  }
  self = g_object_new (CAL_TYPE_CORTEX, NULL);
  self->name = cal_text_dup_shown (desc->name, -1);
  for (int h = 0; h < 2; h++) {
    self->n_vertices[h] = n_vertices[h];
    for (int k = 0; k < CAL_N_SURFACE_KINDS; k++)
      g_set_object (&self->surfaces[h][k], desc->surfaces[h][k]);
    g_set_object (&self->curvature[h], desc->curvature[h]);
  }
  return self;
}

const char *
cal_cortex_get_name (CalCortex *self)
{
  return self->name;
}

/**
 * cal_cortex_get_n_vertices:
 *
 * Returns: vertices of that hemisphere; 0 if it is missing
 */
gsize
cal_cortex_get_n_vertices (CalCortex *self, CalHemisphere hemisphere)
{
  g_return_val_if_fail (hemisphere <= CAL_RIGHT, 0);

  return self->n_vertices[hemisphere];
}

/**
 * cal_cortex_get_n_elements:
 *
 * Returns: vertices of both hemispheres
 */
gsize
cal_cortex_get_n_elements (CalCortex *self)
{
  return self->n_vertices[0] + self->n_vertices[1];
}

/**
 * cal_cortex_get_surface:
 *
 * Returns: (transfer none) (nullable): that surface
 */
CalSurface *
cal_cortex_get_surface (CalCortex *self, CalHemisphere hemisphere, CalSurfaceKind kind)
{
  g_return_val_if_fail (hemisphere <= CAL_RIGHT && kind < CAL_N_SURFACE_KINDS, NULL);

  return self->surfaces[hemisphere][kind];
}

/**
 * cal_cortex_get_anatomy:
 *
 * Returns: (transfer none) (nullable): the surface whose vertices best say where the cortex is:
 *   midthickness, else white, else pial
 */
CalSurface *
cal_cortex_get_anatomy (CalCortex *self, CalHemisphere hemisphere)
{
  static const CalSurfaceKind order[] = {CAL_SURFACE_MIDTHICKNESS, CAL_SURFACE_WHITE,
                                         CAL_SURFACE_PIAL};

  for (gsize n = 0; n < G_N_ELEMENTS (order); n++)
    if (self->surfaces[hemisphere][order[n]] != NULL)
      return self->surfaces[hemisphere][order[n]];
  return NULL;
}

CalArray *
cal_cortex_get_curvature (CalCortex *self, CalHemisphere hemisphere)
{
  g_return_val_if_fail (hemisphere <= CAL_RIGHT, NULL);

  return self->curvature[hemisphere];
}

/* The two surfaces whose mean is the middle of the cortex, or one of them twice. */
static gboolean
get_middle (CalCortex *self, CalHemisphere hemisphere, CalSurface *between[2])
{
  CalSurface *const *surfaces = self->surfaces[hemisphere];
  gboolean half_way = surfaces[CAL_SURFACE_MIDTHICKNESS] == NULL &&
                      surfaces[CAL_SURFACE_WHITE] != NULL && surfaces[CAL_SURFACE_PIAL] != NULL;

  between[0] = cal_cortex_get_anatomy (self, hemisphere);
  between[1] = half_way ? surfaces[CAL_SURFACE_PIAL] : between[0];
  return between[0] != NULL;
}

/**
 * cal_cortex_get_vertex_mm:
 * @world_mm: (out caller-allocates): the middle of the cortex there: midthickness, or half way
 *   between white and pial, or whichever of the two there is
 *
 * Returns: FALSE if the cortex has no anatomical surface, which leaves @world_mm as it was
 */
gboolean
cal_cortex_get_vertex_mm (CalCortex *self,
                          CalHemisphere hemisphere,
                          gsize vertex,
                          double world_mm[3])
{
  CalSurface *between[2];
  double inner_mm[3], outer_mm[3];

  if (vertex >= self->n_vertices[hemisphere] || !get_middle (self, hemisphere, between))
    return FALSE;
  cal_surface_get_vertex_mm (between[0], vertex, inner_mm);
  cal_surface_get_vertex_mm (between[1], vertex, outer_mm);
  for (int a = 0; a < 3; a++)
    world_mm[a] = 0.5 * (inner_mm[a] + outer_mm[a]);
  return TRUE;
}

/**
 * cal_cortex_get_element:
 *
 * Returns: the number of that vertex among both hemispheres, left first
 */
gsize
cal_cortex_get_element (CalCortex *self, CalHemisphere hemisphere, gsize vertex)
{
  return hemisphere == CAL_RIGHT ? self->n_vertices[0] + vertex : vertex;
}

/**
 * cal_cortex_get_vertex:
 * @element: among both hemispheres
 * @vertex: (out): in its own hemisphere
 *
 * Returns: the hemisphere
 */
CalHemisphere
cal_cortex_get_vertex (CalCortex *self, gsize element, gsize *vertex)
{
  gboolean right = element >= self->n_vertices[0];

  *vertex = right ? element - self->n_vertices[0] : element;
  return right ? CAL_RIGHT : CAL_LEFT;
}

/* World x of a vertex. */
static double
get_x_mm (const CalAffine *surface_to_world, const float *vertex)
{
  const double *row = surface_to_world->m[0];

  return row[0] * (double) vertex[0] + row[1] * (double) vertex[1] + row[2] * (double) vertex[2] +
         row[3];
}

/**
 * cal_cortex_find_nearest:
 * @within_mm: do not look further
 * @hemisphere: (out) @vertex: (out) @distance_mm: (out): untouched if nothing is found
 *
 * Looks at every vertex, but at most of them only as far as x: each motion of the pointer asks.
 *
 * Returns: whether the middle of the cortex at some vertex lies within that distance
 */
gboolean
cal_cortex_find_nearest (CalCortex *self,
                         const double world_mm[3],
                         double within_mm,
                         CalHemisphere *hemisphere,
                         gsize *vertex,
                         double *distance_mm)
{
  double best = within_mm * within_mm;
  gboolean found = FALSE;

  for (int h = 0; h < 2; h++) {
    CalSurface *between[2];
    const CalAffine *maps[2];
    const float *vertices[2];

    if (!get_middle (self, (CalHemisphere) h, between))
      continue;
    for (int b = 0; b < 2; b++) {
      maps[b] = &cal_surface_get_desc (between[b])->surface_to_world;
      vertices[b] = cal_surface_get_vertices (between[b]);
    }
    for (gsize v = 0; v < self->n_vertices[h]; v++) {
      double x_mm =
          0.5 * (get_x_mm (maps[0], vertices[0] + 3 * v) + get_x_mm (maps[1], vertices[1] + 3 * v));
      double p[3], squared = 0.0;

      /* What the order of additions changes is less. */
      if ((x_mm - world_mm[0]) * (x_mm - world_mm[0]) > best + 1e-9)
        continue;
      cal_cortex_get_vertex_mm (self, (CalHemisphere) h, v, p);
      for (int a = 0; a < 3; a++)
        squared += (p[a] - world_mm[a]) * (p[a] - world_mm[a]);
      if (squared <= best) {
        best = squared;
        *hemisphere = (CalHemisphere) h;
        *vertex = v;
        found = TRUE;
      }
    }
  }
  if (found)
    *distance_mm = sqrt (best);
  return found;
}

/**
 * cal_template_find:
 * @n_vertices: of one hemisphere
 *
 * The counts are 10 * 4^n + 2 for the fsaverage family (an icosahedron divided n times), and
 * those of the HCP's standard meshes.
 *
 * Returns: (nullable): the name of the template that has that many
 */
const char *
cal_template_find (gsize n_vertices)
{
  static const struct {
    gsize n_vertices;
    const char *name;
  } templates[] = {
      {642, "fsaverage3"},   {2562, "fsaverage4"}, {10242, "fsaverage5"}, {40962, "fsaverage6"},
      {163842, "fsaverage"}, {32492, "fs_LR 32k"}, {59292, "fs_LR 59k"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (templates); n++)
    if (templates[n].n_vertices == n_vertices)
      return templates[n].name;
  return NULL;
}
