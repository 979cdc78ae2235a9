/* test-slice-pixel.c - the pixel drawn at p shows the value picked at p.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "render/gl/offscreen.h"
#include "render/gl/slice.h"
#include "render/gl/target.h"

#define WIDTH 151
#define HEIGHT 117

typedef struct {
  CalGlOffscreen *gl;
  CalGlCache *cache;
  CalGlSlice *slice;
  CalGlTarget *target;
  CalScene *scene;
} Fixture;

static void
set_up (Fixture *f, gconstpointer api)
{
  g_autoptr (GError) error = NULL;

  f->gl = cal_gl_offscreen_new_for_api (GPOINTER_TO_INT (api), &error);
  g_assert_no_error (error);
  f->cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  f->slice = cal_gl_slice_new (f->cache);
  f->target = cal_gl_target_new (WIDTH, HEIGHT, 1, &error);
  g_assert_no_error (error);
  f->scene = cal_scene_new ();
}

static void
tear_down (Fixture *f, gconstpointer api)
{
  g_object_unref (f->scene);
  cal_gl_target_free (f->target);
  cal_gl_slice_free (f->slice);
  cal_gl_cache_unref (f->cache);
  cal_gl_offscreen_free (f->gl);
}

static const CalAffine straight = {{{2, 0, 0, -11}, {0, 2.5, 0, -12}, {0, 0, 3, -9}}};
static const CalAffine mirrored = {{{-2, 0, 0, 11}, {0, 0, 2.25, -12}, {0, -2, 0, 13}}};
static const CalAffine oblique = {
    {{1.9, 0.43, -0.21, -13.3}, {-0.37, 2.2, 0.61, -9.7}, {0.29, -0.53, 2.6, -8.1}}};

/* 13 x 11 x 9 voxels of a wavy pattern over the whole range of the type, two frames. Every 17th
 * voxel is NaN where the type has it. */
static CalVolume *
make_volume (CalDtype dtype, const CalAffine *voxel_to_world, gboolean masked)
{
  gsize n = 13 * 11 * 9, size = cal_dtype_get_size (dtype);
  guint8 *voxels = g_malloc0 (2 * n * size), *inside = g_malloc (n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (voxels, 2 * n * size);
  g_autoptr (GBytes) mask = g_bytes_new_take (inside, n);
  g_autoptr (GError) error = NULL;
  CalVolumeDesc desc = {.name = "wavy",
                        .dims = {13, 11, 9},
                        .n_frames = 2,
                        .dtype = dtype,
                        .voxels = bytes,
                        .slope = dtype == CAL_DTYPE_INT16 ? 0.125 : 1.0,
                        .intercept = dtype == CAL_DTYPE_INT16 ? -7.5 : 0.0,
                        .inside = masked ? mask : NULL,
                        .voxel_to_world = *voxel_to_world,
                        .affine_source = "sform"};
  CalVolume *volume;

  for (gsize v = 0; v < n; v++)
    inside[v] = v % 5 != 0;
  for (gsize v = 0; v < 2 * n; v++) {
    gint64 integer = (gint64) (v * 7919 % 65536) - 32768;

    if (dtype == CAL_DTYPE_FLOAT32)
      ((float *) (gpointer) voxels)[v] = v % 17 == 3 ? NAN : sinf ((float) v) * 100.0f;
    else if (dtype == CAL_DTYPE_FLOAT64)
      ((double *) (gpointer) voxels)[v] = v % 17 == 3 ? (double) NAN : sin ((double) v) * 100.0;
    else if (dtype == CAL_DTYPE_INT16)
      ((gint16 *) (gpointer) voxels)[v] = (gint16) integer;
    else if (dtype == CAL_DTYPE_UINT16)
      ((guint16 *) (gpointer) voxels)[v] = (guint16) (integer + 32768);
    else if (dtype == CAL_DTYPE_INT32)
      ((gint32 *) (gpointer) voxels)[v] = (gint32) integer;
    else
      for (gsize c = 0; c < size; c++)
        voxels[v * size + c] = (guint8) (v * 37 + c * 85);
  }
  volume = cal_volume_new (&desc, &error);
  g_assert_no_error (error);
  return volume;
}

static CalDisplay *
add_layer (Fixture *f, const char *id, CalVolume *volume)
{
  g_autoptr (CalLayer) layer = cal_layer_new (id, id, G_OBJECT (volume));

  cal_scene_append (f->scene, layer);
  return cal_layer_get_display (layer);
}

static CalSlicePane
make_pane (CalPlane plane, CalConvention convention)
{
  CalSlicePane pane = {.x_px = 7, .y_px = 5};

  pane.view = (CalSliceView){.plane = plane,
                             .convention = convention,
                             .centre_mm = {0.37, -0.61, 1.13},
                             .mm_per_px = 0.271,
                             .width_px = 131,
                             .height_px = 101};
  return pane;
}

static cairo_surface_t *
draw (Fixture *f, const CalSlicePane *pane)
{
  static const float background[] = {0, 0, 0, 0};
  g_autoptr (GArray) panes = g_array_new (FALSE, FALSE, sizeof (CalSlicePane));
  g_autoptr (GError) error = NULL;

  g_array_append_val (panes, *pane);
  cal_gl_target_begin (f->target, background);
  cal_gl_slice_draw (f->slice, f->scene, panes, HEIGHT, 1.0, &error);
  g_assert_no_error (error);
  cal_gl_target_end (f->target);
  return cal_gl_target_read (f->target);
}

static guint32
get_pixel (cairo_surface_t *picture, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (picture);

  return ((const guint32 *) (data + y * cairo_image_surface_get_stride (picture)))[x];
}

static double
get_fraction (CalLayer *layer, double value)
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));

  return CLAMP ((value - state->window_low) / (state->window_high - state->window_low), 0.0, 1.0);
}

