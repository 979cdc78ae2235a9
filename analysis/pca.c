/* pca.c - the directions in which patterns differ most.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/pca.h"

#include <math.h>

#include "analysis/blas.h"
#include "analysis/eigen.h"
#include "model/error.h"

/* Beyond this the matrix of products is not formed. */
#define MAX_FULL 2000

/* Centred patterns, n_columns a row. */
typedef struct {
  double *values;
  gsize n_rows;
  gsize n_columns;
} Patterns;

/* Columns without a NaN, less their means. */
static gboolean
centre (CalArray *array, Patterns *self, gsize *n_dropped, GError **error)
{
  gsize n = cal_array_get_dim (array, 0), p = cal_array_get_dim (array, 1);

  self->values = g_try_malloc_n (n * p, sizeof *self->values);
  if (self->values == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "no memory for %" G_GSIZE_FORMAT " patterns of %" G_GSIZE_FORMAT " values", n, p);
    return FALSE;
  }
  self->n_rows = n;
  self->n_columns = 0;
  for (gsize c = 0; c < p; c++) {
    double mean = 0.0;

    for (gsize i = 0; i < n; i++)
      mean += cal_array_get_value (array, i * p + c) / (double) n;
    if (!isfinite (mean))
      continue;
    /* column by column: the columns kept are not known before */
    for (gsize i = 0; i < n; i++)
      self->values[self->n_columns * n + i] = cal_array_get_value (array, i * p + c) - mean;
    self->n_columns++;
  }
  *n_dropped = p - self->n_columns;
  return TRUE;
}

/* X X' times vectors, X being rows x columns. */
static void
multiply (const double *in, gsize n_vectors, double *out, gpointer data)
{
  const Patterns *self = data;
  int n = (int) self->n_rows, p = (int) self->n_columns, v = (int) n_vectors;
  g_autofree double *middle = g_new (double, self->n_columns *n_vectors);

  cblas_dgemm (CblasColMajor, CblasTrans, CblasNoTrans, p, v, n, 1.0, self->values, n, in, n, 0.0,
               middle, p);
  cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, n, v, p, 1.0, self->values, n, middle, p,
               0.0, out, n);
}

/* By the products of columns, which are fewer. */
static gboolean
find_by_columns (
    const Patterns *self, guint n_dims, double *values, double *vectors, GError **error)
{
  int n = (int) self->n_rows, p = (int) self->n_columns;
  g_autofree double *products = g_new0 (double, self->n_columns * self->n_columns);
  g_autofree double *axes = g_new (double, self->n_columns *n_dims);

  cblas_dsyrk (CblasColMajor, CblasLower, CblasTrans, p, n, 1.0, self->values, n, 0.0, products, p);
  if (!cal_eigen_find_top (products, self->n_columns, n_dims, values, axes, NULL, error))
    return FALSE;
  cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, n, (int) n_dims, p, 1.0, self->values, n,
               axes, p, 0.0, vectors, n);
  for (guint v = 0; v < n_dims; v++) {
    double *vector = vectors + v * self->n_rows;
    double length = cblas_dnrm2 (n, vector, 1);

    if (length > 0.0)
      cblas_dscal (n, (vector[cblas_idamax (n, vector, 1)] < 0.0 ? -1.0 : 1.0) / length, vector, 1);
  }
  return TRUE;
}

static gboolean
find_by_rows (const Patterns *self, guint n_dims, double *values, double *vectors, GError **error)
{
  int n = (int) self->n_rows, p = (int) self->n_columns;
  g_autofree double *products = g_new0 (double, self->n_rows * self->n_rows);

  cblas_dsyrk (CblasColMajor, CblasLower, CblasNoTrans, n, p, 1.0, self->values, n, 0.0, products,
               n);
  return cal_eigen_find_top (products, self->n_rows, n_dims, values, vectors, NULL, error);
}

/**
 * cal_pca:
 * @patterns: conditions x values: voxels, vertices, units, features
 * @n_dims: fewer than conditions, and no more than values
 * @points: (out caller-allocates): conditions x @n_dims scores; the largest of each dimension is
 *   positive
 * @fit: (out): how well it went
 * @job: (nullable): may cancel
 *
 * Columns are centred, not scaled; those with a value that is not finite are dropped and counted.
 * From any thread.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_pca (
    CalArray *patterns, guint n_dims, double *points, CalPcaFit *fit, CalJob *job, GError **error)
{
  Patterns centred = {0};
  g_autofree double *owned = NULL;
  g_autofree double *values = g_new (double, n_dims);
  g_autofree double *vectors = NULL;
  double total = 0.0, kept = 0.0, residual;
  gboolean found;

  g_return_val_if_fail (cal_array_get_n_dims (patterns) == 2, FALSE);

  if (!cal_job_check (job, error) || !centre (patterns, &centred, &fit->n_dropped, error))
    return FALSE;
  owned = centred.values;
  fit->n_used = centred.n_columns;
  if (centred.n_rows <= n_dims || centred.n_columns < n_dims) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "%" G_GSIZE_FORMAT " patterns of %" G_GSIZE_FORMAT " values (%" G_GSIZE_FORMAT
                 " more are not finite) do not fill %u dimensions",
                 centred.n_rows, centred.n_columns, fit->n_dropped, n_dims);
    return FALSE;
  }
  cal_blas_prepare ();
  vectors = g_new (double, n_dims *centred.n_rows);
  for (gsize e = 0; e < centred.n_rows * centred.n_columns; e++)
    total += centred.values[e] * centred.values[e];
  if (centred.n_columns < centred.n_rows && centred.n_columns <= MAX_FULL)
    found = find_by_columns (&centred, n_dims, values, vectors, error);
  else if (centred.n_rows <= MAX_FULL)
    found = find_by_rows (&centred, n_dims, values, vectors, error);
  else
    found = cal_eigen_find_top_of_product (multiply, &centred, centred.n_rows, n_dims, values,
                                           vectors, &residual, job, error);
  if (!found)
    return FALSE;
  for (guint c = 0; c < n_dims; c++) {
    double value = fmax (values[c], 0.0);

    kept += value;
    for (gsize i = 0; i < centred.n_rows; i++)
      points[i * n_dims + c] = vectors[c * centred.n_rows + i] * sqrt (value);
  }
  fit->explained = total > 0.0 ? kept / total : (double) NAN;
  return TRUE;
}
