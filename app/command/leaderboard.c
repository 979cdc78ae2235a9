/* leaderboard.c - calcarine leaderboard: scores of subjects as the Algonauts 2023 challenge has
 * them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/algonauts-score.h"
#include "analysis/rank.h"
#include "app/command/command.h"
#include "app/command/json-out.h"
#include "app/command/load.h"
#include "app/command/provenance.h"
#include "model/error.h"
#include "model/vector.h"

static const char *const units[] = {"proportion", "percent", NULL};

static const CalOption options[] = {
    {"ceiling-unit", 0, CAL_OPTION_CHOICE, "UNIT", .initial = "proportion", .choices = units,
     .help = "whether ceilings are 0 to 1, as the challenge's, or 0 to 100"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with sources"},
    {"csv", 'c', CAL_OPTION_FLAG, .help = "print a row a subject, with commas"},
    {NULL},
};

static const CalOption *const tables[] = {options, NULL};

/* One map and its ceiling: a hemisphere of a subject, or all of it. */
typedef struct {
  char *source;
  char *ceiling_source;
  double *r;
  double *ceilings;
  gsize n;
} Part;

typedef struct {
  char *name;
  GArray *parts; /* of Part */
  CalAlgonautsScore score;
} Subject;

static void
part_clear (gpointer data)
{
  Part *part = data;

  g_free (part->source);
  g_free (part->ceiling_source);
  g_free (part->r);
  g_free (part->ceilings);
}

static void
subject_clear (gpointer data)
{
  Subject *subject = data;

  g_free (subject->name);
  g_clear_pointer (&subject->parts, g_array_unref);
}

static double *
read_values (const char *source, gsize *n, GError **error)
{
  g_autoptr (CalVector) vector = cal_load_as (CAL_TYPE_VECTOR, source, "a value a vertex", error);
  CalArray *array = vector != NULL ? cal_vector_get_desc (vector)->values : NULL;
  double *values;

  if (array == NULL)
    return NULL;
  *n = cal_array_get_n_elements (array);
  values = g_new (double, MAX (*n, 1));
  for (gsize i = 0; i < *n; i++)
    values[i] = cal_array_get_value (array, i);
  return values;
}

/* Ceilings of the other unit would make every score wrong. */
static gboolean
check_ceilings (const Part *part, CalCeilingUnit unit, GError **error)
{
  double most = unit == CAL_CEILING_PERCENT ? 100.0 : 1.0, largest = 0.0;
  gsize at = 0;

  for (gsize i = 0; i < part->n; i++)
    if (part->ceilings[i] < 0.0 || part->ceilings[i] > largest) {
      at = i;
      largest = part->ceilings[i];
      if (largest < 0.0)
        break;
    }
  if (largest >= 0.0 && largest <= most && (unit == CAL_CEILING_PROPORTION || largest > 1.0))
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: the ceiling of vertex %" G_GSIZE_FORMAT
               " is %g; expected 0 to %g, or another --ceiling-unit",
               part->ceiling_source, at, largest, most);
  return FALSE;
}

/* MAP@CEILING */
static gboolean
read_part (Part *part, const char *text, CalCeilingUnit unit, GError **error)
{
  const char *at = strrchr (text, '@');
  gsize n_ceilings = 0;

  if (at == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "\"%s\"; expected MAP@CEILING", text);
    return FALSE;
  }
  part->source = g_strndup (text, (gsize) (at - text));
  part->ceiling_source = g_strdup (at + 1);
  part->r = read_values (part->source, &part->n, error);
  if (part->r == NULL)
    return FALSE;
  part->ceilings = read_values (part->ceiling_source, &n_ceilings, error);
  if (part->ceilings == NULL)
    return FALSE;
  if (n_ceilings != part->n) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_SPACE,
                 "%s: %" G_GSIZE_FORMAT " ceilings; expected %" G_GSIZE_FORMAT
                 " as %s has vertices",
                 part->ceiling_source, n_ceilings, part->n, part->source);
    return FALSE;
  }
  return check_ceilings (part, unit, error);
}

/* [NAME=]MAP@CEILING[,MAP@CEILING...] */
static gboolean
read_subject (
    Subject *subject, const char *operand, guint number, CalCeilingUnit unit, GError **error)
{
  const char *equals = strchr (operand, '=');
  g_auto (GStrv) texts = g_strsplit (equals != NULL ? equals + 1 : operand, ",", -1);

  subject->name = equals != NULL ? g_strndup (operand, (gsize) (equals - operand))
                                 : g_strdup_printf ("%u", number);
  for (guint n = 0; texts[n] != NULL; n++) {
    g_array_set_size (subject->parts, n + 1);
    if (!read_part (&g_array_index (subject->parts, Part, n), texts[n], unit, error))
      return FALSE;
  }
  return TRUE;
}

static CalAlgonautsScore
score_parts (GArray *const *lists, guint n_lists, CalCeilingUnit unit)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (CalAlgonautsPart));

  for (guint l = 0; l < n_lists; l++)
    for (guint n = 0; n < lists[l]->len; n++) {
      const Part *part = &g_array_index (lists[l], Part, n);
      CalAlgonautsPart scored = {part->r, part->ceilings, part->n};

      g_array_append_val (parts, scored);
    }
  return cal_algonauts_score ((CalAlgonautsPart *) (gpointer) parts->data, parts->len, unit);
}

static CalAlgonautsScore
score_all (const GArray *subjects, CalCeilingUnit unit)
{
  g_autofree GArray **lists = g_new (GArray *, subjects->len);

  for (guint s = 0; s < subjects->len; s++)
    lists[s] = g_array_index (subjects, Subject, s).parts;
  return score_parts (lists, subjects->len, unit);
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
    const Subject *subject = &g_array_index (subjects, Subject, s);
    JsonObject *entry = describe_score (&subject->score);

    json_object_set_string_member (entry, "subject", subject->name);
    json_array_add_object_element (array, entry);
    for (guint n = 0; n < subject->parts->len; n++) {
      const Part *part = &g_array_index (subject->parts, Part, n);

      cal_provenance_add_source (object, "r", part->source);
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
    const Subject *subject = &g_array_index (subjects, Subject, s);

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
  g_autoptr (GArray) subjects = g_array_new (FALSE, TRUE, sizeof (Subject));
  g_autoptr (GError) error = NULL;
  CalCeilingUnit unit = (CalCeilingUnit) cal_arguments_get_choice (arguments, "ceiling-unit");
  CalAlgonautsScore all;

  g_array_set_clear_func (subjects, subject_clear);
  for (guint n = 0; operands[n] != NULL; n++) {
    Subject *subject;

    g_array_set_size (subjects, n + 1);
    subject = &g_array_index (subjects, Subject, n);
    subject->parts = g_array_new (FALSE, TRUE, sizeof (Part));
    g_array_set_clear_func (subject->parts, part_clear);
    if (!read_subject (subject, operands[n], n + 1, unit, &error)) {
      cal_command_complain (NULL, error);
      return CAL_EXIT_FAILED;
    }
    subject->score = score_parts (&subject->parts, 1, unit);
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
      "noise ceiling of the same vertices (FILE or FILE:DATASET). As the organisers have "
      "it,\n"
      "r below 0 is 0, a ceiling of 0 is 1e-14, and shares above 100 % are 100 %; the last row is\n"
      "of the vertices of all subjects together.");
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
