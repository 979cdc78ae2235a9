/* test-colour-bar.c - the colour at a place of the bar is the colour of that value.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/colour-bar.h"

#include <math.h>
#include <string.h>

#include "render/vector/label-legend.h"

#define LENGTH 500

static cairo_surface_t *
draw_strip (CalDisplay *display, gboolean vertical)
{
  int width = vertical ? 10 : LENGTH, height = vertical ? LENGTH : 10;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_rectangle_t box = {0, 0, width, height};

  cal_colour_bar_draw_strip (cr, cal_display_get_state (display), cal_ink_get (CAL_THEME_DARK),
                             vertical, &box);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* The colour at a fraction of the strip, 0 to 255. */
static void
read_strip (cairo_surface_t *surface, gboolean vertical, int place, int rgb[3])
{
  const guint8 *row =
      cairo_image_surface_get_data (surface) +
      (vertical ? LENGTH - 1 - place : 5) * cairo_image_surface_get_stride (surface);
  guint32 pixel;

  memcpy (&pixel, row + (vertical ? 4 * 5 : 4 * place), sizeof pixel);
  for (int c = 0; c < 3; c++)
    rgb[c] = (int) (pixel >> (16 - 8 * c) & 0xff);
}

static void
test_colours (void)
{
  g_autoptr (CalDisplay) display = cal_display_new ();

  g_object_set (display, "colormap", "hot", "window-low", -2.0, "window-high", 3.0,
                "threshold-mode", CAL_THRESHOLD_ABOVE, "threshold", 0.5, NULL);
  for (int faded = 0; faded < 2; faded++)
    for (int vertical = 0; vertical < 2; vertical++) {
      cairo_surface_t *surface;

      g_object_set (display, "below-threshold", faded ? CAL_BELOW_FADED : CAL_BELOW_HIDDEN, NULL);
      surface = draw_strip (display, vertical);
      for (int place = 1; place < LENGTH; place += 7) {
        double value = -2.0 + 5.0 * (place + 0.5) / LENGTH;
        double share = value >= 0.5 ? 1.0 : faded ? 0.25 : 0.0;
        float expected[3];
        int found[3];

        /* A pixel at the edge of the hidden part may mix both. */
        if (fabs (value - 0.5) < 0.02)
          continue;
        cal_display_get_rgb (cal_display_get_state (display), value, expected);
        read_strip (surface, vertical, place, found);
        for (int c = 0; c < 3; c++)
          g_assert_cmpfloat_with_epsilon (found[c] / 255.0,
                                          share * (double) expected[c] +
                                              (1.0 - share) *
                                                  cal_ink_get (CAL_THEME_DARK)->hidden[c],
                                          0.03);
      }
      cairo_surface_destroy (surface);
    }
}

/* A threshold on another map's values hides nothing on this map's bar. */
static void
test_threshold_by_other (void)
{
  g_autoptr (CalDisplay) display = cal_display_new ();
  cairo_surface_t *surface;
  int rgb[3];

  g_object_set (display, "colormap", "hot", "threshold-mode", CAL_THRESHOLD_ABOVE, "threshold", 0.9,
                "threshold-by", "ceiling", NULL);
  surface = draw_strip (display, FALSE);
  read_strip (surface, FALSE, LENGTH / 2, rgb);
  g_assert_cmpint (rgb[0], >, rgb[2] + 50);
  cairo_surface_destroy (surface);
}

/* All that is drawn lies within what was measured, in both directions and sizes. */
static void
test_measure (void)
{
  g_autoptr (CalDisplay) display = cal_display_new ();

  g_object_set (display, "window-low", -1234.0, "window-high", 0.0567, "threshold-mode",
                CAL_THRESHOLD_MAGNITUDE, "threshold", 0.01, NULL);
  for (int vertical = 0; vertical < 2; vertical++)
    for (double scale = 1.0; scale < 4.0; scale += 1.25) {
      CalColourBar bar = {
          .display = cal_display_get_state (display),
          .caption = "A rather long name of a layer that needs a line of its own, %",
          .note = "shown where noise ceiling is at least 15 %",
          .ink = cal_ink_get (CAL_THEME_LIGHT),
          .vertical = vertical,
          .length_px = 160.0 * scale,
          .scale = scale,
      };
      cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cr = cairo_create (surface);
      double width, height, x, y, ink_width, ink_height;

      cal_colour_bar_measure (&bar, &width, &height);
      cal_colour_bar_draw (cr, &bar, 0.0, 0.0);
      cairo_recording_surface_ink_extents (surface, &x, &y, &ink_width, &ink_height);
      g_assert_cmpfloat (x, >=, -2.0 * scale);
      g_assert_cmpfloat (y, >=, -2.0 * scale);
      g_assert_cmpfloat (x + ink_width, <=, width + 2.0 * scale);
      g_assert_cmpfloat (y + ink_height, <=, height + 2.0 * scale);
      g_assert_cmpfloat (ink_height, >, 0.7 * height);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_caption (void)
{
  static const char *const cases[][4] = {
      {"Prediction score", "r", "%", "Prediction score · r, %"},
      {"Noise ceiling", "noise ceiling", "%", "noise ceiling, %"},
      {"noise_ceiling", "noise ceiling", "%", "noise ceiling, %"},
      {"noise", "noise ceiling", NULL, "noise · noise ceiling"},
      {"T1", NULL, NULL, "T1"},
      {"T1", NULL, "a.u.", "T1, a.u."},
      {NULL, NULL, NULL, ""},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *caption = cal_colour_bar_dup_caption (cases[n][0], cases[n][1], cases[n][2]);

    g_assert_cmpstr (caption, ==, cases[n][3]);
  }
}

/* The swatch of each label has its colour, and stays within the height that was measured. */
static void
test_legend (void)
{
  CalLabel labels[] = {{1, (char *) "V1", {1, 0, 0, 1}}, {2, (char *) "FFA-1", {0, 0, 1, 1}}};
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  CalLabelLegend legend = {list, NULL, cal_ink_get (CAL_THEME_DARK), 240.0, 1.0};
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 240, 16);
  cairo_t *cr = cairo_create (surface);
  const guint32 *row;

  g_ptr_array_add (list, &labels[0]);
  g_ptr_array_add (list, &labels[1]);
  g_assert_cmpfloat (cal_label_legend_measure (&legend), ==, 16.0);
  cal_label_legend_draw (cr, &legend, 0.0, 0.0);
  cairo_surface_flush (surface);
  row = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface) +
                                           8 * cairo_image_surface_get_stride (surface));
  g_assert_cmphex (row[5] & 0xffffff, ==, 0xff0000);
  g_assert_cmphex (row[125] & 0xffffff, ==, 0x0000ff);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/colour-bar/colours", test_colours);
  g_test_add_func ("/colour-bar/threshold-by-other", test_threshold_by_other);
  g_test_add_func ("/colour-bar/measure", test_measure);
  g_test_add_func ("/colour-bar/caption", test_caption);
  g_test_add_func ("/colour-bar/legend", test_legend);
  return g_test_run ();
}
