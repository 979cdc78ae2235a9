/* bar-chart.c - bars with names, one below the other, on either side of zero.
 *
 * The axis spans all bars, also those that are scrolled away: scrolling changes no length.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/bar-chart.h"

#include <math.h>

#include "model/number.h"
#include "render/vector/axis.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define LEAST_ROW 20.0
#define MOST_ROW 32.0
#define NAMES 160.0
#define NUMBERS 64.0
#define AXIS 40.0
#define TICK_GAP 64.0

static const double bar_rgb[3] = {0.25, 0.58, 0.65};

static CalTextStyle
make_style (const CalBarChart *self, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

/* Few bars are thicker. */
static double
get_row (const CalBarChart *self)
{
  double height = self->box.height - AXIS * self->scale;

  return CLAMP (height / MAX (self->n, 1), LEAST_ROW * self->scale, MOST_ROW * self->scale);
}

static double
get_names_width (const CalBarChart *self)
{
  return fmin (NAMES * self->scale, 0.35 * self->box.width);
}

/* The values that the axis spans: always zero, every bar and its whisker. */
static void
find_range (const CalBarChart *self, double *bottom, double *top)
{
  *bottom = *top = 0.0;
  for (guint b = 0; b < self->n; b++) {
    double error = self->errors != NULL && isfinite (self->errors[b]) ? self->errors[b] : 0.0;

    if (!isfinite (self->values[b]))
      continue;
    *bottom = fmin (*bottom, self->values[b] - error);
    *top = fmax (*top, self->values[b] + error);
  }
  if (!(*top > *bottom))
    *top = 1.0;
}

static double
to_x (const CalBarChart *self, double value)
{
  double bottom, top, left = self->box.x + get_names_width (self);
  double width = fmax (self->box.width - get_names_width (self) - NUMBERS * self->scale, 8.0);

  find_range (self, &bottom, &top);
  return left + width * (value - bottom) / (top - bottom);
}

/**
 * cal_bar_chart_count_rows:
 *
 * Returns: how many bars fit into the box
 */
guint
cal_bar_chart_count_rows (const CalBarChart *self)
{
  double height = self->box.height - AXIS * self->scale;
  guint n_left = self->n - MIN (self->first, self->n);

  return MIN (n_left, (guint) fmax (height / get_row (self), 1.0));
}

/**
 * cal_bar_chart_pick:
 *
 * Returns: the bar whose row has that place; -1 for none
 */
gint
cal_bar_chart_pick (const CalBarChart *self, double x, double y)
{
  double row = (y - self->box.y) / get_row (self);

  if (x < self->box.x || x >= self->box.x + self->box.width || row < 0.0 ||
      row >= (double) cal_bar_chart_count_rows (self))
    return -1;
  return (gint) self->order[self->first + (guint) row];
}

/**
 * cal_bar_chart_get_row:
 * @shown: from the topmost row
 * @x: (out): inside the row
 * @y: (out)
 */
void
cal_bar_chart_get_row (const CalBarChart *self, guint shown, double *x, double *y)
{
  *x = self->box.x + get_names_width (self);
  *y = self->box.y + (shown + 0.5) * get_row (self);
}

static void
draw_whisker (cairo_t *cr, const CalBarChart *self, double value, double error, double y)
{
  double low = to_x (self, value - error), high = to_x (self, value + error);
  double half = 3.0 * self->scale;

  cal_ink_set (cr, self->ink->text);
  cairo_set_line_width (cr, 1.0 * self->scale);
  cairo_move_to (cr, low, y);
  cairo_line_to (cr, high, y);
  cairo_move_to (cr, low, y - half);
  cairo_line_to (cr, low, y + half);
  cairo_move_to (cr, high, y - half);
  cairo_line_to (cr, high, y + half);
  cairo_stroke (cr);
}

static void
draw_row (cairo_t *cr, const CalBarChart *self, guint shown)
{
  guint bar = self->order[self->first + shown];
  double s = self->scale, row = get_row (self), y = self->box.y + (shown + 0.5) * row;
  double value = self->values[bar];
  CalTextStyle style = make_style (self, self->ink->text);
  g_autofree char *number = isnan (value) ? g_strdup ("no data") : cal_number_format (value);
  g_autofree char *label =
      self->counts != NULL
          ? g_strdup_printf ("%s  (%" G_GSIZE_FORMAT ")", self->names[bar], self->counts[bar])
          : g_strdup (self->names[bar]);

  if (self->picked == (gint) bar) {
    cairo_set_source_rgba (cr, self->ink->text[0], self->ink->text[1], self->ink->text[2], 0.08);
    cairo_rectangle (cr, self->box.x, y - 0.5 * row, self->box.width, row);
    cairo_fill (cr);
  }
  style.align_x = 1.0;
  style.bold = self->picked == (gint) bar;
  style.max_width_px = get_names_width (self) - 10.0 * s;
  cal_text_draw (cr, &style, label, self->box.x + get_names_width (self) - 8.0 * s, y);
  if (isfinite (value)) {
    double zero = to_x (self, 0.0), end = to_x (self, value);

    cairo_set_source_rgb (cr, bar_rgb[0], bar_rgb[1], bar_rgb[2]);
    cairo_rectangle (cr, fmin (zero, end), y - 0.3 * row, fabs (end - zero), 0.6 * row);
    cairo_fill (cr);
    if (self->errors != NULL && isfinite (self->errors[bar]))
      draw_whisker (cr, self, value, self->errors[bar], y);
  }
  style = make_style (self, self->ink->secondary);
  style.align_x = 1.0;
  cal_text_draw (cr, &style, number, self->box.x + self->box.width, y);
}

static void
draw_axis (cairo_t *cr, const CalBarChart *self, double y)
{
  double bottom, top, s = self->scale, zero = to_x (self, 0.0), step;
  double width = self->box.width - get_names_width (self) - NUMBERS * s;
  CalTextStyle style = make_style (self, self->ink->secondary);

  find_range (self, &bottom, &top);
  step = cal_axis_get_step (top - bottom, (guint) fmax (width / (TICK_GAP * s), 2.0));
  cal_ink_set (cr, self->ink->secondary);
  cairo_set_line_width (cr, s);
  cairo_move_to (cr, zero, self->box.y);
  cairo_line_to (cr, zero, y);
  cairo_stroke (cr);
  style.align_x = 0.5;
  style.align_y = 0.0;
  for (double k = ceil (bottom / step - 1e-9); k * step <= top * (1.0 + 1e-9); k += 1.0) {
    g_autofree char *text = cal_number_format (k * step);
    double x = to_x (self, k * step);

    cairo_move_to (cr, x, y);
    cairo_line_to (cr, x, y + 4.0 * s);
    cairo_stroke (cr);
    cal_text_draw (cr, &style, text, x, y + 6.0 * s);
  }
  if (self->title != NULL) {
    style.max_width_px = width;
    cal_text_draw (cr, &style, self->title, self->box.x + get_names_width (self) + 0.5 * width,
                   y + 22.0 * s);
  }
}

/**
 * cal_bar_chart_draw:
 *
 * From any thread.
 */
void
cal_bar_chart_draw (cairo_t *cr, const CalBarChart *self)
{
  guint n_rows = cal_bar_chart_count_rows (self);

  cairo_new_path (cr);
  for (guint shown = 0; shown < n_rows; shown++)
    draw_row (cr, self, shown);
  draw_axis (cr, self, self->box.y + n_rows * get_row (self) + 2.0 * self->scale);
}
