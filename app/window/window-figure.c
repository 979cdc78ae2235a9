/* window-figure.c - exporting what is seen as the figure of a paper.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "app/session/figure-export.h"
#include "app/window/window-private.h"

/* The rows of the dialog. */
typedef struct {
  CalWindow *window;
  GtkWindow *dialog;
  AdwComboRow *content;
  AdwComboRow *background;
  GtkSpinButton *width;
  GtkSpinButton *height;
  GtkSpinButton *dpi;
  GtkSwitch *colour_bar;
  AdwEntryRow *title;
} FigureDialog;

enum {
  BACKGROUND_DARK,
  BACKGROUND_LIGHT,
  BACKGROUND_NONE,
};

/* The figure of what the views show now. */
static void
init_figure (CalWindow *self, CalFigure *figure)
{
  cal_window_keep_views (self);
  cal_session_init_figure (self->session, figure);
}

static void
read_dialog (FigureDialog *dialog, CalFigure *figure)
{
  guint background = adw_combo_row_get_selected (dialog->background);

  init_figure (dialog->window, figure);
  cal_figure_set_theme (figure, background == BACKGROUND_DARK ? CAL_THEME_DARK : CAL_THEME_LIGHT);
  if (background == BACKGROUND_NONE)
    memset (figure->background, 0, sizeof figure->background);
  figure->content = (CalFigureContent) adw_combo_row_get_selected (dialog->content);
  figure->width_px = gtk_spin_button_get_value_as_int (dialog->width);
  figure->height_px = gtk_spin_button_get_value_as_int (dialog->height);
  figure->dpi = gtk_spin_button_get_value (dialog->dpi);
  figure->colour_bar = gtk_switch_get_active (dialog->colour_bar);
  figure->title = gtk_editable_get_text (GTK_EDITABLE (dialog->title));
  if (*figure->title == '\0')
    figure->title = NULL;
}

static void
save_response_cb (GtkNativeDialog *chooser, int response, FigureDialog *dialog)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  CalWindow *window = dialog->window;
  CalFigure figure;

  gtk_native_dialog_hide (chooser);
  if (response == GTK_RESPONSE_ACCEPT) {
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
    read_dialog (dialog, &figure);
    if (cal_session_export_figure (window->session, &figure, g_file_peek_path (file), &error)) {
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
  g_signal_connect (chooser, "response", G_CALLBACK (save_response_cb), dialog);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static AdwComboRow *
add_combo (GtkListBox *list, const char *title, const char *const *words, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  gtk_list_box_append (list, row);
  return ADW_COMBO_ROW (row);
}

static GtkWidget *
add_suffix (GtkListBox *list, const char *title, GtkWidget *control)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  gtk_list_box_append (list, row);
  return control;
}

static GtkSpinButton *
add_spin (GtkListBox *list, const char *title, double low, double high, double initial)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (low, high, 1.0);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), initial);
  return GTK_SPIN_BUTTON (add_suffix (list, title, spin));
}

static void
add_rows (FigureDialog *dialog, GtkListBox *list)
{
  static const char *const contents[] = {"cortex", "slices", "mosaic", "cortex and slices", NULL};
  static const char *const backgrounds[] = {"dark", "light", "transparent", NULL};
  CalFigure figure;
  GtkWidget *bar = gtk_switch_new ();

  init_figure (dialog->window, &figure);
  dialog->content = add_combo (list, "What is drawn", contents, (guint) figure.content);
  dialog->background = add_combo (list, "Background", backgrounds, BACKGROUND_LIGHT);
  dialog->width = add_spin (list, "Width, pixels", 16, 16384, figure.width_px);
  dialog->height = add_spin (list, "Height, pixels", 16, 16384, figure.height_px);
  dialog->dpi = add_spin (list, "Dots an inch", 24, 2400, figure.dpi);
  gtk_switch_set_active (GTK_SWITCH (bar), TRUE);
  dialog->colour_bar = GTK_SWITCH (add_suffix (list, "Colour bar and legend", bar));
  dialog->title = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (dialog->title), "Title");
  gtk_list_box_append (list, GTK_WIDGET (dialog->title));
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
  g_object_set_data_full (G_OBJECT (dialog->dialog), "dialog", dialog, g_free);
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
