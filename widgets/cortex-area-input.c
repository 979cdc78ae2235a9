/* cortex-area-input.c - turning, moving, zooming and clicking the cortex.
 *
 * Left drag turns (a flat cortex is moved), Shift or middle drag moves, the wheel zooms, a click
 * moves the scene's cursor. Pointer motion only changes numbers; one drawing follows a frame.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "widgets/cortex-area-private.h"

#define HOVER_DELAY_MS 100
#define ZOOM_STEP 1.15
/* An arrow key is a drag this long. */
#define KEY_PX 20.0
/* A press that moves less is a click. */
#define CLICK_PX 4.0

enum {
  SIGNAL_HOVER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
drag_begin_cb (CalCortexArea *self, double x, double y, GtkGestureDrag *gesture)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  const CalCortexPanel *panel;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  self->press[0] = x;
  self->press[1] = y;
  if (!cal_cortex_area_is_ready (self))
    return;
  cal_cortex_area_lay_out (self, &layout, &drawing, NULL);
  panel = cal_cortex_layout_find (&layout, x * scale, y * scale, &self->panel);
  if (panel == NULL)
    return;
  self->panning =
      self->button == GDK_BUTTON_MIDDLE || (state & GDK_SHIFT_MASK) != 0 || !panel->rotates;
  self->dragged[0] = self->dragged[1] = 0.0;
}

static void
drag_update_cb (CalCortexArea *self, double dx, double dy, GtkGestureDrag *gesture)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double step[2] = {dx - self->dragged[0], dy - self->dragged[1]};
  CalCameraMotion *motion;
  CalCortexLayout layout;
  CalCortexDrawing drawing;

  if (!cal_cortex_area_is_ready (self) || self->panel >= CAL_MAX_PANELS ||
      (!self->dragging && hypot (dx, dy) < CLICK_PX))
    return;
  self->dragging = TRUE;
  motion = &self->view.motion[self->panel];
  if (self->panning) {
    double mm_per_px;

    cal_cortex_area_lay_out (self, &layout, &drawing, NULL);
    mm_per_px = layout.panels[self->panel].camera.mm_per_px * scale;
    cal_camera_motion_pan (motion, step[0] * mm_per_px, -step[1] * mm_per_px);
  } else {
    cal_camera_motion_rotate (motion, step[0], step[1]);
  }
  self->dragged[0] = dx;
  self->dragged[1] = dy;
  cal_cortex_area_queue (self);
}

static void
drag_end_cb (CalCortexArea *self, double dx, double dy, GtkGestureDrag *gesture)
{
  gsize vertex;
  CalHemisphere hemisphere;
  gboolean clicked = !self->dragging;

  self->dragging = FALSE;
  self->panel = CAL_MAX_PANELS;
  cal_cortex_area_queue (self);
  if (!clicked || self->button > GDK_BUTTON_PRIMARY)
    return;
  hemisphere = cal_cortex_area_pick (self, self->press[0], self->press[1], &vertex);
  if (hemisphere != CAL_HEMISPHERE_UNKNOWN)
    cal_scene_move_to_vertex (self->scene, hemisphere, vertex);
}

static gboolean
scroll_cb (CalCortexArea *self, double dx, double dy)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  CalCortexLayout layout;
  CalCortexDrawing drawing;
  guint panel;

  if (!cal_cortex_area_is_ready (self))
    return FALSE;
  cal_cortex_area_lay_out (self, &layout, &drawing, NULL);
  if (cal_cortex_layout_find (&layout, self->pointer[0] * scale, self->pointer[1] * scale,
                              &panel) == NULL)
    return FALSE;
  cal_camera_motion_zoom (&self->view.motion[panel], pow (ZOOM_STEP, -dy));
  cal_cortex_area_queue (self);
  return TRUE;
}

