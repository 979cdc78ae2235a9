/* own-studies.h - which study files this person saved, or let read outside their folder.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cal_own_study_is (const char *path);
gboolean cal_own_study_remember (const char *path, GError **error);

G_END_DECLS
