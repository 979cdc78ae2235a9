/* triplet-similarity.c - how alike two concepts are, judged beside every third.
 *
 * Of three concepts a person calls one odd. With embeddings x, the model of Hebart et al. 2020
 * (Nat. Hum. Behav. 4:1173) says that i and j stay together with the chance exp (x_i·x_j) / (exp
 * (x_i·x_j) + exp (x_i·x_k) + exp (x_j·x_k)); the similarity of i and j is its mean over all k.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/triplet-similarity.h"

#include <math.h>

#include "analysis/blas.h"
#include "analysis/parallel.h"
#include "model/error.h"
#include "model/rdm.h"

/* How many rows are worked on between two looks at the job. */
#define BATCH 64

/* Products whose exponentials a double holds lie no further apart than this. */
#define MAX_RANGE 1300.0

typedef struct {
  gsize n;
  const double *exponentials;
  double *similarities;
  gsize first;
} Work;

/* A concept with all after it. The two k that are i and j are taken off again: a loop without a
 * branch is several times as fast. */
static void
compare_row (gsize piece, gpointer data)
{
  const Work *work = data;
  gsize n = work->n, i = work->first + piece;
  const double *near_i = work->exponentials + i * n;

  for (gsize j = i + 1; j < n; j++) {
    const double *near_j = work->exponentials + j * n;
    double together = near_i[j], sum = 0.0;

    for (gsize k = 0; k < n; k++)
      sum += together / (together + near_i[k] + near_j[k]);
    sum -= together / (together + near_i[i] + near_j[i]);
    sum -= together / (together + near_i[j] + near_j[j]);
    work->similarities[cal_rdm_pair_index (n, i, j)] = sum / (double) (n - 2);
  }
}

/**
 * cal_triplet_similarity:
 * @embedding: @n_concepts x @n_dims: 66 dimensions, say
 * @n_concepts: at least 3
 * @similarities: (out caller-allocates): condensed, 0 to 1; one less it is a dissimilarity
 * @job: (nullable): hears how far it is
 *
 * Returns: FALSE, with CAL_ERROR_ARGUMENT if the embedding has too few concepts, holds what is no
 *   finite number, or has products too far apart for their exponentials; or G_IO_ERROR_CANCELLED
 */
gboolean
cal_triplet_similarity (const double *embedding,
                        gsize n_concepts,
                        gsize n_dims,
                        double *similarities,
                        CalJob *job,
                        GError **error)
{
  gsize n = n_concepts;
  g_autofree double *products = NULL;
  double low = INFINITY, high = -INFINITY;
  Work work = {.n = n, .similarities = similarities};

  if (n < 3) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "an embedding of %" G_GSIZE_FORMAT " concepts; expected 3 or more", n);
    return FALSE;
  }
  work.exponentials = products = g_new (double, n *n);
  cal_blas_prepare ();
  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) n, (blasint) n, (blasint) n_dims,
               1.0, embedding, (blasint) n_dims, embedding, (blasint) n_dims, 0.0, products,
               (blasint) n);
  for (gsize p = 0; p < n * n; p++) {
    low = isnan (products[p]) ? -INFINITY : fmin (low, products[p]);
    high = fmax (high, products[p]);
  }
  if (!(high - low <= MAX_RANGE)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "the embedding's products reach from %g to %g; expected a range of at most %g",
                 low, high, MAX_RANGE);
    return FALSE;
  }
  /* Chances are ratios: a common factor keeps the exponentials in range. */
  for (gsize p = 0; p < n * n; p++)
    products[p] = exp (products[p] - (low + high) / 2.0);
  for (; work.first < n; work.first += BATCH) {
    if (!cal_job_check (job, error))
      return FALSE;
    cal_job_report (job, (double) work.first / (double) n, "Comparing concepts");
    cal_parallel_run (MIN (BATCH, n - work.first), compare_row, &work);
  }
  return TRUE;
}

/* Concepts whose products with all others are computed at once. */
#define BLOCK 32

typedef struct {
  gsize n;
  gsize n_dims;
  gsize which;
  gsize first;
  const double *embedding;
  const double *near_which;
  double *similarities;
} RowWork;

/* The chance as 1 / (1 + exp (..) + exp (..)) of differences needs no common factor. */
static void
compare_block (gsize piece, gpointer data)
{
  const RowWork *work = data;
  gsize n = work->n, first = work->first + piece * BLOCK, end = MIN (first + BLOCK, n);
  g_autofree double *near = g_new (double, (end - first) * n);

  cblas_dgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) (end - first), (blasint) n,
               (blasint) work->n_dims, 1.0, work->embedding + first * work->n_dims,
               (blasint) work->n_dims, work->embedding, (blasint) work->n_dims, 0.0, near,
               (blasint) n);
  for (gsize j = first; j < end; j++) {
    const double *near_j = near + (j - first) * n;
    double together = work->near_which[j], sum = 0.0;

    for (gsize k = 0; k < n; k++)
      if (k != j && k != work->which)
        sum += 1.0 / (1.0 + exp (work->near_which[k] - together) + exp (near_j[k] - together));
    work->similarities[j] = j == work->which ? (double) NAN : sum / (double) (n - 2);
  }
}

/**
 * cal_triplet_similarity_to:
 * @embedding: @n_concepts x @n_dims
 * @n_concepts: at least 3
 * @which: one of them
 * @similarities: (out caller-allocates): of each concept to @which, 0 to 1; NaN for itself
 * @job: (nullable): hears how far it is
 *
 * One row of what cal_triplet_similarity() computes, in a time that grows with the square of their
 * number, not the cube.
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if the embedding has too few concepts, or with
 *   G_IO_ERROR_CANCELLED. A concept that holds what is no finite number has NaN
 */
gboolean
cal_triplet_similarity_to (const double *embedding,
                           gsize n_concepts,
                           gsize n_dims,
                           gsize which,
                           double *similarities,
                           CalJob *job,
                           GError **error)
{
  gsize n = n_concepts;
  g_autofree double *near_which = NULL;
  RowWork work = {n, n_dims, which, 0, embedding, NULL, similarities};

  if (n < 3 || which >= n) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "an embedding of %" G_GSIZE_FORMAT " concepts; expected 3 or more", n);
    return FALSE;
  }
  work.near_which = near_which = g_new (double, n);
  cal_blas_prepare ();
  cblas_dgemv (CblasRowMajor, CblasNoTrans, (blasint) n, (blasint) n_dims, 1.0, embedding,
               (blasint) n_dims, embedding + which * n_dims, 1, 0.0, near_which, 1);
  for (; work.first < n; work.first += BATCH * BLOCK) {
    gsize n_left = n - work.first;

    if (!cal_job_check (job, error))
      return FALSE;
    cal_job_report (job, (double) work.first / (double) n, "Comparing concepts");
    cal_parallel_run (MIN ((gsize) BATCH, (n_left + BLOCK - 1) / BLOCK), compare_block, &work);
  }
  return TRUE;
}
