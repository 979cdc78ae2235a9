/* contrast.h - whether places respond more to one set of stimuli than to another.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/place-columns.h"

G_BEGIN_DECLS

/**
 * CalContrastSets:
 * @preferred: rows of the responses; at least 2
 * @others: rows that are not among them; at least 2
 */
typedef struct {
  const guint32 *preferred;
  gsize n_preferred;
  const guint32 *others;
  gsize n_others;
} CalContrastSets;

/**
 * CalContrast:
 * @means: of the preferred set and the others
 * @t: the difference of the means over the root of the sum of their squared standard errors
 * @degrees_of_freedom: Welch and Satterthwaite's
 * @p: of t, two-sided
 * @d_prime: the difference of the means over the root of the mean of both variances
 * @auc: how likely a response to the preferred set is larger than one to the others
 */
typedef struct {
  double means[2];
  double t;
  double degrees_of_freedom;
  double p;
  double d_prime;
  double auc;
} CalContrast;

/**
 * CalContrastCheck:
 * @split_r: Pearson's correlation over places of t of the odd and t of the even samples of each set
 * @n_split: places with both
 * @n_shuffles: how often the labels were shuffled
 * @n_found: places whose q is at most the level, as labelled
 * @mean_by_chance: the same with shuffled labels, mean
 * @most_by_chance: and most
 */
typedef struct {
  double split_r;
  gsize n_split;
  guint n_shuffles;
  gsize n_found;
  double mean_by_chance;
  gsize most_by_chance;
} CalContrastCheck;

gboolean cal_contrast_check_sets (const CalContrastSets *sets, gsize n_rows, GError **error);
CalContrast cal_contrast_of (const double *responses, const CalContrastSets *sets);
gboolean cal_contrast_compute (const CalPatterns *responses,
                               const CalContrastSets *sets,
                               CalContrast *contrasts,
                               CalJob *job,
                               GError **error);
void cal_contrast_get_q (const CalContrast *contrasts, gsize n_places, double *q);
double cal_contrast_find_threshold (const CalContrast *contrasts,
                                    const double *q,
                                    gsize n_places,
                                    double level);
gboolean cal_contrast_run_checks (const CalPatterns *responses,
                                  const CalContrastSets *sets,
                                  double level,
                                  guint n_shuffles,
                                  guint64 seed,
                                  CalContrastCheck *check,
                                  CalJob *job,
                                  GError **error);

G_END_DECLS
