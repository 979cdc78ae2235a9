/* bench-cortex.c - what it costs to draw a cortex, beside the same triangles in one colour.
 *
 * The real hemispheres, or spheres of fsaverage's size where they are not there: turned one by one
 * frame, as while dragging on a driver in software, as four panels, and with another threshold.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <stdlib.h>
#include <time.h>

#include "render/gl/offscreen.h"
#include "render/gl/surface.h"
#include "render/gl/target.h"
#include "tests/bench/real-cortex.h"
#include "tests/render/icosphere.h"

#define WIDTH_PX 1280
#define HEIGHT_PX 800
#define N_SAMPLES 4
#define N_REPEATS 9
#define COARSE_FACES 20000

typedef struct {
  CalGlCache *cache;
  CalGlTarget *target, *quick_target;
  CalSurfacePass *pass;
  CalScene *scene;
  CalShapes *shapes;
  CalCortexView view;
} Bench;

/* Medians: by the clock, and of the time that all threads took together. */
typedef struct {
  double ms, cpu_ms, least_ms;
} Cost;

static double
get_cpu_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double) t.tv_sec * 1e3 + (double) t.tv_nsec / 1e6;
}

static Cost
draw_once (Bench *b, gboolean plain, CalCoarse *coarse)
{
  static const float background[4] = {0.0f, 0.0f, 0.0f, 1.0f};
  g_autoptr (GError) error = NULL;
  CalGlTarget *target = coarse != NULL ? b->quick_target : b->target;
  CalSurfaceStyle style = {.plain = plain, .scale = 1.0};
  CalShape shape = cal_shapes_at (b->shapes, 2.0);
  CalCortexLayout layout = cal_cortex_layout (b->shapes, &shape, &b->view, WIDTH_PX, HEIGHT_PX);
  CalCortexDrawing drawing = {b->shapes, shape, &layout, coarse, HEIGHT_PX};
  gint64 began = g_get_monotonic_time ();
  double cpu_ms = get_cpu_ms (), ms;

  cal_gl_target_begin (target, background);
  if (!cal_surface_pass_draw (b->pass, b->scene, &drawing, &style, &error))
    g_error ("%s", error->message);
  cal_gl_target_end (target);
  cal_gl_target_wait (target);
  ms = (double) (g_get_monotonic_time () - began) / 1000.0;
  return (Cost){ms, get_cpu_ms () - cpu_ms, ms};
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *p = a, *q = b;

  return (*p > *q) - (*p < *q);
}

static double
median (double values[N_REPEATS])
{
  qsort (values, N_REPEATS, sizeof *values, compare);
  return values[N_REPEATS / 2];
}

/* Turns the cortex before each drawing. */
static Cost
measure (Bench *b, gboolean plain, CalCoarse *coarse)
{
  double ms[N_REPEATS], cpu_ms[N_REPEATS], middle;

  draw_once (b, plain, coarse);
  for (int n = 0; n < N_REPEATS; n++) {
    Cost cost;

    cal_camera_motion_rotate (&b->view.motion[0], 7.0, 2.0);
    cost = draw_once (b, plain, coarse);
    ms[n] = cost.ms;
    cpu_ms[n] = cost.cpu_ms;
  }
  middle = median (ms);
  return (Cost){middle, median (cpu_ms), ms[0]};
}

static CalCortex *
make_cortex (gboolean *is_real)
{
  CalCortexDesc desc = {.name = "S1"};
  g_autoptr (GError) error = NULL;
  CalCortex *cortex;
  char *paths[2];

  *is_real = cal_real_cortex_find (paths);
  for (int h = 0; h < 2 && *is_real; h++)
    desc.surfaces[h][CAL_SURFACE_INFLATED] = cal_real_cortex_read (paths[h]);
  g_free (paths[CAL_LEFT]);
  g_free (paths[CAL_RIGHT]);
  if (!*is_real)
    return make_icosphere_cortex (7, TRUE);
  cortex = cal_cortex_new (&desc, &error);
  if (cortex == NULL)
    g_error ("%s", error->message);
  for (int h = 0; h < 2; h++)
    g_object_unref (desc.surfaces[h][CAL_SURFACE_INFLATED]);
  return cortex;
}

