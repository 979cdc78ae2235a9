/* attention-map.h - one query's attention, or the difference of two, and what is measured of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/attention-weights.h"

G_BEGIN_DECLS

CalAttentionMap *cal_attention_map_new (CalAttentionWeights *weights,
                                        gsize query) G_GNUC_WARN_UNUSED_RESULT;
CalAttentionMap *cal_attention_map_new_difference (CalAttentionWeights *weights,
                                                   gsize first,
                                                   gsize second) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
