/* matrix.c - draws RDMs, as many cells as there are pixels or fewer.
 *
 * Tile by tile of the level whose cells are no smaller than a pixel. Only tiles on and above the
 * diagonal go to the GPU, when first seen; those below it are the same, transposed. Colours,
 * window and thresholds are uniforms: moving them uploads nothing.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/matrix.h"

#include <epoxy/gl.h>
#include <math.h>

#include "render/gl/program.h"

struct _CalGlMatrix {
  CalGlCache *cache;
  CalGlProgram *program;
  GLuint vertex_array;
  guint n_draws;
};

/**
 * cal_gl_matrix_new:
 * @cache: shared with other drawings
 *
 * Needs a current context, as do drawing and freeing.
 */
CalGlMatrix *
cal_gl_matrix_new (CalGlCache *cache)
{
  CalGlMatrix *self = g_new0 (CalGlMatrix, 1);

  self->cache = cal_gl_cache_ref (cache);
  glGenVertexArrays (1, &self->vertex_array);
  return self;
}

void
cal_gl_matrix_free (CalGlMatrix *self)
{
  g_clear_pointer (&self->program, cal_gl_program_free);
  glDeleteVertexArrays (1, &self->vertex_array);
  cal_gl_cache_unref (self->cache);
  g_free (self);
}

/**
 * cal_gl_matrix_get_n_draws:
 *
 * Returns: draw calls of the last drawing
 */
guint
cal_gl_matrix_get_n_draws (CalGlMatrix *self)
{
  return self->n_draws;
}

/**
 * cal_matrix_style_init:
 * @is_light: for a light background
 *
 * Greys that stand apart from the background and from each other.
 */
void
cal_matrix_style_init (CalMatrixStyle *self, gboolean is_light, double scale)
{
  const float diagonal = is_light ? 0.62f : 0.45f, missing = is_light ? 0.90f : 0.13f,
              stripe = is_light ? 0.66f : 0.36f;

  *self = (CalMatrixStyle){
      .diagonal = {diagonal, diagonal, diagonal, 1.0f},
      .missing = {missing, missing, missing, 1.0f},
      .missing_stripe = {stripe, stripe, stripe, 1.0f},
      .scale = scale,
  };
}

/* A tile's place among those of its level and RDM. */
static guint64
make_part (guint level, gsize tile_row, gsize tile_column)
{
  return (guint64) level << 56 | (guint64) tile_row << 28 | tile_column;
}

