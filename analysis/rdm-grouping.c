/* rdm-grouping.c - which observations are one condition and one fold, by the columns of a table.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-grouping.h"

#include <math.h>
#include <string.h>

#include "model/error.h"

static const CalColumn *
find_column (CalTable *table, const char *name, GError **error)
{
  const CalColumn *column = table != NULL ? cal_table_find_column (table, name) : NULL;

  if (column == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s has no column \"%s\"",
                 table != NULL ? cal_table_get_name (table) : "no table was given that", name);
  return column;
}

/* Gives each label that is not left out its place among those. */
static void
code_labels (CalRdmGrouping *self,
             const CalLevels *labels,
             gsize n_rows,
             const char *const *left_out)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autofree guint32 *places = g_new (guint32, MAX (labels->n, 1));
  guint32 n = 0;

  for (guint level = 0; level < labels->n; level++) {
    gboolean is_out = left_out != NULL && g_strv_contains (left_out, labels->names[level]);

    places[level] = is_out ? CAL_RDM_LEFT_OUT : n++;
    if (!is_out)
      g_strv_builder_add (names, labels->names[level]);
  }
  self->names = g_strv_builder_end (names);
  self->codes = g_new (guint32, MAX (n_rows, 1));
  for (gsize r = 0; r < n_rows; r++)
    self->codes[r] = places[labels->codes[r]];
  self->design.n_conditions = n;
  self->design.names = (const char *const *) self->names;
  self->design.conditions = self->codes;
}

/* The row of each condition where it first comes, if a column says the same of all its rows. */
static gboolean
is_of_conditions (const CalRdmGrouping *self, const CalColumn *column, gsize n_rows, gsize *first)
{
  for (gsize c = 0; c < self->design.n_conditions; c++)
    first[c] = G_MAXSIZE;
  for (gsize r = 0; r < n_rows; r++) {
    g_autofree char *text = NULL, *other = NULL;
    guint32 condition = self->codes[r];

    if (condition == CAL_RDM_LEFT_OUT)
      continue;
    if (first[condition] == G_MAXSIZE) {
      first[condition] = r;
      continue;
    }
    text = cal_column_dup_text (column, r);
    other = cal_column_dup_text (column, first[condition]);
    if (!g_str_equal (text, other))
      return FALSE;
  }
  return TRUE;
}

static CalArray *
make_numbers (const double *values, gsize n)
{
  g_autoptr (GBytes) bytes = g_bytes_new (values, n * sizeof *values);

  return cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
}

static CalArray *
pick_numbers (const CalColumn *column, const gsize *rows, gsize n)
{
  g_autofree double *values = g_new (double, n);

  for (gsize c = 0; c < n; c++)
    values[c] = cal_column_get_number (column, rows[c]);
  return make_numbers (values, n);
}

static CalTextArray *
pick_texts (const CalColumn *column, const gsize *rows, gsize n)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (gsize c = 0; c < n; c++) {
    g_autofree char *text = cal_column_dup_text (column, rows[c]);

    g_strv_builder_add (texts, text);
  }
  list = g_strv_builder_end (texts);
  return cal_text_array_new_from_strv ((const char *const *) list);
}

/* "id", how often each was observed, and the columns that tell of conditions. */
static gboolean
describe_conditions (CalRdmGrouping *self, CalTable *table, const char *labels, GError **error)
{
  gsize n = self->design.n_conditions, n_rows = cal_table_get_n_rows (table);
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (CalColumn));
  g_autofree gsize *first = g_new (gsize, MAX (n, 1));
  g_autofree double *counts = g_new0 (double, MAX (n, 1));
  CalColumn column = {.name = "id",
                      .texts = cal_text_array_new_from_strv ((const char *const *) self->names)};

  g_array_append_val (columns, column);
  for (gsize r = 0; r < n_rows; r++)
    if (self->codes[r] != CAL_RDM_LEFT_OUT)
      counts[self->codes[r]] += 1.0;
  column = (CalColumn){.name = "observations", .numbers = make_numbers (counts, n)};
  g_array_append_val (columns, column);
  for (guint c = 0; n > 0 && c < cal_table_get_n_columns (table); c++) {
    const CalColumn *from = cal_table_get_column (table, c);

    if (g_str_equal (from->name, labels) || g_str_equal (from->name, "id") ||
        g_str_equal (from->name, "observations") || !is_of_conditions (self, from, n_rows, first))
      continue;
    column = (CalColumn){.name = from->name, .unit = from->unit};
    if (from->numbers != NULL)
      column.numbers = pick_numbers (from, first, n);
    else
      column.texts = pick_texts (from, first, n);
    g_array_append_val (columns, column);
  }
  self->conditions =
      cal_table_new (cal_table_get_name (table), n, (const CalColumn *) (gpointer) columns->data,
                     columns->len, error);
  for (guint c = 0; c < columns->len; c++) {
    g_clear_object (&g_array_index (columns, CalColumn, c).numbers);
    g_clear_object (&g_array_index (columns, CalColumn, c).texts);
  }
  return self->conditions != NULL;
}

/**
 * cal_rdm_grouping_init:
 * @n_rows: of the patterns
 * @table: (nullable): a row an observation
 * @labels: (nullable): its column that names the conditions; NULL: each observation is one
 * @folds: (nullable): its column of runs, sessions, ...
 * @left_out: (nullable) (array zero-terminated=1): labels whose rows are not used
 *
 * Conditions are in the order in which they first come.
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if the table does not have what is named
 */
gboolean
cal_rdm_grouping_init (CalRdmGrouping *self,
                       gsize n_rows,
                       CalTable *table,
                       const char *labels,
                       const char *folds,
                       const char *const *left_out,
                       GError **error)
{
  const CalColumn *column;

  memset (self, 0, sizeof *self);
  self->design.n_conditions = n_rows;
  if (table != NULL && cal_table_get_n_rows (table) != n_rows) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s has %" G_GSIZE_FORMAT " rows; the patterns have %" G_GSIZE_FORMAT,
                 cal_table_get_name (table), cal_table_get_n_rows (table), n_rows);
    return FALSE;
  }
  if (folds != NULL) {
    column = find_column (table, folds, error);
    if (column == NULL)
      return FALSE;
    self->folds = cal_column_find_levels (column);
    self->design.n_folds = self->folds->n;
    self->design.folds = self->folds->codes;
  }
  if (labels != NULL) {
    g_autoptr (CalLevels) levels = NULL;

    column = find_column (table, labels, error);
    if (column == NULL)
      return FALSE;
    levels = cal_column_find_levels (column);
    code_labels (self, levels, n_rows, left_out);
    return describe_conditions (self, table, labels, error);
  }
  if (table != NULL) {
    g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

    for (gsize r = 0; r < n_rows; r++) {
      g_autofree char *name = cal_table_dup_row_id (table, r);

      g_strv_builder_add (names, name);
    }
    self->names = g_strv_builder_end (names);
    self->design.names = (const char *const *) self->names;
    self->conditions = g_object_ref (table);
  }
  return TRUE;
}

void
cal_rdm_grouping_clear (CalRdmGrouping *self)
{
  g_clear_object (&self->conditions);
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->codes, g_free);
  g_clear_pointer (&self->folds, cal_levels_free);
}
