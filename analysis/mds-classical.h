/* mds-classical.h - classical multidimensional scaling.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "model/rdm.h"

G_BEGIN_DECLS

/* Up to here all eigenvalues are computed, and the mass of the negative ones is known. */
#define CAL_MDS_MAX_FULL 2000

/**
 * CalMdsFit:
 * @explained: share of the dimensions kept in the sum of the positive eigenvalues; NaN if not known
 * @negative_mass: share of the negative ones in the sum of absolute eigenvalues; NaN if not known
 * @residual: of the eigenvectors, as a share of the largest eigenvalue; 0 if all were computed
 */
typedef struct {
  double explained;
  double negative_mass;
  double residual;
} CalMdsFit;

gboolean cal_mds_classical (CalRdm *rdm,
                            gboolean is_squared,
                            guint n_dims,
                            double *points,
                            CalMdsFit *fit,
                            CalJob *job,
                            GError **error);

G_END_DECLS
