/* hierarchy.c - calcarine hierarchy: whether the layers of a model follow the order of the brain.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <stdio.h>

#include "analysis/hierarchy-score.h"
#include "app/command/command.h"
#include "app/command/json-out.h"
#include "io/content-hash.h"
#include "io/format.h"
#include "io/path.h"
#include "model/error.h"

static const char *const kinds[] = {"spatial", "temporal", NULL};

static const CalOption options[] = {
    {"along", 'a', CAL_OPTION_TEXT, "COLUMN",
     .help =
         "the column that tells each row's place: a level of the hierarchy, a distance, a time"},
    {"score", 0, CAL_OPTION_CHOICE, "SCORE", .initial = "spatial", .choices = kinds,
     .help = "rows are regions, and the best layer of each is correlated with its place; or rows "
             "are times, and each layer is correlated with the time of its largest score"},
    {"layers", 'l', CAL_OPTION_TEXT, "COLUMNS",
     .help = "the columns of the layers in their order, with commas; if not given, all other "
             "columns of numbers"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with source and parameters"},
    {NULL},
};

/* Scores as a row a layer, places as the table has them. */
typedef struct {
  GPtrArray *names;
  gsize n_rows;
  double *scores;
  double *places;
} Layers;

static void
layers_clear (Layers *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->scores);
  g_free (self->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layers, layers_clear)

static const CalColumn *
find_numbers (CalTable *table, const char *name, GError **error)
{
  const CalColumn *column = cal_table_find_column (table, name);

  if (column == NULL || column->numbers == NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "%s \"%s\" in %s; expected numbers",
                 column == NULL ? "no column" : "texts in the column", name,
                 cal_table_get_name (table));
  return column != NULL && column->numbers != NULL ? column : NULL;
}

static void
name_all_layers (Layers *self, CalTable *table, const char *along)
{
  for (guint n = 0; n < cal_table_get_n_columns (table); n++) {
    const CalColumn *column = cal_table_get_column (table, n);

    if (column->numbers != NULL && !g_str_equal (column->name, along))
      g_ptr_array_add (self->names, g_strdup (column->name));
  }
}

static void
copy_column (const CalColumn *column, double *values, gsize n)
{
  for (gsize row = 0; row < n; row++)
    values[row] = cal_column_get_number (column, row);
}

static gboolean
layers_init (Layers *self, CalTable *table, const char *along, const char *chosen, GError **error)
{
  const CalColumn *places = find_numbers (table, along, error);

  if (places == NULL)
    return FALSE;
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->n_rows = cal_table_get_n_rows (table);
  if (chosen != NULL) {
    g_auto (GStrv) names = g_strsplit (chosen, ",", -1);

    for (guint n = 0; names[n] != NULL; n++)
      g_ptr_array_add (self->names, g_strdup (names[n]));
  } else
    name_all_layers (self, table, along);
  self->places = g_new (double, self->n_rows);
  self->scores = g_new (double, self->n_rows * self->names->len);
  copy_column (places, self->places, self->n_rows);
  for (guint layer = 0; layer < self->names->len; layer++) {
    const CalColumn *column = find_numbers (table, self->names->pdata[layer], error);

    if (column == NULL)
      return FALSE;
    copy_column (column, self->scores + layer * self->n_rows, self->n_rows);
  }
  return TRUE;
}

static CalTable *
load_table (const char *source, GError **error)
{
  g_autoptr (CalLoaded) loaded = cal_format_load_source (source, NULL, error);

  for (guint n = 0; loaded != NULL && n < cal_loaded_get_objects (loaded)->len; n++)
    if (CAL_IS_TABLE (cal_loaded_get_objects (loaded)->pdata[n]))
      return g_object_ref (cal_loaded_get_objects (loaded)->pdata[n]);
  if (loaded != NULL)
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED,
                 "%s holds no table; expected columns with names", source);
  return NULL;
}

static void
print_json (const char *source,
            CalArguments *arguments,
            const Layers *layers,
            const CalHierarchyScore *score,
            const double *best,
            gsize n_best)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *names = json_array_new (), *found = json_array_new ();
  const char *dataset;
  g_autofree char *path = cal_path_split_source (source, &dataset);
  g_autofree char *hash = cal_content_hash_file (path, NULL);

  for (guint n = 0; n < layers->names->len; n++)
    json_array_add_string_element (names, layers->names->pdata[n]);
  for (gsize n = 0; n < n_best; n++)
    cal_json_add_number (found, best[n]);
  json_object_set_string_member (object, "command", "hierarchy");
  json_object_set_string_member (object, "version", CALCARINE_VERSION);
  json_object_set_string_member (object, "path", source);
  cal_json_set_text (object, "content", hash);
  json_object_set_string_member (object, "score", cal_arguments_get_text (arguments, "score"));
  json_object_set_string_member (object, "along", cal_arguments_get_text (arguments, "along"));
  json_object_set_array_member (object, "layers", names);
  cal_json_set_number (object, "r", score->r);
  cal_json_set_number (object, "rho", score->rho);
  json_object_set_int_member (object, "n", (gint64) score->n);
  json_object_set_int_member (object, "n_left_out", (gint64) score->n_left_out);
  json_object_set_array_member (object, "best", found);
  cal_json_print (object);
}

static int
run (CalArguments *arguments)
{
  const char *source = cal_arguments_get_operands (arguments)[0];
  const char *along = cal_arguments_get_text (arguments, "along");
  gboolean is_temporal = cal_arguments_get_choice (arguments, "score") == 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalTable) table = NULL;
  g_auto (Layers) layers = {0};
  g_autofree double *best = NULL;
  gsize n_best;
  CalHierarchyScore score;

  if (along == NULL) {
    g_printerr ("calcarine hierarchy: no places; expected --along COLUMN\n");
    return CAL_EXIT_USAGE;
  }
  table = load_table (source, &error);
  if (table == NULL ||
      !layers_init (&layers, table, along, cal_arguments_get_text (arguments, "layers"), &error)) {
    cal_command_complain (source, error);
    return CAL_EXIT_FAILED;
  }
  n_best = is_temporal ? layers.names->len : layers.n_rows;
  best = g_new (double, n_best);
  score = is_temporal ? cal_hierarchy_score_temporal (layers.scores, layers.names->len,
                                                      layers.n_rows, layers.places, best)
                      : cal_hierarchy_score_spatial (layers.scores, layers.names->len,
                                                     layers.n_rows, layers.places, best);
  if (cal_arguments_has (arguments, "json"))
    print_json (source, arguments, &layers, &score, best, n_best);
  else
    fprintf (stdout,
             "%s score: r = %.4f, ρ = %.4f over %" G_GSIZE_FORMAT " %s (%" G_GSIZE_FORMAT
             " left out), %u layers along %s\n",
             is_temporal ? "temporal" : "spatial", score.r, score.rho, score.n,
             is_temporal ? "layers" : "regions", score.n_left_out, layers.names->len, along);
  return 0;
}

const CalCommand cal_command_hierarchy = {
    .name = "hierarchy",
    .operands = "TABLE",
    .summary = "Tell whether a model's layers follow the brain's order in space or time.",
    .options = (const CalOption *const[]){options, NULL},
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