/* Two or three maps: the square of colours, or red, green and blue. Returns whether each map has a
 * number there and the legend's part that is shown holds them. */
static gboolean
compute_mixed (CalScene *scene, CalLayer *layer, const double mm[3], float rgb[3])
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  gboolean three = state->colour_mode == CAL_COLOUR_RGB, shown = TRUE;
  CalLayer *layers[3] = {layer, cal_scene_find_layer (scene, state->second_by),
                         cal_scene_find_layer (scene, state->third_by)};
  double fractions[3] = {0.0, 0.0, 0.0};

  for (int n = 0; n < (three ? 3 : 2); n++) {
    CalSample sample = cal_scene_sample_at_mm (scene, layers[n], mm);

    fractions[n] = get_fraction (layers[n], sample.value);
    shown &= sample.presence == CAL_VALUE && fractions[n] >= state->pick[n][0] &&
             fractions[n] <= state->pick[n][1];
  }
  for (int c = 0; c < 3; c++)
    rgb[c] = (float) fractions[c];
  if (shown && !three)
    cal_square_map_look_up (state->square_map, fractions[0], fractions[1], rgb);
  return shown;
}

/* The numbers of the display as render/scene says them, here put together once more, plainly. */
static void
compute_rgba (CalScene *scene, CalLayer *layer, const double mm[3], double rgba[4])
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  CalLayer *opacity_by = cal_scene_find_layer (scene, state->opacity_by);
  CalLayer *threshold_by = cal_scene_find_layer (scene, state->threshold_by);
  CalSample sample = cal_scene_sample_at_mm (scene, layer, mm), other;
  double compared = sample.value, alpha = state->opacity;
  float rgb[3];

  memset (rgba, 0, 4 * sizeof (double));
  if (sample.presence != CAL_VALUE)
    return;
  if (threshold_by != NULL)
    compared = cal_scene_sample_at_mm (scene, threshold_by, mm).value;
  if (!cal_display_shows (state, compared))
    alpha *= state->below_threshold == CAL_BELOW_HIDDEN ? 0.0 : 0.25;
  if (opacity_by != NULL) {
    other = cal_scene_sample_at_mm (scene, opacity_by, mm);
    alpha *= other.presence != CAL_VALUE
                 ? 0.0
                 : CLAMP ((other.value - state->opacity_by_low) /
                              (state->opacity_by_high - state->opacity_by_low),
                          0.0, 1.0);
  }
  cal_display_get_rgb (state, sample.value, rgb);
  if (state->colour_mode != CAL_COLOUR_ONE_MAP && !compute_mixed (scene, layer, mm, rgb))
    return;
  for (int c = 0; c < 3; c++)
    rgba[c] = (double) rgb[c] * alpha;
  rgba[3] = alpha;
}

static gboolean
is_near (guint32 pixel, const double rgba[4])
{
  for (int c = 0; c < 4; c++) {
    int shift = c == 3 ? 24 : 16 - 8 * c;

    if (fabs ((double) (pixel >> shift & 0xff) - rgba[c] * 255.0) > 1.01)
      return FALSE;
  }
  return TRUE;
}

/* The GPU reckons in single precision: a pixel less than a ten-thousandth of a voxel from a border
 * may show either side. Nothing else is forgiven. */
