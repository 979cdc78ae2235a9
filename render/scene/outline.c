/* outline.c - where a plane cuts a surface.
 *
 * Once per surface, the box of every run of triangles is found; a cut looks into the runs that it
 * meets, which are few because meshes number neighbours together. The pieces are then joined across
 * the triangles' shared edges, so that a fold is one line.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/outline.h"

#include <math.h>

/* Triangles in a run. */
#define RUN 32

typedef struct {
  float low_mm[3], high_mm[3];
} Box;

struct _CalOutline {
  CalSurface *surface;
  gsize n_vertices;
  float *vertices_mm;
  gsize n_runs;
  Box *runs;
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
 * Main thread, or any one thread. The work is done by the first cut.
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
  g_free (self->runs);
  g_free (self->vertices_mm);
  g_object_unref (self->surface);
  g_free (self);
}

static void
place_vertices (CalOutline *self)
{
  self->vertices_mm = g_new (float, 3 * self->n_vertices);
  for (gsize v = 0; v < self->n_vertices; v++) {
    double mm[3];

    cal_surface_get_vertex_mm (self->surface, v, mm);
    for (int a = 0; a < 3; a++)
      self->vertices_mm[3 * v + a] = (float) mm[a];
  }
}

static void
widen (Box *box, const float mm[3])
{
  for (int a = 0; a < 3; a++) {
    box->low_mm[a] = MIN (box->low_mm[a], mm[a]);
    box->high_mm[a] = MAX (box->high_mm[a], mm[a]);
  }
}

static void
find_boxes (CalOutline *self)
{
  const guint32 *faces = cal_surface_get_faces (self->surface);
  gsize n_faces = cal_surface_get_n_faces (self->surface);

  self->n_runs = (n_faces + RUN - 1) / RUN;
  self->runs = g_new (Box, self->n_runs + 1);
  for (gsize r = 0; r < self->n_runs; r++) {
    Box box = {{INFINITY, INFINITY, INFINITY}, {-INFINITY, -INFINITY, -INFINITY}};

    for (gsize n = 3 * r * RUN; n < 3 * MIN (n_faces, (r + 1) * RUN); n++)
      widen (&box, self->vertices_mm + 3 * (gsize) faces[n]);
    self->runs[r] = box;
  }
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

/* A vertex may be nowhere: its triangles are left out. */
static gboolean
is_placed (const Piece *piece)
{
  for (int end = 0; end < 2; end++)
    for (int c = 0; c < 3; c++)
      if (!isfinite (piece->ends[end][c]))
        return FALSE;
  return TRUE;
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
      return is_placed (piece);
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
 * Returns: (transfer full) (element-type CalOutlinePoint): lines; a closed one ends where it began
 */
GArray *
cal_outline_cut (CalOutline *self, int axis, double at_mm)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (CalOutlinePoint));
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  gsize n_faces = cal_surface_get_n_faces (self->surface);

  if (self->runs == NULL) {
    place_vertices (self);
    find_boxes (self);
  }
  for (gsize r = 0; r < self->n_runs; r++) {
    if (!((double) self->runs[r].low_mm[axis] <= at_mm &&
          at_mm <= (double) self->runs[r].high_mm[axis]))
      continue;
    for (gsize t = r * RUN; t < MIN (n_faces, (r + 1) * RUN); t++) {
      Piece piece;

      if (cut_triangle (self, axis, at_mm, (guint32) t, &piece))
        g_array_append_val (pieces, piece);
    }
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
