/* readout.h - what every layer says at the cursor, in words.
 *
 * The inspector and `calcarine probe` read the same rows.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/scene.h"

G_BEGIN_DECLS

/**
 * CalReadoutRow:
 * @layer: (transfer none)
 * @sample: its value at the cursor
 * @label: (nullable): the region that the value names
 * @text: for the person: "0.54 r", "FFA-1", "no data", "outside"
 */
typedef struct {
  CalLayer *layer;
  CalSample sample;
  const CalLabel *label;
  char *text;
} CalReadoutRow;

GPtrArray *cal_readout_of_cursor (CalScene *scene) G_GNUC_WARN_UNUSED_RESULT;
char *cal_readout_dup_headline (CalScene *scene) G_GNUC_WARN_UNUSED_RESULT;
char *cal_readout_dup_place (CalScene *scene) G_GNUC_WARN_UNUSED_RESULT;
char *cal_readout_dup_value (CalLayer *layer, CalSample sample) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
