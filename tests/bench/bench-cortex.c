/* bench-cortex.c - what it costs to draw a cortex of fsaverage's size, beside the same triangles in
 * one colour.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <sys/resource.h>

#include "render/gl/offscreen.h"
#include "render/gl/pick.h"
#include "render/gl/surface.h"
#include "render/gl/target.h"
#include "tests/render/icosphere.h"

#define WIDTH_PX 1280
#define HEIGHT_PX 800
#define N_SAMPLES 4
#define N_REPEATS 9
#define COARSE_FACES 20000

typedef struct {
  CalGlCache *cache;
  CalGlTarget *target;
  CalSurfacePass *pass;
  CalScene *scene;
  CalShapes *shapes;
  CalCortexView view;
  CalCoarse *coarse;
} Bench;

static double
draw_once (Bench *b, gboolean plain)
{
  static const float background[4] = {0.0f, 0.0f, 0.0f, 1.0f};
  g_autoptr (GError) error = NULL;
  CalSurfaceStyle style = {.plain = plain, .scale = 1.0};
  CalShape shape = cal_shapes_at (b->shapes, 2.0);
  CalCortexLayout layout = cal_cortex_layout (b->shapes, &shape, &b->view, WIDTH_PX, HEIGHT_PX);
  CalCortexDrawing drawing = {b->shapes, shape, &layout, b->coarse, HEIGHT_PX};
  gint64 began = g_get_monotonic_time ();

  cal_gl_target_begin (b->target, background);
  if (!cal_surface_pass_draw (b->pass, b->scene, &drawing, &style, &error))
    g_error ("%s", error->message);
  cal_gl_target_end (b->target);
  cal_gl_target_wait (b->target);
  return (double) (g_get_monotonic_time () - began) / 1000.0;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *p = a, *q = b;

  return (*p > *q) - (*p < *q);
}

/* The median of several, the cortex turned before each. */
static double
measure (Bench *b, gboolean plain)
{
  double ms[N_REPEATS];

  draw_once (b, plain);
  for (int n = 0; n < N_REPEATS; n++) {
    cal_camera_motion_rotate (&b->view.motion[0], 7.0, 2.0);
    ms[n] = draw_once (b, plain);
  }
  qsort (ms, N_REPEATS, sizeof ms[0], compare);
  return ms[N_REPEATS / 2];
}

static CalLayer *
make_layer (CalCortex *cortex)
{
  gsize n = cal_cortex_get_n_elements (cortex);
  g_autofree float *values = g_new (float, n);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  g_autoptr (CalMap) map = NULL;
  CalMapDesc desc = {.name = "r", .statistic = "r"};
  CalLayer *layer;

  for (gsize e = 0; e < n; e++) {
    gsize vertex;
    double mm[3];
    CalHemisphere hemisphere = cal_cortex_get_vertex (cortex, e, &vertex);

    cal_cortex_get_vertex_mm (cortex, hemisphere, vertex, mm);
    values[e] = (float) (sin (mm[1] / 9.0) * cos (mm[2] / 7.0));
  }
  bytes = g_bytes_new (values, n * sizeof (float));
  desc.values = array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  for (int h = 0; h < 2; h++)
    desc.n_vertices[h] = cal_cortex_get_n_vertices (cortex, (CalHemisphere) h);
  map = cal_map_new (&desc, NULL);
  layer = cal_layer_new ("r", "r", G_OBJECT (map));
  g_object_set (cal_layer_get_display (layer), "colormap", "hot", "threshold-mode",
                CAL_THRESHOLD_ABOVE, "threshold", 0.2, NULL);
  return layer;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalGlOffscreen) offscreen = cal_gl_offscreen_new (&error);
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (7, TRUE);
  g_autoptr (CalLayer) layer = NULL;
  Bench b = {0};
  double first_ms, plain_ms, full_ms, coarse_ms, threshold_ms;
  guint64 uploaded;
  struct rusage usage;

  if (offscreen == NULL)
    g_error ("%s", error->message);
  b.cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  b.target = cal_gl_target_new (WIDTH_PX, HEIGHT_PX, N_SAMPLES, &error);
  b.pass = cal_surface_pass_new (b.cache);
  b.scene = cal_scene_new ();
  cal_scene_set_cortex (b.scene, cortex);
  layer = make_layer (cortex);
  cal_scene_append (b.scene, layer);
  b.shapes = cal_shapes_new (cortex);
  cal_cortex_view_init (&b.view, CAL_MONTAGE_SINGLE);

  first_ms = draw_once (&b, FALSE);
  plain_ms = measure (&b, TRUE);
  full_ms = measure (&b, FALSE);
  uploaded = cal_gl_cache_get_bytes_uploaded (b.cache);
  g_object_set (cal_layer_get_display (layer), "threshold", 0.3, NULL);
  threshold_ms = draw_once (&b, FALSE);
  uploaded = cal_gl_cache_get_bytes_uploaded (b.cache) - uploaded;
  b.coarse = cal_coarse_new (cortex, COARSE_FACES);
  coarse_ms = measure (&b, FALSE);
  getrusage (RUSAGE_SELF, &usage);
  g_print ("{\"benchmark\": \"cortex\", \"vertices\": %" G_GSIZE_FORMAT
           ", \"first_ms\": %.1f, \"flat_coloured_ms\": %.1f, \"full_ms\": %.1f, \"ratio\": %.2f, "
           "\"dragging_ms\": %.1f, \"threshold_ms\": %.1f, \"threshold_bytes\": %" G_GUINT64_FORMAT
           ", \"gpu_mib\": %.1f, \"peak_mib\": %.1f}\n",
           cal_cortex_get_n_elements (cortex), first_ms, plain_ms, full_ms, full_ms / plain_ms,
           coarse_ms, threshold_ms, uploaded,
           (double) cal_gl_cache_get_bytes_held (b.cache) / 1048576.0,
           (double) usage.ru_maxrss / 1024.0);
  g_object_unref (b.coarse);
  cal_shapes_free (b.shapes);
  cal_surface_pass_free (b.pass);
  cal_gl_target_free (b.target);
  cal_gl_cache_unref (b.cache);
  g_object_unref (b.scene);
  return 0;
}
