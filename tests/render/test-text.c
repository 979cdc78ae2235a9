/* test-text.c - letters lie where they were measured.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/text.h"

#include <string.h>

/* The box of pixels that are not transparent. */
static gboolean
find_ink (cairo_surface_t *surface, int box[4])
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *pixels;

  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  box[0] = width;
  box[1] = height;
  box[2] = box[3] = -1;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      if (pixels[y * stride + 4 * x + 3] > 40) {
        box[0] = MIN (box[0], x);
        box[1] = MIN (box[1], y);
        box[2] = MAX (box[2], x);
        box[3] = MAX (box[3], y);
      }
  return box[2] >= 0;
}

/* The three alignments put the text before, around and behind the same point. */
static void
test_alignment (void)
{
  for (int a = 0; a < 3; a++) {
    cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 200, 60);
    cairo_t *cr = cairo_create (surface);
    CalTextStyle style = {
        .size_px = 16.0, .align_x = a / 2.0, .align_y = 0.5, .rgba = {1, 1, 1, 1}};
    double width, height;
    int box[4];

    cal_text_measure (&style, "0000", &width, &height);
    cal_text_draw (cr, &style, "0000", 100.0, 30.0);
    g_assert_true (find_ink (surface, box));
    g_assert_cmpint (box[0], >=, (int) (100.0 - style.align_x * width) - 1);
    g_assert_cmpint (box[2], <=, (int) (100.0 + (1.0 - style.align_x) * width) + 1);
    g_assert_cmpint (box[2] - box[0], >, (int) (0.8 * width));
    g_assert_cmpint (box[1], >=, (int) (30.0 - 0.5 * height) - 1);
    g_assert_cmpint (box[3], <=, (int) (30.0 + 0.5 * height) + 1);
    cairo_destroy (cr);
    cairo_surface_destroy (surface);
  }
}

static void
test_digits_are_equally_wide (void)
{
  CalTextStyle style = {.size_px = 12.0};
  double ones, eights;

  cal_text_measure (&style, "111.1", &ones, NULL);
  cal_text_measure (&style, "888.8", &eights, NULL);
  g_assert_cmpfloat_with_epsilon (ones, eights, 1e-6);
}

static void
test_ellipsis (void)
{
  CalTextStyle style = {.size_px = 12.0, .max_width_px = 80.0};
  double limited, full;

  cal_text_measure (&style, "lateral occipitotemporal cortex", &limited, NULL);
  g_assert_cmpfloat (limited, <=, 80.0);
  g_assert_cmpfloat (limited, >, 50.0);
  style.max_width_px = 0.0;
  cal_text_measure (&style, "lateral occipitotemporal cortex", &full, NULL);
  g_assert_cmpfloat (full, >, 160.0);
}

/* Twice the size is exactly twice as wide: no hinting, so every resolution looks the same. */
static void
test_scales (void)
{
  CalTextStyle small = {.size_px = 10.0}, large = {.size_px = 40.0};
  double small_width, large_width;

  cal_text_measure (&small, "noise ceiling, %", &small_width, NULL);
  cal_text_measure (&large, "noise ceiling, %", &large_width, NULL);
  g_assert_cmpfloat_with_epsilon (large_width / small_width, 4.0, 0.02);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/alignment", test_alignment);
  g_test_add_func ("/text/digits", test_digits_are_equally_wide);
  g_test_add_func ("/text/ellipsis", test_ellipsis);
  g_test_add_func ("/text/scales", test_scales);
  return g_test_run ();
}
