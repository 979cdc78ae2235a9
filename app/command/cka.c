/* cka.c - calcarine cka: how alike sets of features of the same stimuli are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdio.h>

#include "analysis/cka.h"
#include "app/command/command.h"
#include "app/command/json-out.h"
#include "app/session/pattern-source.h"
#include "io/content-hash.h"
#include "io/path.h"
#include "model/error.h"
#include "model/memory.h"

static const CalOption options[] = {
    {"transpose", 't', CAL_OPTION_FLAG, .help = "a column for each stimulus, a row each feature"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with sources"},
    {NULL},
};

/* A row a stimulus, a column a feature. */
typedef struct {
  const char *source;
  double *values;
  gsize n_stimuli;
  gsize n_features;
} Features;

static void
features_clear (gpointer data)
{
  g_free (((Features *) data)->values);
}

static gboolean
check_values (const Features *self, GError **error)
{
  for (gsize v = 0; v < self->n_stimuli * self->n_features; v++)
    if (!isfinite (self->values[v])) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: no value for stimulus %" G_GSIZE_FORMAT " in feature %" G_GSIZE_FORMAT
                   " (counted from 1); expected one for all",
                   self->source, v / self->n_features + 1, v % self->n_features + 1);
      return FALSE;
    }
  return TRUE;
}

static gboolean
features_init (Features *self, const char *source, gboolean is_transposed, GError **error)
{
  g_autoptr (CalPatternSource) patterns_source =
      cal_pattern_source_open (source, is_transposed, NULL, NULL, error);
  CalPatterns patterns;

  if (patterns_source == NULL)
    return FALSE;
  cal_pattern_source_choose (patterns_source, NULL, &patterns);
  *self = (Features){source, NULL, patterns.n_rows, patterns.n_channels};
  self->values = cal_memory_allocate (cal_size_times (patterns.n_rows, patterns.n_channels),
                                      sizeof (double), error);
  return self->values != NULL &&
         patterns.read (patterns.data, 0, patterns.n_rows, 0, patterns.n_channels, self->values,
                        error) &&
         check_values (self, error);
}

static gboolean
load (CalArguments *arguments, GArray *all, GError **error)
{
  const char *const *sources = cal_arguments_get_operands (arguments);

  g_array_set_size (all, g_strv_length ((GStrv) sources));
  for (guint n = 0; n < all->len; n++) {
    Features *features = &g_array_index (all, Features, n);
    const Features *first = &g_array_index (all, Features, 0);

    if (!features_init (features, sources[n], cal_arguments_has (arguments, "transpose"), error))
      return FALSE;
    if (features->n_stimuli != first->n_stimuli) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                   "%s: %" G_GSIZE_FORMAT " stimuli; %s has %" G_GSIZE_FORMAT, features->source,
                   features->n_stimuli, first->source, first->n_stimuli);
      return FALSE;
    }
  }
  return TRUE;
}

static JsonObject *
describe_source (const Features *features)
{
  JsonObject *object = json_object_new ();
  const char *dataset;
  g_autofree char *path = cal_path_split_source (features->source, &dataset);
  g_autofree char *hash = cal_content_hash_file (path, NULL);

  json_object_set_string_member (object, "path", features->source);
  cal_json_set_text (object, "content", hash);
  json_object_set_int_member (object, "n_features", (gint64) features->n_features);
  return object;
}

/* Each pair of sets, the first with the second before the first with the third. */
static void
print_pairs (const GArray *all, JsonArray *pairs)
{
  for (guint i = 0; i < all->len; i++)
    for (guint j = i + 1; j < all->len; j++) {
      const Features *a = &g_array_index (all, Features, i), *b = &g_array_index (all, Features, j);
      double cka =
          cal_cka_linear (a->values, a->n_features, b->values, b->n_features, a->n_stimuli);
      JsonObject *pair;

      if (pairs == NULL) {
        fprintf (stdout, "%s, %s: linear CKA = %.4f over %" G_GSIZE_FORMAT " stimuli\n", a->source,
                 b->source, cka, a->n_stimuli);
        continue;
      }
      pair = json_object_new ();
      json_object_set_string_member (pair, "first", a->source);
      json_object_set_string_member (pair, "second", b->source);
      cal_json_set_number (pair, "cka", cka);
      json_array_add_object_element (pairs, pair);
    }
}

static void
print_json (const GArray *all)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *sources = json_array_new (), *pairs = json_array_new ();

  for (guint n = 0; n < all->len; n++)
    json_array_add_object_element (sources, describe_source (&g_array_index (all, Features, n)));
  print_pairs (all, pairs);
  json_object_set_string_member (object, "command", "cka");
  json_object_set_string_member (object, "version", CALCARINE_VERSION);
  json_object_set_array_member (object, "sources", sources);
  json_object_set_int_member (object, "n_stimuli",
                              (gint64) g_array_index (all, Features, 0).n_stimuli);
  json_object_set_array_member (object, "pairs", pairs);
  cal_json_print (object);
}

static int
run (CalArguments *arguments)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (Features));
  g_autoptr (GError) error = NULL;

  g_array_set_clear_func (all, features_clear);
  if (!load (arguments, all, &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  if (cal_arguments_has (arguments, "json"))
    print_json (all);
  else
    print_pairs (all, NULL);
  return 0;
}

static char *
dup_details (void)
{
  return g_strdup ("Sets have a row for each stimulus, in the same order, and a column for each "
                   "feature; 1 is the\nsame geometry, 0 none shared. With more features than "
                   "stimuli even noise is alike: compare\nwith the value of features whose rows "
                   "are shuffled.");
}

const CalCommand cal_command_cka = {
    .name = "cka",
    .operands = "FEATURES FEATURES...",
    .summary = "Tell how alike sets of features are: linear centred kernel alignment.",
    .dup_details = dup_details,
    .options = (const CalOption *const[]){options, NULL},
    .min_operands = 2,
    .max_operands = G_MAXUINT,
    .computes = TRUE,
    .run = run,
};
