/* test-point-view.c - the point drawn at a place is the point picked there, however it is turned.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/point-view.h"

#include <math.h>
#include <string.h>

#include "render/vector/embedding-plot.h"

#define N 60

/* A dot of its own colour for each point. */
static void
make_colours (CalColumnColours *colours)
{
  colours->rgba = g_malloc_n (N, sizeof *colours->rgba);
  for (int p = 0; p < N; p++) {
    colours->rgba[p][0] = (float) (p + 1) / 255.0f;
    colours->rgba[p][1] = 0.5f;
    colours->rgba[p][2] = 0.25f;
    colours->rgba[p][3] = 1.0f;
  }
}

static void
scatter (double *coordinates, guint n_dims)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint k = 0; k < N * n_dims; k++)
    coordinates[k] = g_rand_double_range (rand, -3.0, 5.0);
}

static void
test_drawn_is_picked (void)
{
  double coordinates[2 * N];
  CalPointPlace places[N];
  CalPointView view;
  CalColumnColours colours = {.n = N};
  g_autofree guint32 *order = NULL;
  CalEmbeddingPlot plot = {.n = N,
                           .places = places,
                           .colours = &colours,
                           .hovered = -1,
                           .ink = cal_ink_get (CAL_THEME_DARK),
                           .scale = 1.0};
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 200);
  cairo_t *cr = cairo_create (surface);
  guint n_dots = 0;

  scatter (coordinates, 2);
  make_colours (&colours);
  cal_point_view_init (&view, 2);
  view.width_px = 300.0;
  view.height_px = 200.0;
  view.margin_px = 20.0;
  cal_point_view_fit (&view, coordinates, N);
  cal_point_view_zoom_at (&view, 1.3, 70.0, 40.0);
  cal_point_view_place (&view, coordinates, N, 9.0, places);
  order = cal_point_places_dup_order (places, N);
  plot.order = order;
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cal_embedding_plot_draw (cr, &plot);
  cairo_surface_flush (surface);
  for (int y = 0; y < 200; y++)
    for (int x = 0; x < 300; x++) {
      guint32 pixel;
      gssize picked = cal_point_places_pick (places, order, N, CAL_MARK_DOT, x + 0.5, y + 0.5, 0.0);
      gssize seen, edge = -1;

      memcpy (&pixel,
              cairo_image_surface_get_data (surface) +
                  y * cairo_image_surface_get_stride (surface) + 4 * x,
              4);
      seen = (gssize) (pixel >> 16 & 0xff) - 1;
      for (int p = 0; p < N; p++)
        if (fabs (hypot (x + 0.5 - places[p].x_px, y + 0.5 - places[p].y_px) - 9.0) < 0.6)
          edge = p;
      if (edge >= 0)
        continue;
      n_dots += seen >= 0;
      g_assert_cmpint (picked, ==, seen);
    }
  g_assert_cmpuint (n_dots, >, 3000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_free (colours.rgba);
}

/* Dots put straight into pixels look as Cairo's, inside, at the rim and over the edge. */
static void
test_raster (void)
{
  cairo_surface_t *surfaces[2];
  const double rgb[] = {0.9, 0.6, 0.2}, rgba[] = {0.4, 0.8, 0.7, 0.5};
  double worst = 0.0, sum[2] = {0.0, 0.0};
  CalRaster raster;

  for (int s = 0; s < 2; s++)
    surfaces[s] = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 120, 90);
  cal_raster_init (&raster, surfaces[1], 1.5);
  for (int line = 0; line < 2; line++) {
    cairo_t *cr = cairo_create (surfaces[0]);

    cairo_scale (cr, 1.5, 1.5);
    if (line == 0) {
      cairo_set_source_rgb (cr, rgb[0], rgb[1], rgb[2]);
      cairo_arc (cr, 30.3, 20.7, 5.2, 0.0, 2.0 * M_PI);
      cairo_fill (cr);
      cairo_arc (cr, 79.0, 1.0, 4.0, 0.0, 2.0 * M_PI);
      cairo_fill (cr);
      cal_raster_dot (&raster, 30.3, 20.7, 5.2, rgb);
      cal_raster_dot (&raster, 79.0, 1.0, 4.0, rgb);
    } else {
      cairo_set_source_rgba (cr, rgba[0], rgba[1], rgba[2], rgba[3]);
      cairo_set_line_width (cr, 1.0);
      cairo_move_to (cr, 10.0, 50.0);
      cairo_line_to (cr, 100.0, 33.0);
      cairo_stroke (cr);
      cairo_move_to (cr, 5.0, -9.0);
      cairo_line_to (cr, 20.0, 70.0);
      cairo_stroke (cr);
      cal_raster_line (&raster, 10.0, 50.0, 100.0, 33.0, 1.0, rgba);
      cal_raster_line (&raster, 5.0, -9.0, 20.0, 70.0, 1.0, rgba);
    }
    cairo_destroy (cr);
    cairo_surface_flush (surfaces[0]);
  }
  for (int y = 0; y < 90; y++)
    for (int x = 0; x < 120; x++) {
      guint32 pixels[2];

      for (int s = 0; s < 2; s++)
        memcpy (&pixels[s],
                cairo_image_surface_get_data (surfaces[s]) +
                    y * cairo_image_surface_get_stride (surfaces[s]) + 4 * x,
                4);
      for (int s = 0; s < 2; s++)
        sum[s] += pixels[s] >> 8 & 0xff;
      worst = fmax (worst, abs ((int) (pixels[0] >> 8 & 0xff) - (int) (pixels[1] >> 8 & 0xff)));
    }
  g_assert_cmpfloat (worst, <=, 60.0);
  g_assert_cmpfloat_with_epsilon (sum[1] / sum[0], 1.0, 0.03);
  for (int s = 0; s < 2; s++)
    cairo_surface_destroy (surfaces[s]);
}

