/* edge-plot.h - lines between the points of an embedding.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/kept-edges.h"
#include "render/scene/point-view.h"
#include "render/vector/ink.h"
#include "render/vector/raster.h"

G_BEGIN_DECLS

void cal_edge_plot_draw (cairo_t *cr,
                         const GArray *edges,
                         const CalPointPlace *places,
                         const CalInk *ink,
                         double scale,
                         CalRaster *raster);

G_END_DECLS
