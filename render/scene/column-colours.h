/* column-colours.h - a colour for each row of a table by one of its columns.
 *
 * Texts get label colours, one a value; numbers a sequential colour map from the smallest to the
 * largest. Immutable.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/colormap.h"
#include "model/table.h"

G_BEGIN_DECLS

/**
 * CalColumnColours:
 * @name: of the column
 * @unit: (nullable): of its numbers
 * @n: rows
 * @rgba: a colour a row; a missing value has opacity 0
 * @levels: (nullable): the different texts; NULL for numbers
 * @colormap: (nullable): of the numbers; NULL for texts
 * @low: the smallest number
 * @high: the largest
 */
typedef struct {
  char *name;
  char *unit;
  gsize n;
  float (*rgba)[4];
  CalLevels *levels;
  const CalColormap *colormap;
  double low;
  double high;
} CalColumnColours;

CalColumnColours *cal_column_colours_new (const CalColumn *column) G_GNUC_WARN_UNUSED_RESULT;
void cal_column_colours_free (CalColumnColours *self);
gboolean cal_column_colours_can (const CalColumn *column);
const CalColumn *cal_column_colours_choose (CalTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalColumnColours, cal_column_colours_free)

G_END_DECLS
