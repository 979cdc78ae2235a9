/* test-find.c - places by what a person types.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/find.h"

#include "tests/render/icosphere.h"

#define N_VERTICES 162

static void
test_parse_mm (void)
{
  static const char *const good[] = {"-34 -52 -18",      "−34 −52 −18",      "-34,-52,-18",
                                     "-34, -52; -18",    "  -34\t-52 -18  ", "-34 -52 -18 mm",
                                     "-3.4e1 -52.0 -18."};
  static const char *const bad[] = {"",          "-34 -52",      "-34 -52 -18 4", "a b c",
                                    "1 2 nan",   "1 2 inf",      "1 2 3x",        "1 2 1e999",
                                    "- 34 52 1", "1 2 3 metres", "FFA 1 2"};

  for (gsize n = 0; n < G_N_ELEMENTS (good); n++) {
    double mm[3] = {0};

    g_test_message ("%s", good[n]);
    g_assert_true (cal_parse_mm (good[n], mm));
    g_assert_cmpfloat (mm[0], ==, -34.0);
    g_assert_cmpfloat (mm[1], ==, -52.0);
    g_assert_cmpfloat (mm[2], ==, -18.0);
  }
  for (gsize n = 0; n < G_N_ELEMENTS (bad); n++) {
    double mm[3] = {7, 8, 9};

    g_test_message ("%s", bad[n]);
    g_assert_false (cal_parse_mm (bad[n], mm));
    g_assert_cmpfloat (mm[0], ==, 7.0);
    g_assert_cmpfloat (mm[2], ==, 9.0);
  }
}

static void
test_parse_vertex (void)
{
  static const char *const bad[] = {"",     "lh",    "lh:", "lh:-1", "lh:1x",
                                    "kh:1", "lh 1 ", "l:1", "lhx1",  "1"};
  CalHemisphere hemisphere = CAL_HEMISPHERE_UNKNOWN;
  gsize vertex = 0;

  g_assert_true (cal_parse_vertex ("lh:12043", &hemisphere, &vertex));
  g_assert_cmpint (hemisphere, ==, CAL_LEFT);
  g_assert_cmpuint (vertex, ==, 12043);
  g_assert_true (cal_parse_vertex ("RH 7", &hemisphere, &vertex));
  g_assert_cmpint (hemisphere, ==, CAL_RIGHT);
  g_assert_cmpuint (vertex, ==, 7);
  for (gsize n = 0; n < G_N_ELEMENTS (bad); n++) {
    g_test_message ("%s", bad[n]);
    g_assert_false (cal_parse_vertex (bad[n], &hemisphere, &vertex));
    g_assert_cmpuint (vertex, ==, 7);
  }
}

static CalLabels *
make_labels (void)
{
  CalLabelsBuilder *builder = cal_labels_builder_new ();
  static const float rgba[4] = {1, 0, 0, 1};
  static const float nothing[4] = {0};

  cal_labels_builder_add (builder, 0, "Unknown", nothing);
  cal_labels_builder_add (builder, 3, "FFA-1", rgba);
  cal_labels_builder_add (builder, 4, "Größe", rgba);
  return cal_labels_builder_end (builder);
}

/* FFA-1 is a ring on the left: its mean lies in its hole. It is one vertex on the right. */
static gboolean
is_in_ring (CalCortex *cortex, gsize vertex)
{
  double mm[3];

  cal_cortex_get_vertex_mm (cortex, CAL_LEFT, vertex, mm);
  return mm[2] > 0.0 && mm[2] < 20.0;
}

static CalLayer *
make_map (CalCortex *cortex)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLabels) labels = make_labels ();
  gint32 keys[2 * N_VERTICES] = {0};
  const gsize dims[2] = {1, 2 * N_VERTICES};
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) values = NULL;
  g_autoptr (CalMap) map = NULL;
  CalMapDesc desc = {.name = "rois", .n_vertices = {N_VERTICES, N_VERTICES}, .labels = labels};

  for (gsize v = 0; v < N_VERTICES; v++)
    keys[v] = is_in_ring (cortex, v) ? 3 : 0;
  keys[N_VERTICES + 5] = 3;
  bytes = g_bytes_new (keys, sizeof keys);
  desc.values = values = cal_array_new (CAL_DTYPE_INT32, 2, dims, bytes, &error);
  g_assert_no_error (error);
  map = cal_map_new (&desc, &error);
  g_assert_no_error (error);
  return cal_layer_new ("rois", "rois", G_OBJECT (map));
}

