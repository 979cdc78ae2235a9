/* winner.c - which of several maps is best at each place, and by how much.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/winner.h"

#include <math.h>

/**
 * cal_winner_compute:
 * @maps: of @n_places values each, larger is better; at least two
 * @winners: (out caller-allocates): of each place the best map, from 0; the first of several that
 *   are equal; CAL_WINNER_NONE where a map is NaN, since what was not measured cannot lose
 * @margins: (out caller-allocates): of each place the best minus the second best: 0 where several
 *   are best, NaN where there is no winner
 *
 * Returns: how many places have none or several
 */
CalWinnerCounts
cal_winner_compute (
    const double *const *maps, guint n_maps, gsize n_places, gint32 *winners, double *margins)
{
  CalWinnerCounts counts = {0, 0};

  for (gsize place = 0; place < n_places; place++) {
    double best = -INFINITY, second = -INFINITY;
    gint32 winner = CAL_WINNER_NONE;
    gboolean is_complete = n_maps > 1;

    for (guint m = 0; m < n_maps && is_complete; m++) {
      double value = maps[m][place];

      is_complete = !isnan (value);
      if (winner == CAL_WINNER_NONE || value > best) {
        second = best;
        best = value;
        winner = (gint32) m;
      } else if (value > second)
        second = value;
    }
    winners[place] = is_complete ? winner : CAL_WINNER_NONE;
    /* Two infinities are equal, though their difference is not a number. */
    margins[place] = !is_complete ? (double) NAN : best > second ? best - second : 0.0;
    counts.n_none += is_complete ? 0 : 1;
    counts.n_tied += is_complete && !(best > second) ? 1 : 0;
  }
  return counts;
}
