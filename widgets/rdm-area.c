/* rdm-area.c - a view of RDMs: to look at, to compare, to pick pairs and conditions in.
 *
 * rdm-area-draw.c draws it and finds what is drawn where, rdm-area-input.c has the mouse and the
 * keys, rdm-readout.c what is said of the cell under the pointer, rdm-controls.c the row of
 * controls.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/rdm-area.h"

#include <adwaita.h>

#include "analysis/cluster.h"
#include "widgets/rdm-area-private.h"
#include "widgets/view.h"

enum {
  PROP_0,
  PROP_SCENE,
  PROP_PICTURES,
  PROP_SHOW,
  PROP_THUMBNAILS,
  PROP_WINDOW_LOW,
  PROP_WINDOW_HIGH,
  PROP_HAS_WINDOW,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void cal_rdm_area_view_init (CalViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CalRdmArea,
                               cal_rdm_area,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (CAL_TYPE_VIEW, cal_rdm_area_view_init))

/**
 * cal_rdm_area_queue:
 *
 * Draws anew in the next frame.
 */
void
cal_rdm_area_queue (CalRdmArea *self)
{
  gtk_gl_area_queue_render (self->gl);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * cal_rdm_area_get_drawings:
 *
 * Returns: (transfer none) (element-type CalRdmDrawing): the matrices; NULL for one not ready yet
 */
GPtrArray *
cal_rdm_area_get_drawings (CalRdmArea *self)
{
  return self->drawings;
}

/**
 * cal_rdm_area_set_view:
 *
 * Shows another part of the matrices.
 */
void
cal_rdm_area_set_view (CalRdmArea *self, const CalRdmView *view)
{
  self->view = *view;
  cal_rdm_area_queue (self);
}

/**
 * cal_rdm_area_is_busy:
 *
 * Returns: whether something is being arranged, ranked or clustered
 */
gboolean
cal_rdm_area_is_busy (CalRdmArea *self)
{
  return self->cluster_job != NULL || cal_rdm_store_is_busy (self->store);
}

static void
show_message (CalRdmArea *self)
{
  gboolean is_empty = self->scene == NULL || cal_rdm_scene_get_current (self->scene) == NULL;

  gtk_widget_set_visible (self->message, is_empty);
  gtk_widget_set_sensitive (self->controls, !is_empty);
}

/* The scene is not what it was, or something has become ready. */
static void
update (CalRdmArea *self)
{
  g_autoptr (GPtrArray) shown = g_steal_pointer (&self->drawings);

  if (self->scene != NULL)
    self->drawings = cal_rdm_plan_make (self->scene, self->store, self->show,
                                        self->has_window ? self->window : NULL, shown);
  else
    self->drawings = g_ptr_array_new ();
  if (self->drawings->len != shown->len)
    self->hover.part = CAL_RDM_NOWHERE;
  show_message (self);
  cal_view_title_changed (CAL_VIEW (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WINDOW_LOW]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WINDOW_HIGH]);
  cal_rdm_area_queue (self);
}

static void
clustered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CalRdmArea) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) tree = cal_job_run_finish (CAL_JOB (source), result, &error);
  CalRdm *rdm = g_object_get_data (source, "rdm");

  if (self->cluster_job != CAL_JOB (source))
    return;
  g_clear_object (&self->cluster_job);
  g_clear_pointer (&self->failure, g_free);
  if (tree != NULL && self->scene != NULL) {
    g_autoptr (CalRdmOrder) order = cal_rdm_order_new_by_tree (rdm, CAL_CLUSTER_TREE (tree));

    cal_rdm_scene_set_order (self->scene, order);
  } else if (error != NULL) {
    self->failure = g_strdup (error->message);
  }
  cal_rdm_area_queue (self);
}

/**
 * cal_rdm_area_order_by_clusters:
 * @ward: by Ward's linkage; else average linkage
 *
 * Orders the conditions by the clusters of the current RDM, when they have been found.
 */
void
cal_rdm_area_order_by_clusters (CalRdmArea *self, gboolean ward)
{
  CalRdm *rdm = self->scene != NULL ? cal_rdm_scene_get_current (self->scene) : NULL;

  if (rdm == NULL)
    return;
  if (self->cluster_job != NULL)
    cal_job_cancel (self->cluster_job);
  g_clear_object (&self->cluster_job);
  self->cluster_job = cal_cluster_job_new (rdm, ward ? CAL_LINKAGE_WARD : CAL_LINKAGE_AVERAGE);
  g_object_set_data_full (G_OBJECT (self->cluster_job), "rdm", g_object_ref (rdm), g_object_unref);
  cal_job_run_async (self->cluster_job, clustered_cb, g_object_ref (self));
  cal_rdm_area_queue (self);
}

