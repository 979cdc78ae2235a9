/* profile-area-input.c - pointer and keys of the profile view.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/profile-area-private.h"

static gint
pick (CalProfileArea *self, double x, double y)
{
  CalBarChart chart;

  if (self->profile == NULL)
    return -1;
  cal_profile_area_fill_chart (self, gtk_widget_get_width (self->canvas),
                               gtk_widget_get_height (self->canvas), NULL, &chart);
  return cal_bar_chart_pick (&chart, x, y);
}

/* The stimuli of a bar are selected everywhere. */
static void
pressed_cb (CalProfileArea *self, int n_press, double x, double y)
{
  const CalSeriesDesc *desc = self->series != NULL ? cal_series_get_desc (self->series) : NULL;
  gint bar = pick (self, x, y);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  gtk_widget_grab_focus (self->canvas);
  if (bar < 0 || desc->axis != CAL_AXIS_STIMULI || desc->frame_ids == NULL)
    return;
  for (gsize f = 0; f < desc->n_frames; f++)
    if (self->bars->groups[f] == (guint32) bar &&
        !g_ptr_array_find_with_equal_func (ids, cal_text_array_get (desc->frame_ids, f),
                                           g_str_equal, NULL))
      g_ptr_array_add (ids, (gpointer) cal_text_array_get (desc->frame_ids, f));
  g_ptr_array_add (ids, NULL);
  cal_selection_set_stimuli (cal_encoding_scene_get_selection (self->encoding),
                             (const char *const *) ids->pdata);
}

static void
motion_cb (CalProfileArea *self, double x, double y)
{
  gint hovered = pick (self, x, y);

  if (hovered == self->hovered)
    return;
  self->hovered = hovered;
  gtk_widget_queue_draw (self->canvas);
}

static void
leave_cb (CalProfileArea *self)
{
  self->hovered = -1;
  gtk_widget_queue_draw (self->canvas);
}

static void
scroll_by (CalProfileArea *self, int n_rows)
{
  CalBarChart chart;
  guint n, n_shown;

  if (self->profile == NULL)
    return;
  n = cal_profile_get_n (self->profile);
  self->first = 0;
  cal_profile_area_fill_chart (self, gtk_widget_get_width (self->canvas),
                               gtk_widget_get_height (self->canvas), NULL, &chart);
  n_shown = cal_bar_chart_count_rows (&chart);
  self->first = (guint) CLAMP (n_rows, 0, (int) (n - MIN (n, n_shown)));
  gtk_widget_queue_draw (self->canvas);
}

static gboolean
scroll_cb (CalProfileArea *self, double dx, double dy)
{
  scroll_by (self, (int) self->first + (dy > 0.0 ? 3 : -3));
  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType keys,
        CalProfileArea *self)
{
  if (key == GDK_KEY_Down || key == GDK_KEY_Up)
    scroll_by (self, (int) self->first + (key == GDK_KEY_Down ? 1 : -1));
  else if (key == GDK_KEY_Home)
    scroll_by (self, 0);
  else if (key == GDK_KEY_End)
    scroll_by (self, G_MAXINT / 2);
  else
    return FALSE;
  return TRUE;
}

/**
 * cal_profile_area_init_input:
 *
 * A click selects the stimuli of a bar; wheel and arrow keys scroll.
 */
void
cal_profile_area_init_input (CalProfileArea *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->canvas, motion);
  gtk_widget_add_controller (self->canvas, scroll);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (self->canvas, keys);
}
