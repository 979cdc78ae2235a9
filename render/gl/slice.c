/* slice.c - draws the scene's volumes on slices.
 *
 * One draw a layer and pane, blended in drawing order. A volume stays on its own grid: the shader
 * goes from pixel to voxel by one matrix, the inverse way of a click.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/slice.h"

#include <epoxy/gl.h>
#include <math.h>

#include "render/gl/colour.h"
#include "render/gl/program.h"
#include "render/gl/volume-texture.h"

struct _CalGlSlice {
  CalGlCache *cache;
  GHashTable *programs;
  GLuint vertex_array;
  guint n_draws;
};

/* What other layers may be asked for; their samplers begin at this unit. */
#define FIRST_OTHER_UNIT 3
#define N_OTHERS 4
static const char *const other_names[N_OTHERS] = {"opacity", "threshold", "second", "third"};

/* What one layer needs, found once for all panes. */
typedef struct {
  CalVolume *volume;
  CalColouring colouring;
  CalGlProgram *program;
  CalGlVolumeTexture voxels;
  guint label_colours;
  CalVolume *other_volumes[N_OTHERS];
  CalGlVolumeTexture other_voxels[N_OTHERS];
} Prepared;

/**
 * cal_gl_slice_new:
 * @cache: shared with other drawings
 *
 * Needs a current context, as do drawing and freeing. Shaders are compiled when first needed.
 */
CalGlSlice *
cal_gl_slice_new (CalGlCache *cache)
{
  CalGlSlice *self = g_new0 (CalGlSlice, 1);

  self->cache = cal_gl_cache_ref (cache);
  self->programs =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cal_gl_program_free);
  glGenVertexArrays (1, &self->vertex_array);
  return self;
}

void
cal_gl_slice_free (CalGlSlice *self)
{
  g_hash_table_unref (self->programs);
  glDeleteVertexArrays (1, &self->vertex_array);
  cal_gl_cache_unref (self->cache);
  g_free (self);
}

/**
 * cal_gl_slice_get_n_draws:
 *
 * Returns: draw calls of the last drawing
 */
guint
cal_gl_slice_get_n_draws (CalGlSlice *self)
{
  return self->n_draws;
}

static CalGlProgram *
get_program (CalGlSlice *self, const char *defines, GError **error)
{
  CalGlProgram *program = g_hash_table_lookup (self->programs, defines);

  if (program == NULL) {
    program = cal_gl_program_new ("slice", defines, error);
    if (program != NULL)
      g_hash_table_insert (self->programs, g_strdup (defines), program);
  }
  return program;
}

/* The volume of another layer, if there is one; NULL if the layer is gone or lies on the cortex
 * only. */
static gboolean
prepare_other (
    CalGlSlice *self, CalLayer *layer, guint which, Prepared *out, GString *defines, GError **error)
{
  CalVolume *volume = layer != NULL ? cal_layer_get_volume (layer) : NULL;
  g_autofree char *name = g_ascii_strup (other_names[which], -1);
  const CalDisplayState *state;

  out->other_volumes[which] = volume;
  if (volume == NULL)
    return TRUE;
  state = cal_display_get_state (cal_layer_get_display (layer));
  g_string_append_printf (defines, "#define %s_BY\n", name);
  if (state->interpolation == CAL_LINEAR)
    g_string_append_printf (defines, "#define %s_LINEAR\n", name);
  return cal_gl_volume_texture_get (self->cache, volume,
                                    MIN (state->frame, cal_volume_get_desc (volume)->n_frames - 1),
                                    &out->other_voxels[which], error);
}

