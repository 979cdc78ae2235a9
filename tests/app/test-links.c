/* test-links.c - a region on the cortex and its RDM, a pair of conditions and where they differ.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "app/session/links.h"
#include "tests/render/icosphere.h"

#define N_FRAMES 3

static const char *const stimulus_names[] = {"anna", "house", "stop", NULL};

typedef struct {
  CalScene *scene;
  CalRdmScene *rdm_scene;
  CalLinks *links;
  gsize n_vertices[2];
  gsize n;
  float *responses;
} Study;

static void
append (Study *study, const char *name, const CalMapDesc *from, const float *values, gsize n_frames)
{
  const gsize dims[] = {n_frames, study->n};
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_frames * study->n * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 2, dims, bytes, NULL);
  CalMapDesc desc = *from;
  g_autoptr (CalMap) map = NULL;
  g_autoptr (CalLayer) layer = NULL;
  g_autoptr (GError) error = NULL;

  desc.name = name;
  desc.values = array;
  desc.n_vertices[0] = study->n_vertices[0];
  desc.n_vertices[1] = study->n_vertices[1];
  map = cal_map_new (&desc, &error);
  g_assert_no_error (error);
  layer = cal_layer_new (name, name, G_OBJECT (map));
  cal_scene_append (study->scene, layer);
}

/* Vertices 10 to 29 of the left hemisphere are FFA, 40 to 49 PPA, 60 is a region of one vertex. */
static void
set_up (Study *study, gconstpointer data)
{
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (2, FALSE);
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  g_autoptr (CalLabels) labels = NULL;
  g_autofree float *keys = NULL;
  const float rgba[] = {1, 0, 0, 1};

  study->scene = cal_scene_new ();
  study->rdm_scene = cal_rdm_scene_new ();
  cal_scene_set_cortex (study->scene, cortex);
  study->n = cal_cortex_get_n_elements (cortex);
  study->n_vertices[0] = cal_cortex_get_n_vertices (cortex, CAL_LEFT);
  study->n_vertices[1] = cal_cortex_get_n_vertices (cortex, CAL_RIGHT);
  keys = g_new0 (float, study->n);
  study->responses = g_new (float, N_FRAMES * study->n);
  for (gsize e = 0; e < study->n; e++)
    keys[e] = e >= 10 && e < 30 ? 1.0f : e >= 40 && e < 50 ? 2.0f : e == 60 ? 3.0f : 0.0f;
  for (gsize n = 0; n < N_FRAMES * study->n; n++)
    study->responses[n] = (float) g_test_rand_double_range (-1.0, 1.0);
  cal_labels_builder_add (builder, 0, "Unknown", rgba);
  cal_labels_builder_add (builder, 1, "FFA", rgba);
  cal_labels_builder_add (builder, 2, "PPA", rgba);
  cal_labels_builder_add (builder, 3, "speck", rgba);
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  append (study, "responses", &(CalMapDesc){.frame_names = stimulus_names}, study->responses,
          N_FRAMES);
  append (study, "rois", &(CalMapDesc){.labels = labels}, keys, 1);
  study->links = cal_links_new (study->scene, study->rdm_scene);
}

static void
tear_down (Study *study, gconstpointer data)
{
  g_free (study->responses);
  g_object_unref (study->links);
  g_object_unref (study->rdm_scene);
  g_object_unref (study->scene);
}

