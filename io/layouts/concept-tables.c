/* concept-tables.c - objects by what they score on many dimensions: SPoSE and models of it, as
 * text.
 *
 * labels_short.txt              a line a dimension: what it was found to mean (or labels.txt)
 * spose_embedding_66d.txt ...   objects x dimensions, in as many columns
 * file_names_SET.txt            a line an object (or unique_id.txt); matched by how many there are
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/layouts/listing.h"
#include "io/layouts/lookup.h"
#include "io/layouts/recipes.h"

#define MIN_DIMENSIONS 3

typedef struct {
  const char *folder;
  GPtrArray *names;
  CalFindings *findings;
  CalJob *job;
} Recipe;

static CalTable *
read_table (const Recipe *recipe, const char *name)
{
  g_autofree char *path = g_build_filename (recipe->folder, name, NULL);

  return (CalTable *) cal_lookup_object (path, NULL, CAL_TYPE_TABLE, recipe->job, NULL);
}

/* The lines of a file; NULL if it is no list. */
static GStrv
read_lines (const Recipe *recipe, const char *name)
{
  g_autoptr (CalTable) table = read_table (recipe, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (table == NULL || cal_table_get_n_columns (table) != 1 ||
      cal_table_get_column (table, 0)->texts == NULL)
    return NULL;
  for (gsize r = 0; r < cal_table_get_n_rows (table); r++)
    g_strv_builder_add (builder, cal_text_array_get (cal_table_get_column (table, 0)->texts, r));
  return g_strv_builder_end (builder);
}

/* The list of as many objects as a matrix has rows; NULL if there is none. */
static CalTextArray *
find_objects (const Recipe *recipe, gsize n_rows)
{
  for (guint n = 0; n < recipe->names->len; n++) {
    const char *name = recipe->names->pdata[n];
    g_auto (GStrv) words = cal_listing_match (name, "(?:file_names?.*|unique_id|objects?)\\.txt");
    g_auto (GStrv) lines = words != NULL ? read_lines (recipe, name) : NULL;
    g_autofree char *path = NULL;

    if (lines == NULL || g_strv_length (lines) != n_rows)
      continue;
    for (char **line = lines; *line != NULL; line++) {
      char *dot = strrchr (*line, '.');

      /* Pictures are linked by their names without the suffix. */
      if (dot != NULL && dot > *line)
        *dot = '\0';
    }
    path = g_build_filename (recipe->folder, name, NULL);
    cal_findings_use (recipe->findings, path);
    return cal_text_array_new_from_strv ((const char *const *) lines);
  }
  return NULL;
}

static gboolean
holds_numbers (CalTable *table, guint n_columns)
{
  if (cal_table_get_n_columns (table) != n_columns)
    return FALSE;
  for (guint c = 0; c < n_columns; c++)
    if (cal_table_get_column (table, c)->numbers == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
add_matrix (
    const Recipe *recipe, const char *file, CalTable *matrix, const GStrv labels, GError **error)
{
  guint n_dims = cal_table_get_n_columns (matrix), n_columns = 0;
  gsize n_rows = cal_table_get_n_rows (matrix);
  g_autofree CalColumn *columns = g_new0 (CalColumn, n_dims + 1);
  g_autofree char *path = g_build_filename (recipe->folder, file, NULL);
  g_autofree char *name = g_filename_display_basename (file);
  g_autoptr (CalTextArray) objects = find_objects (recipe, n_rows);
  CalTable *table;

  *strrchr (name, '.') = '\0';
  if (objects != NULL)
    columns[n_columns++] = (CalColumn){.name = "id", .texts = objects};
  else
    cal_findings_remark (recipe->findings, "%s: no list beside it names its objects", file);
  for (guint d = 0; d < n_dims; d++)
    columns[n_columns++] =
        (CalColumn){.name = labels[d], .numbers = cal_table_get_column (matrix, d)->numbers};
  table = cal_table_new (name, n_rows, columns, n_columns, error);
  if (table == NULL)
    return FALSE;
  cal_findings_add (recipe->findings, CAL_ROLE_FEATURES, name, path)->object = G_OBJECT (table);
  cal_findings_use (recipe->findings, path);
  return TRUE;
}

/**
 * cal_concept_tables_find:
 *
 * Of #CalLayout.
 */
gboolean
cal_concept_tables_find (const char *folder, CalFindings *findings, CalJob *job, GError **error)
{
  g_autoptr (GPtrArray) names = cal_listing_new (folder);
  Recipe recipe = {folder, names, findings, job};
  const char *named = cal_listing_has (names, "labels_short.txt") ? "labels_short.txt"
                      : cal_listing_has (names, "labels.txt")     ? "labels.txt"
                                                                  : NULL;
  g_auto (GStrv) labels = named != NULL ? read_lines (&recipe, named) : NULL;
  g_autofree char *path = NULL;

  if (labels == NULL || g_strv_length (labels) < MIN_DIMENSIONS)
    return FALSE;
  for (guint n = 0; n < names->len; n++) {
    const char *name = names->pdata[n];
    g_autoptr (CalTable) table = NULL;

    if (!g_str_has_suffix (name, ".txt") || g_str_has_prefix (name, "labels") ||
        g_str_has_prefix (name, "file_name"))
      continue;
    table = read_table (&recipe, name);
    if (table != NULL && holds_numbers (table, g_strv_length (labels)) &&
        !add_matrix (&recipe, name, table, labels, error))
      return FALSE;
  }
  path = g_build_filename (folder, named, NULL);
  cal_findings_use (findings, path);
  return findings->parts->len > 0;
}
