/* rsa-plot-draw.c - how similar models are to regions: a matrix of numbers, the bars of one region.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "model/colormap.h"
#include "model/number.h"
#include "render/vector/axis.h"
#include "render/vector/rsa-plot-private.h"

#define WIDE_CELL 56.0

static const double bar_rgb[3] = {0.25, 0.58, 0.65};

/* Sequential from zero, unless there is something below it. */
static void
look_up (const CalRsaPlot *self, double value, float rgb[3])
{
  double low = 0.0, high = 0.0;

  for (gsize cell = 0; cell < (gsize) self->n_models * self->n_regions; cell++) {
    low = fmin (low, self->similarity[cell]);
    high = fmax (high, self->similarity[cell]);
  }
  if (low < 0.0) {
    double limit = fmax (high, -low);

    cal_colormap_look_up (cal_colormap_find ("coolwarm"), 0.5 + 0.5 * value / limit, rgb);
  } else {
    cal_colormap_look_up (cal_colormap_find ("viridis"), high > 0.0 ? value / high : 0.0, rgb);
  }
}

/* Equally many decimals in all cells. */
static char *
dup_value (double value, int n_decimals)
{
  char digits[32];

  g_ascii_formatd (digits, sizeof digits, n_decimals == 3 ? "%.3f" : "%.2f", fabs (value));
  return g_strconcat (value < 0.0 && strpbrk (digits, "123456789") != NULL ? "−" : "", digits,
                      NULL);
}

static void
draw_cell (
    cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout, guint model, guint region)
{
  double value = self->similarity[(gsize) model * self->n_regions + region];
  CalTextStyle style = cal_rsa_plot_make_style (self, CAL_TEXT_LABEL_PX, self->ink->secondary);
  g_autofree char *text = isnan (value) ? g_strdup ("–") : NULL;
  cairo_rectangle_t box;
  float rgb[3];
  double width;

  cal_rsa_plot_get_cell (self, layout, model, region, &box);
  if (text == NULL) {
    double light;

    look_up (self, value, rgb);
    light = 0.3 * (double) rgb[0] + 0.59 * (double) rgb[1] + 0.11 * (double) rgb[2];
    cairo_set_source_rgb (cr, (double) rgb[0], (double) rgb[1], (double) rgb[2]);
    cairo_rectangle (cr, box.x, box.y, box.width - self->scale, box.height - self->scale);
    cairo_fill (cr);
    for (int c = 0; c < 3; c++)
      style.rgba[c] = light > 0.5 ? 0.07 : 1.0;
    text = dup_value (value, box.width >= WIDE_CELL * self->scale ? 3 : 2);
  }
  style.align_x = 0.5;
  /* A number is never cut: where it has no room, its colour and its tooltip tell. */
  cal_text_measure (&style, text, &width, NULL);
  if (box.height >= CAL_TEXT_SMALL_PX * self->scale && box.width >= width)
    cal_text_draw (cr, &style, text, box.x + 0.5 * box.width, box.y + 0.5 * box.height);
  if (self->picked_model == (gint) model && self->region == region) {
    cal_ink_set (cr, self->ink->crosshair);
    cairo_set_line_width (cr, 2.0 * self->scale);
    cairo_rectangle (cr, box.x + 0.5 * self->scale, box.y + 0.5 * self->scale,
                     box.width - 2.0 * self->scale, box.height - 2.0 * self->scale);
    cairo_stroke (cr);
  }
}

/* Names of rows thinner than letters: of how many one has a name. */
static guint
count_per_name (const CalRsaPlot *self, double row_px)
{
  return (guint) ceil (1.2 * CAL_TEXT_SMALL_PX * self->scale / fmax (row_px, 0.1));
}

