/* surface.c - draws a cortex view: both hemispheres, lit, under their layers.
 *
 * One pass over the triangles draws every layer. The program is made for the layers there are
 * (which samplers, numbers or labels, linear or not) and kept; all else about a display is
 * uniforms.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/gl/surface.h"

#include <epoxy/gl.h>

#include "render/gl/colour.h"
#include "render/gl/cortex-buffers.h"
#include "render/scene/projection.h"

/* Layers drawn at once: with their colours and what scales them they must fit 14 samplers. */
#define MAX_LAYERS CAL_MAX_CORTEX_LAYERS
#define MAX_BUFFERS (CAL_CORTEX_MESH_N_UNITS - CAL_CORTEX_MESH_FIRST_FREE_UNIT - 1)
G_STATIC_ASSERT (MAX_BUFFERS == CAL_MAX_CORTEX_SOURCES);
#define COLORMAPS_UNIT (CAL_CORTEX_MESH_N_UNITS - 1)
#define MAX_PROJECTIONS 16

typedef struct {
  CalVolume *volume;
  CalCortex *cortex;
  guint frame;
  CalInterpolation interpolation;
  CalMap *map;
} Projection;

struct _CalSurfacePass {
  CalGlCache *cache;
  CalCortexMesh *mesh;
  GHashTable *programs;
  GPtrArray *projections;
};

/* What one drawing needs: a buffer for each sampler u_values0, u_values1, ..., and the shown
 * layers with the text that shades them. */
typedef struct {
  guint buffers[MAX_BUFFERS];
  guint formats[MAX_BUFFERS];
  guint n_buffers;
  CalColouring colourings[MAX_LAYERS];
  guint n_layers;
  GString *calls;
  gboolean small;
  gboolean corners;
} Plan;

static void
projection_free (gpointer pointer)
{
  Projection *projection = pointer;

  g_object_unref (projection->volume);
  g_object_unref (projection->cortex);
  g_clear_object (&projection->map);
  g_free (projection);
}

/**
 * cal_surface_pass_new:
 *
 * Belongs to the current context.
 *
 * Returns: (transfer full): a pass
 */
CalSurfacePass *
cal_surface_pass_new (CalGlCache *cache)
{
  CalSurfacePass *self = g_new0 (CalSurfacePass, 1);

  self->cache = cal_gl_cache_ref (cache);
  self->mesh = cal_cortex_mesh_new (cache);
  self->programs =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) cal_gl_program_free);
  self->projections = g_ptr_array_new_with_free_func (projection_free);
  return self;
}

void
cal_surface_pass_free (CalSurfacePass *self)
{
  cal_cortex_mesh_free (self->mesh);
  g_hash_table_unref (self->programs);
  g_ptr_array_unref (self->projections);
  cal_gl_cache_unref (self->cache);
  g_free (self);
}

/* The volume on the cortex; kept, with the latest few others. */
static CalMap *
project (CalSurfacePass *self, CalVolume *volume, CalCortex *cortex, const CalDisplayState *state)
{
  Projection *projection;

  for (guint n = 0; n < self->projections->len; n++) {
    projection = self->projections->pdata[n];
    if (projection->volume == volume && projection->cortex == cortex &&
        projection->frame == state->frame && projection->interpolation == state->interpolation) {
      /* The last in the list is the last to go: the frames of one layer that is played do not push
       * another layer out. */
      g_ptr_array_add (self->projections, g_ptr_array_steal_index (self->projections, n));
      return projection->map;
    }
  }
  if (self->projections->len == MAX_PROJECTIONS)
    g_ptr_array_remove_index (self->projections, 0);
  projection = g_new (Projection, 1);
  *projection =
      (Projection){g_object_ref (volume), g_object_ref (cortex), state->frame, state->interpolation,
                   cal_projection_new (volume, cortex, state->frame, state->interpolation)};
  g_ptr_array_add (self->projections, projection);
  return projection->map;
}

/* Returns the layer's values on this cortex, or NULL if it has none there. */
static CalMap *
get_map (CalSurfacePass *self, CalLayer *layer, CalCortex *cortex, guint *frame)
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  CalMap *map = cal_layer_get_map (layer);

  *frame = state->frame;
  if (map != NULL) {
    const gsize *n = cal_map_get_desc (map)->n_vertices;

    return n[CAL_LEFT] == cal_cortex_get_n_vertices (cortex, CAL_LEFT) &&
                   n[CAL_RIGHT] == cal_cortex_get_n_vertices (cortex, CAL_RIGHT)
               ? map
               : NULL;
  }
  *frame = 0;
  return project (self, cal_layer_get_volume (layer), cortex, state);
}

