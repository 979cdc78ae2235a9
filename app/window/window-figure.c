/* window-figure.c - exporting what is seen as the figure of a paper.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "app/session/figure-export.h"
#include "app/session/figure-options.h"
#include "app/window/window-private.h"

/* A parameter, and what it is set with. */
typedef struct {
  const CalOption *option;
  GtkWidget *control;
} Row;

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

/* What a row says, as on the command line; NULL for a switch that is off and for no text. */
static char *
read_row (const Row *row)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text;
  gpointer item;

  switch (row->option->type) {
  case CAL_OPTION_CHOICE:
    item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row->control));
    return g_strdup (gtk_string_object_get_string (item));
  case CAL_OPTION_WHOLE:
  case CAL_OPTION_NUMBER:
    return g_strdup (g_ascii_dtostr (digits, sizeof digits,
                                     gtk_spin_button_get_value (GTK_SPIN_BUTTON (row->control))));
  case CAL_OPTION_FLAG:
    return gtk_switch_get_active (GTK_SWITCH (row->control)) ? g_strdup ("") : NULL;
  case CAL_OPTION_NUMBERS:
  case CAL_OPTION_TEXT:
  case CAL_OPTION_TEXTS:
  default:
    text = gtk_editable_get_text (GTK_EDITABLE (row->control));
    return *text != '\0' ? g_strdup (text) : NULL;
  }
}

/* @texts: keeps what the figure points to. */
static gboolean
read_dialog (FigureDialog *dialog, CalFigure *figure, GPtrArray *texts, GError **error)
{
  init_figure (dialog->window, figure);
  for (guint n = 0; n < dialog->rows->len; n++) {
    const Row *row = &g_array_index (dialog->rows, Row, n);
    char *text = read_row (row);

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

static GtkWidget *
new_combo (const CalOption *option, const char *initial)
{
  GtkWidget *combo = adw_combo_row_new ();
  g_autoptr (GEnumClass) class = g_type_class_ref (option->enumeration ());
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint n = 0; n < class->n_values; n++)
    gtk_string_list_append (words, class->values[n].value_nick);
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (words));
  for (guint n = 0; n < class->n_values; n++)
    if (g_strcmp0 (class->values[n].value_nick, initial) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (combo), n);
  return combo;
}

static GtkWidget *
new_entry (const char *initial)
{
  GtkWidget *entry = adw_entry_row_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), initial != NULL ? initial : "");
  return entry;
}

static GtkWidget *
new_spin (const CalOption *option, const char *initial)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (option->low, option->high, 1.0);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), g_ascii_strtod (initial, NULL));
  return spin;
}

static GtkWidget *
new_switch (gboolean initial)
{
  GtkWidget *control = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (control), initial);
  return control;
}

/* Choices and texts are rows of their own, switches and numbers stand at the end of one. */
static void
add_row (FigureDialog *dialog, GtkListBox *list, const CalOption *option, const char *initial)
{
  Row added = {.option = option};
  GtkWidget *row;

  if (option->type == CAL_OPTION_CHOICE)
    row = added.control = new_combo (option, initial);
  else if (option->type == CAL_OPTION_TEXT)
    row = added.control = new_entry (initial);
  else {
    row = adw_action_row_new ();
    added.control =
        option->type == CAL_OPTION_FLAG ? new_switch (initial != NULL) : new_spin (option, initial);
    gtk_widget_set_valign (added.control, GTK_ALIGN_CENTER);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), added.control);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), option->title);
  gtk_list_box_append (list, row);
  g_array_append_val (dialog->rows, added);
}

static void
add_rows (FigureDialog *dialog, GtkListBox *list)
{
  CalFigure figure;

  init_figure (dialog->window, &figure);
  dialog->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  for (const CalOption *option = cal_figure_options; option->name != NULL; option++) {
    g_autofree char *initial = cal_figure_dup_option (&figure, option->name);

    if (option->title != NULL)
      add_row (dialog, list, option, initial);
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
