/* mesh-graph.c - distances along the edges of a triangle mesh.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/mesh-graph.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
  float distance;
  guint32 vertex;
} Reached;

static int
compare_edges (const void *a, const void *b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

/* Each edge once in each direction, by the vertex it leaves. */
static GArray *
list_edges (CalSurface *const *surfaces, guint n_surfaces)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 base = 0;
  gsize n = 0;

  for (guint s = 0; s < n_surfaces; s++) {
    const guint32 *faces = cal_surface_get_faces (surfaces[s]);

    for (gsize f = 0; f < cal_surface_get_n_faces (surfaces[s]); f++)
      for (guint k = 0; k < 3; k++) {
        guint64 from = base + faces[3 * f + k], to = base + faces[3 * f + (k + 1) % 3];
        guint64 both[2] = {from << 32 | to, to << 32 | from};

        if (from != to)
          g_array_append_vals (edges, both, 2);
      }
    base += cal_surface_get_n_vertices (surfaces[s]);
  }
  if (edges->len == 0)
    return edges;
  qsort (edges->data, edges->len, sizeof (guint64), compare_edges);
  for (gsize e = 0; e < edges->len; e++)
    if (e == 0 || g_array_index (edges, guint64, e) != g_array_index (edges, guint64, n - 1))
      g_array_index (edges, guint64, n++) = g_array_index (edges, guint64, e);
  g_array_set_size (edges, (guint) n);
  return edges;
}

static float
measure_edge (CalSurface *surface, gsize a, gsize b)
{
  double p[3], q[3];

  cal_surface_get_vertex_mm (surface, a, p);
  cal_surface_get_vertex_mm (surface, b, q);
  return (float) hypot (hypot (p[0] - q[0], p[1] - q[1]), p[2] - q[2]);
}

/**
 * cal_mesh_graph_init:
 * @self: (out caller-allocates): cleared by cal_mesh_graph_clear()
 * @surfaces: of one hemisphere, or two that are not joined
 *
 * Lengths are in the millimetres of the world.
 */
void
cal_mesh_graph_init (CalMeshGraph *self, CalSurface *const *surfaces, guint n_surfaces)
{
  g_autoptr (GArray) edges = list_edges (surfaces, n_surfaces);
  gsize e = 0, base = 0;

  self->n_vertices = 0;
  for (guint s = 0; s < n_surfaces; s++)
    self->n_vertices += cal_surface_get_n_vertices (surfaces[s]);
  self->starts = g_new (guint32, self->n_vertices + 1);
  self->neighbours = g_new (guint32, edges->len);
  self->lengths_mm = g_new (float, edges->len);
  for (guint s = 0; s < n_surfaces; s++) {
    gsize n = cal_surface_get_n_vertices (surfaces[s]);

    for (gsize v = 0; v < n; v++) {
      self->starts[base + v] = (guint32) e;
      for (; e < edges->len && g_array_index (edges, guint64, e) >> 32 == base + v; e++) {
        self->neighbours[e] = (guint32) g_array_index (edges, guint64, e);
        self->lengths_mm[e] = measure_edge (surfaces[s], v, self->neighbours[e] - base);
      }
    }
    base += n;
  }
  self->starts[self->n_vertices] = (guint32) e;
}

void
cal_mesh_graph_clear (CalMeshGraph *self)
{
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->neighbours, g_free);
  g_clear_pointer (&self->lengths_mm, g_free);
}

void
cal_mesh_walk_init (CalMeshWalk *self, const CalMeshGraph *graph)
{
  self->graph = graph;
  self->distances = g_new (float, graph->n_vertices);
  self->met = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->heap = g_array_new (FALSE, FALSE, sizeof (Reached));
  for (gsize v = 0; v < graph->n_vertices; v++)
    self->distances[v] = (float) INFINITY;
}

void
cal_mesh_walk_clear (CalMeshWalk *self)
{
  g_clear_pointer (&self->distances, g_free);
  g_clear_pointer (&self->met, g_array_unref);
  g_clear_pointer (&self->heap, g_array_unref);
}

/* By distance, then by number, so that a walk is the same on every machine. */
static gboolean
is_before (const Reached *a, const Reached *b)
{
  return a->distance < b->distance || (a->distance == b->distance && a->vertex < b->vertex);
}

static void
push (GArray *heap, Reached reached)
{
  guint at = heap->len;

  g_array_append_val (heap, reached);
  while (at > 0) {
    guint parent = (at - 1) / 2;

    if (!is_before (&reached, &g_array_index (heap, Reached, parent)))
      break;
    g_array_index (heap, Reached, at) = g_array_index (heap, Reached, parent);
    at = parent;
  }
  g_array_index (heap, Reached, at) = reached;
}

static Reached
pop (GArray *heap)
{
  Reached top = g_array_index (heap, Reached, 0);
  Reached last = g_array_index (heap, Reached, heap->len - 1);
  guint at = 0;

  g_array_set_size (heap, heap->len - 1);
  while (2 * at + 1 < heap->len) {
    guint child = 2 * at + 1;

    if (child + 1 < heap->len && is_before (&g_array_index (heap, Reached, child + 1),
                                            &g_array_index (heap, Reached, child)))
      child++;
    if (!is_before (&g_array_index (heap, Reached, child), &last))
      break;
    g_array_index (heap, Reached, at) = g_array_index (heap, Reached, child);
    at = child;
  }
  if (heap->len > 0)
    g_array_index (heap, Reached, at) = last;
  return top;
}

static void
reach (CalMeshWalk *self, guint32 vertex, float distance)
{
  if (!(distance < self->distances[vertex]))
    return;
  if (isinf (self->distances[vertex]))
    g_array_append_val (self->met, vertex);
  self->distances[vertex] = distance;
  push (self->heap, (Reached){distance, vertex});
}

/**
 * cal_mesh_walk_begin:
 *
 * Forgets the last walk and begins one at @vertex.
 */
void
cal_mesh_walk_begin (CalMeshWalk *self, gsize vertex)
{
  for (guint m = 0; m < self->met->len; m++)
    self->distances[g_array_index (self->met, guint32, m)] = (float) INFINITY;
  g_array_set_size (self->met, 0);
  g_array_set_size (self->heap, 0);
  reach (self, (guint32) vertex, 0.0f);
}

/**
 * cal_mesh_walk_next:
 * @vertex: (out): the nearest that was not given yet; first the one where the walk began
 * @distance_mm: (out): the shortest way to it along edges (Dijkstra 1959, Numer. Math. 1:269); the
 *   straightest way across triangles is shorter
 *
 * Returns: FALSE when every vertex that can be reached was given
 */
gboolean
cal_mesh_walk_next (CalMeshWalk *self, guint32 *vertex, double *distance_mm)
{
  while (self->heap->len > 0) {
    Reached nearest = pop (self->heap);

    if (nearest.distance > self->distances[nearest.vertex])
      continue;
    for (guint32 e = self->graph->starts[nearest.vertex];
         e < self->graph->starts[nearest.vertex + 1]; e++)
      reach (self, self->graph->neighbours[e], nearest.distance + self->graph->lengths_mm[e]);
    *vertex = nearest.vertex;
    *distance_mm = (double) nearest.distance;
    return TRUE;
  }
  return FALSE;
}
