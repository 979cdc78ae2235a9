/* ceiling-share.h - what share of the noise ceiling a model reaches.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalScoreKind:
 * @CAL_SCORE_KIND_R: Pearson's r; squared before it is compared, negative ones count as 0
 * @CAL_SCORE_KIND_VARIANCE: r², R2 or explained variance; negative ones stay
 */
typedef enum {
  CAL_SCORE_KIND_R,
  CAL_SCORE_KIND_VARIANCE,
} CalScoreKind;

/**
 * CalCeilingUnit:
 * @CAL_CEILING_PROPORTION: 0 to 1 of the variance
 * @CAL_CEILING_PERCENT: 0 to 100
 */
typedef enum {
  CAL_CEILING_PROPORTION,
  CAL_CEILING_PERCENT,
} CalCeilingUnit;

/**
 * CalCeilingShare:
 * @kind: of the scores
 * @unit: of the ceilings, as the one who knows them said
 * @zero_ceiling: what a ceiling of 0 counts as, a proportion; NaN: there is no share there
 * @clips: whether shares above 100 count as 100
 */
typedef struct {
  CalScoreKind kind;
  CalCeilingUnit unit;
  double zero_ceiling;
  gboolean clips;
} CalCeilingShare;

/**
 * CalCeilingCounts:
 * @n: places
 * @n_nan: without a share: the score or the ceiling is NaN, or the ceiling 0 and left out
 * @n_negative: scores below 0
 * @n_zero_ceiling: ceilings of 0
 * @n_above: shares above 100, clipped or not
 */
typedef struct {
  gsize n;
  gsize n_nan;
  gsize n_negative;
  gsize n_zero_ceiling;
  gsize n_above;
} CalCeilingCounts;

void cal_ceiling_share_compute (const CalCeilingShare *self,
                                const double *scores,
                                const double *ceilings,
                                gsize n,
                                double *percent,
                                CalCeilingCounts *counts);
char *cal_ceiling_share_dup_formula (const CalCeilingShare *self) G_GNUC_WARN_UNUSED_RESULT;
char *cal_ceiling_counts_dup_sentence (const CalCeilingCounts *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
