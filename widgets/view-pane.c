/* view-pane.c - a view under its title row, which tells what it shows, and the row of its controls.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/view-pane.h"

#include "widgets/accessible.h"

/* Four panes stand beside the layers and the inspector on a screen of 1440 pixels. */
#define LEAST_WIDTH 200

struct _CalViewPane {
  GtkWidget parent_instance;

  const CalViewKind *kinds;
  guint n_kinds;
  CalViewCreate create;
  gpointer data;

  GtkWidget *column;
  GtkWidget *title_row;
  GtkMenuButton *kind_button;
  GtkLabel *kind_name;
  GtkLabel *title;
  GtkBox *controls;
  GtkButton *enlarge_button;
  CalView *view; /* in the column */
  const char *kind;
  GSimpleAction *kind_action;
};

enum {
  PROP_0,
  PROP_ENLARGED,
  N_PROPS,
};

enum {
  SIGNAL_CLOSE,
  SIGNAL_ENLARGE,
  SIGNAL_EXPORT,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalViewPane, cal_view_pane, GTK_TYPE_WIDGET)

static void
update_title (CalViewPane *self)
{
  g_autofree char *title = cal_view_dup_title (self->view);

  gtk_label_set_text (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
}

static void
drop_view (CalViewPane *self)
{
  GtkWidget *controls;

  if (self->view == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->view, self);
  controls = gtk_widget_get_first_child (GTK_WIDGET (self->controls));
  if (controls != NULL)
    gtk_box_remove (self->controls, controls);
  gtk_box_remove (GTK_BOX (self->column), GTK_WIDGET (self->view));
  self->view = NULL;
}

/**
 * cal_view_pane_show:
 * @id: of a kind of view
 *
 * Shows such a view in place of the one that is there.
 */
void
cal_view_pane_show (CalViewPane *self, const char *id)
{
  GtkWidget *view, *controls;

  if (g_strcmp0 (self->kind, id) == 0 || (view = self->create (id, self->data)) == NULL)
    return;
  drop_view (self);
  for (guint n = 0; n < self->n_kinds; n++)
    if (g_str_equal (self->kinds[n].id, id)) {
      self->kind = self->kinds[n].id;
      gtk_label_set_text (self->kind_name, self->kinds[n].title);
    }
  self->view = CAL_VIEW (view);
  gtk_widget_set_vexpand (view, TRUE);
  gtk_widget_set_hexpand (view, TRUE);
  gtk_box_append (GTK_BOX (self->column), view);
  controls = cal_view_get_controls (self->view);
  if (controls != NULL)
    gtk_box_append (self->controls, controls);
  gtk_widget_set_visible (GTK_WIDGET (self->controls), controls != NULL);
  g_signal_connect_object (view, "title-changed", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_simple_action_set_state (self->kind_action, g_variant_new_string (id));
  update_title (self);
}

/**
 * cal_view_pane_get_view:
 *
 * Returns: (transfer none): the view
 */
CalView *
cal_view_pane_get_view (CalViewPane *self)
{
  return self->view;
}

/**
 * cal_view_pane_get_kind:
 *
 * Returns: (transfer none): its kind's id
 */
const char *
cal_view_pane_get_kind (CalViewPane *self)
{
  return self->kind;
}

static void
kind_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  cal_view_pane_show (data, g_variant_get_string (parameter, NULL));
}

static void
close_cb (CalViewPane *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}

static void
enlarge_cb (CalViewPane *self)
{
  g_signal_emit (self, signals[SIGNAL_ENLARGE], 0);
}

static void
export_cb (CalViewPane *self)
{
  g_signal_emit (self, signals[SIGNAL_EXPORT], 0);
}

static void
double_click_cb (CalViewPane *self, int n_presses)
{
  if (n_presses == 2)
    enlarge_cb (self);
}

static GtkWidget *
new_button (const char *icon, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  cal_accessible_set_name (button, name);
  return button;
}

static void
build_menu (CalViewPane *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint n = 0; n < self->n_kinds; n++) {
    g_autofree char *action = g_strdup_printf ("pane.kind::%s", self->kinds[n].id);

    g_menu_append (menu, self->kinds[n].title, action);
  }
  gtk_menu_button_set_menu_model (self->kind_button, G_MENU_MODEL (menu));
  self->kind_action =
      g_simple_action_new_stateful ("kind", G_VARIANT_TYPE_STRING, g_variant_new_string (""));
  g_signal_connect_object (self->kind_action, "activate", G_CALLBACK (kind_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (self->kind_action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pane", G_ACTION_GROUP (group));
}

/* A row of their own. Controls do not make the pane wide: in a narrow one they can be scrolled to.
 */
static GtkWidget *
new_controls_row (CalViewPane *self)
{
  GtkWidget *room = gtk_scrolled_window_new ();

  self->controls = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  gtk_widget_add_css_class (GTK_WIDGET (self->controls), "view-controls");

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (room), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (room), GTK_WIDGET (self->controls));
  return room;
}

static void
build_title_row (CalViewPane *self)
{
  GtkWidget *close = new_button ("window-close-symbolic", "Close this view");
  GtkWidget *export = new_button ("document-save-as-symbolic", "Export this view as a figure");
  GtkGesture *click = gtk_gesture_click_new ();

  self->title_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->title_row, "pane-title");
  self->kind_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->kind_button), "view-kind");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->kind_button), "Show another view here");
  self->kind_name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->kind_name, PANGO_ELLIPSIZE_END);
  gtk_menu_button_set_child (self->kind_button, GTK_WIDGET (self->kind_name));
  gtk_menu_button_set_always_show_arrow (self->kind_button, TRUE);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "secondary");
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (self->title, 0.0f);
  /* It has what room the view's name leaves. */
  gtk_label_set_max_width_chars (self->title, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  self->enlarge_button = GTK_BUTTON (new_button ("view-fullscreen-symbolic", "Enlarge this view"));
  gtk_box_append (GTK_BOX (self->title_row), GTK_WIDGET (self->kind_button));
  gtk_box_append (GTK_BOX (self->title_row), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->title_row), export);
  gtk_box_append (GTK_BOX (self->title_row), GTK_WIDGET (self->enlarge_button));
  gtk_box_append (GTK_BOX (self->title_row), close);
  g_signal_connect_object (export, "clicked", G_CALLBACK (export_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->enlarge_button, "clicked", G_CALLBACK (enlarge_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (double_click_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->title), GTK_EVENT_CONTROLLER (click));
}

static void
cal_view_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CalViewPane *self = CAL_VIEW_PANE (object);
  const char *icon = gtk_button_get_icon_name (self->enlarge_button);

  if (id == PROP_ENLARGED)
    g_value_set_boolean (value, g_strcmp0 (icon, "view-restore-symbolic") == 0);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cal_view_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CalViewPane *self = CAL_VIEW_PANE (object);
  gboolean enlarged = g_value_get_boolean (value);
  const char *name = enlarged ? "Give the other views their room back" : "Enlarge this view";

  if (id != PROP_ENLARGED) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    return;
  }
  gtk_button_set_icon_name (self->enlarge_button,
                            enlarged ? "view-restore-symbolic" : "view-fullscreen-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->enlarge_button), name);
  cal_accessible_set_name (GTK_WIDGET (self->enlarge_button), name);
}

