/* stored-series.h - stored arrays as the frames of a series.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/stored-array.h"
#include "model/series.h"

G_BEGIN_DECLS

/**
 * CalStoredSeries:
 * @arrays: one after the other along the frames: sessions
 * @frames: (nullable): for each array NULL, or another that holds the same numbers and gives a
 *   frame for less
 * @n_arrays: how many
 * @frame_axis: the dimension of the frames; the others, the last fastest, number the rows
 * @scale: 0 means 1
 * @valid: (nullable): a byte a row: 0 where there is no data
 * @zero_is_no_data: without @valid: where an array holds nothing but 0 for a row, and in a frame
 *   wherever it holds 0
 */
typedef struct {
  CalStoredArray *const *arrays;
  CalStoredArray *const *frames;
  guint n_arrays;
  guint frame_axis;
  double scale;
  GBytes *valid;
  gboolean zero_is_no_data;
} CalStoredSeries;

gboolean cal_stored_series_make (const CalStoredSeries *desc,
                                 CalSeriesSource *source,
                                 gsize *n_frames,
                                 gsize *n_rows,
                                 GError **error);

G_END_DECLS
