/* score-curve.h - a score along the frames of a series: of places, and which frame is best where.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/series.h"

G_BEGIN_DECLS

/**
 * CalScoreCurveFigures:
 * @n_frames: of the series
 * @means: over places with a value, one a frame; NaN where there is none
 * @errors: standard error of the mean, NaN for fewer than two places
 * @counts: places with a value
 */
typedef struct {
  gsize n_frames;
  double *means;
  double *errors;
  gsize *counts;
} CalScoreCurveFigures;

#define CAL_TYPE_SCORE_CURVE (cal_score_curve_get_type ())
G_DECLARE_FINAL_TYPE (CalScoreCurve, cal_score_curve, CAL, SCORE_CURVE, GObject)

CalJob *cal_score_curve_job_new (CalSeries *series,
                                 GArray *place,
                                 GArray *region) G_GNUC_WARN_UNUSED_RESULT;
CalSeries *cal_score_curve_get_series (CalScoreCurve *self);
const CalScoreCurveFigures *cal_score_curve_get_place (CalScoreCurve *self);
const CalScoreCurveFigures *cal_score_curve_get_region (CalScoreCurve *self);

gboolean cal_score_curve_find_positions (CalSeries *series, double *positions);

/* With more frames there is no order of colours to tell them by. */
#define CAL_SCORE_MOST_PREFERRED 64

#define CAL_TYPE_SCORE_PREFERENCE (cal_score_preference_get_type ())
G_DECLARE_FINAL_TYPE (CalScorePreference, cal_score_preference, CAL, SCORE_PREFERENCE, GObject)

CalJob *cal_score_preference_job_new (CalSeries *series) G_GNUC_WARN_UNUSED_RESULT;
CalSeries *cal_score_preference_get_series (CalScorePreference *self);
CalArray *cal_score_preference_get_keys (CalScorePreference *self);
CalLabels *cal_score_preference_get_labels (CalScorePreference *self);
char *cal_score_preference_dup_note (CalScorePreference *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
