/* rdm-tree.c - a cluster tree beside the rows that its leaves are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/rdm-tree.h"

/**
 * cal_rdm_tree_lay_out:
 *
 * Returns: (transfer full): a branch for each leaf, in the order of the conditions, then one for
 *   each merge
 */
CalRdmBranch *
cal_rdm_tree_lay_out (CalClusterTree *tree)
{
  const CalClusterTreeDesc *desc = cal_cluster_tree_get_desc (tree);
  const guint32 *order = cal_cluster_tree_get_order (tree);
  gsize n = desc->n_leaves;
  CalRdmBranch *branches = g_new0 (CalRdmBranch, 2 * n - 1);
  double highest = 0.0;

  for (gsize m = 0; m + 1 < n; m++)
    highest = MAX (highest, desc->merges[m].height);
  for (gsize row = 0; row < n; row++)
    branches[order[row]] = (CalRdmBranch){row, 1, (double) row + 0.5, 0.0};
  for (gsize m = 0; m + 1 < n; m++) {
    const CalRdmBranch *left = &branches[desc->merges[m].left];
    const CalRdmBranch *right = &branches[desc->merges[m].right];

    branches[n + m] = (CalRdmBranch){
        .first = MIN (left->first, right->first),
        .n = left->n + right->n,
        .middle = (left->middle + right->middle) / 2.0,
        .depth = highest > 0.0 ? MAX (desc->merges[m].height / highest, 0.0) : 0.0,
    };
  }
  return branches;
}

/**
 * cal_rdm_tree_find:
 * @branches: as cal_rdm_tree_lay_out() gave them
 * @depth: 0 at the leaves, 1 at the root
 *
 * Returns: the largest cluster with that row that is joined no deeper: what a cut there leaves
 *   whole
 */
gsize
cal_rdm_tree_find (CalClusterTree *tree, const CalRdmBranch *branches, gsize row, double depth)
{
  gsize n = cal_cluster_tree_get_desc (tree)->n_leaves;
  gsize found = cal_cluster_tree_get_order (tree)[row];

  for (gsize m = n; m < 2 * n - 1; m++)
    if (branches[m].depth <= depth && row >= branches[m].first &&
        row - branches[m].first < branches[m].n && branches[m].n > branches[found].n)
      found = m;
  return found;
}
