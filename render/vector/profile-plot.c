/* profile-plot.c - what one thing scores on each of many dimensions: a rose, or bars with names.
 *
 * A petal's length is the value, not its area: two petals are compared along their sides.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/profile-plot.h"

#include <math.h>

#include "model/labels.h"
#include "model/number.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define BAR_ROW 18.0
#define NAMES 148.0
#define NUMBERS 44.0

/* So many petals are named: the longest. */
#define MAX_NAMED 10

/**
 * cal_profile_plot_find_top:
 * @values: (nullable)
 * @others: (nullable)
 *
 * Returns: the largest of both; 1 if there is none above 0
 */
double
cal_profile_plot_find_top (const double *values, const double *others, guint n)
{
  double top = 0.0;

  for (guint d = 0; d < n; d++) {
    if (values != NULL)
      top = fmax (top, values[d]);
    if (others != NULL)
      top = fmax (top, others[d]);
  }
  return top > 0.0 && isfinite (top) ? top : 1.0;
}

static int
compare_values (gconstpointer a, gconstpointer b, gpointer data)
{
  const double *values = data;
  guint first = *(const guint *) a, second = *(const guint *) b;
  double x = isnan (values[first]) ? -INFINITY : values[first];
  double y = isnan (values[second]) ? -INFINITY : values[second];

  if (x > y || x < y)
    return x > y ? -1 : 1;
  return first < second ? -1 : first > second;
}

/**
 * cal_profile_plot_dup_order:
 * @values: (nullable)
 * @by_value: largest first; else as the table has them
 *
 * Returns: (transfer full): the dimensions
 */
guint *
cal_profile_plot_dup_order (const double *values, guint n, gboolean by_value)
{
  guint *order = g_new (guint, n);

  for (guint d = 0; d < n; d++)
    order[d] = d;
  if (by_value && values != NULL)
    g_qsort_with_data (order, (gint) n, sizeof *order, compare_values, (gpointer) values);
  return order;
}

/**
 * cal_profile_plot_count_bars:
 *
 * Returns: how many bars fit into the box
 */
guint
cal_profile_plot_count_bars (const CalProfilePlot *self)
{
  return MIN (self->n, (guint) fmax (self->box.height / (BAR_ROW * self->scale), 1.0));
}

