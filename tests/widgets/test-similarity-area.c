/* test-similarity-area.c - dimensions and objects that are clicked; what is near, and how near.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/similarity-area.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "tests/support/window.h"
#include "tests/widgets/small-rdm.h"

#define N_OBJECTS 24
#define N_DIMS 10

typedef struct {
  CalRdmScene *scene;
  CalSelection *selection;
  GtkWidget *area, *window;
} Fixture;

/* Object o scores most on dimension o % 10, more the higher its number. */
static CalTable *
new_table (void)
{
  g_autoptr (CalTextArrayBuilder) ids = cal_text_array_builder_new ();
  CalColumn columns[N_DIMS + 1] = {{"id"}};
  gsize n = N_OBJECTS;
  CalTable *table;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (int o = 0; o < N_OBJECTS; o++) {
    g_autofree char *id = g_strdup_printf ("o%02d", o);

    cal_text_array_builder_add (ids, id, -1);
  }
  columns[0].texts = cal_text_array_builder_end (g_steal_pointer (&ids), 1, &n, NULL);
  for (int d = 0; d < N_DIMS; d++) {
    double values[N_OBJECTS];
    g_autoptr (GBytes) bytes = NULL;

    for (int o = 0; o < N_OBJECTS; o++)
      values[o] = o % N_DIMS == d ? 1.0 + 0.02 * o : 0.1;
    bytes = g_bytes_new (values, sizeof values);
    g_ptr_array_add (names, g_strdup_printf ("dim%d", d));
    columns[d + 1].name = names->pdata[d];
    columns[d + 1].numbers = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
  }
  table = cal_table_new ("model", n, columns, N_DIMS + 1, NULL);
  g_object_unref (columns[0].texts);
  for (int d = 0; d < N_DIMS; d++)
    g_object_unref (columns[d + 1].numbers);
  return table;
}

static void
wait_for_nearest (Fixture *f)
{
  double x, y;

  cal_test_window_settle ();
  while (!cal_similarity_area_get_tile (CAL_SIMILARITY_AREA (f->area), TRUE, 0, &x, &y))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CalTable) table = new_table ();
  g_autoptr (CalStimuli) stimuli =
      cal_stimuli_new ("objects", cal_table_get_column (table, 0)->texts, NULL, table, NULL);

  f->scene = cal_rdm_scene_new ();
  f->selection = cal_rdm_scene_get_selection (f->scene);
  f->area = cal_similarity_area_new (f->scene, NULL);
  f->window = cal_test_window_show (f->area, 640, 600);
  cal_rdm_scene_set_stimuli (f->scene, stimuli);
  wait_for_nearest (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cal_test_window_close (f->window, f->area);
  g_assert_finalize_object (f->scene);
}

/* The nearest ones share the object's dimension; the first tile of a dimension scores most. */
static void
test_tiles (Fixture *f, gconstpointer data)
{
  CalSimilarityArea *area = CAL_SIMILARITY_AREA (f->area);
  double x, y;

  if (!cal_test_can_point ())
    return;
  g_assert_cmpstr (cal_similarity_area_get_object (area), ==, "o00");
  g_assert_cmpint (cal_similarity_area_get_dimension (area), ==, 0);
  g_assert_true (cal_similarity_area_get_tile (area, FALSE, 0, &x, &y));
  cal_test_point (f->area, x, y, "click 1");
  g_assert_cmpstr (cal_selection_get_stimuli (f->selection, NULL)[0], ==, "o20");
  g_assert_cmpstr (cal_similarity_area_get_object (area), ==, "o20");
  wait_for_nearest (f);
  g_assert_true (cal_similarity_area_get_tile (area, TRUE, 0, &x, &y));
  cal_test_point (f->area, x, y, "click 1");
  g_assert_cmpstr (cal_similarity_area_get_object (area), ==, "o10");
  wait_for_nearest (f);
  g_assert_true (cal_similarity_area_get_tile (area, TRUE, 1, &x, &y));
  cal_test_point (f->area, x, y, "keydown shift click 1 keyup shift");
  g_assert_cmpstr (cal_selection_get_stimuli (f->selection, NULL)[0], ==, "o10");
  g_assert_cmpstr (cal_selection_get_stimuli (f->selection, NULL)[1], ==, "o00");
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  CalSimilarityArea *area = CAL_SIMILARITY_AREA (f->area);

  if (!cal_test_can_point ())
    return;
  cal_test_point (f->area, 630.0, 4.0, "click 1 key Right key Right key Right");
  g_assert_cmpint (cal_similarity_area_get_dimension (area), ==, 3);
  cal_test_point (f->area, 630.0, 4.0, "key Left key Down");
  g_assert_cmpint (cal_similarity_area_get_dimension (area), ==, 2);
  g_assert_cmpstr (cal_similarity_area_get_object (area), ==, "o01");
}

/* The bars of an object are sorted: a click on the first row picks its strongest dimension. */
static void
test_bars (Fixture *f, gconstpointer data)
{
  const char *const ids[] = {"o17", NULL};
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!cal_test_can_point ())
    return;
  json_parser_load_from_data (parser, "{\"bars\": true}", -1, NULL);
  cal_view_set_state (CAL_VIEW (f->area), json_parser_get_root (parser));
  cal_selection_set_stimuli (f->selection, ids);
  wait_for_nearest (f);
  cal_test_point (f->area, 300.0, 41.0, "click 1");
  g_assert_cmpint (cal_similarity_area_get_dimension (CAL_SIMILARITY_AREA (f->area)), ==, 7);
}

static void
test_pair (Fixture *f, gconstpointer data)
{
  g_autofree char *title = NULL;

  cal_selection_set_pair (f->selection, "o05", "o09");
  cal_test_window_settle ();
  g_assert_cmpstr (cal_similarity_area_get_object (CAL_SIMILARITY_AREA (f->area)), ==, "o05");
  cal_selection_set_pair (f->selection, "o05", "unknown");
  cal_test_window_settle ();
  g_assert_cmpstr (cal_similarity_area_get_object (CAL_SIMILARITY_AREA (f->area)), ==, "o05");
  title = cal_view_dup_title (CAL_VIEW (f->area));
  g_assert_cmpstr (title, ==, "Similarity · model · 24 objects × 10 dimensions");
  small_rdm_check_drawing (f->area, 600, 500);
  cal_rdm_scene_set_stimuli (f->scene, NULL);
  g_assert_null (cal_similarity_area_get_object (CAL_SIMILARITY_AREA (f->area)));
}

/* Without stimuli a table of objects is a model, too. */
static void
test_table_alone (Fixture *f, gconstpointer data)
{
  g_autoptr (CalTable) table = new_table ();

  cal_rdm_scene_set_stimuli (f->scene, NULL);
  g_assert_null (cal_similarity_area_get_object (CAL_SIMILARITY_AREA (f->area)));
  cal_rdm_scene_add_table (f->scene, table);
  {
    GtkWidget *other = g_object_ref_sink (cal_similarity_area_new (f->scene, NULL));

    g_assert_cmpstr (cal_similarity_area_get_object (CAL_SIMILARITY_AREA (other)), ==, "o00");
    g_object_unref (other);
  }
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
      {"/similarity-area/tiles", test_tiles},
      {"/similarity-area/keys", test_keys},
      {"/similarity-area/bars", test_bars},
      {"/similarity-area/pair", test_pair},
      {"/similarity-area/table-alone", test_table_alone},
  };

  if (!cal_test_window_init (&argc, &argv))
    return 0;
  adw_init ();
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].path, Fixture, NULL, set_up, tests[n].func, tear_down);
  return g_test_run ();
}