/* The textures of the layer's own values. */
static gboolean
prepare_own (CalGlSlice *self, Prepared *out, GString *defines, GError **error)
{
  const CalDisplayState *state = out->colouring.state;

  if (cal_volume_get_desc (out->volume)->labels != NULL) {
    g_string_append (defines, "#define LABELS\n");
    return cal_gl_label_texture_get (self->cache, out->volume, state->frame, &out->voxels.texture,
                                     &out->label_colours, error);
  }
  if (!cal_gl_volume_texture_get (self->cache, out->volume, state->frame, &out->voxels, error))
    return FALSE;
  if (out->voxels.decoding == CAL_GL_RGBA)
    g_string_append (defines, "#define RGB\n");
  g_string_append_printf (defines, "#define DECODING (%d)\n#define N_MAPS %u\n",
                          (int) out->voxels.decoding, out->colouring.n_maps);
  if (state->interpolation == CAL_LINEAR)
    g_string_append (defines, "#define LINEAR\n");
  if (state->below_threshold == CAL_BELOW_OUTLINED && state->threshold_mode != CAL_THRESHOLD_NONE)
    g_string_append (defines, "#define OUTLINED\n");
  return TRUE;
}

static gboolean
prepare (CalGlSlice *self, CalScene *scene, CalLayer *layer, Prepared *out, GError **error)
{
  g_autoptr (GString) defines = g_string_new (NULL);
  const CalDisplayState *state;
  CalLayer *others[N_OTHERS];

  *out = (Prepared){.volume = cal_layer_get_volume (layer),
                    .colouring = cal_colouring_of (scene, layer)};
  state = out->colouring.state;
  others[0] = cal_scene_find_layer (scene, state->opacity_by);
  others[1] = cal_scene_find_layer (scene, state->threshold_by);
  others[2] = out->colouring.maps[1];
  others[3] = out->colouring.maps[2];
  if (!prepare_own (self, out, defines, error))
    return FALSE;
  for (guint n = 0; n < N_OTHERS; n++)
    if (!prepare_other (self, others[n], n, out, defines, error))
      return FALSE;
  out->program = get_program (self, defines->str, error);
  return out->program != NULL;
}

static CalAffine
get_pane_to_voxel (const CalSliceView *view, CalVolume *volume)
{
  CalAffine pane_to_world = cal_slice_view_get_pane_to_world (view);

  return cal_affine_compose (cal_volume_get_world_to_voxel (volume), &pane_to_world);
}

/* The part of the pane that the volume may cover; FALSE if none. */
static gboolean
find_covered (const CalSliceView *view, CalVolume *volume, int box[4])
{
  CalAffine world_to_pane = cal_slice_view_get_world_to_pane (view);
  double corners[2][3], low[3], high[3], size[2] = {view->width_px, view->height_px};

  cal_volume_get_bounds (volume, corners[0], corners[1]);
  for (int n = 0; n < 2; n++)
    cal_affine_apply (&world_to_pane, corners[n], corners[n]);
  for (int a = 0; a < 3; a++) {
    low[a] = MIN (corners[0][a], corners[1][a]);
    high[a] = MAX (corners[0][a], corners[1][a]);
  }
  if (low[2] > 0.0 || high[2] < 0.0)
    return FALSE;
  for (int a = 0; a < 2; a++) {
    box[a] = (int) CLAMP (floor (low[a] - 1.0), 0.0, size[a]);
    box[a + 2] = (int) CLAMP (ceil (high[a] + 1.0), 0.0, size[a]) - box[a];
  }
  return box[2] > 0 && box[3] > 0;
}

static void
set_other (CalGlProgram *program,
           const char *prefix,
           guint unit,
           const CalSliceView *view,
           CalVolume *volume,
           const CalGlVolumeTexture *voxels)
{
  g_autofree char *sampler = g_strdup_printf ("u_%s_volume", prefix);
  g_autofree char *matrix = g_strdup_printf ("u_pane_to_%s_voxel", prefix);
  g_autofree char *decoding = g_strdup_printf ("u_%s_decoding", prefix);
  g_autofree char *scaling = g_strdup_printf ("u_%s_scaling", prefix);
  CalAffine pane_to_voxel = get_pane_to_voxel (view, volume);

  cal_gl_program_set_texture (program, sampler, unit, GL_TEXTURE_3D, voxels->texture);
  cal_gl_program_set_affine (program, matrix, &pane_to_voxel);
  cal_gl_program_set_int (program, decoding, (int) voxels->decoding);
  cal_gl_program_set_vec2 (program, scaling, voxels->slope, voxels->intercept);
}

