/* cortex-area.c - the cortex of a scene: turn it, zoom it, click a vertex.
 *
 * cortex-area-draw.c draws it and finds what is drawn where, cortex-area-input.c has the mouse and
 * the keys.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/cortex-area-private.h"

#include <adwaita.h>
#include <math.h>

#include "widgets/accessible.h"

G_DEFINE_FINAL_TYPE (CalCortexArea, cal_cortex_area, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SCENE,
  PROP_MONTAGE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
cortex_changed_cb (CalCortexArea *self)
{
  CalCortex *cortex = cal_scene_get_cortex (self->scene);

  cal_cortex_area_forget_cortex (self);
  if (cortex != NULL) {
    self->shapes = cal_shapes_new (cortex);
    self->full_ms = INFINITY;
  }
  cal_cortex_area_queue (self);
}

static void
describe_cb (CalCortexArea *self)
{
  cal_accessible_describe_view (GTK_WIDGET (self), self->scene,
                                "The arrow keys turn the cortex, with Shift they move it, plus and "
                                "minus zoom, Home turns it back.");
}

static void
set_scene (CalCortexArea *self, CalScene *scene)
{
  g_set_object (&self->scene, scene);
  if (scene == NULL)
    return;
  g_signal_connect_object (scene, "changed", G_CALLBACK (cal_cortex_area_queue), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scene, "changed", G_CALLBACK (describe_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scene, "notify::cortex", G_CALLBACK (cortex_changed_cb), self,
                           G_CONNECT_SWAPPED);
  cortex_changed_cb (self);
  describe_cb (self);
}

static void
preset_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (CAL_TYPE_VIEW_PRESET);
  GEnumValue *value = g_enum_get_value_by_nick (class, g_variant_get_string (parameter, NULL));

  if (value != NULL)
    cal_cortex_area_set_preset (CAL_CORTEX_AREA (widget), (CalViewPreset) value->value);
}

static void
montage_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GEnumClass) class = g_type_class_ref (CAL_TYPE_MONTAGE);
  GEnumValue *value = g_enum_get_value_by_nick (class, g_variant_get_string (parameter, NULL));

  if (value != NULL)
    cal_cortex_area_set_montage (CAL_CORTEX_AREA (widget), (CalMontage) value->value);
}

static void
reset_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  cal_cortex_area_reset (CAL_CORTEX_AREA (widget));
}

static void
cal_cortex_area_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CalCortexArea *self = CAL_CORTEX_AREA (object);

  switch (prop_id) {
  case PROP_SCENE:
    g_value_set_object (value, self->scene);
    break;
  case PROP_MONTAGE:
    g_value_set_enum (value, (gint) self->view.montage);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_cortex_area_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  CalCortexArea *self = CAL_CORTEX_AREA (object);

  switch (prop_id) {
  case PROP_SCENE:
    set_scene (self, g_value_get_object (value));
    break;
  case PROP_MONTAGE:
    cal_cortex_area_set_montage (self, (CalMontage) g_value_get_enum (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_cortex_area_dispose (GObject *object)
{
  CalCortexArea *self = CAL_CORTEX_AREA (object);

  cal_cortex_area_stop_input (self);
  cal_cortex_area_forget_cortex (self);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  g_clear_object (&self->scene);
  g_clear_pointer (&self->letters, cal_cortex_overlay_free);
  G_OBJECT_CLASS (cal_cortex_area_parent_class)->dispose (object);
}

static void
cal_cortex_area_class_init (CalCortexAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = cal_cortex_area_get_property;
  object_class->set_property = cal_cortex_area_set_property;
  object_class->dispose = cal_cortex_area_dispose;

  props[PROP_SCENE] = g_param_spec_object ("scene", "Scene", "What is shown", CAL_TYPE_SCENE,
                                           flags | G_PARAM_CONSTRUCT_ONLY);
  props[PROP_MONTAGE] = g_param_spec_enum ("montage", "Montage", "One view of the cortex, or four",
                                           CAL_TYPE_MONTAGE, CAL_MONTAGE_GRID, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  cal_cortex_area_class_init_input (klass);
  gtk_widget_class_install_action (widget_class, "cortex.preset", "s", preset_action_cb);
  gtk_widget_class_install_action (widget_class, "cortex.montage", "s", montage_action_cb);
  gtk_widget_class_install_action (widget_class, "cortex.reset", NULL, reset_action_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "cortex-area");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cal_cortex_area_init (CalCortexArea *self)
{
  cal_cortex_view_init (&self->view, CAL_MONTAGE_GRID);
  self->panel = CAL_MAX_PANELS;
  cal_cortex_area_init_drawing (self);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self), 160, 120);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, "Cortex",
                                  -1);
  cal_cortex_area_add_input (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (cal_cortex_area_queue), self, G_CONNECT_SWAPPED);
}

/**
 * cal_cortex_area_new:
 * @scene: followed from now on
 *
 * Returns: a view of the scene's cortex, four panels at first
 */
GtkWidget *
cal_cortex_area_new (CalScene *scene)
{
  return g_object_new (CAL_TYPE_CORTEX_AREA, "scene", scene, NULL);
}

/**
 * cal_cortex_area_get_view:
 *
 * Returns: (transfer none): what a figure or a session needs to show the same
 */
const CalCortexView *
cal_cortex_area_get_view (CalCortexArea *self)
{
  return &self->view;
}

void
cal_cortex_area_set_view (CalCortexArea *self, const CalCortexView *view)
{
  gboolean other_montage = view->montage != self->view.montage;

  self->view = *view;
  if (other_montage)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MONTAGE]);
  cal_cortex_area_queue (self);
}

/**
 * cal_cortex_area_set_montage:
 *
 * Forgets how the panels were turned: they are other panels then.
 */
void
cal_cortex_area_set_montage (CalCortexArea *self, CalMontage montage)
{
  CalCortexView view = self->view;

  if (view.montage == montage)
    return;
  view.montage = montage;
  cal_cortex_view_reset (&view);
  cal_cortex_area_set_view (self, &view);
}

/**
 * cal_cortex_area_set_preset:
 *
 * Shows the cortex from that side only.
 */
void
cal_cortex_area_set_preset (CalCortexArea *self, CalViewPreset preset)
{
  CalCortexView view = self->view;

  view.montage = CAL_MONTAGE_SINGLE;
  view.preset = preset;
  cal_cortex_view_reset (&view);
  cal_cortex_area_set_view (self, &view);
}

/**
 * cal_cortex_area_reset:
 *
 * Turns every panel back.
 */
void
cal_cortex_area_reset (CalCortexArea *self)
{
  cal_cortex_view_reset (&self->view);
  cal_cortex_area_queue (self);
}
