/* shot.c - the parts of a figure that OpenGL draws, as pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/figure/shot.h"

#include <math.h>

#include "render/gl/offscreen.h"
#include "render/gl/slice.h"
#include "render/gl/surface.h"
#include "render/gl/target.h"

#define N_SAMPLES 4

typedef struct {
  CalShot *shot;
  CalScene *scene;
  GError *error;
} Work;

static const float transparent[4] = {0.0f, 0.0f, 0.0f, 0.0f};

/* One panel, as if it were the whole picture. */
static cairo_surface_t *
draw_panel (CalShot *self,
            CalScene *scene,
            const CalCortexPanel *panel,
            CalSurfacePass *pass,
            CalGlTarget *target,
            GError **error)
{
  CalCortexLayout layout = {.panels = {*panel}, .n_panels = 1};
  CalSurfaceStyle style = {.scale = self->scale};
  CalCortexDrawing drawing = {
      .shapes = self->shapes,
      .shape = self->shape,
      .layout = &layout,
      .height_px = panel->height_px,
  };
  gboolean drawn;

  layout.panels[0].x_px = layout.panels[0].y_px = 0;
  cal_gl_target_begin (target, transparent);
  drawn = cal_surface_pass_draw (pass, scene, &drawing, &style, error);
  cal_gl_target_end (target);
  return drawn ? cal_gl_target_read (target) : NULL;
}

/* Panel by panel: the samples of a whole figure would be a hundred megabytes, and a driver in
 * software spends more time on getting such memory than on drawing into it. */
static void
draw_cortex (CalShot *self, CalScene *scene, CalGlCache *cache, GError **error)
{
  g_autoptr (CalSurfacePass) pass = cal_surface_pass_new (cache);
  g_autoptr (CalGlTarget) target = NULL;

  for (guint n = 0; n < self->cortex_layout.n_panels; n++) {
    const CalCortexPanel *panel = &self->cortex_layout.panels[n];

    if (target == NULL || cal_gl_target_get_width (target) != panel->width_px ||
        cal_gl_target_get_height (target) != panel->height_px) {
      g_clear_pointer (&target, cal_gl_target_free);
      target = cal_gl_target_new (panel->width_px, panel->height_px, N_SAMPLES, error);
    }
    if (target == NULL)
      return;
    self->panels[n] = draw_panel (self, scene, panel, pass, target, error);
    if (self->panels[n] == NULL)
      return;
  }
}

static cairo_surface_t *
draw_slices (CalShot *self, CalScene *scene, CalGlCache *cache, GError **error)
{
  int width_px = self->slice_layout.width_px, height_px = self->slice_layout.height_px;
  g_autoptr (CalGlTarget) target = cal_gl_target_new (width_px, height_px, 1, error);
  g_autoptr (CalGlSlice) pass = NULL;
  gboolean drawn;

  if (target == NULL)
    return NULL;
  pass = cal_gl_slice_new (cache);
  cal_gl_target_begin (target, transparent);
  drawn = cal_gl_slice_draw (pass, scene, self->panes, height_px,
                             MAX (floor (1.5 * self->scale), 1.0), error);
  cal_gl_target_end (target);
  return drawn ? cal_gl_target_read (target) : NULL;
}

static gpointer
take (gpointer data)
{
  Work *work = data;
  CalShot *self = work->shot;
  g_autoptr (CalGlOffscreen) context = cal_gl_offscreen_new (&work->error);
  g_autoptr (CalGlCache) cache = NULL;

  if (context == NULL)
    return NULL;
  cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  if (self->shapes != NULL)
    draw_cortex (self, work->scene, cache, &work->error);
  if (self->panes != NULL && work->error == NULL)
    self->slices = draw_slices (self, work->scene, cache, &work->error);
  return NULL;
}

static gpointer
warm_up (gpointer data)
{
  CalGlOffscreen *context = cal_gl_offscreen_new (NULL);

  g_clear_pointer (&context, cal_gl_offscreen_free);
  return NULL;
}

/**
 * cal_shot_warm_up:
 *
 * Loads the driver while the caller reads files.
 *
 * Returns: (transfer full): a thread to join
 */
GThread *
cal_shot_warm_up (void)
{
  return g_thread_new ("warm up", warm_up, NULL);
}

/**
 * cal_shot_take:
 *
 * Draws in a thread of its own, with a context of its own: the caller's context, which a toolkit
 * may believe to be current, stays what it is. The caller waits, so that the scene does not change.
 *
 * Returns: FALSE with @error set if there is no OpenGL, or it cannot hold the pictures
 */
gboolean
cal_shot_take (CalShot *self, CalScene *scene, GError **error)
{
  Work work = {self, scene, NULL};

  g_thread_join (g_thread_new ("figure", take, &work));
  if (work.error != NULL)
    g_propagate_error (error, work.error);
  return work.error == NULL;
}

void
cal_shot_clear (CalShot *self)
{
  g_clear_pointer (&self->shapes, cal_shapes_free);
  g_clear_pointer (&self->panes, g_array_unref);
  for (int n = 0; n < CAL_MAX_PANELS; n++)
    g_clear_pointer (&self->panels[n], cairo_surface_destroy);
  g_clear_pointer (&self->slices, cairo_surface_destroy);
}