/* Whatever the cloud is turned by, all of it is in the picture, distances to the centre stay, and
 * the nearest is drawn last. */
static void
test_turn (void)
{
  double coordinates[3 * N];
  CalPointPlace before[N], after[N];
  CalPointView view;
  g_autofree guint32 *order = NULL;

  scatter (coordinates, 3);
  cal_point_view_init (&view, 3);
  view.width_px = 240.0;
  view.height_px = 400.0;
  view.margin_px = 10.0;
  cal_point_view_fit (&view, coordinates, N);
  cal_point_view_place (&view, coordinates, N, 5.0, before);
  cal_point_view_turn (&view, 31.0, -77.0);
  cal_point_view_place (&view, coordinates, N, 5.0, after);
  order = cal_point_places_dup_order (after, N);
  for (int p = 0; p < N; p++) {
    double scale = 110.0 / view.radius[0], length[2];
    const CalPointPlace *both[] = {&before[p], &after[p]};

    for (int k = 0; k < 2; k++) {
      double z = (0.5 - both[k]->depth) * 2.0 * view.radius[0] * scale;

      length[k] = sqrt (pow (both[k]->x_px - 120.0, 2) + pow (both[k]->y_px - 200.0, 2) + z * z);
    }
    g_assert_cmpfloat_with_epsilon (length[0], length[1], 1e-6);
    g_assert_cmpfloat (after[p].x_px, >=, 9.999);
    g_assert_cmpfloat (after[p].x_px, <=, 230.001);
    if (p > 0)
      g_assert_cmpfloat (after[order[p - 1]].depth, >=, after[order[p]].depth);
  }
}

/* A drag to the right takes the front of the cloud to the right, one down takes it down. */
static void
test_turn_direction (void)
{
  const double front[3] = {0.0, 0.0, 1.0};
  CalPointPlace place;
  CalPointView view;

  for (int down = 0; down < 2; down++) {
    cal_point_view_init (&view, 3);
    view.width_px = view.height_px = 200.0;
    cal_point_view_turn (&view, down ? 0.0 : 10.0, down ? 10.0 : 0.0);
    cal_point_view_place (&view, front, 1, 5.0, &place);
    g_assert_cmpfloat (down ? place.y_px : place.x_px, >, 110.0);
    g_assert_cmpfloat_with_epsilon (down ? place.x_px : place.y_px, 100.0, 1e-9);
  }
}

static void
test_zoom_keeps_place (void)
{
  const double coordinates[] = {-1, -1, 1, 1, 0.3, 0.4};
  CalPointPlace before[3], after[3];
  CalPointView view;

  cal_point_view_init (&view, 2);
  view.width_px = 300.0;
  view.height_px = 300.0;
  cal_point_view_fit (&view, coordinates, 3);
  cal_point_view_place (&view, coordinates, 3, 5.0, before);
  cal_point_view_zoom_at (&view, 4.0, before[2].x_px, before[2].y_px);
  cal_point_view_place (&view, coordinates, 3, 5.0, after);
  g_assert_cmpfloat_with_epsilon (after[2].x_px, before[2].x_px, 1e-9);
  g_assert_cmpfloat_with_epsilon (after[2].y_px, before[2].y_px, 1e-9);
  g_assert_cmpfloat_with_epsilon (after[1].x_px - after[0].x_px,
                                  4.0 * (before[1].x_px - before[0].x_px), 1e-9);
}

