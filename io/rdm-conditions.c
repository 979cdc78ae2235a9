/* rdm-conditions.c - what the conditions of an RDM are called.
 *
 * Views meet in the ids of conditions, so an id must be there once: a column of texts that are all
 * different, else their numbers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/rdm-conditions.h"

#include <string.h>

#include "io/format.h"

static gboolean
is_unique (const CalColumn *column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n = column->texts != NULL ? cal_text_array_get_n (column->texts) : 0;

  for (gsize row = 0; row < n; row++)
    if (!g_hash_table_add (seen, (gpointer) cal_text_array_get (column->texts, row)))
      return FALSE;
  return n > 0;
}

static void
copy_column (CalColumns *columns, const CalColumn *column)
{
  if (column->numbers != NULL)
    cal_columns_take_numbers (columns, column->name, g_object_ref (column->numbers));
  else
    cal_columns_take_texts (columns, column->name, g_object_ref (column->texts));
}

/**
 * cal_rdm_conditions_identify:
 *
 * Returns: (transfer full): the table, with a column of texts that are all different first, or one
 *   of numbers called "id" if it has none
 */
CalTable *
cal_rdm_conditions_identify (CalTable *table)
{
  g_autoptr (CalColumns) columns = cal_columns_new ();
  guint n_columns = cal_table_get_n_columns (table), id = 0;
  gsize n_rows = cal_table_get_n_rows (table);

  if (cal_table_find_column (table, "id") != NULL)
    return g_object_ref (table);
  while (id < n_columns && !is_unique (cal_table_get_column (table, id)))
    id++;
  if (id == n_columns) {
    CalTextArrayBuilder *numbers = cal_text_array_builder_new ();

    for (gsize row = 1; row <= n_rows; row++) {
      g_autofree char *number = g_strdup_printf ("%" G_GSIZE_FORMAT, row);

      cal_text_array_builder_add (numbers, number, -1);
    }
    cal_columns_take_texts (columns, "id", cal_text_array_builder_end (numbers, 1, &n_rows, NULL));
  } else
    copy_column (columns, cal_table_get_column (table, id));
  for (guint n = 0; n < n_columns; n++)
    if (n != id)
      copy_column (columns, cal_table_get_column (table, n));
  return cal_columns_end (columns, cal_table_get_name (table), n_rows, NULL);
}

static gboolean
is_candidate (const char *name)
{
  static const char *const suffixes[] = {".csv", ".tsv", ".txt", ".npy", ".json"};
  g_autofree char *lower = g_ascii_strdown (name, -1);
  gboolean is_known = FALSE;

  for (gsize n = 0; n < G_N_ELEMENTS (suffixes); n++)
    is_known |= g_str_has_suffix (lower, suffixes[n]);
  return is_known && (strstr (lower, "condition") != NULL || strstr (lower, "label") != NULL ||
                      strstr (lower, "stimuli") != NULL);
}

/* The table or the list of texts in a file, if it has as many rows. */
static CalTable *
read_candidate (const char *path, gsize n_conditions, CalJob *job)
{
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, job, NULL);
  GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;
  g_autoptr (CalColumns) columns = NULL;

  if (objects == NULL || objects->len != 1)
    return NULL;
  if (CAL_IS_TABLE (objects->pdata[0]))
    return cal_table_get_n_rows (objects->pdata[0]) == n_conditions
               ? g_object_ref (objects->pdata[0])
               : NULL;
  if (!CAL_IS_TEXT_ARRAY (objects->pdata[0]) ||
      cal_text_array_get_n_dims (objects->pdata[0]) != 1 ||
      cal_text_array_get_n (objects->pdata[0]) != n_conditions)
    return NULL;
  columns = cal_columns_new ();
  cal_columns_take_texts (columns, "label", g_object_ref (objects->pdata[0]));
  return cal_columns_end (columns, "conditions", n_conditions, NULL);
}

/**
 * cal_rdm_conditions_find_beside:
 * @path: of the file with the RDM
 * @found: (out): the path of the table
 *
 * Looks for files called after conditions, labels or stimuli in the same folder.
 *
 * Returns: (transfer full) (nullable): the only one with as many rows; NULL if there is none, or
 *   several
 */
CalTable *
cal_rdm_conditions_find_beside (const char *path, gsize n_conditions, char **found, CalJob *job)
{
  g_autofree char *folder = g_path_get_dirname (path), *own = g_path_get_basename (path);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  g_autoptr (CalTable) table = NULL;
  const char *name;

  *found = NULL;
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *candidate = g_build_filename (folder, name, NULL);
    CalTable *read = NULL;

    if (is_candidate (name) && !g_str_equal (name, own))
      read = read_candidate (candidate, n_conditions, job);
    if (read == NULL)
      continue;
    if (table != NULL) {
      g_object_unref (read);
      g_clear_pointer (found, g_free);
      return NULL;
    }
    table = read;
    *found = g_steal_pointer (&candidate);
  }
  return table != NULL ? cal_rdm_conditions_identify (table) : NULL;
}
