/* test-cortex-pixel.c - the pixel drawn at p shows the value of the vertex picked at p.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "render/gl/offscreen.h"
#include "render/gl/pick.h"
#include "render/gl/surface.h"
#include "render/gl/target.h"
#include "tests/render/icosphere.h"

#define LOW -0.8
#define HIGH 0.9
#define WIDTH_PX 360
#define HEIGHT_PX 240

static const float background[4] = {0.0f, 0.0f, 0.2f, 1.0f};

typedef struct {
  CalGlOffscreen *offscreen;
  CalGlCache *cache;
  CalGlTarget *target;
  CalSurfacePass *pass;
  CalCortexPick *pick;
  CalScene *scene;
  CalShapes *shapes;
  CalLayer *layer;
  CalMap *map;
  CalCortexView view;
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  cairo_surface_t *picture;
} Fixture;

/* Random values; every fortieth vertex has none, every forty-first is outside. */
static CalMap *
make_map (CalCortex *cortex, CalLabels *labels)
{
  gsize n = cal_cortex_get_n_elements (cortex);
  g_autofree float *values = g_new (float, n);
  g_autofree guint8 *inside = g_new (guint8, n);
  g_autoptr (GBytes) value_bytes = NULL;
  g_autoptr (GBytes) inside_bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  CalMapDesc desc = {.name = "random", .labels = labels};

  for (gsize e = 0; e < n; e++) {
    double random = g_test_rand_double_range (-1.0, 1.0);

    /* In the middle of one of the window's 256 steps: on which side of a border a value is taken
     * to be is a matter of rounding, not of drawing. */
    values[e] = (float) (labels != NULL ? 1 + (int) (fabs (random) * 3.0)
                                        : LOW + (HIGH - LOW) * rint (random * 300.0) / 255.0);
    if (e % 40 == 0)
      values[e] = NAN;
    inside[e] = e % 41 != 0;
  }
  value_bytes = g_bytes_new (values, n * sizeof (float));
  inside_bytes = g_bytes_new (inside, n);
  desc.values = array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, value_bytes, NULL);
  desc.inside = inside_bytes;
  for (int h = 0; h < 2; h++)
    desc.n_vertices[h] = cal_cortex_get_n_vertices (cortex, (CalHemisphere) h);
  return cal_map_new (&desc, NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (GPOINTER_TO_INT (data), FALSE);

  f->offscreen = cal_gl_offscreen_new (&error);
  g_assert_no_error (error);
  f->cache = cal_gl_cache_new (CAL_GL_CACHE_DEFAULT_BUDGET);
  f->target = cal_gl_target_new (WIDTH_PX, HEIGHT_PX, 1, &error);
  g_assert_no_error (error);
  f->pass = cal_surface_pass_new (f->cache);
  f->pick = cal_cortex_pick_new (f->cache);
  f->scene = cal_scene_new ();
  cal_scene_set_cortex (f->scene, cortex);
  f->shapes = cal_shapes_new (cortex);
  f->map = make_map (cortex, NULL);
  f->layer = cal_layer_new ("random", "random", G_OBJECT (f->map));
  g_object_set (cal_layer_get_display (f->layer), "colormap", "viridis", "window-low", LOW,
                "window-high", HIGH, NULL);
  cal_scene_append (f->scene, f->layer);
  cal_cortex_view_init (&f->view, CAL_MONTAGE_GRID);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->picture, cairo_surface_destroy);
  cal_cortex_pick_free (f->pick);
  cal_surface_pass_free (f->pass);
  cal_gl_target_free (f->target);
  cal_gl_cache_unref (f->cache);
  cal_gl_offscreen_free (f->offscreen);
  cal_shapes_free (f->shapes);
  g_object_unref (f->layer);
  g_object_unref (f->map);
  g_object_unref (f->scene);
}

