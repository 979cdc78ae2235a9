/* eigen.c - the largest eigenvalues of a symmetric matrix, and their vectors.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/eigen.h"

#include <math.h>
#include <string.h>

#include "analysis/blas.h"
#include "model/error.h"

/* Vectors beyond those asked for make the search faster. */
#define N_GUARDS 3
#define N_BLOCKS 10
#define MAX_STEPS 400
#define TOLERANCE 1e-9

static gboolean
fail (GError **error, const char *step, int info)
{
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "the eigenvalues cannot be computed: LAPACK's %s gives %d", step, info);
  return FALSE;
}

/* A vector and its negative are equally good: the entry that is largest is made positive. */
static void
set_signs (double *vectors, gsize n, guint n_vectors)
{
  for (guint v = 0; v < n_vectors; v++) {
    double *vector = vectors + v * n;
    gsize largest = cblas_idamax ((int) n, vector, 1);

    if (vector[largest] < 0.0)
      cblas_dscal ((int) n, -1.0, vector, 1);
  }
}

/**
 * cal_eigen_find_top:
 * @matrix: n x n, symmetric; worthless afterwards
 * @n: at most G_MAXINT32
 * @n_top: at most @n
 * @values: (out caller-allocates): the @n_top largest, the largest first
 * @vectors: (out caller-allocates): @n_top vectors of @n numbers and length 1, one after the other;
 *   of each, the entry of the largest magnitude is positive
 * @all_values: (out caller-allocates) (nullable): all @n, the smallest first
 *
 * The matrix is made tridiagonal once, for all values and for the vectors. Takes time n^3.
 *
 * Returns: FALSE with @error set if LAPACK fails, as it does where a number is not finite
 */
gboolean
cal_eigen_find_top (double *matrix,
                    gsize n,
                    guint n_top,
                    double *values,
                    double *vectors,
                    double *all_values,
                    GError **error)
{
  lapack_int order = (lapack_int) n, n_found;
  lapack_logical accurate = 1;
  g_autofree double *diagonal = g_new (double, n);
  g_autofree double *beside = g_new0 (double, n);
  g_autofree double *reflectors = g_new (double, n);
  g_autofree double *found = g_new (double, n);
  g_autofree lapack_int *support = g_new (lapack_int, 2 * MAX (n_top, 1));
  int info;

  cal_blas_prepare ();
  info = LAPACKE_dsytrd (LAPACK_COL_MAJOR, 'L', order, matrix, order, diagonal, beside, reflectors);
  if (info != 0)
    return fail (error, "dsytrd", info);
  if (all_values != NULL) {
    g_autofree double *rest = g_memdup2 (beside, n * sizeof *beside);

    memcpy (all_values, diagonal, n * sizeof *diagonal);
    info = LAPACKE_dsterf (order, all_values, rest);
    if (info != 0)
      return fail (error, "dsterf", info);
  }
  info = LAPACKE_dstemr (LAPACK_COL_MAJOR, 'V', 'I', order, diagonal, beside, 0.0, 0.0,
                         order - (lapack_int) n_top + 1, order, &n_found, found, vectors, order,
                         (lapack_int) n_top, support, &accurate);
  if (info != 0 || n_found != (lapack_int) n_top)
    return fail (error, "dstemr", info);
  info = LAPACKE_dormtr (LAPACK_COL_MAJOR, 'L', 'L', 'N', order, (lapack_int) n_top, matrix, order,
                         reflectors, vectors, order);
  if (info != 0)
    return fail (error, "dormtr", info);
  for (guint v = 0; v < n_top; v++) {
    values[v] = found[n_top - 1 - v];
    if (v < n_top / 2)
      cblas_dswap (order, vectors + v * n, 1, vectors + (n_top - 1 - v) * n, 1);
  }
  set_signs (vectors, n, n_top);
  return TRUE;
}

/* A growing orthonormal basis, what the matrix makes of it, and the best vectors within it. */
typedef struct {
  int n;
  int n_wanted;
  int n_block;
  int n_basis;
  int n_most;
  double *basis;  /* n x n_basis */
  double *images; /* n x n_basis */
  double *small;  /* n_basis x n_basis: the matrix within the basis, then its vectors */
  double *values; /* n_basis */
  double *best;   /* n x n_block */
  double *best_images;
} Search;

static void
search_clear (Search *self)
{
  g_free (self->basis);
  g_free (self->images);
  g_free (self->small);
  g_free (self->values);
  g_free (self->best);
  g_free (self->best_images);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* Makes a block orthonormal, and orthogonal to the basis; twice is enough (Parlett 1980). */
static gboolean
orthonormalise (const Search *self, double *block, GError **error)
{
  int n = self->n, b = self->n_block, q = self->n_basis, info;
  g_autofree double *overlap = g_new (double, (gsize) (q + 1) * (gsize) b);
  g_autofree double *reflectors = g_new (double, b);

  for (int pass = 0; pass < 2; pass++) {
    if (q > 0) {
      cblas_dgemm (CblasColMajor, CblasTrans, CblasNoTrans, q, b, n, 1.0, self->basis, n, block, n,
                   0.0, overlap, q);
      cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, n, b, q, -1.0, self->basis, n,
                   overlap, q, 1.0, block, n);
    }
    info = LAPACKE_dgeqrf (LAPACK_COL_MAJOR, n, b, block, n, reflectors);
    if (info == 0)
      info = LAPACKE_dorgqr (LAPACK_COL_MAJOR, n, b, b, block, n, reflectors);
    if (info != 0)
      return fail (error, "dgeqrf", info);
  }
  return TRUE;
}

