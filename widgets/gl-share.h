/* gl-share.h - one cache of textures for all slice views of a display.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/gl/cache.h"

G_BEGIN_DECLS

CalGlCache *cal_gl_share_acquire (GdkDisplay *display);
void cal_gl_share_release (GdkDisplay *display);
guint64 cal_gl_share_get_bytes_uploaded (GdkDisplay *display);

G_END_DECLS
