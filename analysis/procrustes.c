/* procrustes.c - turning one set of points onto another.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/procrustes.h"

#include <math.h>
#include <string.h>

#include "analysis/blas.h"

#define K CAL_EMBEDDING_MAX_DIMS

static void
find_centre (const double *points, gsize n, guint n_dims, double centre[K])
{
  for (guint c = 0; c < n_dims; c++) {
    double sum = 0.0;

    for (gsize i = 0; i < n; i++)
      sum += points[i * n_dims + c];
    centre[c] = sum / (double) n;
  }
}

static double
sum_squares (const double *points, gsize n, guint n_dims, const double centre[K])
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    for (guint c = 0; c < n_dims; c++) {
      double away = points[i * n_dims + c] - centre[c];

      sum += away * away;
    }
  return sum;
}

static double
get_determinant (double m[K][K], guint n_dims)
{
  if (n_dims == 2)
    return m[0][0] * m[1][1] - m[0][1] * m[1][0];
  return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
         m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
         m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

/* The rotation U V' of the products of coordinates; the sum of singular values it attains. */
static gboolean
find_rotation (double products[K][K],
               guint n_dims,
               CalProcrustesFlags flags,
               double rotation[K][K],
               double *attained)
{
  double singular[K], u[K][K], vt[K][K], scratch[K];
  lapack_int k = (lapack_int) n_dims;

  cal_blas_prepare ();
  if (LAPACKE_dgesvd (LAPACK_ROW_MAJOR, 'A', 'A', k, k, products[0], K, singular, u[0], K, vt[0], K,
                      scratch) != 0)
    return FALSE;
  if ((flags & CAL_PROCRUSTES_REFLECT) == 0 &&
      get_determinant (u, n_dims) * get_determinant (vt, n_dims) < 0.0) {
    singular[n_dims - 1] = -singular[n_dims - 1];
    for (guint c = 0; c < n_dims; c++)
      vt[n_dims - 1][c] = -vt[n_dims - 1][c];
  }
  *attained = 0.0;
  for (guint r = 0; r < n_dims; r++) {
    *attained += singular[r];
    for (guint c = 0; c < n_dims; c++) {
      rotation[r][c] = 0.0;
      for (guint m = 0; m < n_dims; m++)
        rotation[r][c] += u[r][m] * vt[m][c];
    }
  }
  return TRUE;
}

/**
 * cal_procrustes_fit:
 * @from: n_points x n_dims, finite
 * @to: as many: where each should go
 * @n_dims: 2 or 3
 * @flags: whether points may also be reflected, and scaled as a whole
 *
 * Finds the rotation and translation (and reflection and scale, if allowed) that bring the points
 * as near to their aims as can be, in the sum of squares (Schönemann 1966, Psychometrika 31:1).
 *
 * Returns: FALSE if that is not defined: no points, or all @from or all @to in one place
 */
gboolean
cal_procrustes_fit (CalProcrustes *self,
                    const double *from,
                    const double *to,
                    gsize n_points,
                    guint n_dims,
                    CalProcrustesFlags flags)
{
  double products[K][K] = {{0.0}};
  double from_squares, to_squares, attained;

  g_return_val_if_fail (n_dims == 2 || n_dims == 3, FALSE);

  memset (self, 0, sizeof *self);
  self->n_dims = n_dims;
  find_centre (from, n_points, n_dims, self->from_centre);
  find_centre (to, n_points, n_dims, self->to_centre);
  from_squares = sum_squares (from, n_points, n_dims, self->from_centre);
  to_squares = sum_squares (to, n_points, n_dims, self->to_centre);
  if (n_points == 0 || !(from_squares > 0.0) || !(to_squares > 0.0))
    return FALSE;
  for (gsize i = 0; i < n_points; i++)
    for (guint r = 0; r < n_dims; r++)
      for (guint c = 0; c < n_dims; c++)
        products[r][c] += (from[i * n_dims + r] - self->from_centre[r]) *
                          (to[i * n_dims + c] - self->to_centre[c]);
  if (!find_rotation (products, n_dims, flags, self->rotation, &attained))
    return FALSE;
  self->scale = (flags & CAL_PROCRUSTES_SCALE) != 0 ? attained / from_squares : 1.0;
  self->residual =
      (self->scale * self->scale * from_squares - 2.0 * self->scale * attained + to_squares) /
      to_squares;
  self->residual = fmax (self->residual, 0.0);
  return TRUE;
}

/**
 * cal_procrustes_apply:
 * @points: (inout): n_points x self->n_dims; also ones that were not fitted
 */
void
cal_procrustes_apply (const CalProcrustes *self, double *points, gsize n_points)
{
  for (gsize i = 0; i < n_points; i++) {
    double *point = points + i * self->n_dims, turned[K];

    for (guint c = 0; c < self->n_dims; c++) {
      turned[c] = 0.0;
      for (guint r = 0; r < self->n_dims; r++)
        turned[c] += (point[r] - self->from_centre[r]) * self->rotation[r][c];
    }
    for (guint c = 0; c < self->n_dims; c++)
      point[c] = self->scale * turned[c] + self->to_centre[c];
  }
}
