/* noise.c - how channels vary together where nothing should vary, and patterns freed of that.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/noise.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "analysis/blas.h"
#include "analysis/parallel.h"
#include "model/error.h"

/* Channels of a tile of a covariance, and rows that are whitened together. */
#define TILE 256
#define WHITEN_ROWS 64

G_DEFINE_ENUM_TYPE (CalNoiseNormalisation,
                    cal_noise_normalisation,
                    G_DEFINE_ENUM_VALUE (CAL_NOISE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (CAL_NOISE_UNIVARIATE, "univariate"),
                    G_DEFINE_ENUM_VALUE (CAL_NOISE_MULTIVARIATE, "multivariate"))

G_DEFINE_ENUM_TYPE (CalCovarianceEstimate,
                    cal_covariance_estimate,
                    G_DEFINE_ENUM_VALUE (CAL_COVARIANCE_SHRINKAGE_DIAGONAL, "shrinkage-diagonal"),
                    G_DEFINE_ENUM_VALUE (CAL_COVARIANCE_LEDOIT_WOLF, "ledoit-wolf"),
                    G_DEFINE_ENUM_VALUE (CAL_COVARIANCE_FULL, "full"))

typedef struct {
  const double *residuals;
  gsize n_rows;
  gsize n_channels;
  gsize n_tiles;
  double *products;
} Products;

static void
multiply_tile (gsize piece, gpointer data)
{
  const Products *work = data;
  gsize p = work->n_channels;
  gsize i = piece / work->n_tiles * TILE, j = piece % work->n_tiles * TILE;

  if (j >= i)
    cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (blasint) MIN (TILE, p - i),
                 (blasint) MIN (TILE, p - j), (blasint) work->n_rows, 1.0, work->residuals + i,
                 (blasint) p, work->residuals + j, (blasint) p, 0.0, work->products + i * p + j,
                 (blasint) p);
}

/* How much Ledoit and Wolf shrink: the share of the identity. @products is the upper triangle of
 * the sum over rows of x x'. */
static double
shrink_to_identity (const Products *work, double *mean_variance)
{
  gsize n = work->n_rows, p = work->n_channels;
  double squares = 0.0, fourth = 0.0, trace = 0.0, d2, b2;

  for (gsize i = 0; i < p; i++) {
    const double *row = work->products + i * p;

    trace += row[i] / (double) n;
    squares += row[i] * row[i] / ((double) n * (double) n);
    for (gsize j = i + 1; j < p; j++)
      squares += 2.0 * row[j] * row[j] / ((double) n * (double) n);
  }
  for (gsize k = 0; k < n; k++) {
    const double *row = work->residuals + k * p;
    double square = cblas_ddot ((blasint) p, row, 1, row, 1);

    fourth += square * square;
  }
  *mean_variance = trace / (double) p;
  d2 = squares - (double) p * *mean_variance * *mean_variance;
  b2 = (fourth / (double) n - squares) / (double) n;
  return d2 > 0.0 ? MIN (b2, d2) / d2 : 1.0;
}

/* How much Schäfer and Strimmer shrink: the share by which correlations are lowered. */
static double
shrink_to_diagonal (const Products *work, double dof)
{
  gsize n = work->n_rows, p = work->n_channels;
  g_autofree double *variances = g_new (double, p);
  double correlations = 0.0, fourth = 0.0, variance;

  for (gsize i = 0; i < p; i++)
    variances[i] = work->products[i * p + i] / dof;
  for (gsize i = 0; i < p; i++)
    for (gsize j = i + 1; j < p; j++) {
      double product = work->products[i * p + j] / dof;

      correlations += 2.0 * product * product / (variances[i] * variances[j]);
    }
  for (gsize k = 0; k < n; k++) {
    double sum = 0.0, sum_of_squares = 0.0;

    for (gsize i = 0; i < p; i++) {
      double z2 = work->residuals[k * p + i] * work->residuals[k * p + i] / variances[i];

      sum += z2;
      sum_of_squares += z2 * z2;
    }
    fourth += sum * sum - sum_of_squares;
  }
  variance = (double) n / (dof * dof) * (fourth / dof - correlations);
  return correlations > 0.0 ? CLAMP (variance / correlations, 0.0, 1.0) : 1.0;
}

/**
 * cal_noise_estimate_covariance:
 * @residuals: @n_rows x @n_channels, row by row; the mean of each channel is 0, and none is all 0
 * @degrees_of_freedom: what the sums of products are divided by
 * @shrinkage: (out): from 0, the sample's covariance, to 1, what it is shrunk to
 *
 * The formulas are rsatoolbox's (data/noise.py), which follow the papers named at
 * CalCovarianceEstimate; but correlations are divided by the same degrees of freedom as variances,
 * where rsatoolbox 0.3.2 takes n - 1 and so shrinks too much if more than one mean was subtracted.
 *
 * Returns: (transfer full): n_channels x n_channels, both triangles; NULL with CAL_ERROR_LIMIT
 */
