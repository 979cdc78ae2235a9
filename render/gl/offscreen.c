/* offscreen.c - a GL context with no window and no display.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/offscreen.h"

#include <epoxy/egl.h>
#include <epoxy/gl.h>

#include "model/error.h"

struct _CalGlOffscreen {
  EGLDisplay display;
  EGLContext context;
};

/* Mesa's surfaceless platform needs no X server and no DISPLAY; where there is none of it, the
 * default display may still do. One display serves the process: EGL does not count references to
 * it, so terminating it would pull it from under another thread. */
static EGLDisplay
get_display (GError **error)
{
  static GMutex mutex;
  static EGLDisplay display = EGL_NO_DISPLAY;

  g_mutex_lock (&mutex);
  if (display == EGL_NO_DISPLAY) {
    EGLDisplay found = EGL_NO_DISPLAY;

    if (epoxy_has_egl_extension (EGL_NO_DISPLAY, "EGL_MESA_platform_surfaceless"))
      found = eglGetPlatformDisplayEXT (EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, NULL);
    if (found == EGL_NO_DISPLAY)
      found = eglGetDisplay (EGL_DEFAULT_DISPLAY);
    if (found != EGL_NO_DISPLAY && eglInitialize (found, NULL, NULL))
      display = found;
  }
  g_mutex_unlock (&mutex);
  if (display == EGL_NO_DISPLAY)
    g_set_error (error, CAL_ERROR, CAL_ERROR_GL,
                 "OpenGL: EGL has no display that works without a window (0x%x); is a driver "
                 "installed (Debian: libegl1, libgl1-mesa-dri)?",
                 (guint) eglGetError ());
  return display;
}

/**
 * cal_gl_offscreen_new_for_api:
 * @api: which OpenGL
 *
 * Makes a context and makes it current in this thread, which may be any; until it is freed, that
 * thread draws with it. No window system is touched and DISPLAY is not read.
 *
 * Returns: (transfer full): the context; or NULL with CAL_ERROR_GL
 */
CalGlOffscreen *
cal_gl_offscreen_new_for_api (CalGlApi api, GError **error)
{
  static const EGLint desktop[] = {EGL_CONTEXT_MAJOR_VERSION,
                                   3,
                                   EGL_CONTEXT_MINOR_VERSION,
                                   3,
                                   EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                   EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                   EGL_NONE};
  static const EGLint es[] = {EGL_CONTEXT_MAJOR_VERSION, 3, EGL_CONTEXT_MINOR_VERSION, 2, EGL_NONE};
  CalGlOffscreen self = {.display = get_display (error)};

  if (self.display == EGL_NO_DISPLAY)
    return NULL;
  if (eglBindAPI (api == CAL_GL_ES ? EGL_OPENGL_ES_API : EGL_OPENGL_API))
    self.context = eglCreateContext (self.display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT,
                                     api == CAL_GL_ES ? es : desktop);
  if (self.context == EGL_NO_CONTEXT ||
      !eglMakeCurrent (self.display, EGL_NO_SURFACE, EGL_NO_SURFACE, self.context)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_GL,
                 "OpenGL: the driver has no %s context without a window (EGL 0x%x)",
                 api == CAL_GL_ES ? "OpenGL ES 3.2" : "OpenGL 3.3 core", (guint) eglGetError ());
    if (self.context != EGL_NO_CONTEXT)
      eglDestroyContext (self.display, self.context);
    return NULL;
  }
  return g_memdup2 (&self, sizeof self);
}

/**
 * cal_gl_offscreen_new:
 *
 * As cal_gl_offscreen_new_for_api(): OpenGL 3.3 core, else OpenGL ES 3.2.
 */
CalGlOffscreen *
cal_gl_offscreen_new (GError **error)
{
  CalGlOffscreen *self = cal_gl_offscreen_new_for_api (CAL_GL_DESKTOP, NULL);

  return self != NULL ? self : cal_gl_offscreen_new_for_api (CAL_GL_ES, error);
}

/**
 * cal_gl_offscreen_free:
 *
 * Call in the thread that made it. Everything made in the context goes with it.
 */
void
cal_gl_offscreen_free (CalGlOffscreen *self)
{
  eglMakeCurrent (self->display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  eglDestroyContext (self->display, self->context);
  eglReleaseThread ();
  g_free (self);
}
