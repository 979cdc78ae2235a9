/* window-open.c - opening: dialogs, drops, recent studies, the demo, sessions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>

#include "app/demo/study.h"
#include "app/session/session-file.h"
#include "app/session/views.h"
#include "app/window/window-private.h"
#include "io/own-studies.h"
#include "model/error.h"

/* What a job that opens carries to its end. @anew: it takes the place of what is open. @left: the
 * journal that it is restored from. */
typedef struct {
  CalWindow *window;
  GStrv paths;
  gboolean anew;
  CalSavedSession *saved;
  CalAppendLog *left;
} Opening;

static void
opening_free (Opening *self)
{
  g_object_unref (self->window);
  g_strfreev (self->paths);
  g_clear_pointer (&self->saved, cal_saved_session_free);
  g_clear_pointer (&self->left, cal_append_log_unref);
  g_free (self);
}

static void
remember_recent (const char *const *paths)
{
  for (; *paths != NULL; paths++) {
    g_autofree char *uri = g_filename_to_uri (*paths, NULL, NULL);

    if (uri != NULL)
      gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
  }
}

static void
restore_views (CalWindow *self)
{
  CalCortexView cortex = *cal_cortex_area_get_view (self->cortex_area);
  CalSliceLayout slices;

  cal_slice_area_get_layout (self->slice_area, &slices);
  cal_views_from_json (cal_session_get_views (self->session), &cortex, &slices);
  cal_cortex_area_set_view (self->cortex_area, &cortex);
  cal_slice_area_set_layout (self->slice_area, &slices);
  cal_view_dock_set_state (self->dock, cal_views_get_dock (cal_session_get_views (self->session)));
}

/**
 * cal_window_keep_views:
 *
 * Tells the session how the views stand now.
 */
void
cal_window_keep_views (CalWindow *self)
{
  g_autoptr (JsonNode) dock = NULL;
  g_autoptr (JsonNode) views = NULL;
  CalSliceLayout slices;

  cal_slice_area_get_layout (self->slice_area, &slices);
  dock = cal_view_dock_dup_state (self->dock);
  views = cal_views_to_json (cal_cortex_area_get_view (self->cortex_area), &slices, dock);
  cal_session_set_views (self->session, views);
}

static void
adopt (CalWindow *self, Opening *opening, CalReading *reading)
{
  CalSavedSession *saved = opening->saved;
  gboolean empty = cal_reading_is_empty (reading);

  if (opening->anew && !empty) {
    g_clear_pointer (&self->session_path, g_free);
    cal_session_close (self->session);
  }
  cal_session_adopt (self->session, (const char *const *) opening->paths,
                     saved != NULL ? (const char *const *) saved->binds : NULL, reading);
  cal_window_offer_import (self, (const char *const *) opening->paths, reading);
  if (empty)
    return;
  if (saved != NULL) {
    cal_saved_session_apply (saved, self->session);
    if (opening->left != NULL)
      cal_journal_continue (self->journal, opening->left);
    else
      self->session_path = g_strdup (saved->path);
    restore_views (self);
    for (guint n = 0; n < saved->remarks->len; n++)
      cal_window_toast (self, saved->remarks->pdata[n]);
  }
  remember_recent (saved != NULL && opening->left == NULL ? (const char *const[]){saved->path, NULL}
                                                          : (const char *const *) opening->paths);
}

static void
opened_cb (GObject *job, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;
  CalWindow *self = opening->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) reading = cal_job_run_finish (CAL_JOB (job), result, &error);

  /* The window may have been closed meanwhile. */
  if (self->session == NULL) {
    opening_free (opening);
    return;
  }
  if (self->job == CAL_JOB (job))
    cal_window_show_job (self, NULL);
  if (reading != NULL)
    adopt (self, opening, CAL_READING (reading));
  else {
    cal_session_drop_preview (self->session);
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      cal_window_toast (self, error->message);
  }
  opening_free (opening);
}

/* Reads in a job. What takes the place of the study is read as if nothing were open; the study
 * stays until then. */
static void
start (CalWindow *self, Opening *opening)
{
  g_autoptr (CalSession) nothing = opening->anew ? cal_session_new () : NULL;
  g_autoptr (CalJob) job = cal_session_open_job (
      nothing != NULL ? nothing : self->session, (const char *const *) opening->paths,
      opening->saved != NULL ? (const char *const *) opening->saved->binds : NULL);

  if (!opening->anew || cal_session_is_empty (self->session))
    g_signal_connect_object (job, "offered", G_CALLBACK (cal_session_adopt_preview), self->session,
                             G_CONNECT_SWAPPED);
  cal_window_show_job (self, job);
  cal_job_run_async (job, opened_cb, opening);
}

static void
open_paths (CalWindow *self, const char *const *paths, gboolean anew, gboolean allow_outside);

