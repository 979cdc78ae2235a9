/* curve-plot.c - points joined by lines: a number along an axis of numbers or names.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/curve-plot.h"

#include <math.h>

#include "model/number.h"
#include "render/vector/axis.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define LEFT 60.0
#define RIGHT 20.0
#define LEGEND 24.0
#define BELOW 44.0
#define INSET 12.0
#define LEAST_TICK_GAP 44.0
#define TICK_GAP_Y 36.0
#define REACH 24.0

static cairo_rectangle_t
get_field (const CalCurvePlot *self)
{
  double s = self->scale;

  return (cairo_rectangle_t){self->box.x + LEFT * s, self->box.y + LEGEND * s,
                             fmax (self->box.width - (LEFT + RIGHT) * s, 8.0 * s),
                             fmax (self->box.height - (LEGEND + BELOW) * s, 8.0 * s)};
}

/* Zero, and all points with their whiskers. */
static void
find_range (const CalCurvePlot *self, double *bottom, double *top)
{
  *bottom = *top = 0.0;
  for (guint c = 0; c < self->n_curves; c++)
    for (gsize p = 0; p < self->n_points; p++) {
      const CalCurve *curve = self->curves + c;
      double error = curve->errors != NULL && isfinite (curve->errors[p]) ? curve->errors[p] : 0.0;

      if (!isfinite (curve->values[p]))
        continue;
      *bottom = fmin (*bottom, curve->values[p] - error);
      *top = fmax (*top, curve->values[p] + error);
    }
  if (!(*top > *bottom))
    *top = *bottom + 1.0;
  *top += 0.05 * (*top - *bottom);
}

static double
to_scale (const CalCurvePlot *self, double position)
{
  return self->is_log ? log (position) : position;
}

static double
to_x (const CalCurvePlot *self, double position)
{
  cairo_rectangle_t field = get_field (self);
  double low = INFINITY, high = -INFINITY, inset = INSET * self->scale;

  for (gsize p = 0; p < self->n_points; p++) {
    low = fmin (low, to_scale (self, self->positions[p]));
    high = fmax (high, to_scale (self, self->positions[p]));
  }
  if (!(high > low))
    return field.x + 0.5 * field.width;
  return field.x + inset +
         (field.width - 2.0 * inset) * (to_scale (self, position) - low) / (high - low);
}

static double
to_y (const CalCurvePlot *self, double value)
{
  cairo_rectangle_t field = get_field (self);
  double bottom, top;

  find_range (self, &bottom, &top);
  return field.y + field.height * (top - value) / (top - bottom);
}

/**
 * cal_curve_plot_pick:
 *
 * Returns: the point whose position is nearest to that place; -1 for none
 */
gssize
cal_curve_plot_pick (const CalCurvePlot *self, double x, double y)
{
  cairo_rectangle_t field = get_field (self);
  double nearest = REACH * self->scale;
  gssize found = -1;

  if (y < field.y || y > self->box.y + self->box.height)
    return -1;
  for (gsize p = 0; p < self->n_points; p++) {
    double distance = fabs (to_x (self, self->positions[p]) - x);

    if (distance < nearest) {
      nearest = distance;
      found = (gssize) p;
    }
  }
  return found;
}

