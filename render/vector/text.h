/* text.h - letters in a drawing: the one place that chooses fonts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* The four sizes of text, in pixels at 96 dots an inch. */
#define CAL_TEXT_TITLE_PX 18.0
#define CAL_TEXT_LABEL_PX 12.0
#define CAL_TEXT_SMALL_PX 10.5

/**
 * CalTextStyle:
 * @size_px: the height of the em, in the units of the drawing
 * @bold: for titles and names on a picture
 * @max_width_px: longer text loses its middle to an ellipsis; 0 means no limit
 * @align_x: which part of the text lies at x: 0 its left end, 0.5 its middle, 1 its right end
 * @align_y: which part lies at y: 0 its top, 0.5 its middle, 1 its bottom
 * @rgba: colour
 * @halo_rgba: colour of a rim around the letters; none if its opacity is 0
 */
typedef struct {
  double size_px;
  gboolean bold;
  double max_width_px;
  double align_x;
  double align_y;
  double rgba[4];
  double halo_rgba[4];
} CalTextStyle;

void cal_text_draw (cairo_t *cr, const CalTextStyle *style, const char *text, double x, double y);
void
cal_text_draw_turned (cairo_t *cr, const CalTextStyle *style, const char *text, double x, double y);
void
cal_text_measure (const CalTextStyle *style, const char *text, double *width_px, double *height_px);

G_END_DECLS
