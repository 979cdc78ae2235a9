/* colour-bar.h - which colour is which value, and which values are not shown.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/layer.h"
#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalColourBar:
 * @display: what is explained
 * @caption: (nullable): statistic and unit, see cal_colour_bar_dup_caption()
 * @note: (nullable): a second line: the rule by which another map hides or fades values
 * @ink: colours of letters and of the hidden part
 * @vertical: from bottom to top, instead of left to right
 * @length_px: of the strip of colours
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  const CalDisplayState *display;
  const char *caption;
  const char *note;
  const CalInk *ink;
  gboolean vertical;
  double length_px;
  double scale;
} CalColourBar;

void cal_colour_bar_measure (const CalColourBar *self, double *width_px, double *height_px);
cairo_rectangle_t cal_colour_bar_get_strip (const CalColourBar *self);
void cal_colour_bar_draw (cairo_t *cr, const CalColourBar *self, double x, double y);
void cal_colour_bar_draw_strip (cairo_t *cr,
                                const CalDisplayState *display,
                                const CalInk *ink,
                                gboolean vertical,
                                const cairo_rectangle_t *box);
char *cal_colour_bar_dup_caption (const char *name,
                                  const char *statistic,
                                  const char *unit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
