/* test-rsa-area.c - bars, cells and regions that are clicked; models that are chosen.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/rsa-area.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "tests/support/window.h"
#include "tests/widgets/small-rdm.h"

#define N 14

typedef struct {
  CalRdmScene *scene;
  GtkWidget *area, *window;
} Fixture;

static void
append (Fixture *f, const char *name, const char *roi, const char *subject, guint32 seed)
{
  g_autoptr (CalRdm) rdm = small_rdm_new (name, roi, subject, roi == NULL, N, seed);

  cal_rdm_scene_append (f->scene, rdm);
}

static void
wait_for_board (Fixture *f)
{
  CalRsaPlot plot;
  CalRsaLayout layout;

  while (!cal_rsa_area_get_layout (CAL_RSA_AREA (f->area), &plot, &layout))
    g_main_context_iteration (NULL, TRUE);
  cal_test_window_settle ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  f->scene = cal_rdm_scene_new ();
  append (f, "V1 of s1", "V1", "s1", 1);
  append (f, "V1 of s2", "V1", "s2", 2);
  append (f, "IT of s1", "IT", "s1", 3);
  append (f, "animacy", NULL, NULL, 0);
  append (f, "other", NULL, NULL, 9);
  f->area = cal_rsa_area_new (f->scene);
  json_parser_load_from_data (parser, "{\"method\": \"pearson\", \"resamples\": 100}", -1, NULL);
  cal_view_set_state (CAL_VIEW (f->area), json_parser_get_root (parser));
  f->window = cal_test_window_show (f->area, 760, 420);
  wait_for_board (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cal_test_window_close (f->window, f->area);
  g_assert_finalize_object (f->scene);
}

static double
correlate (CalRdm *a, CalRdm *b)
{
  gsize n = cal_rdm_get_n_pairs (a);
  double mean_a = 0, mean_b = 0, ab = 0, aa = 0, bb = 0;

  for (gsize p = 0; p < n; p++) {
    mean_a += cal_rdm_get_pair (a, p) / (double) n;
    mean_b += cal_rdm_get_pair (b, p) / (double) n;
  }
  for (gsize p = 0; p < n; p++) {
    double x = cal_rdm_get_pair (a, p) - mean_a, y = cal_rdm_get_pair (b, p) - mean_b;

    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / sqrt (aa * bb);
}

/* The cells hold the means over subjects, computed here anew; subjects give a ceiling. */
static void
test_numbers (Fixture *f, gconstpointer data)
{
  CalRsaPlot plot;
  CalRsaLayout layout;

  g_assert_true (cal_rsa_area_get_layout (CAL_RSA_AREA (f->area), &plot, &layout));
  g_assert_cmpuint (plot.n_models, ==, 2);
  g_assert_cmpuint (plot.n_regions, ==, 2);
  g_assert_cmpstr (plot.regions[0], ==, "V1");
  g_assert_cmpstr (plot.models[0], ==, "animacy");
  for (guint m = 0; m < 2; m++) {
    CalRdm *model = cal_rdm_scene_get (f->scene, 3 + m);
    double first = correlate (model, cal_rdm_scene_get (f->scene, 0));
    double second = correlate (model, cal_rdm_scene_get (f->scene, 1));

    g_assert_cmpfloat_with_epsilon (plot.similarity[m * 2], 0.5 * (first + second), 1e-9);
    g_assert_cmpfloat_with_epsilon (plot.similarity[m * 2 + 1],
                                    correlate (model, cal_rdm_scene_get (f->scene, 2)), 1e-9);
  }
  g_assert_true (isfinite (plot.ceiling[0]) && isfinite (plot.ceiling[1]));
  g_assert_true (isnan (plot.ceiling[2]));
}

