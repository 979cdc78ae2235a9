/* ceiling.c - calcarine ceiling: how much of the variance a model could explain, from repeats.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>

#include "analysis/noise-ceiling.h"
#include "analysis/rank.h"
#include "analysis/score.h"
#include "app/command/command.h"
#include "app/command/json-out.h"
#include "app/command/load.h"
#include "app/command/pattern-places.h"
#include "app/command/provenance.h"
#include "model/error.h"
#include "model/table.h"

/* In the order of the words of --measure. */
static const char *const measures[] = {"percent", "ncsnr", "split-half", NULL};
static const char *const statistics[] = {"noise ceiling (%)", "ncsnr", "noise ceiling (r)"};
enum { PERCENT, NCSNR, SPLIT_HALF, N_MEASURES };

static const CalOption options[] = {
    {"conditions", 'c', CAL_OPTION_TEXT, "TABLE",
     .help = "a table with a row for each trial: CSV, TSV, ..."},
    {"stimuli", 's', CAL_OPTION_TEXT, "COLUMN", .help = "the column that names the stimulus"},
    {"sessions", 0, CAL_OPTION_TEXT, "COLUMN",
     .help = "the column of sessions: responses are z-scored in each; without, responses must have "
             "a variance of 1"},
    {"least", 0, CAL_OPTION_WHOLE, "N", 2, 100000, "2",
     .help = "stimuli with fewer repeats tell nothing of the noise; 3 is what the Natural Scenes "
             "Dataset takes"},
    {"averaged", 0, CAL_OPTION_WHOLE, "K", 1, 100000,
     .help =
         "the ceiling is of the mean of so many repeats; without, of the mean of all repeats of "
         "each stimulus"},
    {"output", 'o', CAL_OPTION_TEXT, "FILE",
     .help = "where the map is written: .nii.gz of voxels, .gii of vertices, .npy of channels"},
    {"measure", 0, CAL_OPTION_CHOICE, "MEASURE", .initial = "percent", .choices = measures,
     .help = "what the map is of"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with sources and parameters"},
    {NULL},
};

static const CalOption *const tables[] = {options, cal_pattern_places_options, NULL};

/* Everything that one run works on. */
typedef struct {
  CalPatternPlaces places;
  CalLevels *stimuli;
  CalLevels *sessions; /* nullable */
  CalRepeats repeats;
  guint n_repeated;  /* stimuli with enough repeats */
  double n_averaged; /* how many repeats the ceiling is of; the harmonic mean where they differ */
  gsize n_places;
  double *maps[N_MEASURES];
} Work;

static void
work_clear (Work *self)
{
  cal_pattern_places_clear (&self->places);
  g_clear_pointer (&self->stimuli, cal_levels_free);
  g_clear_pointer (&self->sessions, cal_levels_free);
  for (int m = 0; m < N_MEASURES; m++)
    g_clear_pointer (&self->maps[m], g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static CalLevels *
find_levels (CalTable *table, const char *name, GError **error)
{
  const CalColumn *column = cal_table_find_column (table, name);

  if (column != NULL)
    return cal_column_find_levels (column);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "no column \"%s\" in %s", name,
               cal_table_get_name (table));
  return NULL;
}

static gboolean
read_trials (Work *self, CalArguments *arguments, GError **error)
{
  const char *source = cal_arguments_get_text (arguments, "conditions");
  const char *sessions = cal_arguments_get_text (arguments, "sessions");
  g_autoptr (CalTable) table = cal_load_as (CAL_TYPE_TABLE, source, "a row for each trial", error);
  gsize n_trials = cal_array_get_dim (self->places.patterns, 0);
  double noise = 0.0;

  if (table == NULL)
    return FALSE;
  if (cal_table_get_n_rows (table) != n_trials) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: %" G_GSIZE_FORMAT " rows; expected %" G_GSIZE_FORMAT
                 " as there are responses",
                 source, cal_table_get_n_rows (table), n_trials);
    return FALSE;
  }
  self->stimuli = find_levels (table, cal_arguments_get_text (arguments, "stimuli"), error);
  self->sessions = sessions != NULL ? find_levels (table, sessions, error) : NULL;
  if (self->stimuli == NULL || (sessions != NULL && self->sessions == NULL))
    return FALSE;
  self->repeats = (CalRepeats){n_trials, self->stimuli->codes,
                               self->sessions != NULL ? self->sessions->codes : NULL,
                               (guint) cal_arguments_get_number (arguments, "least")};
  for (guint s = 0; s < self->stimuli->n; s++) {
    self->n_repeated += self->stimuli->counts[s] >= self->repeats.min_repeats ? 1 : 0;
    noise += 1.0 / (double) self->stimuli->counts[s] / self->stimuli->n;
  }
  self->n_averaged = cal_arguments_has (arguments, "averaged")
                         ? cal_arguments_get_number (arguments, "averaged")
                         : 1.0 / noise;
  return TRUE;
}

