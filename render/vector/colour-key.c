/* colour-key.c - which colour is which value: a bar for one map, a square for two, red, green and
 * blue for three, a wheel for angles.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/colour-key.h"

#include <math.h>

#include "render/vector/colour-bar.h"
#include "render/vector/rgb-key.h"
#include "render/vector/square-key.h"
#include "render/vector/wheel-key.h"

#define MAX_PARTS 3

/* Columns and rows of the picture of a part: the colours there are in a square, so that each has
 * its own pixel. */
#define N_STEPS CAL_SQUARE_STEPS

/* In pixels at 96 dots an inch. */
#define MARKER 3.5
/* How near to a strip is on it. */
#define SLACK 4.0

/* A click picks so much of a window on either side of it. */
#define CLICK 0.05

static gboolean
is_wheel (const CalColourKey *self)
{
  return self->colouring.n_maps == 1 &&
         self->colouring.state->colormap->kind == CAL_COLORMAP_CIRCULAR;
}

static CalColourBar
get_bar (const CalColourKey *self)
{
  return (CalColourBar){.display = self->colouring.state,
                        .caption = self->captions[0],
                        .note = self->note,
                        .ink = self->ink,
                        .length_px = self->length_px,
                        .scale = self->scale};
}

/* Returns how many. */
static guint
get_parts (const CalColourKey *self, CalKeyPart parts[MAX_PARTS])
{
  if (self->colouring.n_maps == 3) {
    cal_rgb_key_get_parts (self, parts);
    return 3;
  }
  if (self->colouring.n_maps == 2)
    parts[0] = cal_square_key_get_part (self);
  else {
    CalColourBar bar = get_bar (self);

    parts[0] = (CalKeyPart){cal_colour_bar_get_strip (&bar), 0, -1};
  }
  return is_wheel (self) ? 0 : 1;
}

/**
 * cal_colour_key_get_threshold_axis:
 *
 * Returns: which of the maps the threshold is compared with; -1 if it is yet another one
 */
int
cal_colour_key_get_threshold_axis (const CalColourKey *self)
{
  const CalDisplayState *state = self->colouring.state;

  if (state->threshold_by == NULL)
    return 0;
  for (guint axis = 1; axis < self->colouring.n_maps; axis++)
    if (g_str_equal (state->threshold_by, cal_layer_get_id (self->colouring.maps[axis])))
      return (int) axis;
  return -1;
}

const CalDisplayState *
cal_colour_key_get_window (const CalColourKey *self, guint axis)
{
  return cal_display_get_state (cal_layer_get_display (self->colouring.maps[axis]));
}

