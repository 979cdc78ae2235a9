/* cortex-mesh.c - runs a shader program over the triangles of a cortex view's panels.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/cortex-mesh.h"

#include <epoxy/gl.h>
#include <math.h>

#include "render/gl/cortex-buffers.h"

/* Triangles that cover less are small: which corner of one is nearest is less than a pixel's
 * question, and reading its corners at every pixel would cost more than drawing it. */
#define SMALL_PX2 6.0

#define LONGEST_WAIT_NS 1000000000

struct _CalCortexMesh {
  CalGlCache *cache;
  GLuint vertex_array;
  GLuint textures[CAL_CORTEX_MESH_N_UNITS];
  GLsync latest;
};

/**
 * cal_cortex_mesh_new:
 *
 * Belongs to the current context, as vertex arrays do.
 *
 * Returns: (transfer full): what is needed to draw triangles
 */
CalCortexMesh *
cal_cortex_mesh_new (CalGlCache *cache)
{
  CalCortexMesh *self = g_new0 (CalCortexMesh, 1);

  self->cache = cal_gl_cache_ref (cache);
  glGenVertexArrays (1, &self->vertex_array);
  glGenTextures (CAL_CORTEX_MESH_N_UNITS, self->textures);
  return self;
}

void
cal_cortex_mesh_free (CalCortexMesh *self)
{
  g_clear_pointer (&self->latest, glDeleteSync);
  glDeleteVertexArrays (1, &self->vertex_array);
  glDeleteTextures (CAL_CORTEX_MESH_N_UNITS, self->textures);
  cal_gl_cache_unref (self->cache);
  g_free (self);
}

/* Pixels that a triangle facing the viewer covers, on average: half of them face away. */
static double
get_triangle_px2 (const CalCortexDrawing *drawing,
                  const CalCortexPanel *panel,
                  CalHemisphere hemisphere)
{
  gboolean flat = drawing->shape.to == CAL_SURFACE_FLAT;
  double low[3], high[3], extent[2] = {0.0};
  gsize n_faces;

  if (!cal_shapes_get_bounds (drawing->shapes, &drawing->shape, hemisphere, low, high))
    return 0.0;
  for (int e = 0; e < 2; e++)
    for (int a = 0; a < 3; a++)
      extent[e] +=
          fabs (panel->camera.rotation[e][a]) * (high[a] - low[a]) / panel->camera.mm_per_px;
  n_faces = g_bytes_get_size (cal_shapes_get_faces (drawing->shapes, hemisphere, flat)) /
            (3 * sizeof (guint32));
  return extent[0] * extent[1] * (flat ? 1.0 : 2.0) / (double) MAX (n_faces, 1);
}

/**
 * cal_cortex_drawing_has_small_triangles:
 *
 * Returns: whether every panel's triangles are as small as pixels. A coarse drawing is judged by
 * the triangles it stands for
 */
gboolean
cal_cortex_drawing_has_small_triangles (const CalCortexDrawing *drawing)
{
  for (guint n = 0; n < drawing->layout->n_panels; n++)
    for (int h = 0; h < 2; h++)
      if (drawing->layout->panels[n].shows[h] &&
          get_triangle_px2 (drawing, &drawing->layout->panels[n], (CalHemisphere) h) > SMALL_PX2)
        return FALSE;
  return TRUE;
}

/**
 * cal_cortex_drawing_dup_defines:
 *
 * Returns: (transfer full): what a program for this drawing defines, besides its own
 */
char *
cal_cortex_drawing_dup_defines (const CalCortexDrawing *drawing)
{
  gboolean morph = drawing->shape.from != drawing->shape.to;
  gboolean small = cal_cortex_drawing_has_small_triangles (drawing);

  return g_strconcat (morph ? "#define MORPH\n" : "", small ? "#define SMALL_TRIANGLES\n" : "",
                      NULL);
}

/**
 * cal_cortex_mesh_bind_buffer:
 * @program: in use
 * @unit: below CAL_CORTEX_MESH_N_UNITS; the first is the mesh's own
 * @format: GL_R32F, ...
 * @buffer: what the sampler reads
 */
