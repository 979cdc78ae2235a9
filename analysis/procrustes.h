/* procrustes.h - turning one set of points onto another.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/embedding.h"

G_BEGIN_DECLS

/**
 * CalProcrustes:
 * @n_dims: of the points
 * @rotation: n_dims x n_dims; points are rows and stand on its left. A reflection if its
 *   determinant is -1
 * @scale: 1 unless it was fitted
 * @from_centre: goes to @to_centre
 * @residual: what remains: the sum of squared distances after fitting, over that of the aim from
 *   its own centre
 */
typedef struct {
  guint n_dims;
  double rotation[CAL_EMBEDDING_MAX_DIMS][CAL_EMBEDDING_MAX_DIMS];
  double scale;
  double from_centre[CAL_EMBEDDING_MAX_DIMS];
  double to_centre[CAL_EMBEDDING_MAX_DIMS];
  double residual;
} CalProcrustes;

typedef enum {
  CAL_PROCRUSTES_RIGID = 0,
  CAL_PROCRUSTES_REFLECT = 1 << 0,
  CAL_PROCRUSTES_SCALE = 1 << 1,
} CalProcrustesFlags;

gboolean cal_procrustes_fit (CalProcrustes *self,
                             const double *from,
                             const double *to,
                             gsize n_points,
                             guint n_dims,
                             CalProcrustesFlags flags);
void cal_procrustes_apply (const CalProcrustes *self, double *points, gsize n_points);

G_END_DECLS
