/* pair-contrast.c - what makes two conditions differ, place by place.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/pair-contrast.h"

#include <math.h>
#include <string.h>

#include "model/error.h"

/**
 * cal_pair_contrast_init:
 * @self: (out caller-allocates): cleared by cal_pair_contrast_clear()
 * @patterns: conditions x channels
 * @first: row
 * @second: row
 *
 * Returns: FALSE with CAL_ERROR_ARGUMENT if there are no such rows
 */
gboolean
cal_pair_contrast_init (
    CalPairContrast *self, CalArray *patterns, gsize first, gsize second, GError **error)
{
  gsize n;

  memset (self, 0, sizeof *self);
  if (cal_array_get_n_dims (patterns) != 2 || first >= cal_array_get_dim (patterns, 0) ||
      second >= cal_array_get_dim (patterns, 0)) {
    g_autofree char *shape = cal_array_dup_shape (patterns);

    g_set_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT,
                 "patterns of shape %s have no rows %" G_GSIZE_FORMAT " and %" G_GSIZE_FORMAT,
                 shape, first, second);
    return FALSE;
  }
  n = cal_array_get_dim (patterns, 1);
  self->difference = g_new (double, n);
  self->share = g_new0 (double, n);
  for (gsize c = 0; c < n; c++) {
    double difference = cal_array_get_value (patterns, first * n + c) -
                        cal_array_get_value (patterns, second * n + c);

    self->difference[c] = isfinite (difference) ? difference : (double) NAN;
    if (!isfinite (difference))
      continue;
    self->squared_distance += difference * difference;
    self->n_used++;
  }
  for (gsize c = 0; c < n; c++)
    if (isnan (self->difference[c]))
      self->share[c] = (double) NAN;
    else if (self->squared_distance > 0.0)
      self->share[c] = self->difference[c] * self->difference[c] / self->squared_distance;
  return TRUE;
}

void
cal_pair_contrast_clear (CalPairContrast *self)
{
  g_clear_pointer (&self->difference, g_free);
  g_clear_pointer (&self->share, g_free);
}
