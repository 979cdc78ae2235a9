/* embedding-area-input.c - the mouse and the keys of the embedding view.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "widgets/embedding-area-private.h"

#define SLACK_PX 6.0
#define PAN_STEP_PX 24.0

static gssize
pick (CalEmbeddingArea *self, double x, double y)
{
  gsize n;
  guint n_dims;

  if (cal_embedder_get_points (self->embedder, &n, &n_dims) == NULL || self->places == NULL ||
      self->order == NULL)
    return -1;
  return cal_point_places_pick (self->places, self->order, n, cal_embedding_area_get_mark (self), x,
                                y, SLACK_PX);
}

/* Selects points, in place of those that were selected or besides them. A single one that is
 * already selected is given up by being picked again with a modifier. */
static void
select_points (CalEmbeddingArea *self, const guint32 *points, gsize n_points, gboolean besides)
{
  CalSelection *selection = cal_rdm_scene_get_selection (self->scene);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *const *before = cal_selection_get_stimuli (selection, NULL);
  gboolean gives_up =
      besides && n_points == 1 && cal_selection_has_stimulus (selection, self->names[points[0]]);

  for (gsize k = 0; besides && before[k] != NULL; k++)
    if (!gives_up || !g_str_equal (before[k], self->names[points[0]]))
      g_ptr_array_add (ids, (gpointer) before[k]);
  for (gsize k = 0; !gives_up && k < n_points; k++)
    g_ptr_array_add (ids, (gpointer) self->names[points[k]]);
  g_ptr_array_add (ids, NULL);
  cal_selection_set_stimuli (selection, (const char *const *) ids->pdata);
}

static void
select_hovered (CalEmbeddingArea *self, gboolean besides)
{
  guint32 point = (guint32) self->hovered;

  if (self->hovered >= 0)
    select_points (self, &point, 1, besides);
  else if (!besides)
    cal_selection_set_stimuli (cal_rdm_scene_get_selection (self->scene), NULL);
}

static void
set_hovered (CalEmbeddingArea *self, gssize point)
{
  if (self->hovered == point)
    return;
  self->hovered = point;
  gtk_widget_queue_draw (self->canvas);
}

static void
motion_cb (CalEmbeddingArea *self, double x, double y)
{
  if (self->drag == CAL_EMBEDDING_DRAG_NOTHING)
    set_hovered (self, pick (self, x, y));
}

static void
leave_cb (CalEmbeddingArea *self)
{
  set_hovered (self, -1);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, CalEmbeddingArea *self)
{
  GdkModifierType keys =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_widget_grab_focus (self->canvas);
  self->last[0] = x;
  self->last[1] = y;
  if (button == GDK_BUTTON_MIDDLE || (keys & GDK_SHIFT_MASK) != 0)
    self->drag = CAL_EMBEDDING_DRAG_PAN;
  else if (self->view.n_dims == 3 && (keys & GDK_CONTROL_MASK) == 0)
    self->drag = CAL_EMBEDDING_DRAG_TURN;
  else
    self->drag = CAL_EMBEDDING_DRAG_LASSO;
  g_array_set_size (self->lasso, 0);
  g_array_append_vals (self->lasso, self->last, 2);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, CalEmbeddingArea *self)
{
  double at[2], moved[2];

  if (self->drag == CAL_EMBEDDING_DRAG_NOTHING ||
      !gtk_gesture_drag_get_start_point (gesture, &at[0], &at[1]))
    return;
  at[0] += dx;
  at[1] += dy;
  for (int a = 0; a < 2; a++) {
    moved[a] = at[a] - self->last[a];
    self->last[a] = at[a];
  }
  switch (self->drag) {
  case CAL_EMBEDDING_DRAG_TURN:
    cal_point_view_turn (&self->view, moved[0], moved[1]);
    cal_embedding_area_queue (self);
    break;
  case CAL_EMBEDDING_DRAG_PAN:
    for (int a = 0; a < 2; a++)
      self->view.pan_px[a] += moved[a];
    cal_embedding_area_queue (self);
    break;
  case CAL_EMBEDDING_DRAG_LASSO:
    g_array_append_vals (self->lasso, at, 2);
    gtk_widget_queue_draw (self->canvas);
    break;
  case CAL_EMBEDDING_DRAG_NOTHING:
  default:
    break;
  }
}

