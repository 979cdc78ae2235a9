/* table.c - immutable columns of numbers or texts: one row a condition, a stimulus, a voxel.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/table.h"

#include <math.h>

#include "model/error.h"
#include "model/memory.h"
#include "model/text.h"

struct _CalTable {
  GObject parent_instance;

  char *name;
  gsize n_rows;
  GArray *columns;
};

G_DEFINE_FINAL_TYPE (CalTable, cal_table, G_TYPE_OBJECT)

static void
clear_column (gpointer data)
{
  CalColumn *column = data;

  g_free ((char *) column->name);
  g_free ((char *) column->unit);
  g_clear_object (&column->numbers);
  g_clear_object (&column->texts);
}

static void
cal_table_finalize (GObject *object)
{
  CalTable *self = CAL_TABLE (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->columns, g_array_unref);
  G_OBJECT_CLASS (cal_table_parent_class)->finalize (object);
}

static void
cal_table_class_init (CalTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_table_finalize;
}

static void
cal_table_init (CalTable *self)
{
  self->columns = g_array_new (FALSE, TRUE, sizeof (CalColumn));
  g_array_set_clear_func (self->columns, clear_column);
}

static gboolean
check_column (const CalColumn *column, gsize n_rows, GError **error)
{
  gsize n_found;

  if ((column->numbers == NULL) == (column->texts == NULL)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "column “%s” must hold either numbers or texts", column->name);
    return FALSE;
  }
  n_found = column->numbers != NULL ? cal_array_get_n_elements (column->numbers)
                                    : cal_text_array_get_n (column->texts);
  if (n_found != n_rows) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "column “%s” has %" G_GSIZE_FORMAT " values; expected %" G_GSIZE_FORMAT,
                 column->name, n_found, n_rows);
    return FALSE;
  }
  return TRUE;
}

/**
 * cal_table_new:
 * @name: what the person calls it
 * @columns: @n_columns of them; copied, their data shared
 *
 * Returns: (transfer full): the table, or NULL with CAL_ERROR_FORMAT if a column has another length
 */
CalTable *
cal_table_new (
    const char *name, gsize n_rows, const CalColumn *columns, guint n_columns, GError **error)
{
  g_autoptr (CalTable) self = g_object_new (CAL_TYPE_TABLE, NULL);

  self->name = cal_text_dup_shown (name, -1);
  self->n_rows = n_rows;
  for (guint n = 0; n < n_columns; n++) {
    CalColumn column = columns[n];

    if (!check_column (&column, n_rows, error))
      return NULL;
    column.name = cal_text_dup_shown (column.name, -1);
    column.unit = cal_text_dup_shown (column.unit, -1);
    if (column.numbers != NULL)
      g_object_ref (column.numbers);
    else
      g_object_ref (column.texts);
    g_array_append_val (self->columns, column);
  }
  return g_steal_pointer (&self);
}

const char *
cal_table_get_name (CalTable *self)
{
  return self->name;
}

gsize
cal_table_get_n_rows (CalTable *self)
{
  return self->n_rows;
}

guint
cal_table_get_n_columns (CalTable *self)
{
  return self->columns->len;
}

/**
 * cal_table_get_column:
 *
 * Returns: (transfer none): the column, in the table's order
 */
const CalColumn *
cal_table_get_column (CalTable *self, guint n)
{
  g_return_val_if_fail (n < self->columns->len, NULL);

  return &g_array_index (self->columns, CalColumn, n);
}

/**
 * cal_table_find_column:
 *
 * Returns: (transfer none) (nullable): the first column of that name
 */
const CalColumn *
cal_table_find_column (CalTable *self, const char *name)
{
  for (guint n = 0; n < self->columns->len; n++) {
    const CalColumn *column = cal_table_get_column (self, n);

    if (g_str_equal (column->name, name))
      return column;
  }
  return NULL;
}

/**
 * cal_table_dup_row_id:
 * @self: (nullable): rows are conditions or stimuli
 *
 * Returns: (transfer full): the name that links this row between views: of the column "id", or of
 *   the first that holds texts; the row's number, counted from 1, if nothing names it
 */
