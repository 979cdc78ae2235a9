/* study-surfaces.c - the demo's surfaces and what lies on them, for FreeSurfer and GIFTI.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/study-parts.h"
#include "io/freesurfer-annot.h"
#include "io/freesurfer-morph.h"
#include "io/freesurfer-surface.h"
#include "io/gifti.h"
#include "model/vector.h"

static CalSurface *
shape_new (const CalDemoHemisphere *h, CalSurfaceKind kind, const float *points, GError **error)
{
  gboolean is_flat = kind == CAL_SURFACE_FLAT;
  guint n_faces = is_flat ? h->n_flat_faces : h->mesh->n_faces;
  g_autoptr (GBytes) vertices = g_bytes_new (points, 3 * h->mesh->n_vertices * sizeof *points);
  g_autoptr (GBytes) faces =
      g_bytes_new (is_flat ? h->flat_faces : h->mesh->faces, 3 * n_faces * sizeof (guint32));
  CalSurfaceDesc desc = {.name = cal_surface_kind_get_name (kind),
                         .hemisphere = h->side,
                         .kind = kind,
                         .vertices = vertices,
                         .faces = faces,
                         .surface_to_world = cal_affine_identity ()};

  return cal_surface_new (&desc, error);
}

static gboolean
write_shape (const CalDemoStudy *study,
             const CalDemoHemisphere *h,
             CalSurfaceKind kind,
             const float *points,
             GError **error)
{
  const char *prefix = cal_hemisphere_get_prefix (h->side);
  const char *name = cal_surface_kind_get_name (kind);
  g_autofree char *surf = cal_demo_study_dup_path (study, "surf/%s.%s", prefix, name);
  g_autofree char *gifti = cal_demo_study_dup_path (study, "gifti/%s.%s.surf.gii", prefix, name);
  g_autoptr (CalSurface) surface = shape_new (h, kind, points, error);

  return surface != NULL && cal_freesurfer_surface_write (surface, surf, error) &&
         cal_gifti_write_surface (surface, gifti, error);
}

static CalVector *
vector_new (const CalDemoHemisphere *h,
            const char *name,
            CalDtype dtype,
            const void *values,
            CalLabels *labels,
            GError **error)
{
  g_autoptr (CalArray) array = cal_demo_array_new (dtype, values, 0, h->mesh->n_vertices);
  CalVectorDesc desc = {.name = name,
                        .source = name,
                        .values = array,
                        .hemisphere = h->side,
                        .labels = labels,
                        .per_vertex = TRUE};

  return cal_vector_new (&desc, error);
}

static gboolean
write_curvature (const CalDemoStudy *study, const CalDemoHemisphere *h, GError **error)
{
  const char *prefix = cal_hemisphere_get_prefix (h->side);
  g_autoptr (CalVector) vector =
      vector_new (h, "curv", CAL_DTYPE_FLOAT32, h->curvature, NULL, error);
  g_autofree char *surf = cal_demo_study_dup_path (study, "surf/%s.curv", prefix);
  g_autofree char *gifti = cal_demo_study_dup_path (study, "gifti/%s.curv.shape.gii", prefix);

  return vector != NULL && cal_freesurfer_morph_write (vector, surf, error) &&
         cal_gifti_write_vector (vector, gifti, error);
}

static gboolean
write_regions (const CalDemoStudy *study, const CalDemoHemisphere *h, GError **error)
{
  const char *prefix = cal_hemisphere_get_prefix (h->side);
  g_autoptr (CalLabels) labels = cal_demo_study_dup_labels ();
  g_autofree gint32 *keys = g_new (gint32, h->mesh->n_vertices);
  g_autofree char *annot = cal_demo_study_dup_path (study, "label/%s.rois.annot", prefix);
  g_autofree char *gifti = cal_demo_study_dup_path (study, "gifti/%s.rois.label.gii", prefix);
  g_autoptr (CalVector) vector = NULL;

  for (guint v = 0; v < h->mesh->n_vertices; v++)
    keys[v] = h->roi[v];
  vector = vector_new (h, "rois", CAL_DTYPE_INT32, keys, labels, error);
  return vector != NULL && cal_freesurfer_annot_write (vector, annot, error) &&
         cal_gifti_write_vector (vector, gifti, error);
}

/* Writes surf/, gifti/, and of label/ what lies on the surfaces. */
gboolean
cal_demo_write_surfaces (const CalDemoStudy *study, GError **error)
{
  for (guint s = 0; s < 2; s++) {
    const CalDemoHemisphere *h = study->hemispheres[s];

    if (!write_shape (study, h, CAL_SURFACE_WHITE, h->white, error) ||
        !write_shape (study, h, CAL_SURFACE_PIAL, h->pial, error) ||
        !write_shape (study, h, CAL_SURFACE_INFLATED, h->inflated, error) ||
        !write_shape (study, h, CAL_SURFACE_SPHERE, h->sphere, error) ||
        !write_shape (study, h, CAL_SURFACE_FLAT, h->flat, error) ||
        !write_curvature (study, h, error) || !write_regions (study, h, error))
      return FALSE;
  }
  return TRUE;
}
