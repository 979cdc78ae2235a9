/* time-plot.c - courses in time: lines over seconds, what was shown when, and the moment looked at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/time-plot.h"

#include <math.h>

#include "model/labels.h"
#include "model/number.h"
#include "render/vector/axis.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define LEFT 52.0
#define RIGHT 12.0
#define LEGEND 24.0
#define BELOW 40.0
#define EVENTS 8.0
#define TICK_GAP_X 80.0
#define TICK_GAP_Y 36.0

static cairo_rectangle_t
get_field (const CalTimePlot *self)
{
  double s = self->scale;

  return (cairo_rectangle_t){self->box.x + LEFT * s, self->box.y + LEGEND * s,
                             fmax (self->box.width - (LEFT + RIGHT) * s, 8.0 * s),
                             fmax (self->box.height - (LEGEND + BELOW) * s, 8.0 * s)};
}

/* All values of all lines, with a little room; FALSE if there is none. */
static gboolean
find_range (const CalTimePlot *self, double *bottom, double *top)
{
  *bottom = INFINITY;
  *top = -INFINITY;
  for (guint l = 0; l < self->n_lines; l++)
    for (gsize f = 0; f < self->n_frames; f++)
      if (isfinite (self->lines[l].values[f])) {
        *bottom = fmin (*bottom, (double) self->lines[l].values[f]);
        *top = fmax (*top, (double) self->lines[l].values[f]);
      }
  if (!(*bottom <= *top))
    return FALSE;
  if (!(*bottom < *top)) {
    *bottom -= 0.5;
    *top += 0.5;
  }
  *bottom -= 0.04 * (*top - *bottom);
  *top += 0.04 * (*top - *bottom);
  return TRUE;
}

/**
 * cal_time_plot_get_x:
 * @frame: from 0
 *
 * Returns: where its moment is drawn
 */
double
cal_time_plot_get_x (const CalTimePlot *self, double frame)
{
  cairo_rectangle_t field = get_field (self);

  return field.x + field.width * (frame + 0.5) / (double) self->n_frames;
}

static double
to_y (const cairo_rectangle_t *field, double bottom, double top, double value)
{
  return field->y + field->height * (top - value) / (top - bottom);
}

/**
 * cal_time_plot_pick:
 *
 * Returns: the frame at that place; -1 for none
 */
gssize
cal_time_plot_pick (const CalTimePlot *self, double x, double y)
{
  cairo_rectangle_t field = get_field (self);

  if (self->n_frames == 0 || x < field.x || x >= field.x + field.width || y < self->box.y ||
      y >= self->box.y + self->box.height)
    return -1;
  return MIN ((gssize) ((x - field.x) / field.width * (double) self->n_frames),
              (gssize) self->n_frames - 1);
}