static void
cal_rdm_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CalRdmArea *self = CAL_RDM_AREA (widget);
  const double *rgba = cal_rdm_area_get_ink (self)->background;
  GdkRGBA background = {(float) rgba[0], (float) rgba[1], (float) rgba[2], 1.0f};

  gtk_snapshot_append_color (snapshot, &background,
                             &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                  (float) gtk_widget_get_height (widget)));
  GTK_WIDGET_CLASS (cal_rdm_area_parent_class)->snapshot (widget, snapshot);
  if (self->scene != NULL && !gtk_widget_get_visible (self->gl_message))
    cal_rdm_area_draw_overlay (self, snapshot);
}

static void
cal_rdm_area_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CalRdmArea *self = CAL_RDM_AREA (widget);
  GtkAllocation whole = {0, 0, width, height};

  gtk_widget_size_allocate (GTK_WIDGET (self->gl), &whole, -1);
  gtk_widget_size_allocate (self->gl_message, &whole, -1);
  gtk_widget_size_allocate (self->message, &whole, -1);
}

static void
cal_rdm_area_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  CalRdmArea *self = CAL_RDM_AREA (widget);
  int least, wanted;

  gtk_widget_measure (self->message, orientation, for_size, minimum, natural, NULL, NULL);
  gtk_widget_measure (self->gl_message, orientation, for_size, &least, &wanted, NULL, NULL);
  *minimum = MAX (MAX (*minimum, least), 60);
  *natural = MAX (MAX (*natural, wanted), 240);
}

static char *
dup_title (CalView *view)
{
  CalRdmArea *self = CAL_RDM_AREA (view);
  const CalRdmDrawing *drawing = self->drawings->len > 0 ? self->drawings->pdata[0] : NULL;

  if (self->drawings->len > 1)
    return g_strdup_printf ("%u side by side", self->drawings->len);
  if (drawing == NULL)
    return g_strdup ("dissimilarities of pairs of conditions");
  return g_strdup_printf ("%s · %s", drawing->title, drawing->subtitle);
}

static GtkWidget *
get_controls (CalView *view)
{
  return CAL_RDM_AREA (view)->controls;
}

static JsonNode *
dup_state (CalView *view)
{
  CalRdmArea *self = CAL_RDM_AREA (view);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GEnumClass) shows = g_type_class_ref (CAL_TYPE_RDM_SHOW);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "show");
  json_builder_add_string_value (builder, g_enum_get_value (shows, (gint) self->show)->value_nick);
  json_builder_set_member_name (builder, "thumbnails");
  json_builder_add_boolean_value (builder, self->thumbnails);
  json_builder_set_member_name (builder, "zoom");
  json_builder_add_double_value (builder, self->view.zoom);
  json_builder_set_member_name (builder, "column");
  json_builder_add_double_value (builder, self->view.middle[0]);
  json_builder_set_member_name (builder, "row");
  json_builder_add_double_value (builder, self->view.middle[1]);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static double
get_double (JsonObject *object, const char *member, double low, double high, double otherwise)
{
  double value = json_object_get_double_member_with_default (object, member, otherwise);

  return value >= low && value <= high ? value : otherwise;
}

static void
set_state (CalView *view, JsonNode *state)
{
  CalRdmArea *self = CAL_RDM_AREA (view);
  g_autoptr (GEnumClass) shows = g_type_class_ref (CAL_TYPE_RDM_SHOW);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (state) ? json_node_get_object (state) : NULL;
  const char *nick;
  const GEnumValue *show;

  if (object == NULL)
    return;
  nick = json_object_get_string_member_with_default (object, "show", "current");
  show = nick != NULL ? g_enum_get_value_by_nick (shows, nick) : NULL;
  if (show != NULL)
    g_object_set (self, "show", show->value, NULL);
  g_object_set (self, "thumbnails",
                json_object_get_boolean_member_with_default (object, "thumbnails", TRUE), NULL);
  self->view.zoom = get_double (object, "zoom", 1.0, 1e9, 1.0);
  self->view.middle[0] = get_double (object, "column", 0.0, 1.0, 0.5);
  self->view.middle[1] = get_double (object, "row", 0.0, 1.0, 0.5);
  cal_rdm_view_zoom_at (&self->view, &(CalRdmPane){.n = G_MAXINT, .size_px = 1}, 0.5, 0.5, 1.0);
  cal_rdm_area_queue (self);
}

