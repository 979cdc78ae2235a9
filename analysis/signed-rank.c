/* signed-rank.c - whether paired differences lie on one side of zero.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/signed-rank.h"

#include <math.h>

#include "analysis/rank.h"

/* Up to here every assignment of signs is counted; beyond, their sum is normal. */
#define MAX_EXACT 200

/* How likely it is that signs by chance give a sum of ranks at most this; ranks are doubled, so
 * that those of ties are whole. */
static double
count_exactly (const guint *doubled, gsize n, guint sum)
{
  g_autofree double *chance = NULL;
  guint total = 0;
  double below = 0.0;

  for (gsize i = 0; i < n; i++)
    total += doubled[i];
  chance = g_new0 (double, total + 1);
  chance[0] = 1.0;
  total = 0;
  for (gsize i = 0; i < n; i++) {
    total += doubled[i];
    for (guint s = total + 1; s-- > 0;)
      chance[s] = 0.5 * (chance[s] + (s >= doubled[i] ? chance[s - doubled[i]] : 0.0));
  }
  for (guint s = 0; s <= MIN (sum, total); s++)
    below += chance[s];
  return below;
}

static double
approximate (const double *ranks, gsize n, double sum)
{
  double mean = 0.0, variance = 0.0;

  for (gsize i = 0; i < n; i++) {
    mean += ranks[i] / 2.0;
    variance += ranks[i] * ranks[i] / 4.0;
  }
  return 0.5 * erfc ((mean - sum) / sqrt (2.0 * variance));
}

/**
 * cal_signed_rank_test:
 * @differences: those that are 0 or NaN are left out
 *
 * Wilcoxon's test. The distribution is exact for up to 200 differences, with ties too (by counting
 * the assignments of signs), and normal, with the variance that ties leave, beyond.
 *
 * Returns: the two-sided p-value; NaN if no difference is left
 */
double
cal_signed_rank_test (const double *differences, gsize n)
{
  g_autofree double *sizes = g_new (double, n);
  g_autofree double *ranks = g_new (double, n);
  g_autofree gboolean *is_negative = g_new (gboolean, n);
  g_autofree guint *doubled = NULL;
  g_auto (CalRanking) ranking = {0};
  double sums[2] = {0.0}, smaller;
  gsize m = 0;

  for (gsize i = 0; i < n; i++)
    if (fabs (differences[i]) > 0.0) {
      is_negative[m] = differences[i] < 0.0;
      sizes[m++] = fabs (differences[i]);
    }
  if (m == 0)
    return NAN;
  cal_ranking_init (&ranking, sizes, m);
  cal_ranking_get_mid_ranks (&ranking, ranks);
  for (gsize i = 0; i < m; i++)
    sums[is_negative[i] ? 1 : 0] += ranks[i];
  smaller = fmin (sums[0], sums[1]);
  if (m > MAX_EXACT)
    return fmin (1.0, 2.0 * approximate (ranks, m, smaller));
  doubled = g_new (guint, m);
  for (gsize i = 0; i < m; i++)
    doubled[i] = (guint) lround (2.0 * ranks[i]);
  return fmin (1.0, 2.0 * count_exactly (doubled, m, (guint) lround (2.0 * smaller)));
}
