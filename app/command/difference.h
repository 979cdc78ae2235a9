/* difference.h - how far two pictures, or the data of two files, are from each other.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CalDifference:
 * @n: values, or pixels, that were compared
 * @n_differing: those further apart than the tolerance; a value that only one of the two has counts
 * @largest: the largest distance of two finite values
 * @mean: their mean distance
 * @largest_at: index of the first value that is @largest apart
 * @reason: (nullable): why the two cannot be compared value by value, or what else differs
 */
typedef struct {
  gsize n;
  gsize n_differing;
  double largest;
  double mean;
  gsize largest_at;
  char *reason;
} CalDifference;

void cal_difference_of_pixels (
    CalDifference *self, const guint8 *a, const guint8 *b, gsize n_pixels, double tolerance);
void cal_difference_of_objects (CalDifference *self, GObject *a, GObject *b, double tolerance);
gboolean cal_difference_is_none (const CalDifference *self);
void cal_difference_clear (CalDifference *self);

G_END_DECLS
