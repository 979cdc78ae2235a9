/* surface.h - an immutable triangle mesh of one hemisphere.
 *
 * Vertices are in the file's own millimetres; surface_to_world brings them to RAS. Safe from any
 * thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

#include "model/affine.h"

G_BEGIN_DECLS

typedef enum {
  CAL_LEFT,
  CAL_RIGHT,
  CAL_HEMISPHERE_UNKNOWN,
} CalHemisphere;

/**
 * CalSurfaceKind:
 *
 * White, midthickness and pial are anatomical: their vertices are places in the head. The others
 * are drawings of it.
 */
typedef enum {
  CAL_SURFACE_WHITE,
  CAL_SURFACE_MIDTHICKNESS,
  CAL_SURFACE_PIAL,
  CAL_SURFACE_INFLATED,
  CAL_SURFACE_VERY_INFLATED,
  CAL_SURFACE_SPHERE,
  CAL_SURFACE_FLAT,
  CAL_SURFACE_UNKNOWN,
} CalSurfaceKind;

#define CAL_N_SURFACE_KINDS (CAL_SURFACE_UNKNOWN)

const char *cal_hemisphere_get_name (CalHemisphere hemisphere);
const char *cal_hemisphere_get_prefix (CalHemisphere hemisphere);
const char *cal_surface_kind_get_name (CalSurfaceKind kind);
gboolean cal_surface_kind_is_anatomical (CalSurfaceKind kind);

/**
 * CalSurfaceDesc:
 * @vertices: three floats a vertex
 * @faces: three guint32 a triangle, counter-clockwise seen from outside
 * @surface_to_world: identity unless the file says otherwise
 */
typedef struct {
  const char *name;
  CalHemisphere hemisphere;
  CalSurfaceKind kind;
  GBytes *vertices;
  GBytes *faces;
  CalAffine surface_to_world;
} CalSurfaceDesc;

#define CAL_TYPE_SURFACE (cal_surface_get_type ())
G_DECLARE_FINAL_TYPE (CalSurface, cal_surface, CAL, SURFACE, GObject)

CalSurface *cal_surface_new (const CalSurfaceDesc *desc, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalSurfaceDesc *cal_surface_get_desc (CalSurface *self);
gsize cal_surface_get_n_vertices (CalSurface *self);
gsize cal_surface_get_n_faces (CalSurface *self);
const float *cal_surface_get_vertices (CalSurface *self);
const guint32 *cal_surface_get_faces (CalSurface *self);

void cal_surface_get_vertex_mm (CalSurface *self, gsize vertex, double world_mm[3]);
void cal_surface_get_bounds (CalSurface *self, double low_mm[3], double high_mm[3]);
GBytes *cal_surface_dup_normals (CalSurface *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
