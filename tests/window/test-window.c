/* test-window.c - the study's window, used as a person uses it: click, drag, type, read.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "app/session/figure-export.h"
#include "render/scene/readout.h"
#include "tests/app/demo-study.h"
#include "tests/support/window.h"
#include "tests/window/study-window.h"
#include "widgets/colour-strip.h"
#include "widgets/layer-card.h"

/* What the command line says of the same place, in the words of the inspector. */
static char *
run_probe (const char *path, const char *option, const char *place)
{
  const char *const words[] = {
      g_getenv ("CALCARINE_PROGRAM"), "probe", "--quiet", path, option, place, NULL};
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) (gpointer) words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return output;
}

/* The inspector shows what the readout of the cursor says, every layer. */
static void
assert_inspector_reads (StudyWindow *f)
{
  g_autoptr (GPtrArray) rows = cal_readout_of_cursor (f->scene);
  g_autofree char *headline = cal_readout_dup_headline (f->scene);
  g_autofree char *place = cal_readout_dup_place (f->scene);

  cal_test_window_settle ();
  study_window_assert_says (f->window->inspector, headline);
  study_window_assert_says (f->window->inspector, place);
  g_assert_cmpuint (rows->len, ==, cal_scene_get_n_layers (f->scene));
  for (guint n = 0; n < rows->len; n++) {
    const CalReadoutRow *row = rows->pdata[n];
    g_autofree char *both =
        g_strdup_printf ("%s\n%s\n", cal_layer_get_name (row->layer), row->text);

    study_window_assert_says (f->window->inspector, both);
  }
}

static void
assert_probe_says_the_same (StudyWindow *f, const char *option, const char *at)
{
  g_autofree char *probed = run_probe (demo_study_get_folder (), option, at);
  g_autoptr (GPtrArray) rows = cal_readout_of_cursor (f->scene);
  g_autofree char *headline = cal_readout_dup_headline (f->scene);
  g_autofree char *place = cal_readout_dup_place (f->scene);
  g_autoptr (GString) expected = g_string_new (NULL);

  g_string_append_printf (expected, "%s\n%s\n", headline, place);
  for (guint n = 0; n < rows->len; n++) {
    const CalReadoutRow *row = rows->pdata[n];

    g_string_append_printf (expected, "  %-28s %s\n", cal_layer_get_name (row->layer), row->text);
  }
  g_assert_cmpstr (probed, ==, expected->str);
}

/* A click on the cortex picks the vertex drawn there; inspector and command line say the same. */
static void
test_click_cortex (StudyWindow *f, gconstpointer data)
{
  static const double places[][2] = {{0.25, 0.3}, {0.75, 0.3}, {0.27, 0.72}};
  GtkWidget *area = GTK_WIDGET (f->window->cortex_area);
  CalCursor *cursor = cal_scene_get_cursor (f->scene);

  for (gsize n = 0; n < G_N_ELEMENTS (places); n++) {
    double x = places[n][0] * gtk_widget_get_width (area);
    double y = places[n][1] * gtk_widget_get_height (area);
    gsize picked = 0, vertex = 0;
    CalHemisphere hemisphere = cal_cortex_area_pick (f->window->cortex_area, x, y, &picked);
    g_autofree char *at = NULL;

    g_assert_cmpint (hemisphere, ==, n == 1 ? CAL_RIGHT : CAL_LEFT);
    study_window_drag (area, x, y, 0.0, 0.0);
    g_assert_cmpint (cal_cursor_get_vertex (cursor, &vertex), ==, hemisphere);
    g_assert_cmpuint (vertex, ==, picked);
    assert_inspector_reads (f);
    at = g_strdup_printf ("%s:%" G_GSIZE_FORMAT, cal_hemisphere_get_prefix (hemisphere), vertex);
    assert_probe_says_the_same (f, "--vertex", at);
  }
}