/* Rayleigh and Ritz: the best vectors within the basis; images of them come for free. */
static gboolean
find_best (Search *self, GError **error)
{
  int n = self->n, q = self->n_basis, b = self->n_block, info;
  double *top;

  cblas_dgemm (CblasColMajor, CblasTrans, CblasNoTrans, q, q, n, 1.0, self->basis, n, self->images,
               n, 0.0, self->small, q);
  info = LAPACKE_dsyevd (LAPACK_COL_MAJOR, 'V', 'L', q, self->small, q, self->values);
  if (info != 0)
    return fail (error, "dsyevd", info);
  top = self->small + (gsize) (q - b) * (gsize) q;
  cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, n, b, q, 1.0, self->basis, n, top, q, 0.0,
               self->best, n);
  cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, n, b, q, 1.0, self->images, n, top, q,
               0.0, self->best_images, n);
  return TRUE;
}

/* What is wrong with the best vectors, and how large it is, as a share of the largest value. */
static double
find_residuals (const Search *self, double *residuals)
{
  gsize n = (gsize) self->n;
  const double *values = self->values + self->n_basis - self->n_block;
  double largest = 0.0, scale = fabs (values[self->n_block - 1]);

  memcpy (residuals, self->best_images, n * (gsize) self->n_block * sizeof *residuals);
  for (int v = 0; v < self->n_block; v++) {
    double *residual = residuals + (gsize) v * n, length;

    cblas_daxpy (self->n, -values[v], self->best + (gsize) v * n, 1, residual, 1);
    length = cblas_dnrm2 (self->n, residual, 1);
    if (v >= self->n_block - self->n_wanted)
      largest = fmax (largest, scale > 0.0 ? length / scale : length);
    if (length > 0.0)
      cblas_dscal (self->n, 1.0 / length, residual, 1);
  }
  return largest;
}

static void
search_init (Search *self, gsize n, guint n_top)
{
  gsize b = MIN (n_top + N_GUARDS, n), most = MIN (N_BLOCKS * b, n / b * b);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  self->n = (int) n;
  self->n_wanted = (int) n_top;
  self->n_block = (int) b;
  self->n_most = (int) most;
  self->basis = g_new (double, n *most);
  self->images = g_new (double, n *most);
  self->small = g_new (double, most *most);
  self->values = g_new (double, most);
  self->best = g_new (double, n *b);
  self->best_images = g_new (double, n *b);
  for (gsize e = 0; e < n * b; e++)
    self->best[e] = g_rand_double (random) - 0.5;
}

/* Begins the basis anew with the best vectors. */
static void
restart (Search *self)
{
  gsize size = (gsize) self->n * (gsize) self->n_block * sizeof (double);

  memcpy (self->basis, self->best, size);
  memcpy (self->images, self->best_images, size);
  self->n_basis = self->n_block;
}

static gboolean
add_block (
    Search *self, const double *block, CalEigenProduct product, gpointer data, GError **error)
{
  gsize n = (gsize) self->n, b = (gsize) self->n_block, begin = n * (gsize) self->n_basis;

  memcpy (self->basis + begin, block, n * b * sizeof *block);
  if (!orthonormalise (self, self->basis + begin, error))
    return FALSE;
  product (self->basis + begin, b, self->images + begin, data);
  self->n_basis += self->n_block;
  return TRUE;
}

/**
 * cal_eigen_find_top_of_product:
 * @product: what the symmetric matrix does to vectors
 * @n: rows of the matrix, more than twice @n_top + 3
 * @values: (out caller-allocates): the @n_top largest, the largest first
 * @vectors: (out caller-allocates): as of cal_eigen_find_top()
 * @residual: (out): how far the matrix is from only stretching the worst of @vectors, as a share of
 *   the largest value; above 1e-9 only if the values lie too close together to be told apart
 * @job: (nullable): may cancel
 *
 * For matrices that are too large to be taken apart: a block Davidson search (Davidson 1975,
 * J. Comput. Phys. 17:87) that starts at fixed random vectors.
 *
 * Returns: FALSE with @error set
 */
gboolean
cal_eigen_find_top_of_product (CalEigenProduct product,
                               gpointer data,
                               gsize n,
                               guint n_top,
                               double *values,
                               double *vectors,
                               double *residual,
                               CalJob *job,
                               GError **error)
{
  g_auto (Search) search = {0};
  g_autofree double *block = NULL;
  gsize size;

  cal_blas_prepare ();
  search_init (&search, n, n_top);
  size = n * (gsize) search.n_block * sizeof *block;
  block = g_memdup2 (search.best, size);
  for (guint step = 0; step < MAX_STEPS; step++) {
    if (!cal_job_check (job, error))
      return FALSE;
    if (search.n_basis + search.n_block > search.n_most)
      restart (&search);
    if (!add_block (&search, block, product, data, error) || !find_best (&search, error))
      return FALSE;
    *residual = find_residuals (&search, block);
    cal_job_report (job, (double) step / MAX_STEPS, "Finding eigenvectors");
    if (*residual <= TOLERANCE)
      break;
  }
  for (guint v = 0; v < n_top; v++) {
    gsize from = (gsize) search.n_block - 1 - v;

    values[v] = search.values[(gsize) (search.n_basis - search.n_block) + from];
    memcpy (vectors + v * n, search.best + from * n, n * sizeof *vectors);
  }
  set_signs (vectors, n, n_top);
  return TRUE;
}