static void
cal_rdm_area_view_init (CalViewInterface *iface)
{
  iface->dup_title = dup_title;
  iface->draw = cal_rdm_area_draw_figure;
  iface->get_controls = get_controls;
  iface->dup_state = dup_state;
  iface->set_state = set_state;
}

static void
set_scene (CalRdmArea *self, CalRdmScene *scene)
{
  if (self->scene == scene)
    return;
  if (self->scene != NULL) {
    g_signal_handlers_disconnect_by_data (self->scene, self);
    g_signal_handlers_disconnect_by_data (cal_rdm_scene_get_selection (self->scene), self);
  }
  g_set_object (&self->scene, scene);
  if (scene != NULL) {
    g_signal_connect_swapped (scene, "changed", G_CALLBACK (update), self);
    g_signal_connect_swapped (cal_rdm_scene_get_selection (scene), "changed",
                              G_CALLBACK (cal_rdm_area_queue), self);
  }
  update (self);
}

static void
set_pictures (CalRdmArea *self, CalPictures *pictures)
{
  if (self->pictures != NULL)
    g_signal_handlers_disconnect_by_data (self->pictures, self);
  g_set_object (&self->pictures, pictures);
  if (pictures != NULL)
    g_signal_connect_swapped (pictures, "loaded", G_CALLBACK (gtk_widget_queue_draw), self);
}

/* Of the first matrix. */
static double
get_window (CalRdmArea *self, int end)
{
  const CalRdmDrawing *drawing = self->drawings->len > 0 ? self->drawings->pdata[0] : NULL;

  if (self->has_window || drawing == NULL)
    return self->window[end];
  return end == 0 ? drawing->sides[0].colours.low : drawing->sides[0].colours.high;
}

static void
set_window (CalRdmArea *self, int end, double value)
{
  double other = get_window (self, 1 - end);

  self->window[end] = value;
  self->window[1 - end] = other;
  self->has_window = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HAS_WINDOW]);
  update (self);
}

static void
cal_rdm_area_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CalRdmArea *self = CAL_RDM_AREA (object);

  switch (prop_id) {
  case PROP_SCENE:
    g_value_set_object (value, self->scene);
    break;
  case PROP_PICTURES:
    g_value_set_object (value, self->pictures);
    break;
  case PROP_SHOW:
    g_value_set_enum (value, (gint) self->show);
    break;
  case PROP_THUMBNAILS:
    g_value_set_boolean (value, self->thumbnails);
    break;
  case PROP_WINDOW_LOW:
    g_value_set_double (value, get_window (self, 0));
    break;
  case PROP_WINDOW_HIGH:
    g_value_set_double (value, get_window (self, 1));
    break;
  case PROP_HAS_WINDOW:
    g_value_set_boolean (value, self->has_window);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_rdm_area_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CalRdmArea *self = CAL_RDM_AREA (object);

  switch (prop_id) {
  case PROP_SCENE:
    set_scene (self, g_value_get_object (value));
    break;
  case PROP_PICTURES:
    set_pictures (self, g_value_get_object (value));
    break;
  case PROP_SHOW:
    self->show = (CalRdmShow) g_value_get_enum (value);
    self->has_window = FALSE;
    update (self);
    break;
  case PROP_THUMBNAILS:
    self->thumbnails = g_value_get_boolean (value);
    cal_rdm_area_queue (self);
    break;
  case PROP_WINDOW_LOW:
    set_window (self, 0, g_value_get_double (value));
    return;
  case PROP_WINDOW_HIGH:
    set_window (self, 1, g_value_get_double (value));
    return;
  case PROP_HAS_WINDOW:
    self->window[0] = get_window (self, 0);
    self->window[1] = get_window (self, 1);
    self->has_window = g_value_get_boolean (value);
    update (self);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    return;
  }
  g_object_notify_by_pspec (object, pspec);
}

static void
cal_rdm_area_dispose (GObject *object)
{
  CalRdmArea *self = CAL_RDM_AREA (object);

  cal_rdm_area_stop_input (self);
  g_signal_handlers_disconnect_by_data (adw_style_manager_get_default (), self);
  if (self->cluster_job != NULL)
    cal_job_cancel (self->cluster_job);
  g_clear_object (&self->cluster_job);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  if (self->scene != NULL) {
    g_signal_handlers_disconnect_by_data (self->scene, self);
    g_signal_handlers_disconnect_by_data (cal_rdm_scene_get_selection (self->scene), self);
  }
  g_clear_object (&self->scene);
  set_pictures (self, NULL);
  if (self->gl != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->gl)));
  g_clear_pointer (&self->gl_message, gtk_widget_unparent);
  g_clear_pointer (&self->message, gtk_widget_unparent);
  g_clear_object (&self->controls);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (cal_rdm_area_parent_class)->dispose (object);
}

