/* test-window-views.c - the views beside the brain: open, pick, enlarge, export, keep.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "tests/app/demo-study.h"
#include "tests/support/window.h"
#include "tests/window/study-window.h"
#include "widgets/gallery-area.h"
#include "widgets/picture-cell.h"
#include "widgets/view-pane.h"

static CalSelection *
get_selection (StudyWindow *f)
{
  return cal_rdm_scene_get_selection (cal_session_get_rdm_scene (f->window->session));
}

/* The demo's folder of pictures is its stimuli, and they are seen at once. */
static void
test_pictures_are_stimuli (StudyWindow *f, gconstpointer data)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (cal_session_get_rdm_scene (f->window->session));
  gboolean is_open = FALSE;

  g_assert_nonnull (stimuli);
  g_assert_cmpuint (cal_stimuli_get_n (stimuli), ==, 64);
  cal_window_open_view (f->window, "images");
  for (guint n = 0; n < cal_view_dock_get_n (f->window->dock); n++)
    is_open |= CAL_IS_GALLERY_AREA (cal_view_dock_get_view (f->window->dock, n));
  g_assert_true (is_open);
}

/* A click on a picture selects it everywhere; a selection from elsewhere is shown here. */
static void
test_a_picture_is_picked (StudyWindow *f, gconstpointer data)
{
  CalStimuli *stimuli = cal_rdm_scene_get_stimuli (cal_session_get_rdm_scene (f->window->session));
  const char *const other[] = {cal_stimuli_get_id (stimuli, 9), NULL};
  const char *const *ids;
  GtkWidget *cell;
  gsize n_ids;

  if (!cal_test_can_point ())
    return;
  cal_window_open_view (f->window, "images");
  cal_test_window_settle ();
  cell = study_window_find (GTK_WIDGET (f->window->dock), CAL_TYPE_PICTURE_CELL);
  g_assert_nonnull (cell);
  cal_test_point (cell, 30, 30, "click 1");
  cal_test_window_settle ();
  ids = cal_selection_get_stimuli (get_selection (f), &n_ids);
  g_assert_cmpuint (n_ids, ==, 1);
  g_assert_true (cal_stimuli_find (stimuli, ids[0], NULL));
  study_window_assert_says (f->window->right_panel, ids[0]);
  cal_selection_set_stimuli (get_selection (f), other);
  cal_test_window_settle ();
  study_window_assert_says (f->window->dock, "1 selected");
  study_window_assert_says (f->window->right_panel, other[0]);
}

static void
test_a_view_is_enlarged (StudyWindow *f, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (f->window);

  cal_window_open_view (f->window, "images");
  gtk_widget_activate_action (window, "win.enlarge-view", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->window->cortex_pane)));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->window->slices_pane)));
  gtk_widget_activate_action (window, "win.enlarge-view", NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->window->cortex_pane)));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->window->slices_pane)));
  while (cal_view_dock_get_n (f->window->dock) > 0)
    gtk_widget_activate_action (window, "win.close-view", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->window->dock)));
}

