/* random.c - the demo's own random numbers: the same on every machine and every run.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/demo/random.h"

/* The next number in [0, 1); SplitMix64 (Steele, Lea, Flood 2014), its upper 53 bits. */
double
cal_demo_random_uniform (CalDemoRandom *random)
{
  guint64 z = (random->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (double) ((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* A number of mean 0 and variance 1, near normal: the sum of twelve uniforms, which needs no
 * function of libm and so is the same with every libm. */
double
cal_demo_random_normal (CalDemoRandom *random)
{
  double sum = -6;

  for (int i = 0; i < 12; i++)
    sum += cal_demo_random_uniform (random);
  return sum;
}

/* A whole number in [0, n). */
guint
cal_demo_random_below (CalDemoRandom *random, guint n)
{
  return (guint) (cal_demo_random_uniform (random) * n);
}
