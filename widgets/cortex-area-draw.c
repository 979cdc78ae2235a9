/* cortex-area-draw.c - the cortex in OpenGL, with letters over it; which vertex is drawn where.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <adwaita.h>
#include <math.h>

#include "widgets/cortex-area-private.h"
#include "widgets/gl-area.h"

/* Samples a pixel, and while dragging where that would take longer than a frame may. */
#define N_SAMPLES 4
#define N_SAMPLES_QUICK 1
#define FRAME_MS 33.0
#define COARSE_FACES 20000
#define COARSE_DELAY_MS 300

static CalTheme
get_theme (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? CAL_THEME_DARK
                                                                       : CAL_THEME_LIGHT;
}

void
cal_cortex_area_queue (CalCortexArea *self)
{
  gtk_gl_area_queue_render (GTK_GL_AREA (self->gl_area));
  gtk_widget_queue_draw (self->lettering);
}

/* What is not drawn has no letters. */
static void
show_gl_error (CalCortexArea *self, const GError *error)
{
  cal_gl_message_show (self->message, error);
  gtk_widget_set_visible (self->lettering, error == NULL);
}

gboolean
cal_cortex_area_is_ready (CalCortexArea *self)
{
  return self->pass != NULL && self->shapes != NULL;
}

/* What the picture shows now, in its own pixels. */
void
cal_cortex_area_lay_out (CalCortexArea *self,
                         CalCortexLayout *layout,
                         CalCortexDrawing *drawing,
                         int *width_px)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = MAX (gtk_widget_get_width (self->gl_area) * scale, 1);
  int height = MAX (gtk_widget_get_height (self->gl_area) * scale, 1);
  double unfolding;

  g_object_get (self->scene, "unfolding", &unfolding, NULL);
  *drawing = (CalCortexDrawing){.shapes = self->shapes,
                                .shape = cal_shapes_at (self->shapes, unfolding),
                                .layout = layout,
                                .height_px = height};
  *layout = cal_cortex_layout (self->shapes, &drawing->shape, &self->view, width, height);
  if (width_px != NULL)
    *width_px = width;
}

static gboolean
make_target (CalCortexArea *self, CalGlTarget **target, int n_samples, GError **error)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width_px = MAX (gtk_widget_get_width (self->gl_area) * scale, 1);
  int height_px = MAX (gtk_widget_get_height (self->gl_area) * scale, 1);

  if (*target != NULL && (cal_gl_target_get_width (*target) != width_px ||
                          cal_gl_target_get_height (*target) != height_px))
    g_clear_pointer (target, cal_gl_target_free);
  if (*target == NULL)
    *target = cal_gl_target_new (width_px, height_px, n_samples, error);
  return *target != NULL;
}

/* Whether the next frame is of few triangles and samples. It is not known at first how long all
 * take; then it is, and a fast machine draws all of them always. */
static gboolean
is_quick (CalCortexArea *self)
{
  return self->dragging && self->full_ms > FRAME_MS;
}

/* Frames that took something to the GPU say nothing about the others. A quick one gives an
 * estimate, if there is none better: as much longer as there are more triangles. */
static void
note_time (CalCortexArea *self, gboolean quick, double ms)
{
  CalCortex *cortex = cal_scene_get_cortex (self->scene);

  if (!quick)
    self->full_ms = ms;
  else if (!isfinite (self->full_ms))
    self->full_ms =
        ms * MAX ((double) cal_cortex_get_n_elements (cortex) / COARSE_FACES, N_SAMPLES);
}

static GObject *
make_coarse (CalJob *job, gpointer input, GError **error)
{
  return G_OBJECT (cal_coarse_new (input, COARSE_FACES));
}

static void
coarse_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CalCortexArea) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) made = cal_job_run_finish (CAL_JOB (source), result, &error);

  if (self->coarse_job != CAL_JOB (source))
    return;
  g_clear_object (&self->coarse_job);
  if (made != NULL)
    g_set_object (&self->coarse, CAL_COARSE (made));
}