static CalTextStyle
make_style (const CalTimePlot *self, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static void
draw_events (cairo_t *cr, const CalTimePlot *self)
{
  cairo_rectangle_t field = get_field (self);

  for (guint e = 0; e < self->n_events; e++) {
    const CalTimeEvent *event = self->events + e;
    double from = CLAMP (event->onset - 0.5, -0.5, (double) self->n_frames - 0.5);
    double to = CLAMP (event->onset + event->duration - 0.5, -0.5, (double) self->n_frames - 0.5);
    double x = cal_time_plot_get_x (self, from);
    double width = fmax (cal_time_plot_get_x (self, to) - x, self->scale);
    float rgba[4];

    cal_labels_pick_colour (event->kind, rgba);
    cairo_set_source_rgba (cr, (double) rgba[0], (double) rgba[1], (double) rgba[2], 0.10);
    cairo_rectangle (cr, x, field.y, width, field.height);
    cairo_fill (cr);
    cairo_set_source_rgb (cr, (double) rgba[0], (double) rgba[1], (double) rgba[2]);
    cairo_rectangle (cr, x, field.y + field.height - EVENTS * self->scale, width,
                     EVENTS * self->scale);
    cairo_fill (cr);
  }
}

static void
draw_line (cairo_t *cr, const CalTimePlot *self, const CalTimeLine *line)
{
  cairo_rectangle_t field = get_field (self);
  gboolean is_down = FALSE;
  double bottom, top;

  if (!find_range (self, &bottom, &top))
    return;
  for (gsize f = 0; f < self->n_frames; f++) {
    double y = to_y (&field, bottom, top, (double) line->values[f]);

    if (!isfinite (y)) {
      is_down = FALSE;
      continue;
    }
    if (is_down)
      cairo_line_to (cr, cal_time_plot_get_x (self, (double) f), y);
    else
      cairo_move_to (cr, cal_time_plot_get_x (self, (double) f), y);
    is_down = TRUE;
  }
  cairo_set_source_rgb (cr, line->rgb[0], line->rgb[1], line->rgb[2]);
  cairo_set_line_width (cr, line->width_px * self->scale);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
draw_time_axis (cairo_t *cr, const CalTimePlot *self)
{
  cairo_rectangle_t field = get_field (self);
  double s = self->scale, unit = self->step_s > 0.0 ? self->step_s : 1.0;
  double end = (double) self->n_frames * unit, y = field.y + field.height;
  double step = cal_axis_get_step (end, (guint) fmax (field.width / (TICK_GAP_X * s), 2.0));
  CalTextStyle style = make_style (self, self->ink->secondary);

  style.align_x = 0.5;
  style.align_y = 0.0;
  cal_ink_set (cr, self->ink->secondary);
  cairo_set_line_width (cr, s);
  cairo_move_to (cr, field.x, y);
  cairo_line_to (cr, field.x + field.width, y);
  cairo_stroke (cr);
  for (double k = 0.0; k * step <= end * (1.0 + 1e-9); k += 1.0) {
    g_autofree char *text = cal_number_format (k * step);
    double x = field.x + field.width * k * step / end;

    cairo_move_to (cr, x, y);
    cairo_line_to (cr, x, y + 4.0 * s);
    cairo_stroke (cr);
    cal_text_draw (cr, &style, text, x, y + 6.0 * s);
  }
  cal_text_draw (cr, &style, self->step_s > 0.0 ? "time (s)" : "frame", field.x + 0.5 * field.width,
                 y + 22.0 * s);
}

static void
draw_value_axis (cairo_t *cr, const CalTimePlot *self)
{
  cairo_rectangle_t field = get_field (self);
  double bottom, top, step, s = self->scale;
  CalTextStyle style = make_style (self, self->ink->secondary);

  if (!find_range (self, &bottom, &top))
    return;
  step = cal_axis_get_step (top - bottom, (guint) fmax (field.height / (TICK_GAP_Y * s), 2.0));
  style.align_x = 1.0;
  cairo_set_line_width (cr, s);
  for (double k = ceil (bottom / step); k * step <= top; k += 1.0) {
    g_autofree char *text = cal_number_format (k * step);
    double y = to_y (&field, bottom, top, k * step);

    cairo_set_source_rgba (cr, self->ink->hidden[0], self->ink->hidden[1], self->ink->hidden[2],
                           0.35);
    cairo_move_to (cr, field.x, y);
    cairo_line_to (cr, field.x + field.width, y);
    cairo_stroke (cr);
    cal_text_draw (cr, &style, text, field.x - 6.0 * s, y);
  }
}

static void
draw_legend (cairo_t *cr, const CalTimePlot *self)
{
  CalTextStyle style = make_style (self, self->ink->text);
  double s = self->scale, x = self->box.x + LEFT * s, y = self->box.y + 0.5 * LEGEND * s;

  for (guint l = 0; l < self->n_lines; l++) {
    const CalTimeLine *line = self->lines + l;
    double width, height;

    if (line->name == NULL)
      continue;
    style.max_width_px = fmax (self->box.x + self->box.width - x - 24.0 * s, 16.0 * s);
    cal_text_measure (&style, line->name, &width, &height);
    cairo_set_source_rgb (cr, line->rgb[0], line->rgb[1], line->rgb[2]);
    cairo_set_line_width (cr, 2.5 * s);
    cairo_move_to (cr, x, y);
    cairo_line_to (cr, x + 14.0 * s, y);
    cairo_stroke (cr);
    cal_text_draw (cr, &style, line->name, x + 20.0 * s, y);
    x += 36.0 * s + width;
  }
  if (self->unit != NULL) {
    style = make_style (self, self->ink->secondary);
    style.align_x = 1.0;
    style.max_width_px = fmax (self->box.x + self->box.width - x, 32.0 * s);
    cal_text_draw (cr, &style, self->unit, self->box.x + self->box.width - RIGHT * s, y);
  }
}

static void
draw_moment (cairo_t *cr, const CalTimePlot *self, gssize frame, double opacity)
{
  cairo_rectangle_t field = get_field (self);
  double x = cal_time_plot_get_x (self, (double) frame);

  cairo_set_source_rgba (cr, self->ink->crosshair[0], self->ink->crosshair[1],
                         self->ink->crosshair[2], opacity);
  cairo_set_line_width (cr, 1.5 * self->scale);
  cairo_move_to (cr, x, field.y);
  cairo_line_to (cr, x, field.y + field.height);
  cairo_stroke (cr);
}

/**
 * cal_time_plot_draw:
 *
 * From any thread.
 */
void
cal_time_plot_draw (cairo_t *cr, const CalTimePlot *self)
{
  cairo_new_path (cr);
  if (self->n_frames == 0)
    return;
  draw_value_axis (cr, self);
  draw_events (cr, self);
  draw_time_axis (cr, self);
  for (guint l = 0; l < self->n_lines; l++)
    draw_line (cr, self, self->lines + l);
  draw_legend (cr, self);
  if (self->frame >= 0 && self->frame < (gssize) self->n_frames)
    draw_moment (cr, self, self->frame, 0.9);
  if (self->hovered >= 0 && self->hovered < (gssize) self->n_frames)
    draw_moment (cr, self, self->hovered, 0.4);
}
