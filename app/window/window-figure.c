/* window-figure.c - exporting what is seen as the figure of a paper.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "app/session/figure-export.h"
#include "app/session/figure-options.h"
#include "app/window/option-rows.h"
#include "app/window/window-private.h"

/* The figure of what the views show now. */
static void
init_figure (CalWindow *self, CalFigure *figure)
{
  cal_window_keep_views (self);
  cal_session_init_figure (self->session, figure);
}

/* @texts: keeps what the figure points to. */
static gboolean
read_dialog (CalOptionDialog *dialog, CalFigure *figure, GPtrArray *texts, GError **error)
{
  init_figure (CAL_WINDOW (gtk_window_get_transient_for (dialog->window)), figure);
  for (guint n = 0; n < dialog->rows->len; n++) {
    const CalOptionRow *row = &g_array_index (dialog->rows, CalOptionRow, n);
    char *text = cal_option_row_dup_text (row);

    if (text == NULL)
      continue;
    g_ptr_array_add (texts, text);
    if (!cal_figure_set_option (figure, row->option->name, text, error))
      return FALSE;
  }
  return TRUE;
}

static void
save_response_cb (GtkNativeDialog *chooser, int response, GtkWindow *window_of_rows)
{
  CalOptionDialog *dialog = g_object_get_data (G_OBJECT (window_of_rows), "dialog");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  CalWindow *window = CAL_WINDOW (gtk_window_get_transient_for (window_of_rows));
  CalFigure figure;

  gtk_native_dialog_hide (chooser);
  if (response == GTK_RESPONSE_ACCEPT) {
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
    if (read_dialog (dialog, &figure, texts, &error) &&
        cal_session_export_figure (window->session, &figure, g_file_peek_path (file), &error)) {
      g_autofree char *name = g_file_get_basename (file);
      g_autofree char *text = g_strdup_printf ("Wrote %s", name);

      adw_toast_overlay_add_toast (window->toasts, adw_toast_new (text));
      gtk_window_destroy (window_of_rows);
    } else
      cal_window_toast (window, error->message);
  }
  g_object_unref (chooser);
}

static void
save_cb (CalOptionDialog *dialog)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      "Export the Figure", dialog->window, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "figure.png");
  /* The dialog may be closed while the chooser is open: then no answer comes. */
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), dialog->window, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * cal_window_export_figure:
 *
 * Asks how large and on what, then where to; draws off the screen, so that the size of the window
 * does not matter.
 */
void
cal_window_export_figure (CalWindow *self)
{
  CalOptionDialog *dialog = cal_option_dialog_new (GTK_WINDOW (self), "Export a Figure", "Save…");
  CalFigure figure;

  init_figure (self, &figure);
  for (const CalOption *option = cal_figure_options; option->name != NULL; option++) {
    g_autofree char *initial = cal_figure_dup_option (&figure, option->name);

    cal_option_dialog_add (dialog, option, initial);
  }
  g_signal_connect_swapped (dialog->accept, "clicked", G_CALLBACK (save_cb), dialog);
  gtk_window_present (dialog->window);
}

/**
 * cal_window_copy_figure_command:
 *
 * Puts the command that draws this figure without a window on the clipboard.
 */
void
cal_window_copy_figure_command (CalWindow *self)
{
  g_autofree char *provenance = NULL, *command = NULL;
  CalFigure figure;

  init_figure (self, &figure);
  provenance = cal_session_dup_provenance (self->session, &figure);
  command = g_strconcat (strstr (provenance, "calcarine figure"), " -o figure.png", NULL);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), command);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new ("Copied the figure's command"));
}
