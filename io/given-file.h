/* given-file.h - which files the reader process is given.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int cal_given_file_open (const char *main_path, const char *asked_path);

void cal_external_allow (const char *path);
GStrv cal_external_dup_allowed (void);
gboolean cal_external_is_allowed (const char *path, const char *name);

G_END_DECLS
