/* test-embedding-area.c - points that are clicked, lassoed, walked through, turned, and that move.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/embedding-area.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "tests/support/window.h"
#include "tests/widgets/small-rdm.h"

#define N 12

typedef struct {
  CalRdmScene *scene;
  CalSelection *selection;
  GtkWidget *area, *window;
} Fixture;

static void
wait_for_points (Fixture *f)
{
  double x, y;

  while (!cal_embedding_area_get_place (CAL_EMBEDDING_AREA (f->area), "c00", &x, &y))
    g_main_context_iteration (NULL, TRUE);
  for (int k = 0; k < 6; k++)
    cal_test_window_settle ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CalRdm) rdm = small_rdm_new ("IT", "IT", NULL, FALSE, N, 1);

  f->scene = cal_rdm_scene_new ();
  f->selection = cal_rdm_scene_get_selection (f->scene);
  cal_rdm_scene_append (f->scene, rdm);
  f->area = cal_embedding_area_new (f->scene, NULL);
  f->window = cal_test_window_show (f->area, 480, 360);
  wait_for_points (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cal_test_window_close (f->window, f->area);
  g_assert_finalize_object (f->scene);
}

static void
get_place (Fixture *f, int condition, double *x, double *y)
{
  g_autofree char *id = g_strdup_printf ("c%02d", condition);

  g_assert_true (cal_embedding_area_get_place (CAL_EMBEDDING_AREA (f->area), id, x, y));
}

static void
point_at (Fixture *f, int condition, const char *action)
{
  double x, y;

  get_place (f, condition, &x, &y);
  cal_test_point (f->area, x, y, action);
}

static gsize
count_selected (Fixture *f)
{
  gsize n;

  cal_selection_get_stimuli (f->selection, &n);
  return n;
}

static void
test_click (Fixture *f, gconstpointer data)
{
  double x, y;

  if (!cal_test_can_point ())
    return;
  for (int condition = 0; condition < N; condition += 5) {
    g_autofree char *id = g_strdup_printf ("c%02d", condition);

    point_at (f, condition, "click 1");
    g_assert_cmpuint (count_selected (f), ==, 1);
    g_assert_cmpstr (cal_selection_get_stimuli (f->selection, NULL)[0], ==, id);
  }
  point_at (f, 3, "keydown shift click 1 keyup shift");
  g_assert_cmpuint (count_selected (f), ==, 2);
  g_assert_true (cal_selection_has_stimulus (f->selection, "c03"));
  point_at (f, 3, "keydown shift click 1 keyup shift");
  g_assert_cmpuint (count_selected (f), ==, 1);
  g_assert_false (cal_selection_has_stimulus (f->selection, "c03"));
  get_place (f, 0, &x, &y);
  cal_test_point (f->area, 240.0, 8.0, "click 1");
  g_assert_cmpuint (count_selected (f), ==, 0);
}

/* The clusters lie apart: a loop around one takes all of it and nothing else. */
static void
test_lasso (Fixture *f, gconstpointer data)
{
  double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};

  if (!cal_test_can_point ())
    return;
  for (int condition = 0; condition < N / 2; condition++) {
    double at[2];

    get_place (f, condition, &at[0], &at[1]);
    for (int a = 0; a < 2; a++) {
      low[a] = fmin (low[a], at[a] - 10.0);
      high[a] = fmax (high[a], at[a] + 10.0);
    }
  }
  cal_test_point (f->area, low[0], low[1], "mousedown 1");
  cal_test_point (f->area, high[0], low[1], "");
  cal_test_point (f->area, high[0], high[1], "");
  cal_test_point (f->area, low[0], high[1], "");
  cal_test_point (f->area, low[0], high[1] - 1.0, "mouseup 1");
  g_assert_cmpuint (count_selected (f), ==, N / 2);
  for (int condition = 0; condition < N; condition++) {
    g_autofree char *id = g_strdup_printf ("c%02d", condition);

    g_assert_cmpint (cal_selection_has_stimulus (f->selection, id), ==, condition < N / 2);
  }
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  double before[2], after[2];
  const char *first;

  if (!cal_test_can_point ())
    return;
  point_at (f, 4, "click 1 key space");
  g_assert_true (cal_selection_has_stimulus (f->selection, "c04"));
  point_at (f, 4, "key Right key Up key Left key space");
  g_assert_cmpuint (count_selected (f), ==, 1);
  first = cal_selection_get_stimuli (f->selection, NULL)[0];
  g_assert_nonnull (first);
  cal_test_point (f->area, 4.0, 4.0, "key Escape");
  g_assert_cmpuint (count_selected (f), ==, 0);
  get_place (f, 2, &before[0], &before[1]);
  cal_test_point (f->area, 4.0, 4.0, "key shift+Right");
  get_place (f, 2, &after[0], &after[1]);
  g_assert_cmpfloat_with_epsilon (after[0] - before[0], 24.0, 1e-6);
  cal_test_point (f->area, 4.0, 4.0, "key 0");
  get_place (f, 2, &after[0], &after[1]);
  g_assert_cmpfloat_with_epsilon (after[0], before[0], 1e-6);
  cal_test_point (f->area, 4.0, 4.0, "key plus");
  get_place (f, 2, &after[0], &after[1]);
  g_assert_cmpfloat (fabs (after[0] - 240.0), >, fabs (before[0] - 240.0));
}

