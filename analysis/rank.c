/* rank.c - values in ascending order, and the ranks they take.
 *
 * Doubles are sorted by their bits, eleven at a time from the lowest (least significant digit
 * radix sort), and digits that all values share are skipped: values that were single precision
 * take half the passes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/rank.h"

#include <math.h>
#include <string.h>

#define DIGIT_BITS 11
#define N_DIGITS 6
#define N_BINS (1u << DIGIT_BITS)

typedef struct {
  guint64 key;
  guint32 index;
} Keyed;

/* Bits that sort as unsigned numbers the way doubles sort; both zeros are one. */
static guint64
double_to_key (double value)
{
  guint64 bits;

  value += 0.0;
  memcpy (&bits, &value, sizeof bits);
  return bits ^ ((guint64) ((gint64) bits >> 63) | G_GUINT64_CONSTANT (0x8000000000000000));
}

static guint
get_digit (guint64 key, int digit)
{
  return (guint) (key >> (digit * DIGIT_BITS)) & (N_BINS - 1);
}

/* Sorts by every digit in turn; the result may lie in either array. */
static Keyed *
sort_keys (Keyed *keys, Keyed *other, gsize n)
{
  g_autofree guint32 *counts = g_new0 (guint32, N_DIGITS * N_BINS);

  for (gsize i = 0; i < n; i++)
    for (int d = 0; d < N_DIGITS; d++)
      counts[(guint) d * N_BINS + get_digit (keys[i].key, d)]++;
  for (int d = 0; d < N_DIGITS; d++) {
    guint32 *starts = counts + (guint) d * N_BINS, start = 0;
    Keyed *sorted = other;

    if (n == 0 || starts[get_digit (keys[0].key, d)] == n)
      continue;
    for (guint bin = 0; bin < N_BINS; bin++) {
      guint32 count = starts[bin];

      starts[bin] = start;
      start += count;
    }
    for (gsize i = 0; i < n; i++)
      sorted[starts[get_digit (keys[i].key, d)]++] = keys[i];
    other = keys;
    keys = sorted;
  }
  return keys;
}

/**
 * cal_ranking_init:
 * @self: (out caller-allocates): cleared by cal_ranking_clear()
 * @values: infinite ones rank; none is NaN
 * @n: less than 2^32
 */
void
cal_ranking_init (CalRanking *self, const double *values, gsize n)
{
  g_autofree Keyed *keys = g_new (Keyed, n);
  g_autofree Keyed *other = g_new (Keyed, n);
  const Keyed *sorted;
  gsize first = 0;

  g_return_if_fail (n < G_MAXUINT32);
  *self = (CalRanking){n, g_new (guint32, n), g_new (guint32, n), 0};
  for (gsize i = 0; i < n; i++)
    keys[i] = (Keyed){double_to_key (values[i]), (guint32) i};
  sorted = sort_keys (keys, other, n);
  for (gsize i = 0; i < n; i++) {
    if (sorted[i].key != sorted[first].key)
      first = i;
    self->order[i] = sorted[i].index;
    self->below[sorted[i].index] = (guint32) first;
    self->n_tied_pairs += i - first;
  }
}

void
cal_ranking_clear (CalRanking *self)
{
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->below, g_free);
}

/**
 * cal_ranking_get_mid_ranks:
 * @ranks: (out caller-allocates): of each value, from 1; equal values share the mean of theirs
 */
void
cal_ranking_get_mid_ranks (const CalRanking *self, double *ranks)
{
  for (gsize first = 0, end; first < self->n; first = end) {
    end = first + 1;
    while (end < self->n && self->below[self->order[end]] == first)
      end++;
    for (gsize i = first; i < end; i++)
      ranks[self->order[i]] = ((double) first + 1.0 + (double) end) / 2.0;
  }
}

/**
 * cal_quantile_of_sorted:
 * @sorted: ascending
 * @share: 0 to 1
 *
 * Returns: the value that @share of the others lie below, between its two neighbours in
 *   proportion, as numpy's "linear"; NaN if there are none
 */
double
cal_quantile_of_sorted (const double *sorted, gsize n, double share)
{
  double place, part;
  gsize below;

  if (n == 0)
    return NAN;
  place = share * (double) (n - 1);
  below = MIN ((gsize) floor (place), n - 1);
  part = place - (double) below;
  if (part == 0.0 || below == n - 1 || sorted[below] == sorted[below + 1])
    return sorted[below];
  return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

/**
 * cal_quantile:
 * @values: in any order; those that are NaN are left out
 * @share: 0 to 1
 *
 * Returns: as cal_quantile_of_sorted()
 */
double
cal_quantile (const double *values, gsize n, double share)
{
  g_autofree double *kept = g_new (double, n);
  g_autofree double *sorted = g_new (double, n);
  g_auto (CalRanking) ranking = {0};
  gsize n_kept = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]))
      kept[n_kept++] = values[i];
  cal_ranking_init (&ranking, kept, n_kept);
  for (gsize i = 0; i < n_kept; i++)
    sorted[i] = kept[ranking.order[i]];
  return cal_quantile_of_sorted (sorted, n_kept, share);
}
