/* attention.h - where in its input a model looks for each query: attention routing.
 *
 * For each stimulus (sample), run, head and query a weight a token. Tokens lie in spans: a grid of
 * picture patches, or the tokens of a modality. Names travel with the data: a query is known by
 * its region's name, never by its position. Maps are read where they lie, a stimulus at a time.
 * Immutable; reading is safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "model/surface.h"
#include "model/text-array.h"

G_BEGIN_DECLS

/**
 * CalAttentionSpan:
 * @name: "image", "video", "text"
 * @first_token: among all tokens
 * @n_tokens: how many
 * @grid: rows, columns of patches, row by row from the top left; 0, 0 if the tokens are no grid
 * @patch_px: height, width of a patch in pixels of the model's input; 0, 0 if not known
 * @picture_px: height, width of the picture in the model's input, at its top left; what is to the
 *   right and below up to grid x patch_px is padding; 0, 0: the picture fills the grid
 * @picture_degrees: visual angle of the picture's height and width; 0, 0 if not known
 */
typedef struct {
  const char *name;
  gsize first_token;
  gsize n_tokens;
  gsize grid[2];
  gsize patch_px[2];
  gsize picture_px[2];
  double picture_degrees[2];
} CalAttentionSpan;

/**
 * CalAttentionSource:
 * @read: reads a stimulus: n_heads x n_queries x n_tokens floats
 * @data: handed to it; it may be called from any thread, also at once
 * @free_data: (nullable)
 */
typedef struct {
  gboolean (*read) (
      gpointer data, gsize run, gsize sample, float *weights, CalJob *job, GError **error);
  gpointer data;
  GDestroyNotify free_data;
} CalAttentionSource;

/**
 * CalAttentionDesc:
 * @name: what the person calls it
 * @source: path, and dataset in it after a colon
 * @run_names: (nullable): of layers, or of runs of the model; NULL means one run
 * @n_samples: stimuli; 0 if only @shares are known
 * @n_heads: stored ones; 1 if they were averaged
 * @n_queries: how many
 * @n_tokens: how many
 * @query_names: a text a query: the region that it reads out
 * @query_hemispheres: (nullable): a #CalHemisphere a query
 * @sample_ids: (nullable): a text a sample: the stimulus; NULL with one sample that is all
 * stimuli's
 * @spans: of the tokens, ascending
 * @n_spans: how many
 * @shares: (nullable): n_queries x n_spans: the share of its attention that a query gives each span
 */
typedef struct {
  const char *name;
  const char *source;
  const char *const *run_names;
  gsize n_samples;
  gsize n_heads;
  gsize n_queries;
  gsize n_tokens;
  CalTextArray *query_names;
  const CalHemisphere *query_hemispheres;
  CalTextArray *sample_ids;
  const CalAttentionSpan *spans;
  guint n_spans;
  CalArray *shares;
} CalAttentionDesc;

#define CAL_TYPE_ATTENTION (cal_attention_get_type ())
G_DECLARE_FINAL_TYPE (CalAttention, cal_attention, CAL, ATTENTION, GObject)

CalAttention *cal_attention_new (const CalAttentionDesc *desc,
                                 const CalAttentionSource *source,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalAttentionDesc *cal_attention_get_desc (CalAttention *self);
gsize cal_attention_get_n_runs (CalAttention *self);
const CalAttentionSpan *cal_attention_find_grid (CalAttention *self);
gboolean cal_attention_find_sample (CalAttention *self, const char *id, gsize *sample);
GArray *cal_attention_find_queries (CalAttention *self,
                                    const char *region,
                                    CalHemisphere hemisphere) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_attention_read (
    CalAttention *self, gsize run, gsize sample, float *weights, CalJob *job, GError **error);

G_END_DECLS
