/* test-profile-area.c - the profile follows the cursor; bars are clicked; contrasts are painted.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/profile-area.h"

#include <adwaita.h>
#include <math.h>

#include "tests/support/window.h"
#include "tests/widgets/small-encoding.h"
#include "tests/widgets/small-rdm.h"

typedef struct {
  SmallEncoding small;
  CalSelection *selection;
  GtkWidget *area, *window;
  GObject *painted;
} Fixture;

static void
paint_cb (Fixture *f, const char *key, GObject *data)
{
  g_assert_cmpstr (key, ==, "contrast");
  g_set_object (&f->painted, data);
}

static double
wait_for_bar (Fixture *f, const char *name, double *x, double *y)
{
  double value = NAN, at[2];

  cal_test_window_settle ();
  while (!cal_profile_area_get_bar (CAL_PROFILE_AREA (f->area), name, &value, &at[0], &at[1]))
    g_main_context_iteration (NULL, TRUE);
  if (x != NULL) {
    *x = at[0];
    *y = at[1];
  }
  return value;
}

/* Lets jobs end that were begun for an earlier place. */
static double
wait_for_value (Fixture *f, const char *name, double expected)
{
  double value = wait_for_bar (f, name, NULL, NULL);

  for (int n = 0; n < 10000 && fabs (value - expected) > 1e-5; n++) {
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
    value = wait_for_bar (f, name, NULL, NULL);
  }
  return value;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  small_encoding_init (&f->small);
  f->selection = cal_encoding_scene_get_selection (f->small.encoding);
  f->area = cal_profile_area_new (f->small.encoding);
  f->window = cal_test_window_show (f->area, 640, 480);
  g_signal_connect_swapped (f->small.encoding, "paint", G_CALLBACK (paint_cb), f);
  small_encoding_add_responses (&f->small, "responses", CAL_SERIES_MEASURED);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer area = f->area;

  g_object_add_weak_pointer (G_OBJECT (f->area), &area);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cal_test_window_settle ();
  g_assert_null (area);
  g_clear_object (&f->painted);
  small_encoding_clear (&f->small);
}

/* Means of three stimuli: 5, 5.1, 5.2 and 1.3, 1.4, 1.5. */
static void
test_categories (Fixture *f, gconstpointer data)
{
  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, 0);
  g_assert_cmpfloat_with_epsilon (wait_for_value (f, "faces", 5.1), 5.1, 1e-5);
  g_assert_cmpfloat_with_epsilon (wait_for_bar (f, "places", NULL, NULL), 1.4, 1e-5);
  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, f->small.n_vertices - 1);
  g_assert_cmpfloat_with_epsilon (wait_for_value (f, "places", 5.4), 5.4, 1e-5);
}

static void
test_each (Fixture *f, gconstpointer data)
{
  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, 0);
  cal_profile_area_set_column (CAL_PROFILE_AREA (f->area), NULL);
  g_assert_cmpfloat_with_epsilon (wait_for_value (f, "s2", 5.2), 5.2, 1e-5);
}

static void
test_nowhere (Fixture *f, gconstpointer data)
{
  double value, x, y;

  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, 0);
  wait_for_bar (f, "faces", NULL, NULL);
  cal_scene_move_to_vertex (f->small.scene, CAL_RIGHT, 3);
  g_assert_false (cal_profile_area_get_bar (CAL_PROFILE_AREA (f->area), "faces", &value, &x, &y));
}

static void
test_click (Fixture *f, gconstpointer data)
{
  double x, y;
  gsize n;

  if (!cal_test_can_point ())
    return;
  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, 0);
  wait_for_bar (f, "places", &x, &y);
  cal_test_point (f->area, x, y, "click 1");
  g_assert_cmpstr (cal_selection_get_stimuli (f->selection, &n)[0], ==, "s3");
  g_assert_cmpuint (n, ==, 3);
}

/* t = (5.1 - 1.4) / sqrt (2 * 0.1² / 3) = 45.315... in the face region, its negative elsewhere. */
static void
test_contrast (Fixture *f, gconstpointer data)
{
  double t;

  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, 0);
  wait_for_bar (f, "faces", NULL, NULL);
  cal_profile_area_contrast (CAL_PROFILE_AREA (f->area), "faces", "places");
  while (f->painted == NULL)
    g_main_context_iteration (NULL, TRUE);
  t = 3.7 / sqrt (2.0 * 0.01 / 3.0);
  g_assert_cmpfloat_with_epsilon (cal_map_get_element (CAL_MAP (f->painted), 0, 0).value, t, 1e-2);
  t = (1.1 - 5.4) / sqrt (2.0 * 0.01 / 3.0);
  g_assert_cmpfloat_with_epsilon (
      cal_map_get_element (CAL_MAP (f->painted), f->small.n_vertices - 1, 0).value, t, 1e-2);
  g_assert_cmpint (cal_map_get_vertex (CAL_MAP (f->painted), CAL_RIGHT, 0, 0).presence, ==,
                   CAL_OUTSIDE);
  g_assert_cmpstr (cal_map_get_desc (CAL_MAP (f->painted))->statistic, ==, "t");
}

static void
test_drawing (Fixture *f, gconstpointer data)
{
  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, 0);
  wait_for_bar (f, "faces", NULL, NULL);
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
  g_test_add ("/profile-area/categories", Fixture, NULL, set_up, test_categories, tear_down);
  g_test_add ("/profile-area/each", Fixture, NULL, set_up, test_each, tear_down);
  g_test_add ("/profile-area/nowhere", Fixture, NULL, set_up, test_nowhere, tear_down);
  g_test_add ("/profile-area/click", Fixture, NULL, set_up, test_click, tear_down);
  g_test_add ("/profile-area/contrast", Fixture, NULL, set_up, test_contrast, tear_down);
  g_test_add ("/profile-area/drawing", Fixture, NULL, set_up, test_drawing, tear_down);
  return g_test_run ();
}
