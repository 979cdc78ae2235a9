/* rdm-figure.h - RDMs on paper: the matrices in pixels, letters and lines as vectors.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/rdm-overlay.h"

G_BEGIN_DECLS

/**
 * CalRdmFigure:
 * @drawings: what is drawn; NULL where nothing is ready
 * @n_drawings: how many
 * @view: which part of the matrices
 * @stimuli: (nullable): which the conditions are
 * @pictures: (nullable): of them
 * @selection: (nullable): what is marked
 * @theme: colours of letters
 * @scale: units of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  const CalRdmDrawing *const *drawings;
  guint n_drawings;
  CalRdmView view;
  CalStimuli *stimuli;
  CalPictures *pictures;
  CalSelection *selection;
  CalTheme theme;
  double scale;
} CalRdmFigure;

gboolean cal_rdm_figure_draw (
    const CalRdmFigure *self, cairo_t *cr, double width, double height, GError **error);

G_END_DECLS
