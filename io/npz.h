/* npz.h - NumPy's .npz files: a zip archive of .npy files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

gboolean cal_npz_sniff (const CalSniff *sniff);
gboolean cal_npz_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);

G_END_DECLS
