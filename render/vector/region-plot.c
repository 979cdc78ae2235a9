/* region-plot.c - the values of each region: boxes, violins or points, of one map or several.
 *
 * The axis spans all regions, also those that are scrolled away: scrolling changes no length.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/region-plot.h"

#include <math.h>

#include "model/labels.h"
#include "model/number.h"
#include "render/vector/axis.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define LANE 16.0
#define MOST_LANE 28.0
#define GAP 8.0
#define NAMES 150.0
#define RIGHT 12.0
#define LEGEND 24.0
#define AXIS 40.0
#define TICK_GAP 72.0

static CalTextStyle
make_style (const CalRegionPlot *self, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static double
get_lane (const CalRegionPlot *self)
{
  double s = self->scale, height = self->box.height - (LEGEND + AXIS) * s;
  double lanes = MAX ((double) self->n_regions * self->n_maps, 1.0);

  return CLAMP ((height - self->n_regions * GAP * s) / lanes, LANE * s, MOST_LANE * s);
}

/* Whole rows fill the box. */
static double
get_row (const CalRegionPlot *self)
{
  double row = self->n_maps * get_lane (self) + GAP * self->scale;
  double height = self->box.height - (LEGEND + AXIS) * self->scale;
  double n_fit = floor (height / row);

  return n_fit >= 1.0 && n_fit < self->n_regions ? height / n_fit : row;
}

static double
get_left (const CalRegionPlot *self)
{
  return self->box.x + fmin (NAMES * self->scale, 0.3 * self->box.width);
}

static double
get_top (const CalRegionPlot *self)
{
  return self->box.y + LEGEND * self->scale;
}

/* The values that the axis spans: zero, and every value. */
static void
find_range (const CalRegionPlot *self, double *bottom, double *top)
{
  *bottom = *top = 0.0;
  for (gsize c = 0; c < (gsize) self->n_regions * self->n_maps; c++)
    if (self->values[c].n_finite > 0) {
      *bottom = fmin (*bottom, self->values[c].quartiles[0]);
      *top = fmax (*top, self->values[c].quartiles[4]);
    }
  for (guint r = 0; self->bounds != NULL && r < self->n_regions; r++)
    if (isfinite (self->bounds[r]))
      *top = fmax (*top, self->bounds[r]);
  if (!(*top > *bottom))
    *top = *bottom + 1.0;
}

static double
to_x (const CalRegionPlot *self, double value)
{
  double bottom, top, left = get_left (self);
  double width = fmax (self->box.x + self->box.width - RIGHT * self->scale - left, 8.0);

  find_range (self, &bottom, &top);
  return left + width * (value - bottom) / (top - bottom);
}

/**
 * cal_region_plot_count_rows:
 *
 * Returns: how many regions fit into the box
 */
guint
cal_region_plot_count_rows (const CalRegionPlot *self)
{
  double height = self->box.height - (LEGEND + AXIS) * self->scale;
  guint n_left = self->n_regions - MIN (self->first, self->n_regions);

  return MIN (n_left, (guint) fmax (height / get_row (self) + 1e-9, 1.0));
}

/**
 * cal_region_plot_pick:
 * @region: (out)
 * @map: (out): whose values lie there
 *
 * Returns: whether the row of a region has that place
 */
gboolean
cal_region_plot_pick (const CalRegionPlot *self, double x, double y, guint *region, guint *map)
{
  double row = (y - get_top (self)) / get_row (self), lane;

  if (self->n_maps == 0 || x < self->box.x || x >= self->box.x + self->box.width || row < 0.0 ||
      row >= (double) cal_region_plot_count_rows (self))
    return FALSE;
  lane = (row - floor (row) - 0.5) * get_row (self) / get_lane (self) + 0.5 * self->n_maps;
  *region = self->order[self->first + (guint) row];
  *map = (guint) CLAMP (lane, 0.0, self->n_maps - 1.0);
  return TRUE;
}

/**
 * cal_region_plot_get_place:
 * @shown: from the topmost row
 * @value: on the axis
 * @x: (out)
 * @y: (out): the middle of the map's values
 */
