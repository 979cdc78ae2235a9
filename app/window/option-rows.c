/* option-rows.c - a dialog whose rows are made of a table of parameters.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/option-rows.h"

#define WIDTH 520
#define MOST_HEIGHT 640

static GtkWidget *
new_combo (const CalOption *option, const char *initial)
{
  GtkWidget *combo = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (option->choices);

  if (option->enumeration != NULL) {
    g_autoptr (GEnumClass) class = g_type_class_ref (option->enumeration ());

    for (guint n = 0; n < class->n_values; n++)
      gtk_string_list_append (words, class->values[n].value_nick);
  }
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (words));
  for (guint n = 0; n < g_list_model_get_n_items (G_LIST_MODEL (words)); n++)
    if (g_strcmp0 (gtk_string_list_get_string (words, n), initial) == 0)
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

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin),
                             initial != NULL ? g_ascii_strtod (initial, NULL) : option->low);
  return spin;
}

static GtkWidget *
new_switch (gboolean initial)
{
  GtkWidget *control = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (control), initial);
  return control;
}

static void
option_dialog_free (gpointer data)
{
  CalOptionDialog *self = data;

  g_array_unref (self->rows);
  g_free (self);
}

/**
 * cal_option_dialog_new:
 * @accept_label: of the button under the rows
 *
 * Returns: (transfer none): a dialog with no rows, over @parent and modal; its window owns it
 */
CalOptionDialog *
cal_option_dialog_new (GtkWindow *parent, const char *title, const char *accept_label)
{
  CalOptionDialog *self = g_new0 (CalOptionDialog, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16), *list = gtk_list_box_new ();
  GtkWidget *accept = gtk_button_new_with_label (accept_label);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->window = GTK_WINDOW (gtk_window_new ());
  self->list = GTK_LIST_BOX (list);
  self->accept = GTK_BUTTON (accept);
  self->rows = g_array_new (FALSE, FALSE, sizeof (CalOptionRow));
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (accept, "suggested-action");
  gtk_widget_set_halign (accept, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), accept);
  gtk_widget_set_margin_top (box, 16);
  gtk_widget_set_margin_bottom (box, 16);
  gtk_widget_set_margin_start (box, 16);
  gtk_widget_set_margin_end (box, 16);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_HEIGHT);
  gtk_window_set_child (self->window, scroller);
  gtk_window_set_title (self->window, title);
  gtk_window_set_transient_for (self->window, parent);
  gtk_window_set_modal (self->window, TRUE);
  gtk_window_set_destroy_with_parent (self->window, TRUE);
  gtk_window_set_default_size (self->window, WIDTH, -1);
  g_object_set_data_full (G_OBJECT (self->window), "dialog", self, option_dialog_free);
  return self;
}

/**
 * cal_option_dialog_add:
 * @option: of which rows are made that have a title
 * @initial: (nullable): its value, as it would be typed
 *
 * Choices and texts are rows of their own, switches and numbers stand at the end of one.
 */
void
cal_option_dialog_add (CalOptionDialog *self, const CalOption *option, const char *initial)
{
  CalOptionRow added = {.option = option};
  GtkWidget *row;

  if (option->title == NULL)
    return;
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
  gtk_list_box_append (self->list, row);
  g_array_append_val (self->rows, added);
}

/**
 * cal_option_row_dup_text:
 *
 * Returns: (transfer full) (nullable): what the row says, as on the command line; NULL for a switch
 *   that is off and for no text
 */
char *
cal_option_row_dup_text (const CalOptionRow *self)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text;
  gpointer item;

  switch (self->option->type) {
  case CAL_OPTION_CHOICE:
    item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self->control));
    return g_strdup (gtk_string_object_get_string (item));
  case CAL_OPTION_WHOLE:
  case CAL_OPTION_NUMBER:
    return g_strdup (g_ascii_dtostr (digits, sizeof digits,
                                     gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->control))));
  case CAL_OPTION_FLAG:
    return gtk_switch_get_active (GTK_SWITCH (self->control)) ? g_strdup ("") : NULL;
  case CAL_OPTION_NUMBERS:
  case CAL_OPTION_TEXT:
  case CAL_OPTION_TEXTS:
  default:
    text = gtk_editable_get_text (GTK_EDITABLE (self->control));
    return *text != '\0' ? g_strdup (text) : NULL;
  }
}