void
cal_cortex_mesh_bind_buffer (CalCortexMesh *self,
                             CalGlProgram *program,
                             const char *sampler,
                             guint unit,
                             guint format,
                             guint buffer)
{
  cal_gl_program_set_texture (program, sampler, unit, GL_TEXTURE_BUFFER, self->textures[unit]);
  glTexBuffer (GL_TEXTURE_BUFFER, format, buffer);
}

static void
set_attribute (guint location, guint buffer, int n_components, GLenum type)
{
  glBindBuffer (GL_ARRAY_BUFFER, buffer);
  glEnableVertexAttribArray (location);
  glVertexAttribPointer (location, n_components, type, GL_FALSE, type == GL_SHORT ? 8 : 16, NULL);
}

static gboolean
set_shape (CalCortexMesh *self,
           CalGlProgram *program,
           const CalCortexDrawing *drawing,
           CalHemisphere hemisphere,
           GError **error)
{
  const CalSurfaceKind kinds[2] = {drawing->shape.from, drawing->shape.to};
  guint places[2], normals[2];

  for (int k = 0; k < 2; k++) {
    places[k] =
        cal_cortex_buffers_get_places (self->cache, drawing->shapes, hemisphere, kinds[k], error);
    if (places[k] == 0)
      return FALSE;
    normals[k] =
        cal_cortex_buffers_get_normals (self->cache, drawing->shapes, hemisphere, kinds[k], error);
    if (normals[k] == 0)
      return FALSE;
  }
  set_attribute (0, places[0], 4, GL_FLOAT);
  set_attribute (1, normals[0], 4, GL_SHORT);
  set_attribute (2, places[1], 3, GL_FLOAT);
  set_attribute (3, normals[1], 3, GL_SHORT);
  glBindBuffer (GL_ARRAY_BUFFER, 0);
  return TRUE;
}

/* Returns the number of triangles, or -1 with @error set. On the way to the flat surface only the
 * flat one's triangles are drawn: where it was cut, it is cut from the beginning. */
static gssize
set_faces (CalCortexMesh *self,
           CalGlProgram *program,
           const CalCortexDrawing *drawing,
           CalHemisphere hemisphere,
           GError **error)
{
  gboolean flat = drawing->shape.to == CAL_SURFACE_FLAT;
  gsize n_faces = 0;
  guint records;
  guint faces = cal_cortex_buffers_get_faces (self->cache, drawing->shapes, drawing->coarse,
                                              hemisphere, flat, &records, &n_faces, error);

  if (faces == 0)
    return -1;
  glBindBuffer (GL_ELEMENT_ARRAY_BUFFER, faces);
  cal_cortex_mesh_bind_buffer (self, program, "u_faces", 0, GL_RGBA32UI, records);
  return (gssize) n_faces;
}

/**
 * cal_cortex_drawing_get_grid:
 *
 * Returns: how many pixels of the viewport, each way, there are for one of the picture
 */
int
cal_cortex_drawing_get_grid (const CalCortexDrawing *drawing)
{
  GLint viewport[4];

  glGetIntegerv (GL_VIEWPORT, viewport);
  return MAX (viewport[3] / drawing->height_px, 1);
}

static void
set_panel (CalGlProgram *program, const CalCortexPanel *panel, int height_px, int grid)
{
  float columns[16];
  int bottom_px = height_px - panel->y_px - panel->height_px;
  CalAffine to_eye = {{{0}}};

  glViewport (grid * panel->x_px, grid * bottom_px, grid * panel->width_px,
              grid * panel->height_px);
  glScissor (grid * panel->x_px, grid * bottom_px, grid * panel->width_px, grid * panel->height_px);
  for (int r = 0; r < 3; r++)
    for (int c = 0; c < 3; c++)
      to_eye.m[r][c] = panel->camera.rotation[r][c];
  cal_camera_get_world_to_clip (&panel->camera, panel->width_px, panel->height_px, columns);
  cal_gl_program_set_matrix (program, "u_world_to_clip", columns);
  cal_gl_program_set_affine (program, "u_world_to_eye", &to_eye);
}

