/* smacof-targets.c - the distances that SMACOF aims at, and how missing ones weigh.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/smacof-targets.h"

#include <math.h>
#include <stdlib.h>

#include "analysis/blas.h"
#include "analysis/isotonic.h"
#include "model/error.h"

/* Conditions tied together by dissimilarities; those apart have no place to each other. */
static gsize
count_groups (const CalSmacofTargets *self)
{
  gsize n = self->n, n_groups = n, p = 0;
  g_autofree gsize *parents = g_new (gsize, n);

  for (gsize i = 0; i < n; i++)
    parents[i] = i;
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++, p++) {
      gsize a = i, b = j;

      if (isnan (self->values[p]))
        continue;
      while (parents[a] != a)
        a = parents[a] = parents[parents[a]];
      while (parents[b] != b)
        b = parents[b] = parents[parents[b]];
      n_groups -= a != b ? 1 : 0;
      parents[b] = a;
    }
  return n_groups;
}

/* V has -1 for each pair that counts and what makes its rows sum to zero on the diagonal. Its
 * pseudo-inverse acts on centred vectors as the inverse of V + 1 1' does. */
static gboolean
factorise (CalSmacofTargets *self, GError **error)
{
  gsize n = self->n, p = 0;
  double *v = self->inverse = g_try_malloc0_n (n * n, sizeof *v);

  if (v == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "no memory to place %" G_GSIZE_FORMAT " conditions with missing dissimilarities",
                 n);
    return FALSE;
  }
  for (gsize i = 0; i < n; i++) {
    v[i * n + i] += 1.0;
    for (gsize j = i + 1; j < n; j++, p++) {
      gboolean counts = !isnan (self->values[p]);

      v[i * n + j] = v[j * n + i] = counts ? 0.0 : 1.0;
      v[i * n + i] += counts ? 1.0 : 0.0;
      v[j * n + j] += counts ? 1.0 : 0.0;
    }
  }
  cal_blas_prepare ();
  if (LAPACKE_dpotrf (LAPACK_COL_MAJOR, 'L', (lapack_int) n, v, (lapack_int) n) != 0) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "the dissimilarities that are there do not hold the conditions together");
    return FALSE;
  }
  return TRUE;
}

static int
compare_values (const void *a, const void *b, void *values)
{
  double x = ((const double *) values)[*(const guint32 *) a];
  double y = ((const double *) values)[*(const guint32 *) b];

  return (x > y) - (x < y);
}

static void
sort (CalSmacofTargets *self, gsize n_pairs)
{
  gsize n = 0;

  self->order = g_new (guint32, n_pairs);
  self->ties = g_new (guint32, n_pairs);
  for (gsize p = 0; p < n_pairs; p++)
    if (!isnan (self->values[p]))
      self->order[n++] = (guint32) p;
  qsort_r (self->order, n, sizeof *self->order, compare_values, self->values);
  for (gsize r = 0; r < n; r++)
    if (r + 1 == n || self->values[self->order[r]] != self->values[self->order[r + 1]])
      self->ties[self->n_ties++] = (guint32) (r + 1);
}

static gboolean
copy_values (CalSmacofTargets *self, CalRdm *rdm, gboolean is_squared, GError **error)
{
  gsize n_pairs = cal_rdm_get_n_pairs (rdm), n_infinite = 0;

  self->values = g_try_malloc_n (n_pairs, sizeof *self->values);
  if (self->values == NULL || n_pairs > G_MAXUINT32) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "no memory for %" G_GSIZE_FORMAT " pairs",
                 n_pairs);
    return FALSE;
  }
  for (gsize p = 0; p < n_pairs; p++) {
    double value = cal_rdm_get_pair (rdm, p);

    n_infinite += isinf (value) ? 1 : 0;
    self->n_missing += isnan (value) ? 1 : 0;
    self->values[p] = is_squared ? copysign (sqrt (fabs (value)), value) : value;
  }
  if (n_infinite == 0)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " dissimilarities are infinite",
               n_infinite, n_pairs);
  return FALSE;
}

static gboolean
check_signs (const CalSmacofTargets *self, gsize n_pairs, GError **error)
{
  gsize n_negative = 0;

  for (gsize p = 0; p < n_pairs; p++)
    n_negative += self->values[p] < 0.0 ? 1 : 0;
  if (n_negative == 0)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "no distance is negative, but %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
               " dissimilarities are; non-metric scaling takes only their order",
               n_negative, n_pairs);
  return FALSE;
}

/**
 * cal_smacof_targets_init:
 *
 * Returns: FALSE with @error set if the dissimilarities cannot be distances: an infinite one, a
 *   negative one (metric), or conditions that no dissimilarity ties to the others
 */
gboolean
cal_smacof_targets_init (
    CalSmacofTargets *self, CalRdm *rdm, gboolean is_metric, gboolean is_squared, GError **error)
{
  gsize n_groups, n_pairs = cal_rdm_get_n_pairs (rdm);

  self->n = cal_rdm_get_desc (rdm)->n_conditions;
  if (!copy_values (self, rdm, is_squared, error) ||
      (is_metric && !check_signs (self, n_pairs, error)))
    return FALSE;
  if (!is_metric)
    sort (self, n_pairs);
  if (self->n_missing == 0)
    return TRUE;
  n_groups = count_groups (self);
  if (n_groups == 1)
    return factorise (self, error);
  g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
               "%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT
               " dissimilarities are missing: the conditions fall into %" G_GSIZE_FORMAT
               " groups with none between them",
               self->n_missing, n_pairs, n_groups);
  return FALSE;
}

void
cal_smacof_targets_clear (CalSmacofTargets *self)
{
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->ties, g_free);
  g_clear_pointer (&self->inverse, g_free);
}

/**
 * cal_smacof_targets_follow:
 * @distances: upper triangle, of the points as they are
 *
 * Sets the targets of the non-metric kind: the numbers closest to the distances that never fall
 * where dissimilarities rise, scaled to a mean square of 1. Equal dissimilarities may get different
 * targets (Kruskal's primary approach to ties).
 */
void
cal_smacof_targets_follow (CalSmacofTargets *self, const double *distances)
{
  gsize n = self->n_ties > 0 ? self->ties[self->n_ties - 1] : 0, begin = 0;
  g_autofree double *fitted = g_new (double, n);
  double squares = 0.0, scale;

  for (gsize t = 0; t < self->n_ties; t++) {
    if (self->ties[t] - begin > 1)
      qsort_r (self->order + begin, self->ties[t] - begin, sizeof *self->order, compare_values,
               (void *) distances);
    begin = self->ties[t];
  }
  for (gsize r = 0; r < n; r++)
    fitted[r] = distances[self->order[r]];
  cal_isotonic_fit (fitted, n);
  for (gsize r = 0; r < n; r++)
    squares += fitted[r] * fitted[r];
  scale = squares > 0.0 ? sqrt ((double) n / squares) : 0.0;
  for (gsize r = 0; r < n; r++)
    self->values[self->order[r]] = scale * fitted[r];
}

/**
 * cal_smacof_targets_solve:
 * @pull: (inout): n_dims x n: B(X) X; becomes the next X
 */
void
cal_smacof_targets_solve (const CalSmacofTargets *self, double *pull, guint n_dims)
{
  lapack_int n = (lapack_int) self->n;

  if (self->inverse == NULL)
    cblas_dscal ((int) (self->n * n_dims), 1.0 / (double) self->n, pull, 1);
  else
    LAPACKE_dpotrs_work (LAPACK_COL_MAJOR, 'L', n, (lapack_int) n_dims, self->inverse, n, pull, n);
}