void
cal_region_plot_get_place (
    const CalRegionPlot *self, guint shown, guint map, double value, double *x, double *y)
{
  *x = to_x (self, value);
  *y = get_top (self) + (shown + 0.5) * get_row (self) +
       (map + 0.5 - 0.5 * self->n_maps) * get_lane (self);
}

static void
set_colour (cairo_t *cr, guint map, double opacity)
{
  float rgba[4];

  cal_labels_pick_colour (map, rgba);
  cairo_set_source_rgba (cr, (double) rgba[0], (double) rgba[1], (double) rgba[2], opacity);
}

/* The last values within 1.5 times the box's length of the box. */
static void
find_whiskers (const CalRegionValues *values, double ends[2])
{
  double reach = 1.5 * (values->quartiles[3] - values->quartiles[1]);

  ends[0] = values->quartiles[1];
  ends[1] = values->quartiles[3];
  for (gsize i = 0; i < values->n; i++)
    if (isfinite (values->values[i])) {
      if (values->values[i] >= values->quartiles[1] - reach)
        ends[0] = fmin (ends[0], values->values[i]);
      if (values->values[i] <= values->quartiles[3] + reach)
        ends[1] = fmax (ends[1], values->values[i]);
    }
}

static void
draw_box (
    cairo_t *cr, const CalRegionPlot *self, const CalRegionValues *values, guint map, double y)
{
  double half = 0.34 * get_lane (self), low = to_x (self, values->quartiles[1]);
  double high = to_x (self, values->quartiles[3]), ends[2];

  find_whiskers (values, ends);
  set_colour (cr, map, 1.0);
  cairo_set_line_width (cr, self->scale);
  cairo_move_to (cr, to_x (self, ends[0]), y);
  cairo_line_to (cr, low, y);
  cairo_move_to (cr, high, y);
  cairo_line_to (cr, to_x (self, ends[1]), y);
  cairo_stroke (cr);
  set_colour (cr, map, 0.45);
  cairo_rectangle (cr, low, y - half, high - low, 2.0 * half);
  cairo_fill_preserve (cr);
  set_colour (cr, map, 1.0);
  cairo_stroke (cr);
}

static double
find_most (const CalRegionValues *values)
{
  double most = 0.0;

  for (guint p = 0; p < values->n_densities; p++)
    most = fmax (most, values->densities[p]);
  return most;
}

/* How wide the values lie at a place between the least and the largest, 0 to 1. */
static double
get_width (const CalRegionValues *values, double most, double value)
{
  double range = values->quartiles[4] - values->quartiles[0];
  guint p;

  if (!(most > 0.0) || !(range > 0.0))
    return 0.0;
  p = (guint) CLAMP ((value - values->quartiles[0]) / range * (values->n_densities - 1) + 0.5, 0.0,
                     values->n_densities - 1.0);
  return values->densities[p] / most;
}

static void
draw_violin (
    cairo_t *cr, const CalRegionPlot *self, const CalRegionValues *values, guint map, double y)
{
  double half = 0.46 * get_lane (self), most = find_most (values);
  double range = values->quartiles[4] - values->quartiles[0];
  guint n = values->n_densities;

  if (!(most > 0.0) || n < 2) {
    draw_box (cr, self, values, map, y);
    return;
  }
  for (guint p = 0; p < 2 * n; p++) {
    guint at = p < n ? p : 2 * n - 1 - p;
    double x = to_x (self, values->quartiles[0] + range * at / (n - 1.0));

    cairo_line_to (cr, x, y + (p < n ? -half : half) * values->densities[at] / most);
  }
  cairo_close_path (cr);
  set_colour (cr, map, 0.55);
  cairo_fill (cr);
  set_colour (cr, map, 1.0);
  cairo_set_line_width (cr, 3.0 * self->scale);
  cairo_move_to (cr, to_x (self, values->quartiles[1]), y);
  cairo_line_to (cr, to_x (self, values->quartiles[3]), y);
  cairo_stroke (cr);
}

