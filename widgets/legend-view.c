/* legend-view.c - the colour bars of what a view shows, below it.
 *
 * A click or a drag on colours picks them: the layer then shows only what has them. A click beside,
 * or Escape, shows all again. The place of what the pointer is over is marked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/legend-view.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "model/number.h"
#include "render/figure/legend.h"
#include "widgets/tooltip.h"

#define MARGIN_PX 12.0
/* A press that moves less is a click. */
#define CLICK_PX 3.0
/* An arrow key moves what is picked by so much of a window. */
#define KEY_STEP 0.05

struct _CalLegendView {
  GtkWidget parent_instance;

  CalScene *scene;
  gboolean on_cortex;
  gboolean on_slices;

  gboolean pressed;
  gboolean dragged;
  double press[2];
  CalLegendSpot from;
};

G_DEFINE_FINAL_TYPE (CalLegendView, cal_legend_view, GTK_TYPE_WIDGET)

static CalLegend *
make_legend (CalLegendView *self, double width_px)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  return cal_legend_new (self->scene, self->on_cortex, self->on_slices,
                         cal_ink_get (dark ? CAL_THEME_DARK : CAL_THEME_LIGHT),
                         width_px - 2.0 * MARGIN_PX, 1.0);
}

static gboolean
is_shown (CalLegendView *self)
{
  gboolean shown;

  g_object_get (self->scene, "show-colour-bar", &shown, NULL);
  return shown;
}

static void
cal_legend_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CalLegendView *self = CAL_LEGEND_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (CalLegend) legend = NULL;
  cairo_t *cr;

  if (!is_shown (self) || width < 4 * (int) MARGIN_PX)
    return;
  legend = make_legend (self, width);
  cal_legend_point (legend, self->scene);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cal_legend_draw (legend, cr, MARGIN_PX, MARGIN_PX / 2.0);
  cairo_destroy (cr);
}

static void
cal_legend_view_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  CalLegendView *self = CAL_LEGEND_VIEW (widget);
  g_autoptr (CalLegend) legend = NULL;
  double height;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL || !is_shown (self))
    return;
  legend = make_legend (self, for_size > 0 ? for_size : 640.0);
  height = cal_legend_get_height (legend);
  if (height > 0.0)
    *minimum = *natural = (int) ceil (height + MARGIN_PX);
}

static GtkSizeRequestMode
cal_legend_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* What is at a place of the widget. */
static gboolean
find_spot (CalLegendView *self, double x, double y, CalLegendSpot *spot)
{
  g_autoptr (CalLegend) legend = NULL;

  if (!is_shown (self))
    return FALSE;
  legend = make_legend (self, gtk_widget_get_width (GTK_WIDGET (self)));
  return cal_legend_find (legend, x - MARGIN_PX, y - MARGIN_PX / 2.0, spot);
}

/* Whether the place lies in what is picked along all axes that it tells of. */
static gboolean
is_in_pick (const CalDisplayState *state, const CalKeySpot *spot)
{
  if (!cal_display_has_pick (state))
    return FALSE;
  for (guint axis = 0; axis < 3; axis++)
    if ((spot->axes >> axis & 1) != 0 && (spot->fractions[axis] < state->pick[axis][0] ||
                                          spot->fractions[axis] > state->pick[axis][1]))
      return FALSE;
  return TRUE;
}

/* Picks what is there; or shows all, if that was picked already. */
static void
click (const CalLegendSpot *spot)
{
  CalDisplay *display = cal_layer_get_display (spot->layer);
  const CalDisplayState *state = cal_display_get_state (display);
  double pick[3][2];

  memcpy (pick, state->pick, sizeof pick);
  if (spot->label != NULL) {
    gboolean again = g_strcmp0 (state->pick_label, spot->label->name) == 0;

    cal_display_set_pick (display, pick, again ? NULL : spot->label->name);
    return;
  }
  if (is_in_pick (state, &spot->key)) {
    cal_display_clear_pick (display);
    return;
  }
  for (guint axis = 0; axis < 3; axis++)
    if ((spot->key.axes >> axis & 1) != 0)
      memcpy (pick[axis], spot->key.click[axis], sizeof pick[axis]);
  cal_display_set_pick (display, pick, NULL);
}

static void
drag_begin_cb (CalLegendView *self, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->press[0] = x;
  self->press[1] = y;
  self->dragged = FALSE;
  self->pressed = find_spot (self, x, y, &self->from);
  if (self->pressed)
    g_object_ref (self->from.layer);
}

static void
drag_update_cb (CalLegendView *self, double dx, double dy)
{
  g_autoptr (CalLegend) legend = NULL;
  CalDisplay *display;
  double pick[3][2];

  if (!self->pressed || self->from.label != NULL || (!self->dragged && hypot (dx, dy) < CLICK_PX))
    return;
  self->dragged = TRUE;
  display = cal_layer_get_display (self->from.layer);
  memcpy (pick, cal_display_get_state (display)->pick, sizeof pick);
  legend = make_legend (self, gtk_widget_get_width (GTK_WIDGET (self)));
  cal_legend_follow (legend, &self->from, self->press[0] + dx - MARGIN_PX,
                     self->press[1] + dy - MARGIN_PX / 2.0, pick);
  cal_display_set_pick (display, pick, NULL);
}

