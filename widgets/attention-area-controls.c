/* attention-area-controls.c - the title row of the attention view: regions, and how they are shown.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/accessible.h"
#include "widgets/attention-area-private.h"
#include "widgets/choice.h"

static void
set_words (GtkDropDown *drop_down, GPtrArray *words, guint selected)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);
  gboolean is_same = model != NULL && g_list_model_get_n_items (model) == words->len;

  for (guint n = 0; is_same && n < words->len; n++)
    is_same =
        g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), n), words->pdata[n]);
  if (!is_same) {
    g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

    for (guint n = 0; n < words->len; n++)
      gtk_string_list_append (list, words->pdata[n]);
    gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  }
  gtk_drop_down_set_selected (drop_down, selected);
}

static void
show_models (CalAttentionArea *self)
{
  GPtrArray *open = cal_encoding_scene_get_attentions (self->scene);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint n = 0; n < open->len; n++) {
    g_ptr_array_add (words, (gpointer) cal_attention_get_desc (open->pdata[n])->name);
    if (open->pdata[n] == self->attention)
      selected = n;
  }
  set_words (self->current, words, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->current), words->len > 1);
}

/* The mean first, then each one. */
static void
show_runs (CalAttentionArea *self)
{
  const CalAttentionDesc *desc = cal_attention_get_desc (self->attention);
  gsize n_runs = cal_attention_get_n_runs (self->attention);
  g_autoptr (GPtrArray) runs = g_ptr_array_new ();
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (runs, (gpointer) "Mean of all runs");
  for (gsize r = 0; r < n_runs && desc->run_names != NULL; r++)
    g_ptr_array_add (runs, (gpointer) desc->run_names[r]);
  set_words (self->runs, runs, (guint) (self->run + 1));
  gtk_widget_set_visible (GTK_WIDGET (self->runs), n_runs > 1);
  g_ptr_array_add (heads, g_strdup ("Mean of all heads"));
  for (gsize h = 0; h < desc->n_heads; h++)
    g_ptr_array_add (heads, g_strdup_printf ("Head %" G_GSIZE_FORMAT, h + 1));
  set_words (self->heads, heads, (guint) (self->head + 1));
  gtk_widget_set_visible (GTK_WIDGET (self->heads), desc->n_heads > 1);
}

/* All rows are made anew, and so show which regions are shown. */
static void
fill_region_titles (CalAttentionArea *self)
{
  gsize n = self->attention != NULL ? cal_attention_get_desc (self->attention)->n_queries : 0;
  g_auto (GStrv) titles = g_new0 (char *, n + 1);

  for (gsize q = 0; q < n; q++)
    titles[q] = cal_attention_dup_query_title (self->attention, q);
  gtk_string_list_splice (self->region_titles, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->region_titles)),
                          (const char *const *) titles);
}

static void
show_regions_label (CalAttentionArea *self)
{
  guint n = self->queries->len;
  g_autofree char *label =
      n == 1
          ? cal_attention_dup_query_title (self->attention, g_array_index (self->queries, gsize, 0))
      : n == 0 ? g_strdup ("Regions")
               : g_strdup_printf ("%u regions", n);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->regions_button), label);
}

static gboolean
is_shown (CalAttentionArea *self, gsize query)
{
  for (guint n = 0; n < self->queries->len; n++)
    if (g_array_index (self->queries, gsize, n) == query)
      return TRUE;
  return FALSE;
}

/**
 * cal_attention_area_show_controls:
 *
 * Makes the controls show what is so.
 */
void
cal_attention_area_show_controls (CalAttentionArea *self)
{
  gboolean has_maps = self->attention != NULL && !cal_attention_area_has_shares (self);

  gtk_widget_set_visible (self->controls, self->attention != NULL);
  if (self->attention == NULL)
    return;
  self->is_showing = TRUE;
  show_models (self);
  show_runs (self);
  show_regions_label (self);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->difference_check), self->is_difference);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->mean_check), self->is_mean);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->shared_check), self->shared);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->smooth_check), self->smooth);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->fades_check), self->fades);
  gtk_widget_set_sensitive (self->difference_check, has_maps && self->queries->len >= 2);
  gtk_widget_set_sensitive (self->shared_check, has_maps && self->queries->len >= 2);
  gtk_range_set_value (self->opacity_scale, self->opacity);
  for (guint n = 0; cal_colormap_list ()[n] != NULL; n++)
    if (g_str_equal (cal_colormap_list ()[n], self->colormap->name))
      gtk_drop_down_set_selected (self->colormaps, n);
  self->is_showing = FALSE;
}

