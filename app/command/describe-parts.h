/* describe-parts.h - what layouts find in folders and files, as fields of "calcarine info --json".
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

#include "io/loaded.h"

G_BEGIN_DECLS

void cal_describe_layout (JsonObject *self, CalLoaded *loaded);
gboolean cal_describe_folder (JsonObject *self, const char *path, GError **error);
char *cal_describe_dup_part (JsonObject *part) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
