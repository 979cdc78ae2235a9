/* mds-classical.c - classical multidimensional scaling.
 *
 * B = -1/2 J D2 J, with D2 the squared dissimilarities and J what takes the mean away; the points
 * are B's first eigenvectors, each as long as the root of its eigenvalue (Torgerson 1952,
 * Psychometrika 17:401).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/mds-classical.h"

#include <math.h>

#include "analysis/eigen.h"
#include "analysis/parallel.h"
#include "model/error.h"

#define N_PIECES 16

typedef struct {
  gsize n;
  const double *squares; /* upper triangle */
  const double *in;
  gsize n_columns;
  double *parts; /* N_PIECES x n_columns x n */
} Product;

static double *
copy_squares (CalRdm *rdm, gboolean is_squared, GError **error)
{
  gsize n_pairs = cal_rdm_get_n_pairs (rdm), n_missing = 0;
  g_autofree double *squares = g_try_malloc_n (n_pairs, sizeof *squares);

  if (squares == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "RDM \"%s\": no memory for %" G_GSIZE_FORMAT " pairs",
                 cal_rdm_get_desc (rdm)->name, n_pairs);
    return NULL;
  }
  for (gsize p = 0; p < n_pairs; p++) {
    double value = cal_rdm_get_pair (rdm, p);

    squares[p] = is_squared ? value : value * value;
    n_missing += isfinite (squares[p]) ? 0 : 1;
  }
  if (n_missing > 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "RDM \"%s\": classical MDS needs every dissimilarity: %" G_GSIZE_FORMAT
                 " of %" G_GSIZE_FORMAT " are not finite; SMACOF can do without",
                 cal_rdm_get_desc (rdm)->name, n_missing, n_pairs);
    return NULL;
  }
  return g_steal_pointer (&squares);
}

/* -1/2 J D2 J as a whole matrix. */
static double *
centre_twice (const double *squares, gsize n)
{
  double *matrix = g_new (double, n *n);
  g_autofree double *means = g_new0 (double, n);
  double mean = 0.0;
  const double *square = squares;

  for (gsize i = 0; i < n; i++) {
    matrix[i * n + i] = 0.0;
    for (gsize j = i + 1; j < n; j++, square++) {
      matrix[i * n + j] = matrix[j * n + i] = *square;
      means[i] += *square / (double) n;
      means[j] += *square / (double) n;
    }
  }
  for (gsize i = 0; i < n; i++)
    mean += means[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++)
      matrix[i * n + j] = -0.5 * (matrix[i * n + j] - means[i] - means[j] + mean);
  return matrix;
}

/* The rows whose pairs begin at a share of all pairs: later rows are shorter. */
static gsize
find_row (gsize n, gsize piece)
{
  double share = (double) piece / N_PIECES;

  return (gsize) ((double) n * (1.0 - sqrt (1.0 - share)));
}

/* The part of D2 times vectors that some rows of the triangle give. */
static void
multiply_rows (gsize piece, gpointer data)
{
  const Product *self = data;
  gsize n = self->n, end = piece + 1 < N_PIECES ? find_row (n, piece + 1) : n;
  double *part = self->parts + piece * self->n_columns * n;

  for (gsize e = 0; e < self->n_columns * n; e++)
    part[e] = 0.0;
  for (gsize i = find_row (n, piece); i < end; i++) {
    const double *squares = self->squares + i * (2 * n - i - 1) / 2;

    for (gsize c = 0; c < self->n_columns; c++) {
      const double *in = self->in + c * n;
      double *out = part + c * n;
      double sum = 0.0, here = in[i];

      for (gsize j = i + 1; j < n; j++) {
        double square = squares[j - i - 1];

        sum += square * in[j];
        out[j] += square * here;
      }
      out[i] += sum;
    }
  }
}

static void
take_means_away (double *vectors, gsize n, gsize n_columns)
{
  for (gsize c = 0; c < n_columns; c++) {
    double mean = 0.0;

    for (gsize i = 0; i < n; i++)
      mean += vectors[c * n + i] / (double) n;
    for (gsize i = 0; i < n; i++)
      vectors[c * n + i] -= mean;
  }
}