double *
cal_noise_estimate_covariance (const double *residuals,
                               gsize n_rows,
                               gsize n_channels,
                               double degrees_of_freedom,
                               CalCovarianceEstimate estimate,
                               double *shrinkage,
                               GError **error)
{
  gsize p = n_channels, n_tiles = (p + TILE - 1) / TILE, n_elements;
  double *covariance = g_size_checked_mul (&n_elements, p, p) && p <= G_MAXINT
                           ? g_try_malloc_n (n_elements, sizeof *covariance)
                           : NULL;
  Products work = {residuals, n_rows, p, n_tiles, covariance};
  double mean_variance = 0.0, diagonal = 1.0, rest = 1.0;

  *shrinkage = 0.0;
  if (covariance == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "the covariance of %" G_GSIZE_FORMAT " channels does not fit in memory", p);
    return NULL;
  }
  cal_blas_prepare ();
  cal_parallel_run (n_tiles * n_tiles, multiply_tile, &work);
  if (estimate == CAL_COVARIANCE_LEDOIT_WOLF) {
    *shrinkage = shrink_to_identity (&work, &mean_variance);
    diagonal = rest = 1.0 - *shrinkage;
  } else if (estimate == CAL_COVARIANCE_SHRINKAGE_DIAGONAL) {
    *shrinkage = shrink_to_diagonal (&work, degrees_of_freedom);
    rest = 1.0 - *shrinkage;
  }
  for (gsize i = 0; i < p; i++) {
    covariance[i * p + i] =
        (diagonal * covariance[i * p + i] + *shrinkage * mean_variance * (double) n_rows) /
        degrees_of_freedom;
    for (gsize j = i + 1; j < p; j++)
      covariance[j * p + i] = covariance[i * p + j] =
          rest * covariance[i * p + j] / degrees_of_freedom;
  }
  return covariance;
}

static gboolean
refuse_singular (GError **error)
{
  g_set_error_literal (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                       "the covariance of the noise cannot be inverted: there are fewer residuals "
                       "than channels; ask for a shrunk estimate");
  return FALSE;
}

/* V diag (1 / sqrt (values)) V', in place of the covariance. */
static gboolean
take_inverse_root (double *matrix, gsize p, GError **error)
{
  g_autofree double *values = g_new (double, p);
  g_autofree double *scaled = g_try_malloc_n (p * p, sizeof *scaled);
  g_autofree double *vectors = g_try_malloc_n (p * p, sizeof *vectors);

  if (scaled == NULL || vectors == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "the covariance of %" G_GSIZE_FORMAT " channels does not fit in memory", p);
    return FALSE;
  }
  memcpy (vectors, matrix, p * p * sizeof *matrix);
  if (LAPACKE_dsyevd (LAPACK_ROW_MAJOR, 'V', 'L', (lapack_int) p, vectors, (lapack_int) p,
                      values) != 0 ||
      values[0] <= values[p - 1] * (double) p * DBL_EPSILON)
    return refuse_singular (error);
  for (gsize i = 0; i < p; i++)
    for (gsize k = 0; k < p; k++)
      scaled[i * p + k] = vectors[i * p + k] / sqrt (values[k]);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) p, (blasint) p, (blasint) p, 1.0,
               scaled, (blasint) p, vectors, (blasint) p, 0.0, matrix, (blasint) p);
  return TRUE;
}

/**
 * cal_whitening_init:
 * @covariance: (transfer full): n_channels x n_channels
 * @is_symmetric: take the power -1/2 itself, which keeps channels what they were and costs an
 *   eigenvalue decomposition. The Cholesky factor gives the same patterns but for a rotation, and
 *   so the same products of patterns
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if the covariance cannot be inverted
 */
gboolean
cal_whitening_init (
    CalWhitening *self, double *covariance, gsize n_channels, gboolean is_symmetric, GError **error)
{
  double smallest = G_MAXDOUBLE, largest = 0.0;

  *self = (CalWhitening){n_channels, covariance, is_symmetric};
  cal_blas_prepare ();
  if (is_symmetric)
    return take_inverse_root (covariance, n_channels, error);
  if (LAPACKE_dpotrf (LAPACK_ROW_MAJOR, 'L', (lapack_int) n_channels, covariance,
                      (lapack_int) n_channels) != 0)
    return refuse_singular (error);
  for (gsize i = 0; i < n_channels; i++) {
    smallest = MIN (smallest, covariance[i * (n_channels + 1)]);
    largest = MAX (largest, covariance[i * (n_channels + 1)]);
  }
  /* Rounding can make a factor of a matrix that has none. */
  if (smallest * smallest <= largest * largest * (double) n_channels * DBL_EPSILON)
    return refuse_singular (error);
  return TRUE;
}

typedef struct {
  const CalWhitening *whitening;
  double *patterns;
  gsize n_rows;
} Whiten;

static void
whiten_rows (gsize piece, gpointer data)
{
  const Whiten *work = data;
  const CalWhitening *whitening = work->whitening;
  blasint p = (blasint) whitening->n_channels;
  gsize n = MIN (WHITEN_ROWS, work->n_rows - piece * WHITEN_ROWS);
  double *rows = work->patterns + piece * WHITEN_ROWS * whitening->n_channels;
  g_autofree double *copy = NULL;

  if (!whitening->is_symmetric) {
    cblas_dtrsm (CblasRowMajor, CblasRight, CblasLower, CblasTrans, CblasNonUnit, (blasint) n, p,
                 1.0, whitening->root, p, rows, p);
    return;
  }
  copy = g_memdup2 (rows, n * whitening->n_channels * sizeof *rows);
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint) n, p, p, 1.0, copy, p,
               whitening->root, p, 0.0, rows, p);
}

/**
 * cal_whitening_apply:
 * @patterns: @n_rows x n_channels, row by row; changed in place
 */
void
cal_whitening_apply (const CalWhitening *self, double *patterns, gsize n_rows)
{
  Whiten work = {self, patterns, n_rows};

  cal_parallel_run ((n_rows + WHITEN_ROWS - 1) / WHITEN_ROWS, whiten_rows, &work);
}

void
cal_whitening_clear (CalWhitening *self)
{
  g_clear_pointer (&self->root, g_free);
}
