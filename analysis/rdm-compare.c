/* rdm-compare.c - how alike two RDMs are: one table of comparators.
 *
 * Definitions as in Nili et al. 2014 (PLoS Comput. Biol. 10:e1003553) and Schütt et al. 2023 (eLife
 * 12:e82566). A similarity that is not defined (an RDM without spread, of no length) is NaN, never
 * 0.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-compare.h"

#include <math.h>

#include "analysis/kendall.h"
#include "analysis/rdm-whiten.h"
#include "model/error.h"

G_DEFINE_ENUM_TYPE (CalRdmMethod,
                    cal_rdm_method,
                    G_DEFINE_ENUM_VALUE (CAL_RDM_COSINE_SIMILARITY, "cosine"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_PEARSON, "pearson"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_SPEARMAN, "spearman"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_TAU_A, "tau-a"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_TAU_B, "tau-b"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_RHO_A, "rho-a"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_WHITENED_COSINE, "whitened-cosine"),
                    G_DEFINE_ENUM_VALUE (CAL_RDM_WHITENED_PEARSON, "whitened-pearson"))

static double
dot (const double *a, const double *b, gsize n)
{
  double sums[4] = {0.0};
  gsize i = 0;

  for (; i + 4 <= n; i += 4)
    for (gsize k = 0; k < 4; k++)
      sums[k] += a[i + k] * b[i + k];
  for (; i < n; i++)
    sums[0] += a[i] * b[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/* values = factor (values - shift). */
static void
shift_and_scale (double *values, gsize n, double shift, double factor)
{
  for (gsize i = 0; i < n; i++)
    values[i] = factor * (values[i] - shift);
}

static double
get_mean (const double *values, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += values[i];
  return sum / (double) n;
}

static gboolean
is_constant (const double *values, gsize n)
{
  for (gsize i = 1; i < n; i++)
    if (values[i] != values[0])
      return FALSE;
  return TRUE;
}

/* Takes the mean off; what is constant becomes NaN, not what rounding left of it. */
static void
centre (double *values, gsize n)
{
  shift_and_scale (values, n, is_constant (values, n) ? NAN : get_mean (values, n), 1.0);
}

static void
scale_to_unit_length (CalComparand *self)
{
  const double *dual = self->dual != NULL ? self->dual : self->direct;
  double squared = dot (self->direct, dual, self->n);
  double factor = squared > 0.0 ? 1.0 / sqrt (squared) : NAN;

  shift_and_scale (self->direct, self->n, 0.0, factor);
  if (self->dual != NULL)
    shift_and_scale (self->dual, self->n, 0.0, factor);
}

static void
prepare_cosine (CalComparand *self, const double *values, const CalRdmPairs *pairs)
{
  self->direct = g_memdup2 (values, self->n * sizeof *values);
  scale_to_unit_length (self);
}

static void
prepare_pearson (CalComparand *self, const double *values, const CalRdmPairs *pairs)
{
  self->direct = g_memdup2 (values, self->n * sizeof *values);
  centre (self->direct, self->n);
  scale_to_unit_length (self);
}

/* Mid-ranks less their mean, (n + 1) / 2. */
static void
set_centred_ranks (CalComparand *self, const double *values)
{
  g_auto (CalRanking) ranking = {0};

  self->direct = g_new (double, self->n);
  cal_ranking_init (&ranking, values, self->n);
  cal_ranking_get_mid_ranks (&ranking, self->direct);
  shift_and_scale (self->direct, self->n, ((double) self->n + 1.0) / 2.0, 1.0);
}

static void
prepare_spearman (CalComparand *self, const double *values, const CalRdmPairs *pairs)
{
  set_centred_ranks (self, values);
  scale_to_unit_length (self);
}

static void
prepare_rho_a (CalComparand *self, const double *values, const CalRdmPairs *pairs)
{
  double n = (double) self->n;

  set_centred_ranks (self, values);
  shift_and_scale (self->direct, self->n, 0.0, n > 1.0 ? sqrt (12.0 / (n * n * n - n)) : NAN);
}

static void
prepare_whitened_cosine (CalComparand *self, const double *values, const CalRdmPairs *pairs)
{
  self->direct = g_memdup2 (values, self->n * sizeof *values);
  self->dual = g_new (double, self->n);
  cal_rdm_whiten (self->direct, pairs, self->dual);
  scale_to_unit_length (self);
}

