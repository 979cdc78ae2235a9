/* slice-area-input.c - what mouse and keys do to slices.
 *
 * Handlers note what the mouse did; the frame clock acts upon it, so that however fast the mouse
 * is, there is one drawing a frame.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "widgets/gl-area.h"
#include "widgets/slice-area-private.h"

#define ZOOM_STEP 1.2

enum {
  SIGNAL_HOVERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The layer that the person works on. */
static CalLayer *
get_layer (CalSliceArea *self)
{
  if (self->layer != NULL && cal_layer_get_volume (self->layer) != NULL)
    return self->layer;
  for (guint n = self->scene != NULL ? cal_scene_get_n_layers (self->scene) : 0; n-- > 0;) {
    CalLayer *layer = cal_scene_get_layer (self->scene, n);

    if (cal_layer_get_volume (layer) != NULL &&
        cal_display_get_state (cal_layer_get_display (layer))->visible)
      return layer;
  }
  return NULL;
}

/* How far it is along a world axis from voxel to voxel: along the voxel axis nearest to it. */
static double
get_step_mm (CalSliceArea *self, int axis)
{
  CalLayer *layer = get_layer (self);
  double step_mm = 0.0;

  if (layer == NULL)
    return 1.0;
  for (int c = 0; c < 3; c++)
    step_mm =
        MAX (step_mm,
             fabs (cal_volume_get_desc (cal_layer_get_volume (layer))->voxel_to_world.m[axis][c]));
  return step_mm;
}

static void
move_cursor (CalSliceArea *self, int axis, double by_mm)
{
  CalSliceLayout layout;

  if (self->scene == NULL)
    return;
  cal_slice_area_get_layout (self, &layout);
  layout.position_mm[axis] += by_mm;
  cal_scene_move_to_mm (self->scene, layout.position_mm);
}

/* The next slices: of three planes by the cursor, of a mosaic all of them. */
static void
step_through (CalSliceArea *self, CalPlane plane, int n_steps)
{
  int axis = cal_plane_get_axis (plane);
  double by_mm = n_steps * get_step_mm (self, axis);
  CalSliceLayout layout;

  if (self->scene == NULL)
    return;
  if (self->layout.mode == CAL_SLICES_THREE_PLANES) {
    move_cursor (self, axis, by_mm);
    return;
  }
  cal_slice_area_get_layout (self, &layout);
  self->layout.from_mm = layout.from_mm + by_mm;
  self->layout.to_mm = layout.to_mm + by_mm;
  cal_slice_area_queue (self);
}

static void
drag_cursor (CalSliceArea *self)
{
  double mm[3];

  cal_slice_pane_to_mm (&self->drag_pane, self->drag_px[0], self->drag_px[1], mm);
  cal_scene_move_to_mm (self->scene, mm);
}

static void
drag_pan (CalSliceArea *self)
{
  double dx = self->drag_px[0] - self->drag_start_px[0];
  double dy = self->drag_px[1] - self->drag_start_px[1];

  cal_slice_layout_pan (&self->layout, &self->drag_pane, dx - self->panned_px[0],
                        dy - self->panned_px[1]);
  self->panned_px[0] = dx;
  self->panned_px[1] = dy;
  cal_slice_area_queue (self);
}

/* Up is brighter, right is less contrast: 200 pixels are a window's width. */
static void
drag_window (CalSliceArea *self)
{
  double px = 200.0 * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double width = self->drag_window[1] - self->drag_window[0];
  double middle = (self->drag_window[0] + self->drag_window[1]) / 2.0;

  middle += width * (self->drag_px[1] - self->drag_start_px[1]) / px;
  width *= exp ((self->drag_px[0] - self->drag_start_px[0]) / px);
  cal_display_set_window (cal_layer_get_display (self->drag_layer), middle - width / 2.0,
                          middle + width / 2.0);
}

static void
act (CalSliceArea *self)
{
  if (self->scene == NULL)
    return;
  if (self->drag == CAL_SLICE_DRAG_CURSOR)
    drag_cursor (self);
  else if (self->drag == CAL_SLICE_DRAG_PAN)
    drag_pan (self);
  else if (self->drag == CAL_SLICE_DRAG_WINDOW)
    drag_window (self);
}

