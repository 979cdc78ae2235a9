/* rsa-plot.c - how similar models are to regions: a matrix of numbers, and the bars of one region.
 *
 * Matrix and bars stand side by side where there is room, else one above the other.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/rsa-plot.h"

#include <math.h>
#include <string.h>

#include "model/colormap.h"
#include "model/number.h"
#include "render/vector/axis.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define MARGIN 16.0
#define ROW 24.0
#define MAX_COLUMN 96.0
#define HEADING 24.0
#define AXIS 44.0
#define NAMES_BELOW 40.0
#define MARK_ROW 9.0
#define MAX_NAMES 140.0
#define SIDE_BY_SIDE 640.0
#define MAX_BAR 48.0
#define WIDE_CELL 56.0

static const double bar_rgb[3] = {0.25, 0.58, 0.65};

static CalTextStyle
make_style (const CalRsaPlot *self, double size_px, const double rgba[4])
{
  CalTextStyle style = {.size_px = size_px * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static gboolean
is_any_better (const CalRsaPlot *self, guint model)
{
  for (guint other = 0; self->is_better != NULL && other < self->n_models; other++)
    if (self->is_better[model * self->n_models + other])
      return TRUE;
  return FALSE;
}

/* The values the bars' axis spans: always zero, and all that is drawn. */
static void
find_range (const CalRsaPlot *self, double *bottom, double *top)
{
  double values[5];

  *bottom = *top = 0.0;
  for (guint model = 0; model < self->n_models; model++) {
    gsize cell = (gsize) model * self->n_regions + self->region;

    values[0] = self->similarity[cell];
    values[1] = self->low != NULL ? self->low[cell] : (double) NAN;
    values[2] = self->high != NULL ? self->high[cell] : (double) NAN;
    values[3] = self->ceiling != NULL ? self->ceiling[2 * self->region] : (double) NAN;
    values[4] = self->ceiling != NULL ? self->ceiling[2 * self->region + 1] : (double) NAN;
    for (int v = 0; v < 5; v++) {
      *bottom = fmin (*bottom, values[v]);
      *top = fmax (*top, values[v]);
    }
  }
  if (!(*top > *bottom))
    *top = 1.0;
  *top += 0.06 * (*top - *bottom);
}

/**
 * cal_rsa_plot_lay_out:
 * @layout: (out caller-allocates): where everything lies in a picture of that size
 */
void
cal_rsa_plot_lay_out (const CalRsaPlot *self,
                      double width_px,
                      double height_px,
                      CalRsaLayout *layout)
{
  double s = self->scale, names = 0.0, width, height, left, top;
  gboolean beside = width_px >= SIDE_BY_SIDE * s;
  CalTextStyle style = make_style (self, CAL_TEXT_LABEL_PX, self->ink->text);

  *layout = (CalRsaLayout){0};
  for (guint model = 0; model < self->n_models; model++) {
    double length;

    cal_text_measure (&style, self->models[model], &length, NULL);
    names = fmax (names, length);
  }
  layout->names_px = fmin (names, MAX_NAMES * s) + 8.0 * s;
  width = (beside ? 0.5 * width_px : width_px) - 2.0 * MARGIN * s - layout->names_px;
  width = fmax (fmin (width, MAX_COLUMN * s * self->n_regions), s);
  height = (beside ? height_px : 0.5 * height_px) - 2.0 * MARGIN * s - HEADING * s;
  height = fmax (fmin (height, 1.5 * ROW * s * self->n_models), s);
  layout->matrix =
      (cairo_rectangle_t){MARGIN * s + layout->names_px, (MARGIN + HEADING) * s, width, height};
  for (guint model = 0; model < self->n_models; model++)
    layout->n_rows += is_any_better (self, model);
  layout->rows_px = MARK_ROW * s;
  left = beside ? layout->matrix.x + width + 2.0 * MARGIN * s : MARGIN * s;
  top = beside ? (MARGIN + HEADING) * s : layout->matrix.y + height + (MARGIN + HEADING) * s;
  top += layout->n_rows * layout->rows_px;
  layout->bars = (cairo_rectangle_t){
      left + AXIS * s, top, fmax (width_px - left - (AXIS + MARGIN) * s, s),
      fmax (height_px - top - (NAMES_BELOW + (self->rule != NULL ? ROW : 8.0)) * s, s)};
  layout->bars.width = fmin (layout->bars.width, 2.5 * MAX_BAR * s * fmax (self->n_models, 3));
  find_range (self, &layout->bottom, &layout->top);
}

