/* axis.c - round numbers along an axis.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/axis.h"

#include <math.h>

/**
 * cal_axis_get_step:
 * @range: what the axis spans
 * @n_wanted: about so many ticks
 *
 * Returns: 1, 2 or 5 times a power of ten, such that at most @n_wanted steps fit into @range; 0 if
 *   @range is not above 0
 */
double
cal_axis_get_step (double range, guint n_wanted)
{
  double power, digits;

  if (!(range > 0.0) || !isfinite (range) || n_wanted == 0)
    return 0.0;
  power = pow (10.0, floor (log10 (range / n_wanted)));
  digits = range / n_wanted / power;
  return power * (digits <= 1.0 ? 1.0 : digits <= 2.0 ? 2.0 : digits <= 5.0 ? 5.0 : 10.0);
}
