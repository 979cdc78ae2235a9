/* profile-area-controls.c - the title row of the profile view: which series, of what, contrasts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/accessible.h"
#include "widgets/choice.h"
#include "widgets/profile-area-private.h"

static const char *const of_names[] = {"Place", "Region", NULL};
static const char *const measure_names[] = {"t", "d′", "AUC", NULL};

static GPtrArray *
list_series (CalProfileArea *self)
{
  GPtrArray *all = cal_encoding_scene_get_series (self->encoding), *found = g_ptr_array_new ();

  for (guint n = 0; n < all->len; n++)
    if (cal_series_get_desc (all->pdata[n])->axis != CAL_AXIS_TIME)
      g_ptr_array_add (found, all->pdata[n]);
  return found;
}

static void
series_cb (CalProfileArea *self)
{
  g_autoptr (GPtrArray) series = list_series (self);
  guint n = gtk_drop_down_get_selected (self->series_choice);

  if (!self->is_showing && n < series->len)
    cal_profile_area_set_series (self, series->pdata[n]);
}

static void
column_cb (CalProfileArea *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->column_choice);

  if (!self->is_showing)
    cal_profile_area_set_column (self, gtk_drop_down_get_selected (self->column_choice) > 0
                                           ? gtk_string_object_get_string (item)
                                           : NULL);
}

static void
of_cb (CalProfileArea *self)
{
  self->of = (CalProfileOf) gtk_drop_down_get_selected (self->of_choice);
  cal_profile_area_read (self);
}

static void
sort_cb (CalProfileArea *self)
{
  self->is_by_value = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->sort));
  if (self->profile != NULL)
    cal_profile_area_sort (self);
  gtk_widget_queue_draw (self->canvas);
}

static void
contrast_cb (CalProfileArea *self)
{
  GtkStringObject *preferred = gtk_drop_down_get_selected_item (self->preferred);
  GtkStringObject *other = gtk_drop_down_get_selected_item (self->other);

  if (preferred == NULL || self->bars == NULL)
    return;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->contrast_button));
  cal_profile_area_contrast (
      self, gtk_string_object_get_string (preferred),
      gtk_drop_down_get_selected (self->other) > 0 ? gtk_string_object_get_string (other) : NULL);
}

static gboolean
is_alike (GListModel *a, GListModel *b)
{
  guint n = g_list_model_get_n_items (b);

  if (a == NULL || g_list_model_get_n_items (a) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (a), i),
                      gtk_string_list_get_string (GTK_STRING_LIST (b), i)))
      return FALSE;
  return TRUE;
}

/* A list that says the same stays: one that is just being chosen from must not be taken away. */
static void
fill (GtkDropDown *choice, const char *first, const char *const *names, guint selected)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (first != NULL)
    gtk_string_list_append (list, first);
  for (; names != NULL && *names != NULL; names++)
    gtk_string_list_append (list, *names);
  if (!is_alike (gtk_drop_down_get_model (choice), G_LIST_MODEL (list)))
    gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
  if (gtk_drop_down_get_selected (choice) != selected)
    gtk_drop_down_set_selected (choice, selected);
}

static void
show_columns (CalProfileArea *self)
{
  g_auto (GStrv) columns =
      cal_profile_dup_columns (self->series, cal_encoding_scene_get_rdm_scene (self->encoding));
  guint selected = 0;

  for (guint c = 0; columns[c] != NULL; c++)
    if (g_strcmp0 (columns[c], self->column) == 0)
      selected = c + 1;
  fill (self->column_choice, "Each", (const char *const *) columns, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->column_choice), columns[0] != NULL);
  gtk_widget_set_visible (self->contrast_button, columns[0] != NULL);
  gtk_widget_set_sensitive (self->contrast_button, self->column != NULL);
}

static void
show_groups (CalProfileArea *self)
{
  g_autoptr (CalProfileBars) bars = cal_profile_bars_new (
      self->series, cal_encoding_scene_get_rdm_scene (self->encoding), self->column);

  if (self->column == NULL)
    return;
  fill (self->preferred, NULL, (const char *const *) bars->names, 0);
  fill (self->other, "all others", (const char *const *) bars->names, 0);
}

