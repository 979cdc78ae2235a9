/* smacof.h - multidimensional scaling by majorisation.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "model/rdm.h"

G_BEGIN_DECLS

/**
 * CalSmacofFunc:
 * @points: n_conditions x n_dims, as far as the first start has come
 *
 * Shown a configuration on the way; from the worker's thread.
 */
typedef void (*CalSmacofFunc) (const double *points, gpointer data);

/**
 * CalSmacofOptions:
 * @is_metric: distances shall be the dissimilarities; else any numbers of the same order
 * @is_squared: dissimilarities are squared distances: their roots are taken
 * @n_dims: 2 or 3
 * @n_starts: configurations to start from; the best result is kept
 * @seed: of the random ones
 * @max_iterations: of each start
 * @tolerance: a start ends when an iteration lowers the stress by no more than this share of it
 * @start: (nullable): n_conditions x n_dims, the first start; NULL means classical MDS where every
 *   dissimilarity is there, else a random one
 * @show: (nullable): called up to 25 times a second during the first start
 * @data: for @show
 */
typedef struct {
  gboolean is_metric;
  gboolean is_squared;
  guint n_dims;
  guint n_starts;
  guint32 seed;
  guint max_iterations;
  double tolerance;
  const double *start;
  CalSmacofFunc show;
  gpointer data;
} CalSmacofOptions;

#define CAL_SMACOF_DEFAULTS                                                           \
  {                                                                                   \
    .is_metric = TRUE, .n_dims = 2, .n_starts = 4, .seed = 1, .max_iterations = 1000, \
    .tolerance = 1e-6,                                                                \
  }

/**
 * CalSmacofFit:
 * @raw_stress: sum over pairs of (distance - target)^2; targets of the non-metric kind have a mean
 *   square of 1
 * @stress: the root of raw_stress over the sum of squared targets
 * @best_start: from 0
 * @n_iterations: of the best start
 * @converged: whether the best start ended by its tolerance
 * @n_missing: pairs without a dissimilarity, which have no say
 */
typedef struct {
  double raw_stress;
  double stress;
  guint best_start;
  guint n_iterations;
  gboolean converged;
  gsize n_missing;
} CalSmacofFit;

gboolean cal_smacof (CalRdm *rdm,
                     const CalSmacofOptions *options,
                     double *points,
                     CalSmacofFit *fit,
                     CalJob *job,
                     GError **error);

G_END_DECLS
