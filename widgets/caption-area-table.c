/* caption-area-table.c - all captions, or those that a search leaves, in a table.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/accessible.h"
#include "widgets/caption-area-private.h"

static const struct {
  const char *title;
  int width;
} columns[CAL_CAPTION_N_COLUMNS] = {
    [CAL_CAPTION_PLACE] = {"Place", 84},   [CAL_CAPTION_TEXT] = {"Caption", -1},
    [CAL_CAPTION_SCORE] = {"Score", 60},   [CAL_CAPTION_AGREEMENT] = {"Agreement", 86},
    [CAL_CAPTION_REGION] = {"Region", 76},
};

#define COLUMN_KEY "calcarine-column"

static CalCaptionColumn
get_column (gpointer object)
{
  return (CalCaptionColumn) GPOINTER_TO_INT (g_object_get_data (object, COLUMN_KEY));
}

static void
setup_cell (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  CalCaptionColumn column = get_column (factory);
  GtkWidget *label = gtk_label_new (NULL);
  gboolean is_number = column == CAL_CAPTION_SCORE || column == CAL_CAPTION_AGREEMENT;

  gtk_label_set_xalign (GTK_LABEL (label), is_number ? 1.0f : 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cell (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  CalCaptionColumn column = get_column (factory);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = cal_caption_dup_text (gtk_list_item_get_item (item), column);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (
      label, column == CAL_CAPTION_TEXT || column == CAL_CAPTION_REGION ? text : NULL);
}

/* GTK 4.8 does not tell which column it sorts by: the sorter of each column, asked about two
 * items, notes that it was, and the answer tells the direction. */
static int
note_column (gconstpointer a, gconstpointer b, gpointer data)
{
  gpointer sorter = data;
  gint *asked = g_object_get_data (sorter, "asked");

  if (asked != NULL && *asked < 0)
    *asked = (gint) get_column (sorter);
  return -1;
}

static void
sorted_cb (CalCaptionArea *self)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->table);
  GListModel *all = gtk_column_view_get_columns (self->table);
  g_autoptr (CalCaption) probe = g_object_new (CAL_TYPE_CAPTION, NULL);
  g_autoptr (CalCaption) other = g_object_new (CAL_TYPE_CAPTION, NULL);
  gint asked = -1;
  GtkOrdering answer;

  for (guint n = 0; n < g_list_model_get_n_items (all); n++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (all, n);

    g_object_set_data (G_OBJECT (gtk_column_view_column_get_sorter (column)), "asked", &asked);
  }
  answer = gtk_sorter_compare (sorter, probe, other);
  for (guint n = 0; n < g_list_model_get_n_items (all); n++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (all, n);

    g_object_set_data (G_OBJECT (gtk_column_view_column_get_sorter (column)), "asked", NULL);
  }
  cal_caption_list_sort (self->list, asked < 0 ? CAL_CAPTION_PLACE : (CalCaptionColumn) asked,
                         asked >= 0 && answer == GTK_ORDERING_LARGER);
}

static void
add_column (CalCaptionArea *self, CalCaptionColumn number)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkCustomSorter *sorter = gtk_custom_sorter_new (NULL, NULL, NULL);
  GtkColumnViewColumn *column = gtk_column_view_column_new (columns[number].title, factory);

  g_object_set_data (G_OBJECT (factory), COLUMN_KEY, GINT_TO_POINTER (number));
  g_object_set_data (G_OBJECT (sorter), COLUMN_KEY, GINT_TO_POINTER (number));
  gtk_custom_sorter_set_sort_func (sorter, note_column, sorter, NULL);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), NULL);
  gtk_column_view_column_set_sorter (column, GTK_SORTER (sorter));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, number == CAL_CAPTION_TEXT);
  gtk_column_view_column_set_fixed_width (column, columns[number].width);
  gtk_column_view_append_column (self->table, column);
  g_object_unref (sorter);
  g_object_unref (column);
}

/* A line of the table goes to its place, or picks its stimulus or region. */
static void
activated_cb (CalCaptionArea *self, guint position)
{
  g_autoptr (CalCaption) caption = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  CalPlaces *places = cal_caption_area_get_places (self);
  CalSelection *selection = cal_encoding_scene_get_selection (self->scene);
  g_autofree char *name = NULL;

  if (caption == NULL)
    return;
  if (places != NULL) {
    cal_encoding_scene_go_to_row (self->scene, places, cal_caption_get_row (caption));
    return;
  }
  name = cal_caption_dup_text (caption, CAL_CAPTION_PLACE);
  if (cal_captions_get_desc (self->captions)->of == CAL_CAPTIONS_OF_REGIONS)
    cal_selection_set_region (selection, name);
  else
    cal_selection_set_stimuli (selection, (const char *const[]){name, NULL});
}

