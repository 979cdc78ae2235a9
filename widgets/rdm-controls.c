/* rdm-controls.c - the row of controls of a view of RDMs: which, in which order, in which colours.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/accessible.h"
#include "widgets/number-entry.h"
#include "widgets/rdm-area-private.h"

/* In a narrow pane a name still tells something. */
#define LEAST_CHARS 5

#define CAL_TYPE_RDM_CONTROLS (cal_rdm_controls_get_type ())
G_DECLARE_FINAL_TYPE (CalRdmControls, cal_rdm_controls, CAL, RDM_CONTROLS, GtkBox)

struct _CalRdmControls {
  GtkBox parent_instance;

  CalRdmArea *area;
  CalRdmScene *scene;
  GtkDropDown *current;
  GtkDropDown *order;
  GtkDropDown *colours;
  GtkDropDown *show;
  GtkDropDown *compared;
  GtkDropDown *colormap;
  GtkWidget *menu;
  GtkWidget *thresholds;
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (CalRdmControls, cal_rdm_controls, GTK_TYPE_BOX)

static const char *const colour_words[] = {"Values", "Ranks", "Topology by rank",
                                           "Topology by distance", NULL};
static const char *const show_words[] = {"One",        "Side by side",      "Two triangles",
                                         "Difference", "All that are open", NULL};

static CalRdmScene *
get_scene (CalRdmControls *self)
{
  return self->area != NULL ? self->area->scene : NULL;
}

/* Puts other words into a list, but not the same ones again: that would close it. */
static void
set_words (GtkDropDown *drop_down, const char *const *words)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);
  guint n = g_strv_length ((char **) words);
  gboolean is_same = model != NULL && g_list_model_get_n_items (model) == n;

  for (guint w = 0; is_same && w < n; w++)
    is_same = g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), w), words[w]);
  if (!is_same) {
    g_autoptr (GtkStringList) list = gtk_string_list_new (words);

    gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
  }
}

static void
show_rdms (CalRdmControls *self, CalRdmScene *scene)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint current = GTK_INVALID_LIST_POSITION, compared = GTK_INVALID_LIST_POSITION;
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (self->menu));
  gboolean is_open = popover != NULL && gtk_widget_get_visible (GTK_WIDGET (popover));
  CalRdm *other = is_open ? cal_rdm_plan_find_other (scene) : NULL;

  for (guint n = 0; n < cal_rdm_scene_get_n (scene); n++) {
    CalRdm *rdm = cal_rdm_scene_get (scene, n);

    g_ptr_array_add (names, (gpointer) cal_rdm_get_desc (rdm)->name);
    if (rdm == cal_rdm_scene_get_current (scene))
      current = n;
    if (rdm == other)
      compared = n;
  }
  g_ptr_array_add (names, NULL);
  set_words (self->current, (const char *const *) names->pdata);
  gtk_drop_down_set_selected (self->current, current);
  gtk_widget_set_visible (GTK_WIDGET (self->current), names->len > 2);
  /* Which other RDM has the same conditions is looked up when someone asks. */
  if (!is_open)
    return;
  set_words (self->compared, (const char *const *) names->pdata);
  gtk_drop_down_set_selected (self->compared, compared);
  gtk_widget_set_sensitive (GTK_WIDGET (self->compared), names->len > 2);
}

static CalTable *
get_conditions (CalRdmScene *scene)
{
  CalRdm *rdm = cal_rdm_scene_get_current (scene);

  return rdm != NULL ? cal_rdm_get_desc (rdm)->conditions : NULL;
}