static gboolean
is_right (CalScene *scene, CalLayer *layer, const double mm[3], guint32 pixel)
{
  double rgba[4];

  compute_rgba (scene, layer, mm, rgba);
  if (is_near (pixel, rgba))
    return TRUE;
  for (int corner = 0; corner < 8; corner++) {
    double moved[3];

    for (int a = 0; a < 3; a++)
      moved[a] = mm[a] + ((corner >> a & 1) != 0 ? 2e-4 : -2e-4);
    compute_rgba (scene, layer, moved, rgba);
    if (is_near (pixel, rgba))
      return TRUE;
  }
  return FALSE;
}

/* Draws the first layer alone or with the others at its side, and checks every pixel. */
static void
check_pixels (Fixture *f, CalPlane plane, CalConvention convention, guint min_drawn)
{
  CalSlicePane pane = make_pane (plane, convention);
  CalLayer *layer = cal_scene_get_layer (f->scene, 0);
  cairo_surface_t *picture = draw (f, &pane);
  guint n_drawn = 0, n_exact = 0, n_wrong = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++) {
      guint32 pixel = get_pixel (picture, x, y);
      double mm[3], rgba[4];

      cal_slice_pane_to_mm (&pane, x + 0.5, y + 0.5, mm);
      if (x < pane.x_px || y < pane.y_px || x >= pane.x_px + pane.view.width_px ||
          y >= pane.y_px + pane.view.height_px) {
        g_assert_cmphex (pixel, ==, 0);
        continue;
      }
      compute_rgba (f->scene, layer, mm, rgba);
      n_exact += is_near (pixel, rgba);
      n_drawn += pixel != 0;
      n_wrong += !is_right (f->scene, layer, mm, pixel);
    }
  cairo_surface_destroy (picture);
  g_assert_cmpuint (n_wrong, ==, 0);
  g_assert_cmpuint (n_drawn, >=, min_drawn);
  g_assert_cmpuint (n_exact, >=, (guint) (0.99 * pane.view.width_px * pane.view.height_px));
}

static void
check_all_views (Fixture *f, guint min_drawn)
{
  for (int plane = 0; plane < 3; plane++)
    for (int convention = 0; convention < 2; convention++)
      check_pixels (f, (CalPlane) plane, (CalConvention) convention, min_drawn);
}

static void
test_types (Fixture *f, gconstpointer api)
{
  static const struct {
    CalDtype dtype;
    double low, high;
  } types[] = {
      {CAL_DTYPE_UINT8, 0, 255},       {CAL_DTYPE_INT8, -128, 127},  {CAL_DTYPE_INT16, -4103, 4088},
      {CAL_DTYPE_UINT16, 0, 65535},    {CAL_DTYPE_INT32, -3e4, 3e4}, {CAL_DTYPE_FLOAT32, -90, 90},
      {CAL_DTYPE_FLOAT64, -200, 90.5},
  };
  const CalAffine *affines[] = {&straight, &mirrored, &oblique};

  for (gsize t = 0; t < G_N_ELEMENTS (types); t++)
    for (gsize a = 0; a < 3; a++)
      for (int linear = 0; linear < 2; linear++) {
        g_autoptr (CalVolume) volume = make_volume (types[t].dtype, affines[a], t % 2 != 0);
        CalDisplay *display = add_layer (f, "wavy", volume);

        cal_display_set_window (display, types[t].low, types[t].high);
        g_object_set (display, "colormap", "viridis", "interpolation", linear, "frame",
                      (guint) linear, NULL);
        check_all_views (f, 2000);
        cal_scene_clear (f->scene);
      }
}

static void
test_thresholds (Fixture *f, gconstpointer api)
{
  g_autoptr (CalVolume) volume = make_volume (CAL_DTYPE_FLOAT32, &oblique, FALSE);
  CalDisplay *display = add_layer (f, "wavy", volume);

  cal_display_set_window (display, -100, 100);
  for (int mode = 0; mode < 4; mode++)
    for (int below = 0; below < 2; below++) {
      g_object_set (display, "colormap", "cold-hot", "threshold-mode", mode, "threshold", 41.5,
                    "below-threshold", below, "opacity", below != 0 ? 1.0 : 0.6, NULL);
      check_pixels (f, CAL_PLANE_CORONAL, CAL_NEUROLOGICAL, 1000);
    }
}

