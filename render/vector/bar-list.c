/* bar-list.c - names with bars, one below the other.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/bar-list.h"

#include <math.h>

#include "model/number.h"
#include "render/vector/text.h"

/* In pixels at 96 dots an inch. */
#define HEADING 22.0
#define LEGEND 18.0
#define ROW 18.0
#define BAR 10.0
#define NUMBER 46.0
#define MAX_NAME 120.0
#define GAP 8.0
#define SWATCH 8.0

static CalTextStyle
make_style (const CalBarList *self, const double rgba[4])
{
  CalTextStyle style = {.size_px = CAL_TEXT_SMALL_PX * self->scale, .align_y = 0.5};

  for (int c = 0; c < 4; c++)
    style.rgba[c] = rgba[c];
  return style;
}

static double
get_rows_top (const CalBarList *self)
{
  return self->box.y +
         ((self->heading != NULL ? HEADING : 0.0) + (self->part_names != NULL ? LEGEND : 0.0)) *
             self->scale;
}

static double
get_name_width (const CalBarList *self)
{
  return fmin (MAX_NAME * self->scale, 0.4 * self->box.width);
}

/**
 * cal_bar_list_count_shown:
 *
 * Returns: how many rows have room
 */
gsize
cal_bar_list_count_shown (const CalBarList *self)
{
  double room = self->box.y + self->box.height - get_rows_top (self);
  gsize n = room > 0.0 ? (gsize) (room / (ROW * self->scale)) : 0;

  return MIN (n, self->n_rows - MIN (self->first, self->n_rows));
}

/* The whole length of a bar. */
static void
get_track (const CalBarList *self, gsize row, cairo_rectangle_t *box)
{
  double s = self->scale, name = get_name_width (self) + GAP * s;

  box->x = self->box.x + name;
  box->width = fmax (self->box.width - name - NUMBER * s, 1.0);
  box->y = get_rows_top (self) + ((double) (row - self->first) * ROW + 0.5 * (ROW - BAR)) * s;
  box->height = BAR * s;
}

/**
 * cal_bar_list_get_bar:
 * @row: one that is shown
 * @box: (out caller-allocates): of its part
 */
void
cal_bar_list_get_bar (const CalBarList *self, gsize row, guint part, cairo_rectangle_t *box)
{
  const double *values = self->values + row * self->n_parts;
  double before = 0.0, value;
  cairo_rectangle_t track;

  get_track (self, row, &track);
  for (guint p = 0; p < part; p++)
    before += values[p] > 0.0 ? values[p] : 0.0;
  value = values[part] > 0.0 ? values[part] : 0.0;
  *box = track;
  box->x += self->top > 0.0 ? fmin (before / self->top, 1.0) * track.width : 0.0;
  box->width = self->top > 0.0 ? fmin (value / self->top, 1.0) * track.width : 0.0;
}

/**
 * cal_bar_list_pick:
 * @row: (out): the row at x, y
 * @part: (out): its part there, -1 beside the bar
 *
 * Returns: whether there is a row
 */
gboolean
cal_bar_list_pick (const CalBarList *self, double x, double y, gsize *row, gint *part)
{
  double from_top = (y - get_rows_top (self)) / (ROW * self->scale);

  if (x < self->box.x || x >= self->box.x + self->box.width || from_top < 0.0 ||
      (gsize) from_top >= cal_bar_list_count_shown (self))
    return FALSE;
  *row = self->first + (gsize) from_top;
  *part = -1;
  for (guint p = 0; p < self->n_parts; p++) {
    cairo_rectangle_t box;

    cal_bar_list_get_bar (self, *row, p, &box);
    if (x >= box.x && x < box.x + box.width)
      *part = (gint) p;
  }
  return TRUE;
}

static void
draw_legend (cairo_t *cr, const CalBarList *self)
{
  CalTextStyle style = make_style (self, self->ink->secondary);
  double s = self->scale, x = self->box.x, width;
  double y = self->box.y + ((self->heading != NULL ? HEADING : 0.0) + 0.5 * LEGEND) * s;

  for (guint p = 0; p < self->n_parts; p++) {
    const double *rgb = self->part_colours[p];

    cairo_set_source_rgb (cr, rgb[0], rgb[1], rgb[2]);
    cairo_rectangle (cr, x, y - 0.5 * SWATCH * s, SWATCH * s, SWATCH * s);
    cairo_fill (cr);
    x += (SWATCH + 4.0) * s;
    style.max_width_px = fmax (self->box.x + self->box.width - x, 1.0);
    cal_text_draw (cr, &style, self->part_names[p], x, y);
    cal_text_measure (&style, self->part_names[p], &width, NULL);
    x += width + 12.0 * s;
  }
}

/* The number of the picked part, or of the only one. */
static char *
dup_number (const CalBarList *self, gsize row)
{
  guint part = self->picked_part >= 0 ? (guint) self->picked_part : 0;
  double value = self->values[row * self->n_parts + part];

  if (self->n_parts > 1 && self->picked_part < 0)
    return NULL;
  if (self->unit != NULL && self->unit[0] == '%')
    return isnan (value) ? g_strdup ("no data") : g_strdup_printf ("%.1f %%", 100.0 * value);
  return cal_number_format_with_unit (value, self->unit);
}

static void
draw_row (cairo_t *cr, const CalBarList *self, gsize row)
{
  gboolean is_picked = self->picked == (gssize) row;
  CalTextStyle name = make_style (self, is_picked ? self->ink->text : self->ink->secondary);
  CalTextStyle number = make_style (self, self->ink->text);
  g_autofree char *text = dup_number (self, row);
  cairo_rectangle_t box;
  double middle;

  get_track (self, row, &box);
  middle = box.y + 0.5 * box.height;
  name.bold = is_picked;
  name.max_width_px = get_name_width (self);
  cal_text_draw (cr, &name, self->names[row], self->box.x, middle);
  cairo_set_source_rgba (cr, self->ink->hidden[0], self->ink->hidden[1], self->ink->hidden[2], 0.2);
  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_fill (cr);
  for (guint p = 0; p < self->n_parts; p++) {
    const double *rgb = self->part_colours[p];
    gboolean is_faint = self->picked_part >= 0 && self->picked_part != (gint) p;

    cal_bar_list_get_bar (self, row, p, &box);
    cairo_set_source_rgba (cr, rgb[0], rgb[1], rgb[2], is_faint ? 0.35 : 1.0);
    cairo_rectangle (cr, box.x, box.y, box.width, box.height);
    cairo_fill (cr);
  }
  number.align_x = 1.0;
  if (text != NULL)
    cal_text_draw (cr, &number, text, self->box.x + self->box.width, middle);
}

/**
 * cal_bar_list_draw:
 *
 * Draws the rows from @first on that have room.
 */
void
cal_bar_list_draw (cairo_t *cr, const CalBarList *self)
{
  CalTextStyle heading = make_style (self, self->ink->text);
  gsize n_shown = cal_bar_list_count_shown (self);

  heading.size_px = CAL_TEXT_LABEL_PX * self->scale;
  heading.bold = TRUE;
  heading.max_width_px = self->box.width;
  if (self->heading != NULL)
    cal_text_draw (cr, &heading, self->heading, self->box.x,
                   self->box.y + 0.5 * HEADING * self->scale);
  if (self->part_names != NULL)
    draw_legend (cr, self);
  for (gsize row = self->first; row < self->first + n_shown; row++)
    draw_row (cr, self, row);
}
