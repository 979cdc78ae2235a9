/* rsa-plot.c - where the numbers and bars lie that tell how similar models are to regions.
 *
 * Matrix and bars stand side by side where there is room, else one above the other.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/rsa-plot-private.h"

#include <math.h>

/* In pixels at 96 dots an inch. */
#define MARGIN 16.0
#define MAX_COLUMN 96.0
#define AXIS 44.0
#define NAMES_BELOW 40.0
#define MARK_ROW 9.0
#define MAX_NAMES 140.0
#define MAX_TURNED 96.0
#define SIDE_BY_SIDE 640.0
#define MAX_BAR 48.0

CalTextStyle
cal_rsa_plot_make_style (const CalRsaPlot *self, double size_px, const double rgba[4])
{
  CalTextStyle style = {.size_px = size_px * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static double
find_longest (const CalTextStyle *style, const char *const *names, guint n)
{
  double longest = 0.0;

  for (guint name = 0; name < n; name++) {
    double length;

    cal_text_measure (style, names[name], &length, NULL);
    longest = fmax (longest, length);
  }
  return longest;
}

/* Whether the model is surely better than another. */
gboolean
cal_rsa_plot_is_any_better (const CalRsaPlot *self, guint model)
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

/* The matrix; what is turned has at most a third of the room's height. */
static void
lay_out_matrix (const CalRsaPlot *self, double room_px, double height_px, CalRsaLayout *layout)
{
  double s = self->scale, longest, width, height;
  CalTextStyle style = cal_rsa_plot_make_style (self, CAL_TEXT_LABEL_PX, self->ink->text);

  layout->names_px =
      fmin (find_longest (&style, self->models, self->n_models), MAX_NAMES * s) + 8.0 * s;
  width = room_px - 2.0 * MARGIN * s - layout->names_px;
  width = fmax (fmin (width, MAX_COLUMN * s * self->n_regions), s);
  style.bold = TRUE;
  longest = find_longest (&style, self->regions, self->n_regions);
  layout->turns_regions = longest > width / fmax (self->n_regions, 1) - 4.0 * s;
  layout->heading_px = layout->turns_regions
                           ? fmin (fmin (longest, MAX_TURNED * s), height_px / 3.0) + 8.0 * s
                           : CAL_RSA_HEADING * s;
  height = height_px - 2.0 * MARGIN * s - layout->heading_px;
  height = fmax (fmin (height, 1.5 * CAL_RSA_ROW * s * self->n_models), s);
  layout->matrix = (cairo_rectangle_t){MARGIN * s + layout->names_px,
                                       MARGIN * s + layout->heading_px, width, height};
}

static void
lay_out_bars (const CalRsaPlot *self,
              double left_px,
              double top_px,
              double width_px,
              double height_px,
              CalRsaLayout *layout)
{
  double s = self->scale, rule = (self->rule != NULL ? CAL_RSA_ROW : 8.0) * s, longest, width;
  CalTextStyle style = cal_rsa_plot_make_style (self, CAL_TEXT_SMALL_PX, self->ink->text);

  width = fmax (width_px - left_px - (AXIS + MARGIN) * s, s);
  width = fmin (width, 2.5 * MAX_BAR * s * fmax (self->n_models, 3));
  longest = find_longest (&style, self->models, self->n_models);
  layout->turns_models = longest > width / fmax (self->n_models, 1) - 4.0 * s;
  layout->below_px = layout->turns_models
                         ? fmin (fmin (longest, MAX_TURNED * s), (height_px - top_px) / 3.0) +
                               (CAL_RSA_STARS + 4.0) * s
                         : NAMES_BELOW * s;
  layout->bars = (cairo_rectangle_t){left_px + AXIS * s, top_px, width,
                                     fmax (height_px - top_px - layout->below_px - rule, s)};
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
  double s = self->scale, left, top;
  gboolean beside = width_px >= SIDE_BY_SIDE * s;

  *layout = (CalRsaLayout){0};
  lay_out_matrix (self, beside ? 0.5 * width_px : width_px, beside ? height_px : 0.5 * height_px,
                  layout);
  for (guint model = 0; model < self->n_models; model++)
    layout->n_rows += cal_rsa_plot_is_any_better (self, model);
  layout->rows_px = MARK_ROW * s;
  left = beside ? layout->matrix.x + layout->matrix.width + 2.0 * MARGIN * s : MARGIN * s;
  top = (MARGIN + CAL_RSA_HEADING) * s;
  if (!beside)
    top += layout->matrix.y + layout->matrix.height;
  lay_out_bars (self, left, top + layout->n_rows * layout->rows_px, width_px, height_px, layout);
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

/* Where a value of the bars lies. */
double
cal_rsa_layout_get_y (const CalRsaLayout *layout, double value)
{
  return layout->bars.y +
         layout->bars.height * (layout->top - value) / (layout->top - layout->bottom);
}

/* Of the column of a model's bar. */
double
cal_rsa_plot_get_middle (const CalRsaPlot *self, const CalRsaLayout *layout, guint model)
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
  double zero = cal_rsa_layout_get_y (layout, 0.0), end = cal_rsa_layout_get_y (layout, value);

  *box = (cairo_rectangle_t){cal_rsa_plot_get_middle (self, layout, model) - 0.5 * width,
                             fmin (zero, end), width, fabs (zero - end)};
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
  heading.y -= layout->heading_px;
  heading.height = layout->heading_px;
  column.height += layout->below_px;
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
