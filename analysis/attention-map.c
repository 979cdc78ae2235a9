/* attention-map.c - one query's attention, or the difference of two, and what is measured of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/attention-map.h"

#include <math.h>

#include "analysis/entropy.h"

/* Of the tokens of a modality, those with the most weight; as the routing papers have it. */
#define TOP_FRACTION 0.25

/* In degrees if the picture's are known and patches are squares, else in shares of the picture. */
static void
find_centre (CalAttentionMap *self, const CalAttentionSpan *span, const float *patches)
{
  double height_px = span->picture_px[0] > 0 ? (double) span->picture_px[0]
                                             : (double) (span->grid[0] * span->patch_px[0]);
  double width_px = span->picture_px[1] > 0 ? (double) span->picture_px[1]
                                            : (double) (span->grid[1] * span->patch_px[1]);
  CalPatchGrid grid = {span->grid[1], span->grid[0], (double) span->patch_px[0],
                       width_px,      height_px,     span->picture_degrees[1]};

  self->centre_is_degrees = span->picture_degrees[1] > 0.0 && span->patch_px[0] > 0 &&
                            span->patch_px[0] == span->patch_px[1];
  if (self->centre_is_degrees)
    cal_entropy_find_centre_in_degrees (patches, &grid, self->centre);
  else if (cal_entropy_find_centre (patches, span->grid[1], span->grid[0], self->centre)) {
    self->centre[0] *= span->patch_px[1] > 0 ? (double) span->patch_px[1] / width_px
                                             : 1.0 / (double) span->grid[1];
    self->centre[1] *= span->patch_px[0] > 0 ? (double) span->patch_px[0] / height_px
                                             : 1.0 / (double) span->grid[0];
  }
}

/* The weights of patches that begin where the picture has ended. */
static double
measure_padding (const CalAttentionSpan *span, const float *patches)
{
  double sum = 0.0, outside = 0.0;

  for (gsize row = 0; row < span->grid[0]; row++)
    for (gsize column = 0; column < span->grid[1]; column++) {
      double weight = (double) patches[row * span->grid[1] + column];

      sum += weight;
      if (span->picture_px[0] > 0 && (row * span->patch_px[0] >= span->picture_px[0] ||
                                      column * span->patch_px[1] >= span->picture_px[1]))
        outside += weight;
    }
  return sum > 0.0 ? outside / sum : 0.0;
}

static void
measure_shares (CalAttentionMap *self, const CalAttentionDesc *desc)
{
  g_autofree CalTokenSpan *spans = NULL;

  if (desc->n_spans < 2)
    return;
  spans = g_new (CalTokenSpan, desc->n_spans);
  self->n_shares = desc->n_spans;
  self->shares = g_new (double, desc->n_spans);
  for (guint s = 0; s < desc->n_spans; s++)
    spans[s] = (CalTokenSpan){desc->spans[s].first_token, desc->spans[s].n_tokens};
  cal_entropy_share_spans (self->values, spans, desc->n_spans, TOP_FRACTION, self->shares);
}

static CalAttentionMap *
new_map (CalAttentionWeights *weights, gsize query)
{
  CalAttention *attention = cal_attention_weights_get_attention (weights);
  const CalAttentionDesc *desc = cal_attention_get_desc (attention);
  CalAttentionMap *self = g_new0 (CalAttentionMap, 1);

  self->title = cal_attention_dup_query_title (attention, query);
  self->n = desc->n_tokens;
  self->values =
      g_memdup2 (cal_attention_weights_get (weights, query), self->n * sizeof *self->values);
  self->entropy = self->overlap = self->centre[0] = self->centre[1] = NAN;
  return self;
}

/**
 * cal_attention_map_new:
 *
 * The entropy is of all tokens, the centre of the patches of the first grid; shares of modalities
 * are of the mean of the top quarter of each one's tokens, as cal_entropy_share_spans() has them.
 *
 * Returns: (transfer full): a query's weights
 */
CalAttentionMap *
cal_attention_map_new (CalAttentionWeights *weights, gsize query)
{
  CalAttention *attention = cal_attention_weights_get_attention (weights);
  const CalAttentionSpan *span = cal_attention_find_grid (attention);
  CalAttentionMap *self = new_map (weights, query);

  self->entropy = cal_entropy_normalised (self->values, self->n);
  if (span != NULL) {
    find_centre (self, span, self->values + span->first_token);
    self->on_padding = measure_padding (span, self->values + span->first_token);
  }
  measure_shares (self, cal_attention_get_desc (attention));
  return self;
}

/**
 * cal_attention_map_new_difference:
 *
 * Each query's weights are divided by their sum before, so that the difference adds up to 0.
 *
 * Returns: (transfer full): the first query's weights minus the second's, and what they share
 */
CalAttentionMap *
cal_attention_map_new_difference (CalAttentionWeights *weights, gsize first, gsize second)
{
  CalAttention *attention = cal_attention_weights_get_attention (weights);
  const float *a = cal_attention_weights_get (weights, first);
  const float *b = cal_attention_weights_get (weights, second);
  g_autofree char *other = cal_attention_dup_query_title (attention, second);
  CalAttentionMap *self = new_map (weights, first);
  char *title = g_strdup_printf ("%s − %s", self->title, other);

  g_free (self->title);
  self->title = title;
  self->is_difference = TRUE;
  self->overlap = cal_entropy_get_overlap (a, b, self->n);
  cal_entropy_subtract (a, b, self->n, self->values);
  return self;
}
