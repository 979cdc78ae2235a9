/* attention-weights.h - attention to one stimulus, or the mean over stimuli, runs and heads.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/attention.h"

G_BEGIN_DECLS

/* All runs, or all heads: their mean. */
#define CAL_ATTENTION_MEAN (-1)

/**
 * CalAttentionPick:
 * @run: which, or CAL_ATTENTION_MEAN
 * @head: which, or CAL_ATTENTION_MEAN
 * @samples: of which the mean is taken
 * @n_samples: 1 at least
 */
typedef struct {
  gint run;
  gint head;
  const gsize *samples;
  gsize n_samples;
} CalAttentionPick;

/**
 * CalAttentionMap:
 * @title: the region, or the two that are compared
 * @values: a number a token
 * @n: tokens
 * @is_difference: the first's weights minus the second's
 * @entropy: normalised, 0 to 1
 * @centre: of mass; see @centre_is_degrees
 * @centre_is_degrees: whether @centre is in degrees to the right of the picture's centre and above
 *   it; else in shares of the picture from its left and upper edge; NaN where there is none
 * @on_padding: the share of the weights that lie on patches with no picture in them
 * @overlap: what two maps share, 0 to 1
 * @shares: (nullable): of each span
 * @n_shares: spans
 *
 * One query's attention, or the difference of two, and what is measured of it.
 */
typedef struct {
  char *title;
  float *values;
  gsize n;
  gboolean is_difference;
  double entropy;
  double centre[2];
  gboolean centre_is_degrees;
  double on_padding;
  double overlap;
  double *shares;
  guint n_shares;
} CalAttentionMap;

#define CAL_TYPE_ATTENTION_WEIGHTS (cal_attention_weights_get_type ())
G_DECLARE_FINAL_TYPE (CalAttentionWeights, cal_attention_weights, CAL, ATTENTION_WEIGHTS, GObject)

CalAttentionWeights *cal_attention_weights_read (CalAttention *attention,
                                                 const CalAttentionPick *pick,
                                                 CalJob *job,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

CalAttention *cal_attention_weights_get_attention (CalAttentionWeights *self);
const float *cal_attention_weights_get (CalAttentionWeights *self, gsize query);
gsize cal_attention_weights_count_off (CalAttentionWeights *self, double *worst);

char *cal_attention_dup_pick_text (CalAttention *self,
                                   const CalAttentionPick *pick) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_attention_find_query_title (CalAttention *self, const char *title, gsize *query);
char *cal_attention_dup_query_title (CalAttention *self, gsize query) G_GNUC_WARN_UNUSED_RESULT;
void cal_attention_map_free (CalAttentionMap *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalAttentionMap, cal_attention_map_free)

G_END_DECLS
