/* test-history.c - undo and redo of displays and of the scene.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/history.h"

typedef struct {
  CalScene *scene;
  CalHistory *history;
  CalLayer *layer;
  CalDisplay *display;
  guint n_changed;
} Fixture;

static void
count_cb (CalHistory *history, Fixture *f)
{
  f->n_changed++;
}

static CalLayer *
make_layer (const char *id)
{
  static const float values[8] = {0};
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (values, sizeof values);
  CalVolumeDesc desc = {.name = id,
                        .dims = {2, 2, 2},
                        .dtype = CAL_DTYPE_FLOAT32,
                        .voxels = bytes,
                        .voxel_to_world = cal_affine_identity ()};
  g_autoptr (CalVolume) volume = cal_volume_new (&desc, &error);

  g_assert_no_error (error);
  return cal_layer_new (id, id, G_OBJECT (volume));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->scene = cal_scene_new ();
  f->history = cal_history_new (f->scene);
  f->layer = make_layer ("one");
  f->display = cal_layer_get_display (f->layer);
  cal_scene_append (f->scene, f->layer);
  f->n_changed = 0;
  g_signal_connect (f->history, "changed", G_CALLBACK (count_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->history);
  g_object_unref (f->scene);
  g_object_unref (f->layer);
}

static void
set_threshold (Fixture *f, double threshold)
{
  g_object_set (f->display, "threshold", threshold, NULL);
}

static double
get_threshold (Fixture *f)
{
  return cal_display_get_state (f->display)->threshold;
}

static void
test_undo_redo (Fixture *f, gconstpointer data)
{
  g_assert_false (cal_history_can_undo (f->history));
  g_assert_false (cal_history_can_redo (f->history));
  cal_history_undo (f->history);
  cal_history_redo (f->history);
  g_assert_cmpuint (f->n_changed, ==, 0);
  set_threshold (f, 0.5);
  g_assert_cmpuint (f->n_changed, ==, 1);
  cal_history_undo (f->history);
  g_assert_cmpuint (f->n_changed, ==, 2);
  g_assert_cmpfloat (get_threshold (f), ==, 0.0);
  g_assert_false (cal_history_can_undo (f->history));
  cal_history_redo (f->history);
  g_assert_cmpuint (f->n_changed, ==, 3);
  g_assert_cmpfloat (get_threshold (f), ==, 0.5);
  g_assert_false (cal_history_can_redo (f->history));
}

/* What a slider sends while it is dragged is one step; a break ends it. */
static void
test_one_step (Fixture *f, gconstpointer data)
{
  for (int n = 1; n <= 50; n++)
    set_threshold (f, 0.01 * n);
  cal_history_break (f->history);
  set_threshold (f, 0.9);
  cal_history_undo (f->history);
  g_assert_cmpfloat (get_threshold (f), ==, 0.5);
  cal_history_undo (f->history);
  g_assert_cmpfloat (get_threshold (f), ==, 0.0);
  g_assert_false (cal_history_can_undo (f->history));
  cal_history_redo (f->history);
  g_assert_cmpfloat (get_threshold (f), ==, 0.5);
}

/* Two properties that a drag changes together go back together. */
static void
test_together (Fixture *f, gconstpointer data)
{
  const CalDisplayState *state = cal_display_get_state (f->display);

  g_object_set (f->display, "threshold-mode", CAL_THRESHOLD_ABOVE, NULL);
  set_threshold (f, 0.25);
  cal_display_set_window (f->display, -3.0, 4.0);
  cal_history_undo (f->history);
  g_assert_cmpint (state->threshold_mode, ==, CAL_THRESHOLD_NONE);
  g_assert_cmpfloat (state->threshold, ==, 0.0);
  g_assert_cmpfloat (state->window_low, ==, 0.0);
  g_assert_cmpfloat (state->window_high, ==, 1.0);
  cal_history_redo (f->history);
  g_assert_cmpint (state->threshold_mode, ==, CAL_THRESHOLD_ABOVE);
  g_assert_cmpfloat (state->threshold, ==, 0.25);
  g_assert_cmpfloat (state->window_low, ==, -3.0);
  g_assert_cmpfloat (state->window_high, ==, 4.0);
}

