/* test-colour-key.c - a place of the key is values, these values are that place, and the colour
 * drawn there is theirs.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/colour-key.h"

#include <math.h>
#include <string.h>

#include "render/vector/label-legend.h"

#define WIDTH 420
#define HEIGHT 240
#define SCALE 2.0
/* Of the pixels that are looked at: to find one costs a layout of the letters. */
#define STEP 8

typedef struct {
  CalScene *scene;
  CalLayer *layers[3];
  CalColourKey key;
  cairo_surface_t *picture;
} Fixture;

static CalLayer *
make_layer (const char *id, double low, double high)
{
  static const float values[4] = {0.0f, 1.0f, 2.0f, 3.0f};
  g_autoptr (GBytes) bytes = g_bytes_new_static (values, sizeof values);
  const gsize n = 4;
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  CalMapDesc desc = {.name = id, .values = array, .n_vertices = {4, 0}};
  g_autoptr (CalMap) map = cal_map_new (&desc, NULL);
  CalLayer *layer = cal_layer_new (id, id, G_OBJECT (map));

  cal_display_set_window (cal_layer_get_display (layer), low, high);
  return layer;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char *const ids[3] = {"score", "ceiling", "third"};

  f->scene = cal_scene_new ();
  for (int n = 0; n < 3; n++) {
    f->layers[n] = make_layer (ids[n], n * -0.5, 1.0 + n);
    cal_scene_append (f->scene, f->layers[n]);
  }
  g_object_set (cal_layer_get_display (f->layers[0]), "colormap", "viridis", "second-by", ids[1],
                "third-by", ids[2], NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->picture, cairo_surface_destroy);
  for (int n = 0; n < 3; n++)
    g_object_unref (f->layers[n]);
  g_object_unref (f->scene);
}

static void
draw (Fixture *f)
{
  double width, height;
  cairo_t *cr;

  f->key = (CalColourKey){.colouring = cal_colouring_of (f->scene, f->layers[0]),
                          .captions = {"Score · r", "Noise ceiling, %", "Third"},
                          .note = "where noise ceiling ≥ 10 %",
                          .ink = cal_ink_get (CAL_THEME_LIGHT),
                          .length_px = 300.0,
                          .scale = SCALE};
  cal_colour_key_measure (&f->key, &width, &height);
  g_assert_cmpfloat (width, <=, WIDTH);
  g_assert_cmpfloat (height, <=, HEIGHT * SCALE);
  g_clear_pointer (&f->picture, cairo_surface_destroy);
  f->picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, (int) (HEIGHT * SCALE));
  cr = cairo_create (f->picture);
  cal_colour_key_draw (cr, &f->key, 0.0, 0.0);
  cairo_destroy (cr);
  cairo_surface_flush (f->picture);
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

/* Every pixel on colours, but for the frame, has the colour of the values found there. Returns how
 * many. */
static guint
check_pixels (Fixture *f, guint axes)
{
  guint n_checked = 0;

  for (int y = 0; y < HEIGHT * SCALE; y += STEP)
    for (int x = 0; x < WIDTH; x += STEP) {
      static const int around[5][2] = {{0, 0}, {12, 0}, {-12, 0}, {0, 12}, {0, -12}};
      CalKeySpot spot, other;
      gboolean inner = TRUE;
      float expected[3];
      int rgb[3];

      if (!cal_colour_key_find (&f->key, x + 0.5, y + 0.5, &spot) || spot.axes != axes ||
          spot.part < 0)
        continue;
      /* Beside a strip is found too, and the picture's colours go over into each other. */
      for (int n = 0; n < 5 && inner; n++)
        inner &=
            cal_colour_key_find (&f->key, x + 0.5 + around[n][0], y + 0.5 + around[n][1], &other) &&
            other.part == spot.part;
      if (!inner)
        continue;
      cal_colouring_mix (&f->key.colouring, spot.fractions, expected);
      get_pixel (f, x, y, rgb);
      for (int c = 0; c < 3; c++)
        g_assert_cmpfloat (fabs (rgb[c] - 255.0 * (double) expected[c]), <=, 7.0);
      n_checked++;
    }
  return n_checked;
}

static void
test_colours (Fixture *f, gconstpointer data)
{
  CalDisplay *display = cal_layer_get_display (f->layers[0]);

  draw (f);
  g_assert_cmpuint (check_pixels (f, 1), >, 4);
  g_object_set (display, "colour-mode", CAL_COLOUR_TWO_MAPS, NULL);
  for (int map = 0; map < CAL_N_SQUARE_MAPS; map++) {
    g_object_set (display, "square-map", map, NULL);
    draw (f);
    g_assert_cmpuint (check_pixels (f, 3), >, 300);
  }
}