static void
test_every_view_is_exported (StudyWindow *f, gconstpointer data)
{
  static const char *const heads[][2] = {
      {"view.png", "\x89PNG"}, {"view.svg", "<?xml"}, {"view.pdf", "%PDF"}};

  cal_window_open_view (f->window, "images");
  cal_test_window_settle ();
  for (gsize n = 0; n < G_N_ELEMENTS (heads); n++) {
    g_autofree char *path = study_window_dup_path (f, heads[n][0]);
    g_autofree char *content = NULL;
    g_autoptr (GError) error = NULL;
    gsize length;

    gtk_widget_activate_action (GTK_WIDGET (f->window), "win.export-view-to", "s", path);
    g_assert_true (g_file_get_contents (path, &content, &length, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (length, >, 1000);
    g_assert_cmpmem (content, strlen (heads[n][1]), heads[n][1], strlen (heads[n][1]));
  }
}

/* The session opens the same views again. */
static void
test_views_are_kept (StudyWindow *f, gconstpointer data)
{
  g_autofree char *path = study_window_dup_path (f, "views.calcarine");
  guint n_views;

  cal_view_dock_close_all (f->window->dock);
  cal_window_open_view (f->window, "images");
  cal_window_open_view (f->window, "embedding");
  n_views = cal_view_dock_get_n (f->window->dock);
  g_assert_cmpuint (n_views, ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.save-session-to", "s", path);
  cal_view_dock_close_all (f->window->dock);
  study_window_open (f->window, path);
  g_assert_cmpuint (cal_view_dock_get_n (f->window->dock), ==, 2);
  g_assert_cmpstr (cal_view_dock_get_kind (f->window->dock, 0), ==, "images");
  g_assert_cmpstr (cal_view_dock_get_kind (f->window->dock, 1), ==, "embedding");
}

/* The RDM of patterns in a file joins those that are open, and is looked at. */
static void
test_rdms_are_computed (StudyWindow *f, gconstpointer data)
{
  CalRdmScene *scene = cal_session_get_rdm_scene (f->window->session);
  g_autofree char *patterns =
      demo_study_dup_path ("encoding/study.bundle.h5:/features/planted features/values");
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_before = cal_rdm_scene_get_n (scene);
  const CalRdmDesc *desc;

  g_hash_table_insert (texts, (gpointer) "patterns", patterns);
  g_hash_table_insert (texts, (gpointer) "distance", (gpointer) "cosine");
  cal_window_compute_rdms (f->window, texts);
  study_window_wait (f->window);
  g_assert_cmpuint (cal_rdm_scene_get_n (scene), ==, n_before + 1);
  desc = cal_rdm_get_desc (cal_rdm_scene_get_current (scene));
  g_assert_cmpuint (desc->n_conditions, ==, 64);
  g_assert_cmpstr (desc->measure, ==, "cosine");
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.compute-rdms", NULL);
  cal_test_window_settle ();
  study_window_assert_says (study_window_find_dialog (f->window), "Distance");
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

/* The menu of the RDM view closes the RDM that is looked at, and the title bar counts one less. */
static void
test_an_rdm_is_closed (StudyWindow *f, gconstpointer data)
{
  CalRdmScene *scene = cal_session_get_rdm_scene (f->window->session);
  CalRdm *next = cal_rdm_scene_get (scene, 1);
  guint n = cal_rdm_scene_get_n (scene);
  g_autofree char *count = g_strdup_printf ("%u RDMs", n - 1);

  cal_rdm_scene_set_current (scene, cal_rdm_scene_get (scene, 0));
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.open-view", "s", "rdm");
  cal_test_window_settle ();
  g_signal_emit_by_name (find_button (GTK_WIDGET (f->window), "Close This RDM"), "clicked");
  cal_test_window_settle ();
  g_assert_cmpuint (cal_rdm_scene_get_n (scene), ==, n - 1);
  g_assert_true (cal_rdm_scene_get_current (scene) == next);
  g_assert_nonnull (strstr (gtk_label_get_text (f->window->study_subtitle), count));
}

/* The command is there once a pair is picked to which a layer holds the responses. */
static void
test_a_pair_is_shown (StudyWindow *f, gconstpointer data)
{
  CalRdmScene *scene = cal_session_get_rdm_scene (f->window->session);
  CalRdm *rdm = cal_rdm_scene_get_current (scene);
  guint n_layers = cal_scene_get_n_layers (f->scene);

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.show-pair", NULL);
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, n_layers);
  cal_selection_set_pair (cal_rdm_scene_get_selection (scene), cal_rdm_get_condition (rdm, 0),
                          cal_rdm_get_condition (rdm, 1));
  g_assert_true (cal_links_can_show_pair (cal_session_get_links (f->window->session)));
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.show-pair", NULL);
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, n_layers + 1);
}

static void
add_tests (void)
{
  static const char *const opens_demo = "demo";

#define ADD(path, function) \
  g_test_add (path, StudyWindow, opens_demo, study_window_set_up, function, study_window_tear_down)
  ADD ("/window-views/pictures-are-stimuli", test_pictures_are_stimuli);
  ADD ("/window-views/picture-is-picked", test_a_picture_is_picked);
  ADD ("/window-views/view-is-enlarged", test_a_view_is_enlarged);
  ADD ("/window-views/every-view-is-exported", test_every_view_is_exported);
  ADD ("/window-views/views-are-kept", test_views_are_kept);
  ADD ("/window-views/rdm-is-closed", test_an_rdm_is_closed);
  ADD ("/window-views/pair-is-shown", test_a_pair_is_shown);
  ADD ("/window-views/rdms-are-computed", test_rdms_are_computed);
#undef ADD
}

int
main (int argc, char **argv)
{
  return study_window_run (argc, argv, add_tests);
}
