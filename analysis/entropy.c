/* entropy.c - how wide, where and how alike maps of attention are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/entropy.h"

#include <math.h>

#include "analysis/rank.h"

/* NaN if a weight is negative or NaN, or if there is nothing to share out. */
static double
get_sum (const float *weights, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++) {
    if (!(weights[i] >= 0.0f))
      return NAN;
    sum += (double) weights[i];
  }
  return sum > 0.0 && isfinite (sum) ? sum : NAN;
}

/**
 * cal_entropy_normalised:
 * @n: T, all tokens, also those of weight 0
 *
 * Shannon's entropy over that of equal weights: -sum p ln p / ln T, where 0 ln 0 is 0.
 *
 * Returns: 0, all on one token, to 1, the same on all; NaN if there are fewer than two tokens, a
 *   weight is negative or NaN, or all are 0
 */
double
cal_entropy_normalised (const float *weights, gsize n)
{
  double sum = get_sum (weights, n), entropy = 0.0;

  if (isnan (sum) || n < 2)
    return NAN;
  for (gsize i = 0; i < n; i++)
    if (weights[i] > 0.0f)
      entropy -= (double) weights[i] / sum * log ((double) weights[i] / sum);
  return entropy / log ((double) n);
}

/**
 * cal_entropy_find_centre:
 * @weights: @height rows of @width patches, the upper row first
 * @centre: (out caller-allocates): mean of the patches' centres by weight: x from the left edge, y
 *   from the upper one, in patches: that of the first patch is at 0.5, 0.5
 *
 * Returns: FALSE if there is none, as for the entropy
 */
gboolean
cal_entropy_find_centre (const float *weights, gsize width, gsize height, double centre[2])
{
  double sum = get_sum (weights, width * height);

  centre[0] = centre[1] = NAN;
  if (isnan (sum))
    return FALSE;
  centre[0] = centre[1] = 0.0;
  for (gsize row = 0; row < height; row++)
    for (gsize column = 0; column < width; column++) {
      double share = (double) weights[row * width + column] / sum;

      centre[0] += share * ((double) column + 0.5);
      centre[1] += share * ((double) row + 0.5);
    }
  return TRUE;
}

/**
 * cal_entropy_find_centre_in_degrees:
 * @grid: with the padding that the model saw and the picture does not have
 * @centre: (out caller-allocates): degrees of visual angle from the picture's centre, right and up
 *
 * Degrees are proportional to pixels, as experiments give them for small pictures. Patches are
 * squares of the padded picture, so that a centre can lie beyond the picture's right or lower edge.
 *
 * Returns: FALSE if there is none
 */
gboolean
cal_entropy_find_centre_in_degrees (const float *weights,
                                    const CalPatchGrid *grid,
                                    double centre[2])
{
  double degrees_per_pixel = grid->degrees / grid->picture_width;

  if (!cal_entropy_find_centre (weights, grid->width, grid->height, centre))
    return FALSE;
  centre[0] = (centre[0] * grid->patch_size - grid->picture_width / 2.0) * degrees_per_pixel;
  centre[1] = (grid->picture_height / 2.0 - centre[1] * grid->patch_size) * degrees_per_pixel;
  return TRUE;
}

/**
 * cal_entropy_get_overlap:
 *
 * Returns: what two maps share, sum min (p, q): 0, nothing, to 1, all; NaN if one of them has no
 *   weights to share out
 */
double
cal_entropy_get_overlap (const float *a, const float *b, gsize n)
{
  double sums[2] = {get_sum (a, n), get_sum (b, n)}, overlap = 0.0;

  if (isnan (sums[0]) || isnan (sums[1]))
    return NAN;
  for (gsize i = 0; i < n; i++)
    overlap += fmin ((double) a[i] / sums[0], (double) b[i] / sums[1]);
  return overlap;
}

/**
 * cal_entropy_subtract:
 * @difference: (out caller-allocates): p - q of each token; they add up to 0. May be @a or @b
 *
 * Returns: FALSE with a difference of NaN if one of them has no weights to share out
 */
gboolean
cal_entropy_subtract (const float *a, const float *b, gsize n, float *difference)
{
  double sums[2] = {get_sum (a, n), get_sum (b, n)};

  for (gsize i = 0; i < n; i++)
    difference[i] = (float) ((double) a[i] / sums[0] - (double) b[i] / sums[1]);
  return !isnan (sums[0]) && !isnan (sums[1]);
}

static double
get_top_mean (const float *weights, gsize n, double top_fraction)
{
  gsize n_top = CLAMP ((gsize) ceil (top_fraction * (double) n), 1, n);
  g_autofree double *values = g_new (double, n);
  g_auto (CalRanking) ranking = {0};
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    values[i] = (double) weights[i];
  cal_ranking_init (&ranking, values, n);
  for (gsize i = n - n_top; i < n; i++)
    sum += values[ranking.order[i]];
  return sum / (double) n_top;
}

/**
 * cal_entropy_share_spans:
 * @weights: of all tokens of all modalities
 * @spans: the tokens of each modality
 * @top_fraction: of the tokens of a span, those with the most weight, rounded up; 0.25 is usual, 1:
 *   the mean of all
 * @shares: (out caller-allocates): of each span the mean weight of its top tokens over the sum of
 *   those of all spans
 *
 * Means, not sums: a modality with more tokens is not preferred for that.
 *
 * Returns: FALSE with shares of NaN if a weight is negative or NaN, a span has no token, or all
 *   means are 0
 */
gboolean
cal_entropy_share_spans (const float *weights,
                         const CalTokenSpan *spans,
                         gsize n_spans,
                         double top_fraction,
                         double *shares)
{
  double total = 0.0;

  for (gsize s = 0; s < n_spans; s++) {
    const float *first = weights + spans[s].first;
    gboolean is_good = spans[s].n > 0;

    for (gsize i = 0; i < spans[s].n; i++)
      is_good = is_good && first[i] >= 0.0f;
    shares[s] = is_good ? get_top_mean (first, spans[s].n, top_fraction) : (double) NAN;
    total += shares[s];
  }
  for (gsize s = 0; s < n_spans; s++)
    shares[s] = total > 0.0 ? shares[s] / total : (double) NAN;
  return total > 0.0;
}
