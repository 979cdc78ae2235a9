/* label-legend.c - which colour is which region.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/label-legend.h"

#include <math.h>
#include <string.h>

#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define COLUMN 120.0
#define ROW 16.0
#define SWATCH 10.0
#define GAP 6.0

/* More than these say less than the picture does; the last place then counts the rest. */
#define MAX_ROWS 4

static double
get_column (const CalLabelLegend *self)
{
  return self->column_px > 0.0 ? self->column_px : COLUMN * self->scale;
}

static guint
count_columns (const CalLabelLegend *self)
{
  return MAX ((guint) (self->width_px / get_column (self)), 1);
}

static guint
count_rows (const CalLabelLegend *self)
{
  guint n_columns = count_columns (self);

  return MIN ((self->labels->len + n_columns - 1) / n_columns, MAX_ROWS);
}

/**
 * cal_label_legend_measure:
 *
 * Returns: its height in pixels
 */
double
cal_label_legend_measure (const CalLabelLegend *self)
{
  return (count_rows (self) + (self->caption != NULL ? 1 : 0)) * ROW * self->scale;
}

/* Where the nth label is, from the top left: the left end of its swatch, the middle of its row.
 * Returns FALSE where only the rest is counted. */
static gboolean
get_place (const CalLabelLegend *self, guint n, double *x, double *y)
{
  guint n_columns = count_columns (self), n_places = count_rows (self) * n_columns;
  guint n_used = MIN (n_columns, MAX (self->labels->len, 1));
  double column = MIN (get_column (self), self->width_px), row = ROW * self->scale;

  *x = 0.5 * (self->width_px - n_used * column) + (n % n_columns) * column;
  *y = ((self->caption != NULL ? 1.0 : 0.0) + n / n_columns + 0.5) * row;
  return n < n_places && (n != n_places - 1 || self->labels->len <= n_places);
}

/**
 * cal_label_legend_find:
 * @x: in pixels from the legend's left end
 * @y: from its top
 *
 * Returns: (transfer none) (nullable): the label whose swatch or name is there
 */
const CalLabel *
cal_label_legend_find (const CalLabelLegend *self, double x, double y)
{
  double column = MIN (get_column (self), self->width_px), left, middle;

  for (guint n = 0; n < self->labels->len && get_place (self, n, &left, &middle); n++)
    if (x >= left && x < left + column && fabs (y - middle) <= 0.5 * ROW * self->scale)
      return g_ptr_array_index (self->labels, n);
  return NULL;
}

static void
draw_swatch (cairo_t *cr, const CalLabelLegend *self, const CalLabel *label, double x, double y)
{
  double swatch = SWATCH * self->scale;
  gboolean dim = self->picked != NULL && g_strcmp0 (self->picked, label->name) != 0;

  cairo_set_source_rgba (cr, (double) label->rgba[0], (double) label->rgba[1],
                         (double) label->rgba[2], dim ? 0.3 : 1.0);
  cairo_rectangle (cr, x, y - 0.5 * swatch, swatch, swatch);
  cairo_fill (cr);
  if (label != self->pointed)
    return;
  cal_ink_set (cr, self->ink->text);
  cairo_set_line_width (cr, 1.5 * self->scale);
  cairo_rectangle (cr, x, y - 0.5 * swatch, swatch, swatch);
  cairo_stroke (cr);
}

/* The name, and at the column's right end how many there are. */
static void
draw_name (cairo_t *cr, const CalLabelLegend *self, guint n, double x, double y)
{
  const CalLabel *label = g_ptr_array_index (self->labels, n);
  double swatch = SWATCH * self->scale, gap = GAP * self->scale;
  gboolean dim = self->picked != NULL && g_strcmp0 (self->picked, label->name) != 0;
  const double *rgba = dim ? self->ink->hidden : self->ink->text;
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};
  double room = MIN (get_column (self), self->width_px) - swatch - 2.0 * gap;

  memcpy (style.rgba, rgba, sizeof style.rgba);
  if (self->counts != NULL) {
    g_autofree char *count = g_strdup_printf ("%" G_GSIZE_FORMAT, self->counts[n]);
    CalTextStyle number = style;
    double width;

    number.align_x = 1.0;
    memcpy (number.rgba, dim ? self->ink->hidden : self->ink->secondary, sizeof number.rgba);
    cal_text_measure (&number, count, &width, NULL);
    cal_text_draw (cr, &number, count, x + swatch + gap + room - gap, y);
    room -= width + 2.0 * gap;
  }
  style.max_width_px = room;
  cal_text_draw (cr, &style, label->name, x + swatch + gap, y);
}

/**
 * cal_label_legend_draw:
 * @x: left end
 * @y: top
 *
 * Draws a swatch and a name for each label, row by row, with how many elements it has if that is
 * known; long names lose their middle. From any thread.
 */
void
cal_label_legend_draw (cairo_t *cr, const CalLabelLegend *self, double x, double y)
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};
  guint n_places = count_rows (self) * count_columns (self);
  double left, middle;

  memcpy (style.rgba, self->ink->text, sizeof style.rgba);
  if (self->caption != NULL) {
    CalTextStyle title = style;

    title.align_x = 0.5;
    title.max_width_px = self->width_px;
    cal_text_draw (cr, &title, self->caption, x + 0.5 * self->width_px,
                   y + 0.5 * ROW * self->scale);
  }
  for (guint n = 0; n < MIN (self->labels->len, n_places); n++) {
    if (get_place (self, n, &left, &middle)) {
      draw_swatch (cr, self, g_ptr_array_index (self->labels, n), x + left, y + middle);
      draw_name (cr, self, n, x + left, y + middle);
    } else {
      g_autofree char *rest = g_strdup_printf ("and %u more", self->labels->len - n);

      style.max_width_px = MIN (get_column (self), self->width_px);
      cal_text_draw (cr, &style, rest, x + left + (SWATCH + GAP) * self->scale, y + middle);
    }
  }
}
