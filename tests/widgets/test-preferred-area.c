/* test-preferred-area.c - pictures are ranked by the response of a region, and clicked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/preferred-area.h"

#include <adwaita.h>

#include "tests/support/window.h"
#include "tests/widgets/small-encoding.h"
#include "tests/widgets/small-rdm.h"

typedef struct {
  SmallEncoding small;
  CalSelection *selection;
  GtkWidget *area, *window;
} Fixture;

static const char *
wait_for_tile (Fixture *f, gboolean top, guint nth, const char *expected, double *x, double *y)
{
  const char *id = NULL;

  cal_test_window_settle ();
  for (int n = 0; n < 10000 && g_strcmp0 (id, expected) != 0; n++) {
    id = cal_preferred_area_get_tile (CAL_PREFERRED_AREA (f->area), top, nth, x, y);
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  }
  return id;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  small_encoding_init (&f->small);
  f->selection = cal_encoding_scene_get_selection (f->small.encoding);
  f->area = cal_preferred_area_new (f->small.encoding, NULL);
  f->window = cal_test_window_show (f->area, 640, 480);
  small_encoding_add_responses (&f->small, "predictions", CAL_SERIES_PREDICTED);
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
  small_encoding_clear (&f->small);
}

/* Faces: s2 5.2, s1 5.1, s0 5.0; then places: s5 1.5, s4 1.4, s3 1.3. Elsewhere the other way. */
static void
test_regions (Fixture *f, gconstpointer data)
{
  double x, y;

  cal_selection_set_region (f->selection, "FFA");
  g_assert_cmpstr (wait_for_tile (f, TRUE, 0, "s2", &x, &y), ==, "s2");
  g_assert_cmpstr (wait_for_tile (f, TRUE, 1, "s1", &x, &y), ==, "s1");
  g_assert_cmpstr (wait_for_tile (f, FALSE, 0, "s3", &x, &y), ==, "s3");
  cal_selection_set_region (f->selection, "PPA");
  g_assert_cmpstr (wait_for_tile (f, TRUE, 0, "s5", &x, &y), ==, "s5");
  g_assert_cmpstr (wait_for_tile (f, FALSE, 0, "s0", &x, &y), ==, "s0");
}

static void
test_no_region (Fixture *f, gconstpointer data)
{
  double x, y;

  cal_selection_set_region (f->selection, "FFA");
  wait_for_tile (f, TRUE, 0, "s2", &x, &y);
  cal_selection_set_region (f->selection, NULL);
  g_assert_null (cal_preferred_area_get_tile (CAL_PREFERRED_AREA (f->area), TRUE, 0, &x, &y));
}

static void
test_click (Fixture *f, gconstpointer data)
{
  double x, y;
  gsize n;

  if (!cal_test_can_point ())
    return;
  cal_selection_set_region (f->selection, "FFA");
  wait_for_tile (f, TRUE, 1, "s1", &x, &y);
  cal_test_point (f->area, x, y, "click 1");
  g_assert_cmpstr (cal_selection_get_stimuli (f->selection, &n)[0], ==, "s1");
}

/* Pictures that were made for a region stand in a band of their own, which pushes the others up. */
static void
test_generated (Fixture *f, gconstpointer data)
{
  const char *const made[] = {"m0", NULL}, *const regions[] = {"FFA", NULL};
  g_autoptr (CalTextArray) ids = cal_text_array_new_from_strv (made);
  g_autoptr (CalTextArray) names = cal_text_array_new_from_strv (regions);
  g_autoptr (CalStimuli) pictures = cal_stimuli_new ("made", ids, NULL, NULL, NULL);
  g_autoptr (CalDecoding) decoding = cal_decoding_new ("made", pictures, NULL, names, NULL);
  double x, y, later_x, later_y;

  cal_selection_set_region (f->selection, "FFA");
  wait_for_tile (f, FALSE, 0, "s3", &x, &y);
  cal_encoding_scene_add (f->small.encoding, G_OBJECT (decoding));
  wait_for_tile (f, FALSE, 0, "s3", &later_x, &later_y);
  g_assert_cmpfloat (later_y, <, y);
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
  g_test_add ("/preferred-area/regions", Fixture, NULL, set_up, test_regions, tear_down);
  g_test_add ("/preferred-area/no-region", Fixture, NULL, set_up, test_no_region, tear_down);
  g_test_add ("/preferred-area/click", Fixture, NULL, set_up, test_click, tear_down);
  g_test_add ("/preferred-area/generated", Fixture, NULL, set_up, test_generated, tear_down);
  return g_test_run ();
}
