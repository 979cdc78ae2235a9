/* ceiling-share.c - what share of the noise ceiling a model reaches.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/ceiling-share.h"

#include <math.h>

/* 0 to 1 of the variance; NaN if the score is. */
static double
get_variance (const CalCeilingShare *self, double score)
{
  if (self->kind == CAL_SCORE_KIND_VARIANCE)
    return score;
  return score < 0.0 ? 0.0 : score * score;
}

/* 0 to 1; NaN where nothing can be compared. */
static double
get_ceiling (const CalCeilingShare *self, double ceiling)
{
  if (ceiling == 0.0)
    return self->zero_ceiling;
  if (!(ceiling > 0.0))
    return NAN;
  return self->unit == CAL_CEILING_PERCENT ? ceiling / 100.0 : ceiling;
}

/**
 * cal_ceiling_share_compute:
 * @scores: one a place
 * @ceilings: of the same places; one below 0 counts as none
 * @percent: (out caller-allocates): 100 times the variance explained over the ceiling; NaN where
 *   one of them is. May be @scores
 * @counts: (out caller-allocates): what was clipped, squared away or left out
 */
void
cal_ceiling_share_compute (const CalCeilingShare *self,
                           const double *scores,
                           const double *ceilings,
                           gsize n,
                           double *percent,
                           CalCeilingCounts *counts)
{
  *counts = (CalCeilingCounts){.n = n};
  for (gsize i = 0; i < n; i++) {
    double share = get_variance (self, scores[i]) / get_ceiling (self, ceilings[i]) * 100.0;

    counts->n_nan += isnan (share) ? 1 : 0;
    counts->n_negative += scores[i] < 0.0 ? 1 : 0;
    counts->n_zero_ceiling += ceilings[i] == 0.0 ? 1 : 0;
    counts->n_above += share > 100.0 ? 1 : 0;
    percent[i] = self->clips && share > 100.0 ? 100.0 : share;
  }
}

/**
 * cal_ceiling_share_dup_formula:
 *
 * Returns: (transfer full): the formula as a sentence, to stand below the map
 */
char *
cal_ceiling_share_dup_formula (const CalCeilingShare *self)
{
  const char *score =
      self->kind == CAL_SCORE_KIND_R ? "100 max(r, 0)² / ceiling" : "100 score / ceiling";
  const char *unit = self->unit == CAL_CEILING_PERCENT ? "ceiling in percent of the variance"
                                                       : "ceiling 0 to 1 of the variance";
  const char *clip = self->clips ? "clipped at 100 %" : "not clipped";

  if (isnan (self->zero_ceiling))
    return g_strdup_printf ("%s; %s, no share where it is 0; %s", score, unit, clip);
  return g_strdup_printf ("%s; %s, %g where it is 0; %s", score, unit, self->zero_ceiling, clip);
}

/**
 * cal_ceiling_counts_dup_sentence:
 *
 * Returns: (transfer full): how many places were treated in which way
 */
char *
cal_ceiling_counts_dup_sentence (const CalCeilingCounts *self)
{
  return g_strdup_printf (
      "%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " above 100 %%, %" G_GSIZE_FORMAT
      " negative, %" G_GSIZE_FORMAT " with a ceiling of 0, %" G_GSIZE_FORMAT " without data",
      self->n_above, self->n, self->n_negative, self->n_zero_ceiling, self->n_nan);
}
