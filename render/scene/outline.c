/* outline.c - where a plane cuts a surface.
 *
 * Once per surface and axis, every triangle is put into the bins of a millimetre that it reaches
 * into; a cut looks at one bin. The pieces are then joined across the triangles' shared edges, so
 * that a fold is one line.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/outline.h"

#include <math.h>

#define MAX_BINS 1024

/* Triangles by where they are along one axis: those of bin b are triangles[starts[b]] to
 * triangles[starts[b + 1] - 1]. */
typedef struct {
  double low_mm, bin_mm;
  gsize n_bins;
  gsize *starts;
  guint32 *triangles;
} Bins;

struct _CalOutline {
  CalSurface *surface;
  gsize n_vertices;
  float *vertices_mm;
  Bins bins[3];
};

/* What one triangle adds: from one of its edges to another. An edge is named by its two vertices.
 */
typedef struct {
  guint64 edges[2];
  float ends[2][3];
  guint32 neighbours[2];
  gboolean used;
} Piece;

#define NO_PIECE G_MAXUINT32

/**
 * cal_outline_new:
 * @surface: is referenced
 *
 * Main thread, or any one thread. The work is done when an axis is first cut.
 */
CalOutline *
cal_outline_new (CalSurface *surface)
{
  CalOutline *self = g_new0 (CalOutline, 1);

  self->surface = g_object_ref (surface);
  self->n_vertices = cal_surface_get_n_vertices (surface);
  return self;
}

void
cal_outline_free (CalOutline *self)
{
  for (int a = 0; a < 3; a++) {
    g_free (self->bins[a].starts);
    g_free (self->bins[a].triangles);
  }
  g_free (self->vertices_mm);
  g_object_unref (self->surface);
  g_free (self);
}

static void
place_vertices (CalOutline *self)
{
  if (self->vertices_mm != NULL)
    return;
  self->vertices_mm = g_new (float, 3 * self->n_vertices);
  for (gsize v = 0; v < self->n_vertices; v++) {
    double mm[3];

    cal_surface_get_vertex_mm (self->surface, v, mm);
    for (int a = 0; a < 3; a++)
      self->vertices_mm[3 * v + a] = (float) mm[a];
  }
}

static gsize
get_bin (const Bins *bins, double mm)
{
  return (gsize) CLAMP (floor ((mm - bins->low_mm) / bins->bin_mm), 0.0,
                        (double) (bins->n_bins - 1));
}

/* The first and last bin a triangle reaches into; FALSE if a vertex of it is nowhere. */
static gboolean
get_reach (
    const CalOutline *self, const Bins *bins, int axis, gsize triangle, gsize *first, gsize *last)
{
  const guint32 *face = cal_surface_get_faces (self->surface) + 3 * triangle;
  float low = INFINITY, high = -INFINITY;

  for (int n = 0; n < 3; n++) {
    float mm = self->vertices_mm[3 * (gsize) face[n] + (gsize) axis];

    if (!isfinite (mm))
      return FALSE;
    low = MIN (low, mm);
    high = MAX (high, mm);
  }
  *first = get_bin (bins, (double) low);
  *last = get_bin (bins, (double) high);
  return TRUE;
}

static void
sort_into_bins (CalOutline *self, int axis)
{
  Bins *bins = &self->bins[axis];
  gsize n_faces = cal_surface_get_n_faces (self->surface), first, last;
  double low[3], high[3];
  g_autofree gsize *fill = NULL;

  place_vertices (self);
  cal_surface_get_bounds (self->surface, low, high);
  bins->low_mm = low[axis];
  bins->n_bins = (gsize) CLAMP (ceil (high[axis] - low[axis]), 1.0, (double) MAX_BINS);
  bins->bin_mm = MAX ((high[axis] - low[axis]) / (double) bins->n_bins, 1e-6);
  bins->starts = g_new0 (gsize, bins->n_bins + 1);
  for (gsize t = 0; t < n_faces; t++)
    if (get_reach (self, bins, axis, t, &first, &last))
      for (gsize b = first; b <= last; b++)
        bins->starts[b + 1]++;
  for (gsize b = 0; b < bins->n_bins; b++)
    bins->starts[b + 1] += bins->starts[b];
  bins->triangles = g_new (guint32, bins->starts[bins->n_bins] + 1);
  fill = g_memdup2 (bins->starts, bins->n_bins * sizeof (gsize));
  for (gsize t = 0; t < n_faces; t++)
    if (get_reach (self, bins, axis, t, &first, &last))
      for (gsize b = first; b <= last; b++)
        bins->triangles[fill[b]++] = (guint32) t;
}

