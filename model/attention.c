/* attention.c - where in its input a model looks for each query.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/attention.h"

#include <string.h>

#include "model/error.h"
#include "model/memory.h"

#define N G_GSIZE_FORMAT

struct _CalAttention {
  GObject parent_instance;

  CalAttentionDesc desc;
  CalAttentionSource source;
  GHashTable *sample_by_id; /* borrows its keys from desc.sample_ids */
};

G_DEFINE_FINAL_TYPE (CalAttention, cal_attention, G_TYPE_OBJECT)

static void
cal_attention_finalize (GObject *object)
{
  CalAttention *self = CAL_ATTENTION (object);
  CalAttentionDesc *desc = &self->desc;

  for (guint n = 0; n < desc->n_spans; n++)
    g_free ((char *) desc->spans[n].name);
  g_free ((CalAttentionSpan *) desc->spans);
  g_free ((CalHemisphere *) desc->query_hemispheres);
  g_strfreev ((GStrv) (gpointer) desc->run_names);
  g_free ((char *) desc->name);
  g_free ((char *) desc->source);
  g_clear_object (&desc->query_names);
  g_clear_object (&desc->sample_ids);
  g_clear_object (&desc->shares);
  g_clear_pointer (&self->sample_by_id, g_hash_table_unref);
  if (self->source.free_data != NULL)
    self->source.free_data (self->source.data);
  G_OBJECT_CLASS (cal_attention_parent_class)->finalize (object);
}

static void
cal_attention_class_init (CalAttentionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_attention_finalize;
}

static void
cal_attention_init (CalAttention *self)
{
  self->sample_by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

static gboolean
check_spans (const CalAttentionDesc *desc, GError **error)
{
  gsize end = 0;

  for (guint n = 0; n < desc->n_spans; n++) {
    const CalAttentionSpan *span = desc->spans + n;
    gsize n_patches = 0;

    if (span->n_tokens == 0 || span->first_token < end || span->first_token > desc->n_tokens ||
        span->n_tokens > desc->n_tokens - span->first_token) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: span \"%s\" is of tokens %" N " to %" N "; expected them after %" N
                   " and within %" N,
                   desc->name, span->name, span->first_token, span->first_token + span->n_tokens,
                   end, desc->n_tokens);
      return FALSE;
    }
    end = span->first_token + span->n_tokens;
    if ((span->grid[0] != 0 || span->grid[1] != 0) &&
        (!g_size_checked_mul (&n_patches, span->grid[0], span->grid[1]) ||
         n_patches != span->n_tokens)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "%s: span \"%s\" has %" N " tokens on a grid of %" N " x %" N, desc->name,
                   span->name, span->n_tokens, span->grid[0], span->grid[1]);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check (const CalAttentionDesc *desc, GError **error)
{
  gsize n_values;

  if (desc->n_heads == 0 || desc->n_queries == 0 || desc->n_tokens == 0 ||
      !g_size_checked_mul (&n_values, desc->n_heads, desc->n_queries) ||
      !g_size_checked_mul (&n_values, n_values, desc->n_tokens))
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " heads, %" N " queries, %" N " tokens; expected one of each at least",
                 desc->name, desc->n_heads, desc->n_queries, desc->n_tokens);
  else if (cal_text_array_get_n (desc->query_names) != desc->n_queries)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " names for %" N " queries; expected as many", desc->name,
                 cal_text_array_get_n (desc->query_names), desc->n_queries);
  else if (desc->sample_ids != NULL && cal_text_array_get_n (desc->sample_ids) != desc->n_samples)
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" N " stimulus ids for %" N " samples; expected as many", desc->name,
                 cal_text_array_get_n (desc->sample_ids), desc->n_samples);
  else if (desc->shares != NULL && (cal_array_get_n_dims (desc->shares) != 2 ||
                                    cal_array_get_dim (desc->shares, 0) != desc->n_queries ||
                                    cal_array_get_dim (desc->shares, 1) != desc->n_spans)) {
    g_autofree char *shape = cal_array_dup_shape (desc->shares);

    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: shares of shape %s; expected %" N " queries x %u spans", desc->name, shape,
                 desc->n_queries, desc->n_spans);
  } else
    return check_spans (desc, error);
  return FALSE;
}

static CalAttentionSpan *
copy_spans (const CalAttentionDesc *desc)
{
  CalAttentionSpan *spans = g_new0 (CalAttentionSpan, MAX (desc->n_spans, 1));

  for (guint n = 0; n < desc->n_spans; n++) {
    spans[n] = desc->spans[n];
    spans[n].name = g_strdup (desc->spans[n].name);
  }
  return spans;
}

