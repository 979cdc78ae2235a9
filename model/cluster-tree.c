/* cluster-tree.c - an immutable tree of clusters: which were joined, and how far apart they were.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/cluster-tree.h"

#include "model/error.h"
#include "model/memory.h"

struct _CalClusterTree {
  GObject parent_instance;

  CalClusterTreeDesc desc;
  guint32 *order;
};

G_DEFINE_FINAL_TYPE (CalClusterTree, cal_cluster_tree, G_TYPE_OBJECT)

static void
cal_cluster_tree_finalize (GObject *object)
{
  CalClusterTree *self = CAL_CLUSTER_TREE (object);

  g_free ((char *) self->desc.name);
  g_free ((CalMerge *) self->desc.merges);
  g_free ((char *) self->desc.linkage);
  g_free ((char *) self->desc.leaf_order);
  g_clear_object (&self->desc.conditions);
  g_free (self->order);
  G_OBJECT_CLASS (cal_cluster_tree_parent_class)->finalize (object);
}

static void
cal_cluster_tree_class_init (CalClusterTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_cluster_tree_finalize;
}

static void
cal_cluster_tree_init (CalClusterTree *self)
{
}

static gsize
count_leaves (const CalClusterTreeDesc *desc, guint32 cluster)
{
  return cluster < desc->n_leaves ? 1 : desc->merges[cluster - desc->n_leaves].n_leaves;
}

/* Every cluster is joined once, after it was made. */
static gboolean
check (const CalClusterTreeDesc *desc, GError **error)
{
  g_autofree guint8 *joined = g_new0 (guint8, cal_size_times (2, desc->n_leaves));

  for (gsize m = 0; m + 1 < desc->n_leaves; m++) {
    const CalMerge *merge = &desc->merges[m];
    gsize n_made = desc->n_leaves + m;

    if (merge->left >= n_made || merge->right >= n_made || merge->left == merge->right ||
        joined[merge->left] != 0 || joined[merge->right] != 0 ||
        merge->n_leaves != count_leaves (desc, merge->left) + count_leaves (desc, merge->right)) {
      g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                   "cluster tree \"%s\": merge %" G_GSIZE_FORMAT
                   " joins clusters %u and %u, which is no tree",
                   desc->name, m, merge->left, merge->right);
      return FALSE;
    }
    joined[merge->left] = joined[merge->right] = 1;
  }
  return TRUE;
}

/* Leaves from left to right; a chain may be as deep as it has leaves, so no recursion. */
static guint32 *
list_leaves (const CalClusterTreeDesc *desc)
{
  guint32 *order = g_new (guint32, desc->n_leaves);
  g_autofree guint32 *waiting = g_new (guint32, desc->n_leaves);
  gsize n_waiting = 0, n = 0;

  waiting[n_waiting++] = (guint32) (2 * desc->n_leaves - 2);
  while (n_waiting > 0) {
    guint32 cluster = waiting[--n_waiting];

    if (cluster < desc->n_leaves) {
      order[n++] = cluster;
      continue;
    }
    waiting[n_waiting++] = desc->merges[cluster - desc->n_leaves].right;
    waiting[n_waiting++] = desc->merges[cluster - desc->n_leaves].left;
  }
  return order;
}

/**
 * cal_cluster_tree_new:
 * @desc: copied
 *
 * Returns: (transfer full): the tree, or NULL with @error set to %CAL_ERROR_FORMAT if the merges
 *   are no tree, or the conditions are not as many as the leaves
 */
CalClusterTree *
cal_cluster_tree_new (const CalClusterTreeDesc *desc, GError **error)
{
  CalClusterTree *self;

  if (desc->n_leaves == 0 || desc->n_leaves > G_MAXINT32) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "cluster tree \"%s\": %" G_GSIZE_FORMAT " conditions", desc->name, desc->n_leaves);
    return NULL;
  }
  if (desc->conditions != NULL && cal_table_get_n_rows (desc->conditions) != desc->n_leaves) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "cluster tree \"%s\": %" G_GSIZE_FORMAT " conditions, %" G_GSIZE_FORMAT
                 " rows that name them",
                 desc->name, desc->n_leaves, cal_table_get_n_rows (desc->conditions));
    return NULL;
  }
  if (!check (desc, error))
    return NULL;
  self = g_object_new (CAL_TYPE_CLUSTER_TREE, NULL);
  self->desc = *desc;
  self->desc.name = g_strdup (desc->name);
  self->desc.linkage = g_strdup (desc->linkage);
  self->desc.leaf_order = g_strdup (desc->leaf_order);
  self->desc.merges =
      g_memdup2 (desc->merges, cal_size_times ((desc->n_leaves - 1), sizeof *desc->merges));
  if (desc->conditions != NULL)
    g_object_ref (desc->conditions);
  self->order = list_leaves (&self->desc);
  return self;
}

const CalClusterTreeDesc *
cal_cluster_tree_get_desc (CalClusterTree *self)
{
  return &self->desc;
}

/**
 * cal_cluster_tree_get_order:
 *
 * Returns: (transfer none): the conditions from left to right
 */
const guint32 *
cal_cluster_tree_get_order (CalClusterTree *self)
{
  return self->order;
}