CalTextStyle
cal_colour_key_get_style (const CalColourKey *self, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

/**
 * cal_colour_key_get_rgb:
 * @axes: a bit for each map that a place of the key stands for
 * @fractions: where along each map's window
 * @rgb: (out caller-allocates): the colour there; what the threshold hides is grey, faded ones are
 * a quarter of their colour on that grey
 */
void
cal_colour_key_get_rgb (const CalColourKey *self,
                        guint axes,
                        const double fractions[3],
                        double rgb[3])
{
  const CalDisplayState *own = self->colouring.state;
  int axis = cal_colour_key_get_threshold_axis (self);
  double share = 1.0;
  float colour[3];

  if (axis >= 0 && (axes >> axis & 1) != 0) {
    const CalDisplayState *window = cal_colour_key_get_window (self, (guint) axis);
    double width = window->window_high - window->window_low;

    if (!cal_display_shows (own, window->window_low + fractions[axis] * width))
      share = own->below_threshold == CAL_BELOW_HIDDEN ? 0.0 : 0.25;
  }
  cal_colouring_mix (&self->colouring, fractions, colour);
  for (int c = 0; c < 3; c++)
    rgb[c] = share * (double) colour[c] + (1.0 - share) * self->ink->hidden[c];
}

static void
fill_row (const CalColourKey *self, const CalKeyPart *part, double up, guint32 *pixels)
{
  guint axes = 1u << part->x_axis | (part->y_axis >= 0 ? 1u << part->y_axis : 0u);

  for (int n = 0; n < N_STEPS; n++) {
    double fractions[3] = {0.0, 0.0, 0.0}, rgb[3];

    if (part->y_axis >= 0)
      fractions[part->y_axis] = up;
    fractions[part->x_axis] = n / (N_STEPS - 1.0);
    cal_colour_key_get_rgb (self, axes, fractions, rgb);
    pixels[n] = 0;
    for (int c = 0; c < 3; c++)
      pixels[n] = pixels[n] << 8 | (guint32) lrint (CLAMP (rgb[c], 0.0, 1.0) * 255.0);
  }
}

/**
 * cal_colour_key_paint:
 * @part: its box where it is in the drawing
 *
 * Paints the colours of a part; the other maps are at the low end of their windows.
 */
void
cal_colour_key_paint (cairo_t *cr, const CalColourKey *self, const CalKeyPart *part)
{
  int n_rows = part->y_axis >= 0 ? N_STEPS : 1;
  const cairo_rectangle_t *box = &part->box;
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, N_STEPS, n_rows);
  guint8 *pixels = cairo_image_surface_get_data (picture);

  for (int row = 0; row < n_rows; row++)
    fill_row (self, part, 1.0 - row / (N_STEPS - 1.0),
              (guint32 *) (gpointer) (pixels + row * cairo_image_surface_get_stride (picture)));
  cairo_surface_mark_dirty (picture);
  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  cairo_translate (cr, box->x, box->y);
  cairo_scale (cr, box->width / N_STEPS, box->height / n_rows);
  cairo_set_source_surface (cr, picture, 0.0, 0.0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (picture);
  /* Colours that end in the background's still end somewhere. */
  cal_ink_set (cr, self->ink->hidden);
  cairo_set_line_width (cr, 0.75 * self->scale);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_stroke (cr);
}

/**
 * cal_colour_key_measure:
 * @width_px: (out): of all that is drawn
 * @height_px: (out)
 */
void
cal_colour_key_measure (const CalColourKey *self, double *width_px, double *height_px)
{
  CalColourBar bar = get_bar (self);

  if (self->colouring.n_maps == 3)
    cal_rgb_key_measure (self, width_px, height_px);
  else if (self->colouring.n_maps == 2)
    cal_square_key_measure (self, width_px, height_px);
  else if (is_wheel (self))
    cal_wheel_key_measure (self, width_px, height_px);
  else
    cal_colour_bar_measure (&bar, width_px, height_px);
}

static void
stroke_on_colours (cairo_t *cr, const CalColourKey *self)
{
  cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
  cairo_set_line_width (cr, 3.0 * self->scale);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_set_line_width (cr, 1.25 * self->scale);
  cairo_stroke (cr);
}

/* A frame around the part that alone is shown. */
static void
draw_pick (cairo_t *cr, const CalColourKey *self, double x, double y)
{
  const double (*pick)[2] = self->colouring.state->pick;
  CalKeyPart parts[MAX_PARTS];
  guint n_parts = get_parts (self, parts);
  double middle_x, middle_y;

  for (guint n = 0; n < n_parts; n++) {
    const cairo_rectangle_t *box = &parts[n].box;
    const double *along = pick[parts[n].x_axis];
    const double all[2] = {0.0, 1.0}, *up = parts[n].y_axis >= 0 ? pick[parts[n].y_axis] : all;

    if (along[0] <= 0.0 && along[1] >= 1.0 && up[0] <= 0.0 && up[1] >= 1.0)
      continue;
    cairo_rectangle (cr, x + box->x + along[0] * box->width,
                     y + box->y + (1.0 - up[1]) * box->height, (along[1] - along[0]) * box->width,
                     (up[1] - up[0]) * box->height);
    stroke_on_colours (cr, self);
  }
  if (is_wheel (self) && (pick[0][0] > 0.0 || pick[0][1] < 1.0)) {
    cal_wheel_key_get_middle (self, &middle_x, &middle_y);
    cal_wheel_key_add_arc (cr, self, x + middle_x, y + middle_y, pick[0][0], pick[0][1]);
    stroke_on_colours (cr, self);
  }
}

/**
 * cal_colour_key_draw:
 * @x: left end of what cal_colour_key_measure() measured
 * @y: its top
 *
 * From any thread.
 */
void
cal_colour_key_draw (cairo_t *cr, const CalColourKey *self, double x, double y)
{
  CalColourBar bar = get_bar (self);

  if (self->colouring.n_maps == 3)
    cal_rgb_key_draw (cr, self, x, y);
  else if (self->colouring.n_maps == 2)
    cal_square_key_draw (cr, self, x, y);
  else if (is_wheel (self))
    cal_wheel_key_draw (cr, self, x, y);
  else
    cal_colour_bar_draw (cr, &bar, x, y);
  draw_pick (cr, self, x, y);
}

static void
draw_ring (cairo_t *cr, const CalColourKey *self, double x, double y)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, MARKER * self->scale, 0.0, 2.0 * G_PI);
  stroke_on_colours (cr, self);
}

/**
 * cal_colour_key_draw_marker:
 * @x: left end of the key
 * @y: its top
 * @fractions: where along each map's window
 *
 * Draws a small ring where these values are.
 */
