/* rgb-key.c - the key of three maps: three strips from black, and discs that show how they add up.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/rgb-key.h"

#include <math.h>

#include "model/number.h"

/* In pixels at 96 dots an inch. */
#define DISC 21.0
#define AWAY 13.0
#define DISCS_WIDTH 76.0
#define GAP 4.0
#define BETWEEN 14.0
#define STRIP 8.0
#define MAX_STRIP 180.0
#define MIN_STRIP 40.0

typedef struct {
  double line_height;
  double row;
  double low_width;
  double high_width;
  double strip;
} Layout;

static void
lay_out (const CalColourKey *self, Layout *layout)
{
  CalTextStyle style = cal_colour_key_get_style (self, self->ink->text);
  double taken;

  *layout = (Layout){0};
  cal_text_measure (&style, "0", NULL, &layout->line_height);
  for (guint axis = 0; axis < 3; axis++) {
    g_autofree char *low = cal_number_format (cal_colour_key_get_window (self, axis)->window_low);
    g_autofree char *high = cal_number_format (cal_colour_key_get_window (self, axis)->window_high);
    double width;

    cal_text_measure (&style, low, &width, NULL);
    layout->low_width = MAX (layout->low_width, width);
    cal_text_measure (&style, high, &width, NULL);
    layout->high_width = MAX (layout->high_width, width);
  }
  layout->row = 2.0 * layout->line_height + 3.0 * self->scale;
  taken =
      (DISCS_WIDTH + BETWEEN + 2.0 * GAP) * self->scale + layout->low_width + layout->high_width;
  layout->strip = CLAMP (self->length_px - taken, MIN_STRIP * self->scale, MAX_STRIP * self->scale);
}

/**
 * cal_rgb_key_measure:
 * @width_px: (out): of all that is drawn
 * @height_px: (out)
 */
void
cal_rgb_key_measure (const CalColourKey *self, double *width_px, double *height_px)
{
  Layout layout;

  lay_out (self, &layout);
  *width_px = (DISCS_WIDTH + BETWEEN + 2.0 * GAP) * self->scale + layout.low_width + layout.strip +
              layout.high_width;
  *height_px = 3.0 * layout.row + (self->note != NULL ? layout.line_height : 0.0);
}

/**
 * cal_rgb_key_get_parts:
 * @parts: (out caller-allocates): where the strips are, the first map's on top
 */
void
cal_rgb_key_get_parts (const CalColourKey *self, CalKeyPart parts[3])
{
  Layout layout;
  double left;

  lay_out (self, &layout);
  left = (DISCS_WIDTH + BETWEEN + GAP) * self->scale + layout.low_width;
  for (int axis = 0; axis < 3; axis++) {
    double middle = axis * layout.row + 1.5 * layout.line_height;

    parts[axis] = (CalKeyPart){
        {left, middle - 0.5 * STRIP * self->scale, layout.strip, STRIP * self->scale}, axis, -1};
  }
}

/* The first disc is on top, the others left and right below it, around @middle. */
static void
get_disc (const CalColourKey *self, guint disc, const double middle[2], double place[2])
{
  double angle = (disc == 0 ? -90.0 : disc == 1 ? 150.0 : 30.0) * G_PI / 180.0;

  place[0] = middle[0] + AWAY * cos (angle) * self->scale;
  place[1] = middle[1] + AWAY * sin (angle) * self->scale;
}

static void
find_middle (const CalColourKey *self, double middle[2])
{
  Layout layout;

  lay_out (self, &layout);
  middle[0] = 0.5 * DISCS_WIDTH * self->scale;
  middle[1] = 1.5 * layout.row + 0.25 * AWAY * self->scale;
}

/**
 * cal_rgb_key_find_lobe:
 * @x: in pixels from the key's left end
 * @y: from its top
 *
 * Returns: a bit for each disc that the place is in
 */
