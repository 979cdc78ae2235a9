/* kendall.h - concordant and discordant pairs, in n log n.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rank.h"

G_BEGIN_DECLS

/**
 * CalConcordance:
 * @n_pairs: of observations
 * @n_tied_x: that are equal in the first variable
 * @n_tied_y: that are equal in the second
 * @difference: concordant less discordant pairs
 */
typedef struct {
  guint64 n_pairs;
  guint64 n_tied_x;
  guint64 n_tied_y;
  gint64 difference;
} CalConcordance;

CalConcordance cal_concordance_count (const CalRanking *x, const CalRanking *y);
double cal_concordance_get_tau_a (const CalConcordance *self);
double cal_concordance_get_tau_b (const CalConcordance *self);

G_END_DECLS
