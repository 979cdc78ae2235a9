/* label-legend.c - which colour is which region.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/label-legend.h"

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

/**
 * cal_label_legend_draw:
 * @x: left end
 * @y: top
 *
 * Draws a swatch and a name for each label, row by row; long names lose their middle. From any
 * thread.
 */
void
cal_label_legend_draw (cairo_t *cr, const CalLabelLegend *self, double x, double y)
{
  double row = ROW * self->scale, swatch = SWATCH * self->scale, gap = GAP * self->scale;
  guint n_columns = count_columns (self), n_places = count_rows (self) * n_columns;
  guint n_used = MIN (n_columns, MAX (self->labels->len, 1));
  double column = MIN (get_column (self), self->width_px);
  double left = x + 0.5 * (self->width_px - n_used * column);
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = self->ink->text[c];
  if (self->caption != NULL) {
    CalTextStyle title = style;

    title.align_x = 0.5;
    title.max_width_px = self->width_px;
    cal_text_draw (cr, &title, self->caption, x + 0.5 * self->width_px, y + 0.5 * row);
    y += row;
  }
  style.max_width_px = column - swatch - 2.0 * gap;
  for (guint n = 0; n < MIN (self->labels->len, n_places); n++) {
    const CalLabel *label = g_ptr_array_index (self->labels, n);
    double column_x = left + (n % n_columns) * column, middle_y = y + (n / n_columns + 0.5) * row;

    if (n == n_places - 1 && self->labels->len > n_places) {
      g_autofree char *rest = g_strdup_printf ("and %u more", self->labels->len - n);

      cal_text_draw (cr, &style, rest, column_x + swatch + gap, middle_y);
      break;
    }
    cairo_set_source_rgb (cr, (double) label->rgba[0], (double) label->rgba[1],
                          (double) label->rgba[2]);
    cairo_rectangle (cr, column_x, middle_y - 0.5 * swatch, swatch, swatch);
    cairo_fill (cr);
    cal_text_draw (cr, &style, label->name, column_x + swatch + gap, middle_y);
  }
}