static CalTextStyle
make_style (const CalCurvePlot *self, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

/* A tick at each point; names that would overlap are left out. */
static void
draw_points_axis (cairo_t *cr, const CalCurvePlot *self)
{
  cairo_rectangle_t field = get_field (self);
  double s = self->scale, y = field.y + field.height, last = -INFINITY;
  CalTextStyle style = make_style (self, self->ink->secondary);

  cal_ink_set (cr, self->ink->secondary);
  cairo_set_line_width (cr, s);
  cairo_move_to (cr, field.x, y);
  cairo_line_to (cr, field.x + field.width, y);
  cairo_stroke (cr);
  style.align_x = 0.5;
  style.align_y = 0.0;
  for (gsize p = 0; p < self->n_points; p++) {
    g_autofree char *number = cal_number_format (self->positions[p]);
    const char *text = self->names != NULL ? self->names[p] : number;
    double x = to_x (self, self->positions[p]), width;

    cairo_move_to (cr, x, y);
    cairo_line_to (cr, x, y + 4.0 * s);
    cairo_stroke (cr);
    cal_text_measure (&style, text, &width, NULL);
    if (x - 0.5 * width < last + 6.0 * s)
      continue;
    cal_text_draw (cr, &style, text, x, y + 6.0 * s);
    last = x + 0.5 * fmax (width, LEAST_TICK_GAP * s - 12.0 * s);
  }
  style.max_width_px = field.width;
  if (self->x_title != NULL)
    cal_text_draw (cr, &style, self->x_title, field.x + 0.5 * field.width, y + 24.0 * s);
}

static void
draw_value_axis (cairo_t *cr, const CalCurvePlot *self)
{
  cairo_rectangle_t field = get_field (self);
  double bottom, top, step, s = self->scale;
  CalTextStyle style = make_style (self, self->ink->secondary);

  find_range (self, &bottom, &top);
  step = cal_axis_get_step (top - bottom, (guint) fmax (field.height / (TICK_GAP_Y * s), 2.0));
  style.align_x = 1.0;
  cairo_set_line_width (cr, s);
  for (double k = ceil (bottom / step - 1e-9); k * step <= top; k += 1.0) {
    g_autofree char *text = cal_number_format (k * step);

    cairo_set_source_rgba (cr, self->ink->hidden[0], self->ink->hidden[1], self->ink->hidden[2],
                           0.35);
    cairo_move_to (cr, field.x, to_y (self, k * step));
    cairo_line_to (cr, field.x + field.width, to_y (self, k * step));
    cairo_stroke (cr);
    cal_text_draw (cr, &style, text, field.x - 6.0 * s, to_y (self, k * step));
  }
  style.align_x = 0.5;
  style.max_width_px = field.height;
  if (self->y_title != NULL)
    cal_text_draw_turned (cr, &style, self->y_title, self->box.x + 8.0 * s,
                          field.y + 0.5 * field.height);
}

static void
draw_curve (cairo_t *cr, const CalCurvePlot *self, const CalCurve *curve)
{
  gboolean is_down = FALSE;
  double s = self->scale;

  cairo_set_source_rgb (cr, curve->rgb[0], curve->rgb[1], curve->rgb[2]);
  cairo_set_line_width (cr, 2.0 * s);
  for (gsize p = 0; p < self->n_points; p++) {
    double x = to_x (self, self->positions[p]), y = to_y (self, curve->values[p]);

    if (!isfinite (curve->values[p]))
      is_down = FALSE;
    else if (is_down)
      cairo_line_to (cr, x, y);
    else {
      cairo_move_to (cr, x, y);
      is_down = TRUE;
    }
  }
  cairo_stroke (cr);
  for (gsize p = 0; p < self->n_points; p++) {
    double x = to_x (self, self->positions[p]), value = curve->values[p];

    if (!isfinite (value))
      continue;
    cairo_arc (cr, x, to_y (self, value), (self->hovered == (gssize) p ? 5.0 : 3.5) * s, 0.0,
               2.0 * G_PI);
    cairo_fill (cr);
    if (curve->errors == NULL || !isfinite (curve->errors[p]))
      continue;
    cairo_set_line_width (cr, 1.2 * s);
    cairo_move_to (cr, x, to_y (self, value - curve->errors[p]));
    cairo_line_to (cr, x, to_y (self, value + curve->errors[p]));
    for (int end = -1; end <= 1; end += 2) {
      cairo_move_to (cr, x - 3.0 * s, to_y (self, value + end * curve->errors[p]));
      cairo_line_to (cr, x + 3.0 * s, to_y (self, value + end * curve->errors[p]));
    }
    cairo_stroke (cr);
  }
}

static void
draw_legend (cairo_t *cr, const CalCurvePlot *self)
{
  CalTextStyle style = make_style (self, self->ink->text);
  double s = self->scale, x = self->box.x + LEFT * s, y = self->box.y + 0.5 * LEGEND * s;

  for (guint c = 0; c < self->n_curves; c++) {
    const CalCurve *curve = self->curves + c;
    double width;

    style.max_width_px = fmax (self->box.x + self->box.width - x - 24.0 * s, 16.0 * s);
    cal_text_measure (&style, curve->name, &width, NULL);
    cairo_set_source_rgb (cr, curve->rgb[0], curve->rgb[1], curve->rgb[2]);
    cairo_set_line_width (cr, 2.5 * s);
    cairo_move_to (cr, x, y);
    cairo_line_to (cr, x + 14.0 * s, y);
    cairo_stroke (cr);
    cal_text_draw (cr, &style, curve->name, x + 20.0 * s, y);
    x += 36.0 * s + width;
  }
}

/**
 * cal_curve_plot_draw:
 *
 * From any thread.
 */
void
cal_curve_plot_draw (cairo_t *cr, const CalCurvePlot *self)
{
  cairo_new_path (cr);
  if (self->n_points == 0 || self->n_curves == 0)
    return;
  draw_value_axis (cr, self);
  draw_points_axis (cr, self);
  for (guint c = 0; c < self->n_curves; c++)
    draw_curve (cr, self, self->curves + c);
  draw_legend (cr, self);
}
