/* rdm-ranks.h - the ranks of an RDM's dissimilarities, and their quantiles.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "model/rdm.h"

G_BEGIN_DECLS

#define CAL_TYPE_RDM_RANKS (cal_rdm_ranks_get_type ())
G_DECLARE_FINAL_TYPE (CalRdmRanks, cal_rdm_ranks, CAL, RDM_RANKS, GObject)

CalRdmRanks *cal_rdm_ranks_new (CalRdm *rdm, CalJob *job, GError **error) G_GNUC_WARN_UNUSED_RESULT;

CalRdm *cal_rdm_ranks_get_rdm (CalRdmRanks *self);
gsize cal_rdm_ranks_get_n (CalRdmRanks *self);
double cal_rdm_ranks_find_rank (CalRdmRanks *self, double value);
double cal_rdm_ranks_get_quantile (CalRdmRanks *self, double share);
double cal_rdm_ranks_pool_quantile (CalRdmRanks *const *pool, guint n, double share);
void cal_rdm_ranks_find_thresholds (CalRdmRanks *self,
                                    CalRdmRanks *const *pool,
                                    guint n,
                                    const double shares[2],
                                    double thresholds[2]);

G_END_DECLS
