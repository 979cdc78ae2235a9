/* buffer.h - memory for the values of a file, which may be shared with another process.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/arena.h"

G_BEGIN_DECLS

void cal_buffer_share (CalArena *arena, guint64 max_bytes);
guint64 cal_buffer_get_budget (void);
guint64 cal_buffer_get_total (void);

gpointer cal_buffer_new (gsize size) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_buffer_is_shared (gsize size);
void cal_buffer_free (gpointer buffer);
GBytes *cal_buffer_take (gpointer buffer, gsize size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
