/* test-time-area.c - courses follow the cursor, prediction is compared, a click goes to a moment.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/time-area.h"

#include <adwaita.h>
#include <math.h>

#include "tests/support/window.h"
#include "tests/widgets/small-encoding.h"
#include "tests/widgets/small-rdm.h"

#define N_FRAMES 8

static const char *const shown[] = {"", "s0", "s0", "", "s3", "s3", "", "", NULL};

/* 1, 2, 4, 3, ... at every vertex, and its prediction. */
static const float measured[N_FRAMES] = {1, 2, 4, 3, 7, 5, 2, 0};
static const float predicted[N_FRAMES] = {2, 2, 3, 3, 6, 6, 1, 1};

typedef struct {
  SmallEncoding small;
  CalLayer *layer;
  GtkWidget *area, *window;
} Fixture;

static void
add (Fixture *f, const float *course, CalSeriesRole role, const char *unit)
{
  gsize n = f->small.n_vertices, dims[2] = {N_FRAMES, n};
  float *values = g_new (float, N_FRAMES *n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, N_FRAMES * n * sizeof *values);
  g_autoptr (CalTextArray) names = cal_text_array_new_from_strv (shown);
  g_autoptr (CalArray) array = NULL;
  g_autoptr (CalSeries) series = NULL;

  for (gsize i = 0; i < N_FRAMES * n; i++)
    values[i] = course[i / n];
  array = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
  series = cal_series_new (&(CalSeriesDesc){.name = "BOLD",
                                            .role = role,
                                            .axis = CAL_AXIS_TIME,
                                            .n_frames = N_FRAMES,
                                            .frame_ids = names,
                                            .frame_step = 2.0,
                                            .places = f->small.places,
                                            .unit = unit},
                           array, NULL);
  cal_encoding_scene_add (f->small.encoding, G_OBJECT (series));
}

/* A map of as many frames, which the view is to drive. */
static void
add_layer (Fixture *f)
{
  gsize n = 2 * f->small.n_vertices, dims[2] = {N_FRAMES, n};
  g_autoptr (GBytes) bytes =
      g_bytes_new_take (g_new0 (float, N_FRAMES *n), N_FRAMES * n * sizeof (float));
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
  g_autoptr (CalMap) map =
      cal_map_new (&(CalMapDesc){.name = "bold",
                                 .n_vertices = {f->small.n_vertices, f->small.n_vertices},
                                 .values = array},
                   NULL);

  f->layer = cal_layer_new ("bold", NULL, G_OBJECT (map));
  cal_scene_append (f->small.scene, f->layer);
}

static void
wait_for_courses (Fixture *f)
{
  double x, y;

  cal_test_window_settle ();
  while (!cal_time_area_get_point (CAL_TIME_AREA (f->area), 0, &x, &y))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  small_encoding_init (&f->small);
  f->area = cal_time_area_new (f->small.encoding, NULL);
  f->window = cal_test_window_show (f->area, 640, 400);
  add_layer (f);
  add (f, measured, CAL_SERIES_MEASURED, "%");
  add (f, predicted, CAL_SERIES_PREDICTED, "%");
  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, 0);
  wait_for_courses (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer area = f->area;

  g_object_add_weak_pointer (G_OBJECT (f->area), &area);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cal_test_window_settle ();
  g_assert_null (area);
  g_clear_object (&f->layer);
  small_encoding_clear (&f->small);
}

static double
wait_for_r (Fixture *f, double expected)
{
  double r = cal_time_area_get_r (CAL_TIME_AREA (f->area));

  for (int n = 0; n < 10000 && !(fabs (r - expected) < 1e-6); n++) {
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
    r = cal_time_area_get_r (CAL_TIME_AREA (f->area));
  }
  return r;
}

/* numpy: numpy.corrcoef ([1, 2, 4, 3, 7, 5, 2, 0], [2, 2, 3, 3, 6, 6, 1, 1])[0, 1] */
static void
test_r (Fixture *f, gconstpointer data)
{
  g_assert_cmpfloat_with_epsilon (wait_for_r (f, 0.9134141431056324), 0.9134141431056324, 1e-6);
}

/* What is in another unit is no repeat: the comparison stays as it was. */
static void
test_other_unit (Fixture *f, gconstpointer data)
{
  add (f, predicted, CAL_SERIES_MEASURED, "raw");
  cal_test_window_settle ();
  g_assert_cmpfloat_with_epsilon (wait_for_r (f, 0.9134141431056324), 0.9134141431056324, 1e-6);
}

static void
test_click (Fixture *f, gconstpointer data)
{
  double x, y;
  gsize n;

  if (!cal_test_can_point ())
    return;
  g_assert_true (cal_time_area_get_point (CAL_TIME_AREA (f->area), 4, &x, &y));
  cal_test_point (f->area, x, y, "click 1");
  g_assert_cmpuint (cal_display_get_state (cal_layer_get_display (f->layer))->frame, ==, 4);
  g_assert_cmpstr (
      cal_selection_get_stimuli (cal_encoding_scene_get_selection (f->small.encoding), &n)[0], ==,
      "s3");
}

static void
test_nowhere (Fixture *f, gconstpointer data)
{
  double x, y;

  cal_scene_move_to_vertex (f->small.scene, CAL_RIGHT, 0);
  g_assert_false (cal_time_area_get_point (CAL_TIME_AREA (f->area), 0, &x, &y));
  g_assert_true (isnan (cal_time_area_get_r (CAL_TIME_AREA (f->area))));
}

static void
test_drawing (Fixture *f, gconstpointer data)
{
  small_rdm_check_drawing (f->area, 400, 300);
}

int
main (int argc, char **argv)
{
  if (g_getenv ("DISPLAY") == NULL) {
    g_print ("1..0 # SKIP there is no display\n");
    return 0;
  }
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/time-area/r", Fixture, NULL, set_up, test_r, tear_down);
  g_test_add ("/time-area/other-unit", Fixture, NULL, set_up, test_other_unit, tear_down);
  g_test_add ("/time-area/click", Fixture, NULL, set_up, test_click, tear_down);
  g_test_add ("/time-area/nowhere", Fixture, NULL, set_up, test_nowhere, tear_down);
  g_test_add ("/time-area/drawing", Fixture, NULL, set_up, test_drawing, tear_down);
  return g_test_run ();
}