/* A click on a slice moves the cursor to that millimetre, and on the cortex to the vertex there. */
static void
test_click_slice (StudyWindow *f, gconstpointer data)
{
  CalCursor *cursor = cal_scene_get_cursor (f->scene);
  CalSliceLayout layout;
  g_autoptr (GArray) panes = NULL;
  gsize nearest = 0, vertex = 0;
  CalHemisphere hemisphere;
  double vertex_mm[3], distance_mm, mm[3], expected_mm[3], x, y;
  const CalSlicePane *pane;

  if (!cal_test_can_point ())
    return;
  cal_slice_area_get_layout (f->window->slice_area, &layout);
  panes = cal_slice_layout_dup_panes (&layout);
  pane = &g_array_index (panes, CalSlicePane, panes->len - 1);
  x = floor (pane->x_px + 0.4 * pane->view.width_px);
  y = floor (pane->y_px + 0.35 * pane->view.height_px);
  cal_slice_pane_to_mm (pane, x + 0.5, y + 0.5, expected_mm);
  cal_test_point (GTK_WIDGET (f->window->slice_area), x, y, "click 1");
  cal_test_window_settle ();
  g_assert_true (cal_cursor_get_position (cursor, mm));
  for (int a = 0; a < 3; a++)
    g_assert_cmpfloat_with_epsilon (mm[a], expected_mm[a], 1e-6);
  if (cal_cortex_find_nearest (cal_scene_get_cortex (f->scene), mm, 4.0, &hemisphere, &nearest,
                               &distance_mm)) {
    g_assert_cmpint (cal_cursor_get_vertex (cursor, &vertex), ==, hemisphere);
    g_assert_cmpuint (vertex, ==, nearest);
    cal_cortex_get_vertex_mm (cal_scene_get_cortex (f->scene), hemisphere, vertex, vertex_mm);
    g_assert_cmpfloat (hypot (vertex_mm[0] - mm[0], vertex_mm[1] - mm[1]), <=, 4.0);
  } else
    g_assert_cmpint (cal_cursor_get_vertex (cursor, NULL), ==, CAL_HEMISPHERE_UNKNOWN);
  assert_inspector_reads (f);
}

/* The same with the real pointer. */
static void
test_real_pointer (StudyWindow *f, gconstpointer data)
{
  GtkWidget *area = GTK_WIDGET (f->window->cortex_area);
  double x = 0.25 * gtk_widget_get_width (area), y = 0.3 * gtk_widget_get_height (area);
  gsize picked = 0, vertex = 0;

  if (!cal_test_can_point ())
    return;
  x = floor (x);
  y = floor (y);
  g_assert_cmpint (cal_cortex_area_pick (f->window->cortex_area, x, y, &picked), ==, CAL_LEFT);
  cal_test_point (area, x, y, "click 1");
  while (cal_cursor_get_vertex (cal_scene_get_cursor (f->scene), &vertex) != CAL_LEFT ||
         vertex != picked)
    g_main_context_iteration (NULL, TRUE);
  assert_inspector_reads (f);
}

static CalColourStrip *
find_strip (StudyWindow *f, CalLayer *layer)
{
  GtkWidget *list = study_window_find (GTK_WIDGET (f->window->layer_panel), GTK_TYPE_LIST_BOX);

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    GtkWidget *card = study_window_find (row, CAL_TYPE_LAYER_CARD);

    if (card != NULL && cal_layer_card_get_layer (CAL_LAYER_CARD (card)) == layer)
      return CAL_COLOUR_STRIP (study_window_find (card, CAL_TYPE_COLOUR_STRIP));
  }
  g_error ("%s has no card", cal_layer_get_name (layer));
}

