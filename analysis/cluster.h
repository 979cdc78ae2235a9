/* cluster.h - hierarchical clustering of the conditions of an RDM.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/linkage.h"
#include "model/rdm.h"

G_BEGIN_DECLS

CalClusterTree *cal_cluster_compute (CalRdm *rdm, CalLinkage linkage, CalJob *job, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
CalJob *cal_cluster_job_new (CalRdm *rdm, CalLinkage linkage) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