/**
 * cal_rsa_plot_get_cell:
 * @box: (out caller-allocates): where the number is written
 */
void
cal_rsa_plot_get_cell (const CalRsaPlot *self,
                       const CalRsaLayout *layout,
                       guint model,
                       guint region,
                       cairo_rectangle_t *box)
{
  double width = layout->matrix.width / self->n_regions;
  double height = layout->matrix.height / self->n_models;

  *box = (cairo_rectangle_t){layout->matrix.x + region * width, layout->matrix.y + model * height,
                             width, height};
}

static double
get_y (const CalRsaLayout *layout, double value)
{
  return layout->bars.y +
         layout->bars.height * (layout->top - value) / (layout->top - layout->bottom);
}

static double
get_middle (const CalRsaPlot *self, const CalRsaLayout *layout, guint model)
{
  return layout->bars.x + layout->bars.width * (model + 0.5) / self->n_models;
}

/**
 * cal_rsa_plot_get_bar:
 * @box: (out caller-allocates): from zero to the value
 *
 * Returns: FALSE if the model has no value in the region
 */
gboolean
cal_rsa_plot_get_bar (const CalRsaPlot *self,
                      const CalRsaLayout *layout,
                      guint model,
                      cairo_rectangle_t *box)
{
  double value = self->similarity[(gsize) model * self->n_regions + self->region];
  double width = fmin (0.64 * layout->bars.width / self->n_models, MAX_BAR * self->scale);
  double zero = get_y (layout, 0.0), end = get_y (layout, value);

  *box = (cairo_rectangle_t){get_middle (self, layout, model) - 0.5 * width, fmin (zero, end),
                             width, fabs (zero - end)};
  return isfinite (value);
}

static gboolean
contains (const cairo_rectangle_t *box, double x, double y)
{
  return x >= box->x && x < box->x + box->width && y >= box->y && y < box->y + box->height;
}

/**
 * cal_rsa_plot_pick:
 * @model: (out): of a cell or bar
 * @region: (out): of a cell, of the bars or of a name above the matrix
 *
 * A bar can be picked over its whole column and by its name, or a small one could not be hit.
 *
 * Returns: what lies there
 */
CalRsaPart
cal_rsa_plot_pick (const CalRsaPlot *self,
                   const CalRsaLayout *layout,
                   double x,
                   double y,
                   guint *model,
                   guint *region)
{
  cairo_rectangle_t heading = layout->matrix, column = layout->bars;

  *model = 0;
  *region = self->region;
  if (self->n_models == 0 || self->n_regions == 0)
    return CAL_RSA_NOTHING;
  heading.y -= HEADING * self->scale;
  heading.height = HEADING * self->scale;
  column.height += NAMES_BELOW * self->scale;
  if (contains (&layout->matrix, x, y)) {
    *model = (guint) ((y - layout->matrix.y) / layout->matrix.height * self->n_models);
    *region = (guint) ((x - layout->matrix.x) / layout->matrix.width * self->n_regions);
    return CAL_RSA_CELL;
  }
  if (contains (&heading, x, y)) {
    *region = (guint) ((x - layout->matrix.x) / layout->matrix.width * self->n_regions);
    return CAL_RSA_REGION;
  }
  if (contains (&column, x, y)) {
    *model = (guint) ((x - layout->bars.x) / layout->bars.width * self->n_models);
    return CAL_RSA_BAR;
  }
  return CAL_RSA_NOTHING;
}

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
  CalTextStyle style = make_style (self, CAL_TEXT_LABEL_PX, self->ink->secondary);
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