/* The pixel of a point has its group's colour. */
static void
test_pixels (Fixture *f, gconstpointer data)
{
  g_autoptr (GdkTexture) photograph = cal_test_photograph (f->area);
  int width = gdk_texture_get_width (photograph), height = gdk_texture_get_height (photograph);
  int scale = gtk_widget_get_scale_factor (f->area);
  g_autofree guint32 *pixels = g_new (guint32, width * height);
  guint32 colours[2] = {0};

  gdk_texture_download (photograph, (guchar *) pixels, (gsize) width * 4);
  for (int condition = 0; condition < N; condition++) {
    guint32 pixel;
    double x, y;

    get_place (f, condition, &x, &y);
    pixel = pixels[(int) (y * scale) * width + (int) (x * scale)];
    if (condition % (N / 2) == 0)
      colours[condition / (N / 2)] = pixel;
    g_assert_cmphex (pixel, ==, colours[condition / (N / 2)]);
  }
  g_assert_cmphex (colours[0], !=, colours[1]);
}

/* Another RDM of the same conditions, mirrored and noisy: points glide, they don't jump. */
static void
test_another_rdm (Fixture *f, gconstpointer data)
{
  g_autoptr (CalRdm) other = small_rdm_new ("V4", "V4", NULL, FALSE, N, 2);
  double before[N][2], after[2];
  g_autofree char *title = NULL;

  for (int condition = 0; condition < N; condition++)
    get_place (f, condition, &before[condition][0], &before[condition][1]);
  cal_rdm_scene_append (f->scene, other);
  cal_rdm_scene_set_current (f->scene, other);
  for (int k = 0; k < 12; k++)
    cal_test_window_settle ();
  for (int condition = 0; condition < N; condition++) {
    get_place (f, condition, &after[0], &after[1]);
    /* Each stays on its side. */
    g_assert_cmpint (after[0] > 240.0, ==, before[condition][0] > 240.0);
  }
  title = cal_view_dup_title (CAL_VIEW (f->area));
  g_assert_nonnull (strstr (title, "V4"));
}

static void
test_three_dimensions (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  double before[2], after[2];

  if (!cal_test_can_point ())
    return;
  json_parser_load_from_data (parser, "{\"dimensions\": 3, \"method\": 1, \"starts\": 2}", -1,
                              NULL);
  cal_view_set_state (CAL_VIEW (f->area), json_parser_get_root (parser));
  for (int k = 0; k < 12; k++)
    cal_test_window_settle ();
  get_place (f, 1, &before[0], &before[1]);
  cal_test_point (f->area, 240.0, 20.0, "mousedown 1");
  cal_test_point (f->area, 300.0, 50.0, "");
  cal_test_point (f->area, 301.0, 50.0, "mouseup 1");
  get_place (f, 1, &after[0], &after[1]);
  g_assert_cmpfloat (hypot (after[0] - before[0], after[1] - before[1]), >, 3.0);
  g_assert_cmpuint (count_selected (f), ==, 0);
  point_at (f, 7, "click 1");
  g_assert_true (cal_selection_has_stimulus (f->selection, "c07"));
}