static void
multiply (const double *in, gsize n_columns, double *out, gpointer data)
{
  Product *self = data;
  gsize n = self->n;
  g_autofree double *centred = g_memdup2 (in, n_columns * n * sizeof *in);
  g_autofree double *parts = g_new (double, N_PIECES *n_columns *n);

  take_means_away (centred, n, n_columns);
  self->in = centred;
  self->n_columns = n_columns;
  self->parts = parts;
  cal_parallel_run (N_PIECES, multiply_rows, self);
  for (gsize e = 0; e < n_columns * n; e++) {
    out[e] = 0.0;
    for (gsize piece = 0; piece < N_PIECES; piece++)
      out[e] -= 0.5 * parts[piece * n_columns * n + e];
  }
  take_means_away (out, n, n_columns);
}

static void
measure_values (const double *all, gsize n, const double *top, guint n_top, CalMdsFit *fit)
{
  double positive = 0.0, negative = 0.0, kept = 0.0;

  for (gsize i = 0; i < n; i++)
    if (all[i] > 0.0)
      positive += all[i];
    else
      negative -= all[i];
  for (guint v = 0; v < n_top; v++)
    kept += fmax (top[v], 0.0);
  fit->explained = positive > 0.0 ? kept / positive : (double) NAN;
  fit->negative_mass = positive + negative > 0.0 ? negative / (positive + negative) : (double) NAN;
}

/**
 * cal_mds_classical:
 * @rdm: every dissimilarity finite; more conditions than @n_dims
 * @is_squared: the dissimilarities are squared distances already, and may be negative (crossnobis)
 * @n_dims: of the points
 * @points: (out caller-allocates): n_conditions x @n_dims; a dimension whose eigenvalue is not
 *   positive holds nothing: zeros
 * @fit: (out): how well it went
 * @job: (nullable): told how far it is, may cancel
 *
 * The largest coordinate of each dimension is positive. Up to %CAL_MDS_MAX_FULL conditions all
 * eigenvalues are computed; beyond, only those kept, with the pairs as the only large memory. From
 * any thread.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_mds_classical (CalRdm *rdm,
                   gboolean is_squared,
                   guint n_dims,
                   double *points,
                   CalMdsFit *fit,
                   CalJob *job,
                   GError **error)
{
  gsize n = cal_rdm_get_desc (rdm)->n_conditions;
  g_autofree double *squares = copy_squares (rdm, is_squared, error);
  g_autofree double *values = g_new (double, n_dims);
  g_autofree double *vectors = g_new (double, n_dims *n);

  if (squares == NULL)
    return FALSE;
  if (n <= n_dims) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "RDM \"%s\": %" G_GSIZE_FORMAT " conditions do not fill %u dimensions",
                 cal_rdm_get_desc (rdm)->name, n, n_dims);
    return FALSE;
  }
  *fit = (CalMdsFit){.explained = (double) NAN, .negative_mass = (double) NAN};
  cal_job_report (job, 0.0, "Finding eigenvectors");
  if (n <= CAL_MDS_MAX_FULL) {
    g_autofree double *matrix = centre_twice (squares, n);
    g_autofree double *all = g_new (double, n);

    if (!cal_eigen_find_top (matrix, n, n_dims, values, vectors, all, error))
      return FALSE;
    measure_values (all, n, values, n_dims, fit);
  } else {
    Product product = {.n = n, .squares = squares};

    if (!cal_eigen_find_top_of_product (multiply, &product, n, n_dims, values, vectors,
                                        &fit->residual, job, error))
      return FALSE;
  }
  for (gsize i = 0; i < n; i++)
    for (guint c = 0; c < n_dims; c++)
      points[i * n_dims + c] = vectors[c * n + i] * sqrt (fmax (values[c], 0.0));
  return cal_job_check (job, error);
}
