/* mgh.h - FreeSurfer's volumes and per-vertex overlays, .mgh and .mgz.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"
#include "io/gzip.h"

G_BEGIN_DECLS

gboolean cal_mgh_sniff (const CalSniff *sniff);
gboolean cal_mgh_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

gboolean
cal_mgh_read_header (CalGzip *file, CalVolumeDesc *desc, CalLoaded *loaded, GError **error);
gboolean cal_mgh_write (CalVolume *volume, const char *path, GError **error);

G_END_DECLS