static CalRdm *
new_rdm (const char *name)
{
  const double values[] = {0.1, 0.2, 0.3};
  const gsize n_pairs = 3;
  g_autoptr (GBytes) bytes = g_bytes_new (values, sizeof values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  g_autoptr (CalTextArray) id = cal_text_array_new_from_strv (stimulus_names);
  const CalColumn column = {"id", NULL, NULL, id};
  g_autoptr (CalTable) table = cal_table_new ("conditions", 3, &column, 1, NULL);
  CalRdmDesc desc = {
      .name = name, .n_conditions = 3, .dissimilarities = array, .conditions = table, .roi = name};

  return cal_rdm_new (&desc, NULL);
}

static void
test_a_click_shows_the_regions_rdm (Study *study, gconstpointer data)
{
  CalSelection *selection = cal_rdm_scene_get_selection (study->rdm_scene);
  g_autoptr (CalRdm) ffa = new_rdm ("FFA");
  g_autoptr (CalRdm) ppa = new_rdm ("PPA");

  cal_rdm_scene_append (study->rdm_scene, ffa);
  cal_rdm_scene_append (study->rdm_scene, ppa);
  cal_scene_move_to_vertex (study->scene, CAL_LEFT, 45);
  g_assert_cmpstr (cal_selection_get_region (selection), ==, "PPA");
  g_assert_true (cal_rdm_scene_get_current (study->rdm_scene) == ppa);
  cal_scene_move_to_vertex (study->scene, CAL_LEFT, 5);
  g_assert_null (cal_selection_get_region (selection));
  g_assert_true (cal_rdm_scene_get_current (study->rdm_scene) == ppa);
}

/* Picked in a view of RDMs, the region is gone to on the cortex. */
static void
test_a_region_is_gone_to (Study *study, gconstpointer data)
{
  gsize vertex = 0;

  cal_selection_set_region (cal_rdm_scene_get_selection (study->rdm_scene), "PPA");
  g_assert_cmpint (cal_cursor_get_vertex (cal_scene_get_cursor (study->scene), &vertex), ==,
                   CAL_LEFT);
  g_assert_cmpuint (vertex, >=, 40);
  g_assert_cmpuint (vertex, <, 50);
}

/* 1 - r of the region's patterns, by the definition. */
static double
correlation_distance (const Study *study, gsize first, gsize second)
{
  const float *x = study->responses + first * study->n, *y = study->responses + second * study->n;
  double mean_x = 0, mean_y = 0, xy = 0, xx = 0, yy = 0;

  for (gsize e = 10; e < 30; e++) {
    mean_x += (double) x[e] / 20;
    mean_y += (double) y[e] / 20;
  }
  for (gsize e = 10; e < 30; e++) {
    xy += ((double) x[e] - mean_x) * ((double) y[e] - mean_y);
    xx += ((double) x[e] - mean_x) * ((double) x[e] - mean_x);
    yy += ((double) y[e] - mean_y) * ((double) y[e] - mean_y);
  }
  return 1.0 - xy / sqrt (xx * yy);
}

/* What principal components are of: the responses of the region's 20 vertices. */
static void
assert_patterns (Study *study, CalRdm *rdm)
{
  CalPatternsGather gather = NULL;
  GObject *source = NULL;
  g_autoptr (CalArray) patterns = NULL;

  g_assert_true (cal_rdm_scene_get_patterns (study->rdm_scene, rdm, &source, &gather));
  patterns = gather (source, NULL, NULL);
  g_assert_cmpuint (cal_array_get_dim (patterns, 0), ==, N_FRAMES);
  g_assert_cmpuint (cal_array_get_dim (patterns, 1), ==, 20);
  g_assert_cmpfloat (cal_array_get_value (patterns, 2 * 20 + 7), ==,
                     study->responses[2 * study->n + 17]);
}

static void
test_a_region_without_rdm_gets_one (Study *study, gconstpointer data)
{
  g_autoptr (CalRdm) other = new_rdm ("V1");
  CalRdm *rdm;

  cal_rdm_scene_append (study->rdm_scene, other);
  cal_scene_move_to_vertex (study->scene, CAL_LEFT, 20);
  while (cal_rdm_scene_get_n (study->rdm_scene) < 2)
    g_main_context_iteration (NULL, TRUE);
  rdm = cal_rdm_scene_get_current (study->rdm_scene);
  g_assert_cmpstr (cal_rdm_get_desc (rdm)->roi, ==, "FFA");
  g_assert_cmpstr (cal_rdm_get_condition (rdm, 1), ==, "house");
  assert_patterns (study, rdm);
  for (gsize i = 0; i < 3; i++)
    for (gsize j = i + 1; j < 3; j++)
      g_assert_cmpfloat_with_epsilon (cal_rdm_get (rdm, i, j), correlation_distance (study, i, j),
                                      1e-12);
}

static void
failed_cb (CalLinks *links, const char *text, char **said)
{
  g_assert_null (*said);
  *said = g_strdup (text);
}

/* Why a region gets none is told, with its name. */
static void
test_a_region_that_gets_none (Study *study, gconstpointer data)
{
  g_autoptr (CalRdm) other = new_rdm ("V1");
  g_autofree char *said = NULL;

  g_signal_connect (study->links, "failed", G_CALLBACK (failed_cb), &said);
  cal_rdm_scene_append (study->rdm_scene, other);
  cal_scene_move_to_vertex (study->scene, CAL_LEFT, 60);
  while (said == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (said, ==, "No RDM of speck: 1 elements with responses; expected at least 2");
  g_assert_cmpuint (cal_rdm_scene_get_n (study->rdm_scene), ==, 1);
  g_assert_true (cal_rdm_scene_get_current (study->rdm_scene) == other);
}

static void
assert_difference (Study *study, CalLayer *layer, gsize first, gsize second)
{
  for (gsize e = 0; e < study->n; e++) {
    double expected = (double) study->responses[first * study->n + e] -
                      (double) study->responses[second * study->n + e];

    g_assert_cmpfloat (cal_map_get_element (cal_layer_get_map (layer), e, 0).value, ==, expected);
  }
}

static void
test_a_pair_is_shown_on_the_brain (Study *study, gconstpointer data)
{
  CalSelection *selection = cal_rdm_scene_get_selection (study->rdm_scene);
  g_autoptr (CalRdm) rdm = new_rdm ("V1");
  g_autoptr (GError) error = NULL;
  CalLayer *layer;
  guint n_layers;

  cal_rdm_scene_append (study->rdm_scene, rdm);
  g_assert_false (cal_links_can_show_pair (study->links));
  g_assert_false (cal_links_show_pair (study->links, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  cal_selection_set_pair (selection, "stop", "anna");
  g_assert_true (cal_links_show_pair (study->links, &error));
  g_assert_no_error (error);
  n_layers = cal_scene_get_n_layers (study->scene);
  g_assert_cmpuint (n_layers, ==, 3);
  layer = cal_scene_get_layer (study->scene, 0);
  for (guint n = 0; n < n_layers; n++)
    if (g_str_equal (cal_layer_get_name (cal_scene_get_layer (study->scene, n)), "stop − anna"))
      layer = cal_scene_get_layer (study->scene, n);
  assert_difference (study, layer, 2, 0);
  cal_selection_set_pair (selection, "house", "stop");
  g_assert_cmpuint (cal_scene_get_n_layers (study->scene), ==, 3);
  g_assert_cmpstr (cal_layer_get_name (layer), ==, "house − stop");
  assert_difference (study, layer, 1, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Study, NULL, set_up, function, tear_down)
  ADD ("/links/click-shows-the-regions-rdm", test_a_click_shows_the_regions_rdm);
  ADD ("/links/region-is-gone-to", test_a_region_is_gone_to);
  ADD ("/links/region-without-rdm-gets-one", test_a_region_without_rdm_gets_one);
  ADD ("/links/region-that-gets-none", test_a_region_that_gets_none);
  ADD ("/links/pair-is-shown-on-the-brain", test_a_pair_is_shown_on_the_brain);
#undef ADD
  return g_test_run ();
}
