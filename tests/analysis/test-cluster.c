/* test-cluster.c - trees of clusters against scipy's, their leaf orders against all there are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib.h>
#include <math.h>

#include "analysis/cluster.h"
#include "analysis/leaf-order.h"
#include "model/error.h"
#include "tests/analysis/reference/cluster.h"

static CalRdm *
make_rdm (const double *values, gsize n)
{
  gsize n_pairs = n * (n - 1) / 2;
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_pairs * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  CalRdmDesc desc = {.name = "toy", .n_conditions = n, .dissimilarities = array};
  g_autoptr (GError) error = NULL;
  CalRdm *rdm = cal_rdm_new (&desc, &error);

  g_assert_no_error (error);
  return rdm;
}

static CalRdm *
make_random_rdm (gsize n, guint32 seed)
{
  gsize n_pairs = n * (n - 1) / 2;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree double *values = g_new (double, n_pairs);

  for (gsize p = 0; p < n_pairs; p++)
    values[p] = g_rand_double (random);
  return make_rdm (values, n);
}

static double
measure_order (CalRdm *rdm, const guint32 *order)
{
  double length = 0.0;

  for (gsize p = 1; p < cal_rdm_get_desc (rdm)->n_conditions; p++)
    length += cal_rdm_get (rdm, order[p - 1], order[p]);
  return length;
}

static void
assert_is_order (const guint32 *order, gsize n)
{
  g_autofree guint8 *seen = g_new0 (guint8, n);

  for (gsize p = 0; p < n; p++) {
    g_assert_cmpuint (order[p], <, n);
    g_assert_cmpuint (seen[order[p]]++, ==, 0);
  }
}

typedef struct {
  CalLinkage linkage;
  const guint32 *children;
  const double *heights;
  const guint32 *sizes;
  const double *length;
  const double *scipy_length;
} Reference;

static const Reference references[] = {
    {CAL_LINKAGE_AVERAGE, average_children, average_heights, average_sizes, &average_length,
     &average_scipy_length},
    {CAL_LINKAGE_WARD, ward_children, ward_heights, ward_sizes, &ward_length, &ward_scipy_length},
};

static void
test_scipy (gconstpointer data)
{
  const Reference *reference = data;
  g_autoptr (CalRdm) rdm = make_rdm (distances, N_POINTS);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalClusterTree) tree = cal_cluster_compute (rdm, reference->linkage, NULL, &error);
  const CalClusterTreeDesc *desc;
  const guint32 *order;

  g_assert_no_error (error);
  desc = cal_cluster_tree_get_desc (tree);
  g_assert_cmpstr (desc->leaf_order, ==, "optimal leaf order");
  for (gsize m = 0; m + 1 < N_POINTS; m++) {
    const CalMerge *merge = &desc->merges[m];

    g_assert_cmpuint (MIN (merge->left, merge->right), ==, reference->children[2 * m]);
    g_assert_cmpuint (MAX (merge->left, merge->right), ==, reference->children[2 * m + 1]);
    g_assert_cmpfloat_with_epsilon (merge->height, reference->heights[m], 1e-12);
    g_assert_cmpuint (merge->n_leaves, ==, reference->sizes[m]);
  }
  order = cal_cluster_tree_get_order (tree);
  g_assert_cmpfloat_with_epsilon (measure_order (rdm, order), *reference->length, 1e-12);
  g_assert_cmpfloat (measure_order (rdm, order), <=, *reference->scipy_length);
}

/* The least sum over all ways to lay the branches of a small tree. */
static double
find_least_length (CalRdm *rdm, const CalClusterTreeDesc *desc)
{
  gsize n = desc->n_leaves;
  double least = (double) INFINITY;

  for (guint way = 0; way < 1u << (n - 1); way++) {
    g_autofree CalMerge *merges = g_memdup2 (desc->merges, (n - 1) * sizeof *merges);
    CalClusterTreeDesc turned = *desc;
    g_autoptr (CalClusterTree) tree = NULL;

    for (gsize m = 0; m + 1 < n; m++)
      if ((way >> m & 1) != 0) {
        merges[m].left = desc->merges[m].right;
        merges[m].right = desc->merges[m].left;
      }
    turned.merges = merges;
    tree = cal_cluster_tree_new (&turned, NULL);
    least = fmin (least, measure_order (rdm, cal_cluster_tree_get_order (tree)));
  }
  return least;
}

static void
test_all_orders (void)
{
  for (guint32 seed = 0; seed < 12; seed++) {
    g_autoptr (CalRdm) rdm = make_random_rdm (2 + seed % 8, seed);
    g_autoptr (CalClusterTree) tree = cal_cluster_compute (
        rdm, seed % 2 == 0 ? CAL_LINKAGE_AVERAGE : CAL_LINKAGE_WARD, NULL, NULL);
    const guint32 *order = cal_cluster_tree_get_order (tree);

    assert_is_order (order, cal_rdm_get_desc (rdm)->n_conditions);
    g_assert_cmpfloat_with_epsilon (measure_order (rdm, order),
                                    find_least_length (rdm, cal_cluster_tree_get_desc (tree)),
                                    1e-12);
  }
}

