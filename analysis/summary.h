/* summary.h - the range, mean and percentiles of values, and what was not a number.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/map.h"
#include "model/vector.h"
#include "model/volume.h"

G_BEGIN_DECLS

#define CAL_SUMMARY_ALL_FRAMES G_MAXSIZE

/**
 * CalSummary:
 * @n_finite: values that are numbers and finite; everything below is about them
 * @n_nan: values that are not a number
 * @n_infinite: values that are infinite
 * @n_outside: places that the data say nothing about; counted in none of the others
 * @min: NaN if nothing is finite, as are the others
 * @max: the largest
 * @mean: the sum in double precision, divided by @n_finite
 * @percentile_1: one in a hundred is below, see cal_summary_of_volume()
 * @percentile_99: one in a hundred is above
 */
typedef struct {
  gsize n_finite;
  gsize n_nan;
  gsize n_infinite;
  gsize n_outside;
  double min;
  double max;
  double mean;
  double percentile_1;
  double percentile_99;
} CalSummary;

CalSummary cal_summary_of_volume (CalVolume *volume, gsize frame);
CalSummary cal_summary_of_map (CalMap *map, gsize frame);
CalSummary cal_summary_of_vector (CalVector *vector, gsize frame);

G_END_DECLS
