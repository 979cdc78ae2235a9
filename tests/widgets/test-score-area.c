/* test-score-area.c - charts of scores have the right numbers; a click selects a region, a brush
 * picks vertices, winners and differences are painted.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/score-area.h"

#include <adwaita.h>
#include <math.h>

#include "tests/support/window.h"
#include "tests/widgets/small-encoding.h"
#include "tests/widgets/small-rdm.h"

/* On the left hemisphere: model A is v / n, model B is 0.5 everywhere; the last vertex of A has no
 * data. The right hemisphere is outside of both. The ceiling is 25 % in FFA, 100 % in PPA. */
typedef struct {
  SmallEncoding small;
  CalSelection *selection;
  GtkWidget *area, *window;
  GHashTable *painted;
} Fixture;

static void
paint_cb (Fixture *f, const char *key, GObject *data)
{
  g_hash_table_insert (f->painted, g_strdup (key), g_object_ref (data));
}

static void
unpaint_cb (Fixture *f, const char *key)
{
  g_hash_table_remove (f->painted, key);
}

static void
add_map (Fixture *f, const char *name, const float *values, const char *statistic, const char *unit)
{
  gsize n = f->small.n_vertices;
  g_autoptr (GBytes) bytes = g_bytes_new (values, n * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  g_autoptr (GObject) map = cal_places_paint (
      f->small.places,
      &(CalPaint){.name = name, .values = array, .statistic = statistic, .unit = unit}, NULL);
  g_autoptr (CalLayer) layer = cal_layer_new (name, NULL, map);

  cal_scene_insert (f->small.scene, 0, layer);
}

static const CalScoreFigures *
wait_for (Fixture *f, CalScoreChart chart)
{
  CalScoreArea *area = CAL_SCORE_AREA (f->area);

  cal_test_window_settle ();
  for (;;) {
    CalScoreBoard *board = cal_score_area_get_board (area);
    const CalScoreFigures *figures = board != NULL ? cal_score_board_get_figures (board) : NULL;

    if (figures != NULL && figures->chart == chart &&
        (chart != CAL_SCORE_CHART_REGIONS || figures->has_intervals))
      return figures;
    g_main_context_iteration (NULL, TRUE);
  }
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree float *a = NULL, *b = NULL, *ceiling = NULL;
  gsize n;

  small_encoding_init (&f->small);
  n = f->small.n_vertices;
  a = g_new (float, n);
  b = g_new (float, n);
  ceiling = g_new (float, n);
  for (gsize v = 0; v < n; v++) {
    a[v] = v + 1 == n ? NAN : (float) v / (float) n;
    b[v] = 0.5f;
    ceiling[v] = v < n / 2 ? 25.0f : 100.0f;
  }
  add_map (f, "A", a, "r", NULL);
  add_map (f, "B", b, "r", NULL);
  add_map (f, "ceiling", ceiling, "noise ceiling", "%");
  f->painted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  f->selection = cal_encoding_scene_get_selection (f->small.encoding);
  f->area = cal_score_area_new (f->small.encoding);
  f->window = cal_test_window_show (f->area, 640, 480);
  g_signal_connect_swapped (f->small.encoding, "paint", G_CALLBACK (paint_cb), f);
  g_signal_connect_swapped (f->small.encoding, "unpaint", G_CALLBACK (unpaint_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer area = f->area;

  g_object_add_weak_pointer (G_OBJECT (f->area), &area);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cal_test_window_settle ();
  g_assert_null (area);
  g_hash_table_unref (f->painted);
  small_encoding_clear (&f->small);
}

static CalSample
get_painted (Fixture *f, const char *key, gsize element)
{
  GObject *data = g_hash_table_lookup (f->painted, key);

  g_assert_nonnull (data);
  return cal_map_get_element (CAL_MAP (data), element, 0);
}

/* FFA holds 0 to n/2 - 1, PPA the rest without the last. */
static void
test_regions (Fixture *f, gconstpointer data)
{
  const CalScoreFigures *figures = wait_for (f, CAL_SCORE_CHART_REGIONS);
  const CalScoreTable *table =
      cal_score_board_get_table (cal_score_area_get_board (CAL_SCORE_AREA (f->area)));
  gsize n = f->small.n_vertices, half = n / 2;

  g_assert_cmpuint (table->maps->len, ==, 2);
  g_assert_cmpuint (table->regions->len, ==, 2);
  g_assert_cmpuint (table->n_rows, ==, n);
  g_assert_cmpstr (((CalScoreRegion *) table->regions->pdata[0])->title, ==, "FFA");
  g_assert_cmpuint (figures->stats[0].n, ==, half);
  g_assert_cmpfloat_with_epsilon (figures->stats[0].median, (half - 1) / 2.0 / n, 1e-6);
  g_assert_cmpfloat (figures->stats[0].median_low, <, figures->stats[0].median);
  g_assert_cmpfloat (figures->stats[0].median_high, >, figures->stats[0].median);
  g_assert_cmpuint (figures->stats[2].n, ==, n - half);
  g_assert_cmpuint (figures->stats[2].n_finite, ==, n - half - 1);
  g_assert_cmpfloat_with_epsilon (figures->stats[2].median, (half + n - 2) / 2.0 / n, 1e-6);
  /* A correlation reaches the root of the explainable variance. */
  g_assert_cmpfloat_with_epsilon (figures->bounds[0], 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (figures->bounds[1], 1.0, 1e-6);
}

static void
test_click (Fixture *f, gconstpointer data)
{
  double x, y;

  if (!cal_test_can_point ())
    return;
  wait_for (f, CAL_SCORE_CHART_REGIONS);
  g_assert_true (cal_score_area_get_region_place (CAL_SCORE_AREA (f->area), "PPA", &x, &y));
  cal_test_point (f->area, x, y, "click 1");
  g_assert_cmpstr (cal_selection_get_region (f->selection), ==, "PPA");
}

static void
test_pair (Fixture *f, gconstpointer data)
{
  const char *const names[] = {"A", "B", NULL};
  const CalScoreFigures *figures;
  gsize n = f->small.n_vertices, n_above = 0;

  cal_score_area_set_maps (CAL_SCORE_AREA (f->area), names);
  cal_score_area_set_chart (CAL_SCORE_AREA (f->area), CAL_SCORE_CHART_PAIR);
  figures = wait_for (f, CAL_SCORE_CHART_PAIR);
  for (gsize v = 0; v + 1 < n; v++)
    n_above += 0.5 > (double) v / (double) n;
  g_assert_cmpuint (figures->n_compared, ==, n - 1);
  g_assert_cmpuint (figures->n_above, ==, n_above);
  g_assert_cmpuint (figures->histogram.n_counted, ==, n - 1);
  g_assert_cmpfloat_with_epsilon (figures->medians[0], (n - 2) / 2.0 / n, 1e-6);
  g_assert_cmpfloat (figures->medians[1], ==, 0.5);
  cal_score_area_paint (CAL_SCORE_AREA (f->area));
  g_assert_cmpfloat_with_epsilon (get_painted (f, CAL_SCORE_DIFFERENCE_KEY, 0).value, 0.5, 1e-6);
  g_assert_cmpint (get_painted (f, CAL_SCORE_DIFFERENCE_KEY, n - 1).presence, ==, CAL_NO_DATA);
  g_assert_cmpint (get_painted (f, CAL_SCORE_DIFFERENCE_KEY, n).presence, ==, CAL_OUTSIDE);
}

/* Vertices 2 to 5 have A between 1.5 / n and 5.5 / n. */
static void
test_brush (Fixture *f, gconstpointer data)
{
  const char *const names[] = {"A", "B", NULL};
  double n = (double) f->small.n_vertices;

  cal_score_area_set_maps (CAL_SCORE_AREA (f->area), names);
  cal_score_area_set_chart (CAL_SCORE_AREA (f->area), CAL_SCORE_CHART_PAIR);
  wait_for (f, CAL_SCORE_CHART_PAIR);
  cal_score_area_brush (CAL_SCORE_AREA (f->area), (double[]){1.5 / n, 0.4},
                        (double[]){5.5 / n, 0.6});
  for (gsize v = 0; v < f->small.n_vertices; v++)
    g_assert_cmpfloat (get_painted (f, CAL_SCORE_BRUSH_KEY, v).value, ==, v >= 2 && v <= 5);
}

/* What is dragged over is what lies between the values at both ends; Escape clears. */
static void
test_drag (Fixture *f, gconstpointer data)
{
  const char *const names[] = {"A", "B", NULL};
  double n = (double) f->small.n_vertices, low[2], high[2];
  gsize n_in = 0;

  if (!cal_test_can_point ())
    return;
  cal_score_area_set_maps (CAL_SCORE_AREA (f->area), names);
  cal_score_area_set_chart (CAL_SCORE_AREA (f->area), CAL_SCORE_CHART_PAIR);
  wait_for (f, CAL_SCORE_CHART_PAIR);
  g_assert_true (
      cal_score_area_get_value_place (CAL_SCORE_AREA (f->area), (double[]){0.25, 0.3}, low));
  g_assert_true (
      cal_score_area_get_value_place (CAL_SCORE_AREA (f->area), (double[]){0.75, 0.7}, high));
  cal_test_point (f->area, low[0], low[1], "mousedown 1");
  cal_test_point (f->area, 0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]), "");
  cal_test_point (f->area, high[0], high[1], "mouseup 1");
  for (gsize v = 0; v < f->small.n_vertices; v++)
    n_in += get_painted (f, CAL_SCORE_BRUSH_KEY, v).value > 0.0;
  g_assert_cmpfloat_with_epsilon ((double) n_in, 0.5 * n, 0.02 * n);
  cal_test_point (f->area, high[0], high[1], "key Escape");
  g_assert_null (g_hash_table_lookup (f->painted, CAL_SCORE_BRUSH_KEY));
}

static void
test_winner (Fixture *f, gconstpointer data)
{
  const CalScoreFigures *figures;
  gsize n = f->small.n_vertices, n_b = 0, half = n / 2, n_tied = 0;
  const CalLabel *label;
  GObject *painted;

  cal_score_area_set_maps (CAL_SCORE_AREA (f->area), (const char *const[]){"A", "B", NULL});
  cal_score_area_set_chart (CAL_SCORE_AREA (f->area), CAL_SCORE_CHART_WINNER);
  figures = wait_for (f, CAL_SCORE_CHART_WINNER);
  for (gsize v = 0; v < half; v++)
    n_b += 0.5f > (float) v / (float) n;
  for (gsize v = 0; v + 1 < n; v++)
    n_tied += (float) v / (float) n == 0.5f;
  g_assert_cmpuint (figures->winner_counts.n_none, ==, 1);
  /* All places, FFA, PPA; A, B and ties each. */
  g_assert_cmpuint (figures->n_won[0] + figures->n_won[1], ==, n - 1 - n_tied);
  g_assert_cmpuint (figures->n_won[2], ==, n_tied);
  g_assert_cmpuint (figures->n_won[3], ==, half - n_b);
  g_assert_cmpuint (figures->n_won[4], ==, n_b);
  cal_score_area_paint (CAL_SCORE_AREA (f->area));
  painted = g_hash_table_lookup (f->painted, CAL_SCORE_WINNER_KEY);
  label = cal_labels_find (cal_map_get_desc (CAL_MAP (painted))->labels,
                           (gint32) get_painted (f, CAL_SCORE_WINNER_KEY, 0).value);
  g_assert_cmpstr (label->name, ==, "B");
  label = cal_labels_find (cal_map_get_desc (CAL_MAP (painted))->labels,
                           (gint32) get_painted (f, CAL_SCORE_WINNER_KEY, n - 2).value);
  g_assert_cmpstr (label->name, ==, "A");
  g_assert_cmpfloat (get_painted (f, CAL_SCORE_WINNER_KEY, n - 1).value, ==, 0.0);
  g_assert_cmpfloat_with_epsilon (get_painted (f, CAL_SCORE_MARGIN_KEY, 0).value, 0.5, 1e-6);
}

/* Shares of B: 0.25 / 0.25 and 0.25 / 1. */
static void
test_ceiling (Fixture *f, gconstpointer data)
{
  const CalScoreFigures *figures;
  gsize n = f->small.n_vertices;

  cal_score_area_set_maps (CAL_SCORE_AREA (f->area), (const char *const[]){"B", "A", NULL});
  cal_score_area_set_chart (CAL_SCORE_AREA (f->area), CAL_SCORE_CHART_CEILING);
  figures = wait_for (f, CAL_SCORE_CHART_CEILING);
  g_assert_cmpfloat_with_epsilon (figures->share[0], 100.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (figures->share[n - 1], 25.0, 1e-9);
  g_assert_cmpuint (figures->share_counts.n_above, ==, 0);
  g_assert_nonnull (strstr (figures->formula, "max(r, 0)² / ceiling"));
  cal_score_area_paint (CAL_SCORE_AREA (f->area));
  g_assert_cmpfloat_with_epsilon (get_painted (f, CAL_SCORE_SHARE_KEY, 0).value, 100.0, 1e-4);
}

/* r and r² have no winner, and no difference. */
static void
test_mixed (Fixture *f, gconstpointer data)
{
  g_autofree float *squares = g_new0 (float, f->small.n_vertices);

  add_map (f, "C", squares, "r2", NULL);
  cal_score_area_set_maps (CAL_SCORE_AREA (f->area), (const char *const[]){"A", "C", NULL});
  cal_score_area_set_chart (CAL_SCORE_AREA (f->area), CAL_SCORE_CHART_WINNER);
  cal_test_window_settle ();
  g_assert_null (cal_score_area_get_board (CAL_SCORE_AREA (f->area)));
  cal_score_area_set_chart (CAL_SCORE_AREA (f->area), CAL_SCORE_CHART_PAIR);
  wait_for (f, CAL_SCORE_CHART_PAIR);
  cal_score_area_paint (CAL_SCORE_AREA (f->area));
  g_assert_null (g_hash_table_lookup (f->painted, CAL_SCORE_DIFFERENCE_KEY));
}

/* Frames 100 and 1000: v + 1 and 2 (n - v), so that early vertices prefer the second. */
static CalSeries *
add_series (Fixture *f)
{
  static const char *const names[] = {"100", "1000", NULL};
  gsize n = f->small.n_vertices, dims[2] = {2, n};
  float *values = g_new (float, 2 * n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, 2 * n * sizeof *values);
  g_autoptr (CalTextArray) ids = cal_text_array_new_from_strv (names);
  g_autoptr (CalArray) array = NULL;
  g_autoptr (CalSeries) series = NULL;

  for (gsize v = 0; v < n; v++) {
    values[v] = (float) v + 1.0f;
    values[n + v] = 2.0f * (float) (n - v);
  }
  array = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
  series = cal_series_new (&(CalSeriesDesc){.name = "r by pictures",
                                            .axis = CAL_AXIS_CONDITIONS,
                                            .n_frames = 2,
                                            .frame_ids = ids,
                                            .places = f->small.places,
                                            .statistic = "r"},
                           array, NULL);
  cal_encoding_scene_add (f->small.encoding, G_OBJECT (series));
  return series;
}

/* Mean and standard error of 1 to n/2: (n/2 + 1) / 2 and sqrt ((m + 1) / 12) for m of them. */
static void
test_curve (Fixture *f, gconstpointer data)
{
  double m = (double) (f->small.n_vertices / 2);
  const CalScoreCurveFigures *region;
  double positions[2];

  g_assert_true (cal_score_curve_find_positions (add_series (f), positions));
  g_assert_cmpfloat (positions[1], ==, 1000.0);
  cal_score_area_set_chart (CAL_SCORE_AREA (f->area), CAL_SCORE_CHART_CURVE);
  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, 4);
  cal_selection_set_region (f->selection, "FFA");
  for (;;) {
    CalScoreCurve *curve = cal_score_area_get_curve (CAL_SCORE_AREA (f->area));

    if (curve != NULL && cal_score_curve_get_region (curve)->n_frames > 0)
      break;
    g_main_context_iteration (NULL, TRUE);
  }
  region = cal_score_curve_get_region (cal_score_area_get_curve (CAL_SCORE_AREA (f->area)));
  g_assert_cmpfloat (
      cal_score_curve_get_place (cal_score_area_get_curve (CAL_SCORE_AREA (f->area)))->means[0], ==,
      5.0);
  g_assert_cmpuint (region->counts[0], ==, f->small.n_vertices / 2);
  g_assert_cmpfloat_with_epsilon (region->means[0], (m + 1.0) / 2.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (region->errors[0], sqrt ((m + 1.0) / 12.0), 1e-9);
  small_rdm_check_drawing (f->area, 400, 300);
}

static void
test_preference (Fixture *f, gconstpointer data)
{
  gsize n = f->small.n_vertices;
  CalLabels *labels;
  const CalLabel *first, *second;

  add_series (f);
  cal_score_area_set_chart (CAL_SCORE_AREA (f->area), CAL_SCORE_CHART_CURVE);
  cal_score_area_paint (CAL_SCORE_AREA (f->area));
  while (g_hash_table_lookup (f->painted, CAL_SCORE_PREFERENCE_KEY) == NULL)
    g_main_context_iteration (NULL, TRUE);
  for (gsize v = 0; v < n; v++)
    g_assert_cmpfloat (get_painted (f, CAL_SCORE_PREFERENCE_KEY, v).value, ==,
                       v + 1 >= 2 * (n - v) ? 1.0 : 2.0);
  labels = cal_map_get_desc (CAL_MAP (g_hash_table_lookup (f->painted, CAL_SCORE_PREFERENCE_KEY)))
               ->labels;
  first = cal_labels_find (labels, 1);
  second = cal_labels_find (labels, 2);
  g_assert_cmpstr (first->name, ==, "100");
  /* Later frames are brighter. */
  g_assert_cmpfloat (first->rgba[1], <, second->rgba[1]);
}

/* B: r² over the ceiling is 100 % in FFA, 25 % in PPA; A is above its ceiling where v / n > 0.5 in
 * no FFA vertex. */
static void
test_leaderboard (Fixture *f, gconstpointer data)
{
  const CalScoreFigures *figures;
  gsize n = f->small.n_vertices;
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;

  cal_score_area_set_maps (CAL_SCORE_AREA (f->area), (const char *const[]){"A", "B", NULL});
  cal_score_area_set_chart (CAL_SCORE_AREA (f->area), CAL_SCORE_CHART_LEADERBOARD);
  figures = wait_for (f, CAL_SCORE_CHART_LEADERBOARD);
  g_assert_cmpuint (figures->lines[0].n, ==, n - 1);
  g_assert_cmpuint (figures->lines[1].n, ==, n);
  g_assert_cmpfloat (figures->lines[1].median, ==, 0.5);
  g_assert_cmpfloat_with_epsilon (figures->lines[1].algonauts, n % 2 == 0 ? 62.5 : 25.0, 1e-6);
  g_assert_cmpuint (figures->lines[1].n_clipped, ==, 0);
  table = cal_score_area_dup_table (CAL_SCORE_AREA (f->area));
  lines = g_strsplit (table, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], "Map,Statistic,n,Median"));
  /* The largest median first. */
  g_assert_true (g_str_has_prefix (lines[1], "B,r,"));
  small_rdm_check_drawing (f->area, 800, 300);
}

static void
test_drawing (Fixture *f, gconstpointer data)
{
  for (int chart = CAL_SCORE_CHART_REGIONS; chart <= CAL_SCORE_CHART_CEILING; chart++) {
    cal_score_area_set_chart (CAL_SCORE_AREA (f->area), (CalScoreChart) chart);
    wait_for (f, (CalScoreChart) chart);
    small_rdm_check_drawing (f->area, 400, 300);
  }
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
  g_test_add ("/score-area/regions", Fixture, NULL, set_up, test_regions, tear_down);
  g_test_add ("/score-area/click", Fixture, NULL, set_up, test_click, tear_down);
  g_test_add ("/score-area/pair", Fixture, NULL, set_up, test_pair, tear_down);
  g_test_add ("/score-area/brush", Fixture, NULL, set_up, test_brush, tear_down);
  g_test_add ("/score-area/drag", Fixture, NULL, set_up, test_drag, tear_down);
  g_test_add ("/score-area/winner", Fixture, NULL, set_up, test_winner, tear_down);
  g_test_add ("/score-area/ceiling", Fixture, NULL, set_up, test_ceiling, tear_down);
  g_test_add ("/score-area/mixed", Fixture, NULL, set_up, test_mixed, tear_down);
  g_test_add ("/score-area/curve", Fixture, NULL, set_up, test_curve, tear_down);
  g_test_add ("/score-area/preference", Fixture, NULL, set_up, test_preference, tear_down);
  g_test_add ("/score-area/leaderboard", Fixture, NULL, set_up, test_leaderboard, tear_down);
  g_test_add ("/score-area/drawing", Fixture, NULL, set_up, test_drawing, tear_down);
  return g_test_run ();
}