/* The chosen lines, or all where none is, with tabs between their fields. */
static gboolean
copy (CalCaptionArea *self)
{
  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selected));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CalCaption) caption = NULL;

    if (!gtk_bitset_is_empty (chosen) && !gtk_bitset_contains (chosen, i))
      continue;
    caption = g_list_model_get_item (G_LIST_MODEL (self->list), i);
    for (guint c = 0; c < CAL_CAPTION_N_COLUMNS; c++) {
      g_autofree char *field = cal_caption_dup_text (caption, (CalCaptionColumn) c);

      g_string_append (text, g_strdelimit (field, "\t\n\r", ' '));
      g_string_append_c (text, c + 1 < CAL_CAPTION_N_COLUMNS ? '\t' : '\n');
    }
  }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  return TRUE;
}

static gboolean
copy_cb (GtkWidget *table, GVariant *arguments, gpointer data)
{
  return copy (data);
}

static void
save_cb (CalCaptionArea *self)
{
  g_autofree char *csv = cal_caption_list_dup_csv (self->list);

  g_signal_emit_by_name (self, "save", "captions.csv", csv);
}

/* What the rows are called, and no column that has nothing. */
static void
name_columns (CalCaptionArea *self)
{
  static const char *const titles[] = {"Place", "Stimulus", "Region"};
  const CalCaptionsDesc *desc = cal_captions_get_desc (self->captions);
  GListModel *all = gtk_column_view_get_columns (self->table);

  for (guint n = 0; n < g_list_model_get_n_items (all); n++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (all, n);

    if (n == CAL_CAPTION_PLACE)
      gtk_column_view_column_set_title (column, titles[desc->of]);
    gtk_column_view_column_set_visible (
        column, n == CAL_CAPTION_SCORE       ? desc->scores != NULL
                : n == CAL_CAPTION_AGREEMENT ? cal_captions_get_n_resamples (self->captions) > 1
                : n == CAL_CAPTION_REGION    ? desc->places != NULL
                                             : TRUE);
  }
}

/**
 * cal_caption_area_show_table:
 *
 * Shows what the search leaves, when the page is seen.
 */
void
cal_caption_area_show_table (CalCaptionArea *self)
{
  g_autoptr (GArray) rows = NULL;
  gboolean in_region;

  self->list_is_due = TRUE;
  if (cal_caption_area_get_page (self) != CAL_CAPTION_PAGE_TABLE || self->captions == NULL)
    return;
  self->list_is_due = FALSE;
  name_columns (self);
  gtk_widget_set_visible (self->in_region, cal_caption_area_get_places (self) != NULL);
  in_region = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->in_region)) &&
              cal_caption_area_get_places (self) != NULL && self->region != NULL;
  if (in_region)
    rows = cal_caption_area_find_rows (self, self->region);
  if (cal_caption_area_get_places (self) != NULL)
    cal_caption_list_set_regions (self->list, cal_caption_area_get_regions (self));
  cal_caption_list_set_filter (
      self->list, cal_caption_area_has_query (self) ? self->hits.captions : NULL, rows);
}

static GtkWidget *
new_bar (CalCaptionArea *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *copy_button = gtk_button_new_with_label ("Copy");
  GtkWidget *save_button = gtk_button_new_with_label ("Save CSV…");

  self->in_region = gtk_check_button_new_with_label ("Only in the region at the cursor");
  gtk_widget_set_hexpand (self->in_region, TRUE);
  gtk_widget_set_tooltip_text (copy_button, "Copy the chosen lines, or all (Ctrl+C)");
  gtk_widget_set_tooltip_text (save_button, "Write the table as it is filtered and sorted");
  gtk_widget_set_margin_start (bar, 12);
  gtk_widget_set_margin_end (bar, 12);
  gtk_widget_set_margin_bottom (bar, 6);
  gtk_box_append (GTK_BOX (bar), self->in_region);
  gtk_box_append (GTK_BOX (bar), copy_button);
  gtk_box_append (GTK_BOX (bar), save_button);
  g_signal_connect_object (self->in_region, "toggled", G_CALLBACK (cal_caption_area_show_table),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (copy_button, "clicked", G_CALLBACK (copy), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (save_button, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  return bar;
}

/**
 * cal_caption_area_build_table:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cal_caption_area_build_table (CalCaptionArea *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->list = cal_caption_list_new ();
  self->selected = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  self->table =
      GTK_COLUMN_VIEW (gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selected))));
  for (guint c = 0; c < CAL_CAPTION_N_COLUMNS; c++)
    add_column (self, (CalCaptionColumn) c);
  gtk_widget_add_css_class (GTK_WIDGET (self->table), "caption-table");
  cal_accessible_set_name (GTK_WIDGET (self->table),
                           "Captions. Enter goes to the place of a caption.");
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>c"),
                        gtk_callback_action_new (copy_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->table), shortcuts);
  g_signal_connect_object (gtk_column_view_get_sorter (self->table), "changed",
                           G_CALLBACK (sorted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table, "activate", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->table));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (page), new_bar (self));
  gtk_box_append (GTK_BOX (page), scrolled);
  return page;
}
