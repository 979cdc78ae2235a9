/* test-rdm-compare.c - comparators against numpy and scipy, and against each other.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-compare.h"

#include <math.h>
#include <string.h>

#include "analysis/kendall.h"
#include "analysis/rdm-whiten.h"
#include "analysis/rsa-noise-ceiling.h"
#include "model/error.h"
#include "tests/analysis/reference/rsa.h"
#include "tests/analysis/rsa-data.h"

#define EXACT 1e-12

typedef struct {
  double x[RSA_N_PAIRS];
  double y[RSA_N_PAIRS];
} Pair;

/* The sets of rsa.py: continuous, tied, signed, missing. */
static guint32
make_sets (Pair sets[4])
{
  static const int missing[] = {3, 4, 11, 30, 31, 32, 33, 60};
  guint32 state = 1;

  rsa_data_fill (&state, sets[0].x, RSA_N_PAIRS, NULL, 1.0);
  rsa_data_fill (&state, sets[0].y, RSA_N_PAIRS, NULL, 1.0);
  for (int p = 0; p < RSA_N_PAIRS; p++) {
    double x = sets[0].x[p], y = sets[0].y[p] += sets[0].x[p];

    sets[1].x[p] = floor (5.0 * x);
    sets[1].y[p] = floor (3.0 * y);
    sets[2].x[p] = x - 0.4;
    sets[2].y[p] = y - 0.9;
  }
  sets[3] = sets[0];
  for (gsize m = 0; m < G_N_ELEMENTS (missing); m++)
    sets[3].x[missing[m]] = sets[3].y[missing[m]] = (double) NAN;
  return state;
}

static double
compare (CalRdmMethod method, const double *x, const double *y, gsize n)
{
  g_autoptr (GError) error = NULL;
  double similarity;

  g_assert_true (cal_rdm_compare (method, x, y, n, &similarity, &error));
  g_assert_no_error (error);
  return similarity;
}

static void
test_values (void)
{
  Pair sets[4];

  make_sets (sets);
  for (int s = 0; s < 4; s++)
    for (int m = 0; m < CAL_RDM_N_METHODS; m++) {
      double forward = compare ((CalRdmMethod) m, sets[s].x, sets[s].y, RSA_N);
      double backward = compare ((CalRdmMethod) m, sets[s].y, sets[s].x, RSA_N);

      g_test_message ("set %d, %s", s, cal_rdm_comparator_get ((CalRdmMethod) m)->nick);
      g_assert_cmpfloat_with_epsilon (forward, compare_values[s * CAL_RDM_N_METHODS + m], EXACT);
      g_assert_cmpfloat_with_epsilon (forward, backward, EXACT);
    }
}

/* An RDM is wholly like itself; its negative is wholly unlike it where a mean is removed. */
static void
test_identities (void)
{
  Pair sets[4];
  double negative[RSA_N_PAIRS];

  make_sets (sets);
  for (int p = 0; p < RSA_N_PAIRS; p++)
    negative[p] = -sets[0].x[p];
  for (int m = 0; m < CAL_RDM_N_METHODS; m++) {
    g_assert_cmpfloat_with_epsilon (compare ((CalRdmMethod) m, sets[0].x, sets[0].x, RSA_N), 1.0,
                                    EXACT);
    g_assert_cmpfloat_with_epsilon (compare ((CalRdmMethod) m, sets[0].x, negative, RSA_N), -1.0,
                                    EXACT);
  }
  /* Without ties, both τ are one, and both ρ. */
  g_assert_cmpfloat_with_epsilon (compare (CAL_RDM_TAU_A, sets[0].x, sets[0].y, RSA_N),
                                  compare (CAL_RDM_TAU_B, sets[0].x, sets[0].y, RSA_N), EXACT);
  g_assert_cmpfloat_with_epsilon (compare (CAL_RDM_SPEARMAN, sets[0].x, sets[0].y, RSA_N),
                                  compare (CAL_RDM_RHO_A, sets[0].x, sets[0].y, RSA_N), EXACT);
}

/* Centred ranks of (1, 2, 2) are -1, 1/2, 1/2, of (3, 4, 5) -1, 0, 1: 12 (1 + 1/2) / (27 - 3). */
static void
test_rho_a_by_hand (void)
{
  const double x[3] = {1.0, 2.0, 2.0}, y[3] = {3.0, 4.0, 5.0};

  g_assert_cmpfloat_with_epsilon (compare (CAL_RDM_RHO_A, x, y, 3), 0.75, EXACT);
  g_assert_cmpfloat_with_epsilon (compare (CAL_RDM_SPEARMAN, x, y, 3), 1.5 / sqrt (1.5 * 2.0),
                                  EXACT);
  g_assert_cmpfloat_with_epsilon (compare (CAL_RDM_TAU_A, x, y, 3), 2.0 / 3.0, EXACT);
  g_assert_cmpfloat_with_epsilon (compare (CAL_RDM_TAU_B, x, y, 3), 2.0 / sqrt (2.0 * 3.0), EXACT);
}