static void
test_click (Fixture *f, gconstpointer data)
{
  CalRsaPlot plot;
  CalRsaLayout layout;
  cairo_rectangle_t box;
  CalSelection *selection = cal_rdm_scene_get_selection (f->scene);

  if (!cal_test_can_point ())
    return;
  g_assert_true (cal_rsa_area_get_layout (CAL_RSA_AREA (f->area), &plot, &layout));
  g_assert_true (cal_rsa_plot_get_bar (&plot, &layout, 1, &box));
  cal_test_point (f->area, box.x + 0.5 * box.width, box.y + 0.5 * box.height, "click 1");
  g_assert_true (cal_rdm_scene_get_current (f->scene) == cal_rdm_scene_get (f->scene, 0));
  g_assert_true (cal_rdm_scene_get_compared (f->scene) == cal_rdm_scene_get (f->scene, 4));
  cal_rsa_plot_get_cell (&plot, &layout, 0, 1, &box);
  cal_test_point (f->area, box.x + 0.5 * box.width, box.y + 0.5 * box.height, "click 1");
  g_assert_true (cal_rdm_scene_get_current (f->scene) == cal_rdm_scene_get (f->scene, 2));
  g_assert_true (cal_rdm_scene_get_compared (f->scene) == cal_rdm_scene_get (f->scene, 3));
  g_assert_cmpstr (cal_selection_get_region (selection), ==, "IT");
  cal_rsa_plot_get_cell (&plot, &layout, 0, 0, &box);
  cal_test_point (f->area, box.x + 0.5 * box.width, box.y - 8.0, "click 1");
  g_assert_cmpstr (cal_selection_get_region (selection), ==, "V1");
  /* Another view selects a region: its bars are drawn. */
  cal_selection_set_region (selection, "IT");
  cal_test_window_settle ();
  cal_rsa_area_get_layout (CAL_RSA_AREA (f->area), &plot, &layout);
  g_assert_cmpuint (plot.region, ==, 1);
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  if (!cal_test_can_point ())
    return;
  cal_test_point (f->area, 3.0, 3.0, "click 1 key Right key Right");
  g_assert_true (cal_rdm_scene_get_compared (f->scene) == cal_rdm_scene_get (f->scene, 4));
  cal_test_point (f->area, 3.0, 3.0, "key Left key Down");
  g_assert_true (cal_rdm_scene_get_compared (f->scene) == cal_rdm_scene_get (f->scene, 3));
  g_assert_true (cal_rdm_scene_get_current (f->scene) == cal_rdm_scene_get (f->scene, 2));
  g_assert_cmpstr (cal_selection_get_region (cal_rdm_scene_get_selection (f->scene)), ==, "IT");
}

/* Without a model there is nothing to compare; with another one there is one row more. */
static void
test_models (Fixture *f, gconstpointer data)
{
  CalRsaPlot plot;
  CalRsaLayout layout;
  g_autofree char *title = NULL;

  cal_rdm_scene_set_is_model (f->scene, cal_rdm_scene_get (f->scene, 3), FALSE);
  cal_rdm_scene_set_is_model (f->scene, cal_rdm_scene_get (f->scene, 4), FALSE);
  cal_test_window_settle ();
  g_assert_false (cal_rsa_area_get_layout (CAL_RSA_AREA (f->area), &plot, &layout));
  cal_rdm_scene_set_is_model (f->scene, cal_rdm_scene_get (f->scene, 2), TRUE);
  wait_for_board (f);
  cal_rsa_area_get_layout (CAL_RSA_AREA (f->area), &plot, &layout);
  g_assert_cmpuint (plot.n_models, ==, 1);
  g_assert_cmpuint (plot.n_regions, ==, 3);
  title = cal_view_dup_title (CAL_VIEW (f->area));
  g_assert_cmpstr (title, ==, "RSA · 1 model × 3 regions · 14 conditions");
}

static void
test_figure (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonNode) state = cal_view_dup_state (CAL_VIEW (f->area));
  CalRsaPlot plot;
  CalRsaLayout layout;

  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (state), "method"), ==,
                   "pearson");
  small_rdm_check_drawing (f->area, 700, 400);
  cal_rdm_scene_clear (f->scene);
  cal_test_window_settle ();
  g_assert_false (cal_rsa_area_get_layout (CAL_RSA_AREA (f->area), &plot, &layout));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
      {"/rsa-area/numbers", test_numbers}, {"/rsa-area/click", test_click},
      {"/rsa-area/keys", test_keys},       {"/rsa-area/models", test_models},
      {"/rsa-area/figure", test_figure},
  };

  if (!cal_test_window_init (&argc, &argv))
    return 0;
  adw_init ();
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].path, Fixture, NULL, set_up, tests[n].func, tear_down);
  return g_test_run ();
}