static void
cal_rdm_area_finalize (GObject *object)
{
  CalRdmArea *self = CAL_RDM_AREA (object);

  g_clear_pointer (&self->drawings, g_ptr_array_unref);
  g_clear_pointer (&self->failure, g_free);
  g_clear_error (&self->draw_error);
  G_OBJECT_CLASS (cal_rdm_area_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  props[PROP_SCENE] =
      g_param_spec_object ("scene", "Scene", "What is looked at", CAL_TYPE_RDM_SCENE, flags);
  props[PROP_PICTURES] =
      g_param_spec_object ("pictures", "Pictures", "Of the stimuli", CAL_TYPE_PICTURES, flags);
  props[PROP_SHOW] = g_param_spec_enum ("show", "Show", "Which RDMs are shown, and how",
                                        CAL_TYPE_RDM_SHOW, CAL_RDM_SHOW_CURRENT, flags);
  props[PROP_THUMBNAILS] =
      g_param_spec_boolean ("thumbnails", "Pictures on the axes",
                            "Pictures instead of names where there is room", TRUE, flags);
  props[PROP_WINDOW_LOW] = g_param_spec_double ("window-low", "Low", "What has the first colour",
                                                -G_MAXDOUBLE, G_MAXDOUBLE, 0.0, flags);
  props[PROP_WINDOW_HIGH] = g_param_spec_double ("window-high", "High", "What has the last colour",
                                                 -G_MAXDOUBLE, G_MAXDOUBLE, 1.0, flags);
  props[PROP_HAS_WINDOW] = g_param_spec_boolean (
      "has-window", "Own window", "Whether low and high are the person's choice", FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
cal_rdm_area_class_init (CalRdmAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cal_rdm_area_get_property;
  object_class->set_property = cal_rdm_area_set_property;
  object_class->dispose = cal_rdm_area_dispose;
  object_class->finalize = cal_rdm_area_finalize;
  widget_class->snapshot = cal_rdm_area_snapshot;
  widget_class->size_allocate = cal_rdm_area_size_allocate;
  widget_class->measure = cal_rdm_area_measure;
  install_properties (object_class);
  cal_rdm_area_class_init_input (klass);
  gtk_widget_class_set_css_name (widget_class, "rdmarea");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

/* What this view is for, and the next step. */
static GtkWidget *
make_message (void)
{
  static const char *const texts[] = {
      "No RDM is open", "A representational dissimilarity matrix shows how far apart each pair of "
                        "conditions is. Open "
                        "one (.npy, .csv, .mat, rsatoolbox .h5) or compute one from patterns."};
  static const char *const styles[] = {"title-4", "dim-label"};
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *button;

  for (gsize n = 0; n < G_N_ELEMENTS (texts); n++) {
    GtkWidget *label = gtk_label_new (texts[n]);

    gtk_widget_add_css_class (label, styles[n]);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
    gtk_label_set_max_width_chars (GTK_LABEL (label), 46);
    gtk_box_append (GTK_BOX (box), label);
  }
  button = gtk_button_new_with_label ("Open files…");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (button, 8);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
cal_rdm_area_init (CalRdmArea *self)
{
  self->store = cal_rdm_store_new ();
  self->drawings = g_ptr_array_new ();
  self->thumbnails = TRUE;
  self->window[1] = 1.0;
  cal_rdm_view_init (&self->view);
  cal_rdm_area_init_drawing (self);
  self->message = make_message ();
  gtk_widget_set_parent (self->message, GTK_WIDGET (self));
  self->controls = g_object_ref_sink (cal_rdm_controls_new (self));
  g_signal_connect_swapped (self->store, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (adw_style_manager_get_default (), "notify::dark",
                            G_CALLBACK (cal_rdm_area_queue), self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Dissimilarity matrix", -1);
  cal_rdm_area_add_input (self);
  show_message (self);
}

/**
 * cal_rdm_area_new:
 * @scene: (nullable): what is looked at
 * @pictures: (nullable): where the stimuli's pictures are had from
 */
GtkWidget *
cal_rdm_area_new (CalRdmScene *scene, CalPictures *pictures)
{
  return g_object_new (CAL_TYPE_RDM_AREA, "pictures", pictures, "scene", scene, NULL);
}
