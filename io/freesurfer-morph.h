/* freesurfer-morph.h - FreeSurfer's maps of one value a vertex: curv, old curv, paint (.w).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_freesurfer_morph_sniff (const CalSniff *sniff);
gboolean cal_freesurfer_morph_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);
gboolean cal_freesurfer_morph_write (CalVector *vector, const char *path, GError **error);

G_END_DECLS
