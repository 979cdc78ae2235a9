/* pick.c - which vertex of the cortex a pixel shows.
 *
 * Elements are drawn instead of colours, by the same panels, matrices and triangles, and read back
 * once. After that a look-up costs nothing until the view changes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/pick.h"

#include <epoxy/gl.h>

#include "model/error.h"

struct _CalCortexPick {
  CalCortexMesh *mesh;
  GHashTable *programs;
  CalCortex *cortex;
  guint32 *elements;
  int width_px;
  int height_px;
};

/**
 * cal_cortex_pick_new:
 *
 * Belongs to the current context.
 *
 * Returns: (transfer full): a picker
 */
CalCortexPick *
cal_cortex_pick_new (CalGlCache *cache)
{
  CalCortexPick *self = g_new0 (CalCortexPick, 1);

  self->mesh = cal_cortex_mesh_new (cache);
  self->programs =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cal_gl_program_free);
  return self;
}

void
cal_cortex_pick_free (CalCortexPick *self)
{
  cal_cortex_pick_forget (self);
  g_hash_table_unref (self->programs);
  cal_cortex_mesh_free (self->mesh);
  g_free (self);
}

static CalGlProgram *
get_program (CalCortexPick *self, const CalCortexDrawing *drawing, GError **error)
{
  g_autofree char *defines = cal_cortex_drawing_dup_defines (drawing);
  CalGlProgram *program = g_hash_table_lookup (self->programs, defines);

  if (program == NULL) {
    program = cal_gl_program_new ("pick", defines, error);
    if (program != NULL)
      g_hash_table_insert (self->programs, g_steal_pointer (&defines), program);
  }
  return program;
}

/**
 * cal_cortex_pick_forget:
 *
 * The view is not what it was: nothing is found until it is drawn again. Calls no GL.
 */
void
cal_cortex_pick_forget (CalCortexPick *self)
{
  g_clear_pointer (&self->elements, g_free);
  g_clear_object (&self->cortex);
}

gboolean
cal_cortex_pick_is_drawn (CalCortexPick *self)
{
  return self->elements != NULL;
}

static GLuint
make_renderbuffer (GLenum format, GLenum attachment, int width_px, int height_px)
{
  GLuint name;

  glGenRenderbuffers (1, &name);
  glBindRenderbuffer (GL_RENDERBUFFER, name);
  glRenderbufferStorage (GL_RENDERBUFFER, format, width_px, height_px);
  glFramebufferRenderbuffer (GL_FRAMEBUFFER, attachment, GL_RENDERBUFFER, name);
  return name;
}

static gboolean
draw_elements (CalCortexPick *self, const CalCortexDrawing *drawing, GError **error)
{
  static const GLuint nothing[4] = {0};
  static const GLfloat far[1] = {1.0f};
  CalGlProgram *program = get_program (self, drawing, error);

  if (program == NULL)
    return FALSE;
  if (glCheckFramebufferStatus (GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_GL,
                 "OpenGL: no framebuffer of %d x %d integers to pick from", self->width_px,
                 self->height_px);
    return FALSE;
  }
  glDepthMask (GL_TRUE);
  glDisable (GL_SCISSOR_TEST);
  glClearBufferuiv (GL_COLOR, 0, nothing);
  glClearBufferfv (GL_DEPTH, 0, far);
  glViewport (0, 0, self->width_px, self->height_px);
  cal_gl_program_use (program);
  if (!cal_cortex_mesh_draw (self->mesh, program, drawing, error))
    return FALSE;
  self->elements = g_new (guint32, (gsize) self->width_px * (gsize) self->height_px);
  glPixelStorei (GL_PACK_ALIGNMENT, 4);
  glReadPixels (0, 0, self->width_px, self->height_px, GL_RED_INTEGER, GL_UNSIGNED_INT,
                self->elements);
  return TRUE;
}

/**
 * cal_cortex_pick_draw:
 * @drawing: what the picture shows; all triangles of it, even if the picture has fewer
 * @width_px: of the picture
 *
 * Works out what every pixel's centre shows. Leaves framebuffer and viewport as they were.
 *
 * Returns: FALSE with @error set if the driver cannot
 */
gboolean
cal_cortex_pick_draw (CalCortexPick *self,
                      const CalCortexDrawing *drawing,
                      int width_px,
                      GError **error)
{
  GLint callers, viewport[4];
  GLuint framebuffer, colour, depth;
  gboolean drawn;

  cal_cortex_pick_forget (self);
  self->width_px = width_px;
  self->height_px = drawing->height_px;
  glGetIntegerv (GL_DRAW_FRAMEBUFFER_BINDING, &callers);
  glGetIntegerv (GL_VIEWPORT, viewport);
  glGenFramebuffers (1, &framebuffer);
  glBindFramebuffer (GL_FRAMEBUFFER, framebuffer);
  colour = make_renderbuffer (GL_R32UI, GL_COLOR_ATTACHMENT0, width_px, drawing->height_px);
  depth =
      make_renderbuffer (GL_DEPTH_COMPONENT24, GL_DEPTH_ATTACHMENT, width_px, drawing->height_px);
  drawn = draw_elements (self, drawing, error);
  glBindFramebuffer (GL_FRAMEBUFFER, (GLuint) callers);
  glViewport (viewport[0], viewport[1], viewport[2], viewport[3]);
  glDeleteFramebuffers (1, &framebuffer);
  glDeleteRenderbuffers (1, &colour);
  glDeleteRenderbuffers (1, &depth);
  if (drawn)
    g_set_object (&self->cortex, cal_shapes_get_cortex (drawing->shapes));
  return drawn;
}

/**
 * cal_cortex_pick_find:
 * @x_px: from the left of the picture
 * @y_px: from its top
 * @vertex: (out): the corner nearest to the pixel's centre, of the triangle drawn there
 *
 * Returns: its hemisphere; CAL_HEMISPHERE_UNKNOWN where there is no cortex. Calls no GL
 */
CalHemisphere
cal_cortex_pick_find (CalCortexPick *self, int x_px, int y_px, gsize *vertex)
{
  guint32 element;

  if (self->elements == NULL || x_px < 0 || y_px < 0 || x_px >= self->width_px ||
      y_px >= self->height_px)
    return CAL_HEMISPHERE_UNKNOWN;
  element =
      self->elements[(gsize) (self->height_px - 1 - y_px) * (gsize) self->width_px + (gsize) x_px];
  if (element == 0)
    return CAL_HEMISPHERE_UNKNOWN;
  return cal_cortex_get_vertex (self->cortex, element - 1, vertex);
}
