/* hierarchy-score.h - whether the layers of a model follow the order of the brain.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalHierarchyScore:
 * @r: Pearson's correlation; NaN with fewer than three points or no spread
 * @rho: Spearman's
 * @n: the points it is of
 * @n_left_out: regions or layers with no score at all, or no place
 */
typedef struct {
  double r;
  double rho;
  gsize n;
  gsize n_left_out;
} CalHierarchyScore;

CalHierarchyScore cal_hierarchy_score_spatial (const double *scores,
                                               gsize n_layers,
                                               gsize n_regions,
                                               const double *hierarchy,
                                               double *best_layers);
CalHierarchyScore cal_hierarchy_score_temporal (
    const double *scores, gsize n_layers, gsize n_times, const double *times, double *best_times);

G_END_DECLS
