/* smacof-pass.h - one pass of SMACOF over pairs of points.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalSmacofPass:
 * @n: points
 * @n_dims: 2 or 3
 * @first: row of the upper triangle
 * @end: row after the last
 * @targets: upper triangle of all rows; NaN where the distance does not matter
 * @coordinates: n_dims x n
 * @pull: (out): n_dims x n: what these rows add to B(X) X
 * @stress: (out): sum of squared differences between distances and targets
 * @squares: (out): sum of squared targets
 */
typedef struct {
  gsize n;
  guint n_dims;
  gsize first;
  gsize end;
  const double *targets;
  const double *coordinates;
  double *pull;
  double stress;
  double squares;
} CalSmacofPass;

void cal_smacof_pass (CalSmacofPass *self);
void cal_smacof_measure (const CalSmacofPass *self, double *distances);

G_END_DECLS
