/* embedding-area-controls.c - the controls of the embedding view: method, colour, and the rest.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/accessible.h"
#include "widgets/embedding-area-private.h"

static const char *const methods[] = {"Classical MDS", "Metric SMACOF", "Non-metric SMACOF", "PCA",
                                      NULL};

static void
method_cb (CalEmbeddingArea *self)
{
  guint n = gtk_drop_down_get_selected (self->method);

  if (!self->is_showing && n <= CAL_EMBEDDER_PCA)
    g_object_set (self->embedder, "method", n, NULL);
}

static void
column_cb (CalEmbeddingArea *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (self->column);

  if (self->is_showing || item == NULL)
    return;
  g_free (self->colour_by);
  self->colour_by = gtk_drop_down_get_selected (self->column) == 0
                        ? g_strdup ("")
                        : g_strdup (gtk_string_object_get_string (item));
  g_clear_pointer (&self->colours, cal_column_colours_free);
  if (cal_embedding_area_find_column (self) != NULL)
    self->colours = cal_column_colours_new (cal_embedding_area_find_column (self));
  cal_embedding_area_queue (self);
}

static void
three_d_cb (CalEmbeddingArea *self)
{
  if (!self->is_showing)
    g_object_set (self->embedder, "n-dims",
                  gtk_check_button_get_active (GTK_CHECK_BUTTON (self->three_d)) ? 3 : 2, NULL);
}

static void
shown_cb (CalEmbeddingArea *self)
{
  if (self->is_showing)
    return;
  self->show_pictures = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->pictures_check));
  self->show_hulls = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->hulls_check));
  cal_embedding_area_queue (self);
}

static void
starts_cb (CalEmbeddingArea *self)
{
  if (!self->is_showing)
    g_object_set (self->embedder, "n-starts",
                  (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->starts)), NULL);
}

static void
show_columns (CalEmbeddingArea *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  CalTable *table = self->named != NULL ? cal_embedding_get_desc (self->named)->conditions : NULL;
  guint selected = 0;

  gtk_string_list_append (list, "One colour");
  for (guint n = 0; table != NULL && n < cal_table_get_n_columns (table); n++) {
    const CalColumn *column = cal_table_get_column (table, n);

    if (!cal_column_colours_can (column))
      continue;
    gtk_string_list_append (list, column->name);
    if (g_strcmp0 (column->name, self->colour_by) == 0)
      selected = g_list_model_get_n_items (G_LIST_MODEL (list)) - 1;
  }
  gtk_drop_down_set_model (self->column, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->column, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->column),
                          g_list_model_get_n_items (G_LIST_MODEL (list)) > 1);
}

/**
 * cal_embedding_area_show_controls:
 *
 * Makes the controls show what is so.
 */
void
cal_embedding_area_show_controls (CalEmbeddingArea *self)
{
  CalEmbedderMethod method;
  guint n_dims, n_starts;

  self->is_showing = TRUE;
  g_object_get (self->embedder, "method", &method, "n-dims", &n_dims, "n-starts", &n_starts, NULL);
  gtk_drop_down_set_selected (self->method, method);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->three_d), n_dims == 3);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->pictures_check), self->show_pictures);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->hulls_check), self->show_hulls);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->starts), n_starts);
  gtk_widget_set_sensitive (self->pictures_check, cal_rdm_scene_get_stimuli (self->scene) != NULL);
  gtk_widget_set_sensitive (self->starts,
                            method == CAL_EMBEDDER_METRIC || method == CAL_EMBEDDER_NON_METRIC);
  show_columns (self);
  self->is_showing = FALSE;
}

static GtkWidget *
new_check (CalEmbeddingArea *self, GtkBox *box, const char *label, GCallback callback)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  g_signal_connect_swapped (check, "toggled", callback, self);
  gtk_box_append (box, check);
  return check;
}

static GtkWidget *
new_menu (CalEmbeddingArea *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  GtkBox *row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));

  self->three_d = new_check (self, box, "Three dimensions", G_CALLBACK (three_d_cb));
  self->pictures_check = new_check (self, box, "Pictures", G_CALLBACK (shown_cb));
  self->hulls_check = new_check (self, box, "Hulls of groups", G_CALLBACK (shown_cb));
  self->starts = gtk_spin_button_new_with_range (1.0, 64.0, 1.0);
  cal_accessible_set_name (self->starts, "Starts of SMACOF, of which the best is kept");
  g_signal_connect_swapped (self->starts, "value-changed", G_CALLBACK (starts_cb), self);
  gtk_box_append (row, gtk_label_new ("Starts"));
  gtk_box_append (row, self->starts);
  gtk_box_append (box, GTK_WIDGET (row));
  return cal_view_new_menu ("Embedding options", "Dimensions, pictures, hulls, starts",
                            GTK_WIDGET (box));
}

/**
 * cal_embedding_area_init_controls:
 *
 * Makes the controls, which the pane shows.
 */
void
cal_embedding_area_init_controls (CalEmbeddingArea *self)
{
  self->controls = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  self->method = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (methods));
  self->column = GTK_DROP_DOWN (gtk_drop_down_new_from_strings ((const char *[]){"", NULL}));
  cal_accessible_set_name (GTK_WIDGET (self->method), "How conditions become points");
  cal_accessible_set_name (GTK_WIDGET (self->column), "Colour points by");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->method), "How conditions become points");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->column), "Colour points by");
  gtk_box_append (GTK_BOX (self->controls), GTK_WIDGET (self->method));
  gtk_box_append (GTK_BOX (self->controls), GTK_WIDGET (self->column));
  gtk_box_append (GTK_BOX (self->controls), new_menu (self));
  cal_embedding_area_show_controls (self);
  g_signal_connect_swapped (self->method, "notify::selected", G_CALLBACK (method_cb), self);
  g_signal_connect_swapped (self->column, "notify::selected", G_CALLBACK (column_cb), self);
}