static CalLayer *
make_layer (CalCortex *cortex)
{
  CalSurface *const surfaces[2] = {
      cal_cortex_get_surface (cortex, CAL_LEFT, CAL_SURFACE_INFLATED),
      cal_cortex_get_surface (cortex, CAL_RIGHT, CAL_SURFACE_INFLATED)};
  g_autoptr (CalArray) values = cal_smooth_values_new (surfaces);
  CalMapDesc desc = {.name = "r", .statistic = "r", .values = values};
  g_autoptr (CalMap) map = NULL;
  CalLayer *layer;

  for (int h = 0; h < 2; h++)
    desc.n_vertices[h] = cal_cortex_get_n_vertices (cortex, (CalHemisphere) h);
  map = cal_map_new (&desc, NULL);
  layer = cal_layer_new ("r", "r", G_OBJECT (map));
  g_object_set (cal_layer_get_display (layer), "colormap", "hot", "threshold-mode",
                CAL_THRESHOLD_ABOVE, "threshold", 0.2, NULL);
  return layer;
}

static void
set_up (Bench *b, CalCortex *cortex, CalLayer *layer)
{
  b->cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  b->target = cal_gl_target_new (WIDTH_PX, HEIGHT_PX, N_SAMPLES, NULL);
  b->quick_target = cal_gl_target_new (WIDTH_PX, HEIGHT_PX, 1, NULL);
  b->pass = cal_surface_pass_new (b->cache);
  b->scene = cal_scene_new ();
  cal_scene_set_cortex (b->scene, cortex);
  cal_scene_append (b->scene, layer);
  b->shapes = cal_shapes_new (cortex);
  cal_cortex_view_init (&b->view, CAL_MONTAGE_SINGLE);
}

static void
tear_down (Bench *b)
{
  cal_shapes_free (b->shapes);
  cal_surface_pass_free (b->pass);
  cal_gl_target_free (b->target);
  cal_gl_target_free (b->quick_target);
  cal_gl_cache_unref (b->cache);
  g_object_unref (b->scene);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalGlOffscreen) offscreen = cal_gl_offscreen_new (&error);
  gboolean is_real;
  g_autoptr (CalCortex) cortex = make_cortex (&is_real);
  g_autoptr (CalLayer) layer = make_layer (cortex);
  g_autoptr (CalCoarse) coarse = NULL;
  Cost first, plain, full, threshold, drag, montage, montage_drag;
  guint64 uploaded;
  Bench b;

  if (offscreen == NULL)
    g_error ("%s", error->message);
  set_up (&b, cortex, layer);
  first = draw_once (&b, FALSE, NULL);
  plain = measure (&b, TRUE, NULL);
  full = measure (&b, FALSE, NULL);
  uploaded = cal_gl_cache_get_bytes_uploaded (b.cache);
  g_object_set (cal_layer_get_display (layer), "threshold", 0.3, NULL);
  threshold = draw_once (&b, FALSE, NULL);
  uploaded = cal_gl_cache_get_bytes_uploaded (b.cache) - uploaded;
  coarse = cal_coarse_new (cortex, COARSE_FACES);
  drag = measure (&b, FALSE, coarse);
  cal_cortex_view_init (&b.view, CAL_MONTAGE_GRID);
  montage = measure (&b, FALSE, NULL);
  montage_drag = measure (&b, FALSE, coarse);
  g_print ("{\"benchmark\": \"cortex\", \"cortex\": \"%s\", \"vertices\": %" G_GSIZE_FORMAT
           ", \"first_ms\": %.1f, \"flat_coloured_ms\": %.1f, \"full_ms\": %.1f, "
           "\"full_least_ms\": %.1f, \"flat_coloured_cpu_ms\": %.1f, \"full_cpu_ms\": %.1f, "
           "\"ratio\": %.2f, \"cpu_ratio\": %.2f, \"dragging_ms\": %.1f, \"montage_ms\": %.1f, "
           "\"montage_dragging_ms\": %.1f, \"threshold_ms\": %.1f, \"threshold_bytes\": "
           "%" G_GUINT64_FORMAT ", \"gpu_mib\": %.1f}\n",
           is_real ? "S1" : "spheres", cal_cortex_get_n_elements (cortex), first.ms, plain.ms,
           full.ms, full.least_ms, plain.cpu_ms, full.cpu_ms, full.ms / plain.ms,
           full.cpu_ms / plain.cpu_ms, drag.ms, montage.ms, montage_drag.ms, threshold.ms, uploaded,
           (double) cal_gl_cache_get_bytes_held (b.cache) / 1048576.0);
  tear_down (&b);
  return 0;
}