static void
set_layer (CalGlSlice *self, const Prepared *layer, double line_px)
{
  const CalDisplayState *state = layer->colouring.state;
  CalGlProgram *program = layer->program;

  cal_gl_program_use (program);
  cal_gl_set_colours (program, self->cache, 0, &layer->colouring);
  cal_gl_program_set_texture (program, "u_volume", 1, GL_TEXTURE_3D, layer->voxels.texture);
  if (layer->label_colours != 0)
    cal_gl_program_set_texture (program, "u_label_colours", 2, GL_TEXTURE_2D, layer->label_colours);
  cal_gl_program_set_vec2 (program, "u_scaling", layer->voxels.slope, layer->voxels.intercept);
  cal_gl_program_set_float (program, "u_opacity", state->opacity);
  cal_gl_program_set_int (program, "u_below_threshold", (int) state->below_threshold);
  cal_gl_program_set_int (program, "u_label_style", (int) state->label_style);
  cal_gl_program_set_float (program, "u_line_px", line_px);
  cal_gl_program_set_vec2 (program, "u_opacity_range", state->opacity_by_low,
                           state->opacity_by_high);
}

static void
draw_pane (CalGlSlice *self, const Prepared *layer, const CalSlicePane *pane, int height_px)
{
  CalAffine pane_to_voxel = get_pane_to_voxel (&pane->view, layer->volume);
  int box[4];

  if (!find_covered (&pane->view, layer->volume, box))
    return;
  glViewport (pane->x_px + box[0], height_px - pane->y_px - box[1] - box[3], box[2], box[3]);
  cal_gl_program_set_vec2 (layer->program, "u_pane_origin", pane->x_px, height_px - pane->y_px);
  cal_gl_program_set_affine (layer->program, "u_pane_to_voxel", &pane_to_voxel);
  for (guint n = 0; n < N_OTHERS; n++)
    if (layer->other_volumes[n] != NULL)
      set_other (layer->program, other_names[n], FIRST_OTHER_UNIT + n, &pane->view,
                 layer->other_volumes[n], &layer->other_voxels[n]);
  glDrawArrays (GL_TRIANGLES, 0, 3);
  self->n_draws++;
}

/* A layer whose colour needs a map of the cortex has no data on slices. */
static gboolean
is_drawn (CalScene *scene, CalLayer *layer)
{
  CalColouring colouring = cal_colouring_of (scene, layer);
  CalVolume *volume = cal_layer_get_volume (layer);

  for (guint n = 0; n < colouring.n_maps; n++)
    if (cal_layer_get_volume (colouring.maps[n]) == NULL)
      return FALSE;
  return colouring.state->visible && colouring.state->opacity > 0.0 &&
         colouring.state->frame < cal_volume_get_desc (volume)->n_frames;
}

/**
 * cal_gl_slice_draw:
 * @scene: its volumes are drawn, the first one first; maps of the cortex are passed over
 * @panes: (element-type CalSlicePane): where, in pixels from the top left of the framebuffer
 * @height_px: of the framebuffer
 * @line_px: width of outlines, a whole number of pixels
 * @error: (nullable): the first layer's that could not be drawn; the others are
 *
 * Draws over what is there, with premultiplied alpha. Leaves the viewport changed.
 *
 * Returns: whether every layer was drawn
 */
gboolean
cal_gl_slice_draw (
    CalGlSlice *self, CalScene *scene, GArray *panes, int height_px, double line_px, GError **error)
{
  gboolean all_drawn = TRUE;

  self->n_draws = 0;
  cal_gl_cache_begin_drawing (self->cache);
  glBindVertexArray (self->vertex_array);
  glDisable (GL_DEPTH_TEST);
  glDisable (GL_CULL_FACE);
  glEnable (GL_BLEND);
  glBlendFunc (GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);
    Prepared prepared;

    if (!is_drawn (scene, layer))
      continue;
    if (!prepare (self, scene, layer, &prepared, all_drawn ? error : NULL)) {
      all_drawn = FALSE;
      continue;
    }
    set_layer (self, &prepared, line_px);
    for (guint p = 0; p < panes->len; p++)
      draw_pane (self, &prepared, &g_array_index (panes, CalSlicePane, p), height_px);
  }
  glDisable (GL_BLEND);
  glBindVertexArray (0);
  return all_drawn;
}