/* Asked once: what was allowed is remembered for the study as it is. */
static void
allowed_cb (AdwMessageDialog *dialog, const char *response, CalWindow *self)
{
  const char *path = g_object_get_data (G_OBJECT (dialog), "path");

  if (!g_str_equal (response, "open"))
    return;
  cal_own_study_remember (path, NULL);
  open_paths (self, (const char *const[]){path, NULL}, TRUE, TRUE);
}

static void
ask_about_outside (CalWindow *self, const char *path, const char *message)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (self), "Read Data Outside the Study’s Folder?", message);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", "_Cancel", "open",
                                    "_Open", NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "path", g_strdup (path), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (allowed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
open_paths (CalWindow *self, const char *const *paths, gboolean anew, gboolean allow_outside)
{
  g_autoptr (GError) error = NULL;
  Opening *opening;

  if (paths == NULL || paths[0] == NULL)
    return;
  if (self->job != NULL) {
    cal_window_toast (self, "Another study is being read; cancel it first");
    return;
  }
  opening = g_new0 (Opening, 1);
  opening->window = g_object_ref (self);
  opening->anew = anew || cal_saved_session_is_path (paths[0]);
  if (cal_saved_session_is_path (paths[0]))
    opening->saved = cal_saved_session_load (paths[0], allow_outside, &error);
  opening->paths = opening->saved != NULL ? g_strdupv (opening->saved->sources)
                                          : g_strdupv ((GStrv) (gpointer) paths);
  if (g_error_matches (error, CAL_ERROR, CAL_ERROR_OUTSIDE))
    ask_about_outside (self, paths[0], error->message);
  else if (error != NULL)
    cal_window_toast (self, error->message);
  else if (opening->paths[0] == NULL)
    cal_window_toast (self, opening->saved->remarks->len > 0 ? opening->saved->remarks->pdata[0]
                                                             : "The session names no data");
  else {
    start (self, opening);
    return;
  }
  opening_free (opening);
}

/**
 * cal_window_open:
 * @paths: files, folders, or one session file
 *
 * Adds them to what is open, in a job; a session file takes the place of what is open. What gives
 * nothing leaves everything as it is.
 */
void
cal_window_open (CalWindow *self, const char *const *paths)
{
  g_return_if_fail (CAL_IS_WINDOW (self));

  open_paths (self, paths, FALSE, FALSE);
}

/**
 * cal_window_restore:
 * @left: the journal of a process that has ended
 * @saved: (transfer full): what it says
 *
 * Opens the study as it was. The journal is the window's own from then on; if the study cannot be
 * opened it is left for the next start.
 */
void
cal_window_restore (CalWindow *self, CalAppendLog *left, CalSavedSession *saved)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->window = g_object_ref (self);
  opening->anew = TRUE;
  opening->saved = saved;
  opening->left = cal_append_log_ref (left);
  opening->paths = g_strdupv (saved->sources);
  if (self->job == NULL && opening->paths[0] != NULL) {
    start (self, opening);
    return;
  }
  cal_window_toast (self, saved->remarks->len > 0 ? saved->remarks->pdata[0]
                                                  : "The study cannot be restored now");
  opening_free (opening);
}

static void
open_chosen_cb (GtkNativeDialog *dialog, int response, CalWindow *self)
{
  g_autoptr (GListModel) files = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  gtk_native_dialog_hide (dialog);
  if (response == GTK_RESPONSE_ACCEPT) {
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
    for (guint n = 0; n < g_list_model_get_n_items (files); n++) {
      g_autoptr (GFile) file = g_list_model_get_item (files, n);

      if (g_file_peek_path (file) != NULL)
        g_ptr_array_add (paths, g_file_get_path (file));
    }
    g_ptr_array_add (paths, NULL);
    open_paths (self, (const char *const *) paths->pdata,
                g_object_get_data (G_OBJECT (dialog), "anew") != NULL, FALSE);
  }
  g_object_unref (dialog);
}

/* Asks for files or a folder. @anew: they take the place of what is open. */
static void
choose (CalWindow *self, gboolean folder, gboolean anew)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      folder ? "Open a Folder" : "Open Files", GTK_WINDOW (self),
      folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), !folder);
  if (anew)
    g_object_set_data (G_OBJECT (dialog), "anew", dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (open_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (CAL_WINDOW (widget), FALSE, TRUE);
}

static void
open_folder_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (CAL_WINDOW (widget), TRUE, TRUE);
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (CAL_WINDOW (widget), FALSE, FALSE);
}

static void
open_path_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *paths[] = {g_variant_get_string (parameter, NULL), NULL};

  open_paths (CAL_WINDOW (widget), paths, TRUE, FALSE);
}

static void
close_study_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);

  if (self->job != NULL)
    cal_job_cancel (self->job);
  g_clear_pointer (&self->session_path, g_free);
  cal_session_close (self->session);
  cal_journal_discard (self->journal);
}

static char *
dup_demo_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "calcarine", "demo", NULL);
}

static GObject *
write_demo (CalJob *job, gpointer input, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (input);

  g_mkdir_with_parents (parent, 0700);
  if (!cal_demo_write (input, FALSE, job, error))
    return NULL;
  return G_OBJECT (g_file_new_for_path (input));
}