static void
cross_edge (
    const CalOutline *self, int axis, double at_mm, guint32 from, guint32 to, Piece *piece, int end)
{
  /* From the smaller number to the larger, so that both triangles of an edge find the same point.
   */
  const float *a = self->vertices_mm + 3 * (gsize) MIN (from, to);
  const float *b = self->vertices_mm + 3 * (gsize) MAX (from, to);
  double part = (at_mm - (double) a[axis]) / ((double) b[axis] - (double) a[axis]);

  piece->edges[end] = (guint64) MIN (from, to) << 32 | MAX (from, to);
  piece->neighbours[end] = NO_PIECE;
  for (int c = 0; c < 3; c++)
    piece->ends[end][c] = (float) ((double) a[c] + part * ((double) b[c] - (double) a[c]));
}

/* A vertex on the plane counts as above it, so a crossed triangle always has one vertex alone. */
static gboolean
cut_triangle (const CalOutline *self, int axis, double at_mm, guint32 triangle, Piece *piece)
{
  const guint32 *face = cal_surface_get_faces (self->surface) + 3 * (gsize) triangle;
  gboolean above[3];

  for (int n = 0; n < 3; n++)
    above[n] = (double) self->vertices_mm[3 * (gsize) face[n] + (gsize) axis] >= at_mm;
  for (int n = 0; n < 3; n++) {
    int next = (n + 1) % 3, last = (n + 2) % 3;

    if (above[n] != above[next] && above[n] != above[last]) {
      cross_edge (self, axis, at_mm, face[n], face[next], piece, 0);
      cross_edge (self, axis, at_mm, face[n], face[last], piece, 1);
      piece->used = FALSE;
      return TRUE;
    }
  }
  return FALSE;
}

static guint
hash_edge (gconstpointer edge)
{
  guint64 e = *(const guint64 *) edge * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (e >> 32);
}

/* Tells each piece which others it goes on in. */
static void
join (GArray *pieces)
{
  g_autoptr (GHashTable) open = g_hash_table_new (hash_edge, g_int64_equal);

  for (guint n = 0; n < pieces->len; n++) {
    Piece *piece = &g_array_index (pieces, Piece, n);

    for (int end = 0; end < 2; end++) {
      guint64 *key = &piece->edges[end];
      gpointer found;

      if (g_hash_table_lookup_extended (open, key, NULL, &found)) {
        guint other = GPOINTER_TO_UINT (found) / 2;
        guint other_end = GPOINTER_TO_UINT (found) % 2;

        g_array_index (pieces, Piece, other).neighbours[other_end] = n;
        piece->neighbours[end] = other;
        g_hash_table_remove (open, key);
      } else {
        g_hash_table_insert (open, key, GUINT_TO_POINTER (2 * n + (guint) end));
      }
    }
  }
}

static void
append_point (GArray *points, const float mm[3], gboolean begins)
{
  CalOutlinePoint point = {{mm[0], mm[1], mm[2]}, begins};

  g_array_append_val (points, point);
}

/* Follows a line from one end of a piece until it stops or closes. */
static void
walk (GArray *pieces, guint n, int from, GArray *points)
{
  append_point (points, g_array_index (pieces, Piece, n).ends[from], TRUE);
  for (;;) {
    Piece *piece = &g_array_index (pieces, Piece, n);
    guint next = piece->neighbours[1 - from];

    piece->used = TRUE;
    append_point (points, piece->ends[1 - from], FALSE);
    if (next == NO_PIECE || g_array_index (pieces, Piece, next).used)
      return;
    from = g_array_index (pieces, Piece, next).edges[0] == piece->edges[1 - from] ? 0 : 1;
    n = next;
  }
}

/**
 * cal_outline_cut:
 * @axis: of the world: 0, 1 or 2 for a plane of constant x, y or z
 * @at_mm: where along the axis
 *
 * Takes time in proportion to the outline, not to the surface.
 *
 * Returns: (transfer full) (element-type CalOutlinePoint): lines; a closed one ends where it began
 */
GArray *
cal_outline_cut (CalOutline *self, int axis, double at_mm)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (CalOutlinePoint));
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  const Bins *bins = &self->bins[axis];
  gsize bin;

  if (bins->starts == NULL)
    sort_into_bins (self, axis);
  if (!(at_mm >= bins->low_mm && at_mm <= bins->low_mm + bins->bin_mm * (double) bins->n_bins))
    return points;
  bin = get_bin (bins, at_mm);
  for (gsize n = bins->starts[bin]; n < bins->starts[bin + 1]; n++) {
    Piece piece;

    if (cut_triangle (self, axis, at_mm, bins->triangles[n], &piece))
      g_array_append_val (pieces, piece);
  }
  join (pieces);
  /* Lines that begin at a border first, then the closed ones. */
  for (int closed = 0; closed < 2; closed++)
    for (guint n = 0; n < pieces->len; n++) {
      const Piece *piece = &g_array_index (pieces, Piece, n);
      int from = piece->neighbours[0] == NO_PIECE ? 0 : 1;

      if (!piece->used && (closed || piece->neighbours[from] == NO_PIECE))
        walk (pieces, n, from, points);
    }
  return points;
}
