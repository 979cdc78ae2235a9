/* score-area-controls.c - the title row of the view of scores: which chart, of which maps.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/choice.h"
#include "widgets/score-area-private.h"

static const char *const chart_names[] = {"Regions", "Model against Model", "Winner", "Ceiling",
                                          "Curve",   "Leaderboard",         NULL};
static const char *const shape_names[] = {"Boxes", "Violins", "Points", NULL};
static const char *const sort_names[] = {"Largest median first", "As in the table", NULL};
static const char *const within_names[] = {"Everywhere", "In regions", "In the selected region",
                                           NULL};
static const char *const unit_names[] = {"Unit as its file says", "Proportion of variance",
                                         "Percent of variance", NULL};

#define MAP_KEY "calcarine-map"

static void
chart_cb (CalScoreArea *self)
{
  if (!self->is_showing)
    cal_score_area_set_chart (self,
                              (CalScoreChart) gtk_drop_down_get_selected (self->chart_choice));
}

static void
take_map (CalScoreArea *self, GtkDropDown *choice, CalScoreMap **kept)
{
  GPtrArray *maps = cal_score_area_get_maps (self);
  guint n = gtk_drop_down_get_selected (choice);

  if (maps == NULL || n >= maps->len)
    return;
  g_clear_pointer (kept, cal_score_map_unref);
  *kept = cal_score_map_ref (maps->pdata[n]);
}

static void
pair_cb (CalScoreArea *self)
{
  if (self->is_showing)
    return;
  take_map (self, self->x_choice, &self->pair[0]);
  take_map (self, self->y_choice, &self->pair[1]);
  cal_score_area_clear_brush (self);
  cal_score_area_read (self);
}

static void
series_cb (CalScoreArea *self)
{
  g_autoptr (GPtrArray) all = cal_score_area_list_series (self);
  guint n = gtk_drop_down_get_selected (self->series_choice);

  if (!self->is_showing && n < all->len)
    cal_score_area_set_series (self, all->pdata[n]);
}

static void
save_cb (CalScoreArea *self)
{
  g_autofree char *table = cal_score_area_dup_table (self);

  g_signal_emit_by_name (self, "save", "scores.csv", table);
}

static void
ceiling_cb (CalScoreArea *self)
{
  if (self->is_showing)
    return;
  if (gtk_drop_down_get_selected (self->ceiling_choice) == 0)
    g_clear_pointer (&self->ceiling, cal_score_map_unref);
  else {
    GPtrArray *maps = cal_score_area_get_maps (self);
    guint n = gtk_drop_down_get_selected (self->ceiling_choice) - 1;

    if (maps != NULL && n < maps->len) {
      g_clear_pointer (&self->ceiling, cal_score_map_unref);
      self->ceiling = cal_score_map_ref (maps->pdata[n]);
    }
  }
  self->ceiling_unit = (CalScoreUnitChoice) gtk_drop_down_get_selected (self->unit_choice);
  cal_score_area_read (self);
}

static void
group_cb (CalScoreArea *self)
{
  if (!self->is_showing)
    cal_score_area_set_group (self, gtk_drop_down_get_selected (self->group_choice));
}

/* What is computed anew. */
static void
options_cb (CalScoreArea *self)
{
  if (self->is_showing)
    return;
  self->naming = gtk_drop_down_get_selected (self->naming_choice);
  self->within = (CalScoreWithin) gtk_drop_down_get_selected (self->within_choice);
  self->sides_apart = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->apart_check));
  self->clips = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->clip_check));
  cal_score_area_read (self);
}

/* What is only drawn anew. */
static void
look_cb (CalScoreArea *self)
{
  if (self->is_showing)
    return;
  self->shape = (CalRegionShape) gtk_drop_down_get_selected (self->shape_choice);
  self->sort = (CalScoreSort) gtk_drop_down_get_selected (self->sort_choice);
  self->is_log = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->log_check));
  self->is_log_x = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->log_x_check));
  self->brushes_difference =
      gtk_check_button_get_active (GTK_CHECK_BUTTON (self->difference_check));
  cal_score_area_sort (self);
  cal_score_area_show (self);
}

