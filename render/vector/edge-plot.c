/* edge-plot.c - lines between the points of an embedding.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/edge-plot.h"

/**
 * cal_edge_plot_draw:
 * @edges: (element-type CalEdge): in the order to draw
 * @places: of the points that the edges join
 *
 * The stronger an edge, the more it is seen; the more edges there are, the thinner all become. From
 * any thread.
 */
void
cal_edge_plot_draw (
    cairo_t *cr, const GArray *edges, const CalPointPlace *places, const CalInk *ink, double scale)
{
  double crowd = edges->len > 500 ? 500.0 / edges->len : 1.0;

  cairo_new_path (cr);
  cairo_set_line_width (cr, (0.5 + 0.75 * crowd) * scale);
  for (guint n = 0; n < edges->len; n++) {
    const CalEdge *edge = &g_array_index (edges, CalEdge, n);
    const CalPointPlace *from = &places[edge->i], *to = &places[edge->j];

    if (from->half_px <= 0.0 || to->half_px <= 0.0)
      continue;
    cairo_set_source_rgba (cr, ink->secondary[0], ink->secondary[1], ink->secondary[2],
                           (double) edge->weight * (0.12 + 0.5 * crowd));
    cairo_move_to (cr, from->x_px, from->y_px);
    cairo_line_to (cr, to->x_px, to->y_px);
    cairo_stroke (cr);
  }
}