static void
draw_matrix (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout)
{
  CalTextStyle row = cal_rsa_plot_make_style (self, CAL_TEXT_LABEL_PX, self->ink->text);
  CalTextStyle column = cal_rsa_plot_make_style (self, CAL_TEXT_LABEL_PX, self->ink->secondary);
  guint row_step = count_per_name (self, layout->matrix.height / self->n_models);
  guint column_step = count_per_name (self, layout->matrix.width / self->n_regions);
  cairo_rectangle_t box;

  row.align_x = 1.0;
  row.max_width_px = layout->names_px - 8.0 * self->scale;
  column.align_x = layout->turns_regions ? 0.0 : 0.5;
  column.max_width_px = layout->turns_regions
                            ? layout->heading_px - 8.0 * self->scale
                            : layout->matrix.width / self->n_regions - 4.0 * self->scale;
  for (guint model = 0; model < self->n_models; model++) {
    cal_rsa_plot_get_cell (self, layout, model, 0, &box);
    if (model % row_step == 0)
      cal_text_draw (cr, &row, self->models[model], box.x - 8.0 * self->scale,
                     box.y + 0.5 * box.height);
    for (guint region = 0; region < self->n_regions; region++)
      draw_cell (cr, self, layout, model, region);
  }
  for (guint region = 0; region < self->n_regions; region++) {
    double middle;

    cal_rsa_plot_get_cell (self, layout, 0, region, &box);
    middle = box.x + 0.5 * box.width;
    column.bold = region == self->region;
    for (int c = 0; c < 4; c++)
      column.rgba[c] = column.bold ? self->ink->text[c] : self->ink->secondary[c];
    if (!layout->turns_regions)
      cal_text_draw (cr, &column, self->regions[region], middle, box.y - 0.5 * layout->heading_px);
    else if (region % column_step == 0)
      cal_text_draw_turned (cr, &column, self->regions[region], middle, box.y - 4.0 * self->scale);
  }
}

static void
draw_axis (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout)
{
  guint n_steps = (guint) CLAMP (layout->bars.height / (24.0 * self->scale), 1.0, 6.0);
  double step = cal_axis_get_step (layout->top - layout->bottom, n_steps);
  CalTextStyle style = cal_rsa_plot_make_style (self, CAL_TEXT_SMALL_PX, self->ink->secondary);

  style.align_x = 1.0;
  cairo_set_line_width (cr, self->scale);
  for (double k = ceil (layout->bottom / step); k * step <= layout->top; k++) {
    g_autofree char *text = cal_number_format (k * step);
    double y = cal_rsa_layout_get_y (layout, k * step);

    cairo_set_source_rgba (cr, self->ink->hidden[0], self->ink->hidden[1], self->ink->hidden[2],
                           fabs (k) < 0.5 ? 1.0 : 0.25);
    cairo_move_to (cr, layout->bars.x, y);
    cairo_rel_line_to (cr, layout->bars.width, 0.0);
    cairo_stroke (cr);
    cal_text_draw (cr, &style, text, layout->bars.x - 6.0 * self->scale, y);
  }
}

static void
draw_ceiling (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout)
{
  const double *ceiling = self->ceiling != NULL ? &self->ceiling[2 * self->region] : NULL;
  CalTextStyle style = cal_rsa_plot_make_style (self, CAL_TEXT_SMALL_PX, self->ink->secondary);
  double high, low;

  if (ceiling == NULL || isnan (ceiling[0]) || isnan (ceiling[1]))
    return;
  low = cal_rsa_layout_get_y (layout, ceiling[0]);
  high = cal_rsa_layout_get_y (layout, ceiling[1]);
  cairo_set_source_rgba (cr, self->ink->hidden[0], self->ink->hidden[1], self->ink->hidden[2],
                         0.45);
  cairo_rectangle (cr, layout->bars.x, high, layout->bars.width,
                   fmax (low - high, 1.5 * self->scale));
  cairo_fill (cr);
  style.align_x = 1.0;
  style.align_y = 0.0;
  for (int c = 0; c < 4; c++)
    style.halo_rgba[c] = self->ink->halo[c];
  cal_text_draw (cr, &style, "noise ceiling", layout->bars.x + layout->bars.width,
                 low + 2.0 * self->scale);
}

/* Below the bars; turned ones leave the stars their row. */
static void
draw_bar_name (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout, guint model)
{
  CalTextStyle style = cal_rsa_plot_make_style (self, CAL_TEXT_SMALL_PX, self->ink->text);
  double column = layout->bars.width / self->n_models;
  double middle = cal_rsa_plot_get_middle (self, layout, model),
         y = layout->bars.y + layout->bars.height;

  if (!layout->turns_models) {
    style.align_x = 0.5;
    style.align_y = 0.0;
    style.max_width_px = column - 4.0 * self->scale;
    cal_text_draw (cr, &style, self->models[model], middle, y + 6.0 * self->scale);
  } else if (model % count_per_name (self, column) == 0) {
    style.align_x = 1.0;
    style.max_width_px = layout->below_px - (CAL_RSA_STARS + 4.0) * self->scale;
    cal_text_draw_turned (cr, &style, self->models[model], middle, y + CAL_RSA_STARS * self->scale);
  }
}