void
cal_colour_key_draw_marker (
    cairo_t *cr, const CalColourKey *self, double x, double y, const double fractions[3])
{
  CalKeyPart parts[MAX_PARTS];
  guint n_parts = get_parts (self, parts);
  double at_x, at_y;

  for (guint n = 0; n < n_parts; n++) {
    const cairo_rectangle_t *box = &parts[n].box;
    double up = parts[n].y_axis >= 0 ? fractions[parts[n].y_axis] : 0.5;

    draw_ring (cr, self, x + box->x + fractions[parts[n].x_axis] * box->width,
               y + box->y + (1.0 - up) * box->height);
  }
  if (is_wheel (self)) {
    cal_wheel_key_get_place (self, fractions[0], &at_x, &at_y);
    draw_ring (cr, self, x + at_x, y + at_y);
  }
}

static void
set_axis (CalKeySpot *spot, int axis, double fraction)
{
  if (axis < 0)
    return;
  spot->axes |= 1u << axis;
  spot->fractions[axis] = CLAMP (fraction, 0.0, 1.0);
  spot->click[axis][0] = MAX (spot->fractions[axis] - CLICK, 0.0);
  spot->click[axis][1] = MIN (spot->fractions[axis] + CLICK, 1.0);
}

/* Where the place is on the part, or nearest to it. */
static void
read_part (const CalKeyPart *part, double x, double y, CalKeySpot *spot)
{
  set_axis (spot, part->x_axis, (x - part->box.x) / part->box.width);
  set_axis (spot, part->y_axis, 1.0 - (y - part->box.y) / part->box.height);
}

/* A lobe of the discs: high in the maps that it is made of, low in the others. */
static gboolean
find_lobe (const CalColourKey *self, double x, double y, CalKeySpot *spot)
{
  guint lobe = self->colouring.n_maps == 3 ? cal_rgb_key_find_lobe (self, x, y) : 0;

  for (int axis = 0; lobe != 0 && axis < 3; axis++) {
    gboolean high = (lobe >> axis & 1) != 0;

    spot->fractions[axis] = high ? 1.0 : 0.0;
    spot->click[axis][0] = high ? 0.5 : 0.0;
    spot->click[axis][1] = high ? 1.0 : 0.5;
  }
  spot->part = -1;
  spot->axes = lobe != 0 ? 7u : 0u;
  return lobe != 0;
}

/**
 * cal_colour_key_find:
 * @x: in pixels from the key's left end
 * @y: from its top
 * @spot: (out): what is there
 *
 * Returns: whether the place is on colours
 */
gboolean
cal_colour_key_find (const CalColourKey *self, double x, double y, CalKeySpot *spot)
{
  double slack = SLACK * self->scale, fraction;
  CalKeyPart parts[MAX_PARTS];
  guint n_parts = get_parts (self, parts);

  *spot = (CalKeySpot){.click = {{0.0, 1.0}, {0.0, 1.0}, {0.0, 1.0}}};
  for (guint n = 0; n < n_parts; n++) {
    const cairo_rectangle_t *box = &parts[n].box;

    if (x < box->x - slack || x > box->x + box->width + slack || y < box->y - slack ||
        y > box->y + box->height + slack)
      continue;
    spot->part = (int) n;
    read_part (&parts[n], x, y, spot);
    return TRUE;
  }
  if (is_wheel (self) && cal_wheel_key_find (self, x, y, FALSE, &fraction)) {
    set_axis (spot, 0, fraction);
    return TRUE;
  }
  return find_lobe (self, x, y, spot);
}

/**
 * cal_colour_key_follow:
 * @from: where a drag began
 * @x: where it is now, in pixels from the key's left end; may be beyond the colours
 * @y: from its top
 * @pick: (inout): gets low and high of what lies between along the axes of that part; of others it
 *   stays
 */
void
cal_colour_key_follow (
    const CalColourKey *self, const CalKeySpot *from, double x, double y, double pick[3][2])
{
  CalKeySpot to = {.part = from->part};
  CalKeyPart parts[MAX_PARTS];
  guint n_parts = get_parts (self, parts);
  double fraction;

  if (from->part < 0)
    return;
  if (is_wheel (self)) {
    cal_wheel_key_find (self, x, y, TRUE, &fraction);
    set_axis (&to, 0, fraction);
  } else if ((guint) from->part < n_parts)
    read_part (&parts[from->part], x, y, &to);
  for (int axis = 0; axis < 3; axis++)
    if ((to.axes >> axis & 1) != 0) {
      pick[axis][0] = MIN (from->fractions[axis], to.fractions[axis]);
      pick[axis][1] = MAX (from->fractions[axis], to.fractions[axis]);
    }
}
