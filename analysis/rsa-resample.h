/* rsa-resample.h - models against data again and again: resampled, and with shuffled labels.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rsa-inference.h"

G_BEGIN_DECLS

/**
 * CalRsaResamples:
 * @n: resamples
 * @similarities: n x models, each the mean over the resampled data; NaN where a resample holds
 *   fewer than three different conditions
 * @lower: of each the lower noise ceiling
 * @upper: of each the upper
 */
typedef struct {
  guint n;
  double *similarities;
  double *lower;
  double *upper;
} CalRsaResamples;

void cal_rsa_score (CalRsaSet *set, CalRdmMethod method, double *scores);
gboolean cal_rsa_bootstrap (CalRsaSet *set,
                            const CalRsaOptions *options,
                            CalRsaResamples *resamples,
                            CalJob *job,
                            GError **error);
void cal_rsa_resamples_clear (CalRsaResamples *self);
gboolean cal_rsa_permute (CalRsaSet *set,
                          const CalRsaOptions *options,
                          double *similarities,
                          CalJob *job,
                          GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalRsaResamples, cal_rsa_resamples_clear)

G_END_DECLS
