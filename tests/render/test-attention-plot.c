/* test-attention-plot.c - every pixel of a picture has the colour of the patch that it lies in, and
 * that patch is picked there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "render/vector/attention-plot.h"
#include "render/vector/bar-list.h"

#define WIDTH 800
#define HEIGHT 600

/* Three by four patches of 14 pixels on a picture of 33 x 45: 9 and 11 pixels are padding. */
static const CalAttentionSpan span = {"image", 2, 12, {3, 4}, {14, 14}, {33, 45}, {0.0, 0.0}};

#define N_TOKENS 14

static CalAttentionPlot
make_plot (const CalAttentionMap *const *maps, guint n_maps)
{
  return (CalAttentionPlot){.maps = maps,
                            .n_maps = n_maps,
                            .spans = &span,
                            .n_spans = 1,
                            .caption = "",
                            .colormap = cal_colormap_find ("viridis"),
                            .shared = TRUE,
                            .opacity = 1.0,
                            .token = -1,
                            .hovered = -1,
                            .ink = cal_ink_get (CAL_THEME_DARK),
                            .scale = 1.0};
}

static CalAttentionMap
make_map (float *values)
{
  return (CalAttentionMap){.title = (char *) "V1", .values = values, .n = N_TOKENS};
}

static cairo_surface_t *
draw (const CalAttentionPlot *plot, CalAttentionLayout *layout)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  cal_attention_plot_lay_out (plot, WIDTH, HEIGHT, layout);
  cal_attention_plot_draw (cr, plot, layout);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
check_pixel (cairo_surface_t *surface, int x, int y, const double rgba[4])
{
  const guint8 *pixel =
      cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x;
  guint32 value;

  memcpy (&value, pixel, 4);
  for (int c = 0; c < 3; c++)
    g_assert_cmpint (abs ((int) (value >> (16 - 8 * c) & 255) - (int) lrint (255.0 * rgba[c])), <=,
                     1);
}

/* The model's pixel under a pixel of the drawing tells the patch, by the layout's own rule and
 * nothing of the drawing's. */
static gsize
find_token (const cairo_rectangle_t *picture, int x, int y)
{
  double column_px = ((double) x + 0.5 - picture->x) / picture->width * 45.0;
  double row_px = ((double) y + 0.5 - picture->y) / picture->height * 33.0;

  return 2 + (gsize) (row_px / 14.0) * 4 + (gsize) (column_px / 14.0);
}

static void
check_panel (const CalAttentionPlot *plot,
             const CalAttentionLayout *layout,
             cairo_surface_t *surface,
             guint panel)
{
  const cairo_rectangle_t *picture = &layout->pictures[panel];
  gboolean is_seen[N_TOKENS] = {FALSE};

  g_assert_cmpfloat (picture->x, ==, rint (picture->x));
  g_assert_cmpfloat (picture->y, ==, rint (picture->y));
  for (int y = (int) picture->y; y < (int) (picture->y + picture->height); y++)
    for (int x = (int) picture->x; x < (int) (picture->x + picture->width); x++) {
      gsize expected = find_token (picture, x, y), token;
      double rgba[4];
      guint map;

      g_assert_true (cal_attention_plot_pick (plot, layout, x + 0.5, y + 0.5, &map, &token));
      g_assert_cmpuint (map, ==, panel);
      g_assert_cmpuint (token, ==, expected);
      cal_attention_plot_get_rgba (plot, panel, (double) plot->maps[panel]->values[token], rgba);
      check_pixel (surface, x, y, rgba);
      is_seen[token] = TRUE;
    }
  for (gsize t = 2; t < N_TOKENS; t++)
    g_assert_true (is_seen[t]);
}

/* Three regions whose weights rise, fall and are on one corner. */
static void
test_pixels (void)
{
  float values[3][N_TOKENS];
  CalAttentionMap made[3];
  const CalAttentionMap *maps[3];

  for (int m = 0; m < 3; m++) {
    for (int t = 0; t < N_TOKENS; t++)
      values[m][t] = m == 0 ? 0.01f * (float) t : m == 1 ? 0.3f - 0.02f * (float) t : 0.0f;
    made[m] = make_map (values[m]);
    maps[m] = &made[m];
  }
  values[2][N_TOKENS - 1] = 1.0f;
  for (guint n = 1; n <= 3; n++)
    for (int shared = 0; shared < 2; shared++) {
      CalAttentionPlot plot = make_plot (maps, n);
      CalAttentionLayout layout;
      cairo_surface_t *surface;

      plot.shared = shared == 1;
      surface = draw (&plot, &layout);
      g_assert_cmpuint (layout.n_panels, ==, n);
      for (guint p = 0; p < n; p++)
        check_panel (&plot, &layout, surface, p);
      cairo_surface_destroy (surface);
    }
}

