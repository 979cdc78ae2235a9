/* test-window-actions.c - what the table of commands promises, and what opening may meet.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "app/window/commands.h"
#include "app/window/picker.h"
#include "tests/app/demo-study.h"
#include "tests/support/small-files.h"
#include "tests/support/window.h"
#include "tests/window/study-window.h"

static const char *
get_page (StudyWindow *f)
{
  return gtk_stack_get_visible_child_name (f->window->pages);
}

/* A window with nothing open tells what to do, and offers nothing that cannot be done. */
static void
test_empty (StudyWindow *f, gconstpointer data)
{
  g_assert_cmpstr (get_page (f), ==, "empty");
  study_window_assert_says (f->window->pages, "Open a study");
  study_window_assert_says (f->window, "Calcarine");
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.figure", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.remove-layer", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  g_assert_null (study_window_find_dialog (f->window));
}

/* Every accelerator can be typed, and means one thing. */
static void
test_accelerators (StudyWindow *f, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n_commands;
  const CalCommand *commands = cal_commands_list (&n_commands);

  for (gsize n = 0; n < n_commands; n++) {
    g_auto (GStrv) accelerators =
        g_strsplit (commands[n].accelerators != NULL ? commands[n].accelerators : "", " ", -1);

    for (char **accelerator = accelerators; *accelerator != NULL; accelerator++) {
      g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (*accelerator);

      g_test_message ("%s: %s", commands[n].action, *accelerator);
      g_assert_nonnull (trigger);
      g_assert_true (g_hash_table_add (seen, gtk_shortcut_trigger_to_string (trigger)));
    }
  }
}

static void
close_dialogs (StudyWindow *f)
{
  GtkWindow *dialog;

  cal_test_window_settle ();
  while ((dialog = study_window_find_dialog (f->window)) != NULL) {
    gtk_window_destroy (dialog);
    cal_test_window_settle ();
  }
}

/* Every command of the table is an action that takes its target, and harms nothing. */
static void
test_commands (StudyWindow *f, gconstpointer data)
{
  static const char *const asks_for_files[] = {
      "win.open", "win.open-folder", "win.save-session-as", "win.save-session", "win.import", NULL};
  static const char *const ends[] = {"win.close-study", "window.close", NULL};
  gsize n_commands;
  const CalCommand *commands = cal_commands_list (&n_commands);

  for (gsize n = 0; n < n_commands; n++) {
    g_autofree char *name = NULL;
    g_autoptr (GVariant) target = NULL;

    g_test_message ("%s", commands[n].action);
    g_assert_true (g_action_parse_detailed_name (commands[n].action, &name, &target, NULL));
    if (g_strv_contains (asks_for_files, name) || g_strv_contains (ends, name))
      continue;
    g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (f->window), name, target));
    close_dialogs (f);
  }
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.play", NULL);
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (f->window), "win.no-such", NULL));
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.close-study", NULL);
  cal_test_window_settle ();
  g_assert_cmpstr (get_page (f), ==, "empty");
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, 0);
}

/* The palette finds a command by its words and does it. */
static void
test_palette (StudyWindow *f, gconstpointer data)
{
  GtkWindow *palette;
  GtkWidget *entry, *list;
  CalSliceLayout layout;
  guint n_all;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.palette", NULL);
  palette = study_window_find_dialog (f->window);
  g_assert_true (CAL_IS_PICKER (palette));
  entry = study_window_find (GTK_WIDGET (palette), GTK_TYPE_SEARCH_ENTRY);
  list = study_window_find (GTK_WIDGET (palette), GTK_TYPE_LIST_VIEW);
  n_all = g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
  gtk_editable_set_text (GTK_EDITABLE (entry), "MOSAIC sl");
  for (int n = 0; n < 4; n++)
    cal_test_window_settle ();
  g_assert_cmpuint (n_all, >, 40);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))), ==,
      1);
  g_signal_emit_by_name (entry, "activate");
  cal_test_window_settle ();
  g_assert_null (study_window_find_dialog (f->window));
  cal_slice_area_get_layout (f->window->slice_area, &layout);
  g_assert_cmpint (layout.mode, ==, CAL_SLICES_MOSAIC);
}

