/* trsa-plot.c - the thresholds l and u on the histogram of dissimilarities, and what they do.
 *
 * The axis is always the dissimilarity as it was measured; a threshold, which is a quantile, stands
 * where that share of the pairs lies to its left.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/trsa-plot.h"

#include <math.h>

#include "model/number.h"
#include "render/vector/axis.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define BIN 6.0
#define GRIP 6.0
#define REACH 8.0

#define MAX_BINS 200

static CalTextStyle
make_style (const CalInk *ink, double scale, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * scale, .align_x = 0.5, .align_y = 0.5};

  for (int c = 0; c < 4; c++) {
    style.rgba[c] = rgba[c];
    style.halo_rgba[c] = ink->halo[c];
  }
  return style;
}

/**
 * cal_trsa_plot_get_quantile:
 * @sorted: @n numbers, ascending; at least one
 * @fraction: 0 to 1
 *
 * Returns: the quantile, linear between neighbours as numpy takes it
 */
double
cal_trsa_plot_get_quantile (const double *sorted, gsize n, double fraction)
{
  double at = CLAMP (fraction, 0.0, 1.0) * (double) (n - 1);
  gsize below = (gsize) at;

  if (below + 1 >= n)
    return sorted[n - 1];
  return sorted[below] + (at - (double) below) * (sorted[below + 1] - sorted[below]);
}

/**
 * cal_trsa_plot_get_fraction:
 *
 * Returns: the fraction whose quantile is @value; the middle of them where many numbers are equal
 */
double
cal_trsa_plot_get_fraction (const double *sorted, gsize n, double value)
{
  gsize first = 0, end = n;

  if (n < 2 || value <= sorted[0])
    return 0.0;
  if (value >= sorted[n - 1])
    return 1.0;
  while (first < end) {
    gsize middle = first + (end - first) / 2;

    if (sorted[middle] < value)
      first = middle + 1;
    else
      end = middle;
  }
  for (end = first; end < n && sorted[end] <= value; end++)
    ;
  if (end > first)
    return 0.5 * (double) (first + end - 1) / (double) (n - 1);
  return ((double) (first - 1) +
          (value - sorted[first - 1]) / (sorted[first] - sorted[first - 1])) /
         (double) (n - 1);
}

static double
value_to_x (const CalTrsaPlot *self, double value)
{
  double range = self->sorted[self->n - 1] - self->sorted[0];

  return self->box.x + self->box.width * (range > 0.0 ? (value - self->sorted[0]) / range : 0.5);
}

/**
 * cal_trsa_plot_get_x:
 * @fraction: 0 to 1
 *
 * Returns: where the threshold at that quantile stands
 */
double
cal_trsa_plot_get_x (const CalTrsaPlot *self, double fraction)
{
  return value_to_x (self, cal_trsa_plot_get_quantile (self->sorted, self->n, fraction));
}

/**
 * cal_trsa_plot_find_fraction:
 *
 * Returns: the quantile whose threshold stands at @x
 */
double
cal_trsa_plot_find_fraction (const CalTrsaPlot *self, double x)
{
  double share = CLAMP ((x - self->box.x) / self->box.width, 0.0, 1.0);
  double range = self->sorted[self->n - 1] - self->sorted[0];

  return cal_trsa_plot_get_fraction (self->sorted, self->n, self->sorted[0] + share * range);
}

/**
 * cal_trsa_plot_pick:
 *
 * Where both thresholds stand at one place, what lies at their left takes l, at their right u, so
 * that they can be drawn apart.
 *
 * Returns: 0 for the threshold l, 1 for u, -1 for neither
 */
gint
cal_trsa_plot_pick (const CalTrsaPlot *self, double x, double y)
{
  double reach = REACH * self->scale, lower, upper;

  if (self->n == 0 || y < self->box.y - 2.0 * reach || y > self->box.y + self->box.height + reach)
    return -1;
  lower = cal_trsa_plot_get_x (self, self->lower);
  upper = cal_trsa_plot_get_x (self, self->upper);
  if (fmin (fabs (x - lower), fabs (x - upper)) > reach)
    return -1;
  if (fabs (lower - upper) < 1.0)
    return (lower >= self->box.x + self->box.width - 1.0 || x < lower) && lower > self->box.x + 1.0
               ? 0
               : 1;
  return fabs (x - lower) <= fabs (x - upper) ? 0 : 1;
}

