/* window-figure.c - exporting what is seen as the figure of a paper.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "app/session/figure-export.h"
#include "app/session/figure-options.h"
#include "app/window/option-rows.h"
#include "app/window/window-private.h"

typedef struct {
  CalWindow *window;
  GtkWindow *dialog;
  GArray *rows;
} FigureDialog;

static void
figure_dialog_free (gpointer data)
{
  FigureDialog *dialog = data;

  g_array_unref (dialog->rows);
  g_free (dialog);
}

/* The figure of what the views show now. */
static void
init_figure (CalWindow *self, CalFigure *figure)
{
  cal_window_keep_views (self);
  cal_session_init_figure (self->session, figure);
}

/* @texts: keeps what the figure points to. */
static gboolean
read_dialog (FigureDialog *dialog, CalFigure *figure, GPtrArray *texts, GError **error)
{
  init_figure (dialog->window, figure);
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
  FigureDialog *dialog = g_object_get_data (G_OBJECT (window_of_rows), "dialog");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  CalWindow *window = dialog->window;
  CalFigure figure;

  gtk_native_dialog_hide (chooser);
  if (response == GTK_RESPONSE_ACCEPT) {
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
    if (read_dialog (dialog, &figure, texts, &error) &&
        cal_session_export_figure (window->session, &figure, g_file_peek_path (file), &error)) {
      g_autofree char *name = g_file_get_basename (file);
      g_autofree char *text = g_strdup_printf ("Wrote %s", name);

      adw_toast_overlay_add_toast (window->toasts, adw_toast_new (text));
      gtk_window_destroy (dialog->dialog);
    } else
      cal_window_toast (window, error->message);
  }
  g_object_unref (chooser);
}

static void
save_cb (FigureDialog *dialog)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      "Export the Figure", dialog->dialog, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), "figure.png");
  /* The dialog may be closed while the chooser is open: then no answer comes. */
  g_signal_connect_object (chooser, "response", G_CALLBACK (save_response_cb), dialog->dialog, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
add_rows (FigureDialog *dialog, GtkListBox *list)
{
  CalFigure figure;

  init_figure (dialog->window, &figure);
  dialog->rows = g_array_new (FALSE, FALSE, sizeof (CalOptionRow));
  for (const CalOption *option = cal_figure_options; option->name != NULL; option++) {
    g_autofree char *initial = cal_figure_dup_option (&figure, option->name);

    if (option->title != NULL)
      cal_option_rows_add (dialog->rows, list, option, initial);
  }
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
  FigureDialog *dialog = g_new0 (FigureDialog, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16), *list = gtk_list_box_new ();
  GtkWidget *save = gtk_button_new_with_label ("Save…");

  dialog->window = self;
  dialog->dialog = GTK_WINDOW (gtk_window_new ());
  add_rows (dialog, GTK_LIST_BOX (list));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_widget_set_halign (save, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), save);
  gtk_widget_set_margin_top (box, 16);
  gtk_widget_set_margin_bottom (box, 16);
  gtk_widget_set_margin_start (box, 16);
  gtk_widget_set_margin_end (box, 16);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (save_cb), dialog);
  gtk_window_set_child (dialog->dialog, box);
  gtk_window_set_title (dialog->dialog, "Export a Figure");
  gtk_window_set_transient_for (dialog->dialog, GTK_WINDOW (self));
  gtk_window_set_modal (dialog->dialog, TRUE);
  gtk_window_set_destroy_with_parent (dialog->dialog, TRUE);
  gtk_window_set_default_size (dialog->dialog, 460, -1);
  g_object_set_data_full (G_OBJECT (dialog->dialog), "dialog", dialog, figure_dialog_free);
  gtk_window_present (dialog->dialog);
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
