/* study-window.c - the window with the demo study in it, for tests to click in.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/window/study-window.h"

#include <string.h>

#include "tests/app/demo-study.h"
#include "tests/support/folder.h"
#include "tests/support/window.h"

static CalApplication *application;

/**
 * study_window_run:
 *
 * The main function of a test of the window; skips everything where there is no display.
 */
int
study_window_run (int argc, char **argv, void (*add_tests) (void))
{
  g_autoptr (GError) error = NULL;
  g_autofree char *home = g_dir_make_tmp ("calcarine-home-XXXXXX", NULL);
  int status;

  /* What was opened is remembered for this run only. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP there is no display\n");
    return 0;
  }
  application = cal_application_new ();
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  add_tests ();
  status = g_test_run ();
  demo_study_remove ();
  test_folder_remove (home);
  return status;
}

/* A window that has been drawn, with nothing open. */
CalWindow *
study_window_new (void)
{
  CalWindow *window = cal_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    g_main_context_iteration (NULL, TRUE);
  cal_test_window_wait (GTK_WIDGET (window));
  return window;
}

/* Until no job runs and what it opened has been drawn. */
void
study_window_wait (CalWindow *window)
{
  while (window->job != NULL)
    g_main_context_iteration (NULL, TRUE);
  cal_test_window_settle ();
  cal_test_window_wait (GTK_WIDGET (window));
}

void
study_window_open (CalWindow *window, const char *path)
{
  cal_window_open (window, (const char *const[]){path, NULL});
  study_window_wait (window);
}

/* @opens_demo: not NULL if the demo study shall be open. */
void
study_window_set_up (StudyWindow *f, gconstpointer opens_demo)
{
  f->folder = g_dir_make_tmp ("calcarine-window-XXXXXX", NULL);
  f->window = study_window_new ();
  f->scene = cal_session_get_scene (f->window->session);
  if (opens_demo != NULL) {
    study_window_open (f->window, demo_study_get_folder ());
    g_assert_cmpuint (cal_scene_get_n_layers (f->scene), >, 0);
  }
}

void
study_window_tear_down (StudyWindow *f, gconstpointer data)
{
  gpointer window = f->window;

  g_object_add_weak_pointer (G_OBJECT (f->window), &window);
  gtk_window_destroy (GTK_WINDOW (f->window));
  cal_test_window_settle ();
  g_assert_null (window);
  test_folder_remove (f->folder);
  g_free (f->folder);
}

char *
study_window_dup_path (StudyWindow *f, const char *name)
{
  return g_build_filename (f->folder, name, NULL);
}

/* The first widget of that type, in the order of drawing. */
GtkWidget *
study_window_find (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = study_window_find (child, type);
  return found;
}

GtkEventController *
study_window_find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) list = gtk_widget_observe_controllers (widget);

  for (guint n = 0; n < g_list_model_get_n_items (list); n++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (list, n);

    if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
      return controller;
  }
  g_error ("%s has no %s", G_OBJECT_TYPE_NAME (widget), g_type_name (type));
}

/* Presses, moves in four steps, lets go. */
void
study_window_drag (GtkWidget *widget, double x, double y, double dx, double dy)
{
  GtkEventController *gesture = study_window_find_controller (widget, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  for (int n = 1; n <= 4; n++)
    g_signal_emit_by_name (gesture, "drag-update", dx * n / 4.0, dy * n / 4.0);
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
  cal_test_window_wait (widget);
}

static void
collect_texts (GtkWidget *widget, GString *texts)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (texts, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_texts (child, texts);
}

/* What a person reads there: the text of every label, a line each. */
char *
study_window_dup_texts (gpointer widget)
{
  GString *texts = g_string_new (NULL);

  collect_texts (GTK_WIDGET (widget), texts);
  return g_string_free (texts, FALSE);
}

void
study_window_assert_says (gpointer widget, const char *text)
{
  g_autofree char *texts = study_window_dup_texts (widget);

  if (strstr (texts, text) == NULL)
    g_error ("\"%s\" is not said:\n%s", text, texts);
}

/* The window that lies over @window. */
GtkWindow *
study_window_find_dialog (CalWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint n = 0; n < g_list_model_get_n_items (toplevels); n++) {
    g_autoptr (GtkWindow) toplevel = g_list_model_get_item (toplevels, n);

    if (gtk_window_get_transient_for (toplevel) == GTK_WINDOW (window))
      return toplevel;
  }
  return NULL;
}

CalLayer *
study_window_find_layer (StudyWindow *f, const char *name, gboolean is_volume)
{
  for (guint n = 0; n < cal_scene_get_n_layers (f->scene); n++) {
    CalLayer *layer = cal_scene_get_layer (f->scene, n);

    if (g_str_equal (cal_layer_get_name (layer), name) &&
        (cal_layer_get_volume (layer) != NULL) == is_volume)
      return layer;
  }
  g_error ("there is no layer called %s", name);
}