static void
draw (Fixture *f, double unfolding)
{
  g_autoptr (GError) error = NULL;
  CalSurfaceStyle style = {.unlit = TRUE, .scale = 1.0};
  CalShape shape = cal_shapes_at (f->shapes, unfolding);

  f->layout = cal_cortex_layout (f->shapes, &shape, &f->view, WIDTH_PX, HEIGHT_PX);
  f->drawing = (CalCortexDrawing){f->shapes, shape, &f->layout, NULL, HEIGHT_PX};
  cal_gl_target_begin (f->target, background);
  g_assert_true (cal_surface_pass_draw (f->pass, f->scene, &f->drawing, &style, &error));
  g_assert_no_error (error);
  cal_gl_target_end (f->target);
  g_clear_pointer (&f->picture, cairo_surface_destroy);
  f->picture = cal_gl_target_read (f->target);
  g_assert_true (cal_cortex_pick_draw (f->pick, &f->drawing, WIDTH_PX, &error));
  g_assert_no_error (error);
}

static void
get_pixel (Fixture *f, int x, int y, int rgb[3])
{
  const guint8 *row =
      cairo_image_surface_get_data (f->picture) + y * cairo_image_surface_get_stride (f->picture);
  guint32 pixel = ((const guint32 *) (gconstpointer) row)[x];

  for (int c = 0; c < 3; c++)
    rgb[c] = (int) (pixel >> (16 - 8 * c) & 0xff);
}

static gboolean
is_colour (Fixture *f, int x, int y, const float expected[3])
{
  int rgb[3];
  gboolean is = TRUE;

  get_pixel (f, x, y, rgb);
  for (int c = 0; c < 3; c++)
    is &= ABS (rgb[c] - (int) lrintf (255.0f * expected[c])) <= 1;
  return is;
}

static void
assert_colour (Fixture *f, int x, int y, const float expected[3])
{
  g_assert_true (is_colour (f, x, y, expected));
}

/* A value half way between two colours of the table may show either: shaders count in single
 * precision. */
static void
assert_value (Fixture *f, int x, int y, const CalDisplayState *state, double value)
{
  gboolean is = FALSE;
  float rgb[3];

  for (int step = -1; step <= 1; step++) {
    cal_display_get_rgb (state, value + step * 2e-6, rgb);
    is |= is_colour (f, x, y, rgb);
  }
  g_assert_true (is);
}

/* Holds every pixel of the picture against the vertex picked there. Returns how many showed a
 * vertex. */
static int
check_pixels (Fixture *f)
{
  static const float bare[3] = {0.62f, 0.62f, 0.62f};
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (f->layer));
  int n_shown = 0;

  for (int y = 0; y < HEIGHT_PX; y++)
    for (int x = 0; x < WIDTH_PX; x++) {
      gsize vertex = 0;
      CalHemisphere hemisphere = cal_cortex_pick_find (f->pick, x, y, &vertex);
      CalSample sample = cal_map_get_vertex (f->map, hemisphere, vertex, 0);

      if (hemisphere == CAL_HEMISPHERE_UNKNOWN) {
        assert_colour (f, x, y, background);
        continue;
      }
      n_shown++;
      if (sample.presence == CAL_OUTSIDE ||
          (sample.presence == CAL_VALUE && !cal_display_shows (state, sample.value))) {
        assert_colour (f, x, y, bare);
      } else if (sample.presence == CAL_NO_DATA) {
        int grey[3];

        get_pixel (f, x, y, grey);
        g_assert_true (grey[0] == grey[1] && grey[1] == grey[2]);
      } else
        assert_value (f, x, y, state, sample.value);
    }
  return n_shown;
}

static void
test_every_pixel (Fixture *f, gconstpointer data)
{
  static const double shapes[] = {0.0, 0.4, 1.0, 2.0, 2.5, 3.0, 3.7, 4.0};

  for (gsize n = 0; n < G_N_ELEMENTS (shapes); n++) {
    draw (f, shapes[n]);
    g_assert_cmpint (check_pixels (f), >, WIDTH_PX * HEIGHT_PX / 5);
  }
  f->view.montage = CAL_MONTAGE_SINGLE;
  for (int preset = 0; preset < (int) CAL_N_VIEW_PRESETS; preset++) {
    f->view.preset = (CalViewPreset) preset;
    draw (f, 0.0);
    g_assert_cmpint (check_pixels (f), >, WIDTH_PX * HEIGHT_PX / 12);
  }
}