/* Returns which sampler reads @buffer; -1 if there are no more. */
static int
plan_buffer (Plan *plan, guint buffer, guint format)
{
  for (guint n = 0; n < plan->n_buffers; n++)
    if (plan->buffers[n] == buffer)
      return (int) n;
  if (plan->n_buffers == MAX_BUFFERS)
    return -1;
  plan->buffers[plan->n_buffers] = buffer;
  plan->formats[plan->n_buffers] = format;
  return (int) plan->n_buffers++;
}

static int
plan_values (CalSurfacePass *self, Plan *plan, CalMap *map, guint frame, GError **error)
{
  guint buffer = cal_cortex_buffers_get_values (self->cache, map, frame, error);

  return buffer != 0 ? plan_buffer (plan, buffer, GL_R32F) : -1;
}

/* The sampler of the layer of that id, or of @otherwise if there is none. */
static int
plan_other (CalSurfacePass *self,
            Plan *plan,
            CalScene *scene,
            const char *id,
            int otherwise,
            GError **error)
{
  CalLayer *layer = cal_scene_find_layer (scene, id);
  guint frame;
  CalMap *map = layer != NULL ? get_map (self, layer, cal_scene_get_cortex (scene), &frame) : NULL;

  return map != NULL ? plan_values (self, plan, map, frame, error) : otherwise;
}

static const char *
glsl_bool (gboolean truth)
{
  return truth ? "true" : "false";
}

/* The samplers of the layers that a layer's colour, threshold and opacity come from; -1 where there
 * is none to have. */
typedef struct {
  int maps[3];
  int compared;
  int opacity;
  gboolean by_other;
} Samplers;

/* What is not asked for is any sampler that there is: the layer's own. */
static Samplers
plan_samplers (CalSurfacePass *self,
               Plan *plan,
               CalScene *scene,
               const CalColouring *colouring,
               CalMap *map,
               guint frame,
               GError **error)
{
  const CalDisplayState *state = colouring->state;
  Samplers samplers = {.by_other = cal_scene_find_layer (scene, state->opacity_by) != NULL};

  samplers.maps[0] = plan_values (self, plan, map, frame, error);
  for (guint n = 1; n < 3; n++)
    samplers.maps[n] =
        n < colouring->n_maps
            ? plan_other (self, plan, scene, cal_layer_get_id (colouring->maps[n]), -1, error)
            : samplers.maps[0];
  samplers.compared = plan_other (self, plan, scene, state->threshold_by, samplers.maps[0], error);
  samplers.opacity = plan_other (self, plan, scene, state->opacity_by, samplers.maps[0], error);
  return samplers;
}

static gboolean
plan_labels (
    CalSurfacePass *self, Plan *plan, CalLabels *labels, const Samplers *samplers, GError **error)
{
  CalLabelStyle style = plan->colourings[plan->n_layers].state->label_style;
  guint buffer = cal_cortex_buffers_get_colours (self->cache, labels, error);
  int colours = buffer != 0 ? plan_buffer (plan, buffer, GL_RGBA32F) : -1;

  if (colours < 0)
    return FALSE;
  g_string_append_printf (plan->calls,
                          "shade_labels (%u, %s, %s, %s, u_values%d, u_values%d, u_values%d);",
                          plan->n_layers, glsl_bool (style != CAL_LABELS_OUTLINED),
                          glsl_bool (style != CAL_LABELS_FILLED), glsl_bool (samplers->by_other),
                          samplers->maps[0], colours, samplers->opacity);
  plan->corners |= style != CAL_LABELS_FILLED;
  return TRUE;
}

static void
plan_numbers (Plan *plan, const Samplers *samplers)
{
  const CalColouring *colouring = &plan->colourings[plan->n_layers];
  const CalDisplayState *state = colouring->state;
  gboolean linear = state->interpolation == CAL_LINEAR && !plan->small;
  gboolean outlined =
      state->below_threshold == CAL_BELOW_OUTLINED && state->threshold_mode != CAL_THRESHOLD_NONE;

  g_string_append_printf (plan->calls,
                          "shade_numbers (%u, %u, %s, %s, %s, u_values%d, u_values%d, u_values%d, "
                          "u_values%d, u_values%d);",
                          plan->n_layers, colouring->n_maps, glsl_bool (linear),
                          glsl_bool (outlined), glsl_bool (samplers->by_other), samplers->maps[0],
                          samplers->maps[1], samplers->maps[2], samplers->compared,
                          samplers->opacity);
  plan->corners |= linear || outlined;
}

