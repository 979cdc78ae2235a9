/* attention-area-read.c - what the attention view reads, and what it makes of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "analysis/attention-map.h"
#include "render/scene/attention-paint.h"
#include "widgets/attention-area-private.h"

typedef struct {
  CalAttention *attention;
  CalAttentionPick pick;
} Read;

static void
read_free (gpointer data)
{
  Read *read = data;

  g_object_unref (read->attention);
  g_free ((gsize *) read->pick.samples);
  g_free (read);
}

static GObject *
run_read (CalJob *job, gpointer input, GError **error)
{
  const Read *read = input;

  return (GObject *) cal_attention_weights_read (read->attention, &read->pick, job, error);
}

/**
 * cal_attention_area_has_shares:
 *
 * Returns: whether only shares of modalities are known, no maps
 */
gboolean
cal_attention_area_has_shares (CalAttentionArea *self)
{
  return self->attention != NULL && cal_attention_get_desc (self->attention)->n_samples == 0 &&
         cal_attention_get_desc (self->attention)->shares != NULL;
}

/**
 * cal_attention_area_find_samples:
 *
 * Which maps are wanted: those of the selected stimuli, or of the first of them; of the first one
 * that there is where nothing is selected.
 */
void
cal_attention_area_find_samples (CalAttentionArea *self)
{
  const char *const *ids = cal_selection_get_stimuli (self->selection, NULL);
  gsize sample;

  g_array_set_size (self->samples, 0);
  g_clear_pointer (&self->missing, g_free);
  if (self->attention == NULL || cal_attention_get_desc (self->attention)->n_samples == 0)
    return;
  for (guint n = 0; ids[n] != NULL && (self->is_mean || self->samples->len == 0); n++)
    if (cal_attention_find_sample (self->attention, ids[n], &sample))
      g_array_append_val (self->samples, sample);
  sample = 0;
  if (ids[0] == NULL)
    g_array_append_val (self->samples, sample);
  else if (self->samples->len == 0)
    self->missing = g_strdup (ids[0]);
}

/**
 * cal_attention_area_read:
 *
 * Begins to read the weights that are wanted, if it is seen.
 */
void
cal_attention_area_read (CalAttentionArea *self)
{
  Read *read;

  g_clear_pointer (&self->failure, g_free);
  if (self->samples->len == 0) {
    cal_latest_job_cancel (self->jobs);
    g_clear_object (&self->weights);
    cal_attention_area_make_maps (self);
    return;
  }
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  read = g_new0 (Read, 1);
  read->attention = g_object_ref (self->attention);
  read->pick = (CalAttentionPick){
      self->run, self->head, g_memdup2 (self->samples->data, self->samples->len * sizeof (gsize)),
      self->samples->len};
  cal_latest_job_start (self->jobs, cal_job_new ("Reading attention", run_read, read, read_free),
                        CAL_LATEST_CANCEL);
}

/**
 * cal_attention_area_make_maps:
 *
 * The maps of the picked queries, from weights that were read.
 */
void
cal_attention_area_make_maps (CalAttentionArea *self)
{
  const gsize *queries = (const gsize *) (gpointer) self->queries->data;

  g_ptr_array_set_size (self->maps, 0);
  self->hovered = -1;
  if (self->weights != NULL && self->is_difference && self->queries->len >= 2)
    g_ptr_array_add (self->maps,
                     cal_attention_map_new_difference (self->weights, queries[0], queries[1]));
  else if (self->weights != NULL)
    for (guint n = 0; n < MIN (self->queries->len, CAL_ATTENTION_MAX_PANELS); n++)
      g_ptr_array_add (self->maps, cal_attention_map_new (self->weights, queries[n]));
  cal_attention_area_rank (self);
}

/* What each query has at the picked patch; NULL where nothing is picked. */
static double *
get_values (CalAttentionArea *self)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (self->attention);
  double *values;

  if (self->token < 0 && self->part < 0)
    return NULL;
  values = g_new (double, desc->n_queries);
  for (gsize q = 0; q < desc->n_queries; q++)
    values[q] = self->part >= 0
                    ? cal_array_get_value (desc->shares, q * desc->n_spans + (gsize) self->part)
                    : (double) cal_attention_weights_get (self->weights, q)[self->token];
  return values;
}

