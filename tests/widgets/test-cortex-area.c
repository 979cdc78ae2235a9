/* test-cortex-area.c - the cortex widget, drawn, turned and clicked in a real window.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <adwaita.h>
#include <math.h>

#include "tests/render/icosphere.h"
#include "widgets/cortex-area.h"

#define WIDTH_PX 640
#define HEIGHT_PX 480

typedef struct {
  CalScene *scene;
  GtkWidget *window;
  CalCortexArea *area;
} Fixture;

static void
count_cb (int *n)
{
  (*n)++;
}

/* Lets the window draw once more. */
static void
wait_for_frame (Fixture *f)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (f->window);
  int n = 0;
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (count_cb), &n);

  gtk_widget_queue_draw (f->window);
  while (n < 2) {
    gtk_widget_queue_draw (f->window);
    g_main_context_iteration (NULL, TRUE);
  }
  g_signal_handler_disconnect (clock, handler);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (4, TRUE);

  f->scene = cal_scene_new ();
  cal_scene_set_cortex (f->scene, cortex);
  f->window = gtk_window_new ();
  f->area = CAL_CORTEX_AREA (cal_cortex_area_new (f->scene));
  gtk_window_set_default_size (GTK_WINDOW (f->window), WIDTH_PX, HEIGHT_PX);
  gtk_window_set_decorated (GTK_WINDOW (f->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->area));
  gtk_window_present (GTK_WINDOW (f->window));
  while (gtk_widget_get_width (GTK_WIDGET (f->area)) == 0)
    g_main_context_iteration (NULL, TRUE);
  wait_for_frame (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->scene);
}

static GtkEventController *
find_controller (Fixture *f, GType type)
{
  g_autoptr (GListModel) list = gtk_widget_observe_controllers (GTK_WIDGET (f->area));

  for (guint n = 0; n < g_list_model_get_n_items (list); n++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (list, n);

    if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
      return controller;
  }
  g_assert_not_reached ();
}

static void
drag (Fixture *f, double x, double y, double dx, double dy)
{
  GtkEventController *gesture = find_controller (f, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  for (int n = 1; n <= 4; n++)
    g_signal_emit_by_name (gesture, "drag-update", dx * n / 4.0, dy * n / 4.0);
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

/* Each panel shows its own hemisphere. */
static void
test_pick (Fixture *f, gconstpointer data)
{
  int width = gtk_widget_get_width (GTK_WIDGET (f->area));
  int height = gtk_widget_get_height (GTK_WIDGET (f->area));
  gsize vertex;

  g_assert_cmpint (cal_cortex_area_pick (f->area, width / 4, height / 4, &vertex), ==, CAL_LEFT);
  g_assert_cmpint (cal_cortex_area_pick (f->area, 3 * width / 4, height / 4, &vertex), ==,
                   CAL_RIGHT);
  g_assert_cmpint (cal_cortex_area_pick (f->area, width / 4, 3 * height / 4, &vertex), ==,
                   CAL_LEFT);
  g_assert_cmpint (cal_cortex_area_pick (f->area, 2, 2, &vertex), ==, CAL_HEMISPHERE_UNKNOWN);
}

/* A click moves the scene's cursor to the vertex drawn there. */
static void
test_click (Fixture *f, gconstpointer data)
{
  CalCursor *cursor = cal_scene_get_cursor (f->scene);
  double x = gtk_widget_get_width (GTK_WIDGET (f->area)) * 0.75;
  double y = gtk_widget_get_height (GTK_WIDGET (f->area)) * 0.3, mm[3], expected[3];
  gsize picked, vertex;

  cal_cortex_area_pick (f->area, x, y, &picked);
  drag (f, x, y, 1.0, 0.0);
  g_assert_cmpint (cal_cursor_get_vertex (cursor, &vertex), ==, CAL_RIGHT);
  g_assert_cmpuint (vertex, ==, picked);
  g_assert_true (cal_cursor_get_position (cursor, mm));
  cal_cortex_get_vertex_mm (cal_scene_get_cortex (f->scene), CAL_RIGHT, picked, expected);
  for (int a = 0; a < 3; a++)
    g_assert_cmpfloat (mm[a], ==, expected[a]);
}

/* The vertex that a place gives is drawn there: within the faces about it. */
static void
test_pick_is_drawn (Fixture *f, gconstpointer data)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (f->area));
  int width_px = gtk_widget_get_width (GTK_WIDGET (f->area)) * scale;
  int height_px = gtk_widget_get_height (GTK_WIDGET (f->area)) * scale;
  g_autoptr (CalShapes) shapes = cal_shapes_new (cal_scene_get_cortex (f->scene));
  CalShape shape;
  CalCortexLayout layout;
  double unfolding;
  guint n_found = 0;

  g_object_get (f->scene, "unfolding", &unfolding, NULL);
  shape = cal_shapes_at (shapes, unfolding);
  layout =
      cal_cortex_layout (shapes, &shape, cal_cortex_area_get_view (f->area), width_px, height_px);
  for (double y_px = 0.5; y_px < height_px; y_px += 13.0)
    for (double x_px = 0.5; x_px < width_px; x_px += 17.0) {
      const CalCortexPanel *panel = cal_cortex_layout_find (&layout, x_px, y_px, NULL);
      gsize vertex;
      CalHemisphere hemisphere =
          cal_cortex_area_pick (f->area, x_px / scale, y_px / scale, &vertex);
      double drawn_mm[3], at[3];

      if (hemisphere == CAL_HEMISPHERE_UNKNOWN)
        continue;
      g_assert_nonnull (panel);
      g_assert_true (cal_shapes_get_vertex_mm (shapes, &shape, hemisphere, vertex, drawn_mm));
      cal_camera_project (&panel->camera, panel->width_px, panel->height_px, drawn_mm, at);
      g_assert_cmpfloat (hypot (panel->x_px + at[0] - x_px, panel->y_px + at[1] - y_px), <,
                         8.0 * scale);
      n_found++;
    }
  g_assert_cmpuint (n_found, >, 100);
}

