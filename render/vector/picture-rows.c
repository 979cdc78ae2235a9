/* picture-rows.c - rows of pictures with a number each, under headings.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/picture-rows.h"

#include <math.h>

#include "render/vector/picture.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define HEADING 24.0
#define TEXT 16.0
#define GAP 8.0
#define LEAST_TILE 56.0
#define USUAL_TILE 96.0
#define MOST_TILE 144.0

/* The largest tile with which every band shows all that it has, or fills its share of the height.
 */
static double
choose_tile (const CalPictureBand *bands, guint n_bands, const cairo_rectangle_t *box, double s)
{
  double share = box->height / MAX (n_bands, 1) - HEADING * s;

  for (double tile = MOST_TILE * s; tile > LEAST_TILE * s; tile -= 4.0 * s) {
    guint n_columns = (guint) fmax ((box->width + GAP * s) / (tile + GAP * s), 1.0);
    guint n_rows = (guint) fmax (share / (tile + (TEXT + GAP) * s), 1.0);
    gboolean fits = TRUE;

    for (guint b = 0; b < n_bands; b++)
      fits &= bands[b].n_tiles <= n_columns * n_rows;
    if (fits)
      return tile;
  }
  /* Some will not be shown: whole rows of about the usual size. */
  return fmax (share / fmax (round (share / ((USUAL_TILE + TEXT + GAP) * s)), 1.0) -
                   (TEXT + GAP) * s,
               LEAST_TILE * s);
}

/**
 * cal_picture_rows_lay_out:
 * @bands: (inout): where each picture lies is filled in
 *
 * Each band takes the same part of the height; what does not fit is not shown.
 */
void
cal_picture_rows_lay_out (CalPictureBand *bands,
                          guint n_bands,
                          const cairo_rectangle_t *box,
                          double scale)
{
  double tile = choose_tile (bands, n_bands, box, scale), gap = GAP * scale;
  double share = box->height / MAX (n_bands, 1), line = tile + (TEXT + GAP) * scale;
  guint n_columns = (guint) fmax ((box->width + gap) / (tile + gap), 1.0);
  guint n_rows = (guint) fmax ((share - HEADING * scale) / line, 1.0);

  for (guint b = 0; b < n_bands; b++) {
    bands[b].heading_y = box->y + b * share;
    bands[b].n_shown = MIN (bands[b].n_tiles, n_columns * n_rows);
    for (guint t = 0; t < bands[b].n_shown; t++)
      bands[b].tiles[t].box = (cairo_rectangle_t){
          box->x + (t % n_columns) * (tile + gap),
          bands[b].heading_y + HEADING * scale + (t / n_columns) * line, tile, tile};
  }
}

static CalTextStyle
make_style (double size_px, const double rgba[4], double scale)
{
  CalTextStyle style = {.size_px = size_px * scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static void
draw_tile (cairo_t *cr, const CalPictureTile *tile, const CalInk *ink, double scale)
{
  const cairo_rectangle_t *box = &tile->box;
  CalTextStyle style = make_style (CAL_TEXT_SMALL_PX, ink->secondary, scale);

  style.align_x = 0.5;
  style.max_width_px = box->width;
  if (tile->picture != NULL)
    cal_picture_draw (cr, tile->picture, box->x, box->y, box->width, box->height);
  else {
    cairo_set_source_rgba (cr, ink->hidden[0], ink->hidden[1], ink->hidden[2], 0.2);
    cairo_rectangle (cr, box->x, box->y, box->width, box->height);
    cairo_fill (cr);
    cal_text_draw (cr, &style, tile->name, box->x + 0.5 * box->width, box->y + 0.5 * box->height);
  }
  if (tile->is_marked) {
    cal_ink_set (cr, ink->crosshair);
    cairo_set_line_width (cr, 2.0 * scale);
    cairo_rectangle (cr, box->x, box->y, box->width, box->height);
    cairo_stroke (cr);
  }
  if (tile->text != NULL)
    cal_text_draw (cr, &style, tile->text, box->x + 0.5 * box->width,
                   box->y + box->height + 0.6 * TEXT * scale);
}

/**
 * cal_picture_rows_draw:
 * @bands: as cal_picture_rows_lay_out() left them
 */
void
cal_picture_rows_draw (
    cairo_t *cr, const CalPictureBand *bands, guint n_bands, const CalInk *ink, double scale)
{
  cairo_new_path (cr);
  for (guint b = 0; b < n_bands; b++) {
    CalTextStyle style = make_style (CAL_TEXT_LABEL_PX, ink->text, scale);

    style.bold = TRUE;
    if (bands[b].n_shown > 0)
      cal_text_draw (cr, &style, bands[b].heading, bands[b].tiles[0].box.x,
                     bands[b].heading_y + 0.5 * HEADING * scale);
    for (guint t = 0; t < bands[b].n_shown; t++)
      draw_tile (cr, bands[b].tiles + t, ink, scale);
  }
}
