/* shape.c - the shapes of a cortex, each put in its place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/shape.h"

#include <math.h>
#include <meshoptimizer.h>

#include "render/scene/vertex-class.h"

/* Between the hemispheres where they are drawings, not anatomy. */
#define GAP_MM 12.0
/* What triangles are ordered for: vertices that a GPU, or a driver in software, still remembers. */
#define CACHED_VERTICES 32

typedef struct {
  CalAffine placement;
  double low_mm[3];
  double high_mm[3];
} CalPlaced;

struct _CalShapes {
  CalCortex *cortex;
  CalPlaced placed[2][CAL_N_SURFACE_KINDS];
  guint n_stops;
  double stops[CAL_N_STOPS];
  CalSurfaceKind kinds[CAL_N_STOPS];
  GBytes *faces[2][2];
  guint8 *classes[2];
};

/* What may stand at each stop of CalScene:unfolding, best first. */
static const CalSurfaceKind candidates[CAL_N_STOPS][2] = {
    {CAL_SURFACE_PIAL, CAL_SURFACE_MIDTHICKNESS},
    {CAL_SURFACE_WHITE, CAL_SURFACE_WHITE},
    {CAL_SURFACE_INFLATED, CAL_SURFACE_VERY_INFLATED},
    {CAL_SURFACE_SPHERE, CAL_SURFACE_SPHERE},
    {CAL_SURFACE_FLAT, CAL_SURFACE_FLAT},
};

static gboolean
has_kind (CalCortex *cortex, CalSurfaceKind kind)
{
  gboolean any = FALSE;

  for (int h = 0; h < 2; h++) {
    gboolean has = cal_cortex_get_surface (cortex, (CalHemisphere) h, kind) != NULL;

    if (cal_cortex_get_n_vertices (cortex, (CalHemisphere) h) > 0 && !has)
      return FALSE;
    any |= has;
  }
  return any;
}

static void
find_stops (CalShapes *self)
{
  for (int stop = 0; stop < CAL_N_STOPS; stop++)
    for (int c = 0; c < 2; c++)
      if (has_kind (self->cortex, candidates[stop][c])) {
        self->stops[self->n_stops] = stop;
        self->kinds[self->n_stops++] = candidates[stop][c];
        break;
      }
}

/* Sums the cross products of the faces: their lengths give the area, their sum the direction in
 * which a flat surface looks. */
