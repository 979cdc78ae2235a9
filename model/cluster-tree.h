/* cluster-tree.h - an immutable tree of clusters: which were joined, and how far apart they were.
 *
 * A leaf is a condition. Cluster n_leaves + m is what merge m made.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

#include "model/table.h"

G_BEGIN_DECLS

/**
 * CalMerge:
 * @left: a cluster, drawn first: a leaf, or n_leaves + the number of an earlier merge
 * @right: the other
 * @height: how far apart they were, in the unit of the dissimilarities
 * @n_leaves: in both together
 */
typedef struct {
  guint32 left;
  guint32 right;
  double height;
  guint32 n_leaves;
} CalMerge;

/**
 * CalClusterTreeDesc:
 * @name: what the person calls it
 * @n_leaves: conditions
 * @merges: n_leaves - 1, by height
 * @linkage: "average linkage", "Ward linkage"
 * @leaf_order: how left and right were chosen: "optimal leaf order", ...
 * @conditions: (nullable): one row a leaf
 */
typedef struct {
  const char *name;
  gsize n_leaves;
  const CalMerge *merges;
  const char *linkage;
  const char *leaf_order;
  CalTable *conditions;
} CalClusterTreeDesc;

#define CAL_TYPE_CLUSTER_TREE (cal_cluster_tree_get_type ())
G_DECLARE_FINAL_TYPE (CalClusterTree, cal_cluster_tree, CAL, CLUSTER_TREE, GObject)

CalClusterTree *cal_cluster_tree_new (const CalClusterTreeDesc *desc,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalClusterTreeDesc *cal_cluster_tree_get_desc (CalClusterTree *self);
const guint32 *cal_cluster_tree_get_order (CalClusterTree *self);

G_END_DECLS
