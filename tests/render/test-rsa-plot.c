/* test-rsa-plot.c - a bar is as high as its value, and the bar and cell drawn are those picked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/rsa-plot.h"

#include <math.h>
#include <string.h>

#include "render/vector/axis.h"

static const char *const models[] = {"animacy", "category", "pixels", NULL};
static const char *const regions[] = {"V1", "IT", NULL};
static const double similarity[] = {0.1, 0.4, NAN, 0.3, 0.2, -0.1};
static const double low[] = {0.05, 0.3, NAN, 0.2, 0.1, -0.2};
static const double high[] = {0.15, 0.5, NAN, 0.4, 0.3, 0.0};
static const double ceiling[] = {NAN, NAN, 0.45, 0.6};
static const guint8 is_better[] = {0, 0, 1, 0, 0, 1, 0, 0, 0};

static CalRsaPlot
make_plot (guint region)
{
  return (CalRsaPlot){.n_models = 3,
                      .n_regions = 2,
                      .models = models,
                      .regions = regions,
                      .similarity = similarity,
                      .low = low,
                      .high = high,
                      .ceiling = ceiling,
                      .is_better = is_better,
                      .statistic = "Spearman r",
                      .region = region,
                      .picked_model = -1,
                      .ink = cal_ink_get (CAL_THEME_DARK),
                      .scale = 1.0};
}

static guint32
read_pixel (cairo_surface_t *surface, double x, double y)
{
  guint32 pixel;

  memcpy (&pixel,
          cairo_image_surface_get_data (surface) +
              (int) y * cairo_image_surface_get_stride (surface) + 4 * (int) x,
          4);
  return pixel & 0xffffff;
}

/* Side by side, and one above the other. */
static void
test_drawn_is_picked (void)
{
  const int sizes[][2] = {{900, 500}, {500, 900}};

  for (int s = 0; s < 2; s++) {
    CalRsaPlot plot = make_plot (1);
    cairo_surface_t *surface =
        cairo_image_surface_create (CAIRO_FORMAT_RGB24, sizes[s][0], sizes[s][1]);
    cairo_t *cr = cairo_create (surface);
    CalRsaLayout layout;
    guint model, region;

    cal_rsa_plot_lay_out (&plot, sizes[s][0], sizes[s][1], &layout);
    cal_rsa_plot_draw (cr, &plot, &layout);
    cairo_surface_flush (surface);
    for (guint m = 0; m < 3; m++) {
      cairo_rectangle_t box;

      for (guint r = 0; r < 2; r++) {
        cal_rsa_plot_get_cell (&plot, &layout, m, r, &box);
        g_assert_cmpint (
            cal_rsa_plot_pick (&plot, &layout, box.x + 3.0, box.y + 3.0, &model, &region), ==,
            CAL_RSA_CELL);
        g_assert_cmpuint (model, ==, m);
        g_assert_cmpuint (region, ==, r);
        g_assert_cmpint (read_pixel (surface, box.x + 3.0, box.y + 3.0) != 0, ==,
                         !isnan (similarity[2 * m + r]));
      }
      g_assert_true (cal_rsa_plot_get_bar (&plot, &layout, m, &box));
      g_assert_cmphex (read_pixel (surface, box.x + 3.0, box.y + 0.5 * box.height), ==, 0x4094a6);
      g_assert_cmpint (cal_rsa_plot_pick (&plot, &layout, box.x + 3.0, box.y + 0.5 * box.height,
                                          &model, &region),
                       ==, CAL_RSA_BAR);
      g_assert_cmpuint (model, ==, m);
      g_assert_cmpuint (region, ==, 1);
    }
    cairo_destroy (cr);
    cairo_surface_destroy (surface);
  }
}

static void
test_bars (void)
{
  CalRsaPlot plot = make_plot (1);
  CalRsaLayout layout;
  cairo_rectangle_t first, second, third;

  cal_rsa_plot_lay_out (&plot, 800.0, 400.0, &layout);
  g_assert_true (cal_rsa_plot_get_bar (&plot, &layout, 0, &first));
  g_assert_true (cal_rsa_plot_get_bar (&plot, &layout, 1, &second));
  g_assert_true (cal_rsa_plot_get_bar (&plot, &layout, 2, &third));
  g_assert_cmpfloat_with_epsilon (first.height / second.height, 0.4 / 0.3, 1e-9);
  g_assert_cmpfloat_with_epsilon (first.y + first.height, third.y, 1e-9);
  /* The ceiling and the lowest interval are inside. */
  g_assert_cmpfloat (layout.top, >, 0.6);
  g_assert_cmpfloat (layout.bottom, <=, -0.2);
  g_assert_cmpuint (layout.n_rows, ==, 2);
  plot.region = 0;
  cal_rsa_plot_lay_out (&plot, 800.0, 400.0, &layout);
  g_assert_false (cal_rsa_plot_get_bar (&plot, &layout, 1, &second));
}

static void
test_region (void)
{
  CalRsaPlot plot = make_plot (0);
  CalRsaLayout layout;
  cairo_rectangle_t box;
  guint model, region;

  cal_rsa_plot_lay_out (&plot, 800.0, 400.0, &layout);
  cal_rsa_plot_get_cell (&plot, &layout, 0, 1, &box);
  g_assert_cmpint (cal_rsa_plot_pick (&plot, &layout, box.x + 4.0, box.y - 6.0, &model, &region),
                   ==, CAL_RSA_REGION);
  g_assert_cmpuint (region, ==, 1);
  g_assert_cmpint (cal_rsa_plot_pick (&plot, &layout, 1.0, 1.0, &model, &region), ==,
                   CAL_RSA_NOTHING);
  plot.n_models = 0;
  cal_rsa_plot_lay_out (&plot, 800.0, 400.0, &layout);
  g_assert_cmpint (cal_rsa_plot_pick (&plot, &layout, 200.0, 100.0, &model, &region), ==,
                   CAL_RSA_NOTHING);
}

static void
test_step (void)
{
  g_assert_cmpfloat_with_epsilon (cal_axis_get_step (1.0, 5), 0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (cal_axis_get_step (0.37, 6), 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon (cal_axis_get_step (2300.0, 5), 500.0, 1e-9);
  g_assert_cmpfloat (cal_axis_get_step (0.0, 5), ==, 0.0);
  g_assert_cmpfloat (cal_axis_get_step (INFINITY, 5), ==, 0.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rsa-plot/drawn-is-picked", test_drawn_is_picked);
  g_test_add_func ("/rsa-plot/bars", test_bars);
  g_test_add_func ("/rsa-plot/region", test_region);
  g_test_add_func ("/rsa-plot/axis-step", test_step);
  return g_test_run ();
}
