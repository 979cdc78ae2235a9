/* embedding-plot.h - points of an embedding: dots or pictures, hulls of groups, the lasso.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/column-colours.h"
#include "render/scene/point-view.h"
#include "render/vector/ink.h"
#include "render/vector/raster.h"

G_BEGIN_DECLS

/**
 * CalEmbeddingPlot:
 * @n: points
 * @places: where they lie; see cal_point_view_place()
 * @order: in which they are drawn; see cal_point_places_dup_order()
 * @names: (nullable): a name a point
 * @pictures: (nullable): a picture a point, where there is one; points without one are dots
 * @colours: (nullable): of the points, one a row; NULL means one grey for all
 * @hulls: whether a hull is drawn around the points of each text of @colours
 * @is_selected: (nullable): the picked points; the others fade
 * @n_selected: how many those are
 * @hovered: the point under the pointer, or -1
 * @lasso: (nullable): @n_lasso corners, x and y in pixels
 * @ink: colours of all else
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 * @raster: (nullable): pixels that dots go into, in place of Cairo's drawing
 */
typedef struct {
  gsize n;
  const CalPointPlace *places;
  const guint32 *order;
  const char *const *names;
  cairo_surface_t *const *pictures;
  const CalColumnColours *colours;
  gboolean hulls;
  const guint8 *is_selected;
  gsize n_selected;
  gssize hovered;
  const double *lasso;
  gsize n_lasso;
  const CalInk *ink;
  double scale;
  CalRaster *raster;
} CalEmbeddingPlot;

void cal_embedding_plot_draw (cairo_t *cr, const CalEmbeddingPlot *self);
void cal_embedding_plot_draw_marks (cairo_t *cr, const CalEmbeddingPlot *self);

G_END_DECLS
