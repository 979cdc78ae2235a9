/* profile-contrast.h - two groups of stimuli compared at every place, as a map.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/contrast.h"
#include "model/series.h"

G_BEGIN_DECLS

typedef enum {
  CAL_CONTRAST_T,
  CAL_CONTRAST_D_PRIME,
  CAL_CONTRAST_AUC,
} CalContrastMeasure;

/**
 * CalContrastRequest:
 * @series: responses to stimuli
 * @groups: the group of each frame
 * @preferred: the one group
 * @other: the other, or CAL_NO_GROUP for all that are not @preferred
 * @measure: what the map shows
 * @level: rate of false discoveries
 * @name: of the map: "faces > places"
 */
typedef struct {
  CalSeries *series;
  const guint32 *groups;
  guint preferred;
  guint other;
  CalContrastMeasure measure;
  double level;
  const char *name;
} CalContrastRequest;

#define CAL_TYPE_CONTRAST_MAP (cal_contrast_map_get_type ())
G_DECLARE_FINAL_TYPE (CalContrastMap, cal_contrast_map, CAL, CONTRAST_MAP, GObject)

CalJob *cal_contrast_map_job_new (const CalContrastRequest *request) G_GNUC_WARN_UNUSED_RESULT;

CalSeries *cal_contrast_map_get_series (CalContrastMap *self);
const char *cal_contrast_map_get_name (CalContrastMap *self);
CalArray *cal_contrast_map_get_values (CalContrastMap *self);
const char *cal_contrast_map_get_statistic (CalContrastMap *self);
double cal_contrast_map_get_threshold (CalContrastMap *self);
char *cal_contrast_map_dup_note (CalContrastMap *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
