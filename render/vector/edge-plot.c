/* edge-plot.c - lines between the points of an embedding.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/edge-plot.h"

/**
 * cal_edge_plot_draw:
 * @edges: (element-type CalEdge): in the order to draw
 * @places: of the points that the edges join
 * @raster: (nullable): pixels that the lines go into, in place of Cairo's drawing
 *
 * The stronger an edge, the more it is seen; the more edges there are, the thinner all become. From
 * any thread.
 */
void
cal_edge_plot_draw (cairo_t *cr,
                    const GArray *edges,
                    const CalPointPlace *places,
                    const CalInk *ink,
                    double scale,
                    CalRaster *raster)
{
  double crowd = edges->len > 500 ? 500.0 / edges->len : 1.0;

  double width = (0.5 + 0.75 * crowd) * scale;

  cairo_new_path (cr);
  cairo_set_line_width (cr, width);
  for (guint n = 0; n < edges->len; n++) {
    const CalEdge *edge = &g_array_index (edges, CalEdge, n);
    const CalPointPlace *from = &places[edge->i], *to = &places[edge->j];
    double rgba[] = {ink->secondary[0], ink->secondary[1], ink->secondary[2], 0.0};

    if (from->half_px <= 0.0 || to->half_px <= 0.0)
      continue;
    rgba[3] = (double) edge->weight * (0.12 + 0.5 * crowd);
    if (raster != NULL) {
      cal_raster_line (raster, from->x_px, from->y_px, to->x_px, to->y_px, width, rgba);
      continue;
    }
    cal_ink_set (cr, rgba);
    cairo_move_to (cr, from->x_px, from->y_px);
    cairo_line_to (cr, to->x_px, to->y_px);
    cairo_stroke (cr);
  }
}
