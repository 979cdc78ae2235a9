/* eigen.h - the largest eigenvalues of a symmetric matrix, and their vectors.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalEigenProduct:
 * @in: n_columns vectors of n numbers, one after the other
 * @out: what the matrix makes of each
 */
typedef void (*CalEigenProduct) (const double *in, gsize n_columns, double *out, gpointer data);

gboolean cal_eigen_find_top (double *matrix,
                             gsize n,
                             guint n_top,
                             double *values,
                             double *vectors,
                             double *all_values,
                             GError **error);
gboolean cal_eigen_find_top_of_product (CalEigenProduct product,
                                        gpointer data,
                                        gsize n,
                                        guint n_top,
                                        double *values,
                                        double *vectors,
                                        double *residual,
                                        CalJob *job,
                                        GError **error);

G_END_DECLS