static void
maps_cb (CalScoreArea *self)
{
  g_autoptr (GPtrArray) chosen =
      g_ptr_array_new_with_free_func ((GDestroyNotify) cal_score_map_unref);

  if (self->is_showing)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (self->maps_list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      g_ptr_array_add (chosen, cal_score_map_ref (g_object_get_data (G_OBJECT (child), MAP_KEY)));
  cal_score_area_choose (self, chosen);
}

static gboolean
has_names (GtkDropDown *choice, GPtrArray *names)
{
  GListModel *model = gtk_drop_down_get_model (choice);
  gboolean same = model != NULL && g_list_model_get_n_items (model) == names->len;

  for (guint n = 0; same && n < names->len; n++)
    same = g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), n), names->pdata[n]);
  return same;
}

/* The list stays while it is the same: it may be open, and telling what was chosen. */
static void
fill (GtkDropDown *choice, GPtrArray *names, guint selected)
{
  if (!has_names (choice, names)) {
    g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

    for (guint n = 0; n < names->len; n++)
      gtk_string_list_append (list, names->pdata[n]);
    gtk_drop_down_set_model (choice, G_LIST_MODEL (list));
  }
  gtk_drop_down_set_selected (choice, selected);
}

static char *
dup_name (const CalScoreMap *map)
{
  g_autofree char *statistic = cal_score_map_dup_statistic (map);

  return map->statistic == NULL || g_str_equal (statistic, map->name)
             ? g_strdup (map->name)
             : g_strdup_printf ("%s — %s", map->name, statistic);
}

static void
fill_maps (CalScoreArea *self, GtkDropDown *choice, const CalScoreMap *kept, const char *none)
{
  GPtrArray *maps = cal_score_area_get_maps (self);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint selected = 0;

  if (none != NULL)
    g_ptr_array_add (names, g_strdup (none));
  for (guint n = 0; maps != NULL && n < maps->len; n++) {
    const CalScoreMap *map = maps->pdata[n];

    if (kept != NULL && map->data == kept->data && map->frame == kept->frame)
      selected = names->len;
    g_ptr_array_add (names, dup_name (map));
  }
  fill (choice, names, selected);
}

static void
fill_series (CalScoreArea *self)
{
  g_autoptr (GPtrArray) all = cal_score_area_list_series (self);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  for (guint n = 0; n < all->len; n++) {
    g_ptr_array_add (names, (gpointer) cal_series_get_desc (all->pdata[n])->name);
    if (all->pdata[n] == (gpointer) self->series)
      selected = n;
  }
  fill (self->series_choice, names, selected);
}

static gboolean
is_chosen (CalScoreArea *self, const CalScoreMap *map)
{
  for (guint n = 0; n < self->chosen->len; n++)
    if (((CalScoreMap *) self->chosen->pdata[n])->data == map->data &&
        ((CalScoreMap *) self->chosen->pdata[n])->frame == map->frame)
      return TRUE;
  return FALSE;
}

static void
show_maps (CalScoreArea *self)
{
  GPtrArray *maps = cal_score_area_get_maps (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->maps_list)) != NULL)
    gtk_box_remove (GTK_BOX (self->maps_list), child);
  for (guint n = 0; maps != NULL && n < maps->len; n++) {
    g_autofree char *name = dup_name (maps->pdata[n]);
    GtkWidget *check = gtk_check_button_new_with_label (name);

    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen (self, maps->pdata[n]));
    g_object_set_data_full (G_OBJECT (check), MAP_KEY, cal_score_map_ref (maps->pdata[n]),
                            (GDestroyNotify) cal_score_map_unref);
    g_signal_connect_object (check, "toggled", G_CALLBACK (maps_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (self->maps_list), check);
  }
}