static void
drag_end_cb (CalLegendView *self, double dx, double dy)
{
  if (!self->pressed) {
    cal_scene_clear_picks (self->scene);
    return;
  }
  if (!self->dragged)
    click (&self->from);
  self->pressed = FALSE;
  g_clear_object (&self->from.layer);
}

/* The values that a place of the legend stands for. */
static char *
dup_values (CalLegendView *self, const CalLegendSpot *spot)
{
  CalColouring colouring = cal_colouring_of (self->scene, spot->layer);
  GString *text;

  if (spot->label != NULL)
    return g_strdup (spot->label->name);
  text = g_string_new (NULL);
  for (guint axis = 0; axis < colouring.n_maps; axis++) {
    CalLayer *map = colouring.maps[axis];
    const CalDisplayState *window = cal_display_get_state (cal_layer_get_display (map));
    double share = spot->key.fractions[axis];
    g_autofree char *value = cal_number_format_with_unit (
        window->window_low + share * (window->window_high - window->window_low),
        cal_layer_get_unit (map));

    if ((spot->key.axes >> axis & 1) == 0)
      continue;
    g_string_append_printf (text, "%s%s %s%s", text->len > 0 ? "\n" : "", cal_layer_get_name (map),
                            spot->key.part < 0 ? "towards " : "", value);
  }
  return g_string_free (text, FALSE);
}

static gboolean
query_tooltip_cb (CalLegendView *self, int x, int y, gboolean by_keys, GtkTooltip *tooltip)
{
  g_autofree char *text = NULL;
  CalLegendSpot spot;

  if (by_keys || !find_spot (self, x, y, &spot))
    return FALSE;
  text = dup_values (self, &spot);
  cal_tooltip_set_text_at (tooltip, x, y, text);
  return TRUE;
}

static void
motion_cb (CalLegendView *self, double x, double y)
{
  CalLegendSpot spot;

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   find_spot (self, x, y, &spot) ? "crosshair" : NULL);
}

/* Moves what is picked of the topmost layer's colours; picks their middle first. */
static void
step (CalLegendView *self, guint axis, double by)
{
  for (guint n = cal_scene_get_n_layers (self->scene); n-- > 0;) {
    CalLayer *layer = cal_scene_get_layer (self->scene, n);
    CalDisplay *display = cal_layer_get_display (layer);
    CalColouring colouring = cal_colouring_of (self->scene, layer);
    double pick[3][2], width;

    if (!colouring.state->visible || cal_layer_get_labels (layer) != NULL ||
        axis >= colouring.n_maps)
      continue;
    memcpy (pick, colouring.state->pick, sizeof pick);
    if (pick[axis][0] <= 0.0 && pick[axis][1] >= 1.0) {
      pick[axis][0] = 0.4;
      pick[axis][1] = 0.6;
    } else {
      width = pick[axis][1] - pick[axis][0];
      pick[axis][0] = CLAMP (pick[axis][0] + by, 0.0, 1.0 - width);
      pick[axis][1] = pick[axis][0] + width;
    }
    cal_display_set_pick (display, pick, NULL);
    return;
  }
}

static gboolean
key_cb (CalLegendView *self, guint key, guint code, GdkModifierType modifiers)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_Left:
  case GDK_KEY_Right:
    step (self, 0, key == GDK_KEY_Right ? KEY_STEP : -KEY_STEP);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_Down:
    step (self, 1, key == GDK_KEY_Up ? KEY_STEP : -KEY_STEP);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    return cal_scene_clear_picks (self->scene) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
cal_legend_view_dispose (GObject *object)
{
  CalLegendView *self = CAL_LEGEND_VIEW (object);

  if (self->pressed)
    g_clear_object (&self->from.layer);
  self->pressed = FALSE;
  g_clear_object (&self->scene);
  G_OBJECT_CLASS (cal_legend_view_parent_class)->dispose (object);
}

static void
cal_legend_view_class_init (CalLegendViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cal_legend_view_dispose;
  widget_class->snapshot = cal_legend_view_snapshot;
  widget_class->measure = cal_legend_view_measure;
  widget_class->get_request_mode = cal_legend_view_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cal_legend_view_init (CalLegendView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, "Colour bars",
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "A click or a drag on colours shows only what has them. The arrow "
      "keys move what is picked, Escape shows all again.",
      -1);
}

/**
 * cal_legend_view_new:
 * @on_cortex: whether it explains a view of the cortex
 * @on_slices: whether it explains slices
 *
 * Returns: (transfer floating): the bars, which follow the scene
 */
GtkWidget *
cal_legend_view_new (CalScene *scene, gboolean on_cortex, gboolean on_slices)
{
  CalLegendView *self = g_object_new (CAL_TYPE_LEGEND_VIEW, NULL);

  self->scene = g_object_ref (scene);
  self->on_cortex = on_cortex;
  self->on_slices = on_slices;
  /* A display changes the picture; layers coming and going change the height too. */
  g_signal_connect_object (scene, "changed", G_CALLBACK (gtk_widget_queue_resize), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (scene, "pointed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
