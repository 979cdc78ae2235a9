/* attention-weights.c - attention to one stimulus, or the mean over stimuli, runs and heads.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/attention-weights.h"

#include <math.h>

#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

/* How far the weights of a query may be from 1 in sum: what their own system tolerates. */
#define TOLERANCE 5e-3

struct _CalAttentionWeights {
  GObject parent_instance;

  CalAttention *attention;
  float *mean; /* n_queries x n_tokens */
  gsize n_off;
  double worst;
};

G_DEFINE_FINAL_TYPE (CalAttentionWeights, cal_attention_weights, G_TYPE_OBJECT)

static void
cal_attention_weights_finalize (GObject *object)
{
  CalAttentionWeights *self = CAL_ATTENTION_WEIGHTS (object);

  g_clear_object (&self->attention);
  g_free (self->mean);
  G_OBJECT_CLASS (cal_attention_weights_parent_class)->finalize (object);
}

static void
cal_attention_weights_class_init (CalAttentionWeightsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_attention_weights_finalize;
}

static void
cal_attention_weights_init (CalAttentionWeights *self)
{
}

static void
check_row (CalAttentionWeights *self, const float *row, gsize n)
{
  double sum = 0.0;

  for (gsize t = 0; t < n; t++)
    sum += (double) row[t];
  if (fabs (sum - 1.0) <= TOLERANCE)
    return;
  if (self->n_off++ == 0 || !(fabs (sum - 1.0) <= fabs (self->worst - 1.0)))
    self->worst = sum;
}

/* Adds a run of a sample to @sums: the picked heads. */
static void
add (CalAttentionWeights *self, const float *weights, gint head, double *sums)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (self->attention);
  gsize n = desc->n_queries * desc->n_tokens;

  for (gsize h = 0; h < desc->n_heads; h++) {
    if (head != CAL_ATTENTION_MEAN && h != (gsize) head)
      continue;
    for (gsize q = 0; q < desc->n_queries; q++)
      check_row (self, weights + h * n + q * desc->n_tokens, desc->n_tokens);
    for (gsize e = 0; e < n; e++)
      sums[e] += (double) weights[h * n + e];
  }
}

static gboolean
check_pick (CalAttention *attention, const CalAttentionPick *pick, GError **error)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (attention);
  gsize n_runs = cal_attention_get_n_runs (attention);

  if (pick->n_samples > 0 && pick->run >= CAL_ATTENTION_MEAN && pick->head >= CAL_ATTENTION_MEAN &&
      (pick->run < 0 || (gsize) pick->run < n_runs) &&
      (pick->head < 0 || (gsize) pick->head < desc->n_heads))
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s: run %d of %" N ", head %d of %" N ", mean of %" N " stimuli", desc->name,
               pick->run + 1, n_runs, pick->head + 1, desc->n_heads, pick->n_samples);
  return FALSE;
}

/**
 * cal_attention_weights_read:
 * @pick: what of the attention
 * @job: (nullable)
 *
 * Means are of the weights as they are stored, each run, head and stimulus alike. From any thread;
 * slow where the maps lie in a file.
 *
 * Returns: (transfer full): n_queries x n_tokens weights; NULL with CAL_ERROR_ARGUMENT if there is
 *   no such run or head, or with another error if they cannot be read
 */
CalAttentionWeights *
cal_attention_weights_read (CalAttention *attention,
                            const CalAttentionPick *pick,
                            CalJob *job,
                            GError **error)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (attention);
  gsize n = cal_size_times (desc->n_queries, desc->n_tokens),
        n_runs = cal_attention_get_n_runs (attention);
  gsize first = pick->run < 0 ? 0 : (gsize) pick->run, end = pick->run < 0 ? n_runs : first + 1;
  double n_added = (double) (end - first) * (double) pick->n_samples *
                   (pick->head < 0 ? (double) desc->n_heads : 1.0);
  g_autofree float *weights = g_try_new (float, cal_size_times (n, desc->n_heads));
  g_autofree double *sums = g_try_new0 (double, n);
  g_autoptr (CalAttentionWeights) self = g_object_new (CAL_TYPE_ATTENTION_WEIGHTS, NULL);

  if (!check_pick (attention, pick, error))
    return NULL;
  self->mean = g_try_new (float, n);
  if (weights == NULL || sums == NULL || self->mean == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: no memory for %" N " weights", desc->name,
                 n);
    return NULL;
  }
  self->attention = g_object_ref (attention);
  for (gsize s = 0; s < pick->n_samples; s++)
    for (gsize r = first; r < end; r++) {
      if (job != NULL && !cal_job_check (job, error))
        return NULL;
      if (!cal_attention_read (attention, r, pick->samples[s], weights, job, error))
        return NULL;
      add (self, weights, pick->head, sums);
      if (job != NULL)
        cal_job_report (job, (double) (s + 1) / (double) pick->n_samples, NULL);
    }
  for (gsize e = 0; e < n; e++)
    self->mean[e] = (float) (sums[e] / n_added);
  return g_steal_pointer (&self);
}

