/* sidecar.h - what a person said about a data file, kept beside it.
 *
 * NAME.calcarine.json holds, for each dataset of NAME: the binding's key, unit and statistic, and
 * what the import assistant was told of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cal_sidecar_dup (const char *source, const char *member);
char *cal_sidecar_dup_binding (const char *source);
GPtrArray *cal_sidecar_list_parts (const char *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_sidecar_keep_all (const char *source, const char *const *members, GError **error);
gboolean
cal_sidecar_keep (const char *source, const char *member, const char *value, GError **error);
gboolean cal_sidecar_keep_binding (const char *source, const char *key, GError **error);

G_END_DECLS