char *
cal_table_dup_row_id (CalTable *self, gsize row)
{
  const CalColumn *column = self != NULL ? cal_table_find_column (self, "id") : NULL;

  for (guint n = 0; self != NULL && column == NULL && n < cal_table_get_n_columns (self); n++)
    if (cal_table_get_column (self, n)->texts != NULL)
      column = cal_table_get_column (self, n);
  return column != NULL ? cal_column_dup_text (column, row)
                        : g_strdup_printf ("%" G_GSIZE_FORMAT, row + 1);
}

static CalArray *
pick_numbers (CalArray *from, const gsize *rows, gsize n)
{
  double *values = g_new (double, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, cal_size_times (n, sizeof *values));

  for (gsize row = 0; row < n; row++)
    values[row] = cal_array_get_value (from, rows[row]);
  return cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
}

static CalTextArray *
pick_texts (CalTextArray *from, const gsize *rows, gsize n)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();

  for (gsize row = 0; row < n; row++)
    cal_text_array_builder_add (builder, cal_text_array_get (from, rows[row]), -1);
  return cal_text_array_builder_end (builder, 1, &n, NULL);
}

/**
 * cal_table_pick_rows:
 * @rows: @n rows of the table, each below cal_table_get_n_rows()
 *
 * Returns: (transfer full): a table of those rows, in that order; numbers become float64
 */
CalTable *
cal_table_pick_rows (CalTable *self, const gsize *rows, gsize n)
{
  g_autoptr (CalTable) picked = g_object_new (CAL_TYPE_TABLE, NULL);

  picked->name = g_strdup (self->name);
  picked->n_rows = n;
  for (guint c = 0; c < self->columns->len; c++) {
    const CalColumn *from = cal_table_get_column (self, c);
    CalColumn column = {g_strdup (from->name), g_strdup (from->unit), NULL, NULL};

    if (from->numbers != NULL)
      column.numbers = pick_numbers (from->numbers, rows, n);
    else
      column.texts = pick_texts (from->texts, rows, n);
    g_array_append_val (picked->columns, column);
  }
  return g_steal_pointer (&picked);
}

/**
 * cal_column_get_number:
 *
 * Returns: the row's number; NaN where there is none, or the column holds texts
 */
double
cal_column_get_number (const CalColumn *self, gsize row)
{
  return self->numbers != NULL ? cal_array_get_value (self->numbers, row) : (double) NAN;
}

/**
 * cal_column_dup_text:
 *
 * Returns: (transfer full): the row's text, or its number as text; "" where there is none
 */
char *
cal_column_dup_text (const CalColumn *self, gsize row)
{
  double number;

  if (self->texts != NULL)
    return g_strdup (cal_text_array_get (self->texts, row));
  number = cal_column_get_number (self, row);
  return isnan (number) ? g_strdup ("") : g_strdup_printf ("%.15g", number);
}

/**
 * cal_column_find_levels:
 *
 * Returns: (transfer full): the different values of the column; a missing one is the level ""
 */
CalLevels *
cal_column_find_levels (const CalColumn *self)
{
  gsize n_rows = self->texts != NULL ? cal_text_array_get_n (self->texts)
                                     : cal_array_get_n_elements (self->numbers);
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (gsize));
  CalLevels *levels = g_new0 (CalLevels, 1);

  levels->codes = g_new (guint32, n_rows);
  for (gsize row = 0; row < n_rows; row++) {
    g_autofree char *text = cal_column_dup_text (self, row);
    gpointer code;

    if (!g_hash_table_lookup_extended (found, text, NULL, &code)) {
      gsize none = 0;

      code = GUINT_TO_POINTER (names->len);
      g_array_append_val (counts, none);
      g_hash_table_insert (found, text, code);
      g_ptr_array_add (names, g_steal_pointer (&text));
    }
    levels->codes[row] = GPOINTER_TO_UINT (code);
    g_array_index (counts, gsize, levels->codes[row])++;
  }
  levels->n = names->len;
  g_ptr_array_add (names, NULL);
  levels->names = (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  levels->counts = (gsize *) (void *) g_array_free (g_steal_pointer (&counts), FALSE);
  return levels;
}

void
cal_levels_free (CalLevels *self)
{
  g_strfreev (self->names);
  g_free (self->codes);
  g_free (self->counts);
  g_free (self);
}