static double
get_area_mm2 (CalSurface *surface, double *facing_z)
{
  const float *v = cal_surface_get_vertices (surface);
  const guint32 *faces = cal_surface_get_faces (surface);
  double area = 0.0, z = 0.0;

  for (gsize f = 0; f < cal_surface_get_n_faces (surface); f++) {
    const float *p = v + 3 * (gsize) faces[3 * f], *q = v + 3 * (gsize) faces[3 * f + 1],
                *r = v + 3 * (gsize) faces[3 * f + 2];
    double a[3] = {q[0] - p[0], q[1] - p[1], q[2] - p[2]};
    double b[3] = {r[0] - p[0], r[1] - p[1], r[2] - p[2]};
    double n[3] = {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};

    area += sqrt (n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 2.0;
    z += n[2];
  }
  *facing_z = z;
  return area;
}

/* Bounds of the vertices that are in a face: a flat surface keeps what was cut away at odd places.
 */
static void
get_drawn_bounds (CalSurface *surface, const CalAffine *placement, double low[3], double high[3])
{
  const float *vertices = cal_surface_get_vertices (surface);
  const guint32 *faces = cal_surface_get_faces (surface);
  gsize n = 3 * cal_surface_get_n_faces (surface),
        n_vertices = cal_surface_get_n_vertices (surface);
  g_autofree guint8 *in_face = g_new0 (guint8, MAX (n_vertices, 1));

  for (int a = 0; a < 3; a++) {
    low[a] = n > 0 ? INFINITY : 0.0;
    high[a] = n > 0 ? -INFINITY : 0.0;
  }
  for (gsize f = 0; f < n; f++)
    in_face[faces[f]] = 1;
  for (gsize v = 0; v < n_vertices; v++) {
    double in[3] = {vertices[3 * v], vertices[3 * v + 1], vertices[3 * v + 2]}, out[3];

    if (in_face[v] == 0)
      continue;
    cal_affine_apply (placement, in, out);
    for (int a = 0; a < 3; a++) {
      low[a] = out[a] < low[a] ? out[a] : low[a];
      high[a] = out[a] > high[a] ? out[a] : high[a];
    }
  }
}

/* Turns a flat surface so that its x and y run right and up, and its outside faces the viewer, in
 * the hemisphere's lateral view. */
static CalAffine
stand_up (CalHemisphere hemisphere, gboolean faces_up)
{
  double right = hemisphere == CAL_RIGHT ? 1.0 : -1.0, across = faces_up ? 1.0 : -1.0;

  return (CalAffine){
      {{0.0, 0.0, right * across, 0.0}, {right * across, 0.0, 0.0, 0.0}, {0.0, 1.0, 0.0, 0.0}}};
}

static void
place_drawing (CalShapes *self, CalHemisphere hemisphere, CalSurfaceKind kind)
{
  CalSurface *surface = cal_cortex_get_surface (self->cortex, hemisphere, kind);
  CalSurface *anatomy = cal_cortex_get_anatomy (self->cortex, hemisphere);
  CalPlaced *placed = &self->placed[hemisphere][kind];
  CalAffine *to_place = &placed->placement;
  double low[3] = {0.0}, high[3] = {0.0}, shift, unused, scale = 1.0;

  *to_place = cal_surface_get_desc (surface)->surface_to_world;
  if (kind == CAL_SURFACE_FLAT) {
    double facing_z;

    get_area_mm2 (surface, &facing_z);
    *to_place = stand_up (hemisphere, facing_z >= 0.0);
  } else if (kind == CAL_SURFACE_SPHERE && anatomy != NULL) {
    scale = sqrt (get_area_mm2 (anatomy, &unused) / get_area_mm2 (surface, &unused));
  }
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 3 && isfinite (scale); c++)
      to_place->m[r][c] *= scale;
  if (anatomy != NULL)
    cal_surface_get_bounds (anatomy, low, high);
  get_drawn_bounds (surface, to_place, placed->low_mm, placed->high_mm);
  for (int a = 0; a < 3; a++) {
    if (a == 0)
      shift = hemisphere == CAL_RIGHT ? GAP_MM / 2.0 - placed->low_mm[0]
                                      : -GAP_MM / 2.0 - placed->high_mm[0];
    else
      shift = (low[a] + high[a] - placed->low_mm[a] - placed->high_mm[a]) / 2.0;
    to_place->m[a][3] += shift;
    placed->low_mm[a] += shift;
    placed->high_mm[a] += shift;
  }
}

/**
 * cal_shapes_new:
 *
 * Places every surface of @cortex. Looks at each vertex once.
 *
 * Returns: (transfer full): the shapes; keeps a reference to @cortex
 */
CalShapes *
cal_shapes_new (CalCortex *cortex)
{
  CalShapes *self = g_new0 (CalShapes, 1);

  self->cortex = g_object_ref (cortex);
  find_stops (self);
  for (int h = 0; h < 2; h++)
    for (int k = 0; k < (int) CAL_N_SURFACE_KINDS; k++) {
      CalSurface *surface = cal_cortex_get_surface (cortex, (CalHemisphere) h, (CalSurfaceKind) k);
      CalPlaced *placed = &self->placed[h][k];

      placed->placement = cal_affine_identity ();
      if (surface == NULL)
        continue;
      if (cal_surface_kind_is_anatomical ((CalSurfaceKind) k)) {
        placed->placement = cal_surface_get_desc (surface)->surface_to_world;
        get_drawn_bounds (surface, &placed->placement, placed->low_mm, placed->high_mm);
      } else {
        place_drawing (self, (CalHemisphere) h, (CalSurfaceKind) k);
      }
    }
  return self;
}

void
cal_shapes_free (CalShapes *self)
{
  g_object_unref (self->cortex);
  for (int h = 0; h < 2; h++) {
    g_clear_pointer (&self->faces[h][0], g_bytes_unref);
    g_clear_pointer (&self->faces[h][1], g_bytes_unref);
    g_free (self->classes[h]);
  }
  g_free (self);
}