static void
prepare_whitened_pearson (CalComparand *self, const double *values, const CalRdmPairs *pairs)
{
  g_autofree double *centred = g_memdup2 (values, self->n * sizeof *values);

  centre (centred, self->n);
  prepare_whitened_cosine (self, centred, pairs);
}

static void
prepare_tau (CalComparand *self, const double *values, const CalRdmPairs *pairs)
{
  cal_ranking_init (&self->ranking, values, self->n);
}

static double
compare_inner (const CalComparand *a, const CalComparand *b)
{
  return a->n > 0 ? dot (a->direct, b->dual != NULL ? b->dual : b->direct, a->n) : NAN;
}

static double
compare_tau_a (const CalComparand *a, const CalComparand *b)
{
  CalConcordance counts = cal_concordance_count (&a->ranking, &b->ranking);

  return cal_concordance_get_tau_a (&counts);
}

static double
compare_tau_b (const CalComparand *a, const CalComparand *b)
{
  CalConcordance counts = cal_concordance_count (&a->ranking, &b->ranking);

  return cal_concordance_get_tau_b (&counts);
}

/* Cosines of distances that are never negative lie in [0, 1]; crossnobis can reach -1. */
static const CalRdmComparator comparators[CAL_RDM_N_METHODS] = {
    [CAL_RDM_COSINE_SIMILARITY] = {"cosine", "cosine similarity", -1.0, 1.0, CAL_RDM_POOL_RMS, TRUE,
                                   TRUE, prepare_cosine, compare_inner},
    [CAL_RDM_PEARSON] = {"pearson", "Pearson r", -1.0, 1.0, CAL_RDM_POOL_Z, TRUE, TRUE,
                         prepare_pearson, compare_inner},
    [CAL_RDM_SPEARMAN] = {"spearman", "Spearman ρ", -1.0, 1.0, CAL_RDM_POOL_RANKS, TRUE, FALSE,
                          prepare_spearman, compare_inner},
    [CAL_RDM_TAU_A] = {"tau-a", "Kendall τ-a", -1.0, 1.0, CAL_RDM_POOL_RANKS, FALSE, FALSE,
                       prepare_tau, compare_tau_a},
    [CAL_RDM_TAU_B] = {"tau-b", "Kendall τ-b", -1.0, 1.0, CAL_RDM_POOL_RANKS, FALSE, FALSE,
                       prepare_tau, compare_tau_b},
    [CAL_RDM_RHO_A] = {"rho-a", "Spearman ρ-a", -1.0, 1.0, CAL_RDM_POOL_RANKS, TRUE, FALSE,
                       prepare_rho_a, compare_inner},
    [CAL_RDM_WHITENED_COSINE] = {"whitened-cosine", "whitened cosine similarity", -1.0, 1.0,
                                 CAL_RDM_POOL_RMS, FALSE, TRUE, prepare_whitened_cosine,
                                 compare_inner},
    [CAL_RDM_WHITENED_PEARSON] = {"whitened-pearson", "whitened Pearson r", -1.0, 1.0,
                                  CAL_RDM_POOL_Z, FALSE, TRUE, prepare_whitened_pearson,
                                  compare_inner},
};

const CalRdmComparator *
cal_rdm_comparator_get (CalRdmMethod method)
{
  g_return_val_if_fail (method < CAL_RDM_N_METHODS, NULL);

  return &comparators[method];
}

/**
 * cal_comparand_init:
 * @self: (out caller-allocates): cleared by cal_comparand_clear()
 * @values: of the kept pairs, none NaN
 * @pairs: which pairs they are
 */
void
cal_comparand_init (CalComparand *self,
                    CalRdmMethod method,
                    const double *values,
                    const CalRdmPairs *pairs)
{
  *self = (CalComparand){method, cal_rdm_comparator_get (method), pairs->n_kept};
  self->comparator->prepare (self, values, pairs);
}

/**
 * cal_comparand_init_whitened:
 * @self: (out caller-allocates): cleared by cal_comparand_clear()
 * @method: a whitened one
 * @values: condensed, no pair missing
 * @precision: from cal_rdm_noise_precision()
 *
 * As cal_comparand_init(), for noise that covaries between conditions.
 */
