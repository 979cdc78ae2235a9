/* group-means.c - the mean of each group of numbers, and how sure it is.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/group-means.h"

#include <math.h>

/**
 * cal_group_means:
 * @values: NaN is no data
 * @groups: the group of each, from 0, or CAL_NO_GROUP
 * @n: numbers
 * @means: (out caller-allocates): of each group
 *
 * In two passes: the sum of squares is taken about the mean.
 */
void
cal_group_means (
    const float *values, const guint32 *groups, gsize n, guint n_groups, CalGroupMean *means)
{
  g_autofree double *sums = g_new0 (double, MAX (n_groups, 1));

  for (guint g = 0; g < n_groups; g++)
    means[g] = (CalGroupMean){0, 0.0, 0.0};
  for (gsize i = 0; i < n; i++)
    if (groups[i] < n_groups && !isnan (values[i])) {
      means[groups[i]].n++;
      means[groups[i]].mean += (double) values[i];
    }
  for (guint g = 0; g < n_groups; g++)
    means[g].mean = means[g].n > 0 ? means[g].mean / (double) means[g].n : (double) NAN;
  for (gsize i = 0; i < n; i++)
    if (groups[i] < n_groups && !isnan (values[i])) {
      double off = (double) values[i] - means[groups[i]].mean;

      sums[groups[i]] += off * off;
    }
  for (guint g = 0; g < n_groups; g++)
    means[g].standard_error =
        means[g].n > 1 ? sqrt (sums[g] / (double) (means[g].n - 1)) / sqrt ((double) means[g].n)
                       : (double) NAN;
}
