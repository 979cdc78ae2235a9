/* freesurfer-patch.h - FreeSurfer's cut and flattened surfaces (.patch.3d, .patch.flat).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_freesurfer_patch_sniff (const CalSniff *sniff);
gboolean cal_freesurfer_patch_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

G_END_DECLS
