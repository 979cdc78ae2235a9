/* nifti.h - volumes in NIfTI-1, NIfTI-2 and Analyze 7.5 files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_nifti_1_sniff (const CalSniff *sniff);
gboolean cal_nifti_2_sniff (const CalSniff *sniff);
gboolean cal_analyze_sniff (const CalSniff *sniff);
gboolean cal_nifti_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

gboolean cal_nifti_write (CalVolume *volume, const char *path, GError **error);

G_END_DECLS
