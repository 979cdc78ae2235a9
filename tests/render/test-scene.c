/* test-scene.c - which layers the cortex shows, and how many it leaves out.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/scene.h"

static void
append_map (CalScene *scene, guint n)
{
  static const float values[3] = {0};
  static const gsize dims[] = {3};
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup_printf ("map %u", n);
  g_autoptr (GBytes) bytes = g_bytes_new_static (values, sizeof values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 1, dims, bytes, &error);
  CalMapDesc desc = {.name = id, .n_vertices = {2, 1}, .values = array};
  g_autoptr (CalMap) map = cal_map_new (&desc, &error);
  g_autoptr (CalLayer) layer = NULL;

  g_assert_no_error (error);
  layer = cal_layer_new (id, id, G_OBJECT (map));
  cal_scene_append (scene, layer);
}

/* What does not fit on the cortex is counted, so that it can be said; hidden layers take no room.
 */
static void
test_left_off_cortex (void)
{
  g_autoptr (CalScene) scene = cal_scene_new ();

  for (guint n = 0; n < CAL_MAX_CORTEX_LAYERS; n++)
    append_map (scene, n);
  g_assert_cmpuint (cal_scene_count_left_off_cortex (scene), ==, 0);
  append_map (scene, CAL_MAX_CORTEX_LAYERS);
  append_map (scene, CAL_MAX_CORTEX_LAYERS + 1);
  g_assert_cmpuint (cal_scene_count_left_off_cortex (scene), ==, 2);
  g_object_set (cal_layer_get_display (cal_scene_get_layer (scene, 0)), "visible", FALSE, NULL);
  g_assert_cmpuint (cal_scene_count_left_off_cortex (scene), ==, 1);
}

/* A layer whose colour comes from three takes the room of three; what is shared counts once. */
static void
test_sources (void)
{
  g_autoptr (CalScene) scene = cal_scene_new ();

  for (guint n = 0; n < 16; n++) {
    append_map (scene, n);
    g_object_set (cal_layer_get_display (cal_scene_get_layer (scene, n)), "visible", n >= 10, NULL);
  }
  g_assert_cmpuint (cal_scene_count_left_off_cortex (scene), ==, 0);
  for (guint n = 0; n < 10; n++) {
    CalDisplay *display = cal_layer_get_display (cal_scene_get_layer (scene, 10 + n / 2));

    g_object_set (display, "colour-mode", CAL_COLOUR_RGB, n % 2 == 0 ? "second-by" : "third-by",
                  cal_layer_get_id (cal_scene_get_layer (scene, n)), NULL);
  }
  /* From the top: one map alone, then three each: 1, 4, 7, 10, 13, 16. */
  g_assert_cmpuint (cal_scene_count_left_off_cortex (scene), ==, 1);
  for (guint n = 10; n < 15; n++)
    g_object_set (cal_layer_get_display (cal_scene_get_layer (scene, n)), "third-by",
                  cal_layer_get_id (cal_scene_get_layer (scene, 0)), NULL);
  g_assert_cmpuint (cal_scene_count_left_off_cortex (scene), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/left-off-cortex", test_left_off_cortex);
  g_test_add_func ("/scene/sources", test_sources);
  return g_test_run ();
}
