/* view-dock.c - the panes beside the brain: which views are open, in which order, how wide.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/view-dock.h"

#include "widgets/view-pane.h"

/* More would be too narrow to read. */
#define MAX_PANES 4

struct _CalViewDock {
  GtkWidget parent_instance;

  const CalViewKind *kinds;
  guint n_kinds;
  gpointer data;
  GPtrArray *panes;
  GtkWidget *chain;
  CalViewPane *active; /* weak: where the focus was last */
  gboolean enlarged;
};

enum {
  PROP_0,
  PROP_ENLARGED,
  N_PROPS,
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CalViewDock, cal_view_dock, GTK_TYPE_WIDGET)

static const CalViewKind *
find_kind (CalViewDock *self, const char *id)
{
  for (guint n = 0; n < self->n_kinds; n++)
    if (g_strcmp0 (self->kinds[n].id, id) == 0)
      return &self->kinds[n];
  return NULL;
}

/* Takes the panes out of the chain of boundaries that holds them. */
static void
unchain (CalViewDock *self)
{
  for (guint n = 0; n < self->panes->len; n++) {
    GtkWidget *pane = self->panes->pdata[n];
    GtkWidget *parent = gtk_widget_get_parent (pane);

    if (GTK_IS_PANED (parent)) {
      if (gtk_paned_get_start_child (GTK_PANED (parent)) == pane)
        gtk_paned_set_start_child (GTK_PANED (parent), NULL);
      else
        gtk_paned_set_end_child (GTK_PANED (parent), NULL);
    } else if (parent != NULL) {
      gtk_widget_unparent (pane);
    }
  }
  if (GTK_IS_PANED (self->chain))
    gtk_widget_unparent (self->chain);
  self->chain = NULL;
}

/* One boundary between each pane and all that follow it. */
static void
chain (CalViewDock *self)
{
  GtkWidget *rest = NULL;

  for (guint n = self->panes->len; n > 0; n--) {
    GtkWidget *pane = self->panes->pdata[n - 1];

    if (self->enlarged && CAL_VIEW_PANE (pane) != self->active)
      continue;
    if (rest == NULL) {
      rest = pane;
    } else {
      GtkWidget *boundary = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);

      gtk_paned_set_start_child (GTK_PANED (boundary), pane);
      gtk_paned_set_end_child (GTK_PANED (boundary), rest);
      gtk_paned_set_shrink_start_child (GTK_PANED (boundary), FALSE);
      gtk_paned_set_shrink_end_child (GTK_PANED (boundary), FALSE);
      rest = boundary;
    }
  }
  self->chain = rest;
  if (rest != NULL)
    gtk_widget_set_parent (rest, GTK_WIDGET (self));
}

static void
rebuild (CalViewDock *self)
{
  unchain (self);
  chain (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->panes->len > 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
set_enlarged (CalViewDock *self, gboolean enlarged)
{
  enlarged = enlarged && self->active != NULL;
  if (self->enlarged == enlarged)
    return;
  self->enlarged = enlarged;
  for (guint n = 0; n < self->panes->len; n++)
    g_object_set (self->panes->pdata[n], "enlarged", enlarged, NULL);
  rebuild (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ENLARGED]);
}

static void
set_active (CalViewDock *self, CalViewPane *pane)
{
  g_set_weak_pointer (&self->active, pane);
}

static void
focus_changed_cb (GtkEventController *focus, GParamSpec *pspec, CalViewDock *self)
{
  if (gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (focus)))
    set_active (self, CAL_VIEW_PANE (gtk_event_controller_get_widget (focus)));
}

static void
close_cb (CalViewDock *self, CalViewPane *pane)
{
  guint n;

  if (g_ptr_array_find (self->panes, pane, &n))
    cal_view_dock_close (self, n);
}

static void
enlarge_cb (CalViewDock *self, CalViewPane *pane)
{
  if (!self->enlarged)
    set_active (self, pane);
  set_enlarged (self, !self->enlarged);
}

