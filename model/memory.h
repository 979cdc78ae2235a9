/* memory.h - sizes that do not overflow, and memory for as much as a file says it holds.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize cal_size_times (gsize a, gsize b);
guint64 cal_memory_get_budget (void);
gboolean cal_memory_check (gsize n, gsize size, GError **error);
gpointer cal_memory_allocate (gsize n, gsize size, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer cal_memory_allocate_zeroed (gsize n, gsize size, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
