/* score.h - how well responses are predicted: Pearson's r, explained variance, R2.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/place-columns.h"

G_BEGIN_DECLS

/**
 * CalScore:
 * @r: Pearson's correlation
 * @explained_variance: 1 - var (measured - predicted) / var (measured): a prediction may be off by
 *   a constant
 * @r2: 1 - sum (measured - predicted)² / sum (measured - mean)²: it may not
 *
 * The last two differ by the square of the bias over the variance.
 */
typedef struct {
  double r;
  double explained_variance;
  double r2;
} CalScore;

double cal_pearson (const double *x, const double *y, gsize n);
CalScore cal_score_of (const double *measured, const double *predicted, gsize n);
gboolean cal_score_compute (const CalPatterns *measured,
                            const CalPatterns *predicted,
                            CalScore *scores,
                            CalJob *job,
                            GError **error);

double cal_spearman_brown (double r, double n_times_longer);
double cal_split_half_ceiling (double r);

G_END_DECLS
