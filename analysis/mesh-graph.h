/* mesh-graph.h - distances along the edges of a triangle mesh.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/surface.h"

G_BEGIN_DECLS

/**
 * CalMeshGraph:
 * @n_vertices: of all surfaces, one after the other
 * @starts: n_vertices + 1: where the edges of a vertex begin
 * @neighbours: the vertex at the other end of each
 * @lengths_mm: of each
 */
typedef struct {
  gsize n_vertices;
  guint32 *starts;
  guint32 *neighbours;
  float *lengths_mm;
} CalMeshGraph;

/**
 * CalMeshWalk:
 *
 * A walk outwards from a vertex, the nearest vertices first. Used again for the next.
 */
typedef struct {
  const CalMeshGraph *graph;
  float *distances; /* infinite for vertices not met */
  GArray *met;
  GArray *heap;
} CalMeshWalk;

void cal_mesh_graph_init (CalMeshGraph *self, CalSurface *const *surfaces, guint n_surfaces);
void cal_mesh_graph_clear (CalMeshGraph *self);

void cal_mesh_walk_init (CalMeshWalk *self, const CalMeshGraph *graph);
void cal_mesh_walk_clear (CalMeshWalk *self);
void cal_mesh_walk_begin (CalMeshWalk *self, gsize vertex);
gboolean cal_mesh_walk_next (CalMeshWalk *self, guint32 *vertex, double *distance_mm);

G_END_DECLS
