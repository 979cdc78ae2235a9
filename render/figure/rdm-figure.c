/* rdm-figure.c - RDMs on paper: the matrices in pixels, letters and lines as vectors.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/figure/rdm-figure.h"

#include <math.h>

#include "render/gl/matrix.h"
#include "render/gl/offscreen.h"
#include "render/gl/target.h"

/* Pixels of a matrix to a unit of a file of vectors, and as many as OpenGL draws at once. */
#define VECTOR_PIXELS 4.0
#define MAX_SIDE 8192.0

typedef struct {
  const CalRdmFigure *figure;
  const CalRdmLayout *layout;
  int width_px, height_px;
  cairo_surface_t *picture;
  GError *error;
} Work;

static gpointer
take (gpointer data)
{
  static const float transparent[4] = {0.0f, 0.0f, 0.0f, 0.0f};
  Work *work = data;
  g_autoptr (CalGlOffscreen) context = cal_gl_offscreen_new (&work->error);
  g_autoptr (CalGlCache) cache = NULL;
  g_autoptr (CalGlMatrix) matrix = NULL;
  g_autoptr (CalGlTarget) target = NULL;
  CalMatrixStyle style;
  gboolean drawn;

  if (context == NULL)
    return NULL;
  target = cal_gl_target_new (work->width_px, work->height_px, 1, &work->error);
  if (target == NULL)
    return NULL;
  cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  matrix = cal_gl_matrix_new (cache);
  cal_matrix_style_init (&style, work->figure->theme == CAL_THEME_LIGHT, work->layout->scale);
  cal_gl_target_begin (target, transparent);
  drawn = cal_gl_matrix_draw (matrix, work->figure->drawings, work->layout, work->height_px, &style,
                              &work->error);
  cal_gl_target_end (target);
  if (drawn)
    work->picture = cal_gl_target_read (target);
  return NULL;
}

/* How many pixels a unit of the drawing becomes. */
static double
find_density (cairo_t *cr, double width, double height)
{
  double x = 1.0, y = 1.0, density;

  cairo_user_to_device_distance (cr, &x, &y);
  density = hypot (x, y) / G_SQRT2;
  if (cairo_surface_get_type (cairo_get_group_target (cr)) != CAIRO_SURFACE_TYPE_IMAGE)
    density *= VECTOR_PIXELS;
  return MAX (MIN (density, MAX_SIDE / MAX (width, height)), 0.1);
}

/**
 * cal_rdm_figure_draw:
 * @width: in units of @cr
 * @height: in units of @cr
 *
 * Draws from 0, 0 what a view of that size shows, without the background. OpenGL draws off screen,
 * in a thread of its own. Main thread.
 *
 * Returns: FALSE with @error set if there is no OpenGL to draw the matrices
 */
gboolean
cal_rdm_figure_draw (
    const CalRdmFigure *self, cairo_t *cr, double width, double height, GError **error)
{
  double density = find_density (cr, width, height);
  gsize n_conditions[CAL_RDM_MAX_PANES];
  gboolean has_tree = FALSE;
  CalRdmLayout layout;
  Work work = {.figure = self, .layout = &layout};
  CalRdmOverlay overlay = {.drawings = self->drawings,
                           .layout = &layout,
                           .stimuli = self->stimuli,
                           .pictures = self->pictures,
                           .selection = self->selection,
                           .ink = cal_ink_get (self->theme)};

  for (guint n = 0; n < MIN (self->n_drawings, CAL_RDM_MAX_PANES); n++) {
    const CalRdmDrawing *drawing = self->drawings[n];

    n_conditions[n] = drawing != NULL ? cal_rdm_order_get_n (drawing->order) : 2;
    has_tree = has_tree || (drawing != NULL && cal_rdm_order_get_tree (drawing->order) != NULL);
  }
  work.width_px = MAX ((int) lrint (width * density), 1);
  work.height_px = MAX ((int) lrint (height * density), 1);
  cal_rdm_layout (&layout, &self->view, n_conditions, self->n_drawings, has_tree, work.width_px,
                  work.height_px, self->scale * density);
  g_thread_join (g_thread_new ("rdm figure", take, &work));
  if (work.picture == NULL) {
    g_propagate_error (error, work.error);
    return FALSE;
  }
  cairo_save (cr);
  cairo_scale (cr, 1.0 / density, 1.0 / density);
  cairo_set_source_surface (cr, work.picture, 0.0, 0.0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_surface_destroy (work.picture);
  cal_rdm_overlay_draw (cr, &overlay);
  cairo_restore (cr);
  return TRUE;
}
