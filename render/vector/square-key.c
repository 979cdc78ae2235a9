/* square-key.c - the key of two maps: a square of colours with two named axes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/square-key.h"

#include "model/number.h"

/* In pixels at 96 dots an inch. */
#define SIDE 104.0
#define GAP 4.0
/* What is written under the square may be that much wider. */
#define CAPTION_WIDTH 1.7

typedef struct {
  double line_height;
  double tick_width;
  double caption_width;
  double left;
  double side;
} Layout;

/* The values with a number along an axis: its ends, the threshold, zero. Returns how many. */
static guint
list_ticks (const CalColourKey *self, guint axis, double values[4])
{
  const CalDisplayState *window = cal_colour_key_get_window (self, axis),
                        *own = self->colouring.state;
  double low = window->window_low, high = window->window_high;
  guint n = 0;

  values[n++] = low;
  values[n++] = high;
  if (own->threshold_mode != CAL_THRESHOLD_NONE &&
      cal_colour_key_get_threshold_axis (self) == (int) axis && own->threshold > low &&
      own->threshold < high)
    values[n++] = own->threshold;
  if (low * high < 0.0)
    values[n++] = 0.0;
  return n;
}

static double
get_place (const CalColourKey *self, guint axis, double value)
{
  return cal_colouring_get_fraction (&self->colouring, axis, value);
}

static void
lay_out (const CalColourKey *self, Layout *layout)
{
  CalTextStyle style = cal_colour_key_get_style (self, self->ink->text);
  double gap = GAP * self->scale, values[4], overhang;

  *layout = (Layout){.side = SIDE * self->scale};
  cal_text_measure (&style, "0", NULL, &layout->line_height);
  for (guint n = list_ticks (self, 1, values); n-- > 0;) {
    g_autofree char *text = cal_number_format (values[n]);
    double width;

    cal_text_measure (&style, text, &width, NULL);
    layout->tick_width = MAX (layout->tick_width, width);
  }
  style.max_width_px = CAPTION_WIDTH * layout->side;
  for (int line = 0; line < 2; line++) {
    const char *text = line == 0 ? self->captions[0] : self->note;
    double width = 0.0;

    if (text != NULL)
      cal_text_measure (&style, text, &width, NULL);
    layout->caption_width = MAX (layout->caption_width, width);
  }
  overhang = MAX (0.5 * (layout->caption_width - layout->side), 0.0);
  layout->left =
      MAX (layout->tick_width + gap + (self->captions[1] != NULL ? layout->line_height + gap : 0.0),
           overhang);
}

/**
 * cal_square_key_measure:
 * @width_px: (out): of all that is drawn
 * @height_px: (out)
 */
void
cal_square_key_measure (const CalColourKey *self, double *width_px, double *height_px)
{
  guint n_lines = 1 + (self->captions[0] != NULL) + (self->note != NULL);
  Layout layout;

  lay_out (self, &layout);
  *width_px = layout.left + layout.side +
              MAX (0.5 * (layout.caption_width - layout.side), 0.5 * layout.line_height);
  *height_px =
      0.5 * layout.line_height + layout.side + GAP * self->scale + n_lines * layout.line_height;
}

/**
 * cal_square_key_get_part:
 *
 * Returns: where the colours are
 */
CalKeyPart
cal_square_key_get_part (const CalColourKey *self)
{
  Layout layout;

  lay_out (self, &layout);
  return (CalKeyPart){{layout.left, 0.5 * layout.line_height, layout.side, layout.side}, 0, 1};
}