static gboolean
start_coarse_cb (gpointer user_data)
{
  CalCortexArea *self = user_data;
  CalCortex *cortex = cal_scene_get_cortex (self->scene);

  self->coarse_source = 0;
  self->coarse_job =
      cal_job_new ("Preparing the cortex", make_coarse, g_object_ref (cortex), g_object_unref);
  cal_job_run_async (self->coarse_job, coarse_made_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Some time after all triangles were drawn: until then there is something better to do. */
static void
plan_coarse (CalCortexArea *self)
{
  CalCortex *cortex = cal_scene_get_cortex (self->scene);

  if (self->coarse == NULL && self->coarse_job == NULL && self->coarse_source == 0 &&
      cal_cortex_get_n_elements (cortex) > 2 * COARSE_FACES)
    self->coarse_source = g_timeout_add (COARSE_DELAY_MS, start_coarse_cb, self);
}

static gboolean
draw_cortex (CalCortexArea *self, CalGlTarget *target, gboolean quick, GError **error)
{
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  CalSurfaceStyle style = {.scale = gtk_widget_get_scale_factor (GTK_WIDGET (self))};
  guint64 uploaded = cal_gl_cache_get_bytes_uploaded (self->cache);
  gint64 began = g_get_monotonic_time ();
  gboolean drawn;

  cal_cortex_area_lay_out (self, &layout, &drawing, NULL);
  if (quick)
    drawing.coarse = self->coarse;
  cal_gl_cache_begin_drawing (self->cache);
  drawn = cal_surface_pass_draw (self->pass, self->scene, &drawing, &style, error);
  cal_gl_target_wait (target);
  if (drawn && uploaded == cal_gl_cache_get_bytes_uploaded (self->cache))
    note_time (self, quick, (double) (g_get_monotonic_time () - began) / 1000.0);
  return drawn;
}

static gboolean
render_cb (CalCortexArea *self)
{
  const double *background = cal_ink_get (get_theme ())->background;
  const float rgba[4] = {(float) background[0], (float) background[1], (float) background[2], 1.0f};
  gboolean quick = is_quick (self);
  CalGlTarget **target = quick ? &self->quick_target : &self->target;
  g_autoptr (GError) error = NULL;

  if (self->pass == NULL)
    return FALSE;
  if (make_target (self, target, quick ? N_SAMPLES_QUICK : N_SAMPLES, &error)) {
    cal_gl_target_begin (*target, rgba);
    if (cal_cortex_area_is_ready (self) && draw_cortex (self, *target, quick, &error))
      plan_coarse (self);
    cal_gl_target_end (*target);
    cal_gl_target_blit (*target, 0, 0);
  }
  show_gl_error (self, error);
  return TRUE;
}

static void
realize_cb (CalCortexArea *self)
{
  gboolean can_draw = cal_gl_area_realize (GTK_GL_AREA (self->gl_area), self->message);

  gtk_widget_set_visible (self->lettering, can_draw);
  if (!can_draw)
    return;
  self->cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  self->pick = cal_cortex_pick_new (self->cache);
  self->pass = cal_surface_pass_new (self->cache);
}

static void
unrealize_cb (CalCortexArea *self)
{
  gtk_gl_area_make_current (GTK_GL_AREA (self->gl_area));
  g_clear_pointer (&self->pass, cal_surface_pass_free);
  g_clear_pointer (&self->pick, cal_cortex_pick_free);
  g_clear_pointer (&self->target, cal_gl_target_free);
  g_clear_pointer (&self->quick_target, cal_gl_target_free);
  g_clear_pointer (&self->cache, cal_gl_cache_unref);
}

static void
draw_lettering_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, CalCortexArea *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  gboolean show_crosshair;

  if (!cal_cortex_area_is_ready (self))
    return;
  g_object_get (self->scene, "show-crosshair", &show_crosshair, NULL);
  cal_cortex_area_lay_out (self, &layout, &drawing, NULL);
  cairo_scale (cr, 1.0 / scale, 1.0 / scale);
  cal_cortex_overlay_draw (self->letters, cr, self->scene,
                           &(CalCortexLettering){self->shapes, drawing.shape, &layout, get_theme (),
                                                 scale, show_crosshair});
}

static gboolean
is_same_picture (CalCortexArea *self, const CalCortexDrawing *drawing)
{
  return cal_cortex_pick_is_drawn (self->pick) &&
         memcmp (&self->pick_shape, &drawing->shape, sizeof drawing->shape) == 0 &&
         memcmp (&self->pick_layout, drawing->layout, sizeof *drawing->layout) == 0;
}

/**
 * cal_cortex_area_pick:
 * @x: in the widget's own pixels
 * @vertex: (out): the vertex drawn there
 *
 * Costs a drawing the first time after the view changed, and nothing after.
 *
 * Returns: its hemisphere; CAL_HEMISPHERE_UNKNOWN where there is no cortex
 */
CalHemisphere
cal_cortex_area_pick (CalCortexArea *self, double x, double y, gsize *vertex)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self)), width_px;
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  g_autoptr (GError) error = NULL;

  if (!cal_cortex_area_is_ready (self))
    return CAL_HEMISPHERE_UNKNOWN;
  cal_cortex_area_lay_out (self, &layout, &drawing, &width_px);
  if (!is_same_picture (self, &drawing)) {
    gtk_gl_area_make_current (GTK_GL_AREA (self->gl_area));
    if (!cal_cortex_pick_draw (self->pick, &drawing, width_px, &error)) {
      show_gl_error (self, error);
      return CAL_HEMISPHERE_UNKNOWN;
    }
    self->pick_shape = drawing.shape;
    self->pick_layout = layout;
  }
  return cal_cortex_pick_find (self->pick, (int) floor (x * scale), (int) floor (y * scale),
                               vertex);
}

void
cal_cortex_area_forget_cortex (CalCortexArea *self)
{
  g_clear_handle_id (&self->coarse_source, g_source_remove);
  g_clear_object (&self->coarse_job);
  g_clear_object (&self->coarse);
  g_clear_pointer (&self->shapes, cal_shapes_free);
  if (self->pick != NULL)
    cal_cortex_pick_forget (self->pick);
}

/* What is drawn into, under what is written over it. */
void
cal_cortex_area_init_drawing (CalCortexArea *self)
{
  self->letters = cal_cortex_overlay_new ();
  self->overlay = gtk_overlay_new ();
  self->gl_area = cal_gl_area_new ();
  self->lettering = gtk_drawing_area_new ();
  self->message = cal_gl_message_new ("The cortex cannot be drawn here");
  g_signal_connect_swapped (self->gl_area, "realize", G_CALLBACK (realize_cb), self);
  g_signal_connect_swapped (self->gl_area, "unrealize", G_CALLBACK (unrealize_cb), self);
  g_signal_connect_swapped (self->gl_area, "render", G_CALLBACK (render_cb), self);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->lettering),
                                  (GtkDrawingAreaDrawFunc) draw_lettering_cb, self, NULL);
  gtk_widget_set_can_target (self->lettering, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->gl_area);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->lettering);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->message);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
}
