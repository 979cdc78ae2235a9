/* test-profile-plot.c - petals and bars: the dimension drawn at a place is the one picked there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/profile-plot.h"

#include <math.h>
#include <string.h>

#include "model/labels.h"

#define N 12

static const char *const names[N] = {"metal", "food",  "animal", "textile", "plant", "house",
                                     "body",  "thing", "wheel",  "tool",    "fire",  "wood"};

static void
test_drawn_is_picked (gconstpointer data)
{
  CalProfileStyle style = (CalProfileStyle) GPOINTER_TO_INT (data);
  double values[N];
  g_autofree guint *order = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 500, 420);
  cairo_t *cr = cairo_create (surface);
  CalProfilePlot plot = {.n = N,
                         .names = names,
                         .values = values,
                         .style = style,
                         .n_shown = N,
                         .picked = -1,
                         .box = {10.0, 10.0, 480.0, 400.0},
                         .ink = cal_ink_get (CAL_THEME_DARK),
                         .scale = 1.0};

  for (int d = 0; d < N; d++)
    values[d] = 1.0 + (d * 7 % N) * 0.1;
  order = cal_profile_plot_dup_order (values, N, TRUE);
  plot.order = order;
  plot.top = cal_profile_plot_find_top (values, NULL, N);
  cal_profile_plot_draw (cr, &plot);
  cairo_surface_flush (surface);
  for (guint shown = 0; shown < N; shown++) {
    float rgba[4];
    guint32 pixel;
    double x, y;

    cal_profile_plot_get_middle (&plot, shown, &x, &y);
    if (style == CAL_PROFILE_BARS)
      x += 4.0;
    g_assert_cmpint (cal_profile_plot_pick (&plot, x, y), ==, (gint) order[shown]);
    if (style == CAL_PROFILE_ROSE)
      x += 0.3 * (250.0 - x), y += 0.3 * (210.0 - y);
    memcpy (&pixel,
            cairo_image_surface_get_data (surface) +
                (int) y * cairo_image_surface_get_stride (surface) + 4 * (int) x,
            4);
    cal_labels_pick_colour (order[shown], rgba);
    g_assert_cmpint (abs ((int) (pixel >> 16 & 0xff) - (int) lround ((double) rgba[0] * 255.0)), <=,
                     1);
    g_assert_cmpint (abs ((int) (pixel & 0xff) - (int) lround ((double) rgba[2] * 255.0)), <=, 1);
  }
  g_assert_cmpint (cal_profile_plot_pick (&plot, 5.0, 5.0), ==, -1);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_order (void)
{
  const double values[] = {0.5, NAN, 2.0, 0.5};
  g_autofree guint *by_value = cal_profile_plot_dup_order (values, 4, TRUE);
  g_autofree guint *as_is = cal_profile_plot_dup_order (values, 4, FALSE);
  const guint expected[] = {2, 0, 3, 1};

  for (guint d = 0; d < 4; d++) {
    g_assert_cmpuint (by_value[d], ==, expected[d]);
    g_assert_cmpuint (as_is[d], ==, d);
  }
  g_assert_cmpfloat (cal_profile_plot_find_top (values, NULL, 4), ==, 2.0);
  g_assert_cmpfloat (cal_profile_plot_find_top (NULL, NULL, 0), ==, 1.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/profile-plot/rose", GINT_TO_POINTER (CAL_PROFILE_ROSE),
                        test_drawn_is_picked);
  g_test_add_data_func ("/profile-plot/bars", GINT_TO_POINTER (CAL_PROFILE_BARS),
                        test_drawn_is_picked);
  g_test_add_func ("/profile-plot/order", test_order);
  return g_test_run ();
}