static void
cal_view_pane_dispose (GObject *object)
{
  CalViewPane *self = CAL_VIEW_PANE (object);

  if (self->column != NULL)
    drop_view (self);
  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_object (&self->kind_action);
  G_OBJECT_CLASS (cal_view_pane_parent_class)->dispose (object);
}

static void
cal_view_pane_class_init (CalViewPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cal_view_pane_dispose;
  object_class->get_property = cal_view_pane_get_property;
  object_class->set_property = cal_view_pane_set_property;

  /**
   * CalViewPane:enlarged:
   *
   * Whether its button gives the room back, or takes it.
   */
  props[PROP_ENLARGED] =
      g_param_spec_boolean ("enlarged", "Enlarged", "Whether this view has the whole room", FALSE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * CalViewPane::close:
   *
   * The person does not want it any more.
   */
  signals[SIGNAL_CLOSE] = g_signal_new ("close", CAL_TYPE_VIEW_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);

  /**
   * CalViewPane::enlarge:
   *
   * The person wants it larger, or as it was.
   */
  signals[SIGNAL_ENLARGE] = g_signal_new ("enlarge", CAL_TYPE_VIEW_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);

  /**
   * CalViewPane::export:
   *
   * The person wants it as a figure.
   */
  signals[SIGNAL_EXPORT] = g_signal_new ("export", CAL_TYPE_VIEW_PANE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "view-pane");
}

static void
cal_view_pane_init (CalViewPane *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), LEAST_WIDTH, 168);
}

/**
 * cal_view_pane_new:
 * @kinds: @n_kinds that it can show
 * @create: makes a view of a kind
 *
 * Returns: (transfer floating): with no view yet; show one with cal_view_pane_show()
 */
GtkWidget *
cal_view_pane_new (const CalViewKind *kinds, guint n_kinds, CalViewCreate create, gpointer data)
{
  CalViewPane *self = g_object_new (CAL_TYPE_VIEW_PANE, NULL);

  self->kinds = kinds;
  self->n_kinds = n_kinds;
  self->create = create;
  self->data = data;
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->column, "pane");
  build_title_row (self);
  build_menu (self);
  gtk_box_append (GTK_BOX (self->column), self->title_row);
  gtk_box_append (GTK_BOX (self->column), new_controls_row (self));
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
