/* freesurfer-label.h - FreeSurfer's regions of one hemisphere (.label, ASCII).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_freesurfer_label_sniff (const CalSniff *sniff);
gboolean cal_freesurfer_label_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);
gboolean cal_freesurfer_label_write (
    CalVector *vector, gint32 key, CalSurface *surface, const char *path, GError **error);

G_END_DECLS
