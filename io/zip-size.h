/* zip-size.h - whether a member of a zip archive can be as large as the archive says.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>
#include <zip.h>

G_BEGIN_DECLS

gboolean cal_zip_check_size (const char *archive, const zip_stat_t *status, GError **error);

G_END_DECLS