/* A drag on a layer's colour bar sets its threshold; undo takes it back. */
static void
test_drag_threshold (StudyWindow *f, gconstpointer data)
{
  CalLayer *layer = study_window_find_layer (f, "r", FALSE);
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  const CalDisplayState before = *state;
  CalHistory *history = cal_session_get_history (f->window->session);
  GtkWidget *strip = GTK_WIDGET (find_strip (f, layer));
  double width = gtk_widget_get_width (strip), dragged;
  double one_px = (before.window_high - before.window_low) / width;
  double expected = before.window_low + 0.5 * (before.window_high - before.window_low);

  if (!cal_test_can_point ())
    return;
  g_assert_cmpfloat (width, >, 20.0);
  cal_test_point (strip, 0.1 * width, 5.0, "mousedown 1");
  cal_test_point (strip, 0.3 * width, 5.0, "");
  cal_test_point (strip, 0.5 * width, 5.0, "mouseup 1");
  g_assert_cmpint (state->threshold_mode, !=, CAL_THRESHOLD_NONE);
  g_assert_cmpfloat_with_epsilon (state->threshold, expected, one_px);
  dragged = state->threshold;
  while (cal_history_can_undo (history))
    gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  g_assert_cmpint (state->threshold_mode, ==, before.threshold_mode);
  g_assert_cmpfloat (state->threshold, ==, before.threshold);
  while (cal_history_can_redo (history))
    gtk_widget_activate_action (GTK_WIDGET (f->window), "win.redo", NULL);
  g_assert_cmpfloat (state->threshold, ==, dragged);
}

static void
type (StudyWindow *f, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (f->window->search), text);
  for (int n = 0; n < 4; n++)
    cal_test_window_settle ();
}

/* What is typed is listed as it is typed; Enter goes there. */
static void
test_search (StudyWindow *f, gconstpointer data)
{
  CalCursor *cursor = cal_scene_get_cursor (f->scene);
  GtkWidget *popover = study_window_find (GTK_WIDGET (f->window->search), GTK_TYPE_POPOVER);
  g_autofree char *headline = NULL;
  double mm[3], before_mm[3];
  gsize vertex;

  type (f, "rh:100");
  g_assert_true (gtk_widget_get_visible (popover));
  study_window_assert_says (popover, "rh 100");
  g_signal_emit_by_name (f->window->search, "activate");
  g_assert_cmpint (cal_cursor_get_vertex (cursor, &vertex), ==, CAL_RIGHT);
  g_assert_cmpuint (vertex, ==, 100);
  assert_inspector_reads (f);
  type (f, "−31.5 −52 −18");
  g_signal_emit_by_name (f->window->search, "activate");
  g_assert_true (cal_cursor_get_position (cursor, mm));
  g_assert_cmpfloat (mm[0], ==, -31.5);
  g_assert_cmpfloat (mm[2], ==, -18.0);
  assert_inspector_reads (f);
  type (f, "ffa");
  study_window_assert_says (popover, "FFA");
  g_signal_emit_by_name (f->window->search, "activate");
  headline = cal_readout_dup_headline (f->scene);
  g_assert_true (g_str_has_prefix (headline, "FFA"));
  assert_inspector_reads (f);
  g_assert_true (cal_cursor_get_position (cursor, before_mm));
  type (f, "no such place");
  g_assert_false (gtk_widget_get_visible (popover));
  g_signal_emit_by_name (f->window->search, "activate");
  cal_test_window_settle ();
  study_window_assert_says (f->window->toasts, "no such place");
  g_assert_true (cal_cursor_get_position (cursor, mm));
  g_assert_cmpfloat (mm[0], ==, before_mm[0]);
}

