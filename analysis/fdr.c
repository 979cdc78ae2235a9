/* fdr.c - p-values of many tests at a bounded rate of false discoveries.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/fdr.h"

#include <math.h>

#include "analysis/rank.h"

/**
 * cal_fdr_adjust:
 * @p: 0 to 1; NaN where there was no test
 * @q: (out caller-allocates): the smallest rate of false discoveries at which each test counts as
 *   one; NaN stays NaN and is no test. May be @p.
 *
 * Benjamini and Hochberg 1995 (J. R. Stat. Soc. B 57:289): of m tests the ith smallest p becomes
 * the smallest m p / k of those from i on. Holds for tests that are independent or positively
 * dependent.
 */
void
cal_fdr_adjust (const double *p, gsize n, double *q)
{
  g_autofree gsize *places = g_new (gsize, n);
  g_autofree double *tests = g_new (double, n);
  g_auto (CalRanking) ranking = {0};
  double smallest = 1.0;
  gsize m = 0;

  for (gsize i = 0; i < n; i++) {
    if (!isnan (p[i])) {
      places[m] = i;
      tests[m++] = p[i];
    }
    q[i] = NAN;
  }
  cal_ranking_init (&ranking, tests, m);
  for (gsize k = m; k > 0; k--) {
    guint32 test = ranking.order[k - 1];

    smallest = fmin (smallest, tests[test] * (double) m / (double) k);
    q[places[test]] = smallest;
  }
}
