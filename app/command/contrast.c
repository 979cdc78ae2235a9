/* contrast.c - calcarine contrast: where the brain responds more to some stimuli than to others.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/contrast.h"

#include <math.h>
#include <stdio.h>

#include "app/command/command.h"
#include "app/command/json-out.h"
#include "app/command/load.h"
#include "app/command/pattern-places.h"
#include "app/command/provenance.h"
#include "model/error.h"
#include "model/number.h"
#include "model/table.h"

/* In the order of the words of --measure. */
static const char *const measures[] = {"t", "d-prime", "auc", "p", "q", NULL};
static const char *const statistics[] = {"t", "d'", "AUC", "p", "q"};
enum { N_MEASURES = G_N_ELEMENTS (statistics) };

static const CalOption options[] = {
    {"conditions", 'c', CAL_OPTION_TEXT, "TABLE",
     .help = "a table with a row for each row of RESPONSES: CSV, TSV, ..."},
    {"labels", 'l', CAL_OPTION_TEXT, "COLUMN", .help = "the column that tells the sets apart"},
    {"of", 0, CAL_OPTION_TEXTS, "LABEL",
     .help = "rows of the preferred set; may be given several times"},
    {"against", 0, CAL_OPTION_TEXTS, "LABEL",
     .help = "rows of the other set; may be given several times; without, all other rows"},
    {"output", 'o', CAL_OPTION_TEXT, "FILE",
     .help = "where the map is written: .nii.gz of voxels, .gii of vertices, .npy of channels"},
    {"measure", 0, CAL_OPTION_CHOICE, "MEASURE", .initial = "t", .choices = measures,
     .help = "what the map is of"},
    {"fdr", 0, CAL_OPTION_NUMBER, "Q", 0.0, 1.0, "0.05",
     .help = "rate of false discoveries at which places are counted (Benjamini and Hochberg)"},
    {"shuffles", 0, CAL_OPTION_WHOLE, "N", 0, 10000, "20",
     .help = "how often labels are shuffled, to see how many places chance finds"},
    {"seed", 0, CAL_OPTION_WHOLE, "N", 0, G_MAXUINT32, "0", .help = "of the shuffles"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with sources and parameters"},
    {NULL},
};

static const CalOption *const tables[] = {options, cal_pattern_places_options, NULL};

/* Everything that one run works on. */
typedef struct {
  CalPatternPlaces places;
  GArray *rows[2]; /* preferred, others */
  CalContrastSets sets;
  gsize n_places;
  CalContrast *contrasts;
  double *q;
  CalContrastCheck check;
} Work;

static void
work_clear (Work *self)
{
  cal_pattern_places_clear (&self->places);
  for (int set = 0; set < 2; set++)
    g_clear_pointer (&self->rows[set], g_array_unref);
  g_clear_pointer (&self->contrasts, g_free);
  g_clear_pointer (&self->q, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* A label that no row has is a slip of the pen. */
static gboolean
check_labels (const CalLevels *levels, const char *const *labels, GError **error)
{
  for (guint n = 0; labels[n] != NULL; n++)
    if (!g_strv_contains ((const char *const *) levels->names, labels[n])) {
      g_autofree char *names = g_strjoinv (", ", levels->names);

      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT, "no row is labelled \"%s\"; there are %s",
                   labels[n], names);
      return FALSE;
    }
  return TRUE;
}

static gboolean
choose_rows (Work *self, CalArguments *arguments, GError **error)
{
  const char *source = cal_arguments_get_text (arguments, "conditions");
  const char *label = cal_arguments_get_text (arguments, "labels");
  const char *const *of = cal_arguments_get_texts (arguments, "of");
  const char *const *against = cal_arguments_get_texts (arguments, "against");
  g_autoptr (CalTable) table =
      cal_load_as (CAL_TYPE_TABLE, source, "a row for each response", error);
  const CalColumn *column = table != NULL ? cal_table_find_column (table, label) : NULL;
  gsize n_rows = cal_array_get_dim (self->places.patterns, 0);
  g_autoptr (CalLevels) levels = NULL;

  if (table == NULL)
    return FALSE;
  if (column == NULL || cal_table_get_n_rows (table) != n_rows) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: %" G_GSIZE_FORMAT " rows, %s column \"%s\"; expected %" G_GSIZE_FORMAT
                 " rows, as there are responses, and the column",
                 source, cal_table_get_n_rows (table), column == NULL ? "no" : "with the", label,
                 n_rows);
    return FALSE;
  }
  levels = cal_column_find_levels (column);
  if (!check_labels (levels, of, error) || !check_labels (levels, against, error))
    return FALSE;
  for (guint32 row = 0; row < n_rows; row++) {
    const char *name = levels->names[levels->codes[row]];

    if (g_strv_contains (of, name))
      g_array_append_val (self->rows[0], row);
    if (against[0] != NULL ? g_strv_contains (against, name) : !g_strv_contains (of, name))
      g_array_append_val (self->rows[1], row);
  }
  self->sets = (CalContrastSets){(guint32 *) (gpointer) self->rows[0]->data, self->rows[0]->len,
                                 (guint32 *) (gpointer) self->rows[1]->data, self->rows[1]->len};
  return TRUE;
}