static int
compare_values (gconstpointer a, gconstpointer b, gpointer data)
{
  const double *values = data;
  double first = values[*(const gsize *) a], second = values[*(const gsize *) b];

  if (isnan (first) || isnan (second))
    return isnan (first) - isnan (second);
  return (first < second) - (first > second);
}

static char *
dup_paint_name (CalAttentionArea *self)
{
  const CalAttentionSpan *grid = cal_attention_find_grid (self->attention);
  const CalAttentionDesc *desc = cal_attention_get_desc (self->attention);

  if (self->part >= 0)
    return g_strdup_printf ("attention to %s", desc->spans[self->part].name);
  if (grid == NULL || (gsize) self->token < grid->first_token ||
      (gsize) self->token - grid->first_token >= grid->n_tokens)
    return g_strdup_printf ("attention to token %" G_GSSIZE_FORMAT, self->token + 1);
  return g_strdup_printf ("attention to row %" G_GSIZE_FORMAT ", column %" G_GSIZE_FORMAT,
                          ((gsize) self->token - grid->first_token) / grid->grid[1] + 1,
                          ((gsize) self->token - grid->first_token) % grid->grid[1] + 1);
}

static void
paint (CalAttentionArea *self, const double *values)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->rule, g_free);
  if (values == NULL) {
    cal_encoding_scene_unpaint (self->scene, CAL_ATTENTION_PAINT_KEY);
    return;
  }
  name = dup_paint_name (self);
  if (!cal_attention_paint (self->scene, self->attention, values, name,
                            self->part >= 0 ? "share" : "attention weight", &self->rule, &error))
    self->rule = g_strdup (error->message);
}

/**
 * cal_attention_area_rank:
 *
 * Which queries look most at the picked patch, in the list and on the brain; of shares, all queries
 * in the model's order, or by the picked modality.
 */
void
cal_attention_area_rank (CalAttentionArea *self)
{
  const CalAttentionDesc *desc =
      self->attention != NULL ? cal_attention_get_desc (self->attention) : NULL;
  gboolean has_shares = cal_attention_area_has_shares (self);
  guint n_parts = has_shares ? desc->n_spans : 1;
  g_autofree double *values = NULL;

  g_ptr_array_set_size (self->titles, 0);
  g_array_set_size (self->ranked, 0);
  g_clear_pointer (&self->values, g_free);
  if (desc != NULL && (has_shares || (self->weights != NULL && self->token >= 0 &&
                                      (gsize) self->token < desc->n_tokens))) {
    values = get_values (self);
    for (gsize q = 0; q < desc->n_queries; q++)
      g_array_append_val (self->ranked, q);
    if (values != NULL)
      g_array_sort_with_data (self->ranked, compare_values, values);
    self->values = g_new (double, desc->n_queries *n_parts);
    for (gsize n = 0; n < desc->n_queries; n++) {
      gsize q = g_array_index (self->ranked, gsize, n);

      g_ptr_array_add (self->titles, cal_attention_dup_query_title (self->attention, q));
      for (guint p = 0; p < n_parts; p++)
        self->values[n * n_parts + p] =
            has_shares ? cal_array_get_value (desc->shares, q * n_parts + p) : values[q];
    }
  }
  paint (self, values);
  gtk_widget_queue_draw (self->canvas);
}

/**
 * cal_attention_area_pick_token:
 * @token: a patch, or -1
 */
void
cal_attention_area_pick_token (CalAttentionArea *self, gssize token)
{
  self->token = token;
  self->first_row = 0;
  cal_attention_area_rank (self);
}

/**
 * cal_attention_area_pick_part:
 * @part: a modality, or -1
 */
void
cal_attention_area_pick_part (CalAttentionArea *self, gint part)
{
  self->part = part;
  self->first_row = 0;
  cal_attention_area_rank (self);
}