static CalTextStyle
make_style (const CalProfilePlot *self, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

/* A dimension keeps its colour, wherever it stands. */
static void
set_colour (cairo_t *cr, guint dimension, double opacity)
{
  float rgba[4];

  cal_labels_pick_colour (dimension, rgba);
  cairo_set_source_rgba (cr, (double) rgba[0], (double) rgba[1], (double) rgba[2], opacity);
}

static double
get_share (const CalProfilePlot *self, const double *values, guint dimension)
{
  double share = values != NULL ? values[dimension] / self->top : 0.0;

  return isnan (share) ? 0.0 : CLAMP (share, 0.0, 1.0);
}

static double
get_radius (const CalProfilePlot *self)
{
  return fmax (0.5 * fmin (self->box.width - 1.1 * NAMES * self->scale,
                           self->box.height - 40.0 * self->scale),
               8.0 * self->scale);
}

static void
get_centre (const CalProfilePlot *self, double *x, double *y)
{
  *x = self->box.x + 0.5 * self->box.width;
  *y = self->box.y + 0.5 * self->box.height;
}

/**
 * cal_profile_plot_pick:
 *
 * Returns: the dimension whose petal or bar has that place in its sector or row; -1 for none
 */
gint
cal_profile_plot_pick (const CalProfilePlot *self, double x, double y)
{
  double centre_x, centre_y, turn;
  guint place;

  if (self->n_shown == 0 || x < self->box.x || y < self->box.y ||
      x >= self->box.x + self->box.width || y >= self->box.y + self->box.height)
    return -1;
  if (self->style == CAL_PROFILE_BARS) {
    place = (guint) ((y - self->box.y) / (BAR_ROW * self->scale));
    return place < self->n_shown ? (gint) self->order[place] : -1;
  }
  get_centre (self, &centre_x, &centre_y);
  if (hypot (x - centre_x, y - centre_y) > get_radius (self) * 1.15)
    return -1;
  turn = atan2 (x - centre_x, centre_y - y) / (2.0 * M_PI);
  place = (guint) floor ((turn < 0.0 ? turn + 1.0 : turn) * self->n_shown);
  return (gint) self->order[MIN (place, self->n_shown - 1)];
}

/**
 * cal_profile_plot_get_middle:
 * @shown: a place in the order
 * @x: (out): inside its petal or bar's row
 * @y: (out)
 */
void
cal_profile_plot_get_middle (const CalProfilePlot *self, guint shown, double *x, double *y)
{
  double angle = 2.0 * M_PI * (shown + 0.5) / MAX (self->n_shown, 1);

  if (self->style == CAL_PROFILE_BARS) {
    *x = self->box.x + NAMES * self->scale;
    *y = self->box.y + (shown + 0.5) * BAR_ROW * self->scale;
    return;
  }
  get_centre (self, x, y);
  *x += 0.5 * get_radius (self) * sin (angle);
  *y -= 0.5 * get_radius (self) * cos (angle);
}

static void
draw_petal (cairo_t *cr, const CalProfilePlot *self, guint shown, double share, gboolean outline)
{
  double sector = 2.0 * M_PI / self->n_shown, from = shown * sector - 0.5 * M_PI, x, y;

  get_centre (self, &x, &y);
  cairo_move_to (cr, x, y);
  cairo_arc (cr, x, y, get_radius (self) * share, from + 0.06 * sector, from + 0.94 * sector);
  cairo_close_path (cr);
  if (outline)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
}

static void
draw_petal_name (cairo_t *cr, const CalProfilePlot *self, guint shown, double *taken)
{
  guint dimension = self->order[shown];
  double angle = 2.0 * M_PI * (shown + 0.5) / self->n_shown, x, y;
  double share =
      fmax (get_share (self, self->values, dimension), get_share (self, self->others, dimension));
  double reach = get_radius (self) * share + 8.0 * self->scale;
  gboolean is_right = sin (angle) >= 0.0;
  CalTextStyle style = make_style (self, self->ink->text);

  get_centre (self, &x, &y);
  x += reach * sin (angle);
  y -= reach * cos (angle);
  style.align_x = is_right ? 0.0 : 1.0;
  style.bold = self->picked == (gint) dimension;
  style.max_width_px = fmax (
      (is_right ? self->box.x + self->box.width - x : x - self->box.x) - 2.0 * self->scale, 24.0);
  for (int c = 0; c < 4; c++)
    style.halo_rgba[c] = self->ink->halo[c];
  /* A name too near to another is told by hovering. */
  for (int k = 0; k < MAX_NAMED; k++)
    if ((taken[2 * k] > 0.5) == is_right && !isnan (taken[2 * k]) &&
        fabs (taken[2 * k + 1] - y) < style.size_px * 1.2)
      return;
  for (int k = 0; k < MAX_NAMED; k++)
    if (isnan (taken[2 * k])) {
      taken[2 * k] = is_right ? 1.0 : 0.0;
      taken[2 * k + 1] = y;
      break;
    }
  cal_text_draw (cr, &style, self->names[dimension], x, y);
}

static void
draw_rose (cairo_t *cr, const CalProfilePlot *self)
{
  g_autofree double *tops = g_new (double, MAX (self->n_shown, 1));
  g_autofree guint *by_value = NULL;
  double taken[2 * MAX_NAMED], x, y;

  get_centre (self, &x, &y);
  cairo_set_line_width (cr, self->scale);
  for (int ring = 1; ring <= 2; ring++) {
    cairo_set_source_rgba (cr, self->ink->hidden[0], self->ink->hidden[1], self->ink->hidden[2],
                           0.35);
    cairo_arc (cr, x, y, get_radius (self) * ring / 2.0, 0.0, 2.0 * M_PI);
    cairo_stroke (cr);
  }
  for (guint shown = 0; shown < self->n_shown; shown++) {
    guint dimension = self->order[shown];

    set_colour (cr, dimension, self->picked < 0 || self->picked == (gint) dimension ? 1.0 : 0.8);
    draw_petal (cr, self, shown, get_share (self, self->values, dimension), FALSE);
    tops[shown] =
        fmax (get_share (self, self->values, dimension), get_share (self, self->others, dimension));
  }
  for (guint shown = 0; self->others != NULL && shown < self->n_shown; shown++) {
    cal_ink_set (cr, self->ink->text);
    cairo_set_line_width (cr, 1.25 * self->scale);
    draw_petal (cr, self, shown, get_share (self, self->others, self->order[shown]), TRUE);
  }
  for (int k = 0; k < 2 * MAX_NAMED; k++)
    taken[k] = (double) NAN;
  by_value = cal_profile_plot_dup_order (tops, self->n_shown, TRUE);
  for (guint k = 0; k < MIN (self->n_shown, MAX_NAMED); k++)
    if (tops[by_value[k]] > 0.0)
      draw_petal_name (cr, self, by_value[k], taken);
}

static void
draw_bar (cairo_t *cr, const CalProfilePlot *self, guint shown)
{
  guint dimension = self->order[shown];
  double s = self->scale, row = BAR_ROW * s, y = self->box.y + shown * row;
  double left = self->box.x + NAMES * s;
  double width = fmax (self->box.width - (NAMES + NUMBERS) * s, s);
  CalTextStyle style = make_style (self, self->ink->text);

  style.align_x = 1.0;
  style.max_width_px = (NAMES - 12.0) * s;
  style.bold = self->picked == (gint) dimension;
  cal_text_draw (cr, &style, self->names[dimension], left - 8.0 * s, y + 0.5 * row);
  set_colour (cr, dimension, 1.0);
  cairo_rectangle (cr, left, y + 0.2 * row, width * get_share (self, self->values, dimension),
                   0.6 * row);
  cairo_fill (cr);
  if (self->others != NULL) {
    cal_ink_set (cr, self->ink->text);
    cairo_set_line_width (cr, 1.25 * s);
    cairo_rectangle (cr, left, y + 0.2 * row, width * get_share (self, self->others, dimension),
                     0.6 * row);
    cairo_stroke (cr);
  }
  if (self->values != NULL) {
    g_autofree char *text = cal_number_format (self->values[dimension]);

    style = make_style (self, self->ink->secondary);
    style.align_x = 1.0;
    cal_text_draw (cr, &style, text, self->box.x + self->box.width, y + 0.5 * row);
  }
}

/**
 * cal_profile_plot_draw:
 *
 * Draws the first thing's profile filled, the second one's as an outline over it. From any thread.
 */
void
cal_profile_plot_draw (cairo_t *cr, const CalProfilePlot *self)
{
  cairo_new_path (cr);
  if (self->style == CAL_PROFILE_ROSE && self->n_shown > 0)
    draw_rose (cr, self);
  for (guint shown = 0; self->style == CAL_PROFILE_BARS && shown < self->n_shown; shown++)
    draw_bar (cr, self, shown);
}