static void
show_brains (CalScoreArea *self)
{
  g_autoptr (GPtrArray) brains = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) namings = g_ptr_array_new_with_free_func (g_free);

  for (guint g = 0; g < self->groups->len; g++)
    g_ptr_array_add (brains,
                     cal_score_map_dup_brain (((GPtrArray *) self->groups->pdata[g])->pdata[0]));
  fill (self->group_choice, brains, self->group);
  gtk_widget_set_visible (GTK_WIDGET (self->group_choice), self->groups->len > 1);
  for (guint n = 0; n < self->namings->len; n++)
    g_ptr_array_add (namings, g_strdup (cal_layer_get_name (self->namings->pdata[n])));
  g_ptr_array_add (namings, g_strdup ("All regions"));
  fill (self->naming_choice, namings, self->naming);
  gtk_widget_set_visible (GTK_WIDGET (self->naming_choice), self->namings->len > 1);
}

static void
show_for_chart (CalScoreArea *self)
{
  CalScoreChart chart = self->chart;
  gboolean has_pair = chart == CAL_SCORE_CHART_PAIR || chart == CAL_SCORE_CHART_CEILING;

  gtk_widget_set_visible (GTK_WIDGET (self->x_choice), has_pair);
  gtk_widget_set_visible (GTK_WIDGET (self->y_choice), chart == CAL_SCORE_CHART_PAIR);
  gtk_widget_set_visible (self->maps_button, !has_pair && chart != CAL_SCORE_CHART_CURVE);
  gtk_widget_set_visible (GTK_WIDGET (self->series_choice), chart == CAL_SCORE_CHART_CURVE);
  gtk_widget_set_visible (self->save_button, chart == CAL_SCORE_CHART_LEADERBOARD);
  gtk_widget_set_visible (self->log_x_check, chart == CAL_SCORE_CHART_CURVE && self->can_be_log);
  gtk_widget_set_visible (self->paint_button, has_pair || chart == CAL_SCORE_CHART_WINNER ||
                                                  chart == CAL_SCORE_CHART_CURVE);
  gtk_widget_set_visible (GTK_WIDGET (self->shape_choice), chart == CAL_SCORE_CHART_REGIONS);
  gtk_widget_set_visible (GTK_WIDGET (self->sort_choice), chart == CAL_SCORE_CHART_REGIONS);
  gtk_widget_set_visible (GTK_WIDGET (self->within_choice), chart != CAL_SCORE_CHART_REGIONS);
  gtk_widget_set_visible (self->log_check, has_pair);
  gtk_widget_set_visible (self->clip_check, chart == CAL_SCORE_CHART_CEILING);
  gtk_widget_set_visible (self->difference_check, chart == CAL_SCORE_CHART_PAIR);
  gtk_widget_set_tooltip_text (self->paint_button,
                               chart == CAL_SCORE_CHART_PAIR
                                   ? "Show the difference of the two on the brain"
                               : chart == CAL_SCORE_CHART_CEILING
                                   ? "Show the share of the ceiling on the brain"
                                   : "Show on the brain which map is best where; the fainter, the "
                                     "smaller its lead");
}

/**
 * cal_score_area_show_controls:
 *
 * Makes the controls show what there is to choose.
 */
void
cal_score_area_show_controls (CalScoreArea *self)
{
  self->is_showing = TRUE;
  gtk_drop_down_set_selected (self->chart_choice, self->chart);
  fill_maps (self, self->x_choice, self->pair[0], NULL);
  fill_maps (self, self->y_choice, self->pair[1], NULL);
  fill_maps (self, self->ceiling_choice, self->ceiling, "No ceiling");
  fill_series (self);
  show_maps (self);
  show_brains (self);
  gtk_drop_down_set_selected (self->unit_choice, self->ceiling_unit);
  gtk_drop_down_set_selected (self->within_choice, self->within);
  gtk_drop_down_set_selected (self->shape_choice, self->shape);
  gtk_drop_down_set_selected (self->sort_choice, self->sort);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->apart_check), self->sides_apart);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->log_check), self->is_log);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->log_x_check), self->is_log_x);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->clip_check), self->clips);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->difference_check), self->brushes_difference);
  show_for_chart (self);
  self->is_showing = FALSE;
}