static void
current_cb (CalAttentionArea *self)
{
  GPtrArray *open = cal_encoding_scene_get_attentions (self->scene);
  guint n = gtk_drop_down_get_selected (self->current);

  if (!self->is_showing && n < open->len)
    cal_attention_area_set_attention (self, open->pdata[n]);
}

static void
runs_cb (CalAttentionArea *self)
{
  if (self->is_showing || self->attention == NULL)
    return;
  self->run = (gint) gtk_drop_down_get_selected (self->runs) - 1;
  self->head = (gint) gtk_drop_down_get_selected (self->heads) - 1;
  cal_attention_area_update (self);
}

/* Colours alone: nothing is read or computed. */
static void
look_cb (CalAttentionArea *self)
{
  guint colormap = gtk_drop_down_get_selected (self->colormaps);

  if (self->is_showing)
    return;
  self->shared = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->shared_check));
  self->smooth = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->smooth_check));
  self->fades = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->fades_check));
  self->opacity = gtk_range_get_value (self->opacity_scale);
  if (colormap != GTK_INVALID_LIST_POSITION)
    self->colormap = cal_colormap_find (cal_colormap_list ()[colormap]);
  gtk_widget_queue_draw (self->canvas);
}

static void
maps_cb (CalAttentionArea *self)
{
  if (self->is_showing)
    return;
  self->is_difference = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->difference_check));
  self->is_mean = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->mean_check));
  cal_attention_area_update (self);
}

static void
row_toggled_cb (GtkCheckButton *check, CalAttentionArea *self)
{
  gsize query = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (check), "query"));
  gboolean wanted = gtk_check_button_get_active (check);
  g_autoptr (GArray) queries = NULL;

  if (self->is_showing || self->attention == NULL || wanted == is_shown (self, query))
    return;
  queries = g_array_copy (self->queries);
  if (wanted)
    g_array_append_val (queries, query);
  for (guint n = 0; !wanted && n < queries->len; n++)
    if (g_array_index (queries, gsize, n) == query)
      g_array_remove_index (queries, n--);
  cal_attention_area_set_queries (self, (const gsize *) (gpointer) queries->data, queries->len);
  if (wanted)
    cal_attention_area_select_query (self, query);
}

static void
setup_row (CalAttentionArea *self, GtkListItem *item)
{
  GtkWidget *check = gtk_check_button_new_with_label ("");

  g_signal_connect_object (check, "toggled", G_CALLBACK (row_toggled_cb), self, 0);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, check);
}

static void
bind_row (CalAttentionArea *self, GtkListItem *item)
{
  GtkStringObject *title = gtk_list_item_get_item (item);
  GtkWidget *check = gtk_list_item_get_child (item);
  gboolean was_showing = self->is_showing;
  gsize query;

  if (self->attention == NULL || !cal_attention_find_query_title (
                                     self->attention, gtk_string_object_get_string (title), &query))
    return;
  self->is_showing = TRUE;
  g_object_set_data (G_OBJECT (check), "query", GSIZE_TO_POINTER (query));
  gtk_check_button_set_label (GTK_CHECK_BUTTON (check), gtk_string_object_get_string (title));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_shown (self, query));
  self->is_showing = was_showing;
}

static void
search_cb (CalAttentionArea *self)
{
  gtk_string_filter_set_search (
      GTK_STRING_FILTER (gtk_filter_list_model_get_filter (self->region_rows)),
      gtk_editable_get_text (GTK_EDITABLE (self->region_search)));
}

static void
all_cb (CalAttentionArea *self)
{
  gsize n = cal_attention_get_desc (self->attention)->n_queries;
  g_autofree gsize *queries = g_new (gsize, n);

  for (gsize q = 0; q < n; q++)
    queries[q] = q;
  cal_attention_area_set_queries (self, queries, (guint) n);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->regions_button));
}