/* Triangles as small as pixels are drawn and picked by another rule; the law holds all the same. */
static void
test_small_triangles (Fixture *f, gconstpointer data)
{
  draw (f, 2.0);
  g_assert_true (cal_cortex_drawing_has_small_triangles (&f->drawing));
  g_assert_cmpint (check_pixels (f), >, WIDTH_PX * HEIGHT_PX / 5);
  for (guint n = 0; n < f->layout.n_panels; n++)
    cal_camera_motion_zoom (&f->view.motion[n], 6.0);
  draw (f, 1.5);
  g_assert_false (cal_cortex_drawing_has_small_triangles (&f->drawing));
  check_pixels (f);
}

static void
test_thresholds_and_turns (Fixture *f, gconstpointer data)
{
  CalDisplay *display = cal_layer_get_display (f->layer);

  for (int mode = 0; mode <= (int) CAL_THRESHOLD_MAGNITUDE; mode++) {
    g_object_set (display, "threshold-mode", mode, "threshold", 0.3, NULL);
    cal_camera_motion_rotate (&f->view.motion[0], 31.0, -17.0);
    cal_camera_motion_zoom (&f->view.motion[1], 3.0);
    cal_camera_motion_pan (&f->view.motion[2], 10.0, 5.0);
    draw (f, 2.0);
    check_pixels (f);
  }
}

/* A display's change is one redraw and nothing uploaded; the picture does change. */
static void
test_display_uploads_nothing (Fixture *f, gconstpointer data)
{
  CalDisplay *display = cal_layer_get_display (f->layer);
  guint64 uploaded;
  int before[3], after[3];
  gsize vertex = 0;
  int x = 90, y = 60;

  draw (f, 2.0);
  while (cal_cortex_pick_find (f->pick, x, y, &vertex) == CAL_HEMISPHERE_UNKNOWN ||
         vertex % 40 == 0 || vertex % 41 == 0)
    x++;
  get_pixel (f, x, y, before);
  uploaded = cal_gl_cache_get_bytes_uploaded (f->cache);
  g_assert_cmpuint (uploaded, >, 0);
  g_object_set (display, "window-low", -3.0, "window-high", -2.0, "threshold-mode",
                CAL_THRESHOLD_ABOVE, "threshold", -5.0, "opacity", 0.5, "colormap", "hot", NULL);
  draw (f, 2.0);
  get_pixel (f, x, y, after);
  g_assert_cmpuint (cal_gl_cache_get_bytes_uploaded (f->cache), ==, uploaded);
  g_assert_true (before[0] != after[0] || before[1] != after[1]);
  g_object_set (display, "below-threshold", CAL_BELOW_OUTLINED, "interpolation", CAL_LINEAR, NULL);
  draw (f, 2.0);
  g_assert_cmpuint (cal_gl_cache_get_bytes_uploaded (f->cache), ==, uploaded);
}

/* Another map of the same vertices; missing elsewhere. */
static CalLayer *
add_map (Fixture *f, const char *id, double low, double high)
{
  g_autoptr (CalMap) map = make_map (cal_scene_get_cortex (f->scene), NULL);
  g_autoptr (CalLayer) layer = cal_layer_new (id, id, G_OBJECT (map));

  g_object_set (cal_layer_get_display (layer), "visible", FALSE, "window-low", low, "window-high",
                high, NULL);
  cal_scene_append (f->scene, layer);
  return layer;
}

/* The colour of a vertex, with its values moved by up to a rounding error. Returns whether there is
 * one to see. */
static gboolean
mix (Fixture *f, CalLayer *const layers[3], const double values[3], int nudge, float rgb[3])
{
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (f->layer));
  int n_maps = state->colour_mode == CAL_COLOUR_RGB ? 3 : 2;
  double fractions[3];
  gboolean shown = TRUE;

  for (int n = 0; n < n_maps; n++) {
    const CalDisplayState *own = cal_display_get_state (cal_layer_get_display (layers[n]));
    double value = values[n] + ((nudge >> n & 1) != 0 ? 2e-6 : -2e-6);

    fractions[n] =
        CLAMP ((value - own->window_low) / (own->window_high - own->window_low), 0.0, 1.0);
    shown &= fractions[n] >= state->pick[n][0] && fractions[n] <= state->pick[n][1];
    rgb[n] = (float) fractions[n];
  }
  if (n_maps == 2)
    cal_square_map_look_up (state->square_map, fractions[0], fractions[1], rgb);
  return shown;
}