/* A drag from one place to another picks what lies between, and nothing else. */
static void
test_drag (Fixture *f, gconstpointer data)
{
  CalDisplay *display = cal_layer_get_display (f->layers[0]);
  CalKeySpot from, to;
  double pick[3][2] = {{0.0, 1.0}, {0.0, 1.0}, {0.0, 1.0}};
  guint n_in = 0;

  g_object_set (display, "colour-mode", CAL_COLOUR_TWO_MAPS, NULL);
  draw (f);
  g_assert_true (cal_colour_key_find (&f->key, 250.0, 60.0, &from));
  g_assert_true (cal_colour_key_find (&f->key, 190.0, 140.0, &to));
  cal_colour_key_follow (&f->key, &from, 190.0, 140.0, pick);
  g_assert_cmpfloat (pick[0][0], ==, to.fractions[0]);
  g_assert_cmpfloat (pick[0][1], ==, from.fractions[0]);
  g_assert_cmpfloat (pick[1][0], ==, to.fractions[1]);
  g_assert_cmpfloat (pick[1][1], ==, from.fractions[1]);
  cal_display_set_pick (display, pick, NULL);
  f->key.colouring = cal_colouring_of (f->scene, f->layers[0]);
  for (int x = 150; x < 320; x += 6)
    for (int y = 20; y < 200; y += 6) {
      gboolean between = x >= 190 && x <= 250 && y >= 60 && y <= 140;
      double values[3] = {0.0, 0.0, 0.0};
      CalKeySpot spot;

      if (!cal_colour_key_find (&f->key, x, y, &spot))
        continue;
      for (guint axis = 0; axis < 2; axis++) {
        const CalDisplayState *window =
            cal_display_get_state (cal_layer_get_display (f->layers[axis]));

        values[axis] =
            window->window_low + spot.fractions[axis] * (window->window_high - window->window_low);
      }
      g_assert_cmpint (cal_colouring_is_picked (&f->key.colouring, values), ==, between);
      n_in += between;
    }
  g_assert_cmpuint (n_in, >, 80);
  /* Beyond the square is its edge, and what is beyond the window with it. */
  cal_colour_key_follow (&f->key, &from, 9999.0, -9999.0, pick);
  g_assert_cmpfloat (pick[0][1], ==, 1.0);
  g_assert_cmpfloat (pick[1][1], ==, 1.0);
}

/* Three strips, and the discs' lobes: which of the three are high. */
static void
test_three (Fixture *f, gconstpointer data)
{
  guint n_axis[3] = {0, 0, 0}, n_lobe[8] = {0};

  g_object_set (cal_layer_get_display (f->layers[0]), "colour-mode", CAL_COLOUR_RGB, NULL);
  draw (f);
  for (int y = 0; y < HEIGHT * SCALE; y += 4)
    for (int x = 0; x < WIDTH; x += STEP) {
      CalKeySpot spot;
      guint lobe = 0;
      int rgb[3];

      if (!cal_colour_key_find (&f->key, x + 0.5, y + 0.5, &spot))
        continue;
      if (spot.part >= 0) {
        g_assert_cmpuint (spot.axes, ==, 1u << spot.part);
        n_axis[spot.part]++;
        continue;
      }
      get_pixel (f, x, y, rgb);
      for (guint axis = 0; axis < 3; axis++) {
        lobe |= (spot.fractions[axis] > 0.5 ? 1u : 0u) << axis;
        g_assert_cmpfloat (spot.click[axis][0], ==, spot.fractions[axis] > 0.5 ? 0.5 : 0.0);
        g_assert_cmpfloat (spot.click[axis][1], ==, spot.fractions[axis] > 0.5 ? 1.0 : 0.5);
      }
      n_lobe[lobe] += (rgb[0] == 255) == ((lobe & 1) != 0) &&
                      (rgb[1] == 255) == ((lobe & 2) != 0) && (rgb[2] == 255) == ((lobe & 4) != 0);
    }
  for (int axis = 0; axis < 3; axis++)
    g_assert_cmpuint (n_axis[axis], >, 30);
  g_assert_cmpuint (n_lobe[0], ==, 0);
  for (int lobe = 1; lobe < 8; lobe++)
    g_assert_cmpuint (n_lobe[lobe], >, 1);
}