static void
draw_bar (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout, guint model)
{
  gsize cell = (gsize) model * self->n_regions + self->region;
  CalTextStyle style = cal_rsa_plot_make_style (self, CAL_TEXT_SMALL_PX, self->ink->text);
  double middle = cal_rsa_plot_get_middle (self, layout, model);
  cairo_rectangle_t box;

  draw_bar_name (cr, self, layout, model);
  if (!cal_rsa_plot_get_bar (self, layout, model, &box))
    return;
  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_set_source_rgb (cr, bar_rgb[0], bar_rgb[1], bar_rgb[2]);
  cairo_fill (cr);
  if (self->picked_model == (gint) model) {
    cal_ink_set (cr, self->ink->crosshair);
    cairo_set_line_width (cr, 2.0 * self->scale);
    cairo_rectangle (cr, box.x, box.y, box.width, box.height);
    cairo_stroke (cr);
  }
  cal_ink_set (cr, self->ink->text);
  cairo_set_line_width (cr, 1.5 * self->scale);
  if (self->low != NULL && self->high != NULL && isfinite (self->low[cell]) &&
      isfinite (self->high[cell])) {
    cairo_move_to (cr, middle, cal_rsa_layout_get_y (layout, self->low[cell]));
    cairo_line_to (cr, middle, cal_rsa_layout_get_y (layout, self->high[cell]));
    cairo_stroke (cr);
  }
  if (self->is_above_zero != NULL && self->is_above_zero[cell]) {
    style.align_x = 0.5;
    style.align_y = 0.0;
    cal_text_draw (cr, &style, "∗", middle,
                   layout->bars.y + layout->bars.height +
                       (layout->turns_models ? 2.0 : 20.0) * self->scale);
  }
}

/* A row for each model that is surely better than another: a dot for it, a tick for each of those
 * others. */
static void
draw_marks (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout)
{
  double y = layout->bars.y - 0.5 * layout->rows_px;

  cal_ink_set (cr, self->ink->secondary);
  cairo_set_line_width (cr, self->scale);
  for (guint model = 0; model < self->n_models; model++) {
    double from = cal_rsa_plot_get_middle (self, layout, model), low = from, high = from;

    if (!cal_rsa_plot_is_any_better (self, model))
      continue;
    for (guint other = 0; other < self->n_models; other++) {
      double at = cal_rsa_plot_get_middle (self, layout, other);

      if (!self->is_better[model * self->n_models + other])
        continue;
      low = fmin (low, at);
      high = fmax (high, at);
      cairo_move_to (cr, at, y);
      cairo_rel_line_to (cr, 0.0, 0.35 * layout->rows_px);
    }
    cairo_move_to (cr, low, y);
    cairo_line_to (cr, high, y);
    cairo_stroke (cr);
    cairo_arc (cr, from, y, 2.5 * self->scale, 0.0, 2.0 * M_PI);
    cairo_fill (cr);
    y -= layout->rows_px;
  }
}

static void
draw_bars (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout)
{
  CalTextStyle style = cal_rsa_plot_make_style (self, CAL_TEXT_LABEL_PX, self->ink->text);
  g_autofree char *heading =
      g_strdup_printf ("%s · %s", self->regions[self->region], self->statistic);
  double top = layout->bars.y - layout->n_rows * layout->rows_px;

  style.max_width_px = layout->bars.width;
  style.bold = TRUE;
  cal_text_draw (cr, &style, heading, layout->bars.x, top - 0.5 * CAL_RSA_HEADING * self->scale);
  draw_axis (cr, self, layout);
  draw_ceiling (cr, self, layout);
  for (guint model = 0; model < self->n_models; model++)
    draw_bar (cr, self, layout, model);
  draw_marks (cr, self, layout);
  if (self->rule != NULL) {
    CalTextStyle rule = cal_rsa_plot_make_style (self, CAL_TEXT_SMALL_PX, self->ink->secondary);

    rule.max_width_px = layout->bars.width;
    cal_text_draw (cr, &rule, self->rule, layout->bars.x,
                   layout->bars.y + layout->bars.height + layout->below_px +
                       0.5 * CAL_RSA_ROW * self->scale);
  }
}

/**
 * cal_rsa_plot_draw:
 *
 * Draws matrix and bars. From any thread.
 */
void
cal_rsa_plot_draw (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout)
{
  if (self->n_models == 0 || self->n_regions == 0)
    return;
  cairo_new_path (cr);
  draw_matrix (cr, self, layout);
  draw_bars (cr, self, layout);
}
