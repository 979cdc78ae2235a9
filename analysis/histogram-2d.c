/* histogram-2d.c - how often two maps take each pair of values, and which places a region holds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/histogram-2d.h"

#include <math.h>

/* Where a value lies on the axis, 0 to 1; NaN if it cannot. */
static double
get_part (const CalHistogramAxis *self, double value)
{
  if (!self->is_log)
    return (value - self->low) / (self->high - self->low);
  return value > 0.0 ? log (value / self->low) / log (self->high / self->low) : NAN;
}

/**
 * cal_histogram_axis_fit:
 * @self: whose range is set to that of the finite values; on a logarithmic axis of those above 0
 *
 * Returns: FALSE if there are none or they do not vary: the range stays
 */
gboolean
cal_histogram_axis_fit (CalHistogramAxis *self, const double *values, gsize n)
{
  double low = INFINITY, high = -INFINITY;

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]) && (!self->is_log || values[i] > 0.0)) {
      low = fmin (low, values[i]);
      high = fmax (high, values[i]);
    }
  if (!(low < high))
    return FALSE;
  self->low = low;
  self->high = high;
  return TRUE;
}

/**
 * cal_histogram_axis_find:
 * @bin: (out): that a value lies in
 *
 * A bin holds its lower edge; the last one holds its upper edge too, as numpy's.
 *
 * Returns: FALSE if the value lies outside, or is NaN, or the axis has no width
 */
gboolean
cal_histogram_axis_find (const CalHistogramAxis *self, double value, guint *bin)
{
  guint found;

  if (!(self->low < self->high && value >= self->low && value <= self->high) ||
      (self->is_log && self->low <= 0.0))
    return FALSE;
  found = MIN ((guint) (get_part (self, value) * self->n_bins), self->n_bins - 1);
  /* The edges have the last word: the division may round over one. */
  while (found > 0 && value < cal_histogram_axis_get_edge (self, found))
    found--;
  while (found + 1 < self->n_bins && value >= cal_histogram_axis_get_edge (self, found + 1))
    found++;
  *bin = found;
  return TRUE;
}

/**
 * cal_histogram_axis_get_edge:
 * @bin: 0 to n_bins
 *
 * Returns: where the bin begins, and the one before it ends
 */
double
cal_histogram_axis_get_edge (const CalHistogramAxis *self, guint bin)
{
  double part = (double) bin / self->n_bins;

  if (bin == self->n_bins)
    return self->high;
  return self->is_log ? self->low * pow (self->high / self->low, part)
                      : self->low + part * (self->high - self->low);
}

/**
 * cal_histogram_2d_init:
 * @self: (out caller-allocates): cleared by cal_histogram_2d_clear()
 * @x_axis: copied
 * @y_axis: copied
 * @x: of each place the value of one map
 * @y: and of the other
 */
void
cal_histogram_2d_init (CalHistogram2d *self,
                       const CalHistogramAxis *x_axis,
                       const CalHistogramAxis *y_axis,
                       const double *x,
                       const double *y,
                       gsize n)
{
  *self = (CalHistogram2d){.x = *x_axis, .y = *y_axis};
  self->counts = g_new0 (guint32, (gsize) x_axis->n_bins * y_axis->n_bins);
  for (gsize i = 0; i < n; i++) {
    guint column, row;

    if (!isfinite (x[i]) || !isfinite (y[i]))
      self->n_nan++;
    else if (!cal_histogram_axis_find (x_axis, x[i], &column) ||
             !cal_histogram_axis_find (y_axis, y[i], &row))
      self->n_outside++;
    else {
      guint32 *count = &self->counts[(gsize) row * x_axis->n_bins + column];

      ++*count;
      self->largest = MAX (self->largest, *count);
      self->n_counted++;
    }
  }
}

void
cal_histogram_2d_clear (CalHistogram2d *self)
{
  g_clear_pointer (&self->counts, g_free);
}

/**
 * cal_brush_rectangle:
 * @low: smallest x and y, included
 * @high: largest
 * @is_in: (out caller-allocates): of each place whether it lies in the rectangle, edges included;
 *   never where a value is NaN
 *
 * Returns: how many do
 */
gsize
cal_brush_rectangle (const double *x,
                     const double *y,
                     gsize n,
                     const double low[2],
                     const double high[2],
                     guint8 *is_in)
{
  gsize n_in = 0;

  for (gsize i = 0; i < n; i++) {
    is_in[i] = x[i] >= low[0] && x[i] <= high[0] && y[i] >= low[1] && y[i] <= high[1] ? 1 : 0;
    n_in += is_in[i];
  }
  return n_in;
}

/* Whether a ray to the right crosses the outline an odd number of times. */
static gboolean
is_within (double x, double y, const double (*corners)[2], gsize n_corners)
{
  gboolean within = FALSE;

  for (gsize c = 0, last = n_corners - 1; c < n_corners; last = c++) {
    const double *a = corners[c], *b = corners[last];

    if ((a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
      within = !within;
  }
  return within;
}

/**
 * cal_brush_lasso:
 * @corners: x and y of an outline that closes itself; where it crosses itself, what is enclosed
 *   twice is outside
 * @is_in: (out caller-allocates): of each place whether it lies within; never where a value is NaN
 *
 * Returns: how many do
 */
gsize
cal_brush_lasso (const double *x,
                 const double *y,
                 gsize n,
                 const double (*corners)[2],
                 gsize n_corners,
                 guint8 *is_in)
{
  gsize n_in = 0;

  for (gsize i = 0; i < n; i++) {
    is_in[i] = n_corners > 2 && !isnan (x[i]) && !isnan (y[i]) &&
                       is_within (x[i], y[i], corners, n_corners)
                   ? 1
                   : 0;
    n_in += is_in[i];
  }
  return n_in;
}
