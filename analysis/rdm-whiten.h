/* rdm-whiten.h - RDM values weighted by the inverse of their covariance.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rdm-pairs.h"

G_BEGIN_DECLS

void cal_rdm_whiten (const double *values, const CalRdmPairs *pairs, double *whitened);
double *cal_rdm_noise_precision (const double *covariance,
                                 gsize n,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_rdm_whiten_by_precision (const double *values,
                                  gsize n_conditions,
                                  const double *precision,
                                  double *whitened);

G_END_DECLS