/* A driver in software keeps some hundred bytes of every triangle that it was given and has not
 * drawn. It is given the next panel while it draws this one, but no more. */
static void
wait_for_last_but_one (CalCortexMesh *self)
{
  GLsync latest = glFenceSync (GL_SYNC_GPU_COMMANDS_COMPLETE, 0);

  glFlush ();
  if (self->latest != NULL) {
    glClientWaitSync (self->latest, 0, LONGEST_WAIT_NS);
    glDeleteSync (self->latest);
  }
  self->latest = latest;
}

static gboolean
draw_hemisphere (CalCortexMesh *self,
                 CalGlProgram *program,
                 const CalCortexDrawing *drawing,
                 CalHemisphere hemisphere,
                 int grid,
                 GError **error)
{
  CalCortex *cortex = cal_shapes_get_cortex (drawing->shapes);
  gssize n_faces;

  if (cal_cortex_get_n_vertices (cortex, hemisphere) == 0)
    return TRUE;
  if (!set_shape (self, program, drawing, hemisphere, error))
    return FALSE;
  n_faces = set_faces (self, program, drawing, hemisphere, error);
  if (n_faces < 0)
    return FALSE;
  cal_gl_program_set_int (program, "u_first_element",
                          (int) cal_cortex_get_element (cortex, hemisphere, 0));
  for (guint n = 0; n < drawing->layout->n_panels; n++) {
    const CalCortexPanel *panel = &drawing->layout->panels[n];

    if (!panel->shows[hemisphere])
      continue;
    set_panel (program, panel, drawing->height_px, grid);
    glDrawElements (GL_TRIANGLES, (GLsizei) (3 * n_faces), GL_UNSIGNED_INT, NULL);
    wait_for_last_but_one (self);
  }
  return TRUE;
}

/* The hemisphere that hides the other, where both are in one panel: what lies behind it is then
 * found to be hidden before it is shaded. */
static CalHemisphere
find_nearer (const CalCortexDrawing *drawing)
{
  const double *towards = drawing->layout->panels[0].camera.rotation[2];
  double low[3], high[3], depth[2] = {0.0};

  for (int h = 0; h < 2; h++)
    if (cal_shapes_get_bounds (drawing->shapes, &drawing->shape, (CalHemisphere) h, low, high))
      for (int a = 0; a < 3; a++)
        depth[h] += towards[a] * (low[a] + high[a]) / 2.0;
  return depth[CAL_RIGHT] > depth[CAL_LEFT] ? CAL_RIGHT : CAL_LEFT;
}

/**
 * cal_cortex_mesh_draw:
 * @program: in use, made with surface.vert, its own uniforms set
 *
 * Draws into the bound framebuffer, with depth test, only triangles that face the viewer. The
 * viewport is that of the whole picture, or a multiple of it; it is the caller's to set again.
 *
 * Returns: FALSE with @error set if the GPU cannot hold the cortex
 */
gboolean
cal_cortex_mesh_draw (CalCortexMesh *self,
                      CalGlProgram *program,
                      const CalCortexDrawing *drawing,
                      GError **error)
{
  gboolean drawn = TRUE;
  int grid = cal_cortex_drawing_get_grid (drawing);
  CalHemisphere nearer = find_nearer (drawing);

  if (drawing->shape.from == CAL_SURFACE_UNKNOWN)
    return TRUE;
  glEnable (GL_DEPTH_TEST);
  glDepthFunc (GL_LESS);
  glDisable (GL_BLEND);
  glEnable (GL_CULL_FACE);
  glCullFace (GL_BACK);
  glFrontFace (GL_CCW);
  glEnable (GL_SCISSOR_TEST);
  glBindVertexArray (self->vertex_array);
  cal_gl_program_set_float (program, "u_blend", drawing->shape.blend);
  for (int n = 0; n < 2 && drawn; n++)
    drawn = draw_hemisphere (self, program, drawing, n == 0 ? nearer : !nearer, grid, error);
  glBindVertexArray (0);
  glDisable (GL_SCISSOR_TEST);
  glDisable (GL_CULL_FACE);
  glDisable (GL_DEPTH_TEST);
  return drawn;
}
