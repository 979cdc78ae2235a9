/* test-legend-view.c - colours of the legend, picked by click, drag and keys in a real window.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <adwaita.h>

#include "render/scene/colouring.h"
#include "tests/render/icosphere.h"
#include "widgets/legend-view.h"

#define WIDTH_PX 600

typedef struct {
  CalScene *scene;
  CalLayer *layer;
  CalDisplay *display;
  GtkWidget *window;
  GtkWidget *view;
} Fixture;

static CalLayer *
add_map (Fixture *f, const char *id, CalLabels *labels)
{
  CalCortex *cortex = cal_scene_get_cortex (f->scene);
  gsize n = cal_cortex_get_n_elements (cortex);
  g_autofree float *values = g_new (float, n);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  g_autoptr (CalMap) map = NULL;
  g_autoptr (CalLayer) layer = NULL;
  CalMapDesc desc = {.name = id, .labels = labels};

  for (gsize e = 0; e < n; e++)
    values[e] = labels != NULL ? (float) (1 + e % 3) : (float) (e % 10) / 10.0f;
  bytes = g_bytes_new (values, n * sizeof (float));
  desc.values = array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  for (int h = 0; h < 2; h++)
    desc.n_vertices[h] = cal_cortex_get_n_vertices (cortex, (CalHemisphere) h);
  map = cal_map_new (&desc, NULL);
  layer = cal_layer_new (id, id, G_OBJECT (map));
  g_object_set (cal_layer_get_display (layer), "colormap", "viridis", NULL);
  cal_scene_append (f->scene, layer);
  return layer;
}

static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 50 * G_TIME_SPAN_MILLISECOND;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (3, FALSE);

  f->scene = cal_scene_new ();
  cal_scene_set_cortex (f->scene, cortex);
  f->layer = g_object_ref (add_map (f, "score", NULL));
  f->display = cal_layer_get_display (f->layer);
  g_object_set (cal_layer_get_display (add_map (f, "ceiling", NULL)), "visible", FALSE, NULL);
  g_object_set (cal_layer_get_display (add_map (f, "third", NULL)), "visible", FALSE, NULL);
  g_object_set (f->display, "second-by", "ceiling", "third-by", "third", NULL);
  f->window = gtk_window_new ();
  f->view = cal_legend_view_new (f->scene, TRUE, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (f->window), WIDTH_PX, 300);
  gtk_window_set_decorated (GTK_WINDOW (f->window), FALSE);
  gtk_window_set_child (GTK_WINDOW (f->window), f->view);
  gtk_window_present (GTK_WINDOW (f->window));
  while (gtk_widget_get_width (f->view) == 0)
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->layer);
  g_object_unref (f->scene);
}

static GtkEventController *
find_controller (Fixture *f, GType type)
{
  g_autoptr (GListModel) list = gtk_widget_observe_controllers (f->view);

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

static void
press_key (Fixture *f, guint key)
{
  gboolean handled;

  g_signal_emit_by_name (find_controller (f, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed", key, 0,
                         (GdkModifierType) 0, &handled);
}

static const CalDisplayState *
get_state (Fixture *f)
{
  return cal_display_get_state (f->display);
}

/* From the middle of the square to the right and up, then a click beside it. */
static void
test_square (Fixture *f, gconstpointer data)
{
  double x = 0.5 * gtk_widget_get_width (f->view);
  const CalDisplayState *state = get_state (f);

  g_object_set (f->display, "colour-mode", CAL_COLOUR_TWO_MAPS, NULL);
  settle ();
  drag (f, x, 70.0, 30.0, -25.0);
  g_assert_cmpfloat_with_epsilon (state->pick[0][1] - state->pick[0][0], 30.0 / 104.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (state->pick[1][1] - state->pick[1][0], 25.0 / 104.0, 1e-9);
  g_assert_cmpfloat (state->pick[0][0], >, 0.2);
  drag (f, 3.0, 3.0, 0.0, 0.0);
  g_assert_false (cal_display_has_pick (state));
  /* A click picks some of the colours around it; once more, all. */
  drag (f, x, 70.0, 1.0, 0.0);
  g_assert_cmpfloat_with_epsilon (state->pick[0][1] - state->pick[0][0], 0.1, 1e-9);
  g_assert_cmpfloat_with_epsilon (state->pick[1][1] - state->pick[1][0], 0.1, 1e-9);
  drag (f, x, 70.0, 0.0, 0.0);
  g_assert_false (cal_display_has_pick (state));
}

/* Of one map, a drag picks a range of its bar and leaves the rest alone. */
static void
test_bar (Fixture *f, gconstpointer data)
{
  double x = 0.5 * gtk_widget_get_width (f->view);
  const CalDisplayState *state = get_state (f);

  drag (f, x - 60.0, 13.0, 120.0, 40.0);
  g_assert_cmpfloat_with_epsilon (state->pick[0][0], 0.25, 0.01);
  g_assert_cmpfloat_with_epsilon (state->pick[0][1], 0.75, 0.01);
  g_assert_cmpfloat (state->pick[1][0], ==, 0.0);
  g_assert_cmpfloat (state->pick[1][1], ==, 1.0);
  press_key (f, GDK_KEY_Right);
  g_assert_cmpfloat_with_epsilon (state->pick[0][0], 0.30, 0.01);
  g_assert_cmpfloat_with_epsilon (state->pick[0][1], 0.80, 0.01);
  press_key (f, GDK_KEY_Escape);
  g_assert_false (cal_display_has_pick (state));
}

/* The pointer over the brain moves nothing but the mark in the legend. */
static void
test_pointer (Fixture *f, gconstpointer data)
{
  CalColouring colouring;
  double values[3];

  g_object_set (f->display, "colour-mode", CAL_COLOUR_RGB, NULL);
  colouring = cal_colouring_of (f->scene, f->layer);
  g_assert_false (cal_colouring_sample_at_pointer (&colouring, f->scene, values));
  cal_scene_point_at_vertex (f->scene, CAL_LEFT, 7);
  g_assert_true (cal_colouring_sample_at_pointer (&colouring, f->scene, values));
  for (int n = 0; n < 3; n++)
    g_assert_cmpfloat_with_epsilon (values[n], 0.7, 1e-6);
  settle ();
  cal_scene_point_at_vertex (f->scene, CAL_HEMISPHERE_UNKNOWN, 0);
  g_assert_false (cal_colouring_sample_at_pointer (&colouring, f->scene, values));
  settle ();
}

/* A click on a region's swatch shows it alone; once more, all. */
static void
test_region (Fixture *f, gconstpointer data)
{
  static const float red[4] = {1.0f, 0.0f, 0.0f, 1.0f};
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (CalLabels) labels = NULL;
  double x = 0.5 * gtk_widget_get_width (f->view);
  CalDisplay *display;

  cal_labels_builder_add (builder, 1, "layer 1", red);
  cal_labels_builder_add (builder, 2, "layer 2", red);
  cal_labels_builder_add (builder, 3, "layer 3", red);
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  cal_scene_remove (f->scene, f->layer);
  display = cal_layer_get_display (add_map (f, "winner", labels));
  g_object_set (display, "label-style", CAL_LABELS_FILLED, NULL);
  settle ();
  drag (f, x, 30.0, 0.0, 0.0);
  g_assert_cmpstr (cal_display_get_state (display)->pick_label, ==, "layer 2");
  drag (f, x + 150.0, 30.0, 0.0, 0.0);
  g_assert_cmpstr (cal_display_get_state (display)->pick_label, ==, "layer 3");
  drag (f, x + 150.0, 30.0, 0.0, 0.0);
  g_assert_null (cal_display_get_state (display)->pick_label);
}

#define ADD(name, test) g_test_add ("/legend-view/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  adw_init ();
  ADD ("square", test_square);
  ADD ("bar", test_bar);
  ADD ("pointer", test_pointer);
  ADD ("region", test_region);
  return g_test_run ();
}