/* The approximate order keeps the tree, is no better than the optimal one, and better than none. */
static void
test_approximate (void)
{
  gsize n = 300, n_pairs = n * (n - 1) / 2;
  g_autoptr (CalRdm) rdm = make_random_rdm (n, 1);
  g_autoptr (CalClusterTree) optimal = cal_cluster_compute (rdm, CAL_LINKAGE_AVERAGE, NULL, NULL);
  g_autoptr (CalClusterTree) plain = NULL;
  g_autoptr (CalClusterTree) approximate = NULL;
  g_autofree double *values = g_new (double, n_pairs);
  g_autofree CalMerge *merges = NULL;
  CalClusterTreeDesc desc = {.name = "toy", .n_leaves = n};

  for (gsize p = 0; p < n_pairs; p++)
    values[p] = cal_rdm_get_pair (rdm, p);
  desc.merges = merges = cal_linkage_compute (values, n, CAL_LINKAGE_AVERAGE, NULL, NULL);
  plain = cal_cluster_tree_new (&desc, NULL);
  cal_leaf_order_approximate (rdm, merges);
  approximate = cal_cluster_tree_new (&desc, NULL);
  assert_is_order (cal_cluster_tree_get_order (approximate), n);
  g_assert_cmpfloat (measure_order (rdm, cal_cluster_tree_get_order (optimal)), <=,
                     measure_order (rdm, cal_cluster_tree_get_order (approximate)));
  g_assert_cmpfloat (measure_order (rdm, cal_cluster_tree_get_order (approximate)), <,
                     measure_order (rdm, cal_cluster_tree_get_order (plain)));
}

/* Equal dissimilarities, and a chain as deep as it has leaves. */
static void
test_degenerate (void)
{
  gsize n = 60;
  g_autofree double *values = g_new0 (double, n *(n - 1) / 2);
  g_autoptr (CalRdm) zero = make_rdm (values, n);
  g_autoptr (CalRdm) chain = NULL;
  g_autoptr (CalClusterTree) tree = cal_cluster_compute (zero, CAL_LINKAGE_WARD, NULL, NULL);
  gsize p = 0;

  g_assert_cmpfloat (cal_cluster_tree_get_desc (tree)->merges[n - 2].height, ==, 0.0);
  assert_is_order (cal_cluster_tree_get_order (tree), n);
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      values[p++] = exp2 ((double) j);
  chain = make_rdm (values, n);
  g_clear_object (&tree);
  tree = cal_cluster_compute (chain, CAL_LINKAGE_AVERAGE, NULL, NULL);
  for (gsize m = 0; m + 1 < n; m++) {
    g_assert_cmpfloat (cal_cluster_tree_get_desc (tree)->merges[m].height, ==,
                       exp2 ((double) m + 1.0));
    g_assert_cmpuint (cal_cluster_tree_get_desc (tree)->merges[m].n_leaves, ==, m + 2);
  }
}

static void
assert_refused (double value, CalLinkage linkage, const char *what)
{
  double values[] = {1.0, 2.0, value};
  g_autoptr (CalRdm) rdm = make_rdm (values, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalClusterTree) tree = cal_cluster_compute (rdm, linkage, NULL, &error);

  g_assert_null (tree);
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_refused (void)
{
  double negative[] = {1.0, 2.0, -1.0};
  g_autoptr (CalRdm) rdm = make_rdm (negative, 3);
  g_autoptr (CalClusterTree) tree = cal_cluster_compute (rdm, CAL_LINKAGE_AVERAGE, NULL, NULL);
  g_autoptr (CalJob) job = cal_cluster_job_new (rdm, CAL_LINKAGE_AVERAGE);
  g_autoptr (GError) error = NULL;

  g_assert_cmpfloat (cal_cluster_tree_get_desc (tree)->merges[0].height, ==, -1.0);
  assert_refused ((double) NAN, CAL_LINKAGE_AVERAGE, "1 of 3 are not finite");
  assert_refused (-1.0, CAL_LINKAGE_WARD, "1 of 3 are negative");
  assert_refused (1e300, CAL_LINKAGE_WARD, "too large");
  cal_job_cancel (job);
  g_assert_null (cal_job_run (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_no_tree (void)
{
  CalMerge merges[] = {{0, 1, 1.0, 2}, {1, 2, 2.0, 2}};
  CalClusterTreeDesc desc = {.name = "toy", .n_leaves = 3, .merges = merges};
  g_autoptr (GError) error = NULL;

  g_assert_null (cal_cluster_tree_new (&desc, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/cluster/average-as-scipy", &references[0], test_scipy);
  g_test_add_data_func ("/cluster/ward-as-scipy", &references[1], test_scipy);
  g_test_add_func ("/cluster/best-of-all-orders", test_all_orders);
  g_test_add_func ("/cluster/approximate-order", test_approximate);
  g_test_add_func ("/cluster/degenerate", test_degenerate);
  g_test_add_func ("/cluster/refused", test_refused);
  g_test_add_func ("/cluster/no-tree", test_no_tree);
  return g_test_run ();
}