static gboolean
compute (Work *self, CalArguments *arguments, GError **error)
{
  CalPatterns patterns;

  for (int set = 0; set < 2; set++)
    self->rows[set] = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!cal_pattern_places_init (&self->places, arguments, FALSE, error) ||
      !cal_patterns_init_array (&patterns, self->places.patterns, error) ||
      !choose_rows (self, arguments, error))
    return FALSE;
  self->n_places = patterns.n_channels;
  self->contrasts = g_new0 (CalContrast, self->n_places);
  self->q = g_new (double, self->n_places);
  if (!cal_contrast_compute (&patterns, &self->sets, self->contrasts, NULL, error))
    return FALSE;
  cal_contrast_get_q (self->contrasts, self->n_places, self->q);
  return cal_contrast_run_checks (
      &patterns, &self->sets, cal_arguments_get_number (arguments, "fdr"),
      (guint) cal_arguments_get_number (arguments, "shuffles"),
      (guint64) cal_arguments_get_number (arguments, "seed"), &self->check, NULL, error);
}

static double
get_measure (const Work *self, gsize place, guint measure)
{
  const CalContrast *contrast = &self->contrasts[place];
  const double values[N_MEASURES] = {contrast->t, contrast->d_prime, contrast->auc, contrast->p,
                                     self->q[place]};

  return values[measure];
}

static gboolean
write_map (const Work *self, CalArguments *arguments, GError **error)
{
  guint measure = cal_arguments_get_choice (arguments, "measure");
  const char *output = cal_arguments_get_text (arguments, "output");
  g_autofree char *of =
      g_strjoinv (" + ", (GStrv) (gpointer) cal_arguments_get_texts (arguments, "of"));
  g_autofree char *against =
      g_strjoinv (" + ", (GStrv) (gpointer) cal_arguments_get_texts (arguments, "against"));
  g_autofree char *name =
      g_strdup_printf ("%s > %s", of, *against != '\0' ? against : "all others");
  const char *names[] = {name, NULL};
  g_autofree double *values = g_new (double, self->n_places);

  for (gsize place = 0; place < self->n_places; place++)
    values[place] = get_measure (self, place, measure);
  return output == NULL || cal_pattern_places_write_map (&self->places, values, names,
                                                         statistics[measure], output, error);
}