/* A drag that went nowhere is a click. */
static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, CalEmbeddingArea *self)
{
  GdkModifierType keys =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean besides = (keys & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;
  CalEmbeddingDrag drag = self->drag;
  const double *corners = (const double *) (gconstpointer) self->lasso->data;

  self->drag = CAL_EMBEDDING_DRAG_NOTHING;
  gtk_widget_queue_draw (self->canvas);
  if (self->places == NULL ||
      gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY)
    return;
  if (hypot (dx, dy) < 3.0) {
    self->hovered = pick (self, corners[0], corners[1]);
    select_hovered (self, besides);
  } else if (drag == CAL_EMBEDDING_DRAG_LASSO) {
    gsize n;
    guint n_dims;
    g_autoptr (GArray) inside = NULL;

    cal_embedder_get_points (self->embedder, &n, &n_dims);
    inside = cal_point_places_find_inside (self->places, n, corners, self->lasso->len / 2);
    select_points (self, (const guint32 *) (gconstpointer) inside->data, inside->len,
                   besides && self->view.n_dims == 2);
  }
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CalEmbeddingArea *self)
{
  if (n_press != 2)
    return;
  cal_point_view_init (&self->view, self->view.n_dims);
  cal_embedding_area_queue (self);
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll, double dx, double dy, CalEmbeddingArea *self)
{
  cal_point_view_zoom_at (&self->view, pow (1.2, -dy), self->last[0], self->last[1]);
  cal_embedding_area_queue (self);
  return TRUE;
}

static void
place_pointer_cb (CalEmbeddingArea *self, double x, double y)
{
  if (self->drag == CAL_EMBEDDING_DRAG_NOTHING) {
    self->last[0] = x;
    self->last[1] = y;
  }
}

/* The nearest point in that direction; the first one if none is pointed at. */
static void
walk (CalEmbeddingArea *self, double right, double down)
{
  gssize best = -1;
  double nearest = INFINITY;
  gsize n;
  guint n_dims;

  if (cal_embedder_get_points (self->embedder, &n, &n_dims) == NULL || self->places == NULL)
    return;
  if (self->hovered < 0 || (gsize) self->hovered >= n) {
    set_hovered (self, n > 0 ? 0 : -1);
    return;
  }
  for (gsize p = 0; p < n; p++) {
    double dx = self->places[p].x_px - self->places[self->hovered].x_px;
    double dy = self->places[p].y_px - self->places[self->hovered].y_px;
    double along = dx * right + dy * down, aside = fabs (dx * down - dy * right);

    /* Within 45 degrees, and rather straight ahead. */
    if (along > 0.0 && aside <= along && along + 2.0 * aside < nearest) {
      nearest = along + 2.0 * aside;
      best = (gssize) p;
    }
  }
  if (best >= 0)
    set_hovered (self, best);
}

static gboolean
move (CalEmbeddingArea *self, double right, double down, GdkModifierType keys)
{
  if ((keys & GDK_CONTROL_MASK) != 0) {
    if (self->view.n_dims != 3)
      return FALSE;
    cal_point_view_turn (&self->view, PAN_STEP_PX * right, PAN_STEP_PX * down);
  } else if ((keys & GDK_SHIFT_MASK) != 0) {
    self->view.pan_px[0] += PAN_STEP_PX * right;
    self->view.pan_px[1] += PAN_STEP_PX * down;
  } else {
    walk (self, right, down);
    return TRUE;
  }
  cal_embedding_area_queue (self);
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType keys,
        CalEmbeddingArea *self)
{
  double middle[2] = {0.5 * self->view.width_px, 0.5 * self->view.height_px};

  switch (key) {
  case GDK_KEY_Left:
    return move (self, -1.0, 0.0, keys);
  case GDK_KEY_Right:
    return move (self, 1.0, 0.0, keys);
  case GDK_KEY_Up:
    return move (self, 0.0, -1.0, keys);
  case GDK_KEY_Down:
    return move (self, 0.0, 1.0, keys);
  case GDK_KEY_space:
  case GDK_KEY_Return:
    if (self->hovered >= 0)
      select_hovered (self, (keys & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0);
    return TRUE;
  case GDK_KEY_Escape:
    cal_selection_set_stimuli (cal_rdm_scene_get_selection (self->scene), NULL);
    return TRUE;
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    cal_point_view_zoom_at (&self->view, 1.2, middle[0], middle[1]);
    break;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    cal_point_view_zoom_at (&self->view, 1.0 / 1.2, middle[0], middle[1]);
    break;
  case GDK_KEY_0:
  case GDK_KEY_Home:
    cal_point_view_init (&self->view, self->view.n_dims);
    break;
  default:
    return FALSE;
  }
  cal_embedding_area_queue (self);
  return TRUE;
}

/**
 * cal_embedding_area_init_input:
 *
 * Left drag: lasso, or turning in three dimensions (lasso with Ctrl); middle or Shift-drag pans;
 * the wheel zooms; double click fits.
 */
void
cal_embedding_area_init_input (CalEmbeddingArea *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (place_pointer_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->canvas, motion);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->canvas, scroll);
  gtk_widget_add_controller (self->canvas, keys);
}
