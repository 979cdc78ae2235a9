/* rdm-area-input.c - what mouse and keys do to RDMs.
 *
 * Handlers note what the mouse did; the frame clock acts upon it, so that however fast the mouse
 * is, there is one drawing a frame.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "render/scene/rdm-tree.h"
#include "widgets/gl-area.h"
#include "widgets/rdm-area-private.h"

#define ZOOM_STEP 1.25
/* A press that moves less is a click. */
#define CLICK_PX 4.0

enum {
  SIGNAL_HOVERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static CalRdmOrder *
get_order (CalRdmArea *self, guint frame)
{
  return ((CalRdmDrawing *) self->drawings->pdata[frame])->order;
}

static CalRdmPane
get_pane (CalRdmArea *self, guint frame)
{
  CalRdmLayout layout;

  cal_rdm_area_get_layout (self, &layout);
  return layout.frames[frame].pane;
}

/* Rows that are picked: a set while they are gathered, then their ids in the order of the rows. */
typedef struct {
  CalRdmOrder *order;
  guint8 *is_picked;
} Rows;

static void
add_rows (Rows *rows, gsize first, gsize end)
{
  for (gsize row = first; row < MIN (end, cal_rdm_order_get_n (rows->order)); row++)
    rows->is_picked[row] = 1;
}

static void
select_rows (CalRdmArea *self, const Rows *rows)
{
  CalSelection *selection = cal_rdm_scene_get_selection (self->scene);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  gsize n_kept = 0;
  const char *const *kept = cal_selection_get_stimuli (selection, &n_kept);

  for (gsize n = 0; self->drag_adds && n < n_kept; n++)
    g_ptr_array_add (ids, (gpointer) kept[n]);
  for (gsize row = 0; row < cal_rdm_order_get_n (rows->order); row++)
    if (rows->is_picked[row])
      g_ptr_array_add (ids, (gpointer) cal_rdm_order_get_id (rows->order, row));
  g_ptr_array_add (ids, NULL);
  cal_selection_set_stimuli (selection, (const char *const *) ids->pdata);
}

static void
add_cluster (Rows *rows, const CalRdmHit *hit)
{
  CalClusterTree *tree = cal_rdm_order_get_tree (rows->order);
  g_autofree CalRdmBranch *branches = cal_rdm_tree_lay_out (tree);
  const CalRdmBranch *branch = &branches[cal_rdm_tree_find (tree, branches, hit->row, hit->depth)];

  add_rows (rows, branch->first, branch->first + branch->n);
}

/* Where several cells share a pixel, what is pointed at is all of them. */
static gsize
get_block (CalRdmArea *self, guint frame)
{
  CalRdmPane pane = get_pane (self, frame);

  return (gsize) 1 << cal_rdm_pane_get_level (&pane);
}

static void
add_span (Rows *rows, gsize one, gsize other, gsize block)
{
  add_rows (rows, MIN (one, other) / block * block, (MAX (one, other) / block + 1) * block);
}

/* What lies between where the button went down and where the pointer is. */
static void
pick (CalRdmArea *self, const CalRdmHit *from, gsize row, gsize column)
{
  CalSelection *selection = cal_rdm_scene_get_selection (self->scene);
  Rows rows = {get_order (self, from->frame), NULL};
  gsize block = get_block (self, from->frame);
  g_autofree guint8 *is_picked = g_new0 (guint8, cal_rdm_order_get_n (rows.order));
  const CalRdmGroup *group;

  rows.is_picked = is_picked;
  switch (from->part) {
  case CAL_RDM_CELL:
    add_span (&rows, from->row, row, block);
    add_span (&rows, from->column, column, block);
    break;
  case CAL_RDM_ROW:
    add_span (&rows, from->row, row, block);
    break;
  case CAL_RDM_COLUMN:
    add_span (&rows, from->column, column, block);
    break;
  case CAL_RDM_ROW_GROUP:
  case CAL_RDM_COLUMN_GROUP:
    group = cal_rdm_order_get_group (rows.order, from->group);
    add_rows (&rows, group->start, group->start + group->n);
    break;
  case CAL_RDM_TREE:
    add_cluster (&rows, from);
    break;
  case CAL_RDM_NOWHERE:
    break;
  }
  if (from->part == CAL_RDM_CELL && block == 1 && from->row == row && from->column == column &&
      row != column)
    cal_selection_set_pair (selection, cal_rdm_order_get_id (rows.order, row),
                            cal_rdm_order_get_id (rows.order, column));
  else if (!self->drag_adds)
    cal_selection_set_pair (selection, NULL, NULL);
  select_rows (self, &rows);
}

/* The row or column nearest to a place that may be beside the pane. */
static gsize
find_nearest (const CalRdmPane *pane, int axis, double px)
{
  int start = axis == 0 ? pane->x_px : pane->y_px;
  gsize cell = 0;

  cal_rdm_pane_find_along (pane, axis, CLAMP (px, start + 0.5, start + pane->size_px - 0.5), &cell);
  return cell;
}

static void
act (CalRdmArea *self)
{
  double dx = self->drag_px[0] - self->drag_start_px[0];
  double dy = self->drag_px[1] - self->drag_start_px[1];
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->drag == CAL_RDM_DRAG_PAN) {
    cal_rdm_view_pan (&self->view, &self->drag_pane, dx - self->panned_px[0],
                      dy - self->panned_px[1]);
    self->panned_px[0] = dx;
    self->panned_px[1] = dy;
    cal_rdm_area_queue (self);
  } else if (self->drag == CAL_RDM_DRAG_SELECT && hypot (dx, dy) >= CLICK_PX * scale &&
             (self->drag_hit.part == CAL_RDM_CELL || self->drag_hit.part == CAL_RDM_ROW ||
              self->drag_hit.part == CAL_RDM_COLUMN)) {
    self->dragged = TRUE;
    pick (self, &self->drag_hit, find_nearest (&self->drag_pane, 1, self->drag_px[1]),
          find_nearest (&self->drag_pane, 0, self->drag_px[0]));
  }
}

