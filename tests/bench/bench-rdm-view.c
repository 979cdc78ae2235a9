/* bench-rdm-view.c - how long a frame of an RDM of 10,000 conditions takes: pan, zoom, drag of l,
 * u.
 *
 * 49,995,000 pairs in a shuffled order, 1280 x 1000 pixels, off screen. The baseline of the same
 * run: as many pixels, cleared and covered once by a plain texture. Times are the processor's.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <epoxy/gl.h>
#include <math.h>

#include "render/gl/matrix.h"
#include "render/gl/offscreen.h"
#include "tests/bench/plain-draw.h"

#define WIDTH 1280
#define HEIGHT 1000
#define N 10000

static const float background[] = {0.06f, 0.06f, 0.06f, 1.0f};

typedef struct {
  CalGlMatrix *matrix;
  CalGlTarget *target;
  CalGlCache *cache;
  CalRdmDrawing drawing;
  guint64 uploaded;
} Bench;

static CalRdm *
make_rdm (void)
{
  gsize n_pairs = (gsize) N * (N - 1) / 2;
  float *values = g_new (float, n_pairs);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n_pairs * sizeof *values);
  g_autoptr (CalArray) array = NULL;
  CalRdmDesc desc = {.name = "made", .n_conditions = N};
  guint32 state = 1;

  for (gsize p = 0; p < n_pairs; p++) {
    state = state * 1664525u + 1013904223u;
    values[p] = (float) (state >> 8) / 16777216.0f;
  }
  array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n_pairs, bytes, NULL);
  desc.dissimilarities = array;
  return cal_rdm_new (&desc, NULL);
}

static CalRdmField *
make_field (CalRdm *rdm)
{
  g_autofree guint32 *rows = g_new (guint32, N);

  for (guint32 row = 0; row < N; row++)
    rows[row] = row * 7919 % N;
  return cal_rdm_field_new (rdm, rows, NULL, NULL, NULL, NULL);
}

static double
time_frame (Bench *bench, double zoom, double column, double row)
{
  const CalRdmDrawing *drawing = &bench->drawing;
  const CalRdmView view = {zoom, {column, row}};
  const gsize n = N;
  gint64 start = bench_now_us ();
  CalRdmLayout layout;
  CalMatrixStyle style;

  cal_rdm_layout (&layout, &view, &n, 1, FALSE, WIDTH, HEIGHT, 1.0);
  cal_matrix_style_init (&style, FALSE, 1.0);
  cal_gl_target_begin (bench->target, background);
  cal_gl_matrix_draw (bench->matrix, &drawing, &layout, HEIGHT, &style, NULL);
  cal_gl_target_end (bench->target);
  glFinish ();
  return bench_get_ms (start);
}

/* From one corner to the other at one zoom; @slowest is the frame that sends the most tiles. */
static double
time_pan (Bench *bench, double zoom, double *slowest)
{
  double times_ms[BENCH_N_STEPS];

  *slowest = 0.0;
  for (int n = 0; n < BENCH_N_STEPS; n++) {
    double at = 0.3 + 0.4 * n / BENCH_N_STEPS;

    times_ms[n] = time_frame (bench, zoom, at, 1.0 - at);
    *slowest = MAX (*slowest, times_ms[n]);
  }
  return bench_get_median (times_ms);
}

static double
time_zoom (Bench *bench)
{
  double times_ms[BENCH_N_STEPS];

  for (int n = 0; n < BENCH_N_STEPS; n++)
    times_ms[n] = time_frame (bench, pow (400.0, n / (BENCH_N_STEPS - 1.0)), 0.37, 0.61);
  return bench_get_median (times_ms);
}

/* The thresholds move, nothing else. */
static double
time_drag (Bench *bench)
{
  double times_ms[BENCH_N_STEPS];

  bench->drawing.sides[0].colours.transformed = TRUE;
  bench->uploaded = cal_gl_cache_get_bytes_uploaded (bench->cache);
  for (int n = 0; n < BENCH_N_STEPS; n++) {
    bench->drawing.sides[0].colours.lower = 0.3 + 0.005 * n;
    bench->drawing.sides[0].colours.upper = 0.9 - 0.005 * n;
    times_ms[n] = time_frame (bench, 1.0, 0.5, 0.5);
  }
  bench->uploaded = cal_gl_cache_get_bytes_uploaded (bench->cache) - bench->uploaded;
  return bench_get_median (times_ms);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalGlOffscreen) gl = cal_gl_offscreen_new_for_api (CAL_GL_DESKTOP, &error);
  g_autoptr (CalRdm) rdm = NULL;
  Bench bench = {0};
  double plain_ms, arrange_ms, first_ms, overview_ms, pixel_ms, pixel_slowest_ms, close_ms,
      slowest_ms, zoom_ms, drag_ms;
  gint64 start;

  if (gl == NULL) {
    g_printerr ("%s\n", error->message);
    return 77;
  }
  rdm = make_rdm ();
  start = bench_now_us ();
  bench.drawing.sides[0].field = make_field (rdm);
  arrange_ms = bench_get_ms (start);
  bench.drawing.sides[0].rdm = rdm;
  bench.drawing.n_sides = 1;
  bench.drawing.sides[0].colours =
      (CalRdmColours){.colormap = cal_colormap_find ("bone"), .high = 1.0};
  bench.cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  bench.matrix = cal_gl_matrix_new (bench.cache);
  bench.target = cal_gl_target_new (WIDTH, HEIGHT, 1, NULL);
  plain_ms = bench_time_plain (bench.target, background);
  first_ms = time_frame (&bench, 1.0, 0.5, 0.5);
  overview_ms = time_pan (&bench, 1.5, &slowest_ms);
  pixel_ms = time_pan (&bench, 12.0, &pixel_slowest_ms);
  close_ms = time_pan (&bench, 120.0, &slowest_ms);
  zoom_ms = time_zoom (&bench);
  drag_ms = time_drag (&bench);
  g_print ("{\"benchmark\": \"rdm-view\", \"conditions\": %d, \"arrange_ms\": %.0f, "
           "\"first_frame_ms\": %.1f, \"pan_overview_ms\": %.2f, \"pan_pixel_a_cell_ms\": %.2f, "
           "\"pan_pixel_a_cell_slowest_ms\": %.1f, \"pan_close_ms\": %.2f, \"zoom_ms\": %.2f, "
           "\"drag_thresholds_ms\": %.2f, \"baseline\": \"clear and one textured triangle\", "
           "\"baseline_ms\": %.2f, \"ratio_pan\": %.2f, \"ratio_drag\": %.2f, "
           "\"bytes_per_drag\": %u, \"bytes_held\": %" G_GSIZE_FORMAT ", \"renderer\": \"%s\"}\n",
           N, arrange_ms, first_ms, overview_ms, pixel_ms, pixel_slowest_ms, close_ms, zoom_ms,
           drag_ms, plain_ms, pixel_ms / plain_ms, drag_ms / plain_ms, (guint) bench.uploaded,
           cal_gl_cache_get_bytes_held (bench.cache), (const char *) glGetString (GL_RENDERER));
  cal_gl_target_free (bench.target);
  cal_gl_matrix_free (bench.matrix);
  cal_gl_cache_unref (bench.cache);
  g_object_unref (bench.drawing.sides[0].field);
  return bench.uploaded == 0 ? 0 : 1;
}
