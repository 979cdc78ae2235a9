/* series-file.h - series and attention that stay in their file and are read when asked for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/attention.h"
#include "model/series.h"

G_BEGIN_DECLS

/**
 * CalSeriesFileFlags:
 * @CAL_SERIES_FILE_ROWS_FIRST: the dataset is rows x frames
 * @CAL_SERIES_FILE_AT_ONCE: no part of it can be read alone: it lies in a pickle
 */
typedef enum {
  CAL_SERIES_FILE_PLAIN = 0,
  CAL_SERIES_FILE_ROWS_FIRST = 1 << 0,
  CAL_SERIES_FILE_AT_ONCE = 1 << 1,
} CalSeriesFileFlags;

CalSeriesSource cal_series_file_new_as (
    const char *path, const char *dataset, gsize n_frames, gsize n_rows, CalSeriesFileFlags flags);
CalSeriesSource
cal_series_file_new (const char *path, const char *dataset, gsize n_frames, gsize n_rows);
CalAttentionSource
cal_attention_file_new (const char *path, const char *dataset, guint n_dims, gsize n_weights);

G_END_DECLS
