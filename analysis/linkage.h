/* linkage.h - hierarchical clustering: which two clusters are joined next.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/cluster-tree.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalLinkage:
 * @CAL_LINKAGE_AVERAGE: the mean dissimilarity over all pairs across two clusters (UPGMA)
 * @CAL_LINKAGE_WARD: the growth of the variance within clusters; dissimilarities are taken as
 *   euclidean distances
 */
typedef enum {
  CAL_LINKAGE_AVERAGE,
  CAL_LINKAGE_WARD,
} CalLinkage;

const char *cal_linkage_get_name (CalLinkage linkage);
CalMerge *cal_linkage_compute (double *dissimilarities,
                               gsize n,
                               CalLinkage linkage,
                               CalJob *job,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
