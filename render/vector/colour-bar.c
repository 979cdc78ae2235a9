/* colour-bar.c - which colour is which value, and which values are not shown.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/colour-bar.h"

#include <math.h>

#include "model/number.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define STRIP 9.0
#define OVERHANG 3.0
#define GAP 4.0
#define LABEL_SPACE 8.0

/* Columns of the strip's picture: finer than the colour map's 256 colours, to place the edge of
 * the hidden part. */
#define N_COLUMNS 1024
/* Rows of it, where a second map goes up. */
#define N_ACROSS 16

#define MAX_TICKS 5

typedef struct {
  double fraction;
  gboolean is_threshold;
  char *text;
  double length;
  /* Where the text lies along the strip: its beginning, in pixels; not drawn if negative. */
  double start;
} Tick;

typedef struct {
  Tick ticks[MAX_TICKS];
  guint n_ticks;
  double line_height;
  double label_width;
  gboolean caption_between;
} Layout;

static CalTextStyle
small_text (const CalColourBar *self, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static double
get_fraction (const CalDisplayState *display, double value)
{
  return (value - display->window_low) / (display->window_high - display->window_low);
}

static void
add_tick (Layout *layout, const CalColourBar *self, double value, gboolean is_threshold)
{
  CalTextStyle style = small_text (self, self->ink->secondary);
  Tick *tick = &layout->ticks[layout->n_ticks];
  double fraction = get_fraction (self->display, value), width;

  if (!(fraction >= 0.0 && fraction <= 1.0))
    return;
  tick->fraction = fraction;
  tick->is_threshold = is_threshold;
  tick->text = cal_number_format (value);
  cal_text_measure (&style, tick->text, &width, &layout->line_height);
  tick->length = self->vertical ? layout->line_height : width;
  tick->start = -1.0;
  layout->label_width = MAX (layout->label_width, width);
  layout->n_ticks++;
}

/* Moves a label along the strip to the free place nearest to its tick, if there is one. */
static void
place_label (Layout *layout, guint which, double strip_length, double space)
{
  Tick *tick = &layout->ticks[which];
  double wish = CLAMP (tick->fraction * strip_length - 0.5 * tick->length, 0.0,
                       MAX (strip_length - tick->length, 0.0));
  double low = 0.0, high = strip_length;

  for (guint n = 0; n < which; n++) {
    const Tick *other = &layout->ticks[n];

    if (other->start < 0.0)
      continue;
    if (other->fraction <= tick->fraction)
      low = MAX (low, other->start + other->length + space);
    else
      high = MIN (high, other->start - space);
  }
  /* Two ticks at one place need one label. */
  if (high - low < tick->length)
    return;
  tick->start = CLAMP (wish, low, high - tick->length);
}

/* The limits come first, then the threshold, then zero: a label that finds no place is left out. */
static void
lay_out (Layout *layout, const CalColourBar *self)
{
  const CalDisplayState *display = self->display;
  double space = (self->vertical ? 1.0 : LABEL_SPACE) * self->scale;

  *layout = (Layout){0};
  add_tick (layout, self, display->window_low, FALSE);
  add_tick (layout, self, display->window_high, FALSE);
  if (display->threshold_mode != CAL_THRESHOLD_NONE && display->threshold_by == NULL) {
    add_tick (layout, self, display->threshold, TRUE);
    if (display->threshold_mode == CAL_THRESHOLD_MAGNITUDE && display->threshold != 0.0)
      add_tick (layout, self, -display->threshold, TRUE);
  }
  if (display->window_low * display->window_high < 0.0 && display->threshold != 0.0)
    add_tick (layout, self, 0.0, FALSE);
  for (guint n = 0; n < layout->n_ticks; n++)
    place_label (layout, n, self->length_px, space);
}

static void
layout_clear (Layout *layout)
{
  for (guint n = 0; n < layout->n_ticks; n++)
    g_free (layout->ticks[n].text);
}

/* The widest stretch between labels, and its middle. */
static double
find_room (const Layout *layout, double strip_length, double *middle)
{
  double widest = 0.0;

  for (guint n = 0; n < layout->n_ticks; n++) {
    const Tick *tick = &layout->ticks[n];
    double end = tick->start + tick->length, next = strip_length;

    if (tick->start < 0.0)
      continue;
    for (guint m = 0; m < layout->n_ticks; m++)
      if (layout->ticks[m].start > tick->start)
        next = MIN (next, layout->ticks[m].start);
    if (next - end > widest) {
      widest = next - end;
      *middle = 0.5 * (next + end);
    }
  }
  return widest;
}

static gboolean
fits_between (const Layout *layout, const CalColourBar *self, double *middle)
{
  CalTextStyle style = small_text (self, self->ink->secondary);
  double width;

  if (self->vertical || self->caption == NULL)
    return FALSE;
  cal_text_measure (&style, self->caption, &width, NULL);
  return width + 2.0 * LABEL_SPACE * self->scale <= find_room (layout, self->length_px, middle);
}

static guint
count_rows (const Layout *layout, const CalColourBar *self)
{
  double middle;

  return (self->caption != NULL && !fits_between (layout, self, &middle) ? 1 : 0) +
         (self->note != NULL ? 1 : 0);
}

/**
 * cal_colour_bar_measure:
 * @width_px: (out): of all that is drawn. A caption longer than a horizontal strip is ellipsised;
 *   beside a vertical one it may be one and a half times as wide as the strip is long
 * @height_px: (out)
 */
void
cal_colour_bar_measure (const CalColourBar *self, double *width_px, double *height_px)
{
  Layout layout;
  guint n_rows;

  lay_out (&layout, self);
  n_rows = count_rows (&layout, self);
  if (self->vertical) {
    double widest = (STRIP + OVERHANG + GAP) * self->scale + layout.label_width;
    CalTextStyle style = small_text (self, self->ink->text);
    const char *lines[] = {self->caption, self->note};

    style.max_width_px = 1.5 * self->length_px;
    for (int l = 0; l < 2; l++) {
      double width = 0.0;

      if (lines[l] != NULL)
        cal_text_measure (&style, lines[l], &width, NULL);
      widest = MAX (widest, width);
    }
    *width_px = widest;
    *height_px = self->length_px + n_rows * (layout.line_height + 0.5 * GAP * self->scale);
  } else {
    *width_px = self->length_px;
    *height_px = (STRIP + 2.0 * OVERHANG + GAP) * self->scale + (1 + n_rows) * layout.line_height;
  }
  layout_clear (&layout);
}

/* The colour of a value on a strip that stands for all maps that give the colour: of two, the
 * second goes up, from 0 to 1; of three, it is the first's. */
static void
get_strip_rgb (const CalDisplayState *display, double value, double up, float rgb[3])
{
  double fraction = cal_display_get_fraction (display, FALSE, value);

  if (display->colour_mode == CAL_COLOUR_TWO_MAPS && display->second_by != NULL)
    cal_square_map_look_up (display->square_map, fraction, up, rgb);
  else if (display->colour_mode == CAL_COLOUR_RGB && display->second_by != NULL &&
           display->third_by != NULL) {
    rgb[0] = (float) fraction;
    rgb[1] = rgb[2] = 0.0f;
  } else
    cal_display_get_rgb (display, value, rgb);
}

static guint32
get_strip_pixel (const CalDisplayState *display, const CalInk *ink, double fraction, double up)
{
  double value = display->window_low + fraction * (display->window_high - display->window_low);
  gboolean shown = display->threshold_by != NULL || cal_display_shows (display, value);
  double share = shown ? 1.0 : display->below_threshold == CAL_BELOW_HIDDEN ? 0.0 : 0.25;
  guint32 pixel = 0;
  float rgb[3];

  get_strip_rgb (display, value, up, rgb);
  for (int c = 0; c < 3; c++) {
    double mixed = share * (double) rgb[c] + (1.0 - share) * ink->hidden[c];

    pixel = pixel << 8 | (guint32) lrint (CLAMP (mixed, 0.0, 1.0) * 255.0);
  }
  return pixel;
}

/**
 * cal_colour_bar_draw_strip:
 * @box: where
 *
 * Draws the colours alone. Values that the display hides are grey; faded ones are a quarter of
 * their colour on that grey.
 */
void
cal_colour_bar_draw_strip (cairo_t *cr,
                           const CalDisplayState *display,
                           const CalInk *ink,
                           gboolean vertical,
                           const cairo_rectangle_t *box)
{
  int across = display->colour_mode == CAL_COLOUR_TWO_MAPS && !vertical ? N_ACROSS : 1;
  int width = vertical ? 1 : N_COLUMNS, height = vertical ? N_COLUMNS : across;
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  guint8 *pixels = cairo_image_surface_get_data (picture);
  int stride = cairo_image_surface_get_stride (picture);

  for (int row = 0; row < across; row++)
    for (int n = 0; n < N_COLUMNS; n++)
      *(guint32 *) (gpointer) (vertical ? pixels + (N_COLUMNS - 1 - n) * stride
                                        : pixels + row * stride + 4 * n) =
          get_strip_pixel (display, ink, (n + 0.5) / N_COLUMNS, 1.0 - (row + 0.5) / across);
  cairo_surface_mark_dirty (picture);
  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  cairo_translate (cr, box->x, box->y);
  cairo_scale (cr, box->width / width, box->height / height);
  cairo_set_source_surface (cr, picture, 0.0, 0.0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (picture);
}

static void
draw_ticks (cairo_t *cr, const CalColourBar *self, const Layout *layout, double x, double y)
{
  CalTextStyle style = small_text (self, self->ink->secondary);
  double strip = STRIP * self->scale, overhang = OVERHANG * self->scale;

  cal_ink_set (cr, self->ink->text);
  cairo_set_line_width (cr, 1.5 * self->scale);
  for (guint n = 0; n < layout->n_ticks; n++) {
    const Tick *tick = &layout->ticks[n];
    double along = tick->fraction * self->length_px;

    if (!tick->is_threshold)
      continue;
    if (self->vertical) {
      cairo_move_to (cr, x - overhang, y + self->length_px - along);
      cairo_rel_line_to (cr, strip + 2.0 * overhang, 0.0);
    } else {
      cairo_move_to (cr, x + along, y - overhang);
      cairo_rel_line_to (cr, 0.0, strip + 2.0 * overhang);
    }
    cairo_stroke (cr);
  }
  for (guint n = 0; n < layout->n_ticks; n++) {
    const Tick *tick = &layout->ticks[n];

    if (tick->start < 0.0)
      continue;
    if (self->vertical)
      cal_text_draw (cr, &style, tick->text, x + strip + overhang + GAP * self->scale,
                     y + self->length_px - tick->start - tick->length);
    else
      cal_text_draw (cr, &style, tick->text, x + tick->start,
                     y + strip + overhang + GAP * self->scale);
  }
}

/**
 * cal_colour_bar_get_strip:
 *
 * Returns: where the colours are, from the top left of what cal_colour_bar_measure() measured
 */
cairo_rectangle_t
cal_colour_bar_get_strip (const CalColourBar *self)
{
  double strip = STRIP * self->scale, overhang = OVERHANG * self->scale;
  Layout layout;
  guint n_rows;

  if (!self->vertical)
    return (cairo_rectangle_t){0.0, overhang, self->length_px, strip};
  lay_out (&layout, self);
  n_rows = count_rows (&layout, self);
  layout_clear (&layout);
  return (cairo_rectangle_t){overhang, n_rows * (layout.line_height + 0.5 * GAP * self->scale),
                             strip, self->length_px};
}

/**
 * cal_colour_bar_draw:
 * @x: left end of what cal_colour_bar_measure() measured
 * @y: its top
 *
 * Draws the strip with its limits, its threshold, and caption and note. From any thread.
 */
void
cal_colour_bar_draw (cairo_t *cr, const CalColourBar *self, double x, double y)
{
  double strip = STRIP * self->scale, overhang = OVERHANG * self->scale, middle = 0.0, row_y;
  CalTextStyle style = small_text (self, self->ink->text);
  cairo_rectangle_t box = cal_colour_bar_get_strip (self);
  const char *lines[] = {self->caption, self->note};
  gboolean between;
  Layout layout;

  box.x += x;
  box.y += y;
  lay_out (&layout, self);
  between = fits_between (&layout, self, &middle);
  row_y = y + strip + 2.0 * overhang + GAP * self->scale;
  style.max_width_px = self->length_px;
  style.align_x = 0.5;
  if (self->vertical) {
    style.max_width_px *= 1.5;
    style.align_x = 0.0;
    row_y = y;
  } else {
    if (between)
      cal_text_draw (cr, &style, self->caption, x + middle, row_y);
    row_y += layout.line_height;
  }
  cal_colour_bar_draw_strip (cr, self->display, self->ink, self->vertical, &box);
  /* A colour map that ends in the background's colour still ends somewhere. */
  cal_ink_set (cr, self->ink->hidden);
  cairo_set_line_width (cr, 0.75 * self->scale);
  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_stroke (cr);
  draw_ticks (cr, self, &layout, box.x, box.y);
  for (int l = between ? 1 : 0; l < 2; l++)
    if (lines[l] != NULL) {
      cal_text_draw (cr, &style, lines[l], self->vertical ? x : x + 0.5 * self->length_px, row_y);
      row_y += layout.line_height;
    }
  layout_clear (&layout);
}

/* Whether two texts are the same but for case and for how words are parted. */
static gboolean
is_same (const char *name, const char *statistic)
{
  gsize n = 0;

  for (; name[n] != '\0' && statistic[n] != '\0'; n++)
    if (g_ascii_tolower (name[n] == '_' ? ' ' : name[n]) !=
        g_ascii_tolower (statistic[n] == '_' ? ' ' : statistic[n]))
      return FALSE;
  return name[n] == statistic[n];
}

/**
 * cal_colour_bar_dup_caption:
 * @name: (nullable): of the layer
 * @statistic: (nullable)
 * @unit: (nullable)
 *
 * Returns: (transfer full): "Prediction score · r, %"; a name that only repeats the statistic is
 *   left out
 */
char *
cal_colour_bar_dup_caption (const char *name, const char *statistic, const char *unit)
{
  GString *caption = g_string_new (NULL);

  if (name != NULL && (statistic == NULL || !is_same (name, statistic)))
    g_string_append (caption, name);
  if (statistic != NULL && *statistic != '\0')
    g_string_append_printf (caption, "%s%s", caption->len > 0 ? " · " : "", statistic);
  if (unit != NULL && *unit != '\0')
    g_string_append_printf (caption, "%s%s", caption->len > 0 ? ", " : "", unit);
  return g_string_free (caption, FALSE);
}
