/* append-log.h - a file to which states are added, that outlives a crash: locked, fsynced, checked.
 *
 * Each line is a JSON object with a state and its checksum. Whoever writes holds a lock, so that a
 * log that nobody holds was left by a process that is gone. One thread at a time adds; any thread
 * may remove.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CalAppendLog CalAppendLog;

CalAppendLog *cal_append_log_new (const char *path, gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;
CalAppendLog *cal_append_log_take_left (const char *folder,
                                        const char *suffix,
                                        gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;
CalAppendLog *cal_append_log_ref (CalAppendLog *self);
void cal_append_log_unref (CalAppendLog *self);

const char *cal_append_log_get_path (CalAppendLog *self);
const char *cal_append_log_get_last (CalAppendLog *self);
gboolean cal_append_log_add (CalAppendLog *self, const char *json, GError **error);
void cal_append_log_remove (CalAppendLog *self);

char *cal_append_log_make_line (const char *json) G_GNUC_WARN_UNUSED_RESULT;
char *cal_append_log_find_last (const char *data, gsize size, gsize *end) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalAppendLog, cal_append_log_unref)

G_END_DECLS