/* The kernel -D / 2 less the means of its rows and columns. */
static void
make_kernel (const double *rdm, double kernel[RSA_N][RSA_N])
{
  double means[RSA_N] = {0.0}, mean = 0.0;
  gsize p = 0;

  for (int i = 0; i < RSA_N; i++)
    kernel[i][i] = 0.0;
  for (int i = 0; i < RSA_N; i++)
    for (int j = i + 1; j < RSA_N; j++)
      kernel[i][j] = kernel[j][i] = -rdm[p++] / 2.0;
  for (int i = 0; i < RSA_N; i++)
    for (int j = 0; j < RSA_N; j++) {
      means[i] += kernel[i][j] / RSA_N;
      mean += kernel[i][j] / (RSA_N * RSA_N);
    }
  for (int i = 0; i < RSA_N; i++)
    for (int j = 0; j < RSA_N; j++)
      kernel[i][j] += mean - means[i] - means[j];
}

/* Whitened for independent noise, cosine similarity is linear CKA. */
static void
test_whitened_is_cka (void)
{
  Pair sets[4];
  double a[RSA_N][RSA_N], b[RSA_N][RSA_N], xy = 0.0, xx = 0.0, yy = 0.0;

  make_sets (sets);
  make_kernel (sets[2].x, a);
  make_kernel (sets[2].y, b);
  for (int i = 0; i < RSA_N; i++)
    for (int j = 0; j < RSA_N; j++) {
      xy += a[i][j] * b[i][j];
      xx += a[i][j] * a[i][j];
      yy += b[i][j] * b[i][j];
    }
  g_assert_cmpfloat_with_epsilon (compare (CAL_RDM_WHITENED_COSINE, sets[2].x, sets[2].y, RSA_N),
                                  xy / sqrt (xx * yy), EXACT);
}

static double
compare_with_precision (CalRdmMethod method, const Pair *pair, const double *precision)
{
  g_auto (CalComparand) x = {0};
  g_auto (CalComparand) y = {0};

  cal_comparand_init_whitened (&x, method, pair->x, RSA_N, precision);
  cal_comparand_init_whitened (&y, method, pair->y, RSA_N, precision);
  return cal_comparand_compare (&x, &y);
}