/* "Größe" is a ring of voxels around the middle one, in a grid that is turned. */
static CalLayer *
make_volume (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLabels) labels = make_labels ();
  guint8 voxels[27] = {0};
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalVolume) volume = NULL;
  CalVolumeDesc desc = {.name = "atlas",
                        .dims = {3, 3, 3},
                        .dtype = CAL_DTYPE_UINT8,
                        .labels = labels,
                        .voxel_to_world = {{{0, -4, 0, 10}, {2, 0, 0, -50}, {0, 0, 3, 5}}}};

  for (int n = 9; n < 18; n++)
    voxels[n] = n != 13 ? 4 : 0;
  desc.voxels = bytes = g_bytes_new (voxels, sizeof voxels);
  volume = cal_volume_new (&desc, &error);
  g_assert_no_error (error);
  return cal_layer_new ("atlas", "atlas", G_OBJECT (volume));
}

static void
test_places (void)
{
  g_autoptr (CalScene) scene = cal_scene_new ();
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (2, FALSE);
  g_autoptr (GPtrArray) mm = NULL, vertex = NULL, beyond = NULL, nothing = NULL, blank = NULL;
  const CalPlace *place;
  double position_mm[3];
  gsize at;

  vertex = cal_find_places (scene, "lh:7", 10);
  g_assert_cmpuint (vertex->len, ==, 0);
  g_clear_pointer (&vertex, g_ptr_array_unref);
  cal_scene_set_cortex (scene, cortex);
  mm = cal_find_places (scene, " −34 −52.5 −18 ", 10);
  g_assert_cmpuint (mm->len, ==, 1);
  cal_scene_go_to (scene, mm->pdata[0]);
  g_assert_true (cal_cursor_get_position (cal_scene_get_cursor (scene), position_mm));
  g_assert_cmpfloat (position_mm[1], ==, -52.5);
  vertex = cal_find_places (scene, "rh:7", 10);
  g_assert_cmpuint (vertex->len, ==, 1);
  place = vertex->pdata[0];
  g_assert_cmpstr (place->detail, ==, "icosphere");
  cal_scene_go_to (scene, place);
  g_assert_cmpint (cal_cursor_get_vertex (cal_scene_get_cursor (scene), &at), ==, CAL_RIGHT);
  g_assert_cmpuint (at, ==, 7);
  beyond = cal_find_places (scene, "rh:162", 10);
  g_assert_cmpuint (beyond->len, ==, 0);
  nothing = cal_find_places (scene, "FFA", 10);
  g_assert_cmpuint (nothing->len, ==, 0);
  blank = cal_find_places (scene, "  ", 10);
  g_assert_cmpuint (blank->len, ==, 0);
}

/* A region is found by part of its name, on both sides; the place lies in the region. */
static void
test_region_of_map (void)
{
  g_autoptr (CalScene) scene = cal_scene_new ();
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (2, FALSE);
  g_autoptr (CalLayer) layer = make_map (cortex);
  g_autoptr (GPtrArray) places = NULL, background = NULL;
  const CalPlace *left, *right;

  cal_scene_set_cortex (scene, cortex);
  cal_scene_append (scene, layer);
  places = cal_find_places (scene, "ffa", 10);
  g_assert_cmpuint (places->len, ==, 2);
  left = places->pdata[0];
  right = places->pdata[1];
  g_assert_cmpstr (left->title, ==, "FFA-1 (left)");
  g_assert_cmpstr (left->detail, ==, "rois");
  g_assert_cmpint (left->hemisphere, ==, CAL_LEFT);
  g_assert_true (is_in_ring (cortex, left->vertex));
  g_assert_cmpint (right->hemisphere, ==, CAL_RIGHT);
  g_assert_cmpuint (right->vertex, ==, 5);
  background = cal_find_places (scene, "unknown", 10);
  g_assert_cmpuint (background->len, ==, 0);
}

static void
test_region_of_volume (void)
{
  g_autoptr (CalScene) scene = cal_scene_new ();
  g_autoptr (CalLayer) layer = make_volume ();
  g_autoptr (GPtrArray) places = NULL, absent = NULL;
  const CalPlace *place;
  CalSample sample;

  cal_scene_append (scene, layer);
  places = cal_find_places (scene, "GRÖSSE", 10);
  g_assert_cmpuint (places->len, ==, 1);
  place = places->pdata[0];
  g_assert_cmpint (place->hemisphere, ==, CAL_HEMISPHERE_UNKNOWN);
  sample = cal_scene_sample_at_mm (scene, layer, place->position_mm);
  g_assert_cmpint (sample.presence, ==, CAL_VALUE);
  g_assert_cmpfloat (sample.value, ==, 4.0);
  cal_scene_go_to (scene, place);
  g_assert_cmpfloat (cal_scene_sample_at_cursor (scene, layer).value, ==, 4.0);
  absent = cal_find_places (scene, "FFA-1", 10);
  g_assert_cmpuint (absent->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/find/parse-mm", test_parse_mm);
  g_test_add_func ("/find/parse-vertex", test_parse_vertex);
  g_test_add_func ("/find/places", test_places);
  g_test_add_func ("/find/region-of-map", test_region_of_map);
  g_test_add_func ("/find/region-of-volume", test_region_of_volume);
  return g_test_run ();
}