static void
test_drag_turns (Fixture *f, gconstpointer data)
{
  int width = gtk_widget_get_width (GTK_WIDGET (f->area));
  int height = gtk_widget_get_height (GTK_WIDGET (f->area));
  gsize before, after;
  const CalCortexView *view = cal_cortex_area_get_view (f->area);

  cal_cortex_area_pick (f->area, 3 * width / 4, height / 4, &before);
  drag (f, 3 * width / 4, height / 4, 60.0, 10.0);
  g_assert_cmpfloat (view->motion[1].turn_deg, >, 5.0);
  g_assert_cmpfloat (view->motion[1].tilt_deg, >, 1.0);
  g_assert_cmpfloat (view->motion[0].turn_deg, ==, 0.0);
  cal_cortex_area_pick (f->area, 3 * width / 4, height / 4, &after);
  g_assert_cmpuint (before, !=, after);
  gtk_widget_activate_action (GTK_WIDGET (f->area), "cortex.reset", NULL);
  cal_cortex_area_pick (f->area, 3 * width / 4, height / 4, &after);
  g_assert_cmpuint (before, ==, after);
}

/* On a flat cortex the same drag moves it. */
static void
test_flat_pans (Fixture *f, gconstpointer data)
{
  const CalCortexView *view = cal_cortex_area_get_view (f->area);

  g_object_set (f->scene, "unfolding", 4.0, NULL);
  drag (f, 100.0, 100.0, 40.0, 0.0);
  g_assert_cmpfloat (view->motion[0].turn_deg, ==, 0.0);
  g_assert_cmpfloat (view->motion[0].pan[0], >, 1.0);
}

static void
test_presets (Fixture *f, gconstpointer data)
{
  const CalCortexView *view = cal_cortex_area_get_view (f->area);
  gsize vertex;
  double mm[3];
  int width = gtk_widget_get_width (GTK_WIDGET (f->area));
  int height = gtk_widget_get_height (GTK_WIDGET (f->area));
  CalHemisphere hemisphere;

  gtk_widget_activate_action (GTK_WIDGET (f->area), "cortex.preset", "s", "dorsal");
  g_assert_cmpint (view->montage, ==, CAL_MONTAGE_SINGLE);
  wait_for_frame (f);
  hemisphere = cal_cortex_area_pick (f->area, 0.5 * width - 0.12 * height, height / 2, &vertex);
  g_assert_cmpint (hemisphere, ==, CAL_LEFT);
  cal_cortex_get_vertex_mm (cal_scene_get_cortex (f->scene), CAL_LEFT, vertex, mm);
  g_assert_cmpfloat (mm[2], >, 10.0);
  gtk_widget_activate_action (GTK_WIDGET (f->area), "cortex.montage", "s", "row");
  g_assert_cmpint (view->montage, ==, CAL_MONTAGE_ROW);
}