/* Changes of two layers are two steps, however quick; each goes back on its own. */
static void
test_two_layers (Fixture *f, gconstpointer data)
{
  g_autoptr (CalLayer) other = make_layer ("two");
  CalDisplay *display = cal_layer_get_display (other);

  cal_scene_append (f->scene, other);
  set_threshold (f, 0.5);
  g_object_set (display, "opacity", 0.5, "colormap", "inferno", "opacity-by", "one", NULL);
  set_threshold (f, 0.75);
  cal_history_undo (f->history);
  g_assert_cmpfloat (get_threshold (f), ==, 0.5);
  cal_history_undo (f->history);
  g_assert_cmpfloat (cal_display_get_state (display)->opacity, ==, 1.0);
  g_assert_cmpstr (cal_display_get_state (display)->colormap->name, ==, "gray");
  g_assert_null (cal_display_get_state (display)->opacity_by);
  g_assert_cmpfloat (get_threshold (f), ==, 0.5);
  cal_history_undo (f->history);
  g_assert_cmpfloat (get_threshold (f), ==, 0.0);
}

static void
test_scene (Fixture *f, gconstpointer data)
{
  double unfolding;
  gboolean letters;

  g_object_set (f->scene, "unfolding", 3.5, NULL);
  cal_history_break (f->history);
  g_object_set (f->scene, "show-letters", FALSE, NULL);
  cal_history_undo (f->history);
  cal_history_undo (f->history);
  g_object_get (f->scene, "unfolding", &unfolding, "show-letters", &letters, NULL);
  g_assert_cmpfloat (unfolding, ==, 2.0);
  g_assert_true (letters);
  g_assert_false (cal_history_can_undo (f->history));
}

/* A new change after undo: what could be redone is gone. */
static void
test_forgets_redo (Fixture *f, gconstpointer data)
{
  set_threshold (f, 0.5);
  cal_history_undo (f->history);
  g_object_set (f->display, "opacity", 0.5, NULL);
  g_assert_false (cal_history_can_redo (f->history));
  cal_history_redo (f->history);
  g_assert_cmpfloat (get_threshold (f), ==, 0.0);
  cal_history_undo (f->history);
  g_assert_cmpfloat (cal_display_get_state (f->display)->opacity, ==, 1.0);
}

/* A slider that comes back to where it was has changed nothing. */
static void
test_nothing_changed (Fixture *f, gconstpointer data)
{
  set_threshold (f, 0.0);
  g_assert_cmpuint (f->n_changed, ==, 0);
  set_threshold (f, 0.5);
  set_threshold (f, 0.0);
  g_assert_false (cal_history_can_undo (f->history));
}

static void
test_clear (Fixture *f, gconstpointer data)
{
  set_threshold (f, 0.5);
  cal_history_clear (f->history);
  g_assert_false (cal_history_can_undo (f->history));
  set_threshold (f, 0.75);
  cal_history_undo (f->history);
  g_assert_cmpfloat (get_threshold (f), ==, 0.5);
  cal_history_clear (f->history);
  g_assert_false (cal_history_can_redo (f->history));
}

/* A layer that is gone: its steps harm nothing, and a layer that is moved is no step. */
static void
test_removed_layer (Fixture *f, gconstpointer data)
{
  g_autoptr (CalLayer) other = make_layer ("two");

  cal_scene_append (f->scene, other);
  g_object_set (f->scene, "unfolding", 1.0, NULL);
  set_threshold (f, 0.5);
  cal_scene_move_layer (f->scene, f->layer, 1);
  cal_scene_remove (f->scene, f->layer);
  while (cal_history_can_undo (f->history))
    cal_history_undo (f->history);
  while (cal_history_can_redo (f->history))
    cal_history_redo (f->history);
  g_assert_cmpuint (cal_scene_get_n_layers (f->scene), ==, 1);
}

#define ADD(name, test) g_test_add ("/history/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("undo-redo", test_undo_redo);
  ADD ("one-step", test_one_step);
  ADD ("together", test_together);
  ADD ("two-layers", test_two_layers);
  ADD ("scene", test_scene);
  ADD ("forgets-redo", test_forgets_redo);
  ADD ("nothing-changed", test_nothing_changed);
  ADD ("clear", test_clear);
  ADD ("removed-layer", test_removed_layer);
  return g_test_run ();
}
