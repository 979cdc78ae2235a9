/* column-colours.c - a colour for each row of a table by one of its columns.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/column-colours.h"

#include <math.h>

#include "model/labels.h"

static gsize
count_rows (const CalColumn *column)
{
  return column->texts != NULL ? cal_text_array_get_n (column->texts)
                               : cal_array_get_n_elements (column->numbers);
}

static void
colour_texts (CalColumnColours *self, const CalColumn *column)
{
  guint n_named = 0;
  g_autofree float (*colours)[4] = NULL;

  self->levels = cal_column_find_levels (column);
  colours = g_malloc0_n (MAX (self->levels->n, 1), sizeof *colours);
  for (guint level = 0; level < self->levels->n; level++)
    if (self->levels->names[level][0] != '\0')
      cal_labels_pick_colour (n_named++, colours[level]);
  for (gsize row = 0; row < self->n; row++)
    for (int c = 0; c < 4; c++)
      self->rgba[row][c] = colours[self->levels->codes[row]][c];
}

static void
colour_numbers (CalColumnColours *self, const CalColumn *column)
{
  self->colormap = cal_colormap_find ("viridis");
  self->low = INFINITY;
  self->high = -INFINITY;
  for (gsize row = 0; row < self->n; row++) {
    double value = cal_column_get_number (column, row);

    if (isfinite (value)) {
      self->low = fmin (self->low, value);
      self->high = fmax (self->high, value);
    }
  }
  for (gsize row = 0; row < self->n; row++) {
    double value = cal_column_get_number (column, row);
    double range = self->high - self->low;

    if (!isfinite (value))
      continue;
    cal_colormap_look_up (self->colormap, range > 0.0 ? (value - self->low) / range : 0.5,
                          self->rgba[row]);
    self->rgba[row][3] = 1.0f;
  }
}

/**
 * cal_column_colours_new:
 *
 * Returns: (transfer full): the colours of its rows
 */
CalColumnColours *
cal_column_colours_new (const CalColumn *column)
{
  CalColumnColours *self = g_new0 (CalColumnColours, 1);

  self->name = g_strdup (column->name);
  self->unit = g_strdup (column->unit);
  self->n = count_rows (column);
  self->rgba = g_malloc0_n (MAX (self->n, 1), sizeof *self->rgba);
  if (column->texts != NULL)
    colour_texts (self, column);
  else
    colour_numbers (self, column);
  return self;
}

void
cal_column_colours_free (CalColumnColours *self)
{
  g_free (self->name);
  g_free (self->unit);
  g_free (self->rgba);
  g_clear_pointer (&self->levels, cal_levels_free);
  g_free (self);
}

/**
 * cal_column_colours_can:
 *
 * Returns: whether colours tell anything: numbers do, and texts of which some are the same
 */
gboolean
cal_column_colours_can (const CalColumn *column)
{
  g_autoptr (CalLevels) levels = NULL;

  if (column->numbers != NULL)
    return TRUE;
  levels = cal_column_find_levels (column);
  return levels->n > 1 && levels->n < count_rows (column);
}

/**
 * cal_column_colours_choose:
 * @table: (nullable)
 *
 * Returns: (transfer none) (nullable): the column that a person is likely to want: "category",
 *   else the first of texts in groups
 */
const CalColumn *
cal_column_colours_choose (CalTable *table)
{
  const CalColumn *category = table != NULL ? cal_table_find_column (table, "category") : NULL;

  if (category != NULL && category->texts != NULL && cal_column_colours_can (category))
    return category;
  for (guint n = 0; table != NULL && n < cal_table_get_n_columns (table); n++) {
    const CalColumn *column = cal_table_get_column (table, n);

    if (column->texts != NULL && cal_column_colours_can (column))
      return column;
  }
  return NULL;
}