static void
tell_hover (CalRdmArea *self)
{
  g_autofree char *readout = NULL;

  self->hover_is_new = FALSE;
  self->by_keys = FALSE;
  self->hover = cal_rdm_area_hit (self, self->pointer_px[0], self->pointer_px[1]);
  readout = cal_rdm_area_dup_readout (self);
  g_signal_emit (self, signals[SIGNAL_HOVERED], 0, readout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  CalRdmArea *self = CAL_RDM_AREA (widget);

  self->tick_id = 0;
  act (self);
  if (self->hover_is_new)
    tell_hover (self);
  return G_SOURCE_REMOVE;
}

static void
queue_tick (CalRdmArea *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
drag_begin_cb (CalRdmArea *self, double x, double y, GtkGestureDrag *gesture)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GdkModifierType modifiers =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag = CAL_RDM_DRAG_NONE;
  self->drag_start_px[0] = self->drag_px[0] = cal_gl_area_get_pixel (GTK_WIDGET (self), x);
  self->drag_start_px[1] = self->drag_px[1] = cal_gl_area_get_pixel (GTK_WIDGET (self), y);
  if (self->scene == NULL || self->drawings->len == 0) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  self->drag_hit = cal_rdm_area_hit (self, self->drag_px[0], self->drag_px[1]);
  self->drag_pane = get_pane (self, self->drag_hit.frame);
  self->drag_adds = (modifiers & GDK_CONTROL_MASK) != 0;
  self->panned_px[0] = self->panned_px[1] = 0.0;
  self->dragged = FALSE;
  if (button == GDK_BUTTON_MIDDLE ||
      (button == GDK_BUTTON_PRIMARY && (modifiers & GDK_SHIFT_MASK) != 0))
    self->drag = CAL_RDM_DRAG_PAN;
  else if (button == GDK_BUTTON_PRIMARY && self->drawings->pdata[self->drag_hit.frame] != NULL)
    self->drag = CAL_RDM_DRAG_SELECT;
}

static void
drag_update_cb (CalRdmArea *self, double dx, double dy, GtkGestureDrag *gesture)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  self->drag_px[0] = self->drag_start_px[0] + floor (dx * scale + 0.5);
  self->drag_px[1] = self->drag_start_px[1] + floor (dy * scale + 0.5);
  queue_tick (self);
}

static void
drag_end_cb (CalRdmArea *self, double dx, double dy, GtkGestureDrag *gesture)
{
  CalRdmDrag drag = self->drag;

  if (drag == CAL_RDM_DRAG_NONE)
    return;
  drag_update_cb (self, dx, dy, gesture);
  act (self);
  self->drag = CAL_RDM_DRAG_NONE;
  if (drag == CAL_RDM_DRAG_SELECT && !self->dragged && self->drawings->len > self->drag_hit.frame &&
      self->drawings->pdata[self->drag_hit.frame] != NULL)
    pick (self, &self->drag_hit, self->drag_hit.row, self->drag_hit.column);
  cal_rdm_area_queue (self);
}

static void
motion_cb (CalRdmArea *self, double x, double y)
{
  self->pointer_px[0] = cal_gl_area_get_pixel (GTK_WIDGET (self), x);
  self->pointer_px[1] = cal_gl_area_get_pixel (GTK_WIDGET (self), y);
  self->hover_is_new = TRUE;
  queue_tick (self);
}

static void
leave_cb (CalRdmArea *self)
{
  self->pointer_px[0] = self->pointer_px[1] = -1.0;
  self->hover_is_new = TRUE;
  queue_tick (self);
}

static gboolean
scroll_cb (CalRdmArea *self, double dx, double dy)
{
  CalRdmHit hit = cal_rdm_area_hit (self, self->pointer_px[0], self->pointer_px[1]);
  CalRdmPane pane;

  if (self->drawings->len == 0)
    return GDK_EVENT_PROPAGATE;
  pane = get_pane (self, hit.frame);
  cal_rdm_view_zoom_at (&self->view, &pane, self->pointer_px[0], self->pointer_px[1],
                        pow (ZOOM_STEP, -dy));
  self->hover_is_new = TRUE;
  queue_tick (self);
  cal_rdm_area_queue (self);
  return GDK_EVENT_STOP;
}

