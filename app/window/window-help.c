/* window-help.c - the palette and the shortcuts, from the table of commands; preferences.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/window/commands.h"
#include "app/window/picker.h"
#include "app/window/window-private.h"

/* The first accelerator, as it is written on keys. */
static char *
dup_key (const CalCommand *command)
{
  g_auto (GStrv) all = NULL;
  g_autoptr (GtkShortcutTrigger) trigger = NULL;

  if (command->accelerators == NULL)
    return NULL;
  all = g_strsplit (command->accelerators, " ", -1);
  trigger = gtk_shortcut_trigger_parse_string (all[0]);
  return gtk_shortcut_trigger_to_label (trigger, gdk_display_get_default ());
}

/**
 * cal_window_show_palette:
 *
 * Every command there is, to find by typing.
 */
void
cal_window_show_palette (CalWindow *self)
{
  GListStore *items = g_list_store_new (CAL_TYPE_PICKER_ITEM);
  gsize n_commands;
  const CalCommand *commands = cal_commands_list (&n_commands);

  for (gsize n = 0; n < n_commands; n++) {
    g_autofree char *name = NULL, *title = NULL;
    g_autofree char *key = dup_key (&commands[n]);
    g_autoptr (GVariant) target = NULL;
    g_autoptr (CalPickerItem) item = NULL;

    if (!g_action_parse_detailed_name (commands[n].action, &name, &target, NULL))
      g_return_if_reached ();
    title = g_strdup_printf ("%s: %s", commands[n].section, commands[n].title);
    item = cal_picker_item_new (title, key, name, target);
    g_list_store_append (items, item);
  }
  gtk_window_present (
      GTK_WINDOW (cal_picker_new (GTK_WINDOW (self), "Command Palette", G_LIST_MODEL (items))));
}

static void
add_help_row (GtkListBox *list, const char *title, const char *key)
{
  GtkWidget *row = adw_action_row_new (), *label = gtk_label_new (key);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "accel");
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (list, row);
}

static GtkWidget *
new_help_list (const char *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *title = gtk_label_new (section);
  GtkWidget *list = gtk_list_box_new ();
  gsize n_commands, n_gestures;
  const CalCommand *commands = cal_commands_list (&n_commands);
  const CalGesture *gestures = cal_gestures_list (&n_gestures);

  gtk_widget_add_css_class (title, "section-title");
  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  for (gsize n = 0; n < n_gestures; n++)
    if (g_str_equal (gestures[n].section, section))
      add_help_row (GTK_LIST_BOX (list), gestures[n].title, gestures[n].gesture);
  for (gsize n = 0; n < n_commands; n++) {
    g_autofree char *key = dup_key (&commands[n]);

    if (g_str_equal (commands[n].section, section) && key != NULL)
      add_help_row (GTK_LIST_BOX (list), commands[n].title, key);
  }
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), list);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  return box;
}

static GtkWindow *
new_dialog (CalWindow *self, const char *title, GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new (), *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_set_margin_top (child, 16);
  gtk_widget_set_margin_bottom (child, 24);
  gtk_widget_set_margin_start (child, 24);
  gtk_widget_set_margin_end (child, 24);
  gtk_window_set_child (GTK_WINDOW (window), scroller);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  return GTK_WINDOW (window);
}

/**
 * cal_window_show_shortcuts:
 *
 * Keys and gestures, section by section.
 */
void
cal_window_show_shortcuts (CalWindow *self)
{
  static const char *const sections[][4] = {{"Slices", "Study", "Edit", NULL},
                                            {"Cortex", "Help", NULL, NULL},
                                            {"Layers", "Window", "Views", NULL}};
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  for (gsize c = 0; c < G_N_ELEMENTS (sections); c++) {
    GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

    for (const char *const *section = sections[c]; *section != NULL; section++)
      gtk_box_append (GTK_BOX (column), new_help_list (*section));
    gtk_box_append (GTK_BOX (columns), column);
  }
  gtk_window_present (new_dialog (self, "Keyboard Shortcuts", columns, 1040, 760));
}

static void
add_choice (
    CalWindow *self, GtkListBox *list, const char *key, const char *title, const char *const *words)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row),
                              (guint) g_settings_get_enum (self->settings, key));
  gtk_widget_set_name (row, key);
  gtk_list_box_append (list, row);
}

static void
chosen_cb (AdwComboRow *row, GParamSpec *pspec, CalWindow *self)
{
  g_settings_set_enum (self->settings, gtk_widget_get_name (GTK_WIDGET (row)),
                       (int) adw_combo_row_get_selected (row));
}

/**
 * cal_window_show_preferences:
 *
 * What holds for every study.
 */
void
cal_window_show_preferences (CalWindow *self)
{
  static const char *const styles[] = {"as the desktop", "light", "dark", NULL};
  static const char *const conventions[] = {"neurological", "radiological", NULL};
  GtkWidget *list = gtk_list_box_new ();
  GtkListBoxRow *row;

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  add_choice (self, GTK_LIST_BOX (list), "style", "Light or dark", styles);
  add_choice (self, GTK_LIST_BOX (list), "convention", "Slices of a new study", conventions);
  for (int n = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), n)) != NULL; n++)
    g_signal_connect_object (row, "notify::selected", G_CALLBACK (chosen_cb), self, 0);
  gtk_window_present (new_dialog (self, "Preferences", list, 480, 260));
}