static gboolean
compute (Work *self, CalArguments *arguments, GError **error)
{
  CalPatterns patterns;

  if (!cal_pattern_places_init (&self->places, arguments, FALSE, error) ||
      !cal_patterns_init_array (&patterns, self->places.patterns, error) ||
      !read_trials (self, arguments, error))
    return FALSE;
  self->n_places = patterns.n_channels;
  for (int m = 0; m < N_MEASURES; m++)
    self->maps[m] = g_new (double, self->n_places);
  if (!cal_ncsnr_compute (&patterns, &self->repeats, self->maps[NCSNR], NULL, error) ||
      !cal_split_half_compute (&patterns, &self->repeats, self->maps[SPLIT_HALF], NULL, error))
    return FALSE;
  for (gsize place = 0; place < self->n_places; place++) {
    self->maps[SPLIT_HALF][place] = cal_split_half_ceiling (self->maps[SPLIT_HALF][place]);
    self->maps[PERCENT][place] = cal_ncsnr_to_percent (self->maps[NCSNR][place], self->n_averaged);
  }
  return TRUE;
}

static gboolean
write_map (const Work *self, CalArguments *arguments, GError **error)
{
  guint measure = cal_arguments_get_choice (arguments, "measure");
  const char *output = cal_arguments_get_text (arguments, "output");
  const char *names[] = {statistics[measure], NULL};

  return output == NULL || cal_pattern_places_write_map (&self->places, self->maps[measure], names,
                                                         statistics[measure], output, error);
}

static void
print_report (const Work *self, CalArguments *arguments)
{
  double percent = cal_quantile (self->maps[PERCENT], self->n_places, 0.5);
  double ncsnr = cal_quantile (self->maps[NCSNR], self->n_places, 0.5);
  double half = cal_quantile (self->maps[SPLIT_HALF], self->n_places, 0.5);
  gsize n_values = 0;

  for (gsize place = 0; place < self->n_places; place++)
    n_values += isnan (self->maps[NCSNR][place]) ? 0 : 1;
  if (cal_arguments_has (arguments, "json")) {
    g_autoptr (JsonObject) object = cal_provenance_new ("ceiling", arguments, tables);

    cal_provenance_add_source (object, "responses", cal_arguments_get_operands (arguments)[0]);
    cal_provenance_add_source (object, "conditions",
                               cal_arguments_get_text (arguments, "conditions"));
    json_object_set_string_member (object, "binding", self->places.sentence);
    json_object_set_int_member (object, "n_trials", (gint64) self->repeats.n_trials);
    json_object_set_int_member (object, "n_stimuli", self->stimuli->n);
    json_object_set_int_member (object, "n_repeated", self->n_repeated);
    json_object_set_int_member (object, "n_places", (gint64) self->n_places);
    json_object_set_int_member (object, "n_values", (gint64) n_values);
    json_object_set_double_member (object, "n_averaged", self->n_averaged);
    cal_json_set_number (object, "median_percent", percent);
    cal_json_set_number (object, "median_ncsnr", ncsnr);
    cal_json_set_number (object, "median_split_half", half);
    cal_json_print (object);
    return;
  }
  fprintf (stdout,
           "%" G_GSIZE_FORMAT " trials of %u stimuli, %u of them repeated %u times or more; %s\n",
           self->repeats.n_trials, self->stimuli->n, self->n_repeated, self->repeats.min_repeats,
           self->sessions != NULL ? "z-scored in each session" : "not z-scored");
  fprintf (stdout,
           "ceiling of the mean of %.4g repeats: median %.4f %% of %" G_GSIZE_FORMAT
           " places (ncsnr %.4f)\n",
           self->n_averaged, percent, n_values, ncsnr);
  fprintf (stdout, "ceiling of a correlation by halves of the repeats: median %.4f\n", half);
}

static int
run (CalArguments *arguments)
{
  g_auto (Work) work = {0};
  g_autoptr (GError) error = NULL;
  const char *missing = cal_arguments_get_text (arguments, "conditions") == NULL
                            ? "--conditions TABLE"
                        : cal_arguments_get_text (arguments, "stimuli") == NULL ? "--stimuli COLUMN"
                                                                                : NULL;

  if (missing != NULL) {
    g_printerr ("calcarine ceiling: expected %s\nTry \"calcarine ceiling --help\".\n", missing);
    return CAL_EXIT_USAGE;
  }
  if (!compute (&work, arguments, &error) || !write_map (&work, arguments, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  print_report (&work, arguments);
  return 0;
}

static char *
dup_details (void)
{
  return g_strdup (
      "RESPONSES is a series of volumes, or a row of values for each trial (FILE or "
      "FILE:DATASET).\n"
      "The noise's variance is the mean over stimuli of the variance over repeats; ncsnr is\n"
      "sqrt (max (0, 1 - variance)) over its root; the ceiling is 100 ncsnr² / (ncsnr² + 1 / K)\n"
      "(Natural Scenes Dataset, Allen et al. 2022). The ceiling by halves is that of a "
      "correlation:\n"
      "the root of the reliability of all repeats, by Spearman and Brown, of that of odd and even "
      "ones.");
}

const CalCommand cal_command_ceiling = {
    .name = "ceiling",
    .operands = "RESPONSES",
    .summary = "Map the noise ceiling of responses to repeated stimuli.",
    .dup_details = dup_details,
    .options = tables,
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
