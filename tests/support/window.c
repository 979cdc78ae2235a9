/* window.c - windows that tests really show, click in and photograph.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/window.h"

#include <gdk/x11/gdkx.h>
#include <math.h>

/**
 * cal_test_window_init:
 *
 * Returns: whether there is a display; if not, the test has said that it is skipped
 */
gboolean
cal_test_window_init (int *argc, char ***argv)
{
  if (g_getenv ("DISPLAY") == NULL) {
    g_print ("1..0 # SKIP there is no display\n");
    return FALSE;
  }
  gtk_test_init (argc, argv, NULL);
  return TRUE;
}

static void
count_cb (GdkFrameClock *clock, guint *n)
{
  ++*n;
}

/**
 * cal_test_window_wait:
 *
 * Waits until @widget has been drawn anew.
 */
void
cal_test_window_wait (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  guint n = 0;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (count_cb), &n);

  gtk_widget_queue_draw (widget);
  while (n < 2) {
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
    g_main_context_iteration (NULL, TRUE);
  }
  g_signal_handler_disconnect (clock, id);
}

static gboolean
set_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

/**
 * cal_test_window_settle:
 *
 * Lets everything happen that is under way.
 */
void
cal_test_window_settle (void)
{
  gboolean done = FALSE;

  g_timeout_add_full (G_PRIORITY_LOW, 60, set_cb, &done, NULL);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * cal_test_window_close:
 * @child: of the window; nothing may keep it alive
 */
void
cal_test_window_close (GtkWidget *window, GtkWidget *child)
{
  gpointer pointer = child;

  g_object_add_weak_pointer (G_OBJECT (child), &pointer);
  gtk_window_destroy (GTK_WINDOW (window));
  cal_test_window_settle ();
  g_assert_null (pointer);
}

/**
 * cal_test_window_show:
 *
 * Returns: (transfer none): a window of that size that has been drawn, for gtk_window_destroy()
 */
GtkWidget *
cal_test_window_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (child))
    g_main_context_iteration (NULL, TRUE);
  cal_test_window_wait (child);
  return window;
}

/**
 * cal_test_can_point:
 *
 * Returns: whether the tool that moves the pointer is there; else the test is marked as skipped
 */
gboolean
cal_test_can_point (void)
{
  g_autofree char *path = g_find_program_in_path ("xdotool");

  if (path == NULL)
    g_test_skip ("xdotool is not installed");
  return path != NULL;
}

static void
finished_cb (GPid pid, int status, gpointer done)
{
  *(gboolean *) done = TRUE;
}

/**
 * cal_test_point:
 * @x: in @widget
 * @y: in @widget
 * @action: what xdotool does there: "click 1", "mousedown 3", "key Right", or "" to go there only
 *
 * Moves the real pointer and waits until all that follows from it has happened.
 */
void
cal_test_point (GtkWidget *widget, double x, double y, const char *action)
{
  GtkNative *native = gtk_widget_get_native (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  g_autofree char *command = NULL;
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GError) error = NULL;
  double left, top, native_x, native_y;
  gboolean done = FALSE;
  gulong window;
  GPid pid;

  gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &left, &top);
  gtk_native_get_surface_transform (native, &native_x, &native_y);
  window = gdk_x11_surface_get_xid (gtk_native_get_surface (native));
  command =
      g_strdup_printf ("xdotool windowfocus %lu mousemove --window %lu %d %d %s", window, window,
                       (int) ((left + native_x) * scale), (int) ((top + native_y) * scale), action);
  arguments = g_strsplit (g_strchomp (command), " ", -1);
  g_spawn_async (NULL, arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                 &pid, &error);
  g_assert_no_error (error);
  g_child_watch_add (pid, finished_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  cal_test_window_settle ();
}

/**
 * cal_test_photograph:
 *
 * Returns: (transfer full): the widget as it is on the screen, GL too, in device pixels
 */
GdkTexture *
cal_test_photograph (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  GskRenderNode *node;
  GdkTexture *texture;

  cal_test_window_wait (widget);
  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture =
      gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                   &GRAPHENE_RECT_INIT (0, 0, width * scale, height * scale));
  gsk_render_node_unref (node);
  return texture;
}
