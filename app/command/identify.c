/* identify.c - calcarine identify: whether what was decoded tells which stimulus was seen.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <stdio.h>

#include "analysis/decoding-metrics.h"
#include "app/command/command.h"
#include "app/command/feature-sets.h"
#include "app/command/json-out.h"
#include "model/error.h"

static const CalOption options[] = {
    {"top", 'k', CAL_OPTION_NUMBER, "K", 1.0, 1e6, "1",
     .help = "retrieval succeeds when the right one is among the K most similar"},
    {"csv", 0, CAL_OPTION_FLAG, .help = "print a line for each stimulus, in their order"},
    {"transpose", 't', CAL_OPTION_FLAG, .help = "a column for each stimulus, a row each feature"},
    {"json", 'j', CAL_OPTION_FLAG, .help = "print one JSON object, with sources"},
    {NULL},
};

/* What was seen is looked for among all that was decoded, and the other way round. */
typedef struct {
  gsize n;
  guint k;
  double *similarities;
  double *shares;
  guint32 *ranks[2];
  double two_way;
  double retrieved[2];
} Work;

static void
work_clear (Work *self)
{
  g_free (self->similarities);
  g_free (self->shares);
  g_free (self->ranks[0]);
  g_free (self->ranks[1]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
compute (Work *self, const CalFeatures *seen, const CalFeatures *decoded, GError **error)
{
  g_autofree double *transposed = NULL;

  if (seen->n_features != decoded->n_features) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: %" G_GSIZE_FORMAT " features; %s has %" G_GSIZE_FORMAT, decoded->source,
                 decoded->n_features, seen->source, seen->n_features);
    return FALSE;
  }
  self->n = seen->n_stimuli;
  self->similarities =
      cal_correlate_rows (seen->values, decoded->values, self->n, seen->n_features);
  self->shares = g_new (double, MAX (self->n, 1));
  transposed = g_new (double, MAX (self->n * self->n, 1));
  for (gsize i = 0; i < self->n; i++)
    for (gsize j = 0; j < self->n; j++)
      transposed[j * self->n + i] = self->similarities[i * self->n + j];
  for (int d = 0; d < 2; d++)
    self->ranks[d] = g_new (guint32, MAX (self->n, 1));
  self->two_way = cal_identify_two_way (self->similarities, self->n, self->shares);
  self->retrieved[0] = cal_retrieve (self->similarities, self->n, self->k, self->ranks[0]);
  self->retrieved[1] = cal_retrieve (transposed, self->n, self->k, self->ranks[1]);
  return TRUE;
}

static void
print_csv (const Work *self)
{
  fputs ("stimulus,r,two_way,rank_of_decoded,rank_of_seen\n", stdout);
  for (gsize n = 0; n < self->n; n++)
    fprintf (stdout, "%" G_GSIZE_FORMAT ",%.17g,%.17g,%u,%u\n", n + 1,
             self->similarities[n * self->n + n], self->shares[n], self->ranks[0][n],
             self->ranks[1][n]);
}

static void
print_text (const Work *self)
{
  fprintf (stdout, "%" G_GSIZE_FORMAT " stimuli\n", self->n);
  fprintf (stdout, "two-way identification %.4f (chance 0.5)\n", self->two_way);
  fprintf (stdout, "decoded found by seen, top %u: %.4f (chance %.4f)\n", self->k,
           self->retrieved[0], MIN (self->k / (double) self->n, 1.0));
  fprintf (stdout, "seen found by decoded, top %u: %.4f (chance %.4f)\n", self->k,
           self->retrieved[1], MIN (self->k / (double) self->n, 1.0));
}

static void
print_json (const Work *self, const GArray *all)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *sources = json_array_new ();

  for (guint n = 0; n < all->len; n++)
    json_array_add_object_element (sources,
                                   cal_features_describe (&g_array_index (all, CalFeatures, n)));
  json_object_set_string_member (object, "command", "identify");
  json_object_set_string_member (object, "version", CALCARINE_VERSION);
  json_object_set_array_member (object, "sources", sources);
  json_object_set_int_member (object, "n_stimuli", (gint64) self->n);
  json_object_set_int_member (object, "top", self->k);
  cal_json_set_number (object, "two_way", self->two_way);
  cal_json_set_number (object, "decoded_by_seen", self->retrieved[0]);
  cal_json_set_number (object, "seen_by_decoded", self->retrieved[1]);
  cal_json_print (object);
}

static int
run (CalArguments *arguments)
{
  g_auto (Work) work = {.k = (guint) cal_arguments_get_number (arguments, "top")};
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) all = cal_features_load (cal_arguments_get_operands (arguments),
                                              cal_arguments_has (arguments, "transpose"), &error);

  if (all == NULL || !compute (&work, &g_array_index (all, CalFeatures, 0),
                               &g_array_index (all, CalFeatures, 1), &error)) {
    cal_command_complain (NULL, error);
    return CAL_EXIT_FAILED;
  }
  if (cal_arguments_has (arguments, "csv"))
    print_csv (&work);
  else if (cal_arguments_has (arguments, "json"))
    print_json (&work, all);
  else
    print_text (&work);
  return 0;
}

static char *
dup_details (void)
{
  return g_strdup ("Both have a row for each stimulus, in the same order, and a column for each "
                   "feature of an\nembedding. Rows are compared by Pearson's correlation; ties "
                   "count as failures.");
}

const CalCommand cal_command_identify = {
    .name = "identify",
    .operands = "SEEN DECODED",
    .summary = "Tell whether decoded embeddings are those of the stimuli that were seen.",
    .dup_details = dup_details,
    .options = (const CalOption *const[]){options, NULL},
    .min_operands = 2,
    .max_operands = 2,
    .computes = TRUE,
    .run = run,
};
