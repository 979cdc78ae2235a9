/* target.c - a framebuffer of our own: multisampled, resolved, shown or read back.
 *
 * Where the processor draws (llvmpipe), four samples a pixel are two by two pixels of a larger
 * picture, which it draws in half the time that four samples of one pixel take.
 *
 * A drawing goes between cal_gl_target_begin() and cal_gl_target_end(). Colours are premultiplied
 * by their alpha.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/target.h"

#include <epoxy/gl.h>

#include "model/error.h"

struct _CalGlTarget {
  int width_px, height_px;
  /* Of a drawn pixel; there are grid by grid of those for one of the target. */
  int n_samples;
  int grid;
  /* What is drawn into; the same as resolved if there is one sample a pixel. */
  GLuint framebuffer, colour, depth;
  GLuint resolved, resolved_colour;
  /* The caller's, between begin and end. */
  GLint callers_framebuffer, callers_viewport[4];
};

static gboolean
is_drawn_by_processor (void)
{
  const char *renderer = (const char *) glGetString (GL_RENDERER);

  return renderer != NULL &&
         (g_str_has_prefix (renderer, "llvmpipe") || g_str_has_prefix (renderer, "softpipe"));
}

static GLuint
make_renderbuffer (const CalGlTarget *self, GLenum format, int n_samples, int grid)
{
  GLuint name;

  glGenRenderbuffers (1, &name);
  glBindRenderbuffer (GL_RENDERBUFFER, name);
  glRenderbufferStorageMultisample (GL_RENDERBUFFER, n_samples > 1 ? n_samples : 0, format,
                                    grid * self->width_px, grid * self->height_px);
  glBindRenderbuffer (GL_RENDERBUFFER, 0);
  return name;
}

static void
make_buffers (CalGlTarget *self)
{
  glGenFramebuffers (1, &self->framebuffer);
  glBindFramebuffer (GL_FRAMEBUFFER, self->framebuffer);
  self->colour = make_renderbuffer (self, GL_RGBA8, self->n_samples, self->grid);
  self->depth = make_renderbuffer (self, GL_DEPTH_COMPONENT24, self->n_samples, self->grid);
  glFramebufferRenderbuffer (GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, self->depth);
  glFramebufferRenderbuffer (GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, self->colour);
  self->resolved = self->framebuffer;
  if (self->n_samples == 1 && self->grid == 1)
    return;
  glGenFramebuffers (1, &self->resolved);
  glBindFramebuffer (GL_FRAMEBUFFER, self->resolved);
  self->resolved_colour = make_renderbuffer (self, GL_RGBA8, 1, 1);
  glFramebufferRenderbuffer (GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                             self->resolved_colour);
}

/**
 * cal_gl_target_new:
 * @n_samples: samples a pixel; 1 or less for none, too many become what the driver has
 *
 * Needs a current context; so do all other functions here.
 *
 * Returns: (transfer full): a target; or NULL with CAL_ERROR_GL if the driver cannot hold it
 */
CalGlTarget *
cal_gl_target_new (int width_px, int height_px, int n_samples, GError **error)
{
  CalGlTarget *self;
  GLint max_px, max_samples, callers;
  GLenum status, code;

  g_return_val_if_fail (width_px > 0 && height_px > 0, NULL);

  glGetIntegerv (GL_MAX_RENDERBUFFER_SIZE, &max_px);
  glGetIntegerv (GL_MAX_SAMPLES, &max_samples);
  if (width_px > max_px || height_px > max_px) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_GL,
                 "OpenGL: a picture of %d x %d pixels; this driver draws at most %d x %d", width_px,
                 height_px, max_px, max_px);
    return NULL;
  }
  self = g_new0 (CalGlTarget, 1);
  self->width_px = width_px;
  self->height_px = height_px;
  self->n_samples = CLAMP (n_samples, 1, MAX (max_samples, 1));
  self->grid = 1;
  if (n_samples == 4 && is_drawn_by_processor () && MAX (width_px, height_px) <= max_px / 2) {
    self->n_samples = 1;
    self->grid = 2;
  }
  while (glGetError () != GL_NO_ERROR)
    ;
  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &callers);
  make_buffers (self);
  status = glCheckFramebufferStatus (GL_FRAMEBUFFER);
  glBindFramebuffer (GL_FRAMEBUFFER, (GLuint) callers);
  code = glGetError ();
  if (status != GL_FRAMEBUFFER_COMPLETE || code != GL_NO_ERROR) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_GL,
                 "OpenGL: no framebuffer of %d x %d pixels, %d samples (status 0x%x, error 0x%x)",
                 width_px, height_px, self->n_samples, status, code);
    cal_gl_target_free (self);
    return NULL;
  }
  return self;
}

void
cal_gl_target_free (CalGlTarget *self)
{
  if (self->resolved != self->framebuffer)
    glDeleteFramebuffers (1, &self->resolved);
  glDeleteFramebuffers (1, &self->framebuffer);
  glDeleteRenderbuffers (1, &self->colour);
  glDeleteRenderbuffers (1, &self->depth);
  glDeleteRenderbuffers (1, &self->resolved_colour);
  g_free (self);
}

