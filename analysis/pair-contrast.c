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

/**
 * cal_pair_contrast_dup_vector:
 * @patterns: conditions are its frames
 * @first: frame
 * @second: frame
 * @first_name: what the first is called
 * @second_name: what the second is called
 *
 * Returns: (transfer full): a vector of two frames that is bound to the brain as @patterns is: the
 *   difference, in the unit of the patterns, and each channel's share of the squared distance; or
 *   NULL with @error set
 */
CalVector *
cal_pair_contrast_dup_vector (CalVector *patterns,
                              gsize first,
                              gsize second,
                              const char *first_name,
                              const char *second_name,
                              GError **error)
{
  CalVectorDesc desc = *cal_vector_get_desc (patterns);
  g_auto (CalPairContrast) contrast = {0};
  g_autofree char *name = g_strdup_printf ("%s − %s", first_name, second_name);
  g_autofree char *share =
      g_strdup_printf ("share of the squared distance of %s and %s", first_name, second_name);
  const char *frame_names[] = {name, share, NULL};
  gsize n = cal_vector_get_n_values (patterns), dims[2] = {2, n};
  g_autofree double *values = g_new (double, 2 * n);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;

  if (!cal_pair_contrast_init (&contrast, desc.values, first, second, error)) {
    g_prefix_error (error, "%s: ", desc.name);
    return NULL;
  }
  memcpy (values, contrast.difference, n * sizeof *values);
  memcpy (values + n, contrast.share, n * sizeof *values);
  bytes = g_bytes_new_take (g_steal_pointer (&values), 2 * n * sizeof *values);
  array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, error);
  if (array == NULL)
    return NULL;
  desc.name = name;
  desc.values = array;
  desc.frame_names = frame_names;
  desc.frame_step = 0.0;
  desc.labels = NULL;
  desc.statistic = "difference";
  return cal_vector_new (&desc, error);
}
