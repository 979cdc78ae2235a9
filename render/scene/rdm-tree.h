/* rdm-tree.h - a cluster tree beside the rows that its leaves are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/cluster-tree.h"

G_BEGIN_DECLS

/**
 * CalRdmBranch:
 * @first: the first row
 * @n: rows
 * @middle: where the branch is drawn: rows, from the top edge of the first
 * @depth: 0 at the leaves, 1 at the root
 */
typedef struct {
  gsize first;
  gsize n;
  double middle;
  double depth;
} CalRdmBranch;

CalRdmBranch *cal_rdm_tree_lay_out (CalClusterTree *tree) G_GNUC_WARN_UNUSED_RESULT;
gsize
cal_rdm_tree_find (CalClusterTree *tree, const CalRdmBranch *branches, gsize row, double depth);

G_END_DECLS
