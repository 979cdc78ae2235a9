/* picture.h - the pixels of a PNG or JPEG file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cal_picture_is (const char *path);
GBytes *cal_picture_parse (const char *path, gsize *width_px, gsize *height_px, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
GBytes *cal_picture_read (const char *path, gsize *width_px, gsize *height_px, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
