/* thumbnail.h - a picture no larger than a view draws it, wherever it lies.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/job.h"

G_BEGIN_DECLS

CalArray *cal_thumbnail_parse (const char *path,
                               const char *dataset,
                               guint max_side_px,
                               CalJob *job,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalArray *cal_thumbnail_make (GBytes *pixels,
                              gsize width_px,
                              gsize height_px,
                              gboolean has_alpha,
                              guint max_side_px,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalArray *cal_thumbnail_load (const char *source, guint max_side_px, CalJob *job, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