/* A threshold that is exactly a stored value hides nothing more and nothing less. */
static void
test_exact_threshold (Fixture *f, gconstpointer api)
{
  g_autoptr (CalVolume) volume = make_volume (CAL_DTYPE_FLOAT32, &straight, FALSE);
  CalDisplay *display = add_layer (f, "wavy", volume);
  const gssize middle[3] = {5, 4, 3};
  double value = cal_volume_get_voxel (volume, middle, 0).value;
  CalSlicePane pane = make_pane (CAL_PLANE_AXIAL, CAL_NEUROLOGICAL);

  cal_affine_apply (&straight, (double[3]){5, 4, 3}, pane.view.centre_mm);
  cal_display_set_window (display, -1e9, -1e8);
  for (int mode = 1; mode <= 2; mode++)
    for (int side = -1; side <= 1; side++) {
      cairo_surface_t *picture;
      double threshold = value + side * 1e-9;
      gboolean shown = mode == 1 ? value >= threshold : value <= threshold;

      g_object_set (display, "colormap", "viridis", "threshold-mode", mode, "threshold", threshold,
                    NULL);
      picture = draw (f, &pane);
      g_assert_cmpint (get_pixel (picture, pane.x_px + pane.view.width_px / 2, pane.y_px + 50) != 0,
                       ==, shown);
      cairo_surface_destroy (picture);
    }
}

/* Two layers on grids of their own, one of them invisible but still asked. */
static void
test_by_another_layer (Fixture *f, gconstpointer api)
{
  g_autoptr (CalVolume) score = make_volume (CAL_DTYPE_FLOAT32, &oblique, FALSE);
  g_autoptr (CalVolume) ceiling = make_volume (CAL_DTYPE_INT16, &mirrored, TRUE);
  CalDisplay *display = add_layer (f, "score", score);
  CalDisplay *other = add_layer (f, "ceiling", ceiling);

  cal_display_set_window (display, -100, 100);
  g_object_set (display, "colormap", "turbo", "threshold-mode", CAL_THRESHOLD_ABOVE, "threshold",
                -500.0, "opacity-by-low", -2000.0, "opacity-by-high", 3000.0, NULL);
  g_object_set (other, "visible", FALSE, NULL);
  for (int linear = 0; linear < 2; linear++) {
    g_object_set (display, "threshold-by", "ceiling", "opacity-by", NULL, "interpolation", linear,
                  NULL);
    g_object_set (other, "interpolation", !linear, NULL);
    check_all_views (f, 500);
    g_object_set (display, "threshold-by", NULL, "opacity-by", "ceiling", NULL);
    check_all_views (f, 500);
    g_object_set (display, "threshold-by", "ceiling", "below-threshold", CAL_BELOW_FADED, NULL);
    check_all_views (f, 500);
  }
}

static void
test_rgb (Fixture *f, gconstpointer api)
{
  static const CalDtype types[] = {CAL_DTYPE_RGB24, CAL_DTYPE_RGBA32};

  for (gsize t = 0; t < 2; t++) {
    g_autoptr (CalVolume) volume = make_volume (types[t], &oblique, FALSE);
    const guint8 *voxels = g_bytes_get_data (cal_volume_get_desc (volume)->voxels, NULL);
    CalSlicePane pane = make_pane (CAL_PLANE_AXIAL, CAL_RADIOLOGICAL);
    cairo_surface_t *picture;
    guint n_wrong = 0, n_drawn = 0;

    add_layer (f, "photograph", volume);
    picture = draw (f, &pane);
    for (int y = 0; y < pane.view.height_px; y++)
      for (int x = 0; x < pane.view.width_px; x++) {
        guint32 pixel = get_pixel (picture, x + pane.x_px, y + pane.y_px);
        double mm[3], rgba[4] = {0};
        gssize v[3];

        cal_slice_pane_to_mm (&pane, x + pane.x_px + 0.5, y + pane.y_px + 0.5, mm);
        if (cal_volume_find_voxel (volume, mm, v)) {
          const guint8 *voxel =
              voxels + (gsize) (v[0] + 13 * (v[1] + 11 * v[2])) * cal_dtype_get_size (types[t]);

          rgba[3] = types[t] == CAL_DTYPE_RGB24 ? 1.0 : voxel[3] / 255.0;
          for (int c = 0; c < 3; c++)
            rgba[c] = voxel[c] / 255.0 * rgba[3];
        }
        n_wrong += !is_near (pixel, rgba);
        n_drawn += pixel != 0;
      }
    g_assert_cmpuint (n_drawn, >, 3000);
    g_assert_cmpuint (n_wrong, <, 10);
    cairo_surface_destroy (picture);
    cal_scene_clear (f->scene);
  }
}