static void
test_noise_covariance (void)
{
  Pair sets[4];
  g_autoptr (GError) error = NULL;
  g_autofree double *precision = cal_rdm_noise_precision (covariance_values, RSA_N, &error);
  g_autofree double *plain = NULL;
  double identity[RSA_N * RSA_N] = {0.0};

  g_assert_no_error (error);
  make_sets (sets);
  for (int i = 0; i < RSA_N; i++)
    identity[i * (RSA_N + 1)] = 3.0;
  plain = cal_rdm_noise_precision (identity, RSA_N, &error);
  for (int m = 0; m < 2; m++) {
    CalRdmMethod method = m == 0 ? CAL_RDM_WHITENED_COSINE : CAL_RDM_WHITENED_PEARSON;

    g_assert_cmpfloat_with_epsilon (compare_with_precision (method, &sets[0], precision),
                                    compare_covariance_values[m], EXACT);
    g_assert_cmpfloat_with_epsilon (compare_with_precision (method, &sets[0], plain),
                                    compare (method, sets[0].x, sets[0].y, RSA_N), EXACT);
  }
  identity[0] = -1.0;
  g_assert_null (cal_rdm_noise_precision (identity, RSA_N, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
}

static void
test_missing (void)
{
  Pair sets[4];
  g_autoptr (GError) error = NULL;
  double similarity;

  make_sets (sets);
  sets[3].y[0] = (double) NAN;
  sets[3].y[3] = 1.0;
  sets[3].x[5] = (double) NAN;
  g_assert_false (cal_rdm_compare (CAL_RDM_COSINE_SIMILARITY, sets[3].x, sets[3].y, RSA_N,
                                   &similarity, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "the first RDM lacks 2 pairs"));
  g_assert_nonnull (strstr (error->message, "the second RDM lacks 1 "));
  g_assert_true (isnan (similarity));
}

/* What is not defined is NaN: no spread, no length. Infinite distances have ranks, but no mean. */
static void
test_undefined (void)
{
  const double constant[6] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, zero[6] = {0.0};
  const double rising[6] = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0};
  const double infinite[6] = {1.0, 2.0, 3.0, 4.0, (double) INFINITY, (double) INFINITY};
  g_autoptr (GError) error = NULL;
  double similarity;

  g_assert_true (isnan (compare (CAL_RDM_PEARSON, constant, rising, 4)));
  g_assert_true (isnan (compare (CAL_RDM_SPEARMAN, constant, rising, 4)));
  g_assert_true (isnan (compare (CAL_RDM_TAU_B, constant, rising, 4)));
  g_assert_true (isnan (compare (CAL_RDM_COSINE_SIMILARITY, zero, rising, 4)));
  g_assert_cmpfloat (compare (CAL_RDM_TAU_A, constant, rising, 4), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (compare (CAL_RDM_TAU_A, infinite, rising, 4), 14.0 / 15.0, EXACT);
  g_assert_false (cal_rdm_compare (CAL_RDM_PEARSON, infinite, rising, 4, &similarity, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "2 infinite"));
}

/* Pair by pair, for many lengths and numbers of ties. */
static void
test_concordance (void)
{
  guint32 state = 99;

  for (guint round = 0; round < 60; round++) {
    gsize n = round * 5;
    double x[300], y[300];
    gint64 difference = 0;
    g_auto (CalRanking) x_ranking = {0};
    g_auto (CalRanking) y_ranking = {0};

    for (gsize i = 0; i < n; i++) {
      x[i] = floor (rsa_data_uniform (&state) * (2 + round * round)) - 20.0;
      y[i] = floor (rsa_data_uniform (&state) * (2 + (60 - round) * 10));
      for (gsize j = 0; j < i; j++)
        difference += ((x[i] > x[j]) - (x[i] < x[j])) * ((y[i] > y[j]) - (y[i] < y[j]));
    }
    cal_ranking_init (&x_ranking, x, n);
    cal_ranking_init (&y_ranking, y, n);
    g_assert_cmpint (cal_concordance_count (&x_ranking, &y_ranking).difference, ==, difference);
  }
}

static void
test_ranking (void)
{
  const double values[] = {3.0, -0.0, 1e-300, 0.0, -1e300, 3.0, (double) INFINITY, 3.0};
  const guint32 order[] = {4, 1, 3, 2, 0, 5, 7, 6};
  const double ranks[] = {6.0, 2.5, 4.0, 2.5, 1.0, 6.0, 8.0, 6.0};
  const double shares[] = {0.0, 0.05, 0.33, 0.5, 0.975, 1.0};
  g_auto (CalRanking) ranking = {0};
  double found[G_N_ELEMENTS (values)];
  Pair sets[4];

  cal_ranking_init (&ranking, values, G_N_ELEMENTS (values));
  cal_ranking_get_mid_ranks (&ranking, found);
  g_assert_cmpmem (ranking.order, sizeof order, order, sizeof order);
  g_assert_cmpmem (found, sizeof found, ranks, sizeof ranks);
  g_assert_cmpuint (ranking.n_tied_pairs, ==, 1 + 3);
  make_sets (sets);
  for (gsize s = 0; s < G_N_ELEMENTS (shares); s++)
    g_assert_cmpfloat_with_epsilon (cal_quantile (sets[0].x, RSA_N_PAIRS, shares[s]),
                                    quantile_values[s], EXACT);
}

static void
test_noise_ceiling (void)
{
  static const guint sessions[5] = {0, 0, 1, 1, 2};
  Pair sets[4];
  guint32 state = make_sets (sets);
  double rdms[5][RSA_N_PAIRS];
  const double *list[5];
  const CalRdmPairs pairs = {RSA_N, RSA_N_PAIRS, RSA_N_PAIRS};

  for (int i = 0; i < RSA_N * RSA_N; i++)
    rsa_data_uniform (&state);
  for (int r = 0; r < 5; r++) {
    rsa_data_fill (&state, rdms[r], RSA_N_PAIRS, sets[0].x, 1.0);
    list[r] = rdms[r];
  }
  for (int m = 0; m < CAL_RDM_N_METHODS; m++) {
    CalRdmMethod method = (CalRdmMethod) m;
    CalNoiseCeiling each = cal_noise_ceiling_compute (method, list, NULL, 5, &pairs);
    CalNoiseCeiling grouped = cal_noise_ceiling_compute (method, list, sessions, 5, &pairs);
    CalNoiseCeiling alone = cal_noise_ceiling_compute (method, list, NULL, 1, &pairs);

    g_assert_cmpfloat_with_epsilon (each.lower, ceiling_values[4 * m], EXACT);
    g_assert_cmpfloat_with_epsilon (each.upper, ceiling_values[4 * m + 1], EXACT);
    g_assert_cmpfloat_with_epsilon (grouped.lower, ceiling_values[4 * m + 2], EXACT);
    g_assert_cmpfloat_with_epsilon (grouped.upper, ceiling_values[4 * m + 3], EXACT);
    g_assert_true (isnan (alone.lower) && isnan (alone.upper));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rdm-compare/values", test_values);
  g_test_add_func ("/rdm-compare/identities", test_identities);
  g_test_add_func ("/rdm-compare/rho-a-by-hand", test_rho_a_by_hand);
  g_test_add_func ("/rdm-compare/whitened-is-cka", test_whitened_is_cka);
  g_test_add_func ("/rdm-compare/noise-covariance", test_noise_covariance);
  g_test_add_func ("/rdm-compare/missing", test_missing);
  g_test_add_func ("/rdm-compare/undefined", test_undefined);
  g_test_add_func ("/rdm-compare/concordance", test_concordance);
  g_test_add_func ("/rdm-compare/ranking", test_ranking);
  g_test_add_func ("/rdm-compare/noise-ceiling", test_noise_ceiling);
  return g_test_run ();
}