/* Numbers along an axis; one that another one covers is left out. */
static void
draw_ticks (cairo_t *cr, const CalColourKey *self, guint axis, const cairo_rectangle_t *box)
{
  CalTextStyle style = cal_colour_key_get_style (self, self->ink->secondary);
  double values[4], taken[4][2], gap = GAP * self->scale;
  guint n_ticks = list_ticks (self, axis, values), n_taken = 0;

  style.align_x = axis == 0 ? 0.5 : 1.0;
  style.align_y = axis == 0 ? 0.0 : 0.5;
  for (guint n = 0; n < n_ticks; n++) {
    g_autofree char *text = cal_number_format (values[n]);
    double fraction = get_place (self, axis, values[n]), width, height, extent, at;
    gboolean is_free = TRUE;

    cal_text_measure (&style, text, &width, &height);
    extent = axis == 0 ? 0.5 * width + gap : 0.5 * height;
    at = fraction * box->width;
    for (guint t = 0; t < n_taken; t++)
      is_free &= at + extent < taken[t][0] || at - extent > taken[t][1];
    if (!is_free)
      continue;
    taken[n_taken][0] = at - extent;
    taken[n_taken++][1] = at + extent;
    if (axis == 0)
      cal_text_draw (cr, &style, text, box->x + at, box->y + box->height + gap);
    else
      cal_text_draw (cr, &style, text, box->x - gap, box->y + box->height - at);
  }
}

/* A line across the square at the threshold. */
static void
draw_threshold (cairo_t *cr, const CalColourKey *self, const cairo_rectangle_t *box)
{
  const CalDisplayState *own = self->colouring.state;
  int axis = cal_colour_key_get_threshold_axis (self);
  double at;

  if (axis < 0 || own->threshold_mode == CAL_THRESHOLD_NONE)
    return;
  at = get_place (self, (guint) axis, own->threshold) * box->width;
  if (at <= 0.0 || at >= box->width)
    return;
  cal_ink_set (cr, self->ink->text);
  cairo_set_line_width (cr, 1.0 * self->scale);
  if (axis == 0) {
    cairo_move_to (cr, box->x + at, box->y);
    cairo_rel_line_to (cr, 0.0, box->height);
  } else {
    cairo_move_to (cr, box->x, box->y + box->height - at);
    cairo_rel_line_to (cr, box->width, 0.0);
  }
  cairo_stroke (cr);
}

static void
draw_captions (cairo_t *cr, const CalColourKey *self, const Layout *layout, double x, double y)
{
  CalTextStyle style = cal_colour_key_get_style (self, self->ink->text);
  double middle = x + layout->left + 0.5 * layout->side, gap = GAP * self->scale;
  double line_y = y + 0.5 * layout->line_height + layout->side + gap + layout->line_height;

  style.align_x = 0.5;
  style.max_width_px = CAPTION_WIDTH * layout->side;
  if (self->captions[0] != NULL) {
    cal_text_draw (cr, &style, self->captions[0], middle, line_y);
    line_y += layout->line_height;
  }
  if (self->note != NULL) {
    CalTextStyle note = style;

    for (int c = 0; c < 4; c++)
      note.rgba[c] = self->ink->secondary[c];
    cal_text_draw (cr, &note, self->note, middle, line_y);
  }
  if (self->captions[1] == NULL)
    return;
  style.max_width_px = layout->side + layout->line_height;
  cairo_save (cr);
  cairo_translate (cr, x + layout->left - layout->tick_width - 2.0 * gap - layout->line_height,
                   y + 0.5 * layout->line_height + 0.5 * layout->side);
  cairo_rotate (cr, -G_PI_2);
  cal_text_draw (cr, &style, self->captions[1], 0.0, 0.0);
  cairo_restore (cr);
}

/**
 * cal_square_key_draw:
 * @x: left end of what cal_square_key_measure() measured
 * @y: its top
 *
 * Draws the square: the first map's values go right, the second's up. From any thread.
 */
void
cal_square_key_draw (cairo_t *cr, const CalColourKey *self, double x, double y)
{
  CalKeyPart part = cal_square_key_get_part (self);
  Layout layout;

  lay_out (self, &layout);
  part.box.x += x;
  part.box.y += y;
  cal_colour_key_paint (cr, self, &part);
  draw_threshold (cr, self, &part.box);
  draw_ticks (cr, self, 0, &part.box);
  draw_ticks (cr, self, 1, &part.box);
  draw_captions (cr, self, &layout, x, y);
}
