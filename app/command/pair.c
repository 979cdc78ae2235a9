/* pair.c - calcarine pair: which voxels or vertices separate two stimuli.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "analysis/pair-contrast.h"
#include "app/command/command.h"
#include "app/command/pattern-places.h"
#include "io/format.h"
#include "model/error.h"
#include "model/number.h"

static const CalOption options[] = {
    {"output", 'o', CAL_OPTION_TEXT, "FILE",
     .help = "where the map is written: .nii.gz of voxels, .gii of vertices, .npy of channels"},
    {"conditions", 'c', CAL_OPTION_TEXT, "TABLE",
     .help = "a table with a row for each pattern, which names it; without, patterns are called 1, "
             "2, ..."},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object"},
    {NULL},
};

static gboolean
read_table (const char *source, gsize n_rows, CalTable **table, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_load_source (source, NULL, error);
  GPtrArray *objects = loaded != NULL ? cal_loaded_get_objects (loaded) : NULL;

  if (objects == NULL)
    return FALSE;
  if (objects->len != 1 || !CAL_IS_TABLE (objects->pdata[0]) ||
      cal_table_get_n_rows (objects->pdata[0]) != n_rows) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: expected a table of %" G_GSIZE_FORMAT " rows, one for each pattern", source,
                 n_rows);
    return FALSE;
  }
  *table = g_object_ref (objects->pdata[0]);
  return TRUE;
}

static gboolean
find_row (CalTable *table, gsize n_rows, const char *name, gsize *row, GError **error)
{
  for (*row = 0; *row < n_rows; (*row)++) {
    g_autofree char *id = cal_table_dup_row_id (table, *row);

    if (g_str_equal (id, name))
      return TRUE;
  }
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "no pattern is called \"%s\"; expected %s of %" G_GSIZE_FORMAT, name,
               table != NULL ? "one of the table's names" : "a number, from 1", n_rows);
  return FALSE;
}

static void
print_report (const CalPairContrast *contrast, const char *const *operands, gboolean as_json)
{
  g_autofree char *distance = cal_number_format (contrast->squared_distance);

  if (as_json) {
    g_autoptr (JsonObject) object = json_object_new ();
    g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), object);
    g_autofree char *line = NULL;

    json_object_set_string_member (object, "command", "pair");
    json_object_set_string_member (object, "patterns", operands[0]);
    json_object_set_string_member (object, "first", operands[1]);
    json_object_set_string_member (object, "second", operands[2]);
    json_object_set_double_member (object, "squared_distance", contrast->squared_distance);
    json_object_set_int_member (object, "n_channels", (gint64) contrast->n_used);
    line = json_to_string (root, FALSE);
    fprintf (stdout, "%s\n", line);
    return;
  }
  fprintf (stdout, "%s − %s: squared distance %s over %" G_GSIZE_FORMAT " channels\n", operands[1],
           operands[2], distance, contrast->n_used);
}

static gboolean
map_pair (CalArguments *arguments, GError **error)
{
  const char *const *operands = cal_arguments_get_operands (arguments);
  const char *conditions = cal_arguments_get_text (arguments, "conditions");
  g_auto (CalPatternPlaces) places = {0};
  g_auto (CalPairContrast) contrast = {0};
  g_autoptr (CalTable) table = NULL;
  g_autofree double *values = NULL;
  g_autofree char *name = g_strdup_printf ("%s − %s", operands[1], operands[2]);
  const char *names[] = {name, "share of the squared distance", NULL};
  gsize n, n_rows, rows[2];

  if (!cal_pattern_places_init (&places, arguments, TRUE, error))
    return FALSE;
  n_rows = cal_array_get_dim (places.patterns, 0);
  n = cal_pattern_places_get_n_channels (&places);
  if ((conditions != NULL && !read_table (conditions, n_rows, &table, error)) ||
      !find_row (table, n_rows, operands[1], &rows[0], error) ||
      !find_row (table, n_rows, operands[2], &rows[1], error) ||
      !cal_pair_contrast_init (&contrast, places.patterns, rows[0], rows[1], error))
    return FALSE;
  values = g_new (double, 2 * n);
  memcpy (values, contrast.difference, n * sizeof *values);
  memcpy (values + n, contrast.share, n * sizeof *values);
  if (!cal_pattern_places_write_map (&places, values, names, "difference",
                                     cal_arguments_get_text (arguments, "output"), error))
    return FALSE;
  print_report (&contrast, operands, cal_arguments_has (arguments, "json"));
  return TRUE;
}

static int
run (CalArguments *arguments)
{
  g_autoptr (GError) error = NULL;

  if (cal_arguments_get_text (arguments, "output") == NULL) {
    g_printerr ("calcarine pair: expected -o FILE\nTry \"calcarine pair --help\".\n");
    return CAL_EXIT_USAGE;
  }
  if (!map_pair (arguments, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  return 0;
}

const CalCommand cal_command_pair = {
    .name = "pair",
    .operands = "PATTERNS FIRST SECOND",
    .summary = "Map which voxels or vertices separate two stimuli.",
    .options = (const CalOption *const[]){options, cal_pattern_places_options, NULL},
    .min_operands = 3,
    .max_operands = 3,
    .run = run,
};
