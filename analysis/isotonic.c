/* isotonic.c - the closest numbers that never fall.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/isotonic.h"

/**
 * cal_isotonic_fit:
 * @values: (inout): replaced by the sequence that never falls and has the least sum of squared
 *   differences from them
 *
 * Neighbours that fall are pooled to their mean (Kruskal 1964, Psychometrika 29:115). Takes time n.
 */
void
cal_isotonic_fit (double *values, gsize n)
{
  g_autofree double *means = g_new (double, n);
  g_autofree gsize *ends = g_new (gsize, n); /* of each pool; it begins where the last one ends */
  gsize n_pools = 0;

  for (gsize i = 0; i < n; i++) {
    double mean = values[i];

    ends[n_pools] = i + 1;
    while (n_pools > 0 && means[n_pools - 1] >= mean) {
      gsize begin = n_pools > 1 ? ends[n_pools - 2] : 0, middle = ends[n_pools - 1];
      double before = (double) (middle - begin), after = (double) (i + 1 - middle);

      mean = (before * means[n_pools - 1] + after * mean) / (before + after);
      n_pools--;
      ends[n_pools] = i + 1;
    }
    means[n_pools++] = mean;
  }
  for (gsize pool = 0, i = 0; pool < n_pools; pool++)
    while (i < ends[pool])
      values[i++] = means[pool];
}
