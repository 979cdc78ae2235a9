/* test-word-plot.c - a bar is as long as its share, and the row that is clicked is the one drawn.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/word-plot.h"

#include <math.h>
#include <string.h>

#define WIDTH 600
#define HEIGHT 300

static const CalWordBar bars[] = {
    {"face", 40, 10, 2.5}, {"man", 20, 20, 0.1}, {"street", 0, 80, -3.0}, {"hat", 1, 0, NAN}};

static CalWordPlot
make_plot (void)
{
  return (CalWordPlot){.bars = bars,
                       .n_bars = 4,
                       .n_in = 100,
                       .n_out = 200,
                       .region = "FFA",
                       .rest = "rest of cortex",
                       .picked = -1,
                       .ink = cal_ink_get (CAL_THEME_DARK),
                       .scale = 1.0};
}

/* How far to the right a row of pixels has a colour that is not grey: the end of its bar. */
static int
find_end (cairo_surface_t *surface, int y)
{
  const guchar *row = cairo_image_surface_get_data (surface) +
                      (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
  int end = -1;

  for (int x = 0; x < WIDTH; x++) {
    const guchar *pixel = row + 4 * x;
    int most = MAX (MAX (pixel[0], pixel[1]), pixel[2]);
    int least = MIN (MIN (pixel[0], pixel[1]), pixel[2]);

    if (most - least > 100)
      end = x;
  }
  return end;
}

/* Shares are 0.4, 0.2 and 0 in the region, 0.05, 0.1 and 0.4 elsewhere; the longest fills the room.
 */
static void
test_lengths (void)
{
  CalWordPlot plot = make_plot ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  int in[3], out[3];

  cal_word_plot_draw (cr, &plot, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (guint b = 0; b < 3; b++) {
    int y = (int) cal_word_plot_get_middle (&plot, b);

    in[b] = find_end (surface, y - 4);
    out[b] = find_end (surface, y + 4);
    g_assert_cmpint (cal_word_plot_pick (&plot, HEIGHT, y), ==, (gint) b);
  }
  g_assert_cmpint (in[0], >, 0);
  g_assert_cmpint (in[2], ==, -1);
  g_assert_cmpint (ABS (in[0] - out[2]), <=, 1);
  /* 120 pixels of names and margin come before the bars. */
  g_assert_cmpfloat_with_epsilon ((in[1] - 120.0) / (in[0] - 120.0), 0.5, 0.02);
  g_assert_cmpfloat_with_epsilon ((out[1] - 120.0) / (in[0] - 120.0), 0.25, 0.02);
  cairo_surface_destroy (surface);
}

static void
test_picked (void)
{
  CalWordPlot plot = make_plot ();

  g_assert_cmpuint (cal_word_plot_count_shown (&plot, HEIGHT), ==, 4);
  g_assert_cmpuint (cal_word_plot_count_shown (&plot, 110.0), ==, 2);
  g_assert_cmpuint (cal_word_plot_count_shown (&plot, 20.0), ==, 0);
  g_assert_cmpint (cal_word_plot_pick (&plot, HEIGHT, 5.0), ==, -1);
  g_assert_cmpint (cal_word_plot_pick (&plot, HEIGHT, HEIGHT - 1.0), ==, -1);
  plot.first = 2;
  g_assert_cmpuint (cal_word_plot_count_shown (&plot, HEIGHT), ==, 2);
  g_assert_cmpint (cal_word_plot_pick (&plot, HEIGHT, cal_word_plot_get_middle (&plot, 2)), ==, 2);
  plot.first = 4;
  g_assert_cmpuint (cal_word_plot_count_shown (&plot, HEIGHT), ==, 0);
  plot.n_bars = 0;
  g_assert_cmpint (cal_word_plot_pick (&plot, HEIGHT, 60.0), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-plot/lengths", test_lengths);
  g_test_add_func ("/word-plot/picked", test_picked);
  return g_test_run ();
}