static void
print_json (const Work *self, CalArguments *arguments, double threshold)
{
  g_autoptr (JsonObject) object = cal_provenance_new ("contrast", arguments, tables);
  gsize n_values = 0;

  cal_provenance_add_source (object, "responses", cal_arguments_get_operands (arguments)[0]);
  cal_provenance_add_source (object, "conditions",
                             cal_arguments_get_text (arguments, "conditions"));
  for (gsize place = 0; place < self->n_places; place++)
    n_values += isnan (self->contrasts[place].t) ? 0 : 1;
  json_object_set_string_member (object, "binding", self->places.sentence);
  json_object_set_int_member (object, "n_of", (gint64) self->sets.n_preferred);
  json_object_set_int_member (object, "n_against", (gint64) self->sets.n_others);
  json_object_set_int_member (object, "n_places", (gint64) self->n_places);
  json_object_set_int_member (object, "n_values", (gint64) n_values);
  json_object_set_int_member (object, "n_found", (gint64) self->check.n_found);
  cal_json_set_number (object, "smallest_t_found", threshold);
  cal_json_set_number (object, "odd_even_r", self->check.split_r);
  json_object_set_int_member (object, "n_odd_even", (gint64) self->check.n_split);
  json_object_set_int_member (object, "n_shuffles", self->check.n_shuffles);
  if (self->check.n_shuffles > 0) {
    json_object_set_double_member (object, "found_by_chance_mean", self->check.mean_by_chance);
    json_object_set_int_member (object, "found_by_chance_most",
                                (gint64) self->check.most_by_chance);
  }
  cal_json_print (object);
}

static void
print_text (const Work *self, CalArguments *arguments, double threshold)
{
  g_autofree char *smallest = cal_number_format (threshold);

  fprintf (stdout,
           "%" G_GSIZE_FORMAT " rows against %" G_GSIZE_FORMAT ", at %" G_GSIZE_FORMAT " places\n",
           self->sets.n_preferred, self->sets.n_others, self->n_places);
  fprintf (stdout, "q <= %s: %" G_GSIZE_FORMAT " places", cal_arguments_get_text (arguments, "fdr"),
           self->check.n_found);
  if (self->check.n_found > 0)
    fprintf (stdout, ", the smallest |t| of them %s", smallest);
  fprintf (stdout, "\nodd against even rows: r = %.4f over %" G_GSIZE_FORMAT " places\n",
           self->check.split_r, self->check.n_split);
  if (self->check.n_shuffles > 0)
    fprintf (stdout,
             "labels shuffled %u times: %.4g places on average, %" G_GSIZE_FORMAT " at most\n",
             self->check.n_shuffles, self->check.mean_by_chance, self->check.most_by_chance);
}

static int
run (CalArguments *arguments)
{
  g_auto (Work) work = {0};
  g_autoptr (GError) error = NULL;
  double threshold;
  const char *missing = cal_arguments_get_text (arguments, "conditions") == NULL
                            ? "--conditions TABLE"
                        : cal_arguments_get_text (arguments, "labels") == NULL ? "--labels COLUMN"
                        : *cal_arguments_get_texts (arguments, "of") == NULL   ? "--of LABEL"
                                                                               : NULL;

  if (missing != NULL) {
    g_printerr ("calcarine contrast: expected %s\nTry \"calcarine contrast --help\".\n", missing);
    return CAL_EXIT_USAGE;
  }
  if (!compute (&work, arguments, &error) || !write_map (&work, arguments, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  threshold = cal_contrast_find_threshold (work.contrasts, work.q, work.n_places,
                                           cal_arguments_get_number (arguments, "fdr"));
  if (cal_arguments_has (arguments, "json"))
    print_json (&work, arguments, threshold);
  else
    print_text (&work, arguments, threshold);
  return 0;
}

static char *
dup_details (void)
{
  return g_strdup (
      "RESPONSES is a series of volumes, or a row of values for each stimulus (FILE or "
      "FILE:DATASET).\n"
      "t is (m1 - m0) / sqrt (se1² + se0²), with no pooled variance (Welch); p is two-sided; d' "
      "is\n"
      "(m1 - m0) / sqrt ((s1² + s0²) / 2); AUC counts ties a half. Two checks are made: t of the "
      "odd\n"
      "rows of each set against t of the even ones, and how many places shuffled labels find.");
}

const CalCommand cal_command_contrast = {
    .name = "contrast",
    .operands = "RESPONSES",
    .summary = "Map where responses to some stimuli exceed those to others.",
    .dup_details = dup_details,
    .options = tables,
    .min_operands = 1,
    .max_operands = 1,
    .run = run,
};
