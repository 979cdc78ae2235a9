/* mat.h - variables of MATLAB 5 files, by libmatio. (7.3 files are HDF5.)
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_mat_sniff (const CalSniff *sniff);
gboolean cal_mat_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

G_END_DECLS