/**
 * cal_shapes_get_cortex:
 *
 * Returns: (transfer none): whose shapes they are
 */
CalCortex *
cal_shapes_get_cortex (CalShapes *self)
{
  return self->cortex;
}

/**
 * cal_shapes_get_stops:
 * @unfolding: (out caller-allocates): the values of CalScene:unfolding at which a surface of the
 *   cortex is shown as it is
 *
 * Returns: how many there are
 */
guint
cal_shapes_get_stops (CalShapes *self, double unfolding[CAL_N_STOPS])
{
  for (guint n = 0; n < self->n_stops; n++)
    unfolding[n] = self->stops[n];
  return self->n_stops;
}

/**
 * cal_shapes_at:
 * @unfolding: as CalScene:unfolding; before the first stop it means the first, after the last the
 *   last
 *
 * Returns: which two surfaces, and how much of the second; CAL_SURFACE_UNKNOWN if there is none
 */
CalShape
cal_shapes_at (CalShapes *self, double unfolding)
{
  guint next = 0;
  CalShape shape = {CAL_SURFACE_UNKNOWN, CAL_SURFACE_UNKNOWN, 0.0, 0.0};

  if (self->n_stops == 0)
    return shape;
  while (next < self->n_stops && self->stops[next] <= unfolding)
    next++;
  shape.from = self->kinds[next > 0 ? next - 1 : 0];
  shape.to = self->kinds[MIN (next, self->n_stops - 1)];
  if (next > 0 && next < self->n_stops)
    shape.blend = (unfolding - self->stops[next - 1]) / (self->stops[next] - self->stops[next - 1]);
  if (shape.blend == 0.0)
    shape.to = shape.from;
  if (shape.to == CAL_SURFACE_FLAT)
    shape.flatness = shape.from == CAL_SURFACE_FLAT ? 1.0 : shape.blend;
  return shape;
}

/**
 * cal_shapes_get_placement:
 *
 * Returns: (transfer none): the map from the surface's own coordinates to drawing space
 */
const CalAffine *
cal_shapes_get_placement (CalShapes *self, CalHemisphere hemisphere, CalSurfaceKind kind)
{
  return &self->placed[hemisphere][kind].placement;
}

/**
 * cal_shapes_get_bounds:
 * @low_mm: (out caller-allocates): smallest coordinates in drawing space
 *
 * Returns: FALSE if that hemisphere is missing
 */
gboolean
cal_shapes_get_bounds (CalShapes *self,
                       const CalShape *shape,
                       CalHemisphere hemisphere,
                       double low_mm[3],
                       double high_mm[3])
{
  const CalPlaced *from, *to;

  if (shape->from == CAL_SURFACE_UNKNOWN ||
      cal_cortex_get_n_vertices (self->cortex, hemisphere) == 0)
    return FALSE;
  from = &self->placed[hemisphere][shape->from];
  to = &self->placed[hemisphere][shape->to];
  for (int a = 0; a < 3; a++) {
    low_mm[a] = from->low_mm[a] + shape->blend * (to->low_mm[a] - from->low_mm[a]);
    high_mm[a] = from->high_mm[a] + shape->blend * (to->high_mm[a] - from->high_mm[a]);
  }
  return TRUE;
}

static void
get_placed_vertex (
    CalShapes *self, CalHemisphere hemisphere, CalSurfaceKind kind, gsize vertex, double out[3])
{
  CalSurface *surface = cal_cortex_get_surface (self->cortex, hemisphere, kind);
  const float *p = cal_surface_get_vertices (surface) + 3 * vertex;
  double in[3] = {p[0], p[1], p[2]};

  cal_affine_apply (&self->placed[hemisphere][kind].placement, in, out);
}

/**
 * cal_shapes_get_vertex_mm:
 * @drawn_mm: (out caller-allocates): where the vertex is drawn, in drawing space
 *
 * Returns: FALSE if there is no such vertex
 */
