/* window-import.c - ways into the import assistant.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/import-window.h"
#include "app/window/window-private.h"
#include "io/loaded.h"

/**
 * cal_window_import:
 * @path: a container, or a file that holds one array
 *
 * Opens the import assistant on it; a message if it cannot be read.
 */
void
cal_window_import (CalWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  CalImport *import = cal_import_new (self->session, path, NULL, &error);

  if (import == NULL)
    cal_window_toast (self, error->message);
  else
    gtk_window_present (GTK_WINDOW (cal_import_window_new (GTK_WINDOW (self), import)));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, CalWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

    if (path != NULL)
      cal_window_import (self, path);
  }
  g_object_unref (dialog);
}

/* A path; "" asks for one. */
static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *path = g_variant_get_string (parameter, NULL);
  GtkFileChooserNative *dialog;

  if (path[0] != '\0') {
    cal_window_import (CAL_WINDOW (widget), path);
    return;
  }
  dialog = gtk_file_chooser_native_new ("Import a File", GTK_WINDOW (widget),
                                        GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (chosen_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
cal_window_install_import_actions (CalWindowClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.import", "s", import_cb);
}

static gboolean
shows_something (CalReading *reading)
{
  return cal_reading_get_cortices (reading)->len + cal_reading_get_items (reading)->len +
             cal_reading_get_findings (reading)->len + cal_reading_get_rdms (reading)->len +
             cal_reading_get_stimuli (reading)->len + cal_reading_get_tables (reading)->len +
             cal_reading_get_questions (reading)->len >
         0;
}

/* The one file that was opened and says nothing by itself; NULL if there is none. */
static const char *
find_unplaced (const char *const *paths, CalReading *reading)
{
  GPtrArray *containers = cal_reading_get_containers (reading);

  if (shows_something (reading))
    return NULL;
  if (containers->len > 0)
    return cal_loaded_get_path (containers->pdata[0]);
  return paths[0] != NULL && paths[1] == NULL && g_file_test (paths[0], G_FILE_TEST_IS_REGULAR)
             ? paths[0]
             : NULL;
}

/**
 * cal_window_offer_import:
 * @paths: what was opened
 * @reading: what it gave
 *
 * Offers the import assistant where nothing of a file could be shown.
 */
void
cal_window_offer_import (CalWindow *self, const char *const *paths, CalReading *reading)
{
  const char *path = find_unplaced (paths, reading);
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_autofree char *text = NULL, *escaped = NULL;
  AdwToast *toast;

  if (path == NULL)
    return;
  text = g_strdup_printf ("%s does not say where its values belong", name);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, 12);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (toast, "Import…");
  adw_toast_set_action_name (toast, "win.import");
  adw_toast_set_action_target_value (toast, g_variant_new_string (path));
  adw_toast_overlay_add_toast (self->toasts, toast);
}
