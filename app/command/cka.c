/* cka.c - calcarine cka: how alike sets of features of the same stimuli are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <stdio.h>

#include "analysis/cka.h"
#include "app/command/command.h"
#include "app/command/feature-sets.h"
#include "app/command/json-out.h"

static const CalOption options[] = {
    {"transpose", 't', CAL_OPTION_FLAG, .help = "a column for each stimulus, a row each feature"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with sources"},
    {NULL},
};

/* Each pair of sets, the first with the second before the first with the third. */
static void
print_pairs (const GArray *all, JsonArray *pairs)
{
  for (guint i = 0; i < all->len; i++)
    for (guint j = i + 1; j < all->len; j++) {
      const CalFeatures *a = &g_array_index (all, CalFeatures, i),
                        *b = &g_array_index (all, CalFeatures, j);
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
    json_array_add_object_element (sources,
                                   cal_features_describe (&g_array_index (all, CalFeatures, n)));
  print_pairs (all, pairs);
  json_object_set_string_member (object, "command", "cka");
  json_object_set_string_member (object, "version", CALCARINE_VERSION);
  json_object_set_array_member (object, "sources", sources);
  json_object_set_int_member (object, "n_stimuli",
                              (gint64) g_array_index (all, CalFeatures, 0).n_stimuli);
  json_object_set_array_member (object, "pairs", pairs);
  cal_json_print (object);
}

static int
run (CalArguments *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = cal_features_load (cal_arguments_get_operands (arguments),
                                              cal_arguments_has (arguments, "transpose"), &error);

  if (all == NULL) {
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