static GtkWidget *
new_region_list (CalAttentionArea *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new (), *list;
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->region_titles = gtk_string_list_new (NULL);
  self->region_rows = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->region_titles)),
                                                 GTK_FILTER (gtk_string_filter_new (expression)));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->region_rows)))),
      factory);
  cal_accessible_set_name (list, "Regions");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, 200, 320);
  return scrolled;
}

static GtkWidget *
new_regions_menu (CalAttentionArea *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  GtkWidget *all = gtk_button_new_with_label ("All Regions");

  self->regions_button = button;
  self->region_search = gtk_search_entry_new ();
  cal_accessible_set_name (self->region_search, "Find a region");
  g_signal_connect_object (self->region_search, "search-changed", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (all, "clicked", G_CALLBACK (all_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, self->region_search);
  gtk_box_append (box, new_region_list (self));
  gtk_box_append (box, all);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (box));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_tooltip_text (button, "Whose attention is shown");
  cal_accessible_set_name (button, "Regions whose attention is shown");
  g_signal_connect_object (popover, "show", G_CALLBACK (fill_region_titles), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_check (CalAttentionArea *self, GtkBox *box, const char *label, GCallback callback)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  g_signal_connect_object (check, "toggled", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (box, check);
  return check;
}

static GtkDropDown *
new_drop_down (CalAttentionArea *self, GtkBox *box, const char *name, GCallback callback)
{
  GtkDropDown *drop_down = cal_choice_new (box, (const char *[]){"", NULL}, name);

  g_signal_connect_object (drop_down, "notify::selected", callback, self, G_CONNECT_SWAPPED);
  return drop_down;
}

static void
add_colours (CalAttentionArea *self, GtkBox *box)
{
  GtkBox *row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8));
  g_autoptr (GtkStringList) names = gtk_string_list_new (cal_colormap_list ());

  self->opacity_scale =
      GTK_RANGE (gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0.0, 1.0, 0.05));
  cal_accessible_set_name (GTK_WIDGET (self->opacity_scale), "Opacity of the patches");
  gtk_widget_set_hexpand (GTK_WIDGET (self->opacity_scale), TRUE);
  g_signal_connect_object (self->opacity_scale, "value-changed", G_CALLBACK (look_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (row, gtk_label_new ("Opacity"));
  gtk_box_append (row, GTK_WIDGET (self->opacity_scale));
  gtk_box_append (box, GTK_WIDGET (row));
  self->colormaps = new_drop_down (self, box, "Colour map of weights", G_CALLBACK (look_cb));
  self->is_showing = TRUE;
  gtk_drop_down_set_model (self->colormaps, G_LIST_MODEL (names));
  self->is_showing = FALSE;
}

static GtkWidget *
new_more_menu (CalAttentionArea *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));

  self->runs = new_drop_down (self, box, "Run or layer of the model", G_CALLBACK (runs_cb));
  self->heads = new_drop_down (self, box, "Head of the model", G_CALLBACK (runs_cb));
  self->difference_check =
      new_check (self, box, "Difference of the first two regions", G_CALLBACK (maps_cb));
  self->mean_check = new_check (self, box, "Mean of the selected images", G_CALLBACK (maps_cb));
  self->shared_check = new_check (self, box, "One scale for all regions", G_CALLBACK (look_cb));
  self->fades_check = new_check (self, box, "Low weights are transparent", G_CALLBACK (look_cb));
  self->smooth_check = new_check (self, box, "Smooth between the patches", G_CALLBACK (look_cb));
  add_colours (self, box);
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (box));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, "Runs, heads, difference, colours");
  cal_accessible_set_name (button, "Attention options");
  gtk_widget_add_css_class (button, "flat");
  return button;
}

/**
 * cal_attention_area_init_controls:
 *
 * Makes the controls, which the pane shows in its title row.
 */
void
cal_attention_area_init_controls (CalAttentionArea *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));

  self->controls = g_object_ref_sink (GTK_WIDGET (box));
  self->current = new_drop_down (self, box, "Which model's attention", G_CALLBACK (current_cb));
  gtk_box_append (box, new_regions_menu (self));
  gtk_box_append (box, new_more_menu (self));
}

/**
 * cal_attention_area_stop_controls:
 *
 * The controls may live longer than the view: they say nothing any more.
 */
void
cal_attention_area_stop_controls (CalAttentionArea *self)
{
  self->is_showing = TRUE;
}
