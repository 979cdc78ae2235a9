/* kendall.c - concordant and discordant pairs, in n log n.
 *
 * The ranks of y are put in the order of x (equal x by ascending y, so that they hold no
 * inversion), and inversions are counted: Knight 1966, J. Am. Stat. Assoc. 61:436. They are counted
 * bit by bit from the highest: within values that agree in the bits above, each 0 that comes
 * after a 1 is an inversion. Every pass is sequential and free of branches that data decide.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/kendall.h"

#include <math.h>
#include <string.h>

/* Shorter runs are counted pair by pair. */
#define SHORT_RUN 24

static guint64
count_in_short_run (const guint32 *values, gsize n)
{
  guint64 n_inversions = 0;

  for (gsize i = 1; i < n; i++) {
    guint n_larger = 0;

    for (gsize j = 0; j < i; j++)
      n_larger += values[j] > values[i];
    n_inversions += n_larger;
  }
  return n_inversions;
}

/* Parts values by one bit, keeping their order, and counts the pairs that change places. */
static guint64
part_by_bit (guint32 *values, gsize n, int bit, guint32 *ones, gsize *n_zeros)
{
  guint64 n_inversions = 0;
  gsize n_ones = 0, zeros = 0;

  for (gsize i = 0; i < n; i++) {
    guint32 value = values[i];
    guint32 is_one = (value >> bit) & 1;

    values[zeros] = value;
    ones[n_ones] = value;
    zeros += 1 - is_one;
    n_ones += is_one;
    n_inversions += n_ones & ((gsize) is_one - 1);
  }
  memcpy (values + zeros, ones, n_ones * sizeof *values);
  *n_zeros = zeros;
  return n_inversions;
}

/* Orders by the bits from this one down; ones holds as many values. */
static guint64
count_inversions (guint32 *values, gsize n, int bit, guint32 *ones)
{
  guint64 n_inversions;
  gsize n_zeros;

  if (n < SHORT_RUN)
    return count_in_short_run (values, n);
  if (bit < 0)
    return 0;
  n_inversions = part_by_bit (values, n, bit, ones, &n_zeros);
  return n_inversions + count_inversions (values, n_zeros, bit - 1, ones) +
         count_inversions (values + n_zeros, n - n_zeros, bit - 1, ones);
}

/* Pairs equal in both; y_in_order is sorted within each run of equal x. */
static guint64
count_tied_in_both (const CalRanking *x, const guint32 *y_in_order)
{
  guint64 n_tied = 0;
  gsize run = 0;

  for (gsize i = 1; i < x->n; i++) {
    gboolean starts_run = x->below[x->order[i]] == i || y_in_order[i] != y_in_order[i - 1];

    run = starts_run ? 0 : run + 1;
    n_tied += run;
  }
  return n_tied;
}

/**
 * cal_concordance_count:
 * @x: the ranking of one variable
 * @y: that of another, of the same observations
 *
 * Exact, with any ties.
 */
CalConcordance
cal_concordance_count (const CalRanking *x, const CalRanking *y)
{
  gsize n = x->n;
  g_autofree guint32 *y_in_order = g_new (guint32, n);
  g_autofree guint32 *next = g_new (guint32, n);
  CalConcordance counts = {.n_tied_x = x->n_tied_pairs, .n_tied_y = y->n_tied_pairs};
  guint64 n_tied_both, n_discordant;

  g_return_val_if_fail (x->n == y->n, counts);
  for (gsize i = 0; i < n; i++)
    next[i] = (guint32) i;
  for (gsize i = 0; i < n; i++) {
    guint32 element = y->order[i];

    y_in_order[next[x->below[element]]++] = y->below[element];
  }
  n_tied_both = x->n_tied_pairs > 0 && y->n_tied_pairs > 0 ? count_tied_in_both (x, y_in_order) : 0;
  n_discordant = count_inversions (y_in_order, n, g_bit_nth_msf (n, -1), next);
  counts.n_pairs = n > 0 ? (guint64) n * (n - 1) / 2 : 0;
  counts.difference = (gint64) (counts.n_pairs - counts.n_tied_x - counts.n_tied_y + n_tied_both) -
                      2 * (gint64) n_discordant;
  return counts;
}

/**
 * cal_concordance_get_tau_a:
 *
 * Returns: concordant less discordant pairs, as a share of all pairs; NaN if there are none
 */
double
cal_concordance_get_tau_a (const CalConcordance *self)
{
  return self->n_pairs > 0 ? (double) self->difference / (double) self->n_pairs : NAN;
}

/**
 * cal_concordance_get_tau_b:
 *
 * Returns: the same over the geometric mean of the pairs untied in x and those untied in y; NaN if
 *   one variable is constant
 */
double
cal_concordance_get_tau_b (const CalConcordance *self)
{
  double untied_x = (double) (self->n_pairs - self->n_tied_x);
  double untied_y = (double) (self->n_pairs - self->n_tied_y);

  return untied_x > 0.0 && untied_y > 0.0
             ? (double) self->difference / (sqrt (untied_x) * sqrt (untied_y))
             : NAN;
}