static void
export_cb (CalViewDock *self, CalViewPane *pane)
{
  set_active (self, pane);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.export-view", NULL);
}

static GtkWidget *
create_view (const char *id, gpointer data)
{
  CalViewDock *self = data;
  const CalViewKind *kind = find_kind (self, id);

  return kind != NULL ? kind->create (self->data) : NULL;
}

static CalViewPane *
add_pane (CalViewDock *self, const char *id)
{
  GtkWidget *pane = cal_view_pane_new (self->kinds, self->n_kinds, create_view, self);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "notify::contains-focus", G_CALLBACK (focus_changed_cb), self);
  gtk_widget_add_controller (pane, focus);
  g_signal_connect_object (pane, "close", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "enlarge", G_CALLBACK (enlarge_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "export", G_CALLBACK (export_cb), self, G_CONNECT_SWAPPED);
  cal_view_pane_show (CAL_VIEW_PANE (pane), id);
  g_ptr_array_add (self->panes, g_object_ref_sink (pane));
  set_active (self, CAL_VIEW_PANE (pane));
  return CAL_VIEW_PANE (pane);
}

/**
 * cal_view_dock_open:
 * @id: of a kind of view
 *
 * Shows such a view: the one that is open already, else in a new pane, or in the last one if there
 * are as many as fit.
 */
void
cal_view_dock_open (CalViewDock *self, const char *id)
{
  g_return_if_fail (CAL_IS_VIEW_DOCK (self));

  if (find_kind (self, id) == NULL)
    return;
  for (guint n = 0; n < self->panes->len; n++)
    if (g_strcmp0 (cal_view_pane_get_kind (self->panes->pdata[n]), id) == 0) {
      set_active (self, self->panes->pdata[n]);
      if (self->enlarged)
        rebuild (self);
      gtk_widget_child_focus (self->panes->pdata[n], GTK_DIR_TAB_FORWARD);
      return;
    }
  if (self->panes->len >= MAX_PANES)
    cal_view_pane_show (self->panes->pdata[self->panes->len - 1], id);
  else
    add_pane (self, id);
  rebuild (self);
}

/**
 * cal_view_dock_close:
 * @n: from the left; below cal_view_dock_get_n()
 */
void
cal_view_dock_close (CalViewDock *self, guint n)
{
  g_autoptr (GtkWidget) pane = NULL;

  g_return_if_fail (CAL_IS_VIEW_DOCK (self) && n < self->panes->len);

  set_enlarged (self, FALSE);
  pane = g_object_ref (self->panes->pdata[n]);
  unchain (self);
  g_ptr_array_remove_index (self->panes, n);
  if (self->active == CAL_VIEW_PANE (pane))
    set_active (self, self->panes->len > 0 ? self->panes->pdata[0] : NULL);
  rebuild (self);
}

void
cal_view_dock_close_all (CalViewDock *self)
{
  while (self->panes->len > 0)
    cal_view_dock_close (self, self->panes->len - 1);
}

guint
cal_view_dock_get_n (CalViewDock *self)
{
  return self->panes->len;
}

/**
 * cal_view_dock_get_view:
 * @n: from the left
 *
 * Returns: (transfer none): the view in that pane
 */
CalView *
cal_view_dock_get_view (CalViewDock *self, guint n)
{
  g_return_val_if_fail (n < self->panes->len, NULL);

  return cal_view_pane_get_view (self->panes->pdata[n]);
}

/**
 * cal_view_dock_get_active:
 *
 * Returns: (transfer none) (nullable): the view that was opened or had the focus last
 */
CalView *
cal_view_dock_get_active (CalViewDock *self)
{
  return self->active != NULL ? cal_view_pane_get_view (self->active) : NULL;
}

/**
 * cal_view_dock_get_kind:
 * @n: from the left
 *
 * Returns: (transfer none): the id of its kind
 */
const char *
cal_view_dock_get_kind (CalViewDock *self, guint n)
{
  g_return_val_if_fail (n < self->panes->len, NULL);

  return cal_view_pane_get_kind (self->panes->pdata[n]);
}

