/* wheel-key.c - the key of a circular map: a wheel, from the right counter-clockwise.
 *
 * As polar angles are drawn in the visual field: the window's low end is to the right, a quarter of
 * it further is up.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/wheel-key.h"

#include <math.h>

#include "model/number.h"

/* In pixels at 96 dots an inch. */
#define OUTER 38.0
#define INNER 22.0
#define GAP 4.0
#define CAPTION 180.0

#define N_WEDGES 180

typedef struct {
  double line_height;
  double tick_width;
  double width;
  double middle[2];
} Layout;

static char *
dup_tick (const CalColourKey *self, guint quarter)
{
  const CalDisplayState *state = self->colouring.state;

  return cal_number_format (state->window_low +
                            0.25 * quarter * (state->window_high - state->window_low));
}

static void
lay_out (const CalColourKey *self, Layout *layout)
{
  CalTextStyle style = cal_colour_key_get_style (self, self->ink->text);
  const char *lines[] = {self->captions[0], self->note};
  double gap = GAP * self->scale, width;

  *layout = (Layout){0};
  cal_text_measure (&style, "0", NULL, &layout->line_height);
  for (guint quarter = 0; quarter < 4; quarter++) {
    g_autofree char *text = dup_tick (self, quarter);

    cal_text_measure (&style, text, &width, NULL);
    layout->tick_width = MAX (layout->tick_width, width);
  }
  layout->width = 2.0 * (OUTER * self->scale + gap + layout->tick_width);
  style.max_width_px = MAX (CAPTION * self->scale, layout->width);
  for (int line = 0; line < 2; line++)
    if (lines[line] != NULL) {
      cal_text_measure (&style, lines[line], &width, NULL);
      layout->width = MAX (layout->width, width);
    }
  layout->middle[0] = 0.5 * layout->width;
  layout->middle[1] = layout->line_height + gap + OUTER * self->scale;
}

/**
 * cal_wheel_key_measure:
 * @width_px: (out): of all that is drawn
 * @height_px: (out)
 */
void
cal_wheel_key_measure (const CalColourKey *self, double *width_px, double *height_px)
{
  guint n_lines = 2 + (self->captions[0] != NULL) + (self->note != NULL);
  Layout layout;

  lay_out (self, &layout);
  *width_px = layout.width;
  *height_px = 2.0 * (OUTER + GAP) * self->scale + n_lines * layout.line_height;
}

/**
 * cal_wheel_key_find:
 * @x: in pixels from the key's left end
 * @y: from its top
 * @anywhere: also beside the ring: where it is nearest
 * @fraction: (out): how far around
 *
 * Returns: whether the place is on the ring, or @anywhere
 */
gboolean
cal_wheel_key_find (
    const CalColourKey *self, double x, double y, gboolean anywhere, double *fraction)
{
  double turn, distance;
  Layout layout;

  lay_out (self, &layout);
  turn = atan2 (layout.middle[1] - y, x - layout.middle[0]) / (2.0 * G_PI);
  distance = hypot (x - layout.middle[0], y - layout.middle[1]) / self->scale;
  *fraction = turn - floor (turn);
  return anywhere || (distance >= INNER && distance <= OUTER);
}

/**
 * cal_wheel_key_get_place:
 * @x: (out): the middle of the ring there, in pixels from the key's left end
 * @y: (out): from its top
 */
void
cal_wheel_key_get_place (const CalColourKey *self, double fraction, double *x, double *y)
{
  double radius = 0.5 * (OUTER + INNER) * self->scale;
  Layout layout;

  lay_out (self, &layout);
  *x = layout.middle[0] + radius * cos (2.0 * G_PI * fraction);
  *y = layout.middle[1] - radius * sin (2.0 * G_PI * fraction);
}

/**
 * cal_wheel_key_get_middle:
 * @x: (out): of the ring, in pixels from the key's left end
 * @y: (out): from its top
 */
void
cal_wheel_key_get_middle (const CalColourKey *self, double *x, double *y)
{
  Layout layout;

  lay_out (self, &layout);
  *x = layout.middle[0];
  *y = layout.middle[1];
}

/**
 * cal_wheel_key_add_arc:
 * @middle_x: of the ring, where it is in the drawing
 * @middle_y: of the ring
 * @low: where along the window the piece begins
 * @high: where it ends
 *
 * Adds a piece of the ring to the path.
 */
void
cal_wheel_key_add_arc (cairo_t *cr,
                       const CalColourKey *self,
                       double middle_x,
                       double middle_y,
                       double low,
                       double high)
{
  cairo_new_sub_path (cr);
  cairo_arc_negative (cr, middle_x, middle_y, OUTER * self->scale, -2.0 * G_PI * low,
                      -2.0 * G_PI * high);
  cairo_arc (cr, middle_x, middle_y, INNER * self->scale, -2.0 * G_PI * high, -2.0 * G_PI * low);
  cairo_close_path (cr);
}

/* Each wedge begins under the one before it, so that no seam shows. */
static void
draw_ring (cairo_t *cr, const CalColourKey *self, double middle_x, double middle_y)
{
  for (int n = N_WEDGES - 1; n >= 0; n--) {
    const double fractions[3] = {(n + 0.5) / N_WEDGES, 0.0, 0.0};
    double rgb[3];

    cal_colour_key_get_rgb (self, 1, fractions, rgb);
    cairo_set_source_rgb (cr, rgb[0], rgb[1], rgb[2]);
    cal_wheel_key_add_arc (cr, self, middle_x, middle_y, (double) n / N_WEDGES,
                           (n + 1.4) / N_WEDGES);
    cairo_fill (cr);
  }
}

/**
 * cal_wheel_key_draw:
 * @x: left end of what cal_wheel_key_measure() measured
 * @y: its top
 *
 * From any thread.
 */
void
cal_wheel_key_draw (cairo_t *cr, const CalColourKey *self, double x, double y)
{
  CalTextStyle style = cal_colour_key_get_style (self, self->ink->secondary);
  const char *lines[] = {self->captions[0], self->note};
  double gap = GAP * self->scale, away = OUTER * self->scale + gap, line_y;
  Layout layout;

  lay_out (self, &layout);
  draw_ring (cr, self, x + layout.middle[0], y + layout.middle[1]);
  for (guint quarter = 0; quarter < 4; quarter++) {
    static const double align[4][2] = {{0.0, 0.5}, {0.5, 1.0}, {1.0, 0.5}, {0.5, 0.0}};
    g_autofree char *text = dup_tick (self, quarter);

    style.align_x = align[quarter][0];
    style.align_y = align[quarter][1];
    cal_text_draw (cr, &style, text,
                   x + layout.middle[0] + away * (quarter == 0) - away * (quarter == 2),
                   y + layout.middle[1] - away * (quarter == 1) + away * (quarter == 3));
  }
  style = cal_colour_key_get_style (self, self->ink->text);
  style.align_x = 0.5;
  style.max_width_px = layout.width;
  line_y = y + layout.middle[1] + away + layout.line_height;
  for (int line = 0; line < 2; line++)
    if (lines[line] != NULL) {
      cal_text_draw (cr, &style, lines[line], x + layout.middle[0], line_y);
      line_y += layout.line_height;
    }
}
