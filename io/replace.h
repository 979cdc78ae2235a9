/* replace.h - write a file whole or not at all: beside, fsync, rename.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CalReplace CalReplace;

CalReplace *cal_replace_begin (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *cal_replace_get_part (CalReplace *self);
gboolean cal_replace_write (CalReplace *self, const void *data, gsize size, GError **error);
gboolean cal_replace_commit (CalReplace *self, GError **error);
void cal_replace_free (CalReplace *self);

gboolean cal_replace_contents (const char *path, const void *data, gsize size, GError **error);
void cal_replace_sync_folder (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalReplace, cal_replace_free)

G_END_DECLS
