/* cluster.c - hierarchical clustering of the conditions of an RDM.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/cluster.h"

#include "analysis/leaf-order.h"
#include "model/error.h"

/**
 * cal_cluster_compute:
 * @rdm: every dissimilarity finite; for Ward linkage a euclidean distance, not its square
 * @job: (nullable): told how far it is, may cancel
 *
 * Joins the conditions and lays the branches: in the optimal leaf order up to
 * %CAL_LEAF_ORDER_MAX_OPTIMAL conditions, beyond that in an approximate one; the tree says which.
 * Needs 4 n^2 bytes, and 16 n^2 more for the optimal order. From any thread.
 *
 * Returns: (transfer full): the tree, or NULL with @error set
 */
CalClusterTree *
cal_cluster_compute (CalRdm *rdm, CalLinkage linkage, CalJob *job, GError **error)
{
  const CalRdmDesc *desc = cal_rdm_get_desc (rdm);
  gsize n_pairs = cal_rdm_get_n_pairs (rdm);
  g_autofree double *values = g_try_malloc_n (n_pairs, sizeof *values);
  g_autofree CalMerge *merges = NULL;
  CalClusterTreeDesc tree = {
      .name = desc->name,
      .n_leaves = desc->n_conditions,
      .linkage = cal_linkage_get_name (linkage),
      .leaf_order = "optimal leaf order",
      .conditions = desc->conditions,
  };

  if (values == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "RDM \"%s\": no memory to cluster %" G_GSIZE_FORMAT " conditions", desc->name,
                 desc->n_conditions);
    return NULL;
  }
  for (gsize p = 0; p < n_pairs; p++)
    values[p] = cal_rdm_get_pair (rdm, p);
  merges = cal_linkage_compute (values, desc->n_conditions, linkage, job, error);
  if (merges == NULL) {
    g_prefix_error (error, "RDM \"%s\": ", desc->name);
    return NULL;
  }
  g_clear_pointer (&values, g_free);
  if (desc->n_conditions > CAL_LEAF_ORDER_MAX_OPTIMAL) {
    cal_leaf_order_approximate (rdm, merges);
    tree.leaf_order = "approximate leaf order";
  } else if (!cal_leaf_order_optimise (rdm, merges, job, error))
    return NULL;
  tree.merges = merges;
  return cal_cluster_tree_new (&tree, error);
}

typedef struct {
  CalRdm *rdm;
  CalLinkage linkage;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_object_unref (input->rdm);
  g_free (input);
}

static GObject *
run (CalJob *job, gpointer data, GError **error)
{
  Input *input = data;

  return (GObject *) cal_cluster_compute (input->rdm, input->linkage, job, error);
}

/**
 * cal_cluster_job_new:
 *
 * Returns: (transfer full): a job whose result is a #CalClusterTree; see cal_cluster_compute()
 */
CalJob *
cal_cluster_job_new (CalRdm *rdm, CalLinkage linkage)
{
  Input *input = g_new (Input, 1);

  input->rdm = g_object_ref (rdm);
  input->linkage = linkage;
  return cal_job_new ("Clustering", run, input, input_free);
}
