/* jpeg.h - the pixels of a JPEG file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cal_jpeg_is (const guint8 *head, gsize n_head);
GBytes *cal_jpeg_parse (const char *path,
                        guint max_side_px,
                        gsize *width_px,
                        gsize *height_px,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