static void
draw_points (
    cairo_t *cr, const CalRegionPlot *self, const CalRegionValues *values, guint map, double y)
{
  double half = 0.44 * get_lane (self), most = find_most (values);
  gsize step = MAX ((values->n_finite + CAL_REGION_MOST_POINTS - 1) / CAL_REGION_MOST_POINTS, 1);
  gsize seen = 0;

  set_colour (cr, map, 0.6);
  for (gsize i = 0; i < values->n; i++) {
    /* Multiples of the golden ratio spread evenly, and the same each time. */
    double spread = fmod ((double) i * 0.6180339887498949, 1.0) * 2.0 - 1.0;
    double value = values->values[i];

    if (!isfinite (value) || seen++ % step != 0)
      continue;
    cairo_new_sub_path (cr);
    cairo_arc (cr, to_x (self, value), y + half * spread * get_width (values, most, value),
               1.4 * self->scale, 0.0, 2.0 * G_PI);
    cairo_fill (cr);
  }
}

/* The median and its interval, on top of everything. */
static void
draw_median (cairo_t *cr, const CalRegionPlot *self, const CalRegionValues *values, double y)
{
  double half = 0.34 * get_lane (self), s = self->scale, x = to_x (self, values->quartiles[2]);

  cal_ink_set (cr, self->ink->text);
  cairo_set_line_width (cr, 2.0 * s);
  cairo_move_to (cr, x, y - half);
  cairo_line_to (cr, x, y + half);
  cairo_stroke (cr);
  if (!isfinite (values->interval[0]) || !isfinite (values->interval[1]))
    return;
  cairo_set_line_width (cr, 1.2 * s);
  for (int end = 0; end < 2; end++) {
    double at = to_x (self, values->interval[end]);

    cairo_move_to (cr, x, y);
    cairo_line_to (cr, at, y);
    cairo_move_to (cr, at, y - 3.0 * s);
    cairo_line_to (cr, at, y + 3.0 * s);
  }
  cairo_stroke (cr);
}

static void
draw_bound (cairo_t *cr, const CalRegionPlot *self, double bound, double top)
{
  double x = to_x (self, bound), s = self->scale;
  const double dashes[] = {3.0 * s, 2.0 * s};

  if (!isfinite (bound))
    return;
  cal_ink_set (cr, self->ink->secondary);
  cairo_set_line_width (cr, 1.5 * s);
  cairo_set_dash (cr, dashes, 2, 0.0);
  cairo_move_to (cr, x, top + 0.5 * GAP * s - 2.0 * s);
  cairo_line_to (cr, x, top + get_row (self) - 0.5 * GAP * s + 2.0 * s);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0.0);
}

static void
draw_row (cairo_t *cr, const CalRegionPlot *self, guint shown)
{
  guint region = self->order[self->first + shown];
  double s = self->scale, row = get_row (self), top = get_top (self) + shown * row;
  gboolean is_picked = self->picked == (gint) region;
  CalTextStyle style = make_style (self, self->ink->text);
  const CalRegionValues *first = self->values + (gsize) region * self->n_maps;
  g_autofree char *count = g_strdup_printf ("%" G_GSIZE_FORMAT, first->n);
  double name_width = get_left (self) - self->box.x - 8.0 * s, count_width;

  if (is_picked || self->hovered == (gint) region) {
    cairo_set_source_rgba (cr, self->ink->text[0], self->ink->text[1], self->ink->text[2],
                           is_picked ? 0.12 : 0.06);
    cairo_rectangle (cr, self->box.x, top, self->box.width, row);
    cairo_fill (cr);
  }
  style.align_x = 1.0;
  style.bold = is_picked;
  cal_text_measure (&style, count, &count_width, NULL);
  style.max_width_px = fmax (name_width - count_width - 6.0 * s, 1.0);
  cal_text_draw (cr, &style, self->regions[region],
                 self->box.x + name_width - count_width - 6.0 * s, top + 0.5 * row);
  style = make_style (self, self->ink->secondary);
  style.align_x = 1.0;
  cal_text_draw (cr, &style, count, self->box.x + name_width, top + 0.5 * row);
  for (guint m = 0; m < self->n_maps; m++) {
    const CalRegionValues *values = first + m;
    double x, y;

    cal_region_plot_get_place (self, shown, m, 0.0, &x, &y);
    if (values->n_finite == 0) {
      style.align_x = 0.0;
      cal_text_draw (cr, &style, "no data", get_left (self) + 4.0 * s, y);
      continue;
    }
    if (self->shape == CAL_REGION_BOX)
      draw_box (cr, self, values, m, y);
    else if (self->shape == CAL_REGION_VIOLIN)
      draw_violin (cr, self, values, m, y);
    else
      draw_points (cr, self, values, m, y);
    draw_median (cr, self, values, y);
  }
  if (self->bounds != NULL)
    draw_bound (cr, self, self->bounds[region], top);
}