/**
 * cal_attention_weights_get_attention:
 *
 * Returns: (transfer none): of which they are
 */
CalAttention *
cal_attention_weights_get_attention (CalAttentionWeights *self)
{
  return self->attention;
}

/**
 * cal_attention_weights_get:
 *
 * Returns: (transfer none): a weight a token
 */
const float *
cal_attention_weights_get (CalAttentionWeights *self, gsize query)
{
  return self->mean + query * cal_attention_get_desc (self->attention)->n_tokens;
}

/**
 * cal_attention_weights_count_off:
 * @worst: (out): the sum that is furthest from 1
 *
 * Returns: how many of the rows that were read do not add up to 1, within 0.005
 */
gsize
cal_attention_weights_count_off (CalAttentionWeights *self, double *worst)
{
  *worst = self->n_off > 0 ? self->worst : 1.0;
  return self->n_off;
}

/**
 * cal_attention_dup_query_title:
 *
 * Returns: (transfer full): the query's region, with its hemisphere: "lh FFA-1"
 */
char *
cal_attention_dup_query_title (CalAttention *self, gsize query)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (self);
  CalHemisphere side =
      desc->query_hemispheres != NULL ? desc->query_hemispheres[query] : CAL_HEMISPHERE_UNKNOWN;
  const char *name = cal_text_array_get (desc->query_names, query);

  return side == CAL_LEFT    ? g_strconcat ("lh ", name, NULL)
         : side == CAL_RIGHT ? g_strconcat ("rh ", name, NULL)
                             : g_strdup (name);
}

/**
 * cal_attention_find_query_title:
 * @title: as cal_attention_dup_query_title() gives it
 * @query: (out)
 *
 * Returns: whether there is such a query
 */
gboolean
cal_attention_find_query_title (CalAttention *self, const char *title, gsize *query)
{
  for (gsize q = 0; q < cal_attention_get_desc (self)->n_queries; q++) {
    g_autofree char *candidate = cal_attention_dup_query_title (self, q);

    if (g_str_equal (candidate, title)) {
      *query = q;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * cal_attention_dup_pick_text:
 *
 * Returns: (transfer full): of which stimuli, runs and heads weights are: "stim05 · mean of 4 runs"
 */
char *
cal_attention_dup_pick_text (CalAttention *self, const CalAttentionPick *pick)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (self);
  gsize n_runs = cal_attention_get_n_runs (self);
  GString *text = g_string_new (NULL);

  if (pick->n_samples > 1)
    g_string_append_printf (text, "mean of %" N " stimuli", pick->n_samples);
  else if (desc->sample_ids == NULL)
    g_string_append (text, "the same for all stimuli");
  else
    g_string_append (text, cal_text_array_get (desc->sample_ids, pick->samples[0]));
  if (n_runs > 1 && pick->run < 0)
    g_string_append_printf (text, " · mean of %" N " runs", n_runs);
  else if (n_runs > 1)
    g_string_append_printf (text, " · %s", desc->run_names[pick->run]);
  if (desc->n_heads > 1 && pick->head < 0)
    g_string_append_printf (text, " · mean of %" N " heads", desc->n_heads);
  else if (desc->n_heads > 1)
    g_string_append_printf (text, " · head %d", pick->head + 1);
  return g_string_free (text, FALSE);
}

void
cal_attention_map_free (CalAttentionMap *self)
{
  g_free (self->title);
  g_free (self->values);
  g_free (self->shares);
  g_free (self);
}