/* What lies below l is near and counts as one, what lies above u is far: both are greyed. */
static void
draw_histogram (cairo_t *cr, const CalTrsaPlot *self)
{
  guint n_bins = (guint) CLAMP (self->box.width / (BIN * self->scale), 1.0, MAX_BINS);
  double low = self->sorted[0], range = self->sorted[self->n - 1] - low;
  double from = cal_trsa_plot_get_x (self, self->lower);
  double to = cal_trsa_plot_get_x (self, self->upper), width = self->box.width / n_bins;
  gsize counts[MAX_BINS] = {0}, most = 1;

  for (gsize k = 0; k < self->n; k++) {
    double share = range > 0.0 ? (self->sorted[k] - low) / range : 0.5;
    guint bin = (guint) CLAMP (share * n_bins, 0.0, n_bins - 1.0);

    most = MAX (most, ++counts[bin]);
  }
  for (guint bin = 0; bin < n_bins; bin++)
    cairo_rectangle (cr, self->box.x + bin * width + 0.5 * self->scale,
                     self->box.y + self->box.height * (1.0 - (double) counts[bin] / (double) most),
                     fmax (width - self->scale, self->scale),
                     self->box.height * (double) counts[bin] / (double) most);
  cairo_save (cr);
  cairo_clip (cr);
  cairo_set_source_rgba (cr, self->ink->hidden[0], self->ink->hidden[1], self->ink->hidden[2], 0.5);
  cairo_paint (cr);
  cairo_rectangle (cr, from, self->box.y, to - from, self->box.height);
  cairo_set_source_rgb (cr, 0.25, 0.58, 0.65);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_curve (cairo_t *cr, const CalTrsaPlot *self)
{
  gsize step = MAX (self->n / 1000, 1);

  cairo_new_path (cr);
  for (gsize k = 0; k < self->n; k += step)
    cairo_line_to (cr, value_to_x (self, self->sorted[k]),
                   self->box.y + self->box.height * (1.0 - (double) self->transformed[k]));
  cairo_line_to (cr, self->box.x + self->box.width,
                 self->box.y + self->box.height * (1.0 - (double) self->transformed[self->n - 1]));
  cal_ink_set (cr, self->ink->text);
  cairo_set_line_width (cr, 1.75 * self->scale);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
draw_threshold (cairo_t *cr, const CalTrsaPlot *self, gint which)
{
  double fraction = which == 0 ? self->lower : self->upper;
  double x = cal_trsa_plot_get_x (self, fraction), grip = GRIP * self->scale;
  double y = self->box.y - grip;

  cal_ink_set (cr, self->ink->crosshair);
  cairo_set_line_width (cr, (self->held == which ? 2.5 : 1.5) * self->scale);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x, self->box.y + self->box.height);
  cairo_stroke (cr);
  cairo_arc (cr, x, y, self->held == which ? grip : 0.75 * grip, 0.0, 2.0 * M_PI);
  cairo_fill (cr);
}

/* Above the grips, l's to the left of u's even where the thresholds meet, both within the box. */
static void
draw_threshold_names (cairo_t *cr, const CalTrsaPlot *self)
{
  double gap = 6.0 * self->scale, right = self->box.x + self->box.width;
  double y = self->box.y - 2.0 * GRIP * self->scale - 2.0 * self->scale;
  CalTextStyle style = make_style (self->ink, self->scale, self->ink->text);
  g_autofree char *lower = g_strdup_printf ("l %.2f", self->lower);
  g_autofree char *upper = g_strdup_printf ("u %.2f", self->upper);
  double lower_width, upper_width, lower_x, upper_x;

  style.bold = TRUE;
  style.align_x = 0.0;
  style.align_y = 1.0;
  cal_text_measure (&style, lower, &lower_width, NULL);
  cal_text_measure (&style, upper, &upper_width, NULL);
  lower_x = fmax (cal_trsa_plot_get_x (self, self->lower) - lower_width, self->box.x);
  upper_x = fmax (cal_trsa_plot_get_x (self, self->upper), lower_x + lower_width + gap);
  upper_x = fmin (upper_x, right - upper_width);
  lower_x = fmin (lower_x, upper_x - gap - lower_width);
  cal_text_draw (cr, &style, lower, lower_x, y);
  cal_text_draw (cr, &style, upper, upper_x, y);
}

static void
draw_axis (cairo_t *cr, const CalTrsaPlot *self)
{
  double low = self->sorted[0], high = self->sorted[self->n - 1];
  double step = cal_axis_get_step (high - low, 6), bottom = self->box.y + self->box.height;
  CalTextStyle style = make_style (self->ink, self->scale, self->ink->secondary);

  style.align_y = 0.0;
  cal_ink_set (cr, self->ink->hidden);
  cairo_set_line_width (cr, self->scale);
  cairo_move_to (cr, self->box.x, bottom);
  cairo_rel_line_to (cr, self->box.width, 0.0);
  cairo_stroke (cr);
  for (double k = ceil (low / step); step > 0.0 && k * step <= high; k++) {
    g_autofree char *text = cal_number_format (k * step);

    cal_text_draw (cr, &style, text, value_to_x (self, k * step), bottom + 3.0 * self->scale);
  }
  style.max_width_px = self->box.width;
  if (self->measure != NULL)
    cal_text_draw (cr, &style, self->measure, self->box.x + 0.5 * self->box.width,
                   bottom + 17.0 * self->scale);
  if (self->rule != NULL)
    cal_text_draw (cr, &style, self->rule, self->box.x + 0.5 * self->box.width,
                   bottom + 32.0 * self->scale);
  style.align_x = 1.0;
  style.align_y = 0.5;
  cal_text_draw (cr, &style, "1", self->box.x - 5.0 * self->scale, self->box.y);
  cal_text_draw (cr, &style, "0", self->box.x - 5.0 * self->scale, bottom);
}

/**
 * cal_trsa_plot_draw:
 *
 * Draws the histogram, the transfer curve over it, and the two thresholds. From any thread.
 */
void
cal_trsa_plot_draw (cairo_t *cr, const CalTrsaPlot *self)
{
  if (self->n == 0)
    return;
  cairo_new_path (cr);
  draw_histogram (cr, self);
  draw_axis (cr, self);
  if (self->transformed != NULL)
    draw_curve (cr, self);
  draw_threshold (cr, self, 0);
  draw_threshold (cr, self, 1);
  draw_threshold_names (cr, self);
}