gboolean
cal_shapes_get_vertex_mm (CalShapes *self,
                          const CalShape *shape,
                          CalHemisphere hemisphere,
                          gsize vertex,
                          double drawn_mm[3])
{
  double to[3];

  if (shape->from == CAL_SURFACE_UNKNOWN || hemisphere == CAL_HEMISPHERE_UNKNOWN ||
      vertex >= cal_cortex_get_n_vertices (self->cortex, hemisphere))
    return FALSE;
  get_placed_vertex (self, hemisphere, shape->from, vertex, drawn_mm);
  get_placed_vertex (self, hemisphere, shape->to, vertex, to);
  for (int a = 0; a < 3; a++)
    drawn_mm[a] += shape->blend * (to[a] - drawn_mm[a]);
  return TRUE;
}

/* The surface whose triangles all round shapes share; the flat one's where there is no other. */
static CalSurface *
get_round (CalShapes *self, CalHemisphere hemisphere)
{
  for (int k = 0; k < (int) CAL_N_SURFACE_KINDS; k++) {
    CalSurface *surface = cal_cortex_get_surface (self->cortex, hemisphere, (CalSurfaceKind) k);

    if (surface != NULL)
      return surface;
  }
  return NULL;
}

/**
 * cal_shapes_get_faces:
 * @flat: the triangles of the flat surface, or those of all others
 *
 * Returns: (transfer none): three guint32 a triangle, in an order in which neighbours come one
 * after the other: a vertex is then worked out once. Made on the first call
 */
GBytes *
cal_shapes_get_faces (CalShapes *self, CalHemisphere hemisphere, gboolean flat)
{
  GBytes **faces = &self->faces[hemisphere][flat ? 1 : 0];
  CalSurface *surface = flat ? cal_cortex_get_surface (self->cortex, hemisphere, CAL_SURFACE_FLAT)
                             : get_round (self, hemisphere);

  g_return_val_if_fail (surface != NULL, NULL);

  if (*faces == NULL) {
    gsize n = 3 * cal_surface_get_n_faces (surface);
    guint32 *ordered = g_new (guint32, MAX (n, 1));

    /* Nearly as good as meshopt_optimizeVertexCache(), in a quarter of its time. */
    meshopt_optimizeVertexCacheFifo (ordered, cal_surface_get_faces (surface), n,
                                     cal_surface_get_n_vertices (surface), CACHED_VERTICES);
    *faces = g_bytes_new_take (ordered, n * sizeof (guint32));
  }
  return *faces;
}

/**
 * cal_shapes_get_classes:
 *
 * Returns: (transfer none): cal_vertex_classes_new() of that hemisphere. Made on the first call
 */
const guint8 *
cal_shapes_get_classes (CalShapes *self, CalHemisphere hemisphere)
{
  if (self->classes[hemisphere] == NULL)
    self->classes[hemisphere] = cal_vertex_classes_new (get_round (self, hemisphere));
  return self->classes[hemisphere];
}

typedef struct {
  CalShapes *shapes;
  CalHemisphere hemisphere;
  gboolean flat;
} Preparing;

static gpointer
prepare_hemisphere (gpointer data)
{
  const Preparing *preparing = data;
  CalShapes *self = preparing->shapes;

  if (cal_cortex_get_n_vertices (self->cortex, preparing->hemisphere) == 0)
    return NULL;
  cal_shapes_get_faces (self, preparing->hemisphere, preparing->flat);
  cal_shapes_get_classes (self, preparing->hemisphere);
  return NULL;
}

/**
 * cal_shapes_prepare:
 * @flat: see cal_shapes_get_faces()
 *
 * Makes what the functions above make on the first call, one hemisphere here and the other beside.
 */
void
cal_shapes_prepare (CalShapes *self, gboolean flat)
{
  Preparing left = {self, CAL_LEFT, flat}, right = {self, CAL_RIGHT, flat};
  GThread *beside = NULL;

  if (self->faces[CAL_RIGHT][flat ? 1 : 0] == NULL &&
      cal_cortex_get_n_vertices (self->cortex, CAL_RIGHT) > 0)
    beside = g_thread_new ("right hemisphere", prepare_hemisphere, &right);
  prepare_hemisphere (&left);
  if (beside != NULL)
    g_thread_join (beside);
}
