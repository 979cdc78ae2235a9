/* flat-drawing.h - lines drawn on two flat hemispheres, and the vertices inside or along them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/layouts/layout.h"

G_BEGIN_DECLS

/**
 * CalFlatLine:
 * @layer: (transfer none): "rois"; "" of a line in no layer
 * @shape: (transfer none): "V1"
 * @path: number of the path that the line is part of: one in another is a hole
 * @is_closed: its end goes back to its start
 * @points: two numbers a point, in millimetres of the flatmap
 * @n_points: at least 2
 * @low: smallest x and y
 * @high: largest x and y
 */
typedef struct {
  const char *layer;
  const char *shape;
  guint path;
  gboolean is_closed;
  const double *points;
  gsize n_points;
  double low[2], high[2];
} CalFlatLine;

/**
 * CalFlatDrawing:
 * @n: vertices of each hemisphere
 * @vertices: two numbers a vertex, in millimetres, the hemispheres beside each other
 * @is_flat: a byte a vertex: whether it is on the map: in a triangle
 * @edge_mm: mean length of a triangle's side
 * @low: smallest x and y of the map
 * @high: largest x and y of the map
 * @points: of all lines
 * @lines: n_lines
 */
typedef struct {
  gsize n[2];
  double *vertices[2];
  guint8 *is_flat[2];
  double edge_mm;
  double low[2], high[2];
  double *points;
  CalFlatLine *lines;
  gsize n_lines;
  CalTable *names;
} CalFlatDrawing;

CalFlatDrawing *cal_flat_drawing_new (CalLoaded *drawing,
                                      CalSurface *surfaces[2],
                                      CalFindings *findings,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_flat_drawing_free (CalFlatDrawing *self);

void cal_flat_drawing_mark_inside (const CalFlatDrawing *self,
                                   gsize line,
                                   guint8 *const inside[2],
                                   gboolean *is_taken);
void cal_flat_drawing_mark_along (const CalFlatDrawing *self, gsize line, guint8 *const along[2]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalFlatDrawing, cal_flat_drawing_free)

G_END_DECLS
