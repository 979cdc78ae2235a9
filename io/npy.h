/* npy.h - NumPy's .npy files: one array each.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"
#include "io/npy-header.h"
#include "io/replace.h"

G_BEGIN_DECLS

gboolean cal_npy_sniff (const CalSniff *sniff);
gboolean cal_npy_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);
gboolean cal_npy_read_header (const char *path, CalNpyHeader *header, GError **error);
gboolean cal_npy_write (const char *path, CalArray *array, GError **error);

gboolean cal_npy_write_header (
    CalReplace *replace, CalDtype dtype, guint n_dims, const gsize *dims, GError **error);

G_END_DECLS