/* The window of shortcuts names every command that has a key, and every gesture. */
static void
test_shortcuts (StudyWindow *f, gconstpointer data)
{
  gsize n_commands, n_gestures;
  const CalCommand *commands = cal_commands_list (&n_commands);
  const CalGesture *gestures = cal_gestures_list (&n_gestures);
  GtkWindow *shortcuts;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.shortcuts", NULL);
  cal_test_window_settle ();
  shortcuts = study_window_find_dialog (f->window);
  g_assert_nonnull (shortcuts);
  for (gsize n = 0; n < n_commands; n++)
    if (commands[n].accelerators != NULL)
      study_window_assert_says (shortcuts, commands[n].title);
  for (gsize n = 0; n < n_gestures; n++)
    study_window_assert_says (shortcuts, gestures[n].gesture);
}

static char *
write_volume (StudyWindow *f, const char *name)
{
  static const gsize dims[3] = {4, 4, 4};
  char *path = study_window_dup_path (f, name);
  float voxels[64];

  for (int n = 0; n < 64; n++)
    voxels[n] = (float) n;
  small_files_write_volume (path, dims, voxels);
  return path;
}

/* Files that are dropped are added to the study, and remembered. */
static void
test_drop_and_recent (StudyWindow *f, gconstpointer data)
{
  g_autofree char *one = write_volume (f, "one.nii"), *two = write_volume (f, "two.nii");
  GSList first = {.data = g_file_new_for_path (one)}, second = {.data = g_file_new_for_path (two)};
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean dropped = FALSE;
  GMenuModel *menu;
  guint n_found = 0;

  first.next = &second;
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, &first);
  g_signal_emit_by_name (
      study_window_find_controller (GTK_WIDGET (f->window), GTK_TYPE_DROP_TARGET), "drop", &value,
      10.0, 10.0, &dropped);
  g_object_unref (first.data);
  g_object_unref (second.data);
  g_assert_true (dropped);
  study_window_wait (f->window);
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, 2);
  g_assert_cmpstr (get_page (f), ==, "study");
  g_assert_cmpstr (gtk_label_get_text (f->window->study_title), ==, "one.nii");
  for (int n = 0; n < 4; n++)
    cal_test_window_settle ();
  menu = adw_split_button_get_menu_model (f->window->open_button);
  for (int n = 0; n < g_menu_model_get_n_items (menu); n++) {
    g_autofree char *path = NULL;

    g_menu_model_get_item_attribute (menu, n, G_MENU_ATTRIBUTE_TARGET, "s", &path);
    n_found += g_strcmp0 (path, one) == 0 || g_strcmp0 (path, two) == 0;
  }
  g_assert_cmpuint (n_found, ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.open-path", "s", two);
  study_window_wait (f->window);
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, 1);
  g_assert_cmpstr (gtk_label_get_text (f->window->study_title), ==, "two.nii");
}

/* What cannot be opened is said, and what was open stays. */
static void
test_failing (StudyWindow *f, gconstpointer data)
{
  static const char *const bad[] = {"broken.nii", "absent.nii", "hostile.calcarine"};
  g_autofree char *good = write_volume (f, "good.nii");
  CalLayer *layer;

  study_window_open (f->window, good);
  layer = cal_scene_get_layer (f->scene, 0);
  g_object_set (cal_layer_get_display (layer), "opacity", 0.5, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (bad); n++) {
    g_autofree char *path = study_window_dup_path (f, bad[n]);

    if (!g_str_equal (bad[n], "absent.nii"))
      g_assert_true (
          g_file_set_contents (path, "{\"calcarine\": 1, \"sources\": [\"x\"", -1, NULL));
    for (int anew = 0; anew < 2; anew++) {
      if (anew)
        gtk_widget_activate_action (GTK_WIDGET (f->window), "win.open-path", "s", path);
      else
        cal_window_open (f->window, (const char *const[]){path, NULL});
      study_window_wait (f->window);
      g_assert_true (cal_scene_get_layer (f->scene, 0) == layer);
      g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, 1);
      g_assert_true (cal_history_can_undo (cal_session_get_history (f->window->session)));
      g_assert_cmpstr (gtk_label_get_text (f->window->study_title), ==, "good.nii");
    }
  }
}

