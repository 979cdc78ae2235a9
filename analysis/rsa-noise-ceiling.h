/* rsa-noise-ceiling.h - how well the best of all models could do, given how subjects differ.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rdm-compare.h"

G_BEGIN_DECLS

/**
 * CalNoiseCeiling:
 * @lower: the mean similarity of each subject's RDM and the others' pooled
 * @upper: the mean similarity of each RDM and all pooled
 *
 * The true model lies between the two (Nili et al. 2014). NaN where there are too few subjects.
 */
typedef struct {
  double lower;
  double upper;
} CalNoiseCeiling;

CalNoiseCeiling cal_noise_ceiling_compute (CalRdmMethod method,
                                           const double *const *rdms,
                                           const guint *subjects,
                                           guint n_rdms,
                                           const CalRdmPairs *pairs);

G_END_DECLS