guint
cal_rgb_key_find_lobe (const CalColourKey *self, double x, double y)
{
  double middle[2], place[2];
  guint lobe = 0;

  find_middle (self, middle);
  for (guint disc = 0; disc < 3; disc++) {
    get_disc (self, disc, middle, place);
    if (hypot (x - place[0], y - place[1]) <= DISC * self->scale)
      lobe |= 1u << disc;
  }
  return lobe;
}

static void
add_disc (cairo_t *cr, const CalColourKey *self, guint disc, const double middle[2])
{
  double place[2];

  get_disc (self, disc, middle, place);
  cairo_new_sub_path (cr);
  cairo_arc (cr, place[0], place[1], DISC * self->scale, 0.0, 2.0 * G_PI);
}

/* One, then two, then three discs on each other: each lobe is clipped by its discs. */
static void
draw_discs (cairo_t *cr, const CalColourKey *self, double x, double y)
{
  static const guint lobes[] = {1, 2, 4, 3, 5, 6, 7};
  double middle[2];

  find_middle (self, middle);
  middle[0] += x;
  middle[1] += y;
  for (gsize n = 0; n < G_N_ELEMENTS (lobes); n++) {
    cairo_save (cr);
    for (guint disc = 0; disc < 3; disc++)
      if ((lobes[n] >> disc & 1) != 0) {
        add_disc (cr, self, disc, middle);
        cairo_clip (cr);
      }
    cairo_set_source_rgb (cr, lobes[n] & 1, lobes[n] >> 1 & 1, lobes[n] >> 2 & 1);
    cairo_paint (cr);
    cairo_restore (cr);
  }
  cal_ink_set (cr, self->ink->hidden);
  cairo_set_line_width (cr, 0.75 * self->scale);
  for (guint disc = 0; disc < 3; disc++) {
    add_disc (cr, self, disc, middle);
    cairo_stroke (cr);
  }
}

/* Name above the strip, the ends of the window beside it. */
static void
draw_letters (cairo_t *cr, const CalColourKey *self, guint axis, const cairo_rectangle_t *box)
{
  CalTextStyle name = cal_colour_key_get_style (self, self->ink->text);
  CalTextStyle number = cal_colour_key_get_style (self, self->ink->secondary);
  g_autofree char *low = cal_number_format (cal_colour_key_get_window (self, axis)->window_low);
  g_autofree char *high = cal_number_format (cal_colour_key_get_window (self, axis)->window_high);
  double middle = box->y + 0.5 * box->height, gap = GAP * self->scale, height;

  cal_text_measure (&name, "0", NULL, &height);
  name.max_width_px = box->width + 2.0 * gap;
  if (self->captions[axis] != NULL)
    cal_text_draw (cr, &name, self->captions[axis], box->x, middle - 1.5 * height);
  number.align_y = 0.5;
  cal_text_draw (cr, &number, high, box->x + box->width + gap, middle);
  number.align_x = 1.0;
  cal_text_draw (cr, &number, low, box->x - gap, middle);
}

/**
 * cal_rgb_key_draw:
 * @x: left end of what cal_rgb_key_measure() measured
 * @y: its top
 *
 * From any thread.
 */
void
cal_rgb_key_draw (cairo_t *cr, const CalColourKey *self, double x, double y)
{
  CalKeyPart parts[3];

  cal_rgb_key_get_parts (self, parts);
  draw_discs (cr, self, x, y);
  for (guint axis = 0; axis < 3; axis++) {
    parts[axis].box.x += x;
    parts[axis].box.y += y;
    cal_colour_key_paint (cr, self, &parts[axis]);
    draw_letters (cr, self, axis, &parts[axis].box);
  }
  if (self->note != NULL) {
    CalTextStyle style = cal_colour_key_get_style (self, self->ink->secondary);
    double width, height;

    cal_rgb_key_measure (self, &width, &height);
    style.align_x = 0.5;
    style.align_y = 1.0;
    style.max_width_px = width;
    cal_text_draw (cr, &style, self->note, x + 0.5 * width, y + height);
  }
}
