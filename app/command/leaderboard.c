/* leaderboard.c - calcarine leaderboard: scores of subjects as the Algonauts 2023 challenge has
 * them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "app/command/command.h"
#include "app/command/json-out.h"
#include "app/command/leaderboard-subject.h"
#include "app/command/provenance.h"

static const char *const units[] = {"proportion", "percent", NULL};

static const CalOption options[] = {
    {"ceiling-unit", 0, CAL_OPTION_CHOICE, "UNIT", .initial = "proportion", .choices = units,
     .help = "whether ceilings are 0 to 1, as the challenge's, or 0 to 100"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with sources"},
    {"csv", 'c', CAL_OPTION_FLAG, .help = "print a row a subject, with commas"},
    {NULL},
};

static const CalOption *const tables[] = {options, NULL};

/* All vertices of all subjects together. */
static CalAlgonautsScore
score_all (const GArray *subjects, CalCeilingUnit unit)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (CalAlgonautsPart));

  for (guint s = 0; s < subjects->len; s++) {
    const CalLeaderboardSubject *subject = &g_array_index (subjects, CalLeaderboardSubject, s);

    for (guint n = 0; n < subject->parts->len; n++) {
      const CalLeaderboardPart *part = &g_array_index (subject->parts, CalLeaderboardPart, n);
      CalAlgonautsPart scored = {part->r, part->ceilings, part->n};

      g_array_append_val (parts, scored);
    }
  }
  return cal_algonauts_score ((CalAlgonautsPart *) (gpointer) parts->data, parts->len, unit);
}

/* The numbers of a row, under their names. */
static const char *const columns[] = {"n", "n_above", "n_negative", "n_zero_ceiling", "n_nan"};
enum { N_COLUMNS = G_N_ELEMENTS (columns) };

static void
list_counts (const CalAlgonautsScore *score, gsize counts[N_COLUMNS])
{
  const gsize listed[] = {score->counts.n, score->counts.n_above, score->counts.n_negative,
                          score->counts.n_zero_ceiling, score->counts.n_nan};

  memcpy (counts, listed, sizeof listed);
}

static JsonObject *
describe_score (const CalAlgonautsScore *score)
{
  JsonObject *object = json_object_new ();
  gsize counts[N_COLUMNS];

  list_counts (score, counts);
  cal_json_set_number (object, "score", score->median);
  for (int c = 0; c < N_COLUMNS; c++)
    json_object_set_int_member (object, columns[c], (gint64) counts[c]);
  return object;
}

static void
print_json (const GArray *subjects,
            CalArguments *arguments,
            CalCeilingUnit unit,
            const CalAlgonautsScore *all)
{
  g_autoptr (JsonObject) object = cal_provenance_new ("leaderboard", arguments, tables);
  CalCeilingShare share = cal_algonauts_get_share (unit);
  g_autofree char *formula = cal_ceiling_share_dup_formula (&share);
  JsonArray *array = json_array_new ();

  for (guint s = 0; s < subjects->len; s++) {
    const CalLeaderboardSubject *subject = &g_array_index (subjects, CalLeaderboardSubject, s);
    JsonObject *entry = describe_score (&subject->score);

    json_object_set_string_member (entry, "subject", subject->name);
    json_array_add_object_element (array, entry);
    for (guint n = 0; n < subject->parts->len; n++) {
      const CalLeaderboardPart *part = &g_array_index (subject->parts, CalLeaderboardPart, n);

      cal_provenance_add_source (object, part->predicted != NULL ? "responses" : "scores",
                                 part->source);
      if (part->predicted != NULL)
        cal_provenance_add_source (object, "predictions", part->predicted);
      cal_provenance_add_source (object, "ceiling", part->ceiling_source);
    }
  }
  json_object_set_string_member (object, "formula", formula);
  json_object_set_array_member (object, "subjects", array);
  json_object_set_object_member (object, "all", describe_score (all));
  cal_json_print (object);
}

static void
print_row (const char *name, const CalAlgonautsScore *score, gboolean as_csv)
{
  gsize counts[N_COLUMNS];

  list_counts (score, counts);
  fprintf (stdout, as_csv ? "%s,%.6f" : "%-12s %8.4f", name, score->median);
  for (int c = 0; c < N_COLUMNS; c++)
    fprintf (stdout, as_csv ? ",%" G_GSIZE_FORMAT : " %14" G_GSIZE_FORMAT, counts[c]);
  fputc ('\n', stdout);
}

static void
print_table (const GArray *subjects,
             CalCeilingUnit unit,
             const CalAlgonautsScore *all,
             gboolean as_csv)
{
  CalCeilingShare share = cal_algonauts_get_share (unit);
  g_autofree char *formula = cal_ceiling_share_dup_formula (&share);

  fprintf (stdout, as_csv ? "%s,%s" : "%-12s %8s", "subject", "score");
  for (int c = 0; c < N_COLUMNS; c++)
    fprintf (stdout, as_csv ? ",%s" : " %14s", columns[c]);
  fputc ('\n', stdout);
  for (guint s = 0; s < subjects->len; s++) {
    const CalLeaderboardSubject *subject = &g_array_index (subjects, CalLeaderboardSubject, s);

    print_row (subject->name, &subject->score, as_csv);
  }
  print_row ("all", all, as_csv);
  if (!as_csv)
    fprintf (stdout, "score: median over vertices of %s\n", formula);
}

static int
run (CalArguments *arguments)
{
  const char *const *operands = cal_arguments_get_operands (arguments);
  g_autoptr (GArray) subjects = g_array_new (FALSE, TRUE, sizeof (CalLeaderboardSubject));
  g_autoptr (GError) error = NULL;
  CalCeilingUnit unit = (CalCeilingUnit) cal_arguments_get_choice (arguments, "ceiling-unit");
  CalAlgonautsScore all;

  g_array_set_clear_func (subjects, (GDestroyNotify) cal_leaderboard_subject_clear);
  for (guint n = 0; operands[n] != NULL; n++) {
    g_array_set_size (subjects, n + 1);
    if (!cal_leaderboard_subject_init (&g_array_index (subjects, CalLeaderboardSubject, n),
                                       operands[n], n + 1, unit, &error)) {
      cal_command_complain (NULL, error);
      return CAL_EXIT_FAILED;
    }
  }
  all = score_all (subjects, unit);
  if (cal_arguments_has (arguments, "json"))
    print_json (subjects, arguments, unit, &all);
  else
    print_table (subjects, unit, &all, cal_arguments_has (arguments, "csv"));
  return 0;
}

static char *
dup_details (void)
{
  return g_strdup (
      "SUBJECT is [NAME=]MAP@CEILING, or several MAP@CEILING with commas between them: both\n"
      "hemispheres. MAP is Pearson's r of each challenge vertex on the test images, CEILING the\n"
      "noise ceiling of the same vertices (FILE or FILE:DATASET). Or it is a subject's folder, "
      "with\n"
      "test responses, predictions and ceilings, or with encoding_accuracy_subjNN.npy. As the\n"
      "organisers have it, r below 0 is 0, a ceiling of 0 is 1e-14, and shares above 100 % are\n"
      "100 %; the last row is of the vertices of all subjects together.");
}

const CalCommand cal_command_leaderboard = {
    .name = "leaderboard",
    .operands = "SUBJECT...",
    .summary = "Score encoding models as the Algonauts 2023 challenge does.",
    .dup_details = dup_details,
    .options = tables,
    .min_operands = 1,
    .max_operands = G_MAXUINT,
    .run = run,
};
