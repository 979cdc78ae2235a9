/* stretch.h - values that lie in a file as they are kept, left there by the process that parsed it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/arena.h"
#include "model/array.h"
#include "model/job.h"

G_BEGIN_DECLS

/* Place in the block, bytes, type, whether the byte order is the other one, place in the file, the
 * file. */
#define CAL_STRETCH_ROWS_TYPE "a(ttubtay)"

void cal_stretch_allow (CalArena *arena);
GBytes *cal_stretch_leave (const char *path,
                           guint64 file_start,
                           CalDtype dtype,
                           gsize size,
                           gboolean is_swapped) G_GNUC_WARN_UNUSED_RESULT;
GVariant *cal_stretch_describe (void);

gboolean cal_stretch_read (
    GVariant *rows, GBytes *block, const char *main_path, CalJob *job, GError **error);

G_END_DECLS