/* As in the file, then the columns of the conditions, then two kinds of clusters. */
static void
show_order (CalRdmControls *self, CalRdmScene *scene)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  CalTable *conditions = get_conditions (scene);
  guint n_columns = conditions != NULL ? cal_table_get_n_columns (conditions) : 0;
  CalRdmOrder *order = cal_rdm_scene_get_order (scene);
  CalClusterTree *tree = order != NULL ? cal_rdm_order_get_tree (order) : NULL;
  const char *title = order != NULL ? cal_rdm_order_get_title (order) : "";
  guint selected = 0;

  g_ptr_array_add (words, (gpointer) "As in the file");
  for (guint n = 0; n < n_columns; n++) {
    const char *name = cal_table_get_column (conditions, n)->name;

    g_ptr_array_add (words, (gpointer) name);
    if (tree == NULL && g_str_equal (name, title))
      selected = n + 1;
  }
  g_ptr_array_add (words, (gpointer) "Clusters, average");
  g_ptr_array_add (words, (gpointer) "Clusters, Ward");
  g_ptr_array_add (words, NULL);
  if (tree != NULL)
    selected =
        n_columns + (g_str_has_prefix (cal_cluster_tree_get_desc (tree)->linkage, "Ward") ? 2 : 1);
  set_words (self->order, (const char *const *) words->pdata);
  gtk_drop_down_set_selected (self->order, selected);
}

/* What the popover has, while there is one. */
static void
show_more (CalRdmControls *self, CalRdmScene *scene)
{
  const char *const *maps = cal_colormap_list ();
  g_autofree char *map = NULL;

  g_object_get (scene, "color-map", &map, NULL);
  gtk_drop_down_set_selected (self->show, (guint) self->area->show);
  for (guint n = 0; maps[n] != NULL; n++)
    if (g_strcmp0 (maps[n], map) == 0)
      gtk_drop_down_set_selected (self->colormap, n);
  gtk_widget_set_sensitive (self->thresholds, cal_rdm_scene_get_transform (scene, NULL, NULL) !=
                                                  CAL_RDM_UNTRANSFORMED);
}

static void
show_cb (CalRdmControls *self)
{
  CalRdmScene *scene = get_scene (self);
  CalRdmTransform transform;
  gboolean use_ranks;

  if (scene == NULL || self->is_showing)
    return;
  self->is_showing = TRUE;
  transform = cal_rdm_scene_get_transform (scene, NULL, NULL);
  g_object_get (scene, "use-ranks", &use_ranks, NULL);
  show_rdms (self, scene);
  show_order (self, scene);
  gtk_drop_down_set_selected (self->colours, transform == CAL_RDM_BY_RANK       ? 2
                                             : transform == CAL_RDM_BY_DISTANCE ? 3
                                             : use_ranks                        ? 1
                                                                                : 0);
  if (self->show != NULL)
    show_more (self, scene);
  self->is_showing = FALSE;
}

static void
current_chosen_cb (CalRdmControls *self, GParamSpec *pspec, GtkDropDown *drop_down)
{
  CalRdmScene *scene = get_scene (self);
  guint n = gtk_drop_down_get_selected (drop_down);

  if (scene == NULL || self->is_showing || n >= cal_rdm_scene_get_n (scene))
    return;
  if (drop_down == self->current)
    cal_rdm_scene_set_current (scene, cal_rdm_scene_get (scene, n));
  else
    cal_rdm_scene_set_compared (scene, cal_rdm_scene_get (scene, n));
}

static void
order_chosen_cb (CalRdmControls *self)
{
  CalRdmScene *scene = get_scene (self);
  guint n = gtk_drop_down_get_selected (self->order), n_columns;
  g_autoptr (CalRdmOrder) order = NULL;
  CalTable *conditions;
  CalRdm *rdm;

  if (scene == NULL || self->is_showing || cal_rdm_scene_get_current (scene) == NULL)
    return;
  rdm = cal_rdm_scene_get_current (scene);
  conditions = get_conditions (scene);
  n_columns = conditions != NULL ? cal_table_get_n_columns (conditions) : 0;
  if (n == 0)
    order = cal_rdm_order_new_as_in_file (rdm);
  else if (n <= n_columns)
    order = cal_rdm_order_new_by_column (rdm, cal_table_get_column (conditions, n - 1));
  if (order != NULL)
    cal_rdm_scene_set_order (scene, order);
  else
    cal_rdm_area_order_by_clusters (self->area, n == n_columns + 2);
}

