/* pca.h - the directions in which patterns differ most.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalPcaFit:
 * @explained: share of the dimensions kept in the variance of the patterns
 * @n_used: columns without a NaN
 * @n_dropped: columns with one
 */
typedef struct {
  double explained;
  gsize n_used;
  gsize n_dropped;
} CalPcaFit;

gboolean cal_pca (
    CalArray *patterns, guint n_dims, double *points, CalPcaFit *fit, CalJob *job, GError **error);

G_END_DECLS