/* Three layers on grids of their own, with places where only some have a number. */
static CalDisplay *
add_three (Fixture *f)
{
  g_autoptr (CalVolume) first = make_volume (CAL_DTYPE_FLOAT32, &oblique, FALSE);
  g_autoptr (CalVolume) second = make_volume (CAL_DTYPE_INT16, &mirrored, TRUE);
  g_autoptr (CalVolume) third = make_volume (CAL_DTYPE_FLOAT64, &straight, FALSE);
  CalDisplay *display = add_layer (f, "first", first);
  CalDisplay *other = add_layer (f, "second", second);

  cal_display_set_window (display, -90, 100);
  cal_display_set_window (other, -3000, 3500);
  g_object_set (other, "visible", FALSE, NULL);
  other = add_layer (f, "third", third);
  cal_display_set_window (other, -100, 60);
  g_object_set (other, "visible", FALSE, NULL);
  g_object_set (display, "second-by", "second", "third-by", "third", NULL);
  return display;
}

static void
test_mixed (Fixture *f, gconstpointer api)
{
  CalDisplay *display = add_three (f);
  CalDisplay *second = cal_layer_get_display (cal_scene_find_layer (f->scene, "second"));

  for (int mode = CAL_COLOUR_TWO_MAPS; mode <= (int) CAL_COLOUR_RGB; mode++) {
    g_object_set (display, "colour-mode", mode, "square-map", CAL_SQUARE_PAPER, "interpolation",
                  CAL_NEAREST, NULL);
    g_object_set (second, "interpolation", CAL_NEAREST, NULL);
    check_all_views (f, 1000);
    g_object_set (display, "threshold-mode", CAL_THRESHOLD_ABOVE, "threshold", -1000.0,
                  "threshold-by", "second", "below-threshold", CAL_BELOW_FADED, "opacity", 0.7,
                  NULL);
    check_pixels (f, CAL_PLANE_CORONAL, CAL_RADIOLOGICAL, 1000);
    g_object_set (display, "threshold-mode", CAL_THRESHOLD_NONE, "opacity", 1.0, NULL);
  }
}

/* Only what lies in the part of the legend is drawn. */
static void
test_pick (Fixture *f, gconstpointer api)
{
  const double pick[3][2] = {{0.2, 0.9}, {0.0, 0.6}, {0.31, 1.0}};
  CalDisplay *display = add_three (f);
  guint64 uploaded;

  for (int mode = CAL_COLOUR_TWO_MAPS; mode <= (int) CAL_COLOUR_RGB; mode++) {
    g_object_set (display, "colour-mode", mode, NULL);
    cal_display_clear_pick (display);
    check_pixels (f, CAL_PLANE_AXIAL, CAL_NEUROLOGICAL, 1500);
    uploaded = cal_gl_cache_get_bytes_uploaded (f->cache);
    cal_display_set_pick (display, pick, NULL);
    g_object_set (display, "window-high", 50.0, "square-map", CAL_SQUARE_POLES, NULL);
    check_pixels (f, CAL_PLANE_AXIAL, CAL_NEUROLOGICAL, 300);
    g_assert_cmpuint (cal_gl_cache_get_bytes_uploaded (f->cache), ==, uploaded);
  }
}

/* Until the other map is there, the layer shows its own values; a map of the cortex has none here.
 */
static void
test_without_the_other (Fixture *f, gconstpointer api)
{
  CalDisplay *display = add_three (f);
  CalSlicePane pane = make_pane (CAL_PLANE_AXIAL, CAL_NEUROLOGICAL);
  cairo_surface_t *alone, *wanting;

  g_object_set (display, "second-by", "gone", NULL);
  alone = draw (f, &pane);
  g_object_set (display, "colour-mode", CAL_COLOUR_TWO_MAPS, NULL);
  wanting = draw (f, &pane);
  g_assert_cmpmem (cairo_image_surface_get_data (alone), (gsize) 4 * WIDTH * HEIGHT,
                   cairo_image_surface_get_data (wanting), (gsize) 4 * WIDTH * HEIGHT);
  cairo_surface_destroy (alone);
  cairo_surface_destroy (wanting);
}

/* A circular colour map goes on where it began. */
static void
test_circular (Fixture *f, gconstpointer api)
{
  g_autoptr (CalVolume) volume = make_volume (CAL_DTYPE_FLOAT32, &oblique, FALSE);
  CalDisplay *display = add_layer (f, "angle", volume);
  float first[3], turned[3];

  g_object_set (display, "colormap", "hsv", NULL);
  cal_display_set_window (display, 0, 60);
  cal_display_get_rgb (cal_display_get_state (display), 20.0, first);
  cal_display_get_rgb (cal_display_get_state (display), -40.0, turned);
  for (int c = 0; c < 3; c++)
    g_assert_cmpfloat (first[c], ==, turned[c]);
  check_all_views (f, 1000);
}