/* A layer is left out where it is not on this cortex, one of the maps that give its colour is not,
 * or there are no more samplers. */
static void
plan_layer (CalSurfacePass *self, Plan *plan, CalScene *scene, CalLayer *layer, GError **error)
{
  CalColouring *colouring = &plan->colourings[plan->n_layers];
  CalLabels *labels = cal_layer_get_labels (layer);
  Samplers samplers;
  guint frame;
  CalMap *map = get_map (self, layer, cal_scene_get_cortex (scene), &frame);

  if (map == NULL)
    return;
  *colouring = cal_colouring_of (scene, layer);
  samplers = plan_samplers (self, plan, scene, colouring, map, frame, error);
  if (samplers.maps[0] < 0 || samplers.maps[1] < 0 || samplers.maps[2] < 0 ||
      samplers.compared < 0 || samplers.opacity < 0)
    return;
  if (labels == NULL)
    plan_numbers (plan, &samplers);
  else if (!plan_labels (self, plan, labels, &samplers, error))
    return;
  plan->n_layers++;
}

/* Every visible layer, first to last; what does not fit is left out from the bottom. */
static void
plan_layers (CalSurfacePass *self, Plan *plan, CalScene *scene, GError **error)
{
  guint n_left_out = cal_scene_count_left_off_cortex (scene);

  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++) {
    CalLayer *layer = cal_scene_get_layer (scene, n);

    if (!cal_layer_is_on_cortex (layer))
      continue;
    if (n_left_out > 0)
      n_left_out--;
    else
      plan_layer (self, plan, scene, layer, error);
  }
}

static CalGlProgram *
get_program (CalSurfacePass *self,
             const Plan *plan,
             const CalCortexDrawing *drawing,
             GError **error)
{
  g_autofree char *shared = cal_cortex_drawing_dup_defines (drawing);
  g_autoptr (GString) defines = g_string_new (shared);
  CalGlProgram *program;

  g_string_append_printf (defines, "#define N_LAYERS %u\n#define VALUE_SAMPLERS ", plan->n_layers);
  for (guint n = 0; n < plan->n_buffers; n++)
    g_string_append_printf (defines, "uniform samplerBuffer u_values%u;", n);
  g_string_append_printf (defines, "\n#define SHADE_LAYERS %s\n", plan->calls->str);
  if (plan->corners)
    g_string_append (defines, "#define CORNERS\n");
  else if (plan->small)
    g_string_append (defines, "#define SHADED_VERTICES\n");
  program = g_hash_table_lookup (self->programs, defines->str);
  if (program == NULL) {
    program = cal_gl_program_new ("surface", defines->str, error);
    if (program != NULL)
      g_hash_table_insert (self->programs, g_strdup (defines->str), program);
  }
  return program;
}

static void
set_ints (CalGlProgram *program, const char *uniform, guint n, const GLint *values)
{
  glUniform1iv (cal_gl_program_get_location (program, uniform), (GLsizei) n, values);
}

static void
set_floats (CalGlProgram *program, const char *uniform, guint n, const GLfloat *values)
{
  glUniform1fv (cal_gl_program_get_location (program, uniform), (GLsizei) n, values);
}

static void
set_pairs (CalGlProgram *program, const char *uniform, guint n, const GLfloat values[][2])
{
  glUniform2fv (cal_gl_program_get_location (program, uniform), (GLsizei) n, values[0]);
}

static void
set_triples (CalGlProgram *program, const char *uniform, guint n, const GLfloat values[][3])
{
  glUniform3fv (cal_gl_program_get_location (program, uniform), (GLsizei) n, values[0]);
}

/* Colour map, windows and pick of each layer. */
static void
set_colours (CalGlProgram *program, const Plan *plan)
{
  GLint row[MAX_LAYERS], circular[MAX_LAYERS], picked_label[MAX_LAYERS];
  GLfloat windows[3][MAX_LAYERS][2], low[MAX_LAYERS][3], high[MAX_LAYERS][3];

  for (guint n = 0; n < plan->n_layers; n++) {
    CalGlColours colours = cal_gl_find_colours (&plan->colourings[n]);

    row[n] = colours.row;
    circular[n] = colours.circular;
    picked_label[n] = colours.picked_label;
    for (guint axis = 0; axis < 3; axis++) {
      windows[axis][n][0] = colours.windows[axis][0];
      windows[axis][n][1] = colours.windows[axis][1];
      low[n][axis] = colours.pick_low[axis];
      high[n][axis] = colours.pick_high[axis];
    }
  }
  set_ints (program, "u_colormap", plan->n_layers, row);
  set_ints (program, "u_circular", plan->n_layers, circular);
  set_ints (program, "u_picked_label", plan->n_layers, picked_label);
  set_pairs (program, "u_window", plan->n_layers, windows[0]);
  set_pairs (program, "u_second_window", plan->n_layers, windows[1]);
  set_pairs (program, "u_third_window", plan->n_layers, windows[2]);
  set_triples (program, "u_pick_low", plan->n_layers, low);
  set_triples (program, "u_pick_high", plan->n_layers, high);
}

