/* hierarchy-score.c - whether the layers of a model follow the order of the brain.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/hierarchy-score.h"

#include <math.h>

#include "analysis/rank.h"
#include "analysis/score.h"

static double
correlate_ranks (const double *x, const double *y, gsize n)
{
  const double *values[2] = {x, y};
  g_autofree double *ranks = g_new (double, 2 * n);

  for (int v = 0; v < 2; v++) {
    g_auto (CalRanking) ranking = {0};

    cal_ranking_init (&ranking, values[v], n);
    cal_ranking_get_mid_ranks (&ranking, ranks + (gsize) v * n);
  }
  return cal_pearson (ranks, ranks + n, n);
}

/* Correlates what two lists both have. */
static CalHierarchyScore
score (const double *x, const double *y, gsize n)
{
  g_autofree double *kept_x = g_new (double, n);
  g_autofree double *kept_y = g_new (double, n);
  gsize n_kept = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (x[i]) && !isnan (y[i])) {
      kept_x[n_kept] = x[i];
      kept_y[n_kept++] = y[i];
    }
  if (n_kept < 3)
    return (CalHierarchyScore){NAN, NAN, n_kept, n - n_kept};
  return (CalHierarchyScore){cal_pearson (kept_x, kept_y, n_kept),
                             correlate_ranks (kept_x, kept_y, n_kept), n_kept, n - n_kept};
}

/* The place of the largest of n values, the first of several; NaN if there is none. */
static double
find_largest (const double *values, gsize n, gsize stride)
{
  double place = NAN, largest = -INFINITY;

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i * stride]) && (isnan (place) || values[i * stride] > largest)) {
      largest = values[i * stride];
      place = (double) i;
    }
  return place;
}

/**
 * cal_hierarchy_score_spatial:
 * @scores: @n_layers x @n_regions: how well each layer predicts each region
 * @hierarchy: each region's place in the hierarchy, as the person chose it: a level, the distance
 *   from V1; NaN where it has none
 * @best_layers: (out caller-allocates): of each region the layer that predicts it best, from 0; NaN
 *   if none does
 *
 * Returns: how well the best layer goes with the place in the hierarchy, over regions
 */
CalHierarchyScore
cal_hierarchy_score_spatial (const double *scores,
                             gsize n_layers,
                             gsize n_regions,
                             const double *hierarchy,
                             double *best_layers)
{
  for (gsize region = 0; region < n_regions; region++)
    best_layers[region] = find_largest (scores + region, n_layers, n_regions);
  return score (best_layers, hierarchy, n_regions);
}

/**
 * cal_hierarchy_score_temporal:
 * @scores: @n_layers x @n_times: how well each layer predicts each moment
 * @times: of each moment, in any unit
 * @best_times: (out caller-allocates): of each layer the time of its largest score; NaN if it has
 *   none
 *
 * Returns: how well the layer's place in the model goes with the time of its largest score, over
 *   layers
 */
CalHierarchyScore
cal_hierarchy_score_temporal (
    const double *scores, gsize n_layers, gsize n_times, const double *times, double *best_times)
{
  g_autofree double *layers = g_new (double, n_layers);

  for (gsize layer = 0; layer < n_layers; layer++) {
    double place = find_largest (scores + layer * n_times, n_times, 1);

    layers[layer] = (double) layer;
    best_times[layer] = isnan (place) ? NAN : times[(gsize) place];
  }
  return score (layers, best_times, n_layers);
}
