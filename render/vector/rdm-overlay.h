/* rdm-overlay.h - what is drawn around and over RDMs: names, pictures, groups, trees, colour bars.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "model/selection.h"
#include "model/stimuli.h"
#include "render/scene/pictures.h"
#include "render/scene/rdm-drawing.h"
#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalRdmOverlay:
 * @drawings: one a frame of @layout; NULL for one that is not there yet
 * @layout: where
 * @stimuli: (nullable): which the conditions are
 * @pictures: (nullable): where their pictures are had from; NULL draws names only
 * @selection: (nullable): which rows and which pair are marked
 * @hover: (nullable): what the pointer is over
 * @ink: colours
 */
typedef struct {
  const CalRdmDrawing *const *drawings;
  const CalRdmLayout *layout;
  CalStimuli *stimuli;
  CalPictures *pictures;
  CalSelection *selection;
  const CalRdmHit *hover;
  const CalInk *ink;
} CalRdmOverlay;

/**
 * CalRdmCard:
 * @names: of the two conditions
 * @sources: (nullable): of their pictures
 * @captions: (nullable): what is known of them
 * @value: the dissimilarity, a few digits
 * @lines: what else is said of it, up to three lines; NULL for none
 */
typedef struct {
  const char *names[2];
  const char *sources[2];
  const char *captions[2];
  const char *value;
  const char *lines[3];
} CalRdmCard;

void cal_rdm_picture_draw (cairo_t *cr,
                           CalPictures *pictures,
                           const char *source,
                           const cairo_rectangle_t *box,
                           const CalInk *ink);
void cal_rdm_overlay_draw (cairo_t *cr, const CalRdmOverlay *self);
void cal_rdm_card_draw (cairo_t *cr,
                        const CalRdmCard *self,
                        CalPictures *pictures,
                        const CalInk *ink,
                        double scale,
                        double x,
                        double y,
                        double width_px,
                        double height_px);

G_END_DECLS