/* The first failure is told in a toast that names the file. */
static void
test_toast (StudyWindow *f, gconstpointer data)
{
  g_autofree char *path = study_window_dup_path (f, "absent.nii");

  study_window_open (f->window, path);
  study_window_assert_says (f->window->toasts, "absent.nii");
  g_assert_cmpstr (get_page (f), ==, "empty");
}

/* A reading that is cancelled leaves nothing, and the next one can begin. */
static void
test_cancel (StudyWindow *f, gconstpointer data)
{
  g_autofree char *good = write_volume (f, "good.nii");

  cal_window_open (f->window, (const char *const[]){demo_study_get_folder (), NULL});
  g_assert_nonnull (f->window->job);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->window->status_jobs)));
  g_signal_emit_by_name (f->window->job_cancel, "clicked");
  study_window_wait (f->window);
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, 0);
  g_assert_cmpstr (get_page (f), ==, "empty");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (f->window->status_jobs)));
  study_window_open (f->window, good);
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, 1);
}

/* A window that is closed while it reads goes away with its job. */
static void
test_close_while_reading (StudyWindow *f, gconstpointer data)
{
  CalWindow *other = study_window_new ();
  gpointer gone = other;

  g_object_add_weak_pointer (G_OBJECT (other), &gone);
  cal_window_open (other, (const char *const[]){demo_study_get_folder (), NULL});
  gtk_window_close (GTK_WINDOW (other));
  while (gone != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Where there is no OpenGL the window opens, and says so in each view. */
static void
test_no_gl (StudyWindow *f, gconstpointer data)
{
  if (g_getenv ("CALCARINE_TEST_NO_GL") == NULL) {
    g_setenv ("CALCARINE_TEST_NO_GL", "1", TRUE);
    g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
    g_test_trap_subprocess ("/window-actions/no-gl", 0, 0);
    g_unsetenv ("GDK_DEBUG");
    g_unsetenv ("CALCARINE_TEST_NO_GL");
    g_test_trap_assert_passed ();
    return;
  }
  study_window_open (f->window, demo_study_get_folder ());
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), >, 0);
  study_window_assert_says (f->window->cortex_area, "OpenGL");
  study_window_assert_says (f->window->slice_area, "OpenGL");
}

#define ADD(name, test, demo)                                                        \
  g_test_add ("/window-actions/" name, StudyWindow, demo, study_window_set_up, test, \
              study_window_tear_down)

static void
add_tests (void)
{
  static const gboolean opens_demo = TRUE;

  ADD ("empty", test_empty, NULL);
  ADD ("accelerators", test_accelerators, NULL);
  ADD ("commands", test_commands, &opens_demo);
  ADD ("palette", test_palette, &opens_demo);
  ADD ("shortcuts", test_shortcuts, NULL);
  ADD ("drop-and-recent", test_drop_and_recent, NULL);
  ADD ("failing", test_failing, NULL);
  ADD ("toast", test_toast, NULL);
  ADD ("cancel", test_cancel, NULL);
  ADD ("close-while-reading", test_close_while_reading, NULL);
  ADD ("no-gl", test_no_gl, NULL);
}

int
main (int argc, char **argv)
{
  return study_window_run (argc, argv, add_tests);
}
