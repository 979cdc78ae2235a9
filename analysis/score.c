/* score.c - how well responses are predicted: Pearson's r, explained variance, R2.
 *
 * Sums are of differences from the mean, in double precision, in the order of the samples, so that
 * numbers are the same on any number of cores. A sample that is NaN makes the place NaN: a score
 * of fewer samples is not the score that was asked for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/score.h"

#include <math.h>

#include "model/error.h"

/* Taken from the first value on, so that the mean of equal values is their value, to the last
 * digit, and their spread 0. */
static double
get_mean (const double *values, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += values[i] - values[0];
  return n > 0 ? values[0] + sum / (double) n : NAN;
}

/**
 * cal_pearson:
 *
 * Pearson's correlation: the sum of the products of both deviations from the mean over the root of
 * the product of the sums of their squares.
 *
 * Returns: -1 to 1; NaN if one of them does not vary (never 0), a value is NaN or infinite, or
 *   there are fewer than two
 */
double
cal_pearson (const double *x, const double *y, gsize n)
{
  double mean_x = get_mean (x, n), mean_y = get_mean (y, n), xx = 0.0, yy = 0.0, xy = 0.0;

  for (gsize i = 0; i < n; i++) {
    double dx = x[i] - mean_x, dy = y[i] - mean_y;

    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  /* 0 / 0 where one of them does not vary. */
  xy /= sqrt (xx) * sqrt (yy);
  return isnan (xy) ? NAN : CLAMP (xy, -1.0, 1.0);
}

/**
 * cal_score_of:
 * @measured: responses to @n samples at one place
 * @predicted: to the same samples
 *
 * Returns: the scores; all NaN if a value is, or if @measured does not vary; r also if @predicted
 *   does not
 */
CalScore
cal_score_of (const double *measured, const double *predicted, gsize n)
{
  CalScore score = {NAN, NAN, NAN};
  double mean = get_mean (measured, n), mean_error = 0.0;
  double total = 0.0, error = 0.0, unexplained = 0.0;

  for (gsize i = 0; i < n; i++)
    mean_error += (measured[i] - predicted[i]) / (double) n;
  for (gsize i = 0; i < n; i++) {
    double difference = measured[i] - predicted[i];

    total += (measured[i] - mean) * (measured[i] - mean);
    error += difference * difference;
    unexplained += (difference - mean_error) * (difference - mean_error);
  }
  if (!(total > 0.0))
    return score;
  score.r = cal_pearson (measured, predicted, n);
  score.explained_variance = 1.0 - unexplained / total;
  score.r2 = 1.0 - error / total;
  return score;
}

typedef struct {
  CalScore *scores;
  gsize n_samples;
} Work;

static void
score_place (gsize place, const double *const *columns, gpointer data)
{
  Work *work = data;

  work->scores[place] = cal_score_of (columns[0], columns[1], work->n_samples);
}

/**
 * cal_score_compute:
 * @measured: samples x places
 * @predicted: the same samples at the same places
 * @scores: (out caller-allocates): of each place, as cal_score_of()
 * @job: (nullable)
 *
 * Returns: FALSE with @error set: CAL_ERROR_ARGUMENT if the two differ in shape, or as
 *   cal_place_columns_run()
 */
gboolean
cal_score_compute (const CalPatterns *measured,
                   const CalPatterns *predicted,
                   CalScore *scores,
                   CalJob *job,
                   GError **error)
{
  const CalPatterns *both[] = {measured, predicted};
  Work work = {scores, measured->n_rows};

  if (measured->n_rows != predicted->n_rows) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "predictions of %" G_GSIZE_FORMAT " samples; expected %" G_GSIZE_FORMAT
                 " as were measured",
                 predicted->n_rows, measured->n_rows);
    return FALSE;
  }
  return cal_place_columns_run (both, 2, score_place, &work, "Scoring predictions", job, error);
}

/**
 * cal_spearman_brown:
 * @r: correlation of two measurements
 * @n_times_longer: what is measured how often as long; 2: both halves together
 *
 * Spearman 1910 and Brown 1910 (Br. J. Psychol. 3:271, 3:296): n r / (1 + (n - 1) r).
 *
 * Returns: the correlation of two such longer measurements; NaN where the formula has no value
 */
double
cal_spearman_brown (double r, double n_times_longer)
{
  double divisor = 1.0 + (n_times_longer - 1.0) * r;

  return divisor > 0.0 ? n_times_longer * r / divisor : NAN;
}

/**
 * cal_split_half_ceiling:
 * @r: correlation of the responses of two halves of the repeats
 *
 * Returns: the largest correlation that a model can have with the mean of all repeats, the root of
 *   the reliability of that mean by Spearman and Brown; NaN where that is not above 0
 */
double
cal_split_half_ceiling (double r)
{
  double reliability = cal_spearman_brown (r, 2.0);

  return reliability > 0.0 ? sqrt (reliability) : NAN;
}