/* The panel hides, reorders and removes layers, and keeps one selected. */
static void
test_layers (StudyWindow *f, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (f->window);
  CalLayer *layer = study_window_find_layer (f, "r", FALSE), *top;
  GtkWidget *card =
      gtk_widget_get_ancestor (GTK_WIDGET (find_strip (f, layer)), CAL_TYPE_LAYER_CARD);
  GtkWidget *eye = study_window_find (card, GTK_TYPE_TOGGLE_BUTTON);
  const CalDisplayState *state = cal_display_get_state (cal_layer_get_display (layer));
  guint n_layers = cal_scene_get_n_layers (f->scene), position = 0;
  CalLayerPanel *panel = f->window->layer_panel;

  g_assert_true (state->visible);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (eye), FALSE);
  g_assert_false (state->visible);
  gtk_widget_activate_action (window, "win.undo", NULL);
  g_assert_true (state->visible);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (eye)));
  cal_layer_panel_set_selected (panel, layer);
  gtk_widget_activate_action (window, "win.toggle-layer", NULL);
  g_assert_false (state->visible);
  while (cal_scene_get_layer (f->scene, position) != layer)
    position++;
  gtk_widget_activate_action (window, "win.lower-layer", NULL);
  g_assert_true (cal_scene_get_layer (f->scene, position - 1) == layer);
  g_assert_true (cal_layer_panel_get_selected (panel) == layer);
  gtk_widget_activate_action (window, "win.raise-layer", NULL);
  g_assert_true (cal_scene_get_layer (f->scene, position) == layer);
  for (guint n = 0; n <= n_layers; n++)
    gtk_widget_activate_action (window, "win.raise-layer", NULL);
  g_assert_true (cal_scene_get_layer (f->scene, n_layers - 1) == layer);
  gtk_widget_activate_action (window, "win.next-layer", NULL);
  top = cal_layer_panel_get_selected (panel);
  g_assert_true (top == cal_scene_get_layer (f->scene, n_layers - 2));
  gtk_widget_activate_action (window, "win.previous-layer", NULL);
  g_assert_true (cal_layer_panel_get_selected (panel) == layer);
  gtk_widget_activate_action (window, "win.remove-layer", NULL);
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, n_layers - 1);
  g_assert_nonnull (cal_layer_panel_get_selected (panel));
  g_assert_true (cal_layer_panel_get_selected (panel) != layer);
  while (cal_history_can_undo (cal_session_get_history (f->window->session)))
    gtk_widget_activate_action (window, "win.undo", NULL);
  cal_test_window_wait (window);
  while (cal_scene_get_n_layers (f->scene) > 0)
    g_assert_true (gtk_widget_activate_action (window, "win.remove-layer", NULL));
  g_assert_null (cal_layer_panel_get_selected (panel));
  cal_test_window_wait (window);
}

/* A layer's row that is dropped on another's takes its place. */
static void
test_drop_layer (StudyWindow *f, gconstpointer data)
{
  guint n_layers = cal_scene_get_n_layers (f->scene);
  CalLayer *top = cal_scene_get_layer (f->scene, n_layers - 1);
  CalLayer *third = cal_scene_get_layer (f->scene, n_layers - 3);
  GtkWidget *list = study_window_find (GTK_WIDGET (f->window->layer_panel), GTK_TYPE_LIST_BOX);
  GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2));
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean dropped = FALSE;

  g_value_init (&value, CAL_TYPE_LAYER);
  g_value_set_object (&value, top);
  g_signal_emit_by_name (study_window_find_controller (row, GTK_TYPE_DROP_TARGET), "drop", &value,
                         1.0, 1.0, &dropped);
  g_assert_true (dropped);
  g_assert_true (cal_scene_get_layer (f->scene, n_layers - 3) == top);
  g_assert_true (cal_scene_get_layer (f->scene, n_layers - 2) == third);
}

static GBytes *
photograph (gpointer widget)
{
  g_autoptr (GdkTexture) texture = cal_test_photograph (GTK_WIDGET (widget));
  gsize stride = 4 * (gsize) gdk_texture_get_width (texture);
  gsize size = stride * (gsize) gdk_texture_get_height (texture);
  guint8 *pixels = g_malloc (size);

  gdk_texture_download (texture, pixels, stride);
  return g_bytes_new_take (pixels, size);
}

