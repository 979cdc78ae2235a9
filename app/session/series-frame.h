/* series-frame.h - one frame of a series as a layer of the brain: the response to a stimulus.
 *
 * Main thread only; the reading runs in a job.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "render/scene/encoding-scene.h"

G_BEGIN_DECLS

CalSeries *cal_series_frame_find_series (CalEncodingScene *encoding, const char *source);
gboolean
cal_series_frame_find_selected (CalEncodingScene *encoding, CalSeries **series, gsize *frame);
char *cal_series_frame_dup_name (CalSeries *series, gsize frame) G_GNUC_WARN_UNUSED_RESULT;
char *cal_series_frame_dup_question (CalSeries *series, gsize frame) G_GNUC_WARN_UNUSED_RESULT;

CalJob *cal_series_frame_job (CalSeries *series, gsize frame) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_series_frame_paint (
    CalEncodingScene *encoding, CalSeries *series, gsize frame, CalArray *values, GError **error);

G_END_DECLS