static void
test_pick (void)
{
  const CalPointPlace places[] = {{10, 10, 0, 4}, {13, 10, 0, 4}, {40, 10, 0, 4}, {0, 0, 0, 0}};
  const guint32 order[] = {0, 1, 2, 3}, other[] = {1, 0, 2, 3};

  g_assert_cmpint (cal_point_places_pick (places, order, 4, CAL_MARK_DOT, 11, 10, 3), ==, 1);
  g_assert_cmpint (cal_point_places_pick (places, other, 4, CAL_MARK_DOT, 11, 10, 3), ==, 0);
  g_assert_cmpint (cal_point_places_pick (places, order, 4, CAL_MARK_DOT, 46, 10, 3), ==, 2);
  g_assert_cmpint (cal_point_places_pick (places, order, 4, CAL_MARK_DOT, 48, 10, 3), ==, -1);
  g_assert_cmpint (cal_point_places_pick (places, order, 4, CAL_MARK_DOT, 43, 13, 0), ==, -1);
  g_assert_cmpint (cal_point_places_pick (places, order, 4, CAL_MARK_SQUARE, 43, 13, 0), ==, 2);
  g_assert_cmpint (cal_point_places_pick (places, order, 4, CAL_MARK_DOT, 0, 0, 0), ==, -1);
}

static void
test_lasso (void)
{
  const CalPointPlace places[] = {
      {10, 10, 0, 4}, {50, 50, 0, 4}, {90, 10, 0, 4}, {50, 20, 0, 4}, {50, 50, 0, 0}};
  /* A C open to the right: its bay is outside. */
  const double polygon[] = {0, 0, 100, 0, 100, 30, 30, 30, 30, 70, 100, 70, 100, 100, 0, 100};
  g_autoptr (GArray) inside = cal_point_places_find_inside (places, 5, polygon, 8);
  g_autoptr (GArray) none = cal_point_places_find_inside (places, 5, polygon, 2);

  g_assert_cmpuint (inside->len, ==, 3);
  g_assert_cmpuint (g_array_index (inside, guint32, 0), ==, 0);
  g_assert_cmpuint (g_array_index (inside, guint32, 1), ==, 2);
  g_assert_cmpuint (g_array_index (inside, guint32, 2), ==, 3);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Every corner of the hull is a member, and no member lies outside an edge. */
static void
test_hull (void)
{
  double coordinates[2 * N];
  CalPointPlace places[N];
  guint32 members[N];
  CalPointView view;
  g_autoptr (GArray) hull = NULL;
  g_autoptr (GArray) line = NULL;
  const double *corners;

  scatter (coordinates, 2);
  cal_point_view_init (&view, 2);
  view.width_px = view.height_px = 300.0;
  cal_point_view_fit (&view, coordinates, N);
  cal_point_view_place (&view, coordinates, N, 4.0, places);
  for (guint32 m = 0; m < N; m++)
    members[m] = m;
  hull = cal_point_places_find_hull (places, members, N);
  corners = (const double *) (gconstpointer) hull->data;
  g_assert_cmpuint (hull->len, >=, 4);
  for (guint c = 0; c < hull->len; c++) {
    const double *a = &corners[2 * c], *b = &corners[2 * ((c + 1) % hull->len)];

    for (int p = 0; p < N; p++)
      g_assert_cmpfloat ((b[0] - a[0]) * (places[p].y_px - a[1]) -
                             (b[1] - a[1]) * (places[p].x_px - a[0]),
                         >, -1e-6);
  }
  for (int p = 0; p < 5; p++)
    places[p] = (CalPointPlace){10.0 * p, 20.0 * p, 0.0, 4.0};
  line = cal_point_places_find_hull (places, members, 5);
  g_assert_cmpuint (line->len, <, 3);
}

static void
test_not_a_number (void)
{
  const double coordinates[] = {0, 0, NAN, 1, 2, 2};
  CalPointPlace places[3];
  CalPointView view;

  cal_point_view_init (&view, 2);
  view.width_px = view.height_px = 100.0;
  cal_point_view_fit (&view, coordinates, 3);
  cal_point_view_place (&view, coordinates, 3, 4.0, places);
  g_assert_cmpfloat (places[1].half_px, ==, 0.0);
  g_assert_cmpfloat_with_epsilon (places[2].x_px, 100.0, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/point-view/drawn-is-picked", test_drawn_is_picked);
  g_test_add_func ("/point-view/raster", test_raster);
  g_test_add_func ("/point-view/turn", test_turn);
  g_test_add_func ("/point-view/turn-direction", test_turn_direction);
  g_test_add_func ("/point-view/zoom-keeps-place", test_zoom_keeps_place);
  g_test_add_func ("/point-view/pick", test_pick);
  g_test_add_func ("/point-view/lasso", test_lasso);
  g_test_add_func ("/point-view/hull", test_hull);
  g_test_add_func ("/point-view/not-a-number", test_not_a_number);
  return g_test_run ();
}
