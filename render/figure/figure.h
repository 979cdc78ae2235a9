/* figure.h - a figure as data: what is on it, how large, on which ground.
 *
 * The window's export and `calcarine figure` draw through here: they give the same bytes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "render/scene/cortex-layout.h"
#include "render/scene/slice-layout.h"
#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalFigureContent:
 * @CAL_FIGURE_CORTEX: the cortex in panels
 * @CAL_FIGURE_SLICES: three planes
 * @CAL_FIGURE_MOSAIC: many slices of one plane
 * @CAL_FIGURE_BOTH: the cortex above three planes
 * @CAL_FIGURE_RDM: a matrix; drawn from RDMs, not by cal_figure_draw()
 * @CAL_FIGURE_ATTENTION: where in a picture regions look; not by cal_figure_draw() either
 */
typedef enum {
  CAL_FIGURE_CORTEX,
  CAL_FIGURE_SLICES,
  CAL_FIGURE_MOSAIC,
  CAL_FIGURE_BOTH,
  CAL_FIGURE_RDM,
  CAL_FIGURE_ATTENTION,
} CalFigureContent;

#define CAL_TYPE_FIGURE_CONTENT (cal_figure_content_get_type ())
GType cal_figure_content_get_type (void);

/**
 * CalFigure:
 * @width_px: of the whole figure
 * @height_px: of the whole figure
 * @dpi: dots an inch: how large letters and lines are
 * @theme: colours of letters
 * @background: red, green, blue, opacity; opacity 0 for none
 * @cortex: the panels of the cortex
 * @plane: of a mosaic
 * @n_rows: of a mosaic
 * @n_columns: of a mosaic
 * @colour_bar: whether the legend is drawn
 * @title: (nullable): over everything
 * @rdm: (nullable): the RDM of that name; NULL for the current one
 * @order: (nullable): of its conditions: a column of theirs, "as-in-file", or "ward" or "average"
 *   for clusters; NULL for the current one
 * @ranks: whether its ranks are drawn
 * @attention: (nullable): the attention of that name; NULL for the first
 * @stimulus: (nullable): the id of the stimulus; NULL for the first that it has a map of
 * @regions: (nullable): names, with commas between them; NULL for the first
 * @difference: whether the first region's attention minus the second's is drawn
 * @shared_scale: whether all regions have one scale
 * @smooth: whether colours run between the middles of patches
 */
typedef struct {
  CalFigureContent content;
  int width_px, height_px;
  double dpi;
  CalTheme theme;
  double background[4];
  CalCortexView cortex;
  CalPlane plane;
  int n_rows, n_columns;
  gboolean colour_bar;
  const char *title;
  const char *rdm, *order;
  gboolean ranks;
  const char *attention, *stimulus, *regions;
  gboolean difference, shared_scale, smooth;
} CalFigure;

void cal_figure_init (CalFigure *self);
void cal_figure_set_theme (CalFigure *self, CalTheme theme);
int cal_figure_measure_title (const CalFigure *self);
void cal_figure_draw_title (const CalFigure *self, cairo_t *cr);
gboolean cal_figure_draw (const CalFigure *self, CalScene *scene, cairo_t *cr, GError **error);

G_END_DECLS
