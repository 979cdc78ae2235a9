/* random.c - numbers of chance that a seed makes again, on every machine.
 *
 * PCG32, the variant XSH-RR 64/32 (O'Neill 2014, HMC-CS-2014-0905). Streams of one seed are
 * independent: each resample of an analysis takes its own, so that its result depends neither on
 * the order in which they are made nor on how many threads make them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/random.h"

/**
 * cal_random_seed:
 * @seed: where in its stream it begins
 * @stream: which of the streams
 */
CalRandom
cal_random_seed (guint64 seed, guint64 stream)
{
  CalRandom self = {0, (stream << 1) | 1};

  cal_random_next (&self);
  self.state += seed;
  cal_random_next (&self);
  return self;
}

/**
 * cal_random_next:
 *
 * Returns: any number of 32 bits
 */
guint32
cal_random_next (CalRandom *self)
{
  guint64 state = self->state;
  guint32 shifted = (guint32) (((state >> 18) ^ state) >> 27);
  guint32 turn = (guint32) (state >> 59);

  self->state = state * G_GUINT64_CONSTANT (6364136223846793005) + self->increment;
  return (shifted >> turn) | (shifted << ((32 - turn) & 31));
}

/**
 * cal_random_below:
 * @n: at least 1
 *
 * Returns: a number in [0, n), each as likely: what would favour some is drawn again (Lemire 2019,
 *   ACM Trans. Model. Comput. Simul. 29:3)
 */
guint32
cal_random_below (CalRandom *self, guint32 n)
{
  guint64 product = (guint64) cal_random_next (self) * n;

  if ((guint32) product < n) {
    guint32 unfair = -n % n;

    while ((guint32) product < unfair)
      product = (guint64) cal_random_next (self) * n;
  }
  return (guint32) (product >> 32);
}

/**
 * cal_random_draw:
 * @numbers: (out caller-allocates): drawn from [0, @n) with replacement
 */
void
cal_random_draw (CalRandom *self, guint32 *numbers, gsize n_numbers, guint32 n)
{
  for (gsize i = 0; i < n_numbers; i++)
    numbers[i] = cal_random_below (self, n);
}

/**
 * cal_random_shuffle:
 * @numbers: (out caller-allocates): 0 to @n - 1 in any order, each as likely
 */
void
cal_random_shuffle (CalRandom *self, guint32 *numbers, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    guint32 place = cal_random_below (self, (guint32) i + 1);

    numbers[i] = numbers[place];
    numbers[place] = (guint32) i;
  }
}
