/* surface.c - an immutable triangle mesh of one hemisphere.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/surface.h"

#include <math.h>

#include "model/error.h"
#include "model/memory.h"
#include "model/text.h"

struct _CalSurface {
  GObject parent_instance;

  CalSurfaceDesc desc;
  gsize n_vertices;
  gsize n_faces;
  const float *vertices;
  const guint32 *faces;
};

G_DEFINE_FINAL_TYPE (CalSurface, cal_surface, G_TYPE_OBJECT)

/**
 * cal_hemisphere_get_name:
 *
 * Returns: "left", "right" or "unknown"
 */
const char *
cal_hemisphere_get_name (CalHemisphere hemisphere)
{
  static const char *const names[] = {"left", "right", "unknown"};

  return names[hemisphere];
}

/**
 * cal_hemisphere_get_prefix:
 *
 * Returns: "lh", "rh" or "?h"
 */
const char *
cal_hemisphere_get_prefix (CalHemisphere hemisphere)
{
  static const char *const prefixes[] = {"lh", "rh", "?h"};

  return prefixes[hemisphere];
}

const char *
cal_surface_kind_get_name (CalSurfaceKind kind)
{
  static const char *const names[] = {"white",         "midthickness", "pial", "inflated",
                                      "very inflated", "sphere",       "flat", "unknown"};

  return names[kind];
}

/**
 * cal_surface_kind_is_anatomical:
 *
 * Returns: whether the vertices are places in the head
 */
gboolean
cal_surface_kind_is_anatomical (CalSurfaceKind kind)
{
  return kind <= CAL_SURFACE_PIAL;
}

static void
cal_surface_finalize (GObject *object)
{
  CalSurfaceDesc *desc = &CAL_SURFACE (object)->desc;

  g_clear_pointer ((char **) &desc->name, g_free);
  g_clear_pointer (&desc->vertices, g_bytes_unref);
  g_clear_pointer (&desc->faces, g_bytes_unref);
  G_OBJECT_CLASS (cal_surface_parent_class)->finalize (object);
}

static void
cal_surface_class_init (CalSurfaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_surface_finalize;
}

static void
cal_surface_init (CalSurface *self)
{
}

/**
 * cal_surface_new:
 * @desc: everything is copied or referenced
 *
 * Returns: (transfer full): the mesh; or NULL with CAL_ERROR_FORMAT if a face names a vertex that
 *   is not there, or sizes are not whole triples
 */
CalSurface *
cal_surface_new (const CalSurfaceDesc *desc, GError **error)
{
  gsize vertex_bytes = g_bytes_get_size (desc->vertices);
  gsize face_bytes = g_bytes_get_size (desc->faces);
  gsize n_vertices = vertex_bytes / (3 * sizeof (float));
  gsize n_faces = face_bytes / (3 * sizeof (guint32));
  const guint32 *faces = g_bytes_get_data (desc->faces, NULL);
  CalSurface *self;

  if (n_vertices * 3 * sizeof (float) != vertex_bytes ||
      n_faces * 3 * sizeof (guint32) != face_bytes) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" G_GSIZE_FORMAT " bytes of vertices and %" G_GSIZE_FORMAT
                 " of faces are not whole triples",
                 desc->name, vertex_bytes, face_bytes);
    return NULL;
  }
  for (gsize n = 0; n < 3 * n_faces; n++)
    if (faces[n] >= n_vertices) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: face %" G_GSIZE_FORMAT " names vertex %u of %" G_GSIZE_FORMAT, desc->name,
                   n / 3, faces[n], n_vertices);
      return NULL;
    }
  self = g_object_new (CAL_TYPE_SURFACE, NULL);
  self->desc = *desc;
  self->desc.name = cal_text_dup_shown (desc->name, -1);
  self->desc.vertices = g_bytes_ref (desc->vertices);
  self->desc.faces = g_bytes_ref (desc->faces);
  self->n_vertices = n_vertices;
  self->n_faces = n_faces;
  self->vertices = g_bytes_get_data (self->desc.vertices, NULL);
  self->faces = g_bytes_get_data (self->desc.faces, NULL);
  return self;
}