/* Each map's own highest weight, or that of all. */
static void
test_scale (void)
{
  float low[N_TOKENS] = {0.0f}, high[N_TOKENS] = {0.0f}, both[N_TOKENS] = {0.0f};
  CalAttentionMap first = make_map (low), second = make_map (high), third = make_map (both);
  const CalAttentionMap *maps[] = {&first, &second};
  const CalAttentionMap *difference = &third;
  CalAttentionPlot plot = make_plot (maps, 2);
  double window[2], rgba[4];

  low[5] = 0.25f;
  high[6] = 0.75f;
  both[2] = -0.5f;
  both[3] = 0.25f;
  cal_attention_plot_get_window (&plot, 0, &window[0], &window[1]);
  g_assert_cmpfloat (window[0], ==, 0.0);
  g_assert_cmpfloat (window[1], ==, 0.75);
  plot.shared = FALSE;
  cal_attention_plot_get_window (&plot, 0, &window[0], &window[1]);
  g_assert_cmpfloat (window[1], ==, 0.25);
  plot.fades = TRUE;
  plot.opacity = 0.5;
  cal_attention_plot_get_rgba (&plot, 0, 0.25, rgba);
  g_assert_cmpfloat (rgba[3], ==, 0.5);
  cal_attention_plot_get_rgba (&plot, 0, 0.0, rgba);
  g_assert_cmpfloat (rgba[3], ==, 0.0);
  cal_attention_plot_get_rgba (&plot, 0, NAN, rgba);
  g_assert_cmpfloat (rgba[3], ==, 0.0);
  plot = make_plot (&difference, 1);
  third.is_difference = TRUE;
  plot.fades = TRUE;
  cal_attention_plot_get_window (&plot, 0, &window[0], &window[1]);
  g_assert_cmpfloat (window[0], ==, -0.5);
  g_assert_cmpfloat (window[1], ==, 0.5);
  cal_attention_plot_get_rgba (&plot, 0, 0.0, rgba);
  g_assert_cmpfloat_with_epsilon (rgba[3], 0.0, 1e-9);
  cal_attention_plot_get_rgba (&plot, 0, -0.5, rgba);
  g_assert_cmpfloat (rgba[3], ==, 1.0);
  g_assert_cmpfloat (rgba[2], >, rgba[0]);
}

/* Between the middles of two patches lies the middle of their weights; never by default. */
static void
test_smooth (void)
{
  float values[N_TOKENS] = {0.0f};
  CalAttentionMap made = make_map (values);
  const CalAttentionMap *map = &made;
  CalAttentionPlot plot = make_plot (&map, 1);
  CalAttentionLayout layout;
  cairo_surface_t *surface;
  cairo_rectangle_t first;
  const guint8 *pixel;

  plot.colormap = cal_colormap_find ("gray");
  values[3] = 1.0f;
  plot.smooth = TRUE;
  surface = draw (&plot, &layout);
  g_assert_true (cal_attention_plot_get_patch (&layout, 0, 2, &first));
  pixel = cairo_image_surface_get_data (surface) +
          (int) (first.y + 0.5 * first.height) * cairo_image_surface_get_stride (surface) +
          4 * (int) (first.x + first.width);
  g_assert_cmpint (abs (pixel[0] - 128), <, 8);
  cairo_surface_destroy (surface);
}

/* What is wholly padding is nowhere. */
static void
test_padding (void)
{
  const CalAttentionSpan wide = {"image", 0, 4, {2, 2}, {10, 10}, {10, 15}, {0.0, 0.0}};
  float values[4] = {0.1f, 0.2f, 0.3f, 0.4f};
  CalAttentionMap made = {.title = (char *) "V1", .values = values, .n = 4, .on_padding = 0.7};
  const CalAttentionMap *map = &made;
  CalAttentionPlot plot = make_plot (&map, 1);
  CalAttentionLayout layout;
  cairo_rectangle_t box;

  plot.spans = &wide;
  cal_attention_plot_lay_out (&plot, WIDTH, HEIGHT, &layout);
  g_assert_true (cal_attention_plot_get_patch (&layout, 0, 1, &box));
  g_assert_cmpfloat_with_epsilon (box.width / layout.pictures[0].width, 1.0 / 3.0, 1e-6);
  g_assert_cmpfloat_with_epsilon (box.height, layout.pictures[0].height, 1e-6);
  g_assert_false (cal_attention_plot_get_patch (&layout, 0, 2, &box));
  g_assert_false (cal_attention_plot_get_patch (&layout, 0, 4, &box));
}

static void
test_bars (void)
{
  static const char *const names[] = {"a", "b", "c"};
  static const double colours[2][3] = {{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}};
  static const double values[] = {0.25, 0.75, NAN, NAN, 0.5, 0.5};
  CalBarList list = {.n_rows = 3,
                     .names = names,
                     .n_parts = 2,
                     .part_colours = colours,
                     .values = values,
                     .top = 1.0,
                     .picked = -1,
                     .picked_part = -1,
                     .box = {10.0, 10.0, 400.0, 40.0},
                     .ink = cal_ink_get (CAL_THEME_DARK),
                     .scale = 1.0};
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 420, 60);
  cairo_t *cr = cairo_create (surface);
  cairo_rectangle_t box;
  gsize row;
  gint part;

  g_assert_cmpuint (cal_bar_list_count_shown (&list), ==, 2);
  list.first = 1;
  cal_bar_list_draw (cr, &list);
  for (guint p = 0; p < 2; p++) {
    cal_bar_list_get_bar (&list, 2, p, &box);
    check_pixel (surface, (int) (box.x + 0.5 * box.width), (int) (box.y + 0.5 * box.height),
                 (double[]){colours[p][0], colours[p][1], colours[p][2], 1.0});
    g_assert_true (cal_bar_list_pick (&list, box.x + 1.0, box.y + 1.0, &row, &part));
    g_assert_cmpuint (row, ==, 2);
    g_assert_cmpint (part, ==, (gint) p);
  }
  cal_bar_list_get_bar (&list, 1, 0, &box);
  g_assert_cmpfloat (box.width, ==, 0.0);
  g_assert_false (cal_bar_list_pick (&list, 20.0, 60.0, &row, &part));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attention-plot/pixels", test_pixels);
  g_test_add_func ("/attention-plot/scale", test_scale);
  g_test_add_func ("/attention-plot/smooth", test_smooth);
  g_test_add_func ("/attention-plot/padding", test_padding);
  g_test_add_func ("/attention-plot/bars", test_bars);
  return g_test_run ();
}