/* Changes what is seen in every part of the window. */
static void
rearrange (StudyWindow *f)
{
  GtkWidget *window = GTK_WIDGET (f->window);
  GtkWidget *area = GTK_WIDGET (f->window->cortex_area);
  CalDisplay *display = cal_layer_get_display (study_window_find_layer (f, "r", FALSE));

  g_object_set (display, "colormap", "viridis", "threshold-mode", CAL_THRESHOLD_ABOVE, "threshold",
                0.12, "opacity", 0.8, NULL);
  gtk_widget_activate_action (window, "win.montage", "s", "row");
  gtk_widget_activate_action (window, "win.unfold", "d", 1.5);
  gtk_widget_activate_action (window, "win.slice-mode", "s", "mosaic");
  gtk_widget_activate_action (window, "win.show-letters", NULL);
  cal_test_window_wait (window);
  study_window_drag (area, 0.1 * gtk_widget_get_width (area), 0.5 * gtk_widget_get_height (area),
                     40.0, 10.0);
  cal_scene_move_to_vertex (f->scene, CAL_LEFT, 321);
  cal_test_window_settle ();
}

/* A study that is saved and opened in another window gives the same pictures. */
static void
test_session (StudyWindow *f, gconstpointer data)
{
  g_autofree char *path = study_window_dup_path (f, "study.calcarine");
  g_autoptr (GBytes) cortex = NULL, slices = NULL, cortex_again = NULL, slices_again = NULL;
  g_autoptr (GBytes) cortex_before = photograph (f->window->cortex_area);
  CalWindow *again;

  rearrange (f);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (f->window), "win.save-session-to", "s", path));
  cal_test_window_settle ();
  study_window_assert_says (f->window->toasts, "Session saved");
  cortex = photograph (f->window->cortex_area);
  slices = photograph (f->window->slice_area);
  g_assert_false (g_bytes_equal (cortex, cortex_before));
  again = study_window_new ();
  study_window_open (again, path);
  cortex_again = photograph (again->cortex_area);
  slices_again = photograph (again->slice_area);
  g_assert_true (g_bytes_equal (cortex, cortex_again));
  g_assert_true (g_bytes_equal (slices, slices_again));
  gtk_window_destroy (GTK_WINDOW (again));
}

/* What the window exports is, byte for byte, what the command line draws of the saved session. */
static void
test_export (StudyWindow *f, gconstpointer data)
{
  g_autofree char *path = study_window_dup_path (f, "study.calcarine");
  g_autofree char *by_window = study_window_dup_path (f, "window.png");
  g_autofree char *by_command = study_window_dup_path (f, "command.png");
  const char *const words[] = {g_getenv ("CALCARINE_PROGRAM"),
                               "figure",
                               path,
                               "-o",
                               by_command,
                               "--width=600",
                               "--height=400",
                               "--dpi=96",
                               NULL};
  g_autofree char *first = NULL, *second = NULL, *complaint = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_first, n_second;
  CalFigure figure;
  int status;

  rearrange (f);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.save-session-to", "s", path);
  cal_session_init_figure (f->window->session, &figure);
  figure.width_px = 600;
  figure.height_px = 400;
  figure.dpi = 96;
  cal_session_export_figure (f->window->session, &figure, by_window, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) (gpointer) words, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                &complaint, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s", complaint);
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_file_get_contents (by_window, &first, &n_first, NULL));
  g_assert_true (g_file_get_contents (by_command, &second, &n_second, NULL));
  g_assert_cmpmem (first, n_first, second, n_second);
}

#define ADD(name, test)                                                                        \
  g_test_add ("/window/" name, StudyWindow, GINT_TO_POINTER (TRUE), study_window_set_up, test, \
              study_window_tear_down)

static void
add_tests (void)
{
  ADD ("click-cortex", test_click_cortex);
  ADD ("click-slice", test_click_slice);
  ADD ("real-pointer", test_real_pointer);
  ADD ("drag-threshold", test_drag_threshold);
  ADD ("search", test_search);
  ADD ("layers", test_layers);
  ADD ("drop-layer", test_drop_layer);
  ADD ("session", test_session);
  ADD ("export", test_export);
}

int
main (int argc, char **argv)
{
  return study_window_run (argc, argv, add_tests);
}
