/* series-file.h - series and attention that stay in their file and are read when asked for.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/attention.h"
#include "model/series.h"

G_BEGIN_DECLS

CalSeriesSource
cal_series_file_new (const char *path, const char *dataset, gsize n_frames, gsize n_rows);
CalAttentionSource
cal_attention_file_new (const char *path, const char *dataset, guint n_dims, gsize n_weights);

G_END_DECLS
