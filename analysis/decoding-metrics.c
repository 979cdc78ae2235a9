/* decoding-metrics.c - how well decoded pictures or embeddings tell which stimulus was seen.
 *
 * Similarities are a matrix: row i a stimulus that was seen, column j what was decoded for stimulus
 * j; the right pairs lie on the diagonal.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/decoding-metrics.h"

#include <math.h>

#include "analysis/blas.h"

/* Rows less their mean, over their length: products of two are correlations. */
static double *
dup_normal (const double *rows, gsize n, gsize n_dimensions)
{
  double *normal = g_memdup2 (rows, n * n_dimensions * sizeof *rows);

  for (gsize i = 0; i < n; i++) {
    double *row = normal + i * n_dimensions, sum = 0.0, squares = 0.0;

    for (gsize d = 0; d < n_dimensions; d++)
      sum += row[d];
    for (gsize d = 0; d < n_dimensions; d++) {
      row[d] -= sum / (double) n_dimensions;
      squares += row[d] * row[d];
    }
    for (gsize d = 0; d < n_dimensions; d++)
      row[d] = squares > 0.0 ? row[d] / sqrt (squares) : (double) NAN;
  }
  return normal;
}

/**
 * cal_correlate_rows:
 * @reals: @n x @n_dimensions: embeddings or pixels of what was seen
 * @decoded: of what was decoded, in the same order
 *
 * Returns: (transfer full): @n x @n Pearson's correlations; NaN where a row does not vary
 */
double *
cal_correlate_rows (const double *reals, const double *decoded, gsize n, gsize n_dimensions)
{
  g_autofree double *normal_reals = dup_normal (reals, n, n_dimensions);
  g_autofree double *normal_decoded = dup_normal (decoded, n, n_dimensions);
  double *correlations = g_new (double, n *n);

  cal_blas_prepare ();
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) n, (blasint) n,
               (blasint) n_dimensions, 1.0, normal_reals, (blasint) n_dimensions, normal_decoded,
               (blasint) n_dimensions, 0.0, correlations, (blasint) n);
  return correlations;
}

/**
 * cal_identify_two_way:
 * @similarities: @n x @n
 * @shares: (out caller-allocates) (nullable): of each decoded item
 *
 * Of each decoded item j the share of all other stimuli i that it is less like than its own,
 * C_ij < C_jj; ties count as failures. That is how MindEye (Scotti et al. 2023) counts; chance is
 * one half.
 *
 * Returns: the mean over items; NaN with fewer than two. An item whose own similarity is NaN has
 *   none, and is left out
 */
double
cal_identify_two_way (const double *similarities, gsize n, double *shares)
{
  double sum = 0.0;
  gsize n_items = 0;

  for (gsize j = 0; j < n; j++) {
    double own = similarities[j * n + j], share = NAN;

    if (n > 1 && !isnan (own)) {
      gsize n_below = 0;

      for (gsize i = 0; i < n; i++)
        n_below += similarities[i * n + j] < own ? 1 : 0;
      share = (double) n_below / (double) (n - 1);
      sum += share;
      n_items++;
    }
    if (shares != NULL)
      shares[j] = share;
  }
  return n_items > 0 ? sum / (double) n_items : NAN;
}

/**
 * cal_retrieve:
 * @similarities: @n x @n: of each query a row, of each candidate a column; the right one lies on
 * the diagonal
 * @k: how many candidates are taken
 * @ranks: (out caller-allocates) (nullable): of each query the rank of the right candidate, from 1;
 *   0 if its similarity is NaN
 *
 * A candidate that is as similar as the right one is ranked before it: what cannot tell candidates
 * apart retrieves nothing.
 *
 * Returns: the share of queries whose right candidate is among the first @k; NaN if there is none.
 *   Chance is @k / @n. For the other direction the matrix is transposed
 */
double
cal_retrieve (const double *similarities, gsize n, guint k, guint32 *ranks)
{
  gsize n_found = 0, n_queries = 0;

  for (gsize i = 0; i < n; i++) {
    double own = similarities[i * n + i];
    guint32 rank = 0;

    if (!isnan (own)) {
      /* Its own similarity is counted too: the first rank is 1. */
      for (gsize j = 0; j < n; j++)
        rank += similarities[i * n + j] >= own ? 1 : 0;
      n_found += rank <= k ? 1 : 0;
      n_queries++;
    }
    if (ranks != NULL)
      ranks[i] = rank;
  }
  return n_queries > 0 ? (double) n_found / (double) n_queries : NAN;
}
