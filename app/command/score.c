/* score.c - calcarine score: how well a model predicts responses, place by place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/score.h"

#include <math.h>
#include <stdio.h>

#include "analysis/ceiling-share.h"
#include "analysis/rank.h"
#include "app/command/command.h"
#include "app/command/json-out.h"
#include "app/command/load.h"
#include "app/command/pattern-places.h"
#include "app/command/provenance.h"
#include "model/error.h"
#include "model/number.h"

static const char *const units[] = {"proportion", "percent", NULL};

/* In the order of the words of --measure. */
static const char *const measures[] = {"r", "explained-variance", "r2", "share", NULL};
static const char *const statistics[] = {"r", "explained variance", "R2", "% of noise ceiling"};
enum { R, EXPLAINED_VARIANCE, R2, SHARE, N_MEASURES };

static const CalOption options[] = {
    {"output", 'o', CAL_OPTION_TEXT, "FILE",
     .help = "where the map is written: .nii.gz of voxels, .gii of vertices, .npy of channels"},
    {"measure", 0, CAL_OPTION_CHOICE, "MEASURE", .initial = "r", .choices = measures,
     .help = "what the map is of"},
    {"ceiling", 0, CAL_OPTION_TEXT, "FILE",
     .help = "the noise ceiling of each place: what share of the variance can be explained"},
    {"ceiling-unit", 0, CAL_OPTION_CHOICE, "UNIT", .choices = units,
     .help = "whether the ceiling is 0 to 1, or 0 to 100"},
    {"clip", 0, CAL_OPTION_FLAG, .help = "shares of the ceiling above 100 % count as 100 %"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with sources and parameters"},
    {NULL},
};

static const CalOption *const tables[] = {options, cal_pattern_places_options, NULL};

/* Everything that one run works on. */
typedef struct {
  CalPatternPlaces places;
  gsize n_samples;
  gsize n_places;
  double *values[N_MEASURES]; /* the share: NULL without a ceiling */
  CalCeilingShare share;
  CalCeilingCounts counts;
} Work;

static void
work_clear (Work *self)
{
  cal_pattern_places_clear (&self->places);
  for (int m = 0; m < N_MEASURES; m++)
    g_clear_pointer (&self->values[m], g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
compute_scores (Work *self, CalArguments *arguments, GError **error)
{
  const char *source = cal_arguments_get_operands (arguments)[1];
  CalPatterns measured, predicted;
  g_autoptr (CalArray) predictions = NULL;
  g_autofree CalScore *scores = NULL;

  if (!cal_pattern_places_init (&self->places, arguments, FALSE, error) ||
      !cal_patterns_init_array (&measured, self->places.patterns, error))
    return FALSE;
  predictions = cal_pattern_places_read (&self->places, source, error);
  if (predictions == NULL || !cal_patterns_init_array (&predicted, predictions, error))
    return FALSE;
  self->n_samples = measured.n_rows;
  self->n_places = measured.n_channels;
  scores = g_new (CalScore, self->n_places);
  if (!cal_score_compute (&measured, &predicted, scores, NULL, error)) {
    g_prefix_error (error, "%s: ", source);
    return FALSE;
  }
  for (int m = 0; m <= R2; m++)
    self->values[m] = g_new (double, self->n_places);
  for (gsize place = 0; place < self->n_places; place++) {
    self->values[R][place] = scores[place].r;
    self->values[EXPLAINED_VARIANCE][place] = scores[place].explained_variance;
    self->values[R2][place] = scores[place].r2;
  }
  return TRUE;
}

/* r² is compared, as the field does; the other measures may be negative. */
static gboolean
compute_share (Work *self, CalArguments *arguments, GError **error)
{
  const char *source = cal_arguments_get_text (arguments, "ceiling");
  g_autofree double *ceilings = NULL;

  if (source == NULL)
    return TRUE;
  ceilings = cal_pattern_places_read_map (&self->places, source, error);
  if (ceilings == NULL)
    return FALSE;
  self->share = (CalCeilingShare){
      CAL_SCORE_KIND_R, (CalCeilingUnit) cal_arguments_get_choice (arguments, "ceiling-unit"),
      (double) NAN, cal_arguments_has (arguments, "clip")};
  self->values[SHARE] = g_new (double, self->n_places);
  cal_ceiling_share_compute (&self->share, self->values[R], ceilings, self->n_places,
                             self->values[SHARE], &self->counts);
  return TRUE;
}

static gboolean
write_map (const Work *self, CalArguments *arguments, GError **error)
{
  guint measure = cal_arguments_get_choice (arguments, "measure");
  const char *output = cal_arguments_get_text (arguments, "output");
  const char *names[] = {statistics[measure], NULL};

  return output == NULL || cal_pattern_places_write_map (&self->places, self->values[measure],
                                                         names, statistics[measure], output, error);
}

static gsize
count_values (const Work *self, int measure)
{
  gsize n = 0;

  for (gsize place = 0; place < self->n_places; place++)
    n += isfinite (self->values[measure][place]) ? 1 : 0;
  return n;
}

static void
print_json (const Work *self, CalArguments *arguments)
{
  g_autoptr (JsonObject) object = cal_provenance_new ("score", arguments, tables);
  JsonArray *array = json_array_new ();
  const char *const *operands = cal_arguments_get_operands (arguments);

  cal_provenance_add_source (object, "measured", operands[0]);
  cal_provenance_add_source (object, "predicted", operands[1]);
  json_object_set_string_member (object, "binding", self->places.sentence);
  json_object_set_int_member (object, "n_samples", (gint64) self->n_samples);
  json_object_set_int_member (object, "n_places", (gint64) self->n_places);
  for (int m = 0; m < N_MEASURES && self->values[m] != NULL; m++) {
    JsonObject *entry = json_object_new ();

    json_object_set_string_member (entry, "measure", measures[m]);
    cal_json_set_number (entry, "median", cal_quantile (self->values[m], self->n_places, 0.5));
    json_object_set_int_member (entry, "n_values", (gint64) count_values (self, m));
    json_array_add_object_element (array, entry);
  }
  json_object_set_array_member (object, "scores", array);
  if (self->values[SHARE] != NULL) {
    g_autofree char *formula = cal_ceiling_share_dup_formula (&self->share);

    cal_provenance_add_source (object, "ceiling", cal_arguments_get_text (arguments, "ceiling"));
    json_object_set_string_member (object, "formula", formula);
    json_object_set_int_member (object, "n_above_ceiling", (gint64) self->counts.n_above);
    json_object_set_int_member (object, "n_negative", (gint64) self->counts.n_negative);
    json_object_set_int_member (object, "n_zero_ceiling", (gint64) self->counts.n_zero_ceiling);
    json_object_set_int_member (object, "n_nan", (gint64) self->counts.n_nan);
  }
  cal_json_print (object);
}

static void
print_text (const Work *self)
{
  fprintf (stdout, "%" G_GSIZE_FORMAT " samples at %" G_GSIZE_FORMAT " places\n", self->n_samples,
           self->n_places);
  for (int m = 0; m < N_MEASURES && self->values[m] != NULL; m++)
    fprintf (stdout, "%-20s median %.4f of %" G_GSIZE_FORMAT " places\n", statistics[m],
             cal_quantile (self->values[m], self->n_places, 0.5), count_values (self, m));
  if (self->values[SHARE] != NULL) {
    g_autofree char *formula = cal_ceiling_share_dup_formula (&self->share);
    g_autofree char *counts = cal_ceiling_counts_dup_sentence (&self->counts);

    fprintf (stdout, "%s\n%s\n", formula, counts);
  }
}

static const char *
find_missing (CalArguments *arguments)
{
  gboolean has_ceiling = cal_arguments_has (arguments, "ceiling");

  if (has_ceiling && !cal_arguments_has (arguments, "ceiling-unit"))
    return "--ceiling-unit proportion or percent";
  return !has_ceiling && cal_arguments_get_choice (arguments, "measure") == SHARE ? "--ceiling FILE"
                                                                                  : NULL;
}

static int
run (CalArguments *arguments)
{
  g_auto (Work) work = {0};
  g_autoptr (GError) error = NULL;
  const char *missing = find_missing (arguments);

  if (missing != NULL) {
    g_printerr ("calcarine score: expected %s\nTry \"calcarine score --help\".\n", missing);
    return CAL_EXIT_USAGE;
  }
  if (!compute_scores (&work, arguments, &error) || !compute_share (&work, arguments, &error) ||
      !write_map (&work, arguments, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  if (cal_arguments_has (arguments, "json"))
    print_json (&work, arguments);
  else
    print_text (&work);
  return 0;
}

static char *
dup_details (void)
{
  return g_strdup (
      "Both are series of volumes on one grid, or a row of values for each sample (FILE or\n"
      "FILE:DATASET), in the same order. Explained variance is 1 - var (y - p) / var (y), R2 is\n"
      "1 - sum (y - p)² / sum (y - mean)²: they differ where predictions are biased. The share is\n"
      "100 max (r, 0)² / ceiling. A sample that is NaN, or a place that does not vary, has no "
      "score.");
}

const CalCommand cal_command_score = {
    .name = "score",
    .operands = "MEASURED PREDICTED",
    .summary = "Map how well a model predicts responses: r, explained variance, R2.",
    .dup_details = dup_details,
    .options = tables,
    .min_operands = 2,
    .max_operands = 2,
    .run = run,
};