/* A picture in colours can stand for a threshold, as the mean of its colours. */
static void
test_by_rgb (Fixture *f, gconstpointer api)
{
  g_autoptr (CalVolume) score = make_volume (CAL_DTYPE_FLOAT32, &oblique, FALSE);
  g_autoptr (CalVolume) photograph = make_volume (CAL_DTYPE_RGB24, &mirrored, FALSE);
  CalDisplay *display = add_layer (f, "score", score);
  CalDisplay *other = add_layer (f, "photograph", photograph);

  cal_display_set_window (display, -100, 100);
  g_object_set (display, "threshold-mode", CAL_THRESHOLD_BELOW, "threshold", 130.2, "threshold-by",
                "photograph", "colormap", "turbo", NULL);
  g_object_set (other, "visible", FALSE, NULL);
  check_all_views (f, 500);
}

static CalVolume *
make_label_volume (void)
{
  static const float red[] = {1, 0, 0, 1}, blue[] = {0, 0, 1, 1}, clear[] = {0, 0, 0, 0};
  CalLabelsBuilder *builder = cal_labels_builder_new ();
  g_autoptr (CalLabels) labels = NULL;
  gint32 *voxels = g_new0 (gint32, 20 * 20 * 20);
  g_autoptr (GBytes) bytes = g_bytes_new_take (voxels, 8000 * sizeof (gint32));
  CalVolumeDesc desc = {.name = "regions",
                        .dims = {20, 20, 20},
                        .dtype = CAL_DTYPE_INT32,
                        .voxels = bytes,
                        .voxel_to_world = {{{1, 0, 0, -9.5}, {0, 1, 0, -9.5}, {0, 0, 1, -9.5}}},
                        .affine_source = "sform"};
  CalVolume *volume;

  cal_labels_builder_add (builder, 0, "???", clear);
  cal_labels_builder_add (builder, -5, "V1", red);
  cal_labels_builder_add (builder, 2000000001, "V2", blue);
  desc.labels = labels = cal_labels_builder_end (builder);
  for (int k = 0; k < 20; k++)
    for (int j = 5; j < 15; j++)
      for (int i = 2; i < 18; i++)
        voxels[i + 20 * (j + 20 * k)] = i < 10 ? -5 : i < 14 ? 2000000001 : 77;
  volume = cal_volume_new (&desc, NULL);
  g_assert_nonnull (volume);
  return volume;
}

static void
test_labels (Fixture *f, gconstpointer api)
{
  g_autoptr (CalVolume) volume = make_label_volume ();
  CalDisplay *display = add_layer (f, "regions", volume);
  CalSlicePane pane = make_pane (CAL_PLANE_AXIAL, CAL_NEUROLOGICAL);
  int left = pane.x_px, middle = pane.y_px + 50;
  cairo_surface_t *picture;

  /* Four pixels a voxel: x = -5 mm is pixel 45, the border of V1 and V2 is pixel 65. */
  pane.view.mm_per_px = 0.25;
  memset (pane.view.centre_mm, 0, sizeof pane.view.centre_mm);
  g_object_set (display, "label-style", CAL_LABELS_FILLED, NULL);
  picture = draw (f, &pane);
  g_assert_cmphex (get_pixel (picture, left + 45, middle), ==, 0xffff0000);
  g_assert_cmphex (get_pixel (picture, left + 64, middle), ==, 0xffff0000);
  g_assert_cmphex (get_pixel (picture, left + 67, middle), ==, 0xff0000ff);
  g_assert_cmphex (get_pixel (picture, left + 90, middle), ==, 0);
  g_assert_cmphex (get_pixel (picture, left + 20, middle), ==, 0);
  cairo_surface_destroy (picture);

  g_object_set (display, "label-style", CAL_LABELS_OUTLINED, NULL);
  picture = draw (f, &pane);
  g_assert_cmphex (get_pixel (picture, left + 45, middle), ==, 0);
  g_assert_cmphex (get_pixel (picture, left + 64, middle), ==, 0xffff0000);
  g_assert_cmphex (get_pixel (picture, left + 67, middle), ==, 0);
  cairo_surface_destroy (picture);

  g_object_set (display, "label-style", CAL_LABELS_FILLED, "pick-label", "V2", NULL);
  picture = draw (f, &pane);
  g_assert_cmphex (get_pixel (picture, left + 45, middle), ==, 0);
  g_assert_cmphex (get_pixel (picture, left + 67, middle), ==, 0xff0000ff);
  cairo_surface_destroy (picture);
}

