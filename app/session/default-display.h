/* default-display.h - the first look of a layer, from what its values are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/summary.h"
#include "render/scene/layer.h"

G_BEGIN_DECLS

/**
 * CalDataRank:
 *
 * What data most likely are for the person.
 */
typedef enum {
  CAL_RANK_ANATOMY,
  CAL_RANK_SERIES,
  CAL_RANK_MASK,
  CAL_RANK_STATISTIC_VOLUME,
  CAL_RANK_MORPHOMETRY,
  CAL_RANK_OTHER_MAP,
  CAL_RANK_CEILING,
  CAL_RANK_SCORE,
  CAL_RANK_REGIONS,
} CalDataRank;

CalSummary cal_data_summarise (GObject *data);
CalDataRank cal_data_rank (GObject *data, const CalSummary *summary);
void cal_layer_pick_display (CalLayer *layer, const CalSummary *summary, gboolean is_backdrop);

G_END_DECLS