static void
tell_hover (CalSliceArea *self)
{
  GArray *panes = cal_slice_area_get_panes (self);
  const CalSlicePane *pane =
      panes != NULL ? cal_slice_panes_find (panes, self->pointer_px[0], self->pointer_px[1]) : NULL;
  double mm[3];

  self->hover_pending = FALSE;
  if (pane != NULL) {
    cal_slice_pane_to_mm (pane, self->pointer_px[0], self->pointer_px[1], mm);
    self->active_plane = pane->view.plane;
  }
  cal_scene_point_at_mm (self->scene, pane != NULL ? mm : NULL);
  g_signal_emit (self, signals[SIGNAL_HOVERED], 0, pane != NULL ? mm : NULL);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CalSliceArea *self = CAL_SLICE_AREA (widget);

  self->tick_id = 0;
  act (self);
  if (self->hover_pending)
    tell_hover (self);
  return G_SOURCE_REMOVE;
}

static void
queue_tick (CalSliceArea *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static CalSliceDrag
choose_drag (CalSliceArea *self, guint button, GdkModifierType modifiers)
{
  const CalDisplayState *state;

  if (button == GDK_BUTTON_MIDDLE ||
      (button == GDK_BUTTON_PRIMARY && (modifiers & GDK_SHIFT_MASK) != 0))
    return CAL_SLICE_DRAG_PAN;
  if (button == GDK_BUTTON_PRIMARY)
    return CAL_SLICE_DRAG_CURSOR;
  if (button != GDK_BUTTON_SECONDARY)
    return CAL_SLICE_DRAG_NONE;
  if (!g_set_object (&self->drag_layer, get_layer (self)) && self->drag_layer == NULL)
    return CAL_SLICE_DRAG_NONE;
  state = cal_display_get_state (cal_layer_get_display (self->drag_layer));
  self->drag_window[0] = state->window_low;
  self->drag_window[1] = state->window_high;
  return CAL_SLICE_DRAG_WINDOW;
}

static void
drag_begin_cb (CalSliceArea *self, double x, double y, GtkGestureDrag *gesture)
{
  double x_px = cal_gl_area_get_pixel (GTK_WIDGET (self), x),
         y_px = cal_gl_area_get_pixel (GTK_WIDGET (self), y);
  GArray *panes = cal_slice_area_get_panes (self);
  const CalSlicePane *pane = panes != NULL ? cal_slice_panes_find (panes, x_px, y_px) : NULL;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (pane == NULL) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  self->drag_pane = *pane;
  self->active_plane = pane->view.plane;
  self->drag_start_px[0] = self->drag_px[0] = x_px;
  self->drag_start_px[1] = self->drag_px[1] = y_px;
  self->panned_px[0] = self->panned_px[1] = 0.0;
  self->drag =
      choose_drag (self, gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)),
                   gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)));
  if (self->drag == CAL_SLICE_DRAG_CURSOR)
    act (self);
}

static void
drag_update_cb (CalSliceArea *self, double dx, double dy, GtkGestureDrag *gesture)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  self->drag_px[0] = self->drag_start_px[0] + floor (dx * scale + 0.5);
  self->drag_px[1] = self->drag_start_px[1] + floor (dy * scale + 0.5);
  queue_tick (self);
}

static void
drag_end_cb (CalSliceArea *self, double dx, double dy, GtkGestureDrag *gesture)
{
  if (self->drag == CAL_SLICE_DRAG_NONE)
    return;
  drag_update_cb (self, dx, dy, gesture);
  act (self);
  self->drag = CAL_SLICE_DRAG_NONE;
  g_clear_object (&self->drag_layer);
}

static void
motion_cb (CalSliceArea *self, double x, double y)
{
  self->pointer_px[0] = cal_gl_area_get_pixel (GTK_WIDGET (self), x);
  self->pointer_px[1] = cal_gl_area_get_pixel (GTK_WIDGET (self), y);
  self->hover_pending = TRUE;
  queue_tick (self);
}

static void
leave_cb (CalSliceArea *self)
{
  self->pointer_px[0] = self->pointer_px[1] = -1.0;
  self->hover_pending = TRUE;
  queue_tick (self);
}

/* A wheel gives whole steps, a touch pad parts of them. */
static gboolean
scroll_cb (CalSliceArea *self, double dx, double dy, GtkEventController *controller)
{
  GArray *panes = cal_slice_area_get_panes (self);
  const CalSlicePane *pane =
      panes != NULL ? cal_slice_panes_find (panes, self->pointer_px[0], self->pointer_px[1]) : NULL;
  int n_steps;

  if (pane == NULL)
    return GDK_EVENT_PROPAGATE;
  if ((gtk_event_controller_get_current_event_state (controller) & GDK_CONTROL_MASK) != 0) {
    cal_slice_layout_zoom_at (&self->layout, pane, self->pointer_px[0], self->pointer_px[1],
                              pow (ZOOM_STEP, -dy));
    cal_slice_area_queue (self);
    return GDK_EVENT_STOP;
  }
  self->scrolled -= dy;
  n_steps = (int) trunc (self->scrolled);
  self->scrolled -= n_steps;
  if (n_steps != 0)
    step_through (self, pane->view.plane, n_steps);
  return GDK_EVENT_STOP;
}