static void
hover_cb (CalCortexArea *area, guint hemisphere, guint64 vertex, int *found)
{
  *found = (int) hemisphere;
}

static void
test_hover (Fixture *f, gconstpointer data)
{
  GtkEventController *motion = find_controller (f, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  int found = -1;

  g_signal_connect (f->area, "hover", G_CALLBACK (hover_cb), &found);
  g_signal_emit_by_name (motion, "motion", gtk_widget_get_width (GTK_WIDGET (f->area)) * 0.75,
                         gtk_widget_get_height (GTK_WIDGET (f->area)) * 0.25);
  while (found < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (found, ==, CAL_RIGHT);
  g_signal_emit_by_name (motion, "leave");
  g_assert_cmpint (found, ==, CAL_HEMISPHERE_UNKNOWN);
}

static void
test_wheel_zooms (Fixture *f, gconstpointer data)
{
  GtkEventController *motion = find_controller (f, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  GtkEventController *scroll = find_controller (f, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  gboolean handled = FALSE;

  g_signal_emit_by_name (motion, "motion", 100.0, 100.0);
  g_signal_emit_by_name (scroll, "scroll", 0.0, -1.0, &handled);
  g_assert_true (handled);
  g_assert_cmpfloat (cal_cortex_area_get_view (f->area)->motion[0].zoom, >, 1.1);
}

static gboolean
press_key (Fixture *f, guint key, GdkModifierType modifiers)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_controller (f, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed", key, 0,
                         modifiers, &handled);
  return handled;
}

/* The keys do in all panels what the mouse does in one. */
static void
test_keys (Fixture *f, gconstpointer data)
{
  const CalCortexView *view = cal_cortex_area_get_view (f->area);

  g_assert_true (press_key (f, GDK_KEY_Right, 0));
  g_assert_true (press_key (f, GDK_KEY_Down, 0));
  g_assert_true (press_key (f, GDK_KEY_plus, 0));
  for (int n = 0; n < 4; n++) {
    g_assert_cmpfloat (view->motion[n].turn_deg, >, 1.0);
    g_assert_cmpfloat (view->motion[n].tilt_deg, >, 1.0);
    g_assert_cmpfloat (view->motion[n].zoom, >, 1.1);
    g_assert_cmpfloat (view->motion[n].pan[0], ==, 0.0);
  }
  g_assert_true (press_key (f, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_cmpfloat (view->motion[3].pan[0], >, 1.0);
  g_assert_true (press_key (f, GDK_KEY_Home, 0));
  g_assert_cmpfloat (view->motion[3].turn_deg, ==, 0.0);
  g_assert_cmpfloat (view->motion[3].pan[0], ==, 0.0);
  g_object_set (f->scene, "unfolding", 4.0, NULL);
  g_assert_true (press_key (f, GDK_KEY_Left, 0));
  g_assert_cmpfloat (view->motion[0].turn_deg, ==, 0.0);
  g_assert_cmpfloat (view->motion[0].pan[0], <, -1.0);
  g_assert_false (press_key (f, GDK_KEY_Up, GDK_CONTROL_MASK));
}

#define ADD(name, test) g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP there is no display\n");
    return 0;
  }
  adw_init ();
  ADD ("/cortex-area/pick", test_pick);
  ADD ("/cortex-area/pick-is-drawn", test_pick_is_drawn);
  ADD ("/cortex-area/click", test_click);
  ADD ("/cortex-area/drag-turns", test_drag_turns);
  ADD ("/cortex-area/flat-pans", test_flat_pans);
  ADD ("/cortex-area/presets", test_presets);
  ADD ("/cortex-area/hover", test_hover);
  ADD ("/cortex-area/wheel-zooms", test_wheel_zooms);
  ADD ("/cortex-area/keys", test_keys);
  return g_test_run ();
}
