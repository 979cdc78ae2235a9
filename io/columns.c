/* columns.c - the columns of a table while it is read.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/columns.h"

struct _CalColumns {
  GArray *columns;
};

static void
clear_column (gpointer data)
{
  CalColumn *column = data;

  g_free ((char *) column->name);
  g_clear_object (&column->numbers);
  g_clear_object (&column->texts);
}

/**
 * cal_columns_new:
 *
 * Returns: (transfer full): none yet
 */
CalColumns *
cal_columns_new (void)
{
  CalColumns *self = g_new0 (CalColumns, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (CalColumn));
  g_array_set_clear_func (self->columns, clear_column);
  return self;
}

void
cal_columns_free (CalColumns *self)
{
  g_array_unref (self->columns);
  g_free (self);
}

/**
 * cal_columns_take_numbers:
 * @numbers: (transfer full): of one dimension
 */
void
cal_columns_take_numbers (CalColumns *self, const char *name, CalArray *numbers)
{
  CalColumn column = {.name = g_strdup (name), .numbers = numbers};

  g_array_append_val (self->columns, column);
}

/**
 * cal_columns_take_texts:
 * @texts: (transfer full): of one dimension
 */
void
cal_columns_take_texts (CalColumns *self, const char *name, CalTextArray *texts)
{
  CalColumn column = {.name = g_strdup (name), .texts = texts};

  g_array_append_val (self->columns, column);
}

guint
cal_columns_get_n (CalColumns *self)
{
  return self->columns->len;
}

/**
 * cal_columns_end:
 * @self: (transfer none): stays as it is
 *
 * Returns: (transfer full): the table, or NULL with @error set if a column is of another length
 */
CalTable *
cal_columns_end (CalColumns *self, const char *name, gsize n_rows, GError **error)
{
  return cal_table_new (name, n_rows, (const CalColumn *) (void *) self->columns->data,
                        self->columns->len, error);
}
