/* cka.c - how alike two sets of features are: linear centred kernel alignment.
 *
 * Kornblith et al. 2019, arXiv:1905.00414: |Y'X|² / (|X'X| |Y'Y|), Frobenius norms of products of
 * centred features. It is the whitened cosine of the squared Euclidean RDMs of both
 * (analysis/rdm-whiten.c).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/cka.h"

#include <math.h>

#include "analysis/blas.h"

/* Features with no mean over stimuli. */
static double *
dup_centred (const double *features, gsize n, gsize n_features)
{
  double *centred = g_memdup2 (features, n * n_features * sizeof *features);
  g_autofree double *means = g_new0 (double, n_features);

  for (gsize i = 0; i < n; i++)
    for (gsize f = 0; f < n_features; f++)
      means[f] += features[i * n_features + f] / (double) n;
  for (gsize i = 0; i < n; i++)
    for (gsize f = 0; f < n_features; f++)
      centred[i * n_features + f] -= means[f];
  return centred;
}

/* |Y'X|², by the kernels X X' and Y Y' where these are fewer products. */
static double
get_alignment (const double *x, gsize n_x, const double *y, gsize n_y, gsize n)
{
  gboolean by_stimuli = (double) n * (double) (n_x + n_y) < (double) n_x * (double) n_y;
  gsize n_products = by_stimuli ? n * n : n_x * n_y;
  g_autofree double *products = g_new (double, n_products);
  double sum = 0.0;

  if (by_stimuli) {
    g_autofree double *other = g_new (double, n_products);

    cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) n, (blasint) n, (blasint) n_x,
                 1.0, x, (blasint) n_x, x, (blasint) n_x, 0.0, products, (blasint) n);
    cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) n, (blasint) n, (blasint) n_y,
                 1.0, y, (blasint) n_y, y, (blasint) n_y, 0.0, other, (blasint) n);
    for (gsize p = 0; p < n_products; p++)
      sum += products[p] * other[p];
    return sum;
  }
  cblas_dgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (blasint) n_x, (blasint) n_y, (blasint) n,
               1.0, x, (blasint) n_x, y, (blasint) n_y, 0.0, products, (blasint) n_y);
  for (gsize p = 0; p < n_products; p++)
    sum += products[p] * products[p];
  return sum;
}

/**
 * cal_cka_linear:
 * @x: @n_stimuli x @n_x, none NaN
 * @y: @n_stimuli x @n_y, of the same stimuli
 *
 * Returns: 0 to 1; NaN if one of them is the same for all stimuli
 */
double
cal_cka_linear (const double *x, gsize n_x, const double *y, gsize n_y, gsize n_stimuli)
{
  g_autofree double *centred_x = dup_centred (x, n_stimuli, n_x);
  g_autofree double *centred_y = dup_centred (y, n_stimuli, n_y);
  double xx, yy;

  cal_blas_prepare ();
  xx = get_alignment (centred_x, n_x, centred_x, n_x, n_stimuli);
  yy = get_alignment (centred_y, n_y, centred_y, n_y, n_stimuli);
  return xx > 0.0 && yy > 0.0
             ? get_alignment (centred_x, n_x, centred_y, n_y, n_stimuli) / (sqrt (xx) * sqrt (yy))
             : NAN;
}
