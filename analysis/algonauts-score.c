/* algonauts-score.c - the score of the Algonauts 2023 challenge, as its organisers compute it.
 *
 * Gifford et al. 2023, arXiv:2301.03198, and their 03_test_encoding.py: r below 0 is 0, r² over
 * the ceiling in percent, a ceiling of 0 counts as 1e-14, what is above 100 counts as 100; the
 * median over all vertices of both hemispheres and all subjects.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/algonauts-score.h"

#include "analysis/rank.h"

/**
 * cal_algonauts_get_share:
 * @unit: of the ceilings; those that the challenge came with are proportions
 *
 * Returns: how a vertex is scored
 */
CalCeilingShare
cal_algonauts_get_share (CalCeilingUnit unit)
{
  return (CalCeilingShare){CAL_SCORE_KIND_R, unit, 1e-14, TRUE};
}

/**
 * cal_algonauts_score:
 * @parts: the hemispheres of one subject, or of all
 * @unit: of the ceilings
 *
 * Vertices that are NaN in r or the ceiling are left out and counted: the challenge has none.
 *
 * Returns: the score of all parts together; the organisers' leaderboard is of all subjects
 */
CalAlgonautsScore
cal_algonauts_score (const CalAlgonautsPart *parts, gsize n_parts, CalCeilingUnit unit)
{
  CalCeilingShare share = cal_algonauts_get_share (unit);
  CalAlgonautsScore score = {0};
  g_autofree double *percent = NULL;
  gsize n = 0;

  for (gsize p = 0; p < n_parts; p++)
    n += parts[p].n;
  percent = g_new (double, n);
  n = 0;
  for (gsize p = 0; p < n_parts; p++) {
    CalCeilingCounts counts;

    cal_ceiling_share_compute (&share, parts[p].r, parts[p].ceilings, parts[p].n, percent + n,
                               &counts);
    n += parts[p].n;
    score.counts.n += counts.n;
    score.counts.n_nan += counts.n_nan;
    score.counts.n_negative += counts.n_negative;
    score.counts.n_zero_ceiling += counts.n_zero_ceiling;
    score.counts.n_above += counts.n_above;
  }
  score.median = cal_quantile (percent, n, 0.5);
  return score;
}
