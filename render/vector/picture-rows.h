/* picture-rows.h - rows of pictures with a number each, under headings.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalPictureTile:
 * @index: of the picture among its kind
 * @picture: (nullable): what is drawn, if it has been read
 * @name: is drawn where there is no picture
 * @text: (nullable): below it: "2.31 z"
 * @is_marked: is selected
 * @box: where the picture is; set by cal_picture_rows_lay_out()
 */
typedef struct {
  gsize index;
  CalArray *picture;
  const char *name;
  const char *text;
  gboolean is_marked;
  cairo_rectangle_t box;
} CalPictureTile;

/**
 * CalPictureBand:
 * @heading: above the tiles
 * @tiles: the first are drawn, as many as fit
 * @n_tiles: that there are
 * @n_shown: that fit; set by cal_picture_rows_lay_out()
 * @heading_y: set by cal_picture_rows_lay_out()
 */
typedef struct {
  const char *heading;
  CalPictureTile *tiles;
  guint n_tiles;
  guint n_shown;
  double heading_y;
} CalPictureBand;

void cal_picture_rows_lay_out (CalPictureBand *bands,
                               guint n_bands,
                               const cairo_rectangle_t *box,
                               double scale);
void cal_picture_rows_draw (
    cairo_t *cr, const CalPictureBand *bands, guint n_bands, const CalInk *ink, double scale);

G_END_DECLS
