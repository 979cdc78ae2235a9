/* freesurfer-annot.h - FreeSurfer's parcellations of a hemisphere (.annot).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_freesurfer_annot_sniff (const CalSniff *sniff);
gboolean cal_freesurfer_annot_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);
gboolean cal_freesurfer_annot_write (CalVector *vector, const char *path, GError **error);

G_END_DECLS
