/* test-rdm-ranks.c - ranks of an RDM: ties, gaps, quantiles.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "analysis/rank.h"
#include "analysis/rdm-ranks.h"

#define N 12
#define N_PAIRS 66

static CalRdm *
make_rdm (double factor)
{
  const gsize n_pairs = N_PAIRS;
  double values[N_PAIRS];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  CalRdmDesc desc = {.name = "tied", .n_conditions = N};

  for (int p = 0; p < N_PAIRS; p++)
    values[p] = p % 11 == 4 ? (double) NAN : factor * ((double) (p * 29 % 17) - 5.0);
  bytes = g_bytes_new (values, sizeof values);
  array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  desc.dissimilarities = array;
  return cal_rdm_new (&desc, NULL);
}

/* By counting: half of the equal ones, itself among them, and all smaller ones. */
static double
count_rank (CalRdm *rdm, double value)
{
  double below = 0.0, equal = 0.0;

  for (gsize p = 0; p < N_PAIRS; p++) {
    below += cal_rdm_get_pair (rdm, p) < value;
    equal += cal_rdm_get_pair (rdm, p) == value;
  }
  return below + (equal + 1.0) / 2.0;
}

static void
test_ranks (void)
{
  g_autoptr (CalRdm) rdm = make_rdm (1.0);
  g_autoptr (CalRdmRanks) ranks = cal_rdm_ranks_new (rdm, NULL, NULL);
  CalRdm *scaled = cal_rdm_ranks_get_rdm (ranks);

  g_assert_cmpuint (cal_rdm_ranks_get_n (ranks), ==, 60);
  for (gsize p = 0; p < N_PAIRS; p++) {
    double value = cal_rdm_get_pair (rdm, p), expected = count_rank (rdm, value);

    if (isnan (value)) {
      g_assert_true (isnan (cal_rdm_get_pair (scaled, p)));
      continue;
    }
    g_assert_cmpfloat (cal_rdm_ranks_find_rank (ranks, value), ==, expected);
    g_assert_cmpfloat_with_epsilon (cal_rdm_get_pair (scaled, p), (expected - 1.0) / 59.0, 1e-7);
  }
}

static void
test_quantiles (void)
{
  g_autoptr (CalRdm) rdm = make_rdm (1.0);
  g_autoptr (CalRdmRanks) ranks = cal_rdm_ranks_new (rdm, NULL, NULL);
  double scaled[60];
  gsize n = 0;

  for (gsize p = 0; p < N_PAIRS; p++)
    if (!isnan (cal_rdm_get_pair (rdm, p)))
      scaled[n++] = (count_rank (rdm, cal_rdm_get_pair (rdm, p)) - 1.0) / 59.0;
  for (int share = 0; share <= 20; share++)
    g_assert_cmpfloat_with_epsilon (cal_rdm_ranks_get_quantile (ranks, share / 20.0),
                                    cal_quantile (scaled, n, share / 20.0), 1e-12);
}

/* Several RDMs together: as if their numbers were one. */
static void
test_pool (void)
{
  g_autoptr (CalRdm) rdm = make_rdm (1.0), other = make_rdm (0.3), third = make_rdm (-2.0);
  CalRdm *rdms[] = {rdm, other, third};
  CalRdmRanks *pool[3];
  double values[3 * N_PAIRS];

  for (int r = 0; r < 3; r++) {
    pool[r] = cal_rdm_ranks_new (rdms[r], NULL, NULL);
    for (gsize p = 0; p < N_PAIRS; p++)
      values[r * N_PAIRS + (int) p] = cal_rdm_get_pair (rdms[r], p);
  }
  for (int share = 0; share <= 50; share++)
    g_assert_cmpfloat_with_epsilon (cal_rdm_ranks_pool_quantile (pool, 3, share / 50.0),
                                    cal_quantile (values, 3 * N_PAIRS, share / 50.0), 1e-12);
  for (int r = 0; r < 3; r++)
    g_object_unref (pool[r]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rdm-ranks/ranks", test_ranks);
  g_test_add_func ("/rdm-ranks/quantiles", test_quantiles);
  g_test_add_func ("/rdm-ranks/pool", test_pool);
  return g_test_run ();
}
