/* optional-data.h - the optional data folder: real files, and what the reference readers say of
 * them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CalFactsFunc:
 * @path: the file
 * @relative_path: below the folder
 * @facts: what is known of it
 */
typedef void (*CalFactsFunc) (const char *path,
                              const char *relative_path,
                              JsonObject *facts,
                              gpointer user_data);

char *cal_optional_data_find (const char *relative_path);
guint cal_optional_data_foreach (const char *prefix, CalFactsFunc func, gpointer user_data);

G_END_DECLS