static void
draw_axis (cairo_t *cr, const CalRegionPlot *self, double y)
{
  double bottom, top, s = self->scale, left = get_left (self), step;
  double width = self->box.x + self->box.width - RIGHT * s - left;
  CalTextStyle style = make_style (self, self->ink->secondary);

  find_range (self, &bottom, &top);
  step = cal_axis_get_step (top - bottom, (guint) fmax (width / (TICK_GAP * s), 2.0));
  style.align_x = 0.5;
  style.align_y = 0.0;
  cairo_set_line_width (cr, s);
  for (double k = ceil (bottom / step - 1e-9); k * step <= top * (1.0 + 1e-9); k += 1.0) {
    g_autofree char *text = cal_number_format (k * step);
    double x = to_x (self, k * step);

    cairo_set_source_rgba (cr, self->ink->hidden[0], self->ink->hidden[1], self->ink->hidden[2],
                           k == 0.0 ? 0.9 : 0.35);
    cairo_move_to (cr, x, get_top (self));
    cairo_line_to (cr, x, y);
    cairo_stroke (cr);
    cal_text_draw (cr, &style, text, x, y + 4.0 * s);
  }
  style.max_width_px = width;
  cal_text_draw (cr, &style, self->title, left + 0.5 * width, y + 20.0 * s);
}

/* Every name gets as much room as is left for each of those that follow. */
static void
draw_legend (cairo_t *cr, const CalRegionPlot *self)
{
  gboolean has_bound = self->bounds != NULL && self->bound_name != NULL;
  const double dashes[] = {3.0 * self->scale, 2.0 * self->scale};
  CalTextStyle style = make_style (self, self->ink->text);
  double s = self->scale, x = self->box.x, y = self->box.y + 0.5 * LEGEND * s;
  guint n = self->n_maps + (has_bound ? 1 : 0);

  for (guint m = 0; m < n; m++) {
    const char *name = m < self->n_maps ? self->maps[m] : self->bound_name;
    double room = (self->box.x + self->box.width - x) / (n - m), width;

    if (m < self->n_maps) {
      set_colour (cr, m, 1.0);
      cairo_rectangle (cr, x, y - 4.0 * s, 8.0 * s, 8.0 * s);
      cairo_fill (cr);
    } else {
      cal_ink_set (cr, self->ink->secondary);
      cairo_set_line_width (cr, 1.5 * s);
      cairo_set_dash (cr, dashes, 2, 0.0);
      cairo_move_to (cr, x + 4.0 * s, y - 6.0 * s);
      cairo_line_to (cr, x + 4.0 * s, y + 6.0 * s);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0.0);
    }
    style.max_width_px = fmax (room - 20.0 * s, 1.0);
    cal_text_draw (cr, &style, name, x + 12.0 * s, y);
    cal_text_measure (&style, name, &width, NULL);
    x += width + 24.0 * s;
  }
}

/**
 * cal_region_plot_draw:
 *
 * From any thread.
 */
void
cal_region_plot_draw (cairo_t *cr, const CalRegionPlot *self)
{
  guint n_rows = cal_region_plot_count_rows (self);

  cairo_new_path (cr);
  if (self->n_regions == 0 || self->n_maps == 0)
    return;
  draw_axis (cr, self, get_top (self) + n_rows * get_row (self));
  for (guint shown = 0; shown < n_rows; shown++)
    draw_row (cr, self, shown);
  draw_legend (cr, self);
}