/* The cell that the keys work on: under the pointer, where they were last, or the picked pair. */
static void
begin_keys (CalRdmArea *self)
{
  CalRdmPane pane;
  gsize end;

  if (self->hover.part == CAL_RDM_CELL && self->hover.frame < self->drawings->len)
    return;
  self->hover = (CalRdmHit){.part = CAL_RDM_CELL};
  pane = get_pane (self, 0);
  cal_rdm_pane_get_visible (&pane, 1, &self->hover.row, &end);
  cal_rdm_pane_get_visible (&pane, 0, &self->hover.column, &end);
}

static void
step (CalRdmArea *self, int right, int down)
{
  gsize block, n;
  CalRdmPane pane;
  g_autofree char *readout = NULL;

  begin_keys (self);
  block = get_block (self, self->hover.frame);
  n = cal_rdm_order_get_n (get_order (self, self->hover.frame));
  self->hover.column =
      (gsize) CLAMP ((gint64) self->hover.column + right * (gint64) block, 0, (gint64) n - 1);
  self->hover.row =
      (gsize) CLAMP ((gint64) self->hover.row + down * (gint64) block, 0, (gint64) n - 1);
  pane = get_pane (self, self->hover.frame);
  cal_rdm_view_reveal (&self->view, &pane, self->hover.row, self->hover.column);
  pane = get_pane (self, self->hover.frame);
  self->by_keys = TRUE;
  self->pointer_px[0] = cal_rdm_pane_get_px (&pane, 0, (double) self->hover.column + 0.5);
  self->pointer_px[1] = cal_rdm_pane_get_px (&pane, 1, (double) self->hover.row + 0.5);
  readout = cal_rdm_area_dup_readout (self);
  g_signal_emit (self, signals[SIGNAL_HOVERED], 0, readout);
  cal_rdm_area_queue (self);
}

static void
zoom (CalRdmArea *self, double factor)
{
  guint frame = self->hover.part == CAL_RDM_CELL ? self->hover.frame : 0;
  CalRdmPane pane = get_pane (self, MIN (frame, self->drawings->len - 1));
  double x = pane.x_px + pane.size_px / 2.0, y = pane.y_px + pane.size_px / 2.0;

  if (self->hover.part == CAL_RDM_CELL) {
    x = cal_rdm_pane_get_px (&pane, 0, (double) self->hover.column + 0.5);
    y = cal_rdm_pane_get_px (&pane, 1, (double) self->hover.row + 0.5);
  }
  cal_rdm_view_zoom_at (&self->view, &pane, x, y, factor);
  cal_rdm_area_queue (self);
}

static gboolean
is_ready (CalRdmArea *self)
{
  for (guint n = 0; n < self->drawings->len; n++)
    if (self->drawings->pdata[n] == NULL)
      return FALSE;
  return self->scene != NULL && self->drawings->len > 0;
}

static gboolean
key_cb (CalRdmArea *self, guint key, guint code, GdkModifierType modifiers)
{
  CalSelection *selection;

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || !is_ready (self))
    return GDK_EVENT_PROPAGATE;
  selection = cal_rdm_scene_get_selection (self->scene);
  switch (key) {
  case GDK_KEY_Left:
  case GDK_KEY_Right:
    step (self, key == GDK_KEY_Right ? 1 : -1, 0);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_Down:
    step (self, 0, key == GDK_KEY_Down ? 1 : -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_space:
    begin_keys (self);
    self->drag_adds = FALSE;
    pick (self, &self->hover, self->hover.row, self->hover.column);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    cal_selection_set_pair (selection, NULL, NULL);
    cal_selection_set_stimuli (selection, NULL);
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
    cal_rdm_view_init (&self->view);
    cal_rdm_area_queue (self);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

/**
 * cal_rdm_area_class_init_input:
 *
 * Adds the signals.
 */
void
cal_rdm_area_class_init_input (CalRdmAreaClass *klass)
{
  /**
   * CalRdmArea::hovered:
   * @readout: (nullable): what is known of the cell under the pointer or the keys, in a line
   *
   * At most once a frame.
   */
  signals[SIGNAL_HOVERED] = g_signal_new ("hovered", CAL_TYPE_RDM_AREA, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * cal_rdm_area_add_input:
 *
 * Adds the controllers of mouse and keys.
 */
void
cal_rdm_area_add_input (CalRdmArea *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkEventController *keys = gtk_event_controller_key_new ();

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
 * cal_rdm_area_stop_input:
 *
 * Forgets what the mouse was about to do.
 */
void
cal_rdm_area_stop_input (CalRdmArea *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  self->drag = CAL_RDM_DRAG_NONE;
}