/* Returns how many pixels showed a colour of the legend. */
static int
check_mixed (Fixture *f, CalLayer *const layers[3])
{
  static const float bare[3] = {0.62f, 0.62f, 0.62f};
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (f->layer));
  int n_maps = state->colour_mode == CAL_COLOUR_RGB ? 3 : 2, n_shown = 0;

  for (int y = 0; y < HEIGHT_PX; y++)
    for (int x = 0; x < WIDTH_PX; x++) {
      gsize vertex = 0;
      CalHemisphere hemisphere = cal_cortex_pick_find (f->pick, x, y, &vertex);
      gboolean whole = TRUE, outside = FALSE, right = FALSE;
      double values[3] = {0.0, 0.0, 0.0};

      if (hemisphere == CAL_HEMISPHERE_UNKNOWN)
        continue;
      for (int n = 0; n < n_maps; n++) {
        CalSample sample = cal_scene_sample_at_vertex (f->scene, layers[n], hemisphere, vertex);

        outside |= n == 0 && sample.presence == CAL_OUTSIDE;
        whole &= sample.presence == CAL_VALUE;
        values[n] = sample.value;
      }
      if (!whole) {
        int grey[3];

        get_pixel (f, x, y, grey);
        g_assert_true (grey[0] == grey[1] && grey[1] == grey[2]);
        if (outside)
          assert_colour (f, x, y, bare);
        continue;
      }
      for (int nudge = 0; nudge < 8 && !right; nudge++) {
        float rgb[3];
        gboolean shown = mix (f, layers, values, nudge, rgb);

        right = is_colour (f, x, y, shown ? rgb : bare);
        n_shown += right && shown;
      }
      g_assert_true (right);
    }
  return n_shown;
}

/* Two maps as a square of colours, three as red, green and blue; a move of any window and of the
 * part of the legend that is shown uploads nothing. */
static void
test_mixed (Fixture *f, gconstpointer data)
{
  const double pick[3][2] = {{0.0, 0.7}, {0.25, 1.0}, {0.1, 0.9}};
  CalDisplay *display = cal_layer_get_display (f->layer);
  CalLayer *layers[3] = {f->layer, add_map (f, "second", -0.3, 0.95), add_map (f, "third", 0, 0.5)};

  g_object_set (display, "second-by", "second", "third-by", "third", "square-map", CAL_SQUARE_PAPER,
                NULL);
  for (int mode = CAL_COLOUR_TWO_MAPS; mode <= (int) CAL_COLOUR_RGB; mode++) {
    guint64 uploaded;

    g_object_set (display, "colour-mode", mode, NULL);
    cal_display_clear_pick (display);
    draw (f, 2.0);
    g_assert_cmpint (check_mixed (f, layers), >, WIDTH_PX * HEIGHT_PX / 6);
    uploaded = cal_gl_cache_get_bytes_uploaded (f->cache);
    cal_display_set_pick (display, pick, NULL);
    g_object_set (cal_layer_get_display (layers[1]), "window-low", -0.6, NULL);
    g_object_set (display, "window-high", 0.7, "square-map", CAL_SQUARE_FADING, NULL);
    draw (f, 2.0);
    g_assert_cmpint (check_mixed (f, layers), >, 500);
    g_assert_cmpuint (cal_gl_cache_get_bytes_uploaded (f->cache), ==, uploaded);
  }
}

/* One region of the legend alone. */
static void
check_picked_label (Fixture *f, CalMap *map, CalLayer *layer)
{
  static const float green[3] = {0.0f, 1.0f, 0.0f}, bare[3] = {0.62f, 0.62f, 0.62f};

  g_object_set (cal_layer_get_display (layer), "pick-label", "V2", NULL);
  draw (f, 2.0);
  for (int y = 0; y < HEIGHT_PX; y++)
    for (int x = 0; x < WIDTH_PX; x++) {
      gsize vertex = 0;
      CalHemisphere hemisphere = cal_cortex_pick_find (f->pick, x, y, &vertex);
      CalSample sample = cal_map_get_vertex (map, hemisphere, vertex, 0);

      if (hemisphere != CAL_HEMISPHERE_UNKNOWN && sample.presence == CAL_VALUE)
        assert_colour (f, x, y, sample.value == 2.0 ? green : bare);
    }
  g_object_set (cal_layer_get_display (layer), "pick-label", NULL, NULL);
}