static void
draw_matrix (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout)
{
  CalTextStyle row = make_style (self, CAL_TEXT_LABEL_PX, self->ink->text);
  CalTextStyle column = make_style (self, CAL_TEXT_LABEL_PX, self->ink->secondary);
  cairo_rectangle_t box;

  row.align_x = 1.0;
  row.max_width_px = layout->names_px - 8.0 * self->scale;
  column.align_x = 0.5;
  column.max_width_px = layout->matrix.width / self->n_regions - 4.0 * self->scale;
  for (guint model = 0; model < self->n_models; model++) {
    cal_rsa_plot_get_cell (self, layout, model, 0, &box);
    cal_text_draw (cr, &row, self->models[model], box.x - 8.0 * self->scale,
                   box.y + 0.5 * box.height);
    for (guint region = 0; region < self->n_regions; region++)
      draw_cell (cr, self, layout, model, region);
  }
  for (guint region = 0; region < self->n_regions; region++) {
    cal_rsa_plot_get_cell (self, layout, 0, region, &box);
    column.bold = region == self->region;
    for (int c = 0; c < 4; c++)
      column.rgba[c] = column.bold ? self->ink->text[c] : self->ink->secondary[c];
    cal_text_draw (cr, &column, self->regions[region], box.x + 0.5 * box.width,
                   box.y - 0.5 * HEADING * self->scale);
  }
}

static void
draw_axis (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout)
{
  double step = cal_axis_get_step (layout->top - layout->bottom, 6);
  CalTextStyle style = make_style (self, CAL_TEXT_SMALL_PX, self->ink->secondary);

  style.align_x = 1.0;
  cairo_set_line_width (cr, self->scale);
  for (double k = ceil (layout->bottom / step); k * step <= layout->top; k++) {
    g_autofree char *text = cal_number_format (k * step);
    double y = get_y (layout, k * step);

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
  CalTextStyle style = make_style (self, CAL_TEXT_SMALL_PX, self->ink->secondary);
  double high, low;

  if (ceiling == NULL || isnan (ceiling[0]) || isnan (ceiling[1]))
    return;
  low = get_y (layout, ceiling[0]);
  high = get_y (layout, ceiling[1]);
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

static void
draw_bar (cairo_t *cr, const CalRsaPlot *self, const CalRsaLayout *layout, guint model)
{
  gsize cell = (gsize) model * self->n_regions + self->region;
  CalTextStyle style = make_style (self, CAL_TEXT_SMALL_PX, self->ink->text);
  double middle = get_middle (self, layout, model);
  cairo_rectangle_t box;

  style.align_x = 0.5;
  style.max_width_px = layout->bars.width / self->n_models - 4.0 * self->scale;
  style.align_y = 0.0;
  cal_text_draw (cr, &style, self->models[model], middle,
                 layout->bars.y + layout->bars.height + 6.0 * self->scale);
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
    cairo_move_to (cr, middle, get_y (layout, self->low[cell]));
    cairo_line_to (cr, middle, get_y (layout, self->high[cell]));
    cairo_stroke (cr);
  }
  if (self->is_above_zero != NULL && self->is_above_zero[cell]) {
    style.align_y = 0.0;
    cal_text_draw (cr, &style, "∗", middle,
                   layout->bars.y + layout->bars.height + 20.0 * self->scale);
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
    double from = get_middle (self, layout, model), low = from, high = from;

    if (!is_any_better (self, model))
      continue;
    for (guint other = 0; other < self->n_models; other++) {
      double at = get_middle (self, layout, other);

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
  CalTextStyle style = make_style (self, CAL_TEXT_LABEL_PX, self->ink->text);
  g_autofree char *heading =
      g_strdup_printf ("%s · %s", self->regions[self->region], self->statistic);
  double top = layout->bars.y - layout->n_rows * layout->rows_px;

  style.max_width_px = layout->bars.width;
  style.bold = TRUE;
  cal_text_draw (cr, &style, heading, layout->bars.x, top - 0.5 * HEADING * self->scale);
  draw_axis (cr, self, layout);
  draw_ceiling (cr, self, layout);
  for (guint model = 0; model < self->n_models; model++)
    draw_bar (cr, self, layout, model);
  draw_marks (cr, self, layout);
  if (self->rule != NULL) {
    CalTextStyle rule = make_style (self, CAL_TEXT_SMALL_PX, self->ink->secondary);

    rule.max_width_px = layout->bars.width;
    cal_text_draw (cr, &rule, self->rule, layout->bars.x,
                   layout->bars.y + layout->bars.height + (NAMES_BELOW + 0.5 * ROW) * self->scale);
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