/**
 * cal_attention_new:
 * @desc: everything is copied or referenced
 * @source: (nullable): is taken over, also where NULL is returned; NULL where there are no samples
 *
 * Returns: (transfer full): the attention; NULL with CAL_ERROR_FORMAT if the lengths do not agree
 */
CalAttention *
cal_attention_new (const CalAttentionDesc *desc, const CalAttentionSource *source, GError **error)
{
  CalAttention *self;

  if (!check (desc, error)) {
    if (source != NULL && source->free_data != NULL)
      source->free_data (source->data);
    return NULL;
  }
  g_return_val_if_fail (source != NULL || desc->n_samples == 0, NULL);
  self = g_object_new (CAL_TYPE_ATTENTION, NULL);
  if (source != NULL)
    self->source = *source;
  self->desc = *desc;
  self->desc.name = g_strdup (desc->name);
  self->desc.source = g_strdup (desc->source);
  self->desc.run_names = (const char *const *) g_strdupv ((GStrv) (gpointer) desc->run_names);
  self->desc.spans = copy_spans (desc);
  if (desc->query_hemispheres != NULL)
    self->desc.query_hemispheres = g_memdup2 (
        desc->query_hemispheres, cal_size_times (desc->n_queries, sizeof *desc->query_hemispheres));
  g_object_ref (desc->query_names);
  if (desc->shares != NULL)
    g_object_ref (desc->shares);
  if (desc->sample_ids != NULL)
    g_object_ref (desc->sample_ids);
  for (gsize s = 0; desc->sample_ids != NULL && s < desc->n_samples; s++) {
    const char *id = cal_text_array_get (desc->sample_ids, s);

    if (!g_hash_table_contains (self->sample_by_id, id))
      g_hash_table_insert (self->sample_by_id, (gpointer) id, GSIZE_TO_POINTER (s));
  }
  return self;
}

const CalAttentionDesc *
cal_attention_get_desc (CalAttention *self)
{
  return &self->desc;
}

gsize
cal_attention_get_n_runs (CalAttention *self)
{
  return self->desc.run_names != NULL ? g_strv_length ((GStrv) (gpointer) self->desc.run_names) : 1;
}

/**
 * cal_attention_find_grid:
 *
 * Returns: (transfer none) (nullable): the first span whose tokens are patches of a picture
 */
const CalAttentionSpan *
cal_attention_find_grid (CalAttention *self)
{
  for (guint n = 0; n < self->desc.n_spans; n++)
    if (self->desc.spans[n].grid[0] > 0)
      return self->desc.spans + n;
  return NULL;
}

/**
 * cal_attention_find_sample:
 * @id: of a stimulus
 * @sample: (out)
 *
 * Attention without an axis of stimuli is the same for all.
 *
 * Returns: whether there is a map for it
 */
gboolean
cal_attention_find_sample (CalAttention *self, const char *id, gsize *sample)
{
  gpointer value;

  *sample = 0;
  if (self->desc.sample_ids == NULL)
    return self->desc.n_samples == 1;
  if (id == NULL || !g_hash_table_lookup_extended (self->sample_by_id, id, NULL, &value))
    return FALSE;
  *sample = GPOINTER_TO_SIZE (value);
  return TRUE;
}

/**
 * cal_attention_find_queries:
 * @region: its name
 * @hemisphere: CAL_HEMISPHERE_UNKNOWN for both
 *
 * Returns: (transfer full) (element-type gsize): queries that read out the region
 */
GArray *
cal_attention_find_queries (CalAttention *self, const char *region, CalHemisphere hemisphere)
{
  GArray *queries = g_array_new (FALSE, FALSE, sizeof (gsize));

  for (gsize q = 0; q < self->desc.n_queries; q++) {
    CalHemisphere side = self->desc.query_hemispheres != NULL ? self->desc.query_hemispheres[q]
                                                              : CAL_HEMISPHERE_UNKNOWN;

    if (g_str_equal (cal_text_array_get (self->desc.query_names, q), region) &&
        (hemisphere == CAL_HEMISPHERE_UNKNOWN || side == CAL_HEMISPHERE_UNKNOWN ||
         side == hemisphere))
      g_array_append_val (queries, q);
  }
  return queries;
}

/**
 * cal_attention_read:
 * @weights: (out caller-allocates): n_heads x n_queries x n_tokens
 * @job: (nullable)
 *
 * From any thread; slow where the maps lie in a file.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_attention_read (
    CalAttention *self, gsize run, gsize sample, float *weights, CalJob *job, GError **error)
{
  if (sample >= self->desc.n_samples || run >= cal_attention_get_n_runs (self)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%s: sample %" N " of %" N ", run %" N " of %" N, self->desc.name, sample,
                 self->desc.n_samples, run, cal_attention_get_n_runs (self));
    return FALSE;
  }
  return self->source.read (self->source.data, run, sample, weights, job, error);
}
