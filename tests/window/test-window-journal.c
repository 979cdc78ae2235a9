/* test-window-journal.c - a window that is killed, and what the next one offers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tests/support/folder.h"
#include "tests/support/small-files.h"
#include "tests/support/window.h"
#include "tests/window/study-window.h"

static char *program;

static GObject *
get_display (CalWindow *window)
{
  CalScene *scene = cal_session_get_scene (window->session);

  g_assert_cmpuint (cal_scene_get_n_layers (scene), ==, 1);
  return G_OBJECT (cal_layer_get_display (cal_scene_get_layer (scene, 0)));
}

/* How many journals there are; @with: which say that, and are whole. */
static guint
count_journals (const char *with)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "calcarine", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_journals = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *text = NULL;

    if (g_str_has_suffix (name, ".journal") && g_file_get_contents (path, &text, NULL, NULL))
      n_journals += strstr (text, with) != NULL && g_str_has_suffix (text, "\n");
  }
  return n_journals;
}

/* In the child: a window whose study changes and is not saved. */
static void
test_child (StudyWindow *f, gconstpointer data)
{
  study_window_open (f->window, g_getenv ("CALCARINE_TEST_STUDY"));
  g_object_set (get_display (f->window), "opacity", 0.375, NULL);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* A study of one volume in a window that is killed. */
static char *
kill_window (StudyWindow *f)
{
  static const gsize dims[3] = {3, 2, 2};
  static const float voxels[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  char *path = study_window_dup_path (f, "zstat.nii");
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;

  small_files_write_volume (path, dims, voxels);
  g_setenv ("CALCARINE_TEST_STUDY", path, TRUE);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, NULL);
  g_assert_no_error (error);
  g_unsetenv ("CALCARINE_TEST_STUDY");
  while (count_journals ("0.375") == 0 && g_subprocess_get_identifier (child) != NULL) {
    g_main_context_iteration (NULL, FALSE);
    g_usleep (20000);
  }
  cal_window_offer_restore (f->window);
  g_assert_null (study_window_find_dialog (f->window));
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  return path;
}

static void
answer (StudyWindow *f, const char *response)
{
  GtkWindow *dialog;

  cal_window_offer_restore (f->window);
  dialog = study_window_find_dialog (f->window);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (dialog));
  study_window_assert_says (dialog, "“zstat.nii”");
  if (response != NULL)
    adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
  study_window_wait (f->window);
}

/* The study is back as it was, and from then on the journal is this window's. */
static void
test_restore (StudyWindow *f, gconstpointer data)
{
  g_autofree char *path = kill_window (f);
  double opacity;

  answer (f, NULL);
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, 0);
  answer (f, "restore");
  g_object_get (get_display (f->window), "opacity", &opacity, NULL);
  g_assert_cmpfloat (opacity, ==, 0.375);
  g_assert_null (f->window->session_path);
  g_assert_cmpstr (cal_session_get_sources (f->window->session)[0], ==, path);
  cal_window_offer_restore (f->window);
  g_assert_null (study_window_find_dialog (f->window));
  g_object_set (get_display (f->window), "opacity", 0.625, NULL);
  while (count_journals ("0.625") == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_close (GTK_WINDOW (f->window));
  cal_test_window_settle ();
  g_assert_cmpuint (count_journals (""), ==, 0);
  f->window = study_window_new ();
}

static void
test_discard (StudyWindow *f, gconstpointer data)
{
  g_autofree char *path = kill_window (f);

  answer (f, "discard");
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, 0);
  g_assert_cmpuint (count_journals (""), ==, 0);
}

/* What was saved needs no journal. */
static void
test_saved (StudyWindow *f, gconstpointer data)
{
  g_autofree char *path = kill_window (f);
  g_autofree char *saved = study_window_dup_path (f, "saved.calcarine");

  answer (f, "restore");
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.save-session-to", "s", saved);
  g_assert_cmpuint (count_journals (""), ==, 0);
  g_assert_true (g_file_test (saved, G_FILE_TEST_EXISTS));
}

static void
add_tests (void)
{
#define ADD(name, test)                                                       \
  g_test_add ("/journal/" name, StudyWindow, NULL, study_window_set_up, test, \
              study_window_tear_down)
  if (g_getenv ("CALCARINE_TEST_STUDY") != NULL) {
    ADD ("child", test_child);
    return;
  }
  ADD ("restore", test_restore);
  ADD ("discard", test_discard);
  ADD ("saved", test_saved);
#undef ADD
}

int
main (int argc, char **argv)
{
  g_autofree char *state = NULL;
  int status;

  program = argv[0];
  if (g_getenv ("CALCARINE_TEST_STUDY") != NULL)
    return study_window_run (argc, argv, add_tests);
  state = g_dir_make_tmp ("calcarine-state-XXXXXX", NULL);
  g_setenv ("XDG_STATE_HOME", state, TRUE);
  status = study_window_run (argc, argv, add_tests);
  test_folder_remove (state);
  return status;
}
