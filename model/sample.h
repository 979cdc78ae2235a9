/* sample.h - one value of a map, or one of the ways not to have one.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalPresence:
 * @CAL_OUTSIDE: the map says nothing about this place: beyond its grid, or not in its mask
 * @CAL_NO_DATA: the map covers this place, and its value there is NaN
 * @CAL_VALUE: a number
 *
 * The third kind of nothing, below threshold, belongs to the display, not to the data.
 */
typedef enum {
  CAL_OUTSIDE,
  CAL_NO_DATA,
  CAL_VALUE,
} CalPresence;

typedef struct {
  CalPresence presence;
  double value;
} CalSample;

/**
 * CalInterpolation:
 * @CAL_NEAREST: the value of the nearest voxel centre
 * @CAL_LINEAR: between the eight nearest voxel centres. Where any of the eight is not a number, or
 *   lies outside, the nearest voxel's value instead
 */
typedef enum {
  CAL_NEAREST,
  CAL_LINEAR,
} CalInterpolation;

G_END_DECLS