static void
test_state (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonNode) nonsense = json_node_new (JSON_NODE_NULL);
  g_autoptr (JsonNode) state = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  json_parser_load_from_data (parser,
                              "{\"dimensions\": 9, \"method\": 77, \"starts\": -4, \"hulls\": true,"
                              " \"colour-by\": \"nowhere\"}",
                              -1, NULL);
  cal_view_set_state (CAL_VIEW (f->area), nonsense);
  cal_view_set_state (CAL_VIEW (f->area), json_parser_get_root (parser));
  state = cal_view_dup_state (CAL_VIEW (f->area));
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (state), "dimensions"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (state), "starts"), ==, 4);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (state), "hulls"));
  cal_view_set_state (CAL_VIEW (f->area), state);
  again = cal_view_dup_state (CAL_VIEW (f->area));
  g_assert_true (json_node_equal (state, again));
  small_rdm_check_drawing (f->area, 400, 300);
}

static CalArray *
give (GObject *source, CalJob *job, GError **error)
{
  return CAL_ARRAY (g_object_ref (source));
}

/* Components need patterns: without them nothing is shown as if it were something. */
static void
test_pca (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  const gsize dims[] = {N, 5};
  g_autofree double *values = g_new (double, N * 5);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) patterns = NULL;
  double x, y;

  json_parser_load_from_data (parser, "{\"method\": 3}", -1, NULL);
  cal_view_set_state (CAL_VIEW (f->area), json_parser_get_root (parser));
  cal_test_window_settle ();
  g_assert_false (cal_embedding_area_get_place (CAL_EMBEDDING_AREA (f->area), "c00", &x, &y));
  for (int k = 0; k < N * 5; k++)
    values[k] = (k / 5 < N / 2 ? 0.0 : 7.0) + k % 3;
  bytes = g_bytes_new (values, sizeof *values * N * 5);
  patterns = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);
  cal_rdm_scene_set_patterns (f->scene, cal_rdm_scene_get_current (f->scene), G_OBJECT (patterns),
                              give);
  wait_for_points (f);
  for (int condition = 1; condition < N; condition++) {
    double other_x, other_y;

    get_place (f, 0, &x, &y);
    get_place (f, condition, &other_x, &other_y);
    g_assert_cmpint (fabs (other_x - x) > 200.0, ==, condition >= N / 2);
  }
}

/* Everything is taken away; then there is nothing to click. */
static void
test_empty (Fixture *f, gconstpointer data)
{
  double x, y;

  cal_rdm_scene_clear (f->scene);
  cal_test_window_settle ();
  g_assert_false (cal_embedding_area_get_place (CAL_EMBEDDING_AREA (f->area), "c00", &x, &y));
  if (!cal_test_can_point ())
    return;
  cal_test_point (f->area, 100.0, 100.0, "click 1 key Right key space");
  g_assert_cmpuint (count_selected (f), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
      {"/embedding-area/click", test_click},
      {"/embedding-area/lasso", test_lasso},
      {"/embedding-area/keys", test_keys},
      {"/embedding-area/pixels", test_pixels},
      {"/embedding-area/another-rdm", test_another_rdm},
      {"/embedding-area/three-dimensions", test_three_dimensions},
      {"/embedding-area/state", test_state},
      {"/embedding-area/pca", test_pca},
      {"/embedding-area/empty", test_empty},
  };

  if (!cal_test_window_init (&argc, &argv))
    return 0;
  adw_init ();
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].path, Fixture, NULL, set_up, tests[n].func, tear_down);
  return g_test_run ();
}