void
cal_comparand_init_whitened (CalComparand *self,
                             CalRdmMethod method,
                             const double *values,
                             gsize n_conditions,
                             const double *precision)
{
  gsize n = n_conditions * (n_conditions - 1) / 2;

  g_return_if_fail (method == CAL_RDM_WHITENED_COSINE || method == CAL_RDM_WHITENED_PEARSON);
  *self = (CalComparand){method, cal_rdm_comparator_get (method), n,
                         g_memdup2 (values, n * sizeof *values), g_new (double, n)};
  if (method == CAL_RDM_WHITENED_PEARSON)
    centre (self->direct, n);
  cal_rdm_whiten_by_precision (self->direct, n_conditions, precision, self->dual);
  scale_to_unit_length (self);
}

void
cal_comparand_clear (CalComparand *self)
{
  g_clear_pointer (&self->direct, g_free);
  g_clear_pointer (&self->dual, g_free);
  cal_ranking_clear (&self->ranking);
}

/**
 * cal_comparand_compare:
 * @a: an RDM
 * @b: another of the same pairs, prepared for the same method
 *
 * Returns: their similarity; NaN if it is not defined
 */
double
cal_comparand_compare (const CalComparand *a, const CalComparand *b)
{
  g_return_val_if_fail (a->method == b->method && a->n == b->n, NAN);

  return a->comparator->compare (a, b);
}

/**
 * cal_rdm_check_finite:
 * @name: what the RDM is called in the error
 *
 * Returns: FALSE, with CAL_ERROR_ARGUMENT, if the RDM has infinite distances (geodesics between
 *   parts that no edge joins) and the method can't take them
 */
gboolean
cal_rdm_check_finite (
    CalRdmMethod method, const double *rdm, gsize n_pairs, const char *name, GError **error)
{
  gsize n_infinite = 0;

  if (!cal_rdm_comparator_get (method)->needs_finite)
    return TRUE;
  for (gsize p = 0; p < n_pairs; p++)
    n_infinite += isinf (rdm[p]) ? 1 : 0;
  if (n_infinite == 0)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%s has %" G_GSIZE_FORMAT " infinite distances of %" G_GSIZE_FORMAT
               "; expected a rank method (spearman, rho-a, tau-a, tau-b), not %s",
               name, n_infinite, n_pairs, cal_rdm_comparator_get (method)->nick);
  return FALSE;
}

/**
 * cal_rdm_compare:
 * @a: condensed; NaN where a pair is missing
 * @b: another, of as many conditions
 * @similarity: (out): NaN if it is not defined
 *
 * Returns: FALSE, with CAL_ERROR_ARGUMENT, if the two do not lack the same pairs, or the method
 *   can't take infinite distances
 */
gboolean
cal_rdm_compare (CalRdmMethod method,
                 const double *a,
                 const double *b,
                 gsize n_conditions,
                 double *similarity,
                 GError **error)
{
  const double *rdms[2] = {a, b};
  const char *names[2] = {"the first RDM", "the second RDM"};
  g_auto (CalRdmPairs) pairs = {0};
  g_auto (CalComparand) x = {0};
  g_auto (CalComparand) y = {0};
  g_autofree double *values = NULL;

  *similarity = NAN;
  if (!cal_rdm_pairs_init (&pairs, n_conditions, rdms, names, 2, CAL_MISSING_SAME, error))
    return FALSE;
  for (int r = 0; r < 2; r++)
    if (!cal_rdm_check_finite (method, rdms[r], pairs.n_pairs, names[r], error))
      return FALSE;
  values = g_new (double, pairs.n_kept);
  cal_rdm_pairs_gather (&pairs, a, values);
  cal_comparand_init (&x, method, values, &pairs);
  cal_rdm_pairs_gather (&pairs, b, values);
  cal_comparand_init (&y, method, values, &pairs);
  *similarity = cal_comparand_compare (&x, &y);
  return TRUE;
}

/**
 * cal_rdm_normalise:
 * @values: none NaN
 * @normal: (out caller-allocates): as many; the mean of several RDMs made so is their pool
 *
 * NaN if the RDM has no spread, or no length.
 */
void
cal_rdm_normalise (CalRdmPooling pooling, const double *values, gsize n, double *normal)
{
  g_auto (CalRanking) ranking = {0};
  double squared;

  if (pooling == CAL_RDM_POOL_RANKS) {
    cal_ranking_init (&ranking, values, n);
    cal_ranking_get_mid_ranks (&ranking, normal);
    return;
  }
  for (gsize i = 0; i < n; i++)
    normal[i] = values[i];
  if (pooling == CAL_RDM_POOL_Z)
    centre (normal, n);
  squared = dot (normal, normal, n) / (double) n;
  shift_and_scale (normal, n, 0.0, squared > 0.0 ? 1.0 / sqrt (squared) : NAN);
}