/* The margin of the winner, say, fades the winner's colour. */
static void
check_label_opacity (Fixture *f, CalMap *map, CalLayer *layer, const float colours[3][4])
{
  g_object_set (cal_layer_get_display (layer), "opacity-by", "random", "opacity-by-low", -0.5,
                "opacity-by-high", 1.2, NULL);
  draw (f, 2.0);
  for (int y = 0; y < HEIGHT_PX; y++)
    for (int x = 0; x < WIDTH_PX; x++) {
      gsize vertex = 0;
      CalHemisphere hemisphere = cal_cortex_pick_find (f->pick, x, y, &vertex);
      CalSample label = cal_map_get_vertex (map, hemisphere, vertex, 0);
      CalSample by = cal_map_get_vertex (f->map, hemisphere, vertex, 0);
      double share = by.presence == CAL_VALUE ? CLAMP ((by.value + 0.5) / 1.7, 0.0, 1.0) : 0.0;
      float expected[3];

      if (hemisphere == CAL_HEMISPHERE_UNKNOWN || label.presence != CAL_VALUE)
        continue;
      for (int c = 0; c < 3; c++)
        expected[c] =
            (float) (share * (double) colours[(int) label.value - 1][c] + (1.0 - share) * 0.62);
      assert_colour (f, x, y, expected);
    }
}

/* Labels: a filled region is its label's colour, unlabelled vertices are bare. */
static void
test_labels (Fixture *f, gconstpointer data)
{
  static const float colours[3][4] = {
      {1.0f, 0.0f, 0.0f, 1.0f}, {0.0f, 1.0f, 0.0f, 1.0f}, {0.0f, 0.0f, 1.0f, 1.0f}};
  static const char *const names[] = {"V1", "V2", "V4"};
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (CalMap) map = NULL;
  g_autoptr (CalLayer) layer = NULL;

  for (int n = 0; n < 3; n++)
    cal_labels_builder_add (builder, n + 1, names[n], colours[n]);
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  map = make_map (cal_scene_get_cortex (f->scene), labels);
  layer = cal_layer_new ("labels", "labels", G_OBJECT (map));
  g_object_set (cal_layer_get_display (layer), "label-style", CAL_LABELS_FILLED, NULL);
  cal_scene_append (f->scene, layer);
  g_object_set (cal_layer_get_display (f->layer), "visible", FALSE, NULL);
  draw (f, 2.0);
  for (int y = 0; y < HEIGHT_PX; y++)
    for (int x = 0; x < WIDTH_PX; x++) {
      gsize vertex = 0;
      CalHemisphere hemisphere = cal_cortex_pick_find (f->pick, x, y, &vertex);
      CalSample sample = cal_map_get_vertex (map, hemisphere, vertex, 0);

      if (hemisphere != CAL_HEMISPHERE_UNKNOWN && sample.presence == CAL_VALUE)
        assert_colour (f, x, y, colours[(int) sample.value - 1]);
    }
  check_picked_label (f, map, layer);
  check_label_opacity (f, map, layer, colours);
}

/* Where the picked vertices of a hemisphere that pass @wanted are, on average. */
static double
find_mean_x (Fixture *f, CalHemisphere hemisphere, gboolean anterior_only, guint panel)
{
  const CalCortexPanel *p = &f->layout.panels[panel];
  double sum = 0.0, n = 0.0;

  for (int y = p->y_px; y < p->y_px + p->height_px; y++)
    for (int x = p->x_px; x < p->x_px + p->width_px; x++) {
      gsize vertex;
      double mm[3];

      if (cal_cortex_pick_find (f->pick, x, y, &vertex) != hemisphere)
        continue;
      cal_cortex_get_vertex_mm (cal_scene_get_cortex (f->scene), hemisphere, vertex, mm);
      if (anterior_only && mm[1] < 30.0)
        continue;
      sum += x - p->x_px - p->width_px / 2.0;
      n += 1.0;
    }
  g_assert_cmpfloat (n, >, 0.0);
  return sum / n;
}

/* Left is left: seen from above and behind the left hemisphere is on the left, from below and in
 * front on the right. The left hemisphere's lateral side has its front on the left. */