static gboolean
hover_cb (gpointer user_data)
{
  CalCortexArea *self = user_data;
  gsize vertex = 0;
  CalHemisphere hemisphere;

  self->hover_source = 0;
  if (self->dragging)
    return G_SOURCE_REMOVE;
  hemisphere = cal_cortex_area_pick (self, self->pointer[0], self->pointer[1], &vertex);
  cal_scene_point_at_vertex (self->scene, hemisphere, vertex);
  g_signal_emit (self, signals[SIGNAL_HOVER], 0, (guint) hemisphere, (guint64) vertex);
  return G_SOURCE_REMOVE;
}

/* As a drag of that many pixels would, but in all panels. */
static void
turn (CalCortexArea *self, double dx, double dy, gboolean pan)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  CalCortexLayout layout;
  CalCortexDrawing drawing;

  cal_cortex_area_lay_out (self, &layout, &drawing, NULL);
  for (guint n = 0; n < layout.n_panels; n++) {
    CalCameraMotion *motion = &self->view.motion[n];
    double mm_per_px = layout.panels[n].camera.mm_per_px * scale;

    if (pan || !layout.panels[n].rotates)
      cal_camera_motion_pan (motion, dx * mm_per_px, -dy * mm_per_px);
    else
      cal_camera_motion_rotate (motion, dx, dy);
  }
  cal_cortex_area_queue (self);
}

static void
zoom (CalCortexArea *self, double factor)
{
  for (guint n = 0; n < CAL_MAX_PANELS; n++)
    cal_camera_motion_zoom (&self->view.motion[n], factor);
  cal_cortex_area_queue (self);
}

static gboolean
key_cb (CalCortexArea *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean pan = (modifiers & GDK_SHIFT_MASK) != 0;

  if (!cal_cortex_area_is_ready (self) || (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_Left:
  case GDK_KEY_Right:
    turn (self, key == GDK_KEY_Right ? KEY_PX : -KEY_PX, 0.0, pan);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_Down:
    turn (self, 0.0, key == GDK_KEY_Down ? KEY_PX : -KEY_PX, pan);
    return GDK_EVENT_STOP;
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    zoom (self, ZOOM_STEP);
    return GDK_EVENT_STOP;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    zoom (self, 1.0 / ZOOM_STEP);
    return GDK_EVENT_STOP;
  case GDK_KEY_Home:
    cal_cortex_area_reset (self);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/* While the view stands still a look-up is free; otherwise the pointer must rest first. */
static void
motion_cb (CalCortexArea *self, double x, double y)
{
  guint delay_ms = self->pick != NULL && cal_cortex_pick_is_drawn (self->pick) ? 0 : HOVER_DELAY_MS;

  self->pointer[0] = x;
  self->pointer[1] = y;
  if (delay_ms > 0)
    g_clear_handle_id (&self->hover_source, g_source_remove);
  if (self->hover_source == 0)
    self->hover_source = g_timeout_add (delay_ms, hover_cb, self);
}

static void
leave_cb (CalCortexArea *self)
{
  g_clear_handle_id (&self->hover_source, g_source_remove);
  cal_scene_point_at_vertex (self->scene, CAL_HEMISPHERE_UNKNOWN, 0);
  g_signal_emit (self, signals[SIGNAL_HOVER], 0, (guint) CAL_HEMISPHERE_UNKNOWN, (guint64) 0);
}

void
cal_cortex_area_class_init_input (CalCortexAreaClass *klass)
{
  /**
   * CalCortexArea::hover:
   * @hemisphere: a CalHemisphere; CAL_HEMISPHERE_UNKNOWN where there is no cortex
   * @vertex: the vertex drawn under the pointer
   */
  signals[SIGNAL_HOVER] = g_signal_new ("hover", CAL_TYPE_CORTEX_AREA, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT64);
}

void
cal_cortex_area_add_input (CalCortexArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
cal_cortex_area_stop_input (CalCortexArea *self)
{
  g_clear_handle_id (&self->hover_source, g_source_remove);
}