const CalSurfaceDesc *
cal_surface_get_desc (CalSurface *self)
{
  g_return_val_if_fail (CAL_IS_SURFACE (self), NULL);

  return &self->desc;
}

gsize
cal_surface_get_n_vertices (CalSurface *self)
{
  return self->n_vertices;
}

gsize
cal_surface_get_n_faces (CalSurface *self)
{
  return self->n_faces;
}

/**
 * cal_surface_get_vertices:
 *
 * Returns: (transfer none): x, y, z of each vertex, in the file's millimetres
 */
const float *
cal_surface_get_vertices (CalSurface *self)
{
  return self->vertices;
}

/**
 * cal_surface_get_faces:
 *
 * Returns: (transfer none): three vertex indices a triangle
 */
const guint32 *
cal_surface_get_faces (CalSurface *self)
{
  return self->faces;
}

/**
 * cal_surface_get_vertex_mm:
 * @world_mm: (out caller-allocates): RAS millimetres (of the drawing, if not anatomical)
 */
void
cal_surface_get_vertex_mm (CalSurface *self, gsize vertex, double world_mm[3])
{
  g_return_if_fail (vertex < self->n_vertices);

  for (int a = 0; a < 3; a++)
    world_mm[a] = (double) self->vertices[3 * vertex + (gsize) a];
  cal_affine_apply (&self->desc.surface_to_world, world_mm, world_mm);
}

/**
 * cal_surface_get_bounds:
 * @low_mm: (out caller-allocates): smallest world coordinates; zeros with no finite vertex
 * @high_mm: (out caller-allocates): largest ones
 */
void
cal_surface_get_bounds (CalSurface *self, double low_mm[3], double high_mm[3])
{
  gboolean any = FALSE;

  for (gsize v = 0; v < self->n_vertices; v++) {
    double p[3];

    cal_surface_get_vertex_mm (self, v, p);
    if (!isfinite (p[0]) || !isfinite (p[1]) || !isfinite (p[2]))
      continue;
    for (int a = 0; a < 3; a++) {
      low_mm[a] = any ? MIN (low_mm[a], p[a]) : p[a];
      high_mm[a] = any ? MAX (high_mm[a], p[a]) : p[a];
    }
    any = TRUE;
  }
  for (int a = 0; !any && a < 3; a++)
    low_mm[a] = high_mm[a] = 0.0;
}

/**
 * cal_surface_dup_normals:
 *
 * Returns: (transfer full): three floats a vertex: the unit normal, mean of the faces around it
 *   weighted by their area; zero for a vertex with no face
 */
GBytes *
cal_surface_dup_normals (CalSurface *self)
{
  float *normals = g_new0 (float, cal_size_times (3, self->n_vertices));

  for (gsize f = 0; f < self->n_faces; f++) {
    const guint32 *corner = self->faces + 3 * f;
    const float *p = self->vertices + 3 * (gsize) corner[0];
    const float *q = self->vertices + 3 * (gsize) corner[1];
    const float *r = self->vertices + 3 * (gsize) corner[2];
    float u[3] = {q[0] - p[0], q[1] - p[1], q[2] - p[2]};
    float v[3] = {r[0] - p[0], r[1] - p[1], r[2] - p[2]};

    for (int a = 0; a < 3; a++) {
      int b = (a + 1) % 3, c = (a + 2) % 3;
      float n = u[b] * v[c] - u[c] * v[b];

      for (int k = 0; k < 3; k++)
        normals[3 * (gsize) corner[k] + (gsize) a] += n;
    }
  }
  for (gsize v = 0; v < self->n_vertices; v++) {
    float *n = normals + 3 * v;
    float length = sqrtf (n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);

    for (int a = 0; a < 3; a++)
      n[a] = length > 0.0f && isfinite (length) ? n[a] / length : 0.0f;
  }
  return g_bytes_new_take (normals,
                           cal_size_times (cal_size_times (3, self->n_vertices), sizeof (float)));
}