/**
 * cal_profile_area_show_controls:
 *
 * Makes the controls show what there is to choose.
 */
void
cal_profile_area_show_controls (CalProfileArea *self)
{
  g_autoptr (GPtrArray) series = list_series (self);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  self->is_showing = TRUE;
  for (guint n = 0; n < series->len; n++) {
    g_ptr_array_add (names, (gpointer) cal_series_get_desc (series->pdata[n])->name);
    if (series->pdata[n] == (gpointer) self->series)
      selected = n;
  }
  g_ptr_array_add (names, NULL);
  fill (self->series_choice, NULL, (const char *const *) names->pdata, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->series_choice), series->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->column_choice), FALSE);
  gtk_widget_set_visible (self->contrast_button, FALSE);
  if (self->series != NULL) {
    show_columns (self);
    show_groups (self);
  }
  self->is_showing = FALSE;
}

static GtkWidget *
new_contrast_menu (CalProfileArea *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  GtkBox *row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
  GtkWidget *show = gtk_button_new_with_label ("Show on the Brain");
  const char *const none[] = {NULL};

  self->preferred = cal_choice_new (box, none, "Which stimuli are to give more");
  gtk_box_append (box, gtk_label_new ("against"));
  self->other = cal_choice_new (box, none, "Than which others");
  self->measure = cal_choice_new (row, measure_names, "What the map shows");
  gtk_box_append (row, gtk_label_new ("q <"));
  self->level = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0.001, 0.5, 0.01));
  gtk_spin_button_set_digits (self->level, 3);
  gtk_spin_button_set_value (self->level, 0.05);
  cal_accessible_set_name (GTK_WIDGET (self->level), "Rate of false discoveries");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->level), "Rate of false discoveries");
  gtk_box_append (row, GTK_WIDGET (self->level));
  gtk_box_append (box, GTK_WIDGET (row));
  gtk_widget_add_css_class (show, "suggested-action");
  g_signal_connect_swapped (show, "clicked", G_CALLBACK (contrast_cb), self);
  g_object_set_data (G_OBJECT (button), "show", show);
  gtk_box_append (box, show);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (box));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), "Contrast");
  gtk_widget_set_tooltip_text (button, "Compare two categories at every place");
  return button;
}

/**
 * cal_profile_area_init_controls:
 *
 * Makes the controls, which the pane shows in its title row.
 */
void
cal_profile_area_init_controls (CalProfileArea *self)
{
  const char *const none[] = {NULL};
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));

  self->controls = g_object_ref_sink (GTK_WIDGET (box));
  self->series_choice = cal_choice_new (box, none, "Which numbers are shown");
  self->column_choice = cal_choice_new (box, none, "By what the stimuli are grouped");
  self->of_choice = cal_choice_new (box, of_names, "Of the place at the cursor, or of its region");
  self->sort = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->sort), "view-sort-descending-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->sort), TRUE);
  gtk_widget_set_tooltip_text (self->sort, "Largest first");
  cal_accessible_set_name (self->sort, "Largest first");
  gtk_box_append (box, self->sort);
  self->contrast_button = new_contrast_menu (self);
  gtk_box_append (box, self->contrast_button);
  g_signal_connect_swapped (self->series_choice, "notify::selected", G_CALLBACK (series_cb), self);
  g_signal_connect_swapped (self->column_choice, "notify::selected", G_CALLBACK (column_cb), self);
  g_signal_connect_swapped (self->of_choice, "notify::selected", G_CALLBACK (of_cb), self);
  g_signal_connect_swapped (self->sort, "toggled", G_CALLBACK (sort_cb), self);
}

/**
 * cal_profile_area_stop_controls:
 *
 * The controls may live longer than the view: they say nothing any more.
 */
void
cal_profile_area_stop_controls (CalProfileArea *self)
{
  g_signal_handlers_disconnect_by_data (self->series_choice, self);
  g_signal_handlers_disconnect_by_data (self->column_choice, self);
  g_signal_handlers_disconnect_by_data (self->of_choice, self);
  g_signal_handlers_disconnect_by_data (self->sort, self);
  g_signal_handlers_disconnect_by_data (
      g_object_get_data (G_OBJECT (self->contrast_button), "show"), self);
}
