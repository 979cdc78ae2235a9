/* rdm-whiten.c - RDM values weighted by the inverse of their covariance.
 *
 * Squared distances between noisy patterns covary: two pairs that share a condition share its
 * noise. With the covariance S of the conditions' noise and the contrasts C, the covariance of the
 * pairs is V = (C S C') squared entry by entry, up to a factor (Diedrichsen et al. 2021,
 * arXiv:2007.02789). V has n^4 / 4 entries and is never made:
 *
 * With S = I, V = 2 I + P P', where P (pairs x conditions) is 1 where a pair holds a condition, so
 * V^-1 = (I - P (2 I + P'P)^-1 P') / 2 by the Woodbury identity. That holds for any subset of the
 * pairs, which V^-1 as linear CKA does not. The system of n unknowns is solved by conjugate
 * gradients, which takes two steps when all pairs are there: its matrix then has two eigenvalues.
 *
 * With any S, x' V^-1 y = tr (M X M Y) / 2 up to the same factor, X and Y the kernels -D / 2, and
 * M = S^-1 - S^-1 1 1' S^-1 / (1' S^-1 1): the inverse of S among contrasts. S = I makes M the
 * centring matrix, and this is CKA.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rdm-whiten.h"

#include <math.h>
#include <string.h>

#include "analysis/blas.h"
#include "model/error.h"

/* The residual, as a share of the right side, at which conjugate gradients stop. */
#define SMALL_RESIDUAL 1e-15
#define MAX_STEPS 500

static gboolean
is_kept (const CalRdmPairs *pairs, gsize pair)
{
  return pairs->kept == NULL || pairs->kept[pair] != 0;
}

/* sums = P' values: of each condition, the values of its pairs. */
static void
sum_by_condition (const double *values, const CalRdmPairs *pairs, double *sums)
{
  gsize p = 0, v = 0;

  memset (sums, 0, pairs->n_conditions * sizeof *sums);
  for (gsize i = 0; i < pairs->n_conditions; i++)
    for (gsize j = i + 1; j < pairs->n_conditions; j++, p++)
      if (is_kept (pairs, p)) {
        sums[i] += values[v];
        sums[j] += values[v++];
      }
}

/* product = (2 I + P'P) x. */
static void
multiply (const CalRdmPairs *pairs, const double *x, double *product)
{
  gsize p = 0;

  for (gsize i = 0; i < pairs->n_conditions; i++)
    product[i] = 2.0 * x[i];
  for (gsize i = 0; i < pairs->n_conditions; i++)
    for (gsize j = i + 1; j < pairs->n_conditions; j++, p++)
      if (is_kept (pairs, p)) {
        product[i] += x[i] + x[j];
        product[j] += x[i] + x[j];
      }
}

static double
dot (const double *a, const double *b, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += a[i] * b[i];
  return sum;
}

/* Solves (2 I + P'P) x = b; b becomes the residual. */
static void
solve (const CalRdmPairs *pairs, double *b, double *x)
{
  gsize n = pairs->n_conditions;
  g_autofree double *direction = g_memdup2 (b, n * sizeof *b);
  g_autofree double *product = g_new (double, n);
  double squared = dot (b, b, n), smallest = squared * SMALL_RESIDUAL * SMALL_RESIDUAL;

  memset (x, 0, n * sizeof *x);
  for (int step = 0; step < MAX_STEPS && squared > smallest; step++) {
    double before = squared, length;

    multiply (pairs, direction, product);
    length = squared / dot (direction, product, n);
    for (gsize i = 0; i < n; i++) {
      x[i] += length * direction[i];
      b[i] -= length * product[i];
    }
    squared = dot (b, b, n);
    for (gsize i = 0; i < n; i++)
      direction[i] = b[i] + squared / before * direction[i];
  }
}

/**
 * cal_rdm_whiten:
 * @values: of the kept pairs
 * @whitened: (out caller-allocates): as many: 2 V^-1 @values, for independent noise of one variance
 */
void
cal_rdm_whiten (const double *values, const CalRdmPairs *pairs, double *whitened)
{
  g_autofree double *sums = g_new (double, pairs->n_conditions);
  g_autofree double *solved = g_new (double, pairs->n_conditions);
  gsize p = 0, v = 0;

  sum_by_condition (values, pairs, sums);
  solve (pairs, sums, solved);
  for (gsize i = 0; i < pairs->n_conditions; i++)
    for (gsize j = i + 1; j < pairs->n_conditions; j++, p++)
      if (is_kept (pairs, p)) {
        whitened[v] = values[v] - solved[i] - solved[j];
        v++;
      }
}

/**
 * cal_rdm_noise_precision:
 * @covariance: of the conditions' noise, @n x @n
 *
 * Returns: (transfer full): its inverse among contrasts, @n x @n, for
 *   cal_rdm_whiten_by_precision(); NULL with CAL_ERROR_ARGUMENT if it is no covariance
 */
double *
cal_rdm_noise_precision (const double *covariance, gsize n, GError **error)
{
  g_autofree double *lower = g_memdup2 (covariance, n * n * sizeof *covariance);
  g_autofree double *ones = g_new (double, n);
  g_autofree double *precision = g_new0 (double, n *n);
  lapack_int size = (lapack_int) n;
  double total = 0.0;

  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < i; j++)
      if (covariance[i * n + j] != covariance[j * n + i]) {
        g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                     "the noise covariance is %g at (%" G_GSIZE_FORMAT ", %" G_GSIZE_FORMAT
                     ") and %g across; expected a symmetric matrix",
                     covariance[i * n + j], i, j, covariance[j * n + i]);
        return NULL;
      }
  cal_blas_prepare ();
  if (n > G_MAXINT32 || LAPACKE_dpotrf (LAPACK_ROW_MAJOR, 'L', size, lower, size) != 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "the noise covariance of %" G_GSIZE_FORMAT
                 " conditions is not positive definite; expected more runs, or shrinkage",
                 n);
    return NULL;
  }
  for (gsize i = 0; i < n; i++)
    ones[i] = precision[i * n + i] = 1.0;
  LAPACKE_dpotrs (LAPACK_ROW_MAJOR, 'L', size, size, lower, size, precision, size);
  LAPACKE_dpotrs (LAPACK_ROW_MAJOR, 'L', size, 1, lower, size, ones, 1);
  for (gsize i = 0; i < n; i++)
    total += ones[i];
  cblas_dger (CblasRowMajor, size, size, -1.0 / total, ones, 1, ones, 1, precision, size);
  return g_steal_pointer (&precision);
}

/**
 * cal_rdm_whiten_by_precision:
 * @values: condensed, no pair missing
 * @precision: from cal_rdm_noise_precision()
 * @whitened: (out caller-allocates): as many: V^-1 @values up to a factor
 */
void
cal_rdm_whiten_by_precision (const double *values,
                             gsize n_conditions,
                             const double *precision,
                             double *whitened)
{
  gsize n = n_conditions, v = 0;
  blasint size = (blasint) n;
  g_autofree double *distances = g_new0 (double, n *n);
  g_autofree double *product = g_new (double, n *n);

  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++, v++)
      distances[i * n + j] = distances[j * n + i] = values[v];
  cal_blas_prepare ();
  cblas_dsymm (CblasRowMajor, CblasLeft, CblasLower, size, size, 1.0, precision, size, distances,
               size, 0.0, product, size);
  cblas_dsymm (CblasRowMajor, CblasRight, CblasLower, size, size, 1.0, precision, size, product,
               size, 0.0, distances, size);
  v = 0;
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++)
      whitened[v++] = distances[i * n + j];
}