int
cal_gl_target_get_width (CalGlTarget *self)
{
  return self->width_px;
}

int
cal_gl_target_get_height (CalGlTarget *self)
{
  return self->height_px;
}

/**
 * cal_gl_clear:
 * @rgba: the background, premultiplied
 *
 * Clears colour and depth of the bound framebuffer, all of it.
 */
void
cal_gl_clear (const float rgba[4])
{
  glDisable (GL_SCISSOR_TEST);
  glColorMask (GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  glDepthMask (GL_TRUE);
  glClearColor (rgba[0], rgba[1], rgba[2], rgba[3]);
  glClear (GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
}

/**
 * cal_gl_target_begin:
 * @rgba: the background, premultiplied
 *
 * What is drawn from here to cal_gl_target_end() goes to the target, whose viewport, which may be
 * twice the target's size, is set and whose colour and depth are cleared. The caller's framebuffer
 * (in a GtkGLArea it is not 0) and viewport come back at the end.
 */
void
cal_gl_target_begin (CalGlTarget *self, const float rgba[4])
{
  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &self->callers_framebuffer);
  glGetIntegerv (GL_VIEWPORT, self->callers_viewport);
  glBindFramebuffer (GL_FRAMEBUFFER, self->framebuffer);
  glViewport (0, 0, self->grid * self->width_px, self->grid * self->height_px);
  cal_gl_clear (rgba);
}

/**
 * cal_gl_target_end:
 *
 * Averages the samples and gives the caller's framebuffer and viewport back.
 */
void
cal_gl_target_end (CalGlTarget *self)
{
  const GLint *viewport = self->callers_viewport;

  glDisable (GL_SCISSOR_TEST);
  if (self->resolved != self->framebuffer) {
    glBindFramebuffer (GL_READ_FRAMEBUFFER, self->framebuffer);
    glBindFramebuffer (GL_DRAW_FRAMEBUFFER, self->resolved);
    glBlitFramebuffer (0, 0, self->grid * self->width_px, self->grid * self->height_px, 0, 0,
                       self->width_px, self->height_px, GL_COLOR_BUFFER_BIT,
                       self->grid > 1 ? GL_LINEAR : GL_NEAREST);
  }
  glBindFramebuffer (GL_FRAMEBUFFER, (GLuint) self->callers_framebuffer);
  glViewport (viewport[0], viewport[1], viewport[2], viewport[3]);
}

/**
 * cal_gl_target_wait:
 *
 * Waits until everything drawn so far is drawn, for who measures it.
 */
void
cal_gl_target_wait (CalGlTarget *self)
{
  glFinish ();
}

/**
 * cal_gl_target_blit:
 * @x_px: where its left edge goes
 * @y_px: where its bottom edge goes, from the bottom of the bound framebuffer
 *
 * Copies what was drawn, alpha too, into the bound framebuffer.
 */
void
cal_gl_target_blit (CalGlTarget *self, int x_px, int y_px)
{
  GLint callers;

  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &callers);
  glBindFramebuffer (GL_READ_FRAMEBUFFER, self->resolved);
  glBlitFramebuffer (0, 0, self->width_px, self->height_px, x_px, y_px, x_px + self->width_px,
                     y_px + self->height_px, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  glBindFramebuffer (GL_FRAMEBUFFER, (GLuint) callers);
}

/* GL's rows go up, Cairo's down. */
static void
flip_rows (guint8 *pixels, gsize stride, gsize n_rows)
{
  g_autofree guint8 *row = g_malloc (stride);

  for (gsize y = 0; y < n_rows / 2; y++) {
    guint8 *top = pixels + y * stride, *bottom = pixels + (n_rows - 1 - y) * stride;

    memcpy (row, top, stride);
    memcpy (top, bottom, stride);
    memcpy (bottom, row, stride);
  }
}

/**
 * cal_gl_target_read:
 *
 * Waits for the drawing.
 *
 * Returns: (transfer full): what was drawn: an image of CAIRO_FORMAT_ARGB32, top row first
 */
cairo_surface_t *
cal_gl_target_read (CalGlTarget *self)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width_px, self->height_px);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  GLint callers;

  if (pixels == NULL)
    return surface;
  cairo_surface_flush (surface);
  glGetIntegerv (GL_READ_FRAMEBUFFER_BINDING, &callers);
  glBindFramebuffer (GL_READ_FRAMEBUFFER, self->resolved);
  glPixelStorei (GL_PACK_ALIGNMENT, 4);
  if (epoxy_is_desktop_gl ()) {
    glReadPixels (0, 0, self->width_px, self->height_px, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV,
                  pixels);
  } else {
    glReadPixels (0, 0, self->width_px, self->height_px, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
    for (gsize n = 0; n < stride / 4 * (gsize) self->height_px; n++) {
      const guint8 *p = pixels + 4 * n;

      ((guint32 *) pixels)[n] =
          (guint32) p[3] << 24 | (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2];
    }
  }
  glBindFramebuffer (GL_READ_FRAMEBUFFER, (GLuint) callers);
  flip_rows (pixels, stride, (gsize) self->height_px);
  cairo_surface_mark_dirty (surface);
  return surface;
}
