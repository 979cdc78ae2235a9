/* cells.c - columns of cells that are numbers or texts, which is known when all have been seen.
 *
 * A column is of numbers if every cell that is not empty reads as one, and one does.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/cells.h"

#include <math.h>
#include <string.h>

#include "io/columns.h"
#include "model/memory.h"

typedef struct {
  char *name;
  CalTextArrayBuilder *texts;
  GArray *numbers;
  gsize n;
  gboolean is_text;
  gboolean has_number;
} Column;

struct _CalCells {
  GArray *columns;
};

static void
clear_column (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_clear_pointer (&column->texts, cal_text_array_builder_free);
  g_array_unref (column->numbers);
}

/* Names of files and subjects that happen to be digits stay texts: "007", and what no double can
 * tell from its neighbour. */
static gboolean
is_name (const char *text)
{
  const char *digits = text[0] == '-' || text[0] == '+' ? text + 1 : text;
  gsize n_digits = strspn (digits, "0123456789");

  if (strpbrk (text, "xXpP") != NULL)
    return TRUE;
  return digits[n_digits] == '\0' && n_digits > 1 && (digits[0] == '0' || n_digits > 15);
}

/**
 * cal_cell_parse_number:
 * @number: (out): NaN where the cell says that there is none
 *
 * Returns: whether the cell is empty or reads as a number
 */
gboolean
cal_cell_parse_number (const char *text, double *number)
{
  static const char *const none[] = {"", "nan", "n/a", "na", "null"};
  char *end;

  *number = (double) NAN;
  for (gsize n = 0; n < G_N_ELEMENTS (none); n++)
    if (g_ascii_strcasecmp (text, none[n]) == 0)
      return TRUE;
  if (is_name (text))
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

CalCells *
cal_cells_new (void)
{
  CalCells *self = g_new0 (CalCells, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  return self;
}

void
cal_cells_free (CalCells *self)
{
  g_array_unref (self->columns);
  g_free (self);
}

/**
 * cal_cells_add_column:
 *
 * Returns: its number, counted from 0
 */
guint
cal_cells_add_column (CalCells *self, const char *name)
{
  Column column = {.name = g_strdup (name),
                   .texts = cal_text_array_builder_new (),
                   .numbers = g_array_new (FALSE, FALSE, sizeof (double))};

  g_array_append_val (self->columns, column);
  return self->columns->len - 1;
}

guint
cal_cells_get_n_columns (CalCells *self)
{
  return self->columns->len;
}

/**
 * cal_cells_count:
 *
 * Returns: how many cells the column has
 */
gsize
cal_cells_count (CalCells *self, guint column)
{
  return g_array_index (self->columns, Column, column).n;
}

/**
 * cal_cells_add:
 * @length: bytes; -1 if @text ends with a NUL
 *
 * Adds a cell to the end of a column.
 */
void
cal_cells_add (CalCells *self, guint column, const char *text, gssize length)
{
  Column *into = &g_array_index (self->columns, Column, column);
  g_autofree char *cell = length < 0 ? NULL : g_strndup (text, (gsize) length);
  double number;

  cal_text_array_builder_add (into->texts, text, length);
  into->n++;
  if (into->is_text)
    return;
  if (!cal_cell_parse_number (cell != NULL ? cell : text, &number))
    into->is_text = TRUE;
  else
    g_array_append_val (into->numbers, number);
  into->has_number |= !into->is_text && !isnan (number);
}

/**
 * cal_cells_add_text:
 *
 * Adds a cell to the end of a column; what the file says is text makes a column of texts, whatever
 * it looks like.
 */
void
cal_cells_add_text (CalCells *self, guint column, const char *text)
{
  Column *into = &g_array_index (self->columns, Column, column);

  into->is_text = TRUE;
  cal_text_array_builder_add (into->texts, text, -1);
  into->n++;
}

/**
 * cal_cells_add_number:
 *
 * Adds a cell to the end of a column.
 */
void
cal_cells_add_number (CalCells *self, guint column, double number)
{
  Column *into = &g_array_index (self->columns, Column, column);
  g_autofree char *text = isnan (number) ? g_strdup ("") : g_strdup_printf ("%.15g", number);

  cal_text_array_builder_add (into->texts, text, -1);
  g_array_append_val (into->numbers, number);
  into->has_number |= !isnan (number);
  into->n++;
}

/**
 * cal_cells_end:
 * @n_replaced: (out): how many texts were not UTF-8
 *
 * The columns are empty afterwards.
 *
 * Returns: (transfer full): the table, or NULL with @error set if the columns are not of one length
 */
CalTable *
cal_cells_end (CalCells *self, const char *name, gsize *n_replaced, GError **error)
{
  g_autoptr (CalColumns) columns = cal_columns_new ();
  gsize n_rows = self->columns->len > 0 ? cal_cells_count (self, 0) : 0;

  *n_replaced = 0;
  for (guint n = 0; n < self->columns->len; n++) {
    Column *column = &g_array_index (self->columns, Column, n);

    if (column->is_text || !column->has_number) {
      CalTextArray *texts =
          cal_text_array_builder_end (g_steal_pointer (&column->texts), 1, &column->n, error);

      if (texts == NULL)
        return NULL;
      *n_replaced += cal_text_array_get_n_replaced (texts);
      cal_columns_take_texts (columns, column->name, texts);
    } else {
      g_autoptr (GBytes) bytes =
          g_bytes_new (column->numbers->data, cal_size_times (column->n, sizeof (double)));
      CalArray *numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &column->n, bytes, error);

      if (numbers == NULL)
        return NULL;
      cal_columns_take_numbers (columns, column->name, numbers);
    }
  }
  return cal_columns_end (columns, name, n_rows, error);
}
