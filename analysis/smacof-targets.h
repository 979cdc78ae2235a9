/* smacof-targets.h - the distances that SMACOF aims at, and how missing ones weigh.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/rdm.h"

G_BEGIN_DECLS

/**
 * CalSmacofTargets:
 * @n: conditions
 * @values: upper triangle; NaN where there is no dissimilarity
 * @n_missing: how many those are
 * @order: (nullable): the others by rising dissimilarity, if only their order counts
 * @inverse: (nullable): n x n, Cholesky factor of V + 1 1', if any is missing
 */
typedef struct {
  gsize n;
  double *values;
  gsize n_missing;
  guint32 *order;
  guint32 *ties; /* where each run of equal dissimilarities in order ends */
  gsize n_ties;
  double *inverse;
} CalSmacofTargets;

gboolean cal_smacof_targets_init (
    CalSmacofTargets *self, CalRdm *rdm, gboolean is_metric, gboolean is_squared, GError **error);
void cal_smacof_targets_clear (CalSmacofTargets *self);
void cal_smacof_targets_follow (CalSmacofTargets *self, const double *distances);
void cal_smacof_targets_solve (const CalSmacofTargets *self, double *pull, guint n_dims);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalSmacofTargets, cal_smacof_targets_clear)

G_END_DECLS