/**
 * cal_view_dock_dup_state:
 *
 * Returns: (transfer full): an array of the open views, each with its kind and its own state
 */
JsonNode *
cal_view_dock_dup_state (CalViewDock *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint n = 0; n < self->panes->len; n++) {
    JsonNode *state = cal_view_dup_state (cal_view_dock_get_view (self, n));

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "kind");
    json_builder_add_string_value (builder, cal_view_dock_get_kind (self, n));
    if (state != NULL) {
      json_builder_set_member_name (builder, "state");
      json_builder_add_value (builder, state);
    }
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

static const char *
get_kind_of (JsonObject *object)
{
  JsonNode *kind = json_object_get_member (object, "kind");

  return kind != NULL && JSON_NODE_HOLDS_VALUE (kind) &&
                 json_node_get_value_type (kind) == G_TYPE_STRING
             ? json_node_get_string (kind)
             : NULL;
}

/**
 * cal_view_dock_set_state:
 * @state: (nullable): as cal_view_dock_dup_state() gave it, from a file that may hold anything
 *
 * Opens those views instead of the present ones; NULL leaves everything as it is.
 */
void
cal_view_dock_set_state (CalViewDock *self, JsonNode *state)
{
  JsonArray *array;

  if (state == NULL || !JSON_NODE_HOLDS_ARRAY (state))
    return;
  cal_view_dock_close_all (self);
  array = json_node_get_array (state);
  for (guint n = 0; n < json_array_get_length (array) && self->panes->len < MAX_PANES; n++) {
    JsonNode *node = json_array_get_element (array, n);
    const char *kind =
        JSON_NODE_HOLDS_OBJECT (node) ? get_kind_of (json_node_get_object (node)) : NULL;

    if (find_kind (self, kind) != NULL) {
      CalViewPane *pane = add_pane (self, kind);

      cal_view_set_state (cal_view_pane_get_view (pane),
                          json_object_get_member (json_node_get_object (node), "state"));
    }
  }
  rebuild (self);
}

static void
cal_view_dock_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ENLARGED)
    g_value_set_boolean (value, CAL_VIEW_DOCK (object)->enlarged);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cal_view_dock_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ENLARGED)
    set_enlarged (CAL_VIEW_DOCK (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
cal_view_dock_dispose (GObject *object)
{
  CalViewDock *self = CAL_VIEW_DOCK (object);

  g_clear_weak_pointer (&self->active);
  if (self->panes != NULL)
    unchain (self);
  g_clear_pointer (&self->panes, g_ptr_array_unref);
  G_OBJECT_CLASS (cal_view_dock_parent_class)->dispose (object);
}

static void
cal_view_dock_class_init (CalViewDockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cal_view_dock_dispose;
  object_class->get_property = cal_view_dock_get_property;
  object_class->set_property = cal_view_dock_set_property;

  /**
   * CalViewDock:enlarged:
   *
   * Whether one view has the whole room, the brain's too.
   */
  props[PROP_ENLARGED] =
      g_param_spec_boolean ("enlarged", "Enlarged", "Whether one view has the whole room", FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * CalViewDock::changed:
   *
   * A pane was opened, closed or moved.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAL_TYPE_VIEW_DOCK, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "view-dock");
}

static void
cal_view_dock_init (CalViewDock *self)
{
  self->panes = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cal_view_dock_new:
 * @kinds: @n_kinds of views, in the order of menus; they must outlive the dock
 * @data: for their create functions
 *
 * Returns: (transfer floating): with no view, hidden
 */
GtkWidget *
cal_view_dock_new (const CalViewKind *kinds, guint n_kinds, gpointer data)
{
  CalViewDock *self = g_object_new (CAL_TYPE_VIEW_DOCK, NULL);

  self->kinds = kinds;
  self->n_kinds = n_kinds;
  self->data = data;
  return GTK_WIDGET (self);
}