static void
colours_chosen_cb (CalRdmControls *self)
{
  static const CalRdmTransform transforms[] = {CAL_RDM_UNTRANSFORMED, CAL_RDM_UNTRANSFORMED,
                                               CAL_RDM_BY_RANK, CAL_RDM_BY_DISTANCE};
  CalRdmScene *scene = get_scene (self);
  guint n = gtk_drop_down_get_selected (self->colours);
  double lower, upper;

  if (scene == NULL || self->is_showing || n >= G_N_ELEMENTS (transforms))
    return;
  g_object_set (self->area, "has-window", FALSE, NULL);
  cal_rdm_scene_get_transform (scene, &lower, &upper);
  /* From 0 to 1 nothing would be seen of a transform: begin where its authors do. */
  if (transforms[n] != CAL_RDM_UNTRANSFORMED && lower == 0.0 && upper == 1.0) {
    lower = 0.2;
    upper = 0.8;
  }
  if (transforms[n] == CAL_RDM_UNTRANSFORMED)
    g_object_set (scene, "use-ranks", n == 1, NULL);
  cal_rdm_scene_set_transform (scene, transforms[n], lower, upper);
}

static void
show_chosen_cb (CalRdmControls *self)
{
  if (self->area != NULL && !self->is_showing)
    g_object_set (self->area, "show", gtk_drop_down_get_selected (self->show), NULL);
}

static void
colormap_chosen_cb (CalRdmControls *self)
{
  CalRdmScene *scene = get_scene (self);

  if (scene != NULL && !self->is_showing)
    g_object_set (scene, "color-map",
                  cal_colormap_list ()[gtk_drop_down_get_selected (self->colormap)], NULL);
}

static void
reset_cb (CalRdmControls *self)
{
  if (self->area != NULL)
    g_object_set (self->area, "has-window", FALSE, NULL);
}

static void
close_cb (CalRdmControls *self)
{
  CalRdmScene *scene = get_scene (self);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->menu));
  if (scene != NULL && cal_rdm_scene_get_current (scene) != NULL)
    cal_rdm_scene_remove (scene, cal_rdm_scene_get_current (scene));
}

/* Names of RDMs and columns may be long: a list shows more of them than its button has room for. */
static void
set_up_item_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer width_chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (width_chars));
  gtk_list_item_set_child (item, label);
}

static void
bind_item_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer width_chars)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
}

static GtkListItemFactory *
make_factory (int width_chars)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_item_cb), GINT_TO_POINTER (width_chars));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_item_cb), NULL);
  return factory;
}

static GtkWidget *
add_drop_down (CalRdmControls *self,
               GtkDropDown **place,
               const char *name,
               const char *const *words,
               gpointer chosen_cb)
{
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (words);
  g_autoptr (GtkListItemFactory) button = make_factory (20), list = make_factory (48);

  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), button);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (drop_down), list);
  *place = GTK_DROP_DOWN (drop_down);
  gtk_widget_set_tooltip_text (drop_down, name);
  cal_accessible_set_name (drop_down, name);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  return drop_down;
}

/* A name and what is chosen, as in the panel of the layers. */
static void
add_row (GtkWidget *box, const char *name, GtkWidget *widget)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (name);

  gtk_widget_add_css_class (row, "setting-row");
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), widget);
  gtk_box_append (GTK_BOX (box), row);
}

static GtkWidget *
make_numbers (GObject *object, const char *const properties[2], const char *const names[2])
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  for (int n = 0; n < 2; n++) {
    GtkWidget *entry = cal_number_entry_new (object, properties[n]);

    cal_accessible_set_name (entry, names[n]);
    gtk_widget_set_tooltip_text (entry, names[n]);
    gtk_widget_set_size_request (entry, 76, -1);
    gtk_box_append (GTK_BOX (box), entry);
  }
  return box;
}