/* Zero is to the right, a quarter of a turn is up. */
static void
test_wheel (Fixture *f, gconstpointer data)
{
  CalDisplay *display = cal_layer_get_display (f->layers[0]);
  double width, height, sums[4][2] = {{0}}, counts[4] = {0};
  guint n_right = 0, n_all = 0;

  g_object_set (display, "colormap", "hsv", NULL);
  cal_display_set_window (display, 0.0, 360.0);
  draw (f);
  cal_colour_key_measure (&f->key, &width, &height);
  for (int y = 0; y < height; y += STEP)
    for (int x = 0; x < width; x += STEP) {
      CalKeySpot spot;
      float expected[3];
      int rgb[3], quarter;

      if (!cal_colour_key_find (&f->key, x + 0.5, y + 0.5, &spot))
        continue;
      quarter = (int) floor (4.0 * spot.fractions[0] + 0.5) % 4;
      sums[quarter][0] += x;
      sums[quarter][1] += y;
      counts[quarter] += 1.0;
      cal_colouring_mix (&f->key.colouring, spot.fractions, expected);
      get_pixel (f, x, y, rgb);
      n_all++;
      n_right += fabs (rgb[0] - 255.0 * (double) expected[0]) < 9.0 &&
                 fabs (rgb[1] - 255.0 * (double) expected[1]) < 9.0 &&
                 fabs (rgb[2] - 255.0 * (double) expected[2]) < 9.0;
    }
  for (int quarter = 0; quarter < 4; quarter++)
    g_assert_cmpfloat (counts[quarter], >, 9.0);
  g_assert_cmpuint (n_right, >, n_all * 9 / 10);
  g_assert_cmpfloat (sums[0][0] / counts[0], >, sums[2][0] / counts[2] + 40.0);
  g_assert_cmpfloat (sums[1][1] / counts[1], <, sums[3][1] / counts[3] - 40.0);
}

/* What the threshold hides is grey: of the axis that it is compared with. */
static void
test_threshold (Fixture *f, gconstpointer data)
{
  CalDisplay *display = cal_layer_get_display (f->layers[0]);
  const double low_first[3] = {0.1, 0.9, 0.0}, low_second[3] = {0.9, 0.1, 0.0};
  double rgb[3];

  g_object_set (display, "colour-mode", CAL_COLOUR_TWO_MAPS, "threshold-mode", CAL_THRESHOLD_ABOVE,
                "threshold", 0.5, NULL);
  draw (f);
  cal_colour_key_get_rgb (&f->key, 3, low_first, rgb);
  g_assert_cmpfloat (rgb[2], ==, f->key.ink->hidden[2]);
  cal_colour_key_get_rgb (&f->key, 3, low_second, rgb);
  g_assert_cmpfloat (rgb[2], !=, f->key.ink->hidden[2]);
  g_object_set (display, "threshold-by", "ceiling", NULL);
  draw (f);
  cal_colour_key_get_rgb (&f->key, 3, low_first, rgb);
  g_assert_cmpfloat (rgb[2], !=, f->key.ink->hidden[2]);
  cal_colour_key_get_rgb (&f->key, 3, low_second, rgb);
  g_assert_cmpfloat (rgb[2], ==, f->key.ink->hidden[2]);
  /* Nothing is hidden on a strip of another map. */
  cal_colour_key_get_rgb (&f->key, 1, low_second, rgb);
  g_assert_cmpfloat (rgb[2], !=, f->key.ink->hidden[2]);
}

/* Regions stay in the order of their table, row by row, and each is found at its own swatch. */
static void
test_regions (Fixture *f, gconstpointer data)
{
  CalLabel labels[20];
  static const gsize counts[20] = {12043, 7};
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  CalLabelLegend legend = {.labels = list,
                           .caption = "Winner",
                           .ink = cal_ink_get (CAL_THEME_DARK),
                           .width_px = 480.0,
                           .scale = 1.0,
                           .counts = counts};
  guint n_found = 0, last = 0;

  for (int n = 0; n < 20; n++) {
    labels[n] = (CalLabel){n, (char *) "layer", {1, 0, 0, 1}};
    g_ptr_array_add (list, &labels[n]);
  }
  g_assert_null (cal_label_legend_find (&legend, 240.0, 8.0));
  for (int y = 24; y < 24 + 4 * 16; y += 16)
    for (int x = 5; x < 480; x += 120) {
      const CalLabel *label = cal_label_legend_find (&legend, x, y);

      if (label == NULL)
        continue;
      g_assert_cmpint (label->key, >=, (int) last);
      last = (guint) label->key;
      n_found++;
    }
  /* The last place says how many more there are. */
  g_assert_cmpuint (n_found, ==, 15);
  g_assert_cmpuint (last, ==, 14);
}

#define ADD(name, test) g_test_add ("/colour-key/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("colours", test_colours);
  ADD ("drag", test_drag);
  ADD ("three", test_three);
  ADD ("wheel", test_wheel);
  ADD ("threshold", test_threshold);
  ADD ("regions", test_regions);
  return g_test_run ();
}
