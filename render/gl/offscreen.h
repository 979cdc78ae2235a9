/* offscreen.h - a GL context with no window and no display.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalGlApi:
 * @CAL_GL_DESKTOP: OpenGL 3.3 core
 * @CAL_GL_ES: OpenGL ES 3.2
 */
typedef enum {
  CAL_GL_DESKTOP,
  CAL_GL_ES,
} CalGlApi;

typedef struct _CalGlOffscreen CalGlOffscreen;

CalGlOffscreen *cal_gl_offscreen_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalGlOffscreen *cal_gl_offscreen_new_for_api (CalGlApi api,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_gl_offscreen_free (CalGlOffscreen *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalGlOffscreen, cal_gl_offscreen_free)

G_END_DECLS