/* What is set once in a while. */
static GtkWidget *
make_popover (CalRdmControls *self, CalRdmArea *area)
{
  static const char *const none[] = {NULL};
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *popover = gtk_popover_new ();
  GtkWidget *window, *reset, *pictures = gtk_switch_new ();
  GtkWidget *close = gtk_button_new_with_label ("Close This RDM");

  add_row (box, "Show",
           add_drop_down (self, &self->show, "Show", show_words, (gpointer) show_chosen_cb));
  add_row (
      box, "Compared with",
      add_drop_down (self, &self->compared, "Compared with", none, (gpointer) current_chosen_cb));
  add_row (box, "Colour map",
           add_drop_down (self, &self->colormap, "Colour map", cal_colormap_list (),
                          (gpointer) colormap_chosen_cb));
  window =
      make_numbers (G_OBJECT (area), (const char *const[]){"window-low", "window-high"},
                    (const char *const[]){"Low end of the colours", "High end of the colours"});
  reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_add_css_class (reset, "flat");
  gtk_widget_set_tooltip_text (reset, "What there is");
  cal_accessible_set_name (reset, "Reset the window");
  g_object_bind_property (area, "has-window", reset, "sensitive", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (reset, "clicked", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (window), reset);
  add_row (box, "Window", window);
  self->thresholds = make_numbers (
      G_OBJECT (area->scene), (const char *const[]){"lower", "upper"},
      (const char *const[]){"Lower threshold, a quantile", "Upper threshold, a quantile"});
  add_row (box, "Thresholds l, u", self->thresholds);
  cal_accessible_set_name (pictures, "Pictures on the axes");
  g_object_bind_property (area, "thumbnails", pictures, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  add_row (box, "Pictures on the axes", pictures);
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), close);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (popover, "notify::visible", G_CALLBACK (show_cb), self,
                           G_CONNECT_SWAPPED);
  return popover;
}

/* Entries hold what they change: the popover is there only while the view is in a window. */
static void
renew_popover (CalRdmControls *self)
{
  gboolean wanted = self->area != NULL && self->area->scene != NULL &&
                    gtk_widget_get_root (GTK_WIDGET (self->area)) != NULL;

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->menu), NULL);
  self->show = self->compared = self->colormap = NULL;
  self->thresholds = NULL;
  if (wanted)
    gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->menu), make_popover (self, self->area));
  show_cb (self);
}

static void
scene_cb (CalRdmControls *self)
{
  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_data (self->scene, self);
  g_set_object (&self->scene, get_scene (self));
  if (self->scene != NULL)
    g_signal_connect_swapped (self->scene, "changed", G_CALLBACK (show_cb), self);
  renew_popover (self);
}

static void
cal_rdm_controls_dispose (GObject *object)
{
  CalRdmControls *self = CAL_RDM_CONTROLS (object);

  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_data (self->scene, self);
  g_clear_object (&self->scene);
  g_clear_weak_pointer (&self->area);
  G_OBJECT_CLASS (cal_rdm_controls_parent_class)->dispose (object);
}

static void
cal_rdm_controls_class_init (CalRdmControlsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cal_rdm_controls_dispose;
}

static void
cal_rdm_controls_init (CalRdmControls *self)
{
}

/**
 * cal_rdm_controls_new:
 * @area: owns the controls
 *
 * Returns: (transfer floating): which RDM, its order, its colours, and a menu with the rest
 */
GtkWidget *
cal_rdm_controls_new (CalRdmArea *area)
{
  static const char *const none[] = {NULL};
  CalRdmControls *self = g_object_new (CAL_TYPE_RDM_CONTROLS, "spacing", 4, NULL);

  self->menu =
      cal_view_new_menu ("More about how RDMs are shown", "More about how RDMs are shown", NULL);
  g_set_weak_pointer (&self->area, area);
  gtk_box_append (GTK_BOX (self),
                  add_drop_down (self, &self->current, "RDM", none, (gpointer) current_chosen_cb));
  gtk_box_append (GTK_BOX (self), add_drop_down (self, &self->order, "Order of the conditions",
                                                 none, (gpointer) order_chosen_cb));
  gtk_box_append (GTK_BOX (self), add_drop_down (self, &self->colours, "What the colours show",
                                                 colour_words, (gpointer) colours_chosen_cb));
  gtk_box_append (GTK_BOX (self), self->menu);
  g_signal_connect_object (area, "notify::scene", G_CALLBACK (scene_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (area, "notify::show", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (area, "notify::root", G_CALLBACK (renew_popover), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
