/* cifti.h - CIFTI-2: values of cortical vertices and of voxels in one file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_cifti_sniff (const CalSniff *sniff);
gboolean cal_cifti_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

G_END_DECLS
