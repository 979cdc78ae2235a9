/* gl-share.c - one cache of textures for all slice views of a display.
 *
 * GTK lets all GL contexts of a display share their objects, so that two windows upload a volume
 * once between them. The cortex keeps its own: vertex arrays cannot be shared.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/gl-share.h"

#define KEY "cal-gl-cache"

typedef struct {
  CalGlCache *cache;
  guint n_users;
} Share;

/**
 * cal_gl_share_acquire:
 *
 * Call with the view's context current, in its realize; cal_gl_share_release() in its unrealize.
 *
 * Returns: (transfer none): the display's cache
 */
CalGlCache *
cal_gl_share_acquire (GdkDisplay *display)
{
  Share *share = g_object_get_data (G_OBJECT (display), KEY);

  if (share == NULL) {
    share = g_new0 (Share, 1);
    share->cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
    g_object_set_data_full (G_OBJECT (display), KEY, share, g_free);
  }
  share->n_users++;
  return share->cache;
}

/**
 * cal_gl_share_release:
 *
 * Call with the view's context current. The last view takes everything off the GPU.
 */
void
cal_gl_share_release (GdkDisplay *display)
{
  Share *share = g_object_get_data (G_OBJECT (display), KEY);

  g_return_if_fail (share != NULL);

  if (--share->n_users > 0)
    return;
  cal_gl_cache_unref (share->cache);
  g_object_set_data (G_OBJECT (display), KEY, NULL);
}

/**
 * cal_gl_share_get_bytes_uploaded:
 *
 * Returns: what the display's views have sent to the GPU; 0 if there are none
 */
guint64
cal_gl_share_get_bytes_uploaded (GdkDisplay *display)
{
  Share *share = g_object_get_data (G_OBJECT (display), KEY);

  return share != NULL ? cal_gl_cache_get_bytes_uploaded (share->cache) : 0;
}
