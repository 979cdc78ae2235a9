/* bar-list.h - names with bars, one below the other: a number each, or shares of a whole.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "render/vector/ink.h"

G_BEGIN_DECLS

/**
 * CalBarList:
 * @heading: (nullable): above the bars
 * @n_rows: all of them
 * @names: one a row
 * @n_parts: parts of a row's bar, one after the other
 * @part_names: (nullable): named in a line below the heading, with their colours
 * @part_colours: red, green and blue a part
 * @values: @n_rows x @n_parts; NaN is no bar
 * @top: the value that fills a bar
 * @unit: (nullable): "%" writes values as parts of a hundred
 * @first: the row at the upper edge
 * @picked: the picked row, or -1
 * @picked_part: its picked part, or -1
 * @box: where it is drawn
 * @ink: colours of letters
 * @scale: pixels of the drawing to one pixel at 96 dots an inch
 */
typedef struct {
  const char *heading;
  gsize n_rows;
  const char *const *names;
  guint n_parts;
  const char *const *part_names;
  const double (*part_colours)[3];
  const double *values;
  double top;
  const char *unit;
  gsize first;
  gssize picked;
  gint picked_part;
  cairo_rectangle_t box;
  const CalInk *ink;
  double scale;
} CalBarList;

gsize cal_bar_list_count_shown (const CalBarList *self);
gboolean cal_bar_list_pick (const CalBarList *self, double x, double y, gsize *row, gint *part);
void cal_bar_list_get_bar (const CalBarList *self, gsize row, guint part, cairo_rectangle_t *box);
void cal_bar_list_draw (cairo_t *cr, const CalBarList *self);

G_END_DECLS