static gboolean
upload_tile (
    GObject *data, guint64 part, guint name, gpointer user_data, gsize *n_bytes, GError **error)
{
  CalRdmField *field = CAL_RDM_FIELD (data);
  guint level = (guint) (part >> 56);
  gsize tile[2] = {(gsize) (part >> 28) & 0xfffffff, (gsize) part & 0xfffffff}, first, n[2];
  g_autofree float *values = NULL;

  for (int axis = 0; axis < 2; axis++)
    cal_rdm_field_measure_tile (field, level, tile[axis], &first, &n[axis]);
  values = g_new (float, n[0] * n[1]);
  cal_rdm_field_read_tile (field, level, tile[0], tile[1], values);
  glBindTexture (GL_TEXTURE_2D, name);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri (GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glPixelStorei (GL_UNPACK_ALIGNMENT, 4);
  glTexImage2D (GL_TEXTURE_2D, 0, GL_R32F, (GLsizei) n[1], (GLsizei) n[0], 0, GL_RED, GL_FLOAT,
                values);
  *n_bytes = n[0] * n[1] * sizeof *values;
  return TRUE;
}

static guint
get_tile (CalGlMatrix *self, CalRdmField *field, guint64 part, GError **error)
{
  return cal_gl_cache_get (self->cache, CAL_GL_TEXTURE, G_OBJECT (field), "rdm tile", part,
                           upload_tile, NULL, error);
}

static void
set_side (CalGlMatrix *self, const char *uniform, const CalRdmColours *colours)
{
  cal_gl_program_set_vec4 (self->program, uniform,
                           (float[4]){(float) colours->low, (float) colours->high,
                                      (float) colours->lower, (float) colours->upper});
}

/* The pixels whose middles lie between two cells' edges, along one axis of the pane. */
static void
find_pixels (const CalRdmPane *pane, int axis, double first, double end, int *begin, int *size)
{
  int start = axis == 0 ? pane->x_px : pane->y_px;
  double low = ceil (cal_rdm_pane_get_px (pane, axis, first) - 0.5);
  double high = ceil (cal_rdm_pane_get_px (pane, axis, end) - 0.5);

  *begin = (int) CLAMP (low, start, start + pane->size_px);
  *size = (int) CLAMP (high, start, start + pane->size_px) - *begin;
}

static gboolean
draw_tile (CalGlMatrix *self,
           const CalRdmDrawing *drawing,
           const CalRdmPane *pane,
           gsize tile_row,
           gsize tile_column,
           int height_px,
           GError **error)
{
  guint level = cal_rdm_pane_get_level (pane);
  CalRdmField *upper = drawing->sides[0].field;
  CalRdmField *lower = drawing->sides[drawing->n_sides - 1].field;
  guint64 part = make_part (level, MIN (tile_row, tile_column), MAX (tile_row, tile_column));
  gsize tile[2] = {tile_column, tile_row}, first[2], n[2];
  int begin[2], size[2];
  guint upper_tile, lower_tile;
  double origin[2];

  for (int axis = 0; axis < 2; axis++) {
    cal_rdm_field_measure_tile (upper, level, tile[axis], &first[axis], &n[axis]);
    origin[axis] = cal_rdm_pane_get_px (pane, axis, ldexp ((double) first[axis], (int) level));
    find_pixels (pane, axis, ldexp ((double) first[axis], (int) level),
                 ldexp ((double) (first[axis] + n[axis]), (int) level), &begin[axis], &size[axis]);
  }
  if (size[0] <= 0 || size[1] <= 0)
    return TRUE;
  /* Off the diagonal only one of the two is looked at. */
  upper_tile = get_tile (self, tile_row > tile_column ? lower : upper, part, error);
  lower_tile =
      upper_tile != 0 ? get_tile (self, tile_row < tile_column ? upper : lower, part, error) : 0;
  if (lower_tile == 0)
    return FALSE;
  cal_gl_program_set_texture (self->program, "u_upper", 1, GL_TEXTURE_2D, upper_tile);
  cal_gl_program_set_texture (self->program, "u_lower", 2, GL_TEXTURE_2D, lower_tile);
  cal_gl_program_set_int (self->program, "u_transposed", tile_row > tile_column);
  glUniform2i (cal_gl_program_get_location (self->program, "u_first"), (GLint) first[0],
               (GLint) first[1]);
  glUniform2i (cal_gl_program_get_location (self->program, "u_size"), (GLint) n[0], (GLint) n[1]);
  cal_gl_program_set_vec2 (self->program, "u_origin_px", origin[0], height_px - origin[1]);
  glScissor (begin[0], height_px - begin[1] - size[1], size[0], size[1]);
  glDrawArrays (GL_TRIANGLES, 0, 3);
  self->n_draws++;
  return TRUE;
}

static gboolean
draw_pane (CalGlMatrix *self,
           const CalRdmDrawing *drawing,
           const CalRdmPane *pane,
           int height_px,
           GError **error)
{
  guint level = cal_rdm_pane_get_level (pane);
  gsize first[2], end[2];

  cal_gl_program_set_int (self->program, "u_colormap",
                          cal_gl_cache_find_colormap (drawing->sides[0].colours.colormap->name));
  cal_gl_program_set_float (self->program, "u_cells_per_px",
                            1.0 / ldexp (pane->px_per_cell, (int) level));
  cal_gl_program_set_int (self->program, "u_transformed", drawing->sides[0].colours.transformed);
  set_side (self, "u_upper_colours", &drawing->sides[0].colours);
  set_side (self, "u_lower_colours", &drawing->sides[drawing->n_sides - 1].colours);
  for (int axis = 0; axis < 2; axis++) {
    cal_rdm_pane_get_visible (pane, axis, &first[axis], &end[axis]);
    first[axis] = (first[axis] >> level) / CAL_RDM_TILE;
    end[axis] = ((end[axis] - 1) >> level) / CAL_RDM_TILE + 1;
  }
  for (gsize row = first[1]; row < end[1]; row++)
    for (gsize column = first[0]; column < end[0]; column++)
      if (!draw_tile (self, drawing, pane, row, column, height_px, error))
        return FALSE;
  return TRUE;
}

static void
begin (CalGlMatrix *self, const CalMatrixStyle *style)
{
  self->n_draws = 0;
  cal_gl_cache_begin_drawing (self->cache);
  cal_gl_program_use (self->program);
  cal_gl_program_set_texture (self->program, "u_colormaps", 0, GL_TEXTURE_2D,
                              cal_gl_cache_get_colormaps (self->cache));
  /* Uploads bind what they fill: not to the colour maps' unit. */
  glActiveTexture (GL_TEXTURE1);
  cal_gl_program_set_vec2 (self->program, "u_window", 0.0, 1.0);
  cal_gl_program_set_vec4 (self->program, "u_diagonal", style->diagonal);
  cal_gl_program_set_vec4 (self->program, "u_missing", style->missing);
  cal_gl_program_set_vec4 (self->program, "u_missing_stripe", style->missing_stripe);
  cal_gl_program_set_float (self->program, "u_stripe_px", 2.0 * style->scale);
  glBindVertexArray (self->vertex_array);
  glDisable (GL_DEPTH_TEST);
  glDisable (GL_CULL_FACE);
  glDisable (GL_BLEND);
  glEnable (GL_SCISSOR_TEST);
}

/**
 * cal_gl_matrix_draw:
 * @drawings: one a frame of @layout; NULL for one that is not there yet
 * @layout: where, in pixels from the top left of the framebuffer, all of which is the viewport
 * @height_px: of the framebuffer
 *
 * Covers the squares of the matrices, and nothing else.
 *
 * Returns: FALSE with @error set if the driver cannot draw it
 */
gboolean
cal_gl_matrix_draw (CalGlMatrix *self,
                    const CalRdmDrawing *const *drawings,
                    const CalRdmLayout *layout,
                    int height_px,
                    const CalMatrixStyle *style,
                    GError **error)
{
  gboolean drawn = TRUE;

  if (self->program == NULL)
    self->program = cal_gl_program_new ("matrix", NULL, error);
  if (self->program == NULL)
    return FALSE;
  begin (self, style);
  for (guint n = 0; n < layout->n_frames && drawn; n++)
    if (drawings[n] != NULL)
      drawn = draw_pane (self, drawings[n], &layout->frames[n].pane, height_px, error);
  glDisable (GL_SCISSOR_TEST);
  glBindVertexArray (0);
  return drawn;
}