/* The margin of the winner, say, fades the winner's colour. */
static void
test_labels_by_margin (Fixture *f, gconstpointer api)
{
  g_autoptr (CalVolume) volume = make_label_volume ();
  g_autoptr (CalVolume) margin = make_volume (CAL_DTYPE_FLOAT32, &straight, FALSE);
  CalDisplay *display = add_layer (f, "winner", volume), *other = add_layer (f, "margin", margin);
  CalSlicePane pane = make_pane (CAL_PLANE_AXIAL, CAL_NEUROLOGICAL);
  cairo_surface_t *picture;
  guint n_seen = 0, n_faded = 0;

  g_object_set (other, "visible", FALSE, NULL);
  g_object_set (display, "label-style", CAL_LABELS_FILLED, "opacity-by", "margin", "opacity-by-low",
                -60.0, "opacity-by-high", 150.0, NULL);
  picture = draw (f, &pane);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++) {
      guint32 pixel = get_pixel (picture, x, y);
      double mm[3], rgba[4] = {0.0, 0.0, 0.0, 0.0};
      CalSample label, by;

      cal_slice_pane_to_mm (&pane, x + 0.5, y + 0.5, mm);
      label = cal_scene_sample_at_mm (f->scene, cal_scene_get_layer (f->scene, 0), mm);
      by = cal_scene_sample_at_mm (f->scene, cal_scene_get_layer (f->scene, 1), mm);
      if (pixel >> 24 == 0 || label.presence != CAL_VALUE || by.presence != CAL_VALUE)
        continue;
      rgba[3] = CLAMP ((by.value + 60.0) / 210.0, 0.0, 1.0);
      rgba[label.value == -5.0 ? 0 : 2] = rgba[3];
      n_seen++;
      n_faded += is_near (pixel, rgba);
    }
  cairo_surface_destroy (picture);
  g_assert_cmpuint (n_seen, >, 1000);
  g_assert_cmpuint (n_faded, >=, n_seen - n_seen / 100);
}

/* Left is left: one bright voxel at x = -20 mm, y = 10, z = 30. */
static void
test_left_is_left (Fixture *f, gconstpointer api)
{
  const double marker_mm[3] = {-20, 10, 30};
  guint8 *voxels = g_malloc0 (60 * 60 * 60);
  g_autoptr (GBytes) bytes = g_bytes_new_take (voxels, 60 * 60 * 60);
  /* The file stores right to left, as many do. */
  CalVolumeDesc desc = {.name = "marker",
                        .dims = {60, 60, 60},
                        .dtype = CAL_DTYPE_UINT8,
                        .voxels = bytes,
                        .voxel_to_world = {{{-2, 0, 0, 60}, {0, 2, 0, -60}, {0, 0, 2, -50}}},
                        .affine_source = "sform"};
  g_autoptr (CalVolume) volume = NULL;

  voxels[40 + 60 * (35 + 60 * 40)] = 255;
  volume = cal_volume_new (&desc, NULL);
  add_layer (f, "marker", volume);
  for (int plane = 0; plane < 3; plane++)
    for (int convention = 0; convention < 2; convention++) {
      CalSlicePane pane = make_pane ((CalPlane) plane, (CalConvention) convention);
      cairo_surface_t *picture;
      double sum[2] = {0}, mm[3];
      guint n = 0;
      gssize voxel[3];

      memset (pane.view.centre_mm, 0, sizeof pane.view.centre_mm);
      pane.view.centre_mm[cal_plane_get_axis ((CalPlane) plane)] = marker_mm[plane];
      pane.view.mm_per_px = 1.0;
      picture = draw (f, &pane);
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          if (get_pixel (picture, x, y) == 0xffffffff) {
            sum[0] += x + 0.5;
            sum[1] += y + 0.5;
            n++;
          }
      cairo_surface_destroy (picture);
      g_assert_cmpuint (n, ==, 4);
      /* By hand: front of the head on the left of a sagittal pane, the head's left on the picture's
       * left by the neurological convention only, top up. */
      if (plane == CAL_PLANE_SAGITTAL)
        g_assert_cmpfloat (sum[0] / n, <, pane.x_px + 131 / 2.0);
      else if (convention == CAL_NEUROLOGICAL)
        g_assert_cmpfloat (sum[0] / n, <, pane.x_px + 131 / 2.0);
      else
        g_assert_cmpfloat (sum[0] / n, >, pane.x_px + 131 / 2.0);
      g_assert_cmpfloat (sum[1] / n, <, pane.y_px + 101 / 2.0);
      cal_slice_pane_to_mm (&pane, sum[0] / n, sum[1] / n, mm);
      g_assert_true (cal_volume_find_voxel (volume, mm, voxel));
      g_assert_cmpint (voxel[0], ==, 40);
      g_assert_cmpint (voxel[1], ==, 35);
      g_assert_cmpint (voxel[2], ==, 40);
    }
}