static GtkDropDown *
new_choice (CalScoreArea *self,
            GtkWidget *box,
            const char *const *names,
            const char *what,
            GCallback changed)
{
  GtkDropDown *choice = cal_choice_new (GTK_BOX (box), names, what);

  g_signal_connect_object (choice, "notify::selected", changed, self, G_CONNECT_SWAPPED);
  return choice;
}

static GtkWidget *
new_check (CalScoreArea *self, GtkWidget *box, const char *label, GCallback changed)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  gtk_box_append (GTK_BOX (box), check);
  g_signal_connect_object (check, "toggled", changed, self, G_CONNECT_SWAPPED);
  return check;
}

static GtkWidget *
new_options (CalScoreArea *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  const char *const none[] = {NULL};

  self->group_choice =
      new_choice (self, box, none, "Which places are compared", G_CALLBACK (group_cb));
  self->naming_choice =
      new_choice (self, box, none, "What names the regions", G_CALLBACK (options_cb));
  self->within_choice =
      new_choice (self, box, within_names, "Which places count", G_CALLBACK (options_cb));
  self->shape_choice =
      new_choice (self, box, shape_names, "How values of a region are drawn", G_CALLBACK (look_cb));
  self->sort_choice =
      new_choice (self, box, sort_names, "Order of the regions", G_CALLBACK (look_cb));
  self->ceiling_choice =
      new_choice (self, box, none, "Which map is the noise ceiling", G_CALLBACK (ceiling_cb));
  self->unit_choice =
      new_choice (self, box, unit_names, "Unit of the noise ceiling", G_CALLBACK (ceiling_cb));
  self->apart_check = new_check (self, box, "Hemispheres apart", G_CALLBACK (options_cb));
  self->log_check = new_check (self, box, "Colours by the logarithm", G_CALLBACK (look_cb));
  self->log_x_check = new_check (self, box, "Logarithmic axis", G_CALLBACK (look_cb));
  self->clip_check = new_check (self, box, "Clip shares at 100 %", G_CALLBACK (options_cb));
  self->difference_check =
      new_check (self, box, "The brush shows the difference", G_CALLBACK (look_cb));
  return box;
}

static GtkWidget *
new_maps_button (CalScoreArea *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->maps_list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->maps_list);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), "Maps");
  gtk_widget_set_tooltip_text (button, "Which maps are compared");
  return button;
}

/**
 * cal_score_area_init_controls:
 *
 * Makes the controls, which the pane shows in its title row.
 */
void
cal_score_area_init_controls (CalScoreArea *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  const char *const none[] = {NULL};

  self->controls = g_object_ref_sink (box);
  self->chart_choice = new_choice (self, box, chart_names, "Which chart", G_CALLBACK (chart_cb));
  self->x_choice = new_choice (self, box, none, "The first map", G_CALLBACK (pair_cb));
  self->y_choice =
      new_choice (self, box, none, "The map it is compared with", G_CALLBACK (pair_cb));
  self->series_choice = new_choice (self, box, none, "Along which frames", G_CALLBACK (series_cb));
  self->maps_button = new_maps_button (self);
  gtk_box_append (GTK_BOX (box), self->maps_button);
  self->paint_button = gtk_button_new_with_label ("Paint");
  g_signal_connect_object (self->paint_button, "clicked", G_CALLBACK (cal_score_area_paint), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->paint_button);
  self->save_button = gtk_button_new_with_label ("Save CSV…");
  gtk_widget_set_tooltip_text (self->save_button, "Write the table as it is sorted");
  g_signal_connect_object (self->save_button, "clicked", G_CALLBACK (save_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->save_button);
  self->menu = cal_view_new_menu ("Options of the scores", "Regions, ceiling, how it is drawn",
                                  new_options (self));
  gtk_box_append (GTK_BOX (box), self->menu);
}