static void
test_left_is_left (Fixture *f, gconstpointer data)
{
  static const struct {
    CalViewPreset preset;
    double side;
  } seen[] = {{CAL_VIEW_DORSAL, -1.0},
              {CAL_VIEW_POSTERIOR, -1.0},
              {CAL_VIEW_VENTRAL, 1.0},
              {CAL_VIEW_ANTERIOR, 1.0}};
  static const struct {
    CalHemisphere hemisphere;
    double front;
  } panels[2][4] = {{{CAL_LEFT, -1.0}, {CAL_RIGHT, 1.0}, {CAL_LEFT, 1.0}, {CAL_RIGHT, -1.0}},
                    {{CAL_LEFT, -1.0}, {CAL_LEFT, 1.0}, {CAL_RIGHT, -1.0}, {CAL_RIGHT, 1.0}}};

  f->view.montage = CAL_MONTAGE_SINGLE;
  for (gsize n = 0; n < G_N_ELEMENTS (seen); n++) {
    f->view.preset = seen[n].preset;
    draw (f, 1.0);
    g_assert_cmpfloat (seen[n].side * find_mean_x (f, CAL_LEFT, FALSE, 0), >, 5.0);
    g_assert_cmpfloat (seen[n].side * find_mean_x (f, CAL_RIGHT, FALSE, 0), <, -5.0);
  }
  for (int montage = 0; montage < 2; montage++) {
    f->view.montage = montage == 0 ? CAL_MONTAGE_GRID : CAL_MONTAGE_ROW;
    draw (f, 2.0);
    g_assert_cmpuint (f->layout.n_panels, ==, 4);
    for (guint n = 0; n < 4; n++)
      g_assert_cmpfloat (panels[montage][n].front *
                             find_mean_x (f, panels[montage][n].hemisphere, TRUE, n),
                         >, 5.0);
  }
  draw (f, 4.0);
  g_assert_cmpuint (f->layout.n_panels, ==, 2);
  g_assert_cmpfloat (find_mean_x (f, CAL_LEFT, TRUE, 0), <, -5.0);
  g_assert_cmpfloat (find_mean_x (f, CAL_RIGHT, TRUE, 1), >, 5.0);
}

/* The cursor's vertex is picked back where its place is drawn. */
static void
test_projection_agrees (Fixture *f, gconstpointer data)
{
  int n_checked = 0;

  draw (f, 2.0);
  for (int y = 5; y < HEIGHT_PX; y += 7)
    for (int x = 5; x < WIDTH_PX; x += 7) {
      gsize vertex;
      CalHemisphere hemisphere = cal_cortex_pick_find (f->pick, x, y, &vertex);
      const CalCortexPanel *panel = cal_cortex_layout_find (&f->layout, x, y, NULL);
      double mm[3], pixel[3];

      if (hemisphere == CAL_HEMISPHERE_UNKNOWN)
        continue;
      g_assert_true (
          cal_shapes_get_vertex_mm (f->shapes, &f->drawing.shape, hemisphere, vertex, mm));
      cal_camera_project (&panel->camera, panel->width_px, panel->height_px, mm, pixel);
      g_assert_cmpfloat (fabs (pixel[0] + panel->x_px - x), <, 8.0);
      g_assert_cmpfloat (fabs (pixel[1] + panel->y_px - y), <, 8.0);
      n_checked++;
    }
  g_assert_cmpint (n_checked, >, 100);
}

#define ADD_SIZE(name, test, n_subdivisions) \
  g_test_add (name, Fixture, GINT_TO_POINTER (n_subdivisions), set_up, test, tear_down)
#define ADD(name, test) ADD_SIZE (name, test, 4)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/cortex-pixel/every-pixel", test_every_pixel);
  ADD_SIZE ("/cortex-pixel/small-triangles", test_small_triangles, 6);
  ADD ("/cortex-pixel/thresholds-and-turns", test_thresholds_and_turns);
  ADD ("/cortex-pixel/display-uploads-nothing", test_display_uploads_nothing);
  ADD ("/cortex-pixel/mixed", test_mixed);
  ADD_SIZE ("/cortex-pixel/mixed-small", test_mixed, 6);
  ADD ("/cortex-pixel/labels", test_labels);
  ADD ("/cortex-pixel/left-is-left", test_left_is_left);
  ADD ("/cortex-pixel/projection-agrees", test_projection_agrees);
  return g_test_run ();
}