static void
test_uploads (Fixture *f, gconstpointer api)
{
  g_autoptr (CalVolume) volume = make_volume (CAL_DTYPE_FLOAT32, &oblique, FALSE);
  CalDisplay *display = add_layer (f, "wavy", volume);
  CalSlicePane pane = make_pane (CAL_PLANE_AXIAL, CAL_NEUROLOGICAL);
  guint64 uploaded;

  cairo_surface_destroy (draw (f, &pane));
  g_assert_cmpuint (cal_gl_slice_get_n_draws (f->slice), ==, 1);
  uploaded = cal_gl_cache_get_bytes_uploaded (f->cache);
  g_assert_cmpuint (cal_gl_cache_get_bytes_held (f->cache), ==, 13 * 11 * 9 * 4);
  g_object_set (display, "threshold-mode", CAL_THRESHOLD_MAGNITUDE, "threshold", 12.0, "opacity",
                0.5, "colormap", "hot", "interpolation", CAL_LINEAR, "below-threshold",
                CAL_BELOW_OUTLINED, NULL);
  cal_display_set_window (display, 3, 7);
  pane.view.centre_mm[2] += 2.0;
  cairo_surface_destroy (draw (f, &pane));
  g_assert_cmpuint (cal_gl_cache_get_bytes_uploaded (f->cache), ==, uploaded);
  g_object_set (display, "frame", 1, NULL);
  cairo_surface_destroy (draw (f, &pane));
  g_assert_cmpuint (cal_gl_cache_get_bytes_uploaded (f->cache) - uploaded, ==, 13 * 11 * 9 * 4);
}

/* A grid that no driver holds is refused by name; what else there is, is drawn. */
static void
test_too_large (Fixture *f, gconstpointer api)
{
  static const float background[] = {0, 0, 0, 0};
  g_autoptr (CalVolume) volume = make_volume (CAL_DTYPE_UINT8, &straight, FALSE), large = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (70000), 70000);
  CalVolumeDesc desc = {.name = "long",
                        .dims = {70000, 1, 1},
                        .dtype = CAL_DTYPE_UINT8,
                        .voxels = bytes,
                        .voxel_to_world = straight,
                        .affine_source = "pixdim"};
  CalSlicePane pane = make_pane (CAL_PLANE_AXIAL, CAL_NEUROLOGICAL);
  g_autoptr (GArray) panes = g_array_new (FALSE, FALSE, sizeof (CalSlicePane));
  g_autoptr (GError) error = NULL;

  large = cal_volume_new (&desc, NULL);
  add_layer (f, "long", large);
  add_layer (f, "wavy", volume);
  g_array_append_val (panes, pane);
  cal_gl_target_begin (f->target, background);
  g_assert_false (cal_gl_slice_draw (f->slice, f->scene, panes, HEIGHT, 1.0, &error));
  cal_gl_target_end (f->target);
  g_assert_nonnull (strstr (error->message, "70000 voxels along i"));
  g_assert_cmpuint (cal_gl_slice_get_n_draws (f->slice), ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*func) (Fixture *f, gconstpointer api);
  } tests[] = {
      {"types", test_types},
      {"thresholds", test_thresholds},
      {"exact-threshold", test_exact_threshold},
      {"by-another-layer", test_by_another_layer},
      {"rgb", test_rgb},
      {"by-rgb", test_by_rgb},
      {"mixed", test_mixed},
      {"pick", test_pick},
      {"without-the-other", test_without_the_other},
      {"circular", test_circular},
      {"labels", test_labels},
      {"labels-by-margin", test_labels_by_margin},
      {"left-is-left", test_left_is_left},
      {"uploads", test_uploads},
      {"too-large", test_too_large},
  };

  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("DISPLAY");
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++) {
    g_autofree char *desktop = g_strdup_printf ("/slice-pixel/desktop/%s", tests[n].name);
    g_autofree char *es = g_strdup_printf ("/slice-pixel/es/%s", tests[n].name);

    g_test_add (desktop, Fixture, GINT_TO_POINTER (CAL_GL_DESKTOP), set_up, tests[n].func,
                tear_down);
    g_test_add (es, Fixture, GINT_TO_POINTER (CAL_GL_ES), set_up, tests[n].func, tear_down);
  }
  return g_test_run ();
}
