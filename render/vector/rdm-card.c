/* rdm-card.c - what a pair of conditions is, beside the pointer.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "render/vector/picture.h"
#include "render/vector/rdm-overlay.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define WIDTH 236.0
#define PADDING 10.0
#define BETWEEN 8.0
#define PICTURE 104.0
#define NAME 16.0
#define LINE 14.0
#define VALUE 24.0
#define AWAY 18.0

/* Sides of the pictures that are asked for: a few, so that zooming does not read them again. */
static const guint sides_px[] = {64, 128, 256, 512};

/**
 * cal_rdm_picture_draw:
 * @pictures: (nullable): where pictures are had from
 * @source: of the picture
 * @box: what it is fitted into
 *
 * Draws the whole picture; while it is not there, an empty frame.
 */
void
cal_rdm_picture_draw (cairo_t *cr,
                      CalPictures *pictures,
                      const char *source,
                      const cairo_rectangle_t *box,
                      const CalInk *ink)
{
  double wanted = MAX (box->width, box->height);
  CalArray *picture;
  guint n = 0;

  while (n + 1 < G_N_ELEMENTS (sides_px) && sides_px[n] < wanted)
    n++;
  picture = pictures != NULL ? cal_pictures_get (pictures, source, sides_px[n]) : NULL;
  if (picture != NULL) {
    cal_picture_draw (cr, picture, box->x, box->y, box->width, box->height);
    return;
  }
  cairo_rectangle (cr, box->x + 0.5, box->y + 0.5, box->width - 1.0, box->height - 1.0);
  cairo_set_source_rgba (cr, ink->secondary[0], ink->secondary[1], ink->secondary[2], 0.35);
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
}

static gboolean
has_pictures (const CalRdmCard *self)
{
  return self->sources[0] != NULL || self->sources[1] != NULL;
}

static double
measure (const CalRdmCard *self)
{
  double height = 2.0 * PADDING + VALUE;

  height += has_pictures (self) ? PICTURE + 4.0 + NAME : 2.0 * NAME;
  for (int n = 0; n < 2; n++)
    height += self->captions[n] != NULL ? LINE : 0.0;
  for (int n = 0; n < 3; n++)
    height += self->lines[n] != NULL ? LINE : 0.0;
  return height;
}

static void
draw_ground (cairo_t *cr, const CalInk *ink, double width, double height)
{
  const double radius = 8.0;

  cairo_new_sub_path (cr);
  cairo_arc (cr, width - radius, radius, radius, -G_PI_2, 0.0);
  cairo_arc (cr, width - radius, height - radius, radius, 0.0, G_PI_2);
  cairo_arc (cr, radius, height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, radius, radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, ink->background[0], ink->background[1], ink->background[2], 0.94);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, ink->secondary[0], ink->secondary[1], ink->secondary[2], 0.45);
  cairo_set_line_width (cr, 1.0);
  cairo_stroke (cr);
}

static CalTextStyle
make_text (double size_px, const double rgba[4], double max_width_px)
{
  CalTextStyle style = {.size_px = size_px, .max_width_px = max_width_px};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

/* Both names, under their pictures if there are any. */
static double
draw_names (cairo_t *cr, const CalRdmCard *self, CalPictures *pictures, const CalInk *ink, double y)
{
  double column = (WIDTH - 2.0 * PADDING - BETWEEN) / 2.0;
  gboolean in_columns = has_pictures (self);
  CalTextStyle style =
      make_text (CAL_TEXT_LABEL_PX, ink->text, in_columns ? column : WIDTH - 2.0 * PADDING);

  style.bold = TRUE;
  for (int n = 0; n < 2; n++) {
    double x = PADDING + (in_columns ? n * (column + BETWEEN) : 0.0);
    cairo_rectangle_t box = {x, y, column, PICTURE};

    if (in_columns && self->sources[n] != NULL)
      cal_rdm_picture_draw (cr, pictures, self->sources[n], &box, ink);
    cal_text_draw (cr, &style, self->names[n], x, y + (in_columns ? PICTURE + 4.0 : n * NAME));
  }
  return y + (in_columns ? PICTURE + 4.0 + NAME : 2.0 * NAME);
}

/**
 * cal_rdm_card_draw:
 * @x: of the pointer, in pixels
 * @y: of the pointer
 * @width_px: of the picture, which the card does not leave
 * @height_px: of the picture
 *
 * Draws the card where it does not hide what is pointed at.
 */
void
cal_rdm_card_draw (cairo_t *cr,
                   const CalRdmCard *self,
                   CalPictures *pictures,
                   const CalInk *ink,
                   double scale,
                   double x,
                   double y,
                   double width_px,
                   double height_px)
{
  CalTextStyle small = make_text (CAL_TEXT_SMALL_PX, ink->secondary, WIDTH - 2.0 * PADDING);
  CalTextStyle value = make_text (CAL_TEXT_TITLE_PX, ink->text, WIDTH - 2.0 * PADDING);
  double height = measure (self), at = PADDING;
  double left =
      x + (AWAY + WIDTH) * scale <= width_px ? x + AWAY * scale : x - (AWAY + WIDTH) * scale;
  double top =
      y + (AWAY + height) * scale <= height_px ? y + AWAY * scale : y - (AWAY + height) * scale;

  cairo_save (cr);
  cairo_translate (cr, floor (MAX (left, 0.0)),
                   floor (CLAMP (top, 0.0, MAX (height_px - height * scale, 0.0))));
  cairo_scale (cr, scale, scale);
  draw_ground (cr, ink, WIDTH, height);
  at = draw_names (cr, self, pictures, ink, at);
  for (int n = 0; n < 2; n++)
    if (self->captions[n] != NULL) {
      cal_text_draw (cr, &small, self->captions[n], PADDING, at);
      at += LINE;
    }
  value.bold = TRUE;
  cal_text_draw (cr, &value, self->value, PADDING, at + 1.0);
  at += VALUE;
  for (int n = 0; n < 3; n++)
    if (self->lines[n] != NULL) {
      cal_text_draw (cr, &small, self->lines[n], PADDING, at);
      at += LINE;
    }
  cairo_restore (cr);
}
