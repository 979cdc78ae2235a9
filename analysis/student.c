/* student.c - how likely a t-value is by chance.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/student.h"

#include <float.h>
#include <math.h>

#define MAX_STEPS 10000

/* log (gamma (a + 1/2) / (gamma (a) gamma (1/2))). The difference of two large logarithms would
 * lose digits: there the series of DLMF 5.11.13 is used. */
static double
get_log_factor (double a)
{
  double b = 1.0 / a, series;

  if (a < 20.0)
    return lgamma (a + 0.5) - lgamma (a) - 0.5 * log (G_PI);
  series = b * (-1.0 / 8.0 +
                b * b *
                    (1.0 / 192.0 +
                     b * b * (-1.0 / 640.0 + b * b * (17.0 / 14336.0 - b * b * 31.0 / 18432.0))));
  return 0.5 * log (a / G_PI) + series;
}

/* The continued fraction of DLMF 8.17.22 by the method of Lentz 1976 (Appl. Opt. 15:668); quick
 * where x < (a + 1) / (a + b + 2). */
static double
evaluate_fraction (double a, double b, double x)
{
  double fraction = 1.0, c = 1.0, d = 1.0 - (a + b) / (a + 1.0) * x;

  d = 1.0 / (fabs (d) < DBL_MIN ? DBL_MIN : d);
  fraction = d;
  for (int m = 1; m < MAX_STEPS; m++) {
    double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    double step;

    for (int part = 0; part < 2; part++) {
      double term = part == 0 ? even : odd;

      d = 1.0 + term * d;
      d = 1.0 / (fabs (d) < DBL_MIN ? DBL_MIN : d);
      c = 1.0 + term / c;
      c = fabs (c) < DBL_MIN ? DBL_MIN : c;
      step = c * d;
      fraction *= step;
    }
    if (fabs (step - 1.0) < DBL_EPSILON)
      break;
  }
  return fraction;
}

/**
 * cal_student_two_sided:
 * @t: a difference over its standard error
 * @degrees_of_freedom: above 0, not necessarily whole
 *
 * The regularised incomplete beta function I_x (df / 2, 1 / 2) at x = df / (df + t²) (DLMF 8.17).
 *
 * Returns: how likely a value as far from 0 as @t is by chance, to about 1e-13 of itself up to some
 *   thousands of degrees of freedom and 1e-10 up to millions; NaN if one of them is NaN
 */
double
cal_student_two_sided (double t, double degrees_of_freedom)
{
  double a = degrees_of_freedom / 2.0, ratio = t * t / degrees_of_freedom;
  double log_x = -log1p (ratio), x = exp (log_x), front;

  if (isnan (t) || !(degrees_of_freedom > 0.0))
    return NAN;
  if (t == 0.0)
    return 1.0;
  if (isinf (t))
    return 0.0;
  /* 1 - x is ratio / (1 + ratio). */
  front = exp (get_log_factor (a) + a * log_x + 0.5 * (log (ratio) + log_x));
  if (x < (a + 1.0) / (a + 2.5))
    return front / a * evaluate_fraction (a, 0.5, x);
  return 1.0 - front / 0.5 * evaluate_fraction (0.5, a, ratio / (1.0 + ratio));
}
