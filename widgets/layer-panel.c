/* layer-panel.c - the layers of a scene, the topmost first.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/layer-panel.h"

#include "widgets/layer-card.h"

/* Beyond it the list scrolls, and what stands below the list stays in sight. */
#define MAX_HEIGHT 440

struct _CalLayerPanel {
  GtkWidget parent_instance;

  CalScene *scene;
  CalLayer *selected;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CalLayerPanel, cal_layer_panel, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SELECTED,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static CalLayer *
get_row_layer (GtkListBoxRow *row)
{
  return row != NULL ? cal_layer_card_get_layer (CAL_LAYER_CARD (gtk_list_box_row_get_child (row)))
                     : NULL;
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, CalLayerPanel *self)
{
  if (row != NULL)
    cal_layer_panel_set_selected (self, get_row_layer (row));
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, GtkListBoxRow *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (row));

  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (CAL_TYPE_LAYER, get_row_layer (row));
}

/* Drops a layer in the place of another one. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, GtkListBoxRow *row)
{
  CalLayerPanel *self =
      CAL_LAYER_PANEL (gtk_widget_get_ancestor (GTK_WIDGET (row), CAL_TYPE_LAYER_PANEL));
  guint n_layers = cal_scene_get_n_layers (self->scene);
  int index = gtk_list_box_row_get_index (row);

  cal_scene_move_layer (self->scene, g_value_get_object (value), n_layers - 1 - (guint) index);
  return TRUE;
}

static void
add_row (CalLayerPanel *self, CalLayer *layer)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CAL_TYPE_LAYER, GDK_ACTION_MOVE);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), cal_layer_card_new (layer));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  cal_layer_get_name (layer), -1);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), row);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  gtk_list_box_append (self->list, row);
  if (layer == self->selected)
    gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
}

static void
fill_cb (CalLayerPanel *self)
{
  guint n_layers = cal_scene_get_n_layers (self->scene), position;
  GtkListBoxRow *row;
  g_autoptr (CalLayer) selected = self->selected != NULL ? g_object_ref (self->selected) : NULL;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint n = n_layers; n > 0; n--)
    add_row (self, cal_scene_get_layer (self->scene, n - 1));
  for (position = 0; position < n_layers; position++)
    if (cal_scene_get_layer (self->scene, position) == selected)
      return;
  /* The topmost layer that is shown is the one a person came for. */
  g_clear_object (&selected);
  for (guint n = n_layers; n > 0; n--) {
    CalLayer *layer = cal_scene_get_layer (self->scene, n - 1);

    if (cal_display_get_state (cal_layer_get_display (layer))->visible &&
        (selected == NULL || cal_layer_get_labels (selected) != NULL))
      g_set_object (&selected, layer);
  }
  if (selected == NULL && n_layers > 0)
    g_set_object (&selected, cal_scene_get_layer (self->scene, n_layers - 1));
  cal_layer_panel_set_selected (self, selected);
}

static void
cal_layer_panel_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_SELECTED:
    g_value_set_object (value, CAL_LAYER_PANEL (object)->selected);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_layer_panel_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_SELECTED:
    cal_layer_panel_set_selected (CAL_LAYER_PANEL (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_layer_panel_dispose (GObject *object)
{
  CalLayerPanel *self = CAL_LAYER_PANEL (object);

  if (self->scene != NULL)
    g_signal_handlers_disconnect_by_data (self->scene, self);
  g_clear_object (&self->scene);
  g_clear_object (&self->selected);
  if (self->scroller != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->scroller));
  self->scroller = NULL;
  G_OBJECT_CLASS (cal_layer_panel_parent_class)->dispose (object);
}

static void
cal_layer_panel_class_init (CalLayerPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cal_layer_panel_get_property;
  object_class->set_property = cal_layer_panel_set_property;
  object_class->dispose = cal_layer_panel_dispose;
  /**
   * CalLayerPanel:selected:
   *
   * The layer that the settings below the list belong to.
   */
  props[PROP_SELECTED] =
      g_param_spec_object ("selected", NULL, NULL, CAL_TYPE_LAYER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_placeholder (void)
{
  GtkWidget *label = gtk_label_new ("No layers yet. Drop a map or a volume on the window.");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "secondary");
  return label;
}

static void
cal_layer_panel_init (CalLayerPanel *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "layer-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Layers", -1);
  g_signal_connect (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  gtk_list_box_set_placeholder (self->list, new_placeholder ());
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (self->scroller, TRUE);
  gtk_scrolled_window_set_max_content_height (self->scroller, MAX_HEIGHT);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->list));
  gtk_widget_set_parent (GTK_WIDGET (self->scroller), GTK_WIDGET (self));
}

/**
 * cal_layer_panel_new:
 *
 * Returns: (transfer floating): the list of @scene's layers, which follows it
 */
GtkWidget *
cal_layer_panel_new (CalScene *scene)
{
  CalLayerPanel *self = g_object_new (CAL_TYPE_LAYER_PANEL, NULL);

  self->scene = g_object_ref (scene);
  g_signal_connect_swapped (scene, "items-changed", G_CALLBACK (fill_cb), self);
  fill_cb (self);
  return GTK_WIDGET (self);
}

/**
 * cal_layer_panel_get_selected:
 *
 * Returns: (transfer none) (nullable): the selected layer
 */
CalLayer *
cal_layer_panel_get_selected (CalLayerPanel *self)
{
  return self->selected;
}

static void
scroll_to (CalLayerPanel *self, GtkListBoxRow *row)
{
  graphene_rect_t place;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &place))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->scroller),
                               (double) place.origin.y,
                               (double) (place.origin.y + place.size.height));
}

void
cal_layer_panel_set_selected (CalLayerPanel *self, CalLayer *layer)
{
  GtkListBoxRow *row;

  g_return_if_fail (CAL_IS_LAYER_PANEL (self));

  if (!g_set_object (&self->selected, layer))
    return;
  for (int n = 0; (row = gtk_list_box_get_row_at_index (self->list, n)) != NULL; n++)
    if (get_row_layer (row) == layer && !gtk_list_box_row_is_selected (row)) {
      gtk_list_box_select_row (self->list, row);
      scroll_to (self, row);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SELECTED]);
}
