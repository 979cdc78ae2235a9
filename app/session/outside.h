/* outside.h - what a study file names that does not lie in its folder.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cal_path_is_inside (const char *path, const char *folder);
gboolean cal_paths_check_inside (const char *study,
                                 const char *const *paths,
                                 const char *folder,
                                 GError **error);

G_END_DECLS
