/* bench-slices.c - how long a step of the crosshair takes, and what a change of display uploads.
 *
 * A T1 of 1 mm (181 x 217 x 181, 8 bits) under an overlay of 2 mm (91 x 109 x 91 floats) in three
 * planes, 1280 x 800 pixels, off screen. The baseline of the same run: as many pixels, cleared and
 * covered once by a plain texture. Times are the processor's.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <epoxy/gl.h>
#include <math.h>

#include "render/gl/offscreen.h"
#include "render/gl/slice.h"
#include "render/gl/target.h"
#include "tests/bench/plain-draw.h"

#define WIDTH 1280
#define HEIGHT 800

static const float background[] = {0.06f, 0.06f, 0.06f, 1.0f};

static CalDisplay *
add_volume (CalScene *scene, const char *name, double voxel_mm, CalDtype dtype)
{
  gsize dims[3] = {(gsize) (181 / voxel_mm + 0.5), (gsize) (217 / voxel_mm + 0.5),
                   (gsize) (181 / voxel_mm + 0.5)};
  gsize n = dims[0] * dims[1] * dims[2], size = cal_dtype_get_size (dtype);
  guint8 *voxels = g_malloc (n * size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (voxels, n * size);
  CalVolumeDesc desc = {
      .name = name,
      .dims = {dims[0], dims[1], dims[2]},
      .dtype = dtype,
      .voxels = bytes,
      .voxel_to_world = {{{-voxel_mm, 0, 0, 90}, {0, voxel_mm, 0, -126}, {0, 0, voxel_mm, -72}}},
      .affine_source = "sform"};
  g_autoptr (CalVolume) volume = NULL;
  g_autoptr (CalLayer) layer = NULL;

  for (gsize v = 0; v < n; v++)
    if (dtype == CAL_DTYPE_FLOAT32)
      ((float *) (gpointer) voxels)[v] = sinf ((float) v * 0.01f) * 6.0f;
    else
      voxels[v] = (guint8) (v * 7);
  volume = cal_volume_new (&desc, NULL);
  layer = cal_layer_new (name, name, G_OBJECT (volume));
  cal_scene_append (scene, layer);
  return cal_layer_get_display (layer);
}

static void
draw (CalGlSlice *slice, CalGlTarget *target, CalScene *scene)
{
  CalSliceLayout layout;
  g_autoptr (GArray) panes = NULL;

  cal_slice_layout_init (&layout, scene, WIDTH, HEIGHT);
  panes = cal_slice_layout_dup_panes (&layout);
  cal_gl_target_begin (target, background);
  cal_gl_slice_draw (slice, scene, panes, HEIGHT, 1.0, NULL);
  cal_gl_target_end (target);
  glFinish ();
}

static double
time_steps (CalGlSlice *slice, CalGlTarget *target, CalScene *scene)
{
  double times_ms[BENCH_N_STEPS];

  draw (slice, target, scene);
  for (int n = 0; n < BENCH_N_STEPS; n++) {
    gint64 start = bench_now_us ();

    cal_scene_move_to_mm (scene, (double[3]){n - 20.0, n - 40.0, n - 10.0});
    draw (slice, target, scene);
    times_ms[n] = bench_get_ms (start);
  }
  return bench_get_median (times_ms);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalGlOffscreen) gl = cal_gl_offscreen_new_for_api (CAL_GL_DESKTOP, &error);
  g_autoptr (CalScene) scene = cal_scene_new ();
  g_autoptr (CalGlCache) cache = NULL;
  g_autoptr (CalGlSlice) slice = NULL;
  g_autoptr (CalGlTarget) target = NULL;
  double plain_ms, nearest_ms, linear_ms;
  CalDisplay *anatomy, *overlay;
  guint64 uploaded;

  if (gl == NULL) {
    g_printerr ("%s\n", error->message);
    return 77;
  }
  cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  slice = cal_gl_slice_new (cache);
  target = cal_gl_target_new (WIDTH, HEIGHT, 1, NULL);
  anatomy = add_volume (scene, "T1", 1.0, CAL_DTYPE_UINT8);
  overlay = add_volume (scene, "score", 2.0, CAL_DTYPE_FLOAT32);
  cal_display_set_window (anatomy, 0, 255);
  cal_display_set_window (overlay, -6, 6);
  g_object_set (overlay, "colormap", "cold-hot", "threshold-mode", CAL_THRESHOLD_MAGNITUDE,
                "threshold", 2.0, NULL);
  plain_ms = bench_time_plain (target, background);
  nearest_ms = time_steps (slice, target, scene);
  g_object_set (overlay, "interpolation", CAL_LINEAR, NULL);
  linear_ms = time_steps (slice, target, scene);
  uploaded = cal_gl_cache_get_bytes_uploaded (cache);
  g_object_set (overlay, "threshold", 3.0, "opacity", 0.5, NULL);
  cal_display_set_window (overlay, 0, 5);
  draw (slice, target, scene);
  uploaded = cal_gl_cache_get_bytes_uploaded (cache) - uploaded;
  g_print ("{\"benchmark\": \"slices\", \"step_ms\": %.2f, \"step_linear_ms\": %.2f, "
           "\"baseline\": \"clear and one textured triangle\", \"baseline_ms\": %.2f, "
           "\"ratio\": %.2f, \"ratio_linear\": %.2f, \"bytes_per_display_change\": %u, "
           "\"renderer\": \"%s\"}\n",
           nearest_ms, linear_ms, plain_ms, nearest_ms / plain_ms, linear_ms / plain_ms,
           (guint) uploaded, (const char *) glGetString (GL_RENDERER));
  return uploaded == 0 ? 0 : 1;
}
