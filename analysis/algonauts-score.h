/* algonauts-score.h - the score of the Algonauts 2023 challenge, as its organisers compute it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/ceiling-share.h"

G_BEGIN_DECLS

/**
 * CalAlgonautsScore:
 * @median: percent of the noise ceiling; NaN if there is no vertex
 * @counts: of the vertices it is of
 */
typedef struct {
  double median;
  CalCeilingCounts counts;
} CalAlgonautsScore;

/**
 * CalAlgonautsPart:
 * @r: of each challenge vertex of one hemisphere
 * @ceilings: of the same vertices
 * @n: how many
 */
typedef struct {
  const double *r;
  const double *ceilings;
  gsize n;
} CalAlgonautsPart;

CalCeilingShare cal_algonauts_get_share (CalCeilingUnit unit);
CalAlgonautsScore
cal_algonauts_score (const CalAlgonautsPart *parts, gsize n_parts, CalCeilingUnit unit);

G_END_DECLS