static void
set_displays (CalSurfacePass *self, CalGlProgram *program, const Plan *plan)
{
  GLint mode[MAX_LAYERS], below[MAX_LAYERS];
  GLfloat threshold[MAX_LAYERS], opacity[MAX_LAYERS], by[MAX_LAYERS][2];

  for (guint n = 0; n < plan->n_layers; n++) {
    const CalDisplayState *state = plan->colourings[n].state;

    mode[n] = (GLint) state->threshold_mode;
    below[n] = (GLint) state->below_threshold;
    threshold[n] = cal_gl_round_threshold (state);
    opacity[n] = (GLfloat) state->opacity;
    by[n][0] = (GLfloat) state->opacity_by_low;
    by[n][1] = (GLfloat) state->opacity_by_high;
  }
  set_colours (program, plan);
  set_ints (program, "u_threshold_mode", plan->n_layers, mode);
  set_ints (program, "u_below_threshold", plan->n_layers, below);
  set_floats (program, "u_threshold", plan->n_layers, threshold);
  set_floats (program, "u_opacity", plan->n_layers, opacity);
  set_pairs (program, "u_opacity_by_window", plan->n_layers, by);
  cal_gl_program_set_texture (program, "u_colormaps", COLORMAPS_UNIT, GL_TEXTURE_2D,
                              cal_gl_cache_get_colormaps (self->cache));
  for (guint n = 0; n < plan->n_buffers; n++) {
    g_autofree char *sampler = g_strdup_printf ("u_values%u", n);

    cal_cortex_mesh_bind_buffer (self->mesh, program, sampler, CAL_CORTEX_MESH_FIRST_FREE_UNIT + n,
                                 plan->formats[n], plan->buffers[n]);
  }
}

static gboolean
has_curvature (CalCortex *cortex)
{
  for (int h = 0; h < 2; h++)
    if (cal_cortex_get_n_vertices (cortex, (CalHemisphere) h) > 0 &&
        cal_cortex_get_curvature (cortex, (CalHemisphere) h) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * cal_surface_pass_draw:
 * @scene: its cortex is that of @drawing
 *
 * Draws into the bound framebuffer, which has a depth buffer and was cleared.
 *
 * Returns: FALSE with @error set if the driver cannot
 */
gboolean
cal_surface_pass_draw (CalSurfacePass *self,
                       CalScene *scene,
                       const CalCortexDrawing *drawing,
                       const CalSurfaceStyle *style,
                       GError **error)
{
  g_autoptr (GError) planning = NULL;
  g_autoptr (GString) calls = g_string_new (NULL);
  Plan plan = {.calls = calls};
  gboolean show_curvature;
  CalGlProgram *program;

  cal_shapes_prepare (drawing->shapes, drawing->shape.to == CAL_SURFACE_FLAT);
  plan.small = cal_cortex_drawing_has_small_triangles (drawing);
  g_object_get (scene, "show-curvature", &show_curvature, NULL);
  if (!style->plain)
    plan_layers (self, &plan, scene, &planning);
  if (planning != NULL) {
    g_propagate_error (error, g_steal_pointer (&planning));
    return FALSE;
  }
  program = get_program (self, &plan, drawing, error);
  if (program == NULL)
    return FALSE;
  cal_gl_program_use (program);
  cal_gl_program_set_int (program, "u_lit", !style->unlit);
  cal_gl_program_set_int (program, "u_has_curvature",
                          show_curvature && !style->plain &&
                              has_curvature (cal_shapes_get_cortex (drawing->shapes)));
  cal_gl_program_set_float (program, "u_px", style->scale * cal_cortex_drawing_get_grid (drawing));
  if (plan.n_layers > 0)
    set_displays (self, program, &plan);
  return cal_cortex_mesh_draw (self->mesh, program, drawing, error);
}
