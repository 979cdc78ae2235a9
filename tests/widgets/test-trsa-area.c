/* test-trsa-area.c - l and u dragged on the histogram, moved by keys, set by a click on the map.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/trsa-area.h"

#include <adwaita.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/window.h"
#include "tests/widgets/small-rdm.h"

#define N 14

typedef struct {
  CalRdmScene *scene;
  GtkWidget *area, *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  double x, y;

  f->scene = cal_rdm_scene_new ();
  for (guint32 s = 0; s < 4; s++) {
    g_autofree char *subject = g_strdup_printf ("s%u", s / 2);
    g_autoptr (CalRdm) rdm =
        small_rdm_new ("RDM", s % 2 == 0 ? "V1" : "IT", subject, FALSE, N, s + 3);

    cal_rdm_scene_append (f->scene, rdm);
  }
  f->area = cal_trsa_area_new (f->scene);
  f->window = cal_test_window_show (f->area, 760, 560);
  while (!cal_trsa_area_get_threshold_place (CAL_TRSA_AREA (f->area), 0, &x, &y) ||
         !cal_trsa_area_get_map_place (CAL_TRSA_AREA (f->area), 0, 0, &x, &y))
    g_main_context_iteration (NULL, TRUE);
  for (int k = 0; k < 6; k++)
    cal_test_window_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cal_test_window_close (f->window, f->area);
  g_assert_finalize_object (f->scene);
}

static void
get_thresholds (Fixture *f, double *lower, double *upper)
{
  cal_rdm_scene_get_transform (f->scene, lower, upper);
}

static void
test_drag (Fixture *f, gconstpointer data)
{
  double x, y, lower, upper, found_x;

  if (!cal_test_can_point ())
    return;
  g_assert_cmpint (cal_rdm_scene_get_transform (f->scene, NULL, NULL), ==, CAL_RDM_UNTRANSFORMED);
  g_assert_true (cal_trsa_area_get_threshold_place (CAL_TRSA_AREA (f->area), 0, &x, &y));
  cal_test_point (f->area, x, y, "mousedown 1");
  cal_test_point (f->area, x + 20.0, y, "");
  cal_test_point (f->area, x + 40.0, y, "mouseup 1");
  g_assert_cmpint (cal_rdm_scene_get_transform (f->scene, NULL, NULL), ==, CAL_RDM_BY_RANK);
  get_thresholds (f, &lower, &upper);
  g_assert_cmpfloat (lower, >, 0.0);
  g_assert_cmpfloat (upper, ==, 1.0);
  /* It stands where it was let go. */
  g_assert_true (cal_trsa_area_get_threshold_place (CAL_TRSA_AREA (f->area), 0, &found_x, &y));
  g_assert_cmpfloat_with_epsilon (found_x, x + 40.0, 1.5);
  g_assert_true (cal_trsa_area_get_threshold_place (CAL_TRSA_AREA (f->area), 1, &x, &y));
  cal_test_point (f->area, x, y, "mousedown 1");
  cal_test_point (f->area, found_x - 60.0, y, "");
  cal_test_point (f->area, found_x - 61.0, y, "mouseup 1");
  /* u stops at l. */
  get_thresholds (f, &lower, &upper);
  g_assert_cmpfloat_with_epsilon (upper, lower, 1e-12);
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  double x, y, lower, upper;

  if (!cal_test_can_point ())
    return;
  cal_rdm_scene_set_transform (f->scene, CAL_RDM_BY_RANK, 0.2, 0.8);
  g_assert_true (cal_trsa_area_get_threshold_place (CAL_TRSA_AREA (f->area), 0, &x, &y));
  cal_test_point (f->area, x, y, "click 1 key Right key Right key shift+Right");
  get_thresholds (f, &lower, &upper);
  g_assert_cmpfloat_with_epsilon (lower, 0.27, 0.011);
  cal_rdm_scene_set_transform (f->scene, CAL_RDM_BY_RANK, 0.2, 0.8);
  cal_test_point (f->area, 4.0, 4.0, "key u key Left key Page_Down");
  get_thresholds (f, &lower, &upper);
  g_assert_cmpfloat_with_epsilon (lower, 0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (upper, 0.74, 1e-9);
  cal_test_point (f->area, 4.0, 4.0, "key Home");
  get_thresholds (f, &lower, &upper);
  g_assert_cmpfloat (lower, ==, 0.0);
  g_assert_cmpfloat (upper, ==, 1.0);
}

static void
test_map (Fixture *f, gconstpointer data)
{
  double x, y, lower, upper;

  if (!cal_test_can_point ())
    return;
  g_assert_true (cal_trsa_area_get_map_place (CAL_TRSA_AREA (f->area), 4, 13, &x, &y));
  cal_test_point (f->area, x, y, "click 1");
  get_thresholds (f, &lower, &upper);
  g_assert_cmpfloat_with_epsilon (lower, 0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (upper, 0.65, 1e-12);
  /* u below l is no place. */
  g_assert_true (cal_trsa_area_get_map_place (CAL_TRSA_AREA (f->area), 15, 3, &x, &y));
  cal_test_point (f->area, x, y, "click 1");
  get_thresholds (f, &lower, &upper);
  g_assert_cmpfloat_with_epsilon (lower, 0.2, 1e-12);
}

/* Counted anew, pair by pair. */
static void
test_kept (Fixture *f, gconstpointer data)
{
  CalRdm *rdm = cal_rdm_scene_get_current (f->scene);
  gsize n_pairs = cal_rdm_get_n_pairs (rdm), n_expected = 0, n_drawn;

  for (gsize p = 0; p < n_pairs; p++) {
    gsize n_below = 0;

    for (gsize q = 0; q < n_pairs; q++)
      n_below += cal_rdm_get_pair (rdm, q) < cal_rdm_get_pair (rdm, p);
    /* The rank of p, scaled, below the quantile 0.3 of the ranks. */
    n_expected += (double) n_below / (double) (n_pairs - 1) < 0.3;
  }
  cal_rdm_scene_set_transform (f->scene, CAL_RDM_BY_RANK, 0.1, 0.3);
  g_assert_cmpuint (cal_trsa_area_get_n_kept (CAL_TRSA_AREA (f->area), &n_drawn), ==, n_expected);
  g_assert_cmpuint (n_drawn, ==, n_expected);
}

static void
test_figure (Fixture *f, gconstpointer data)
{
  double x, y;
  g_autofree char *title = NULL;
  g_autoptr (JsonNode) state = cal_view_dup_state (CAL_VIEW (f->area));

  cal_rdm_scene_set_transform (f->scene, CAL_RDM_BY_DISTANCE, 0.25, 0.5);
  for (int k = 0; k < 6; k++)
    cal_test_window_settle ();
  small_rdm_check_drawing (f->area, 640, 480);
  title = cal_view_dup_title (CAL_VIEW (f->area));
  g_assert_nonnull (strstr (title, "l 0.25 u 0.50"));
  cal_view_set_state (CAL_VIEW (f->area), state);
  cal_rdm_scene_clear (f->scene);
  cal_test_window_settle ();
  g_assert_false (cal_trsa_area_get_threshold_place (CAL_TRSA_AREA (f->area), 0, &x, &y));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
      {"/trsa-area/drag", test_drag},     {"/trsa-area/keys", test_keys},
      {"/trsa-area/map", test_map},       {"/trsa-area/kept", test_kept},
      {"/trsa-area/figure", test_figure},
  };

  if (!cal_test_window_init (&argc, &argv))
    return 0;
  adw_init ();
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].path, Fixture, NULL, set_up, tests[n].func, tear_down);
  return g_test_run ();
}