/* Towards the edge of the active plane that the arrow points at, by a voxel. */
static void
step_in_plane (CalSliceArea *self, int right, int up)
{
  CalSliceView view = {.plane = self->active_plane, .mm_per_px = 1.0};
  CalAffine pane_to_world;

  if (self->scene == NULL)
    return;
  g_object_get (self->scene, "convention", &view.convention, NULL);
  pane_to_world = cal_slice_view_get_pane_to_world (&view);
  for (int axis = 0; axis < 3; axis++) {
    double sign = right * pane_to_world.m[axis][0] - up * pane_to_world.m[axis][1];

    if (sign != 0.0)
      move_cursor (self, axis, (sign > 0.0 ? 1.0 : -1.0) * get_step_mm (self, axis));
  }
}

/* Among three planes hides or shows one, but never the last; a mosaic becomes one of that plane. */
static void
toggle_plane (CalSliceArea *self, CalPlane plane)
{
  gboolean *hidden = self->layout.hidden;
  gboolean others_hidden = hidden[(plane + 1) % 3] && hidden[(plane + 2) % 3];

  if (self->layout.mode == CAL_SLICES_MOSAIC) {
    g_object_set (self, "plane", plane, NULL);
    return;
  }
  hidden[plane] = !hidden[plane] && !others_hidden;
  cal_slice_area_queue (self);
}

/* The active plane's middle stays where it is. */
static void
zoom (CalSliceArea *self, double factor)
{
  GArray *panes = cal_slice_area_get_panes (self);

  for (guint n = 0; panes != NULL && n < panes->len; n++) {
    const CalSlicePane *pane = &g_array_index (panes, CalSlicePane, n);

    if (pane->view.plane != self->active_plane)
      continue;
    cal_slice_layout_zoom_at (&self->layout, pane, pane->x_px + pane->view.width_px / 2.0,
                              pane->y_px + pane->view.height_px / 2.0, factor);
    cal_slice_area_queue (self);
    return;
  }
}

static gboolean
key_cb (CalSliceArea *self, guint key, guint code, GdkModifierType modifiers)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_Left:
  case GDK_KEY_Right:
    step_in_plane (self, key == GDK_KEY_Right ? 1 : -1, 0);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_Down:
    step_in_plane (self, 0, key == GDK_KEY_Up ? 1 : -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Page_Up:
  case GDK_KEY_Page_Down:
    step_through (self, self->active_plane, key == GDK_KEY_Page_Up ? 1 : -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_x:
    toggle_plane (self, CAL_PLANE_SAGITTAL);
    return GDK_EVENT_STOP;
  case GDK_KEY_y:
    toggle_plane (self, CAL_PLANE_CORONAL);
    return GDK_EVENT_STOP;
  case GDK_KEY_z:
    toggle_plane (self, CAL_PLANE_AXIAL);
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
    cal_slice_area_fit (self);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/**
 * cal_slice_area_class_init_input:
 *
 * Adds the signals.
 */
void
cal_slice_area_class_init_input (CalSliceAreaClass *klass)
{
  /**
   * CalSliceArea::hovered:
   * @mm: (nullable): three doubles: what the pointer is over, RAS mm; NULL when it has left
   *
   * At most once a frame.
   */
  signals[SIGNAL_HOVERED] = g_signal_new ("hovered", CAL_TYPE_SLICE_AREA, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

/**
 * cal_slice_area_add_input:
 *
 * Adds the controllers of mouse and keys.
 */
void
cal_slice_area_add_input (CalSliceArea *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->active_plane = CAL_PLANE_AXIAL;
  self->pointer_px[0] = self->pointer_px[1] = -1.0;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, keys);
}

/**
 * cal_slice_area_stop_input:
 *
 * Forgets what the mouse was about to do.
 */
void
cal_slice_area_stop_input (CalSliceArea *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  self->drag = CAL_SLICE_DRAG_NONE;
  g_clear_object (&self->drag_layer);
}