static void
demo_written_cb (GObject *job, GAsyncResult *result, gpointer data)
{
  g_autoptr (CalWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) folder = cal_job_run_finish (CAL_JOB (job), result, &error);

  if (self->session == NULL)
    return;
  cal_window_show_job (self, NULL);
  if (folder == NULL)
    cal_window_toast (self, error->message);
  else {
    const char *paths[] = {g_file_peek_path (G_FILE (folder)), NULL};

    cal_window_open (self, paths);
  }
}

/* The demo study: written once, then opened like any other folder. */
static void
demo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);
  g_autofree char *folder = dup_demo_folder ();
  g_autofree char *truth = g_build_filename (folder, "truth.json", NULL);
  const char *paths[] = {folder, NULL};
  g_autoptr (CalJob) job = NULL;

  if (self->job != NULL)
    return;
  if (g_file_test (truth, G_FILE_TEST_EXISTS)) {
    cal_window_open (self, paths);
    return;
  }
  job = cal_job_new ("Writing the demo study", write_demo, g_strdup (folder), g_free);
  cal_window_show_job (self, job);
  cal_job_run_async (job, demo_written_cb, g_object_ref (self));
}

static void
save_to (CalWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  cal_window_keep_views (self);
  if (!cal_session_save (self->session, path, &error)) {
    cal_window_toast (self, error->message);
    return;
  }
  cal_journal_discard (self->journal);
  if (g_strcmp0 (self->session_path, path) != 0) {
    g_free (self->session_path);
    self->session_path = g_strdup (path);
  }
  cal_window_toast (self, "Session saved");
}

static void
save_chosen_cb (GtkNativeDialog *dialog, int response, CalWindow *self)
{
  gtk_native_dialog_hide (dialog);
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_autofree char *path = g_file_get_path (file);
    g_autofree char *full = path == NULL || cal_saved_session_is_path (path)
                                ? g_strdup (path)
                                : g_strconcat (path, ".calcarine", NULL);

    if (full != NULL)
      save_to (self, full);
  }
  g_object_unref (dialog);
}

static void
save_as_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      "Save the Session", GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), "study.calcarine");
  g_signal_connect_object (dialog, "response", G_CALLBACK (save_chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CalWindow *self = CAL_WINDOW (widget);

  /* What is shown meanwhile is a first part of it, and no study. */
  if (self->job != NULL)
    cal_window_toast (self, "Still reading: save when that is done");
  else if (self->session_path != NULL)
    save_to (self, self->session_path);
  else
    save_as_cb (widget, action, parameter);
}

static void
save_path_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  save_to (CAL_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

void
cal_window_install_open_actions (CalWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.open-folder", NULL, open_folder_cb);
  gtk_widget_class_install_action (widget_class, "win.open-path", "s", open_path_cb);
  gtk_widget_class_install_action (widget_class, "win.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "win.close-study", NULL, close_study_cb);
  gtk_widget_class_install_action (widget_class, "win.demo", NULL, demo_cb);
  gtk_widget_class_install_action (widget_class, "win.save-session", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "win.save-session-as", NULL, save_as_cb);
  gtk_widget_class_install_action (widget_class, "win.save-session-to", "s", save_path_cb);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CalWindow *self)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (GSList *file = g_value_get_boxed (value); file != NULL; file = file->next)
    if (g_file_peek_path (file->data) != NULL)
      g_ptr_array_add (paths, g_file_get_path (file->data));
  g_ptr_array_add (paths, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->pages), "drop-here");
  cal_window_open (self, (const char *const *) paths->pdata);
  return TRUE;
}

static GdkDragAction
drag_enter_cb (GtkDropTarget *target, double x, double y, CalWindow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->pages), "drop-here");
  return GDK_ACTION_COPY;
}

static void
drag_leave_cb (GtkDropTarget *target, CalWindow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->pages), "drop-here");
}

/**
 * cal_window_accept_drops:
 *
 * Files and folders that are dropped on the window are added to the study.
 */
void
cal_window_accept_drops (CalWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect (target, "enter", G_CALLBACK (drag_enter_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (drag_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * cal_window_update_recent:
 *
 * Fills the menu beside "Open" with what was opened last.
 */
void
cal_window_update_recent (CalWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint n_items = 0;

  for (GList *item = items; item != NULL && n_items < 10; item = item->next) {
    g_autofree char *path = g_filename_from_uri (gtk_recent_info_get_uri (item->data), NULL, NULL);
    g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
    g_autoptr (GMenuItem) entry = NULL;

    if (path == NULL || !gtk_recent_info_has_application (item->data, g_get_application_name ()) ||
        !g_file_test (path, G_FILE_TEST_EXISTS))
      continue;
    entry = g_menu_item_new (name, NULL);
    g_menu_item_set_action_and_target (entry, "win.open-path", "s", path);
    g_menu_append_item (menu, entry);
    n_items++;
  }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  adw_split_button_set_menu_model (self->open_button, G_MENU_MODEL (menu));
}
