/* window-save.c - a text that a view made, written where the person says.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "app/window/window-private.h"
#include "io/replace.h"

#define TEXT_KEY "calcarine-text"

static void
chosen_cb (GtkNativeDialog *chooser, int response, CalWindow *self)
{
  gtk_native_dialog_hide (chooser);
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

    if (g_file_peek_path (file) != NULL)
      cal_window_save_text_to (self, g_file_peek_path (file),
                               g_object_get_data (G_OBJECT (chooser), TEXT_KEY));
  }
  g_object_unref (chooser);
}

/**
 * cal_window_save_text_to:
 *
 * Writes it, and says so.
 */
void
cal_window_save_text_to (CalWindow *self, const char *path, const char *text)
{
  g_autofree char *name = g_path_get_basename (path), *said = NULL;
  g_autoptr (GError) error = NULL;

  said = cal_replace_contents (path, text, strlen (text), &error)
             ? g_strdup_printf ("Wrote %s", name)
             : g_strdup (error->message);
  cal_window_toast (self, said);
}

/**
 * cal_window_save_text:
 * @name: that the person may change
 *
 * Asks where it is to be written.
 */
void
cal_window_save_text (CalWindow *self, const char *name, const char *text)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      "Save the Table", GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_object_set_data_full (G_OBJECT (chooser), TEXT_KEY, g_strdup (text), g_free);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
