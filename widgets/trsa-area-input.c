/* trsa-area-input.c - the mouse and the keys of the tRSA view.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/trsa-area-private.h"

#define STEP 0.01
#define LARGE_STEP 0.05

static void
set_held (CalTrsaArea *self, gint which)
{
  if (self->held == which)
    return;
  self->held = which;
  gtk_widget_queue_draw (self->canvas);
}

/* Moves one threshold; it stops at the other. */
static void
move_to (CalTrsaArea *self, gint which, double fraction)
{
  double lower, upper;

  cal_trsa_area_get_thresholds (self, &lower, &upper);
  if (which == 0)
    lower = CLAMP (fraction, 0.0, upper);
  else
    upper = CLAMP (fraction, lower, 1.0);
  cal_trsa_area_set_thresholds (self, lower, upper);
}

static gint
pick_threshold (CalTrsaArea *self, double x, double y, CalTrsaPlot *plot)
{
  CalTrsaLayout layout;

  if (self->field == NULL)
    return -1;
  cal_trsa_area_lay_out (gtk_widget_get_width (self->canvas), gtk_widget_get_height (self->canvas),
                         &layout);
  cal_trsa_area_fill_plot (self, &layout, plot);
  return cal_trsa_plot_pick (plot, x, y);
}

static void
pick_point (CalTrsaArea *self, double x, double y, gboolean besides)
{
  CalSelection *selection = cal_rdm_scene_get_selection (self->scene);
  CalTrsaLayout layout;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const char *const *before = cal_selection_get_stimuli (selection, NULL);
  gsize n;
  guint n_dims;
  gssize point;

  cal_trsa_area_lay_out (gtk_widget_get_width (self->canvas), gtk_widget_get_height (self->canvas),
                         &layout);
  if (cal_embedder_get_points (self->embedder, &n, &n_dims) == NULL || self->order == NULL)
    return;
  point = cal_point_places_pick (self->places, self->order, n, CAL_MARK_DOT, x - layout.graph.x,
                                 y - layout.graph.y, 5.0);
  if (point < 0)
    return;
  for (gsize k = 0; besides && before[k] != NULL; k++)
    g_ptr_array_add (ids, (gpointer) before[k]);
  g_ptr_array_add (ids, (gpointer) cal_embedding_get_condition (self->named, (gsize) point));
  g_ptr_array_add (ids, NULL);
  cal_selection_set_stimuli (selection, (const char *const *) ids->pdata);
}

static gboolean
pick_map (CalTrsaArea *self, double x, double y)
{
  CalTrsaLayout layout;
  CalThresholdMap map;
  double lower, upper;

  cal_trsa_area_lay_out (gtk_widget_get_width (self->canvas), gtk_widget_get_height (self->canvas),
                         &layout);
  if (!cal_trsa_area_fill_map (self, &layout, &map) ||
      !cal_threshold_map_pick (&map, x, y, &lower, &upper))
    return FALSE;
  cal_trsa_area_set_thresholds (self, lower, upper);
  return TRUE;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, CalTrsaArea *self)
{
  GdkModifierType keys =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  CalTrsaPlot plot;
  gint which = pick_threshold (self, x, y, &plot);

  gtk_widget_grab_focus (self->canvas);
  if (which >= 0) {
    set_held (self, which);
    self->is_dragged = TRUE;
  } else if (self->field != NULL && !pick_map (self, x, y)) {
    pick_point (self, x, y, (keys & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0);
  }
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, CalTrsaArea *self)
{
  double x, y;
  CalTrsaPlot plot;

  if (!self->is_dragged || self->field == NULL ||
      !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  pick_threshold (self, x, y, &plot);
  move_to (self, self->held, cal_trsa_plot_find_fraction (&plot, x + dx));
}

static void
drag_end_cb (CalTrsaArea *self)
{
  self->is_dragged = FALSE;
}

static void
motion_cb (CalTrsaArea *self, double x, double y)
{
  CalTrsaPlot plot;

  if (!self->is_dragged)
    gtk_widget_set_cursor_from_name (
        self->canvas, pick_threshold (self, x, y, &plot) >= 0 ? "ew-resize" : "default");
}

static gboolean
step (CalTrsaArea *self, double by)
{
  double lower, upper;

  cal_trsa_area_get_thresholds (self, &lower, &upper);
  if (self->held < 0)
    set_held (self, 0);
  move_to (self, self->held, (self->held == 0 ? lower : upper) + by);
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType keys,
        CalTrsaArea *self)
{
  double by = (keys & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0 ? LARGE_STEP : STEP;

  if (self->field == NULL)
    return FALSE;
  switch (key) {
  case GDK_KEY_Left:
    return step (self, -by);
  case GDK_KEY_Right:
    return step (self, by);
  case GDK_KEY_Page_Down:
    return step (self, -LARGE_STEP);
  case GDK_KEY_Page_Up:
    return step (self, LARGE_STEP);
  case GDK_KEY_l:
  case GDK_KEY_Down:
    set_held (self, 0);
    return TRUE;
  case GDK_KEY_u:
  case GDK_KEY_Up:
    set_held (self, 1);
    return TRUE;
  case GDK_KEY_Home:
    cal_trsa_area_set_thresholds (self, 0.0, 1.0);
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * cal_trsa_area_init_input:
 *
 * Thresholds are dragged on the histogram; a cell of the map sets both; a dot selects.
 */
void
cal_trsa_area_init_input (CalTrsaArea *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->canvas, motion);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (self->canvas, keys);
}
