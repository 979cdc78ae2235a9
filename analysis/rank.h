/* rank.h - values in ascending order, and the ranks they take.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalRanking:
 * @n: how many values there are
 * @order: the values' indices, ascending; equal values in the order they came
 * @below: of each value, how many are smaller
 * @n_tied_pairs: pairs of equal values
 */
typedef struct {
  gsize n;
  guint32 *order;
  guint32 *below;
  guint64 n_tied_pairs;
} CalRanking;

void cal_ranking_init (CalRanking *self, const double *values, gsize n);
void cal_ranking_clear (CalRanking *self);
void cal_ranking_get_mid_ranks (const CalRanking *self, double *ranks);

double cal_quantile_of_sorted (const double *sorted, gsize n, double share);
double cal_quantile (const double *values, gsize n, double share);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalRanking, cal_ranking_clear)

G_END_DECLS
