/* colour-strip.c - a layer's colour bar, on which its threshold can be dragged.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/colour-strip.h"

#include <adwaita.h>

#include "render/vector/colour-bar.h"

#define STRIP_HEIGHT_PX 9

struct _CalColourStrip {
  GtkWidget parent_instance;

  CalLayer *layer;
};

G_DEFINE_FINAL_TYPE (CalColourStrip, cal_colour_strip, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LAYER,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

/* Moves the threshold to where the pointer is. The first drag on a layer with no threshold gives
 * it one: by magnitude if the window spans zero. */
static void
drag_to (CalColourStrip *self, double x)
{
  CalDisplay *display = cal_layer_get_display (self->layer);
  const CalDisplayState *state = cal_display_get_state (display);
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double value = state->window_low +
                 CLAMP (x / MAX (width, 1.0), 0.0, 1.0) * (state->window_high - state->window_low);
  gboolean by_magnitude = state->threshold_mode == CAL_THRESHOLD_NONE
                              ? state->window_low < 0.0 && state->window_high > 0.0
                              : state->threshold_mode == CAL_THRESHOLD_MAGNITUDE;

  if (state->threshold_mode == CAL_THRESHOLD_NONE)
    g_object_set (display, "threshold-mode",
                  by_magnitude ? CAL_THRESHOLD_MAGNITUDE : CAL_THRESHOLD_ABOVE, NULL);
  g_object_set (display, "threshold", by_magnitude ? ABS (value) : value, NULL);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, CalColourStrip *self)
{
  if (self->layer != NULL && cal_layer_get_labels (self->layer) == NULL)
    drag_to (self, x);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, CalColourStrip *self)
{
  double x, y;

  if (self->layer != NULL && cal_layer_get_labels (self->layer) == NULL &&
      gtk_gesture_drag_get_start_point (gesture, &x, &y))
    drag_to (self, x + dx);
}

static void
cal_colour_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CalColourStrip *self = CAL_COLOUR_STRIP (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  cairo_t *cr;

  if (self->layer == NULL || width <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cal_colour_bar_draw_strip (cr, cal_display_get_state (cal_layer_get_display (self->layer)),
                             cal_ink_get (dark ? CAL_THEME_DARK : CAL_THEME_LIGHT), FALSE,
                             &(cairo_rectangle_t){1, 3, width - 2, height - 6});
  cairo_destroy (cr);
}

static void
cal_colour_strip_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? STRIP_HEIGHT_PX + 6 : 60;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? STRIP_HEIGHT_PX + 6 : 180;
}

static void
cal_colour_strip_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_LAYER:
    g_value_set_object (value, CAL_COLOUR_STRIP (object)->layer);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_colour_strip_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_LAYER:
    cal_colour_strip_set_layer (CAL_COLOUR_STRIP (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cal_colour_strip_dispose (GObject *object)
{
  cal_colour_strip_set_layer (CAL_COLOUR_STRIP (object), NULL);
  G_OBJECT_CLASS (cal_colour_strip_parent_class)->dispose (object);
}

static void
cal_colour_strip_class_init (CalColourStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = cal_colour_strip_get_property;
  object_class->set_property = cal_colour_strip_set_property;
  object_class->dispose = cal_colour_strip_dispose;
  widget_class->snapshot = cal_colour_strip_snapshot;
  widget_class->measure = cal_colour_strip_measure;
  props[PROP_LAYER] =
      g_param_spec_object ("layer", NULL, NULL, CAL_TYPE_LAYER,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cal_colour_strip_init (CalColourStrip *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "ew-resize");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), "Drag to set the threshold");
}

GtkWidget *
cal_colour_strip_new (void)
{
  return g_object_new (CAL_TYPE_COLOUR_STRIP, NULL);
}

/**
 * cal_colour_strip_set_layer:
 * @layer: (nullable): whose display is shown and changed
 */
void
cal_colour_strip_set_layer (CalColourStrip *self, CalLayer *layer)
{
  if (self->layer == layer)
    return;
  if (self->layer != NULL)
    g_signal_handlers_disconnect_by_data (cal_layer_get_display (self->layer), self);
  g_set_object (&self->layer, layer);
  if (layer != NULL)
    g_signal_connect_swapped (cal_layer_get_display (layer), "notify",
                              G_CALLBACK (gtk_widget_queue_draw), self);
  if (layer != NULL) {
    g_autofree char *name =
        g_strdup_printf ("Colour bar and threshold of %s", cal_layer_get_name (layer));

    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LAYER]);
}
