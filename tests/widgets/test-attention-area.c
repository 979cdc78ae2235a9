/* test-attention-area.c - regions are found by cursor and selection; a picked patch is ranked and
 * painted; what is not there is said.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "widgets/attention-area.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "tests/support/window.h"
#include "tests/widgets/small-encoding.h"
#include "tests/widgets/small-rdm.h"

#define N_QUERIES 4
#define N_TOKENS 9

typedef struct {
  SmallEncoding small;
  CalSelection *selection;
  GtkWidget *area, *window;
  CalAttentionArea *view;
  GObject *painted;
  guint n_unpainted;
} Fixture;

/* Run r, sample s, query q: all on token (s + q + 4 r) % 9, but a tenth on the middle for each. */
static gboolean
read_weights (gpointer data, gsize run, gsize sample, float *weights, CalJob *job, GError **error)
{
  memset (weights, 0, N_QUERIES * N_TOKENS * sizeof *weights);
  for (gsize q = 0; q < N_QUERIES; q++) {
    weights[q * N_TOKENS + (sample + q + 4 * run) % N_TOKENS] += 0.9f;
    weights[q * N_TOKENS + 4] += 0.1f;
  }
  return TRUE;
}

static CalAttention *
new_attention (void)
{
  static const CalHemisphere sides[N_QUERIES] = {CAL_LEFT, CAL_LEFT, CAL_RIGHT,
                                                 CAL_HEMISPHERE_UNKNOWN};
  const CalAttentionSpan span = {.name = "image", .n_tokens = N_TOKENS, .grid = {3, 3}};
  g_autoptr (CalTextArray) names =
      cal_text_array_new_from_strv ((const char *const[]){"FFA", "PPA", "FFA", "V9", NULL});
  g_autoptr (CalTextArray) samples =
      cal_text_array_new_from_strv ((const char *const[]){"s0", "s1", "s2", "s3", "s4", NULL});
  CalAttentionDesc desc = {.name = "encoder",
                           .run_names = (const char *const[]){"layer 1", "layer 3", NULL},
                           .n_samples = 5,
                           .n_heads = 1,
                           .n_queries = N_QUERIES,
                           .n_tokens = N_TOKENS,
                           .query_names = names,
                           .query_hemispheres = sides,
                           .sample_ids = samples,
                           .spans = &span,
                           .n_spans = 1};

  return cal_attention_new (&desc, &(CalAttentionSource){.read = read_weights}, NULL);
}

static void
paint_cb (Fixture *f, const char *key, GObject *data)
{
  g_assert_cmpstr (key, ==, "attention");
  g_set_object (&f->painted, data);
}

static void
unpaint_cb (Fixture *f)
{
  f->n_unpainted++;
  g_clear_object (&f->painted);
}

static void
wait_for_maps (Fixture *f)
{
  cal_test_window_settle ();
  while (cal_attention_area_get_n_maps (f->view) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CalAttention) attention = new_attention ();

  small_encoding_init (&f->small);
  f->selection = cal_encoding_scene_get_selection (f->small.encoding);
  f->area = cal_attention_area_new (f->small.encoding, NULL);
  f->view = CAL_ATTENTION_AREA (f->area);
  f->window = cal_test_window_show (f->area, 640, 480);
  g_signal_connect_swapped (f->small.encoding, "paint", G_CALLBACK (paint_cb), f);
  g_signal_connect_swapped (f->small.encoding, "unpaint", G_CALLBACK (unpaint_cb), f);
  g_assert_cmpuint (cal_attention_area_get_n_maps (f->view), ==, 0);
  cal_encoding_scene_add (f->small.encoding, G_OBJECT (attention));
  wait_for_maps (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cal_test_window_close (f->window, f->area);
  g_clear_object (&f->painted);
  small_encoding_clear (&f->small);
}

static void
set_state (Fixture *f, const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  cal_view_set_state (CAL_VIEW (f->area), json_parser_get_root (parser));
  wait_for_maps (f);
}

static void
select_stimulus (Fixture *f, const char *id)
{
  const char *const ids[] = {id, NULL};

  cal_selection_set_stimuli (f->selection, ids);
  cal_test_window_settle ();
}

static void
assert_title (Fixture *f, const char *expected)
{
  g_autofree char *title = cal_view_dup_title (CAL_VIEW (f->area));

  g_assert_cmpstr (title, ==, expected);
}

/* A vertex in a region of the left hemisphere: the query of that side only; a region by its name:
 * both sides. */
static void
test_regions (Fixture *f, gconstpointer data)
{
  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, f->small.n_vertices - 1);
  g_assert_cmpuint (cal_attention_area_get_n_maps (f->view), ==, 1);
  g_assert_cmpstr (cal_attention_area_get_map_title (f->view, 0), ==, "lh PPA");
  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, 0);
  g_assert_cmpuint (cal_attention_area_get_n_maps (f->view), ==, 1);
  g_assert_cmpstr (cal_attention_area_get_map_title (f->view, 0), ==, "lh FFA");
  cal_scene_move_to_vertex (f->small.scene, CAL_RIGHT, 0);
  g_assert_cmpstr (cal_attention_area_get_map_title (f->view, 0), ==, "lh FFA");
  cal_selection_set_region (f->selection, "PPA");
  g_assert_cmpstr (cal_attention_area_get_map_title (f->view, 0), ==, "lh PPA");
  cal_selection_set_region (f->selection, "FFA");
  g_assert_cmpuint (cal_attention_area_get_n_maps (f->view), ==, 2);
  g_assert_cmpstr (cal_attention_area_get_map_title (f->view, 1), ==, "rh FFA");
  assert_title (f, "Attention · 2 regions · s0 · mean of 2 runs");
}

static void
test_stimuli (Fixture *f, gconstpointer data)
{
  const char *const two[] = {"s1", "s2", NULL};

  select_stimulus (f, "s3");
  assert_title (f, "Attention · lh FFA · s3 · mean of 2 runs");
  select_stimulus (f, "s5");
  g_assert_cmpuint (cal_attention_area_get_n_maps (f->view), ==, 0);
  cal_selection_set_stimuli (f->selection, two);
  wait_for_maps (f);
  assert_title (f, "Attention · lh FFA · s1 · mean of 2 runs");
  set_state (f, "{\"mean\": true, \"run\": 1}");
  assert_title (f, "Attention · lh FFA · mean of 2 stimuli · layer 3");
}

static double
get_painted (Fixture *f, gsize vertex)
{
  CalSample sample = cal_map_get_vertex (CAL_MAP (f->painted), CAL_LEFT, vertex, 0);

  return sample.presence == CAL_VALUE ? sample.value : (double) NAN;
}

/* In s0 and layer 1 FFA of the left looks at the first patch, PPA at the second. */
static void
test_patch (Fixture *f, gconstpointer data)
{
  const char *title;
  double x, y, weight;

  if (!cal_test_can_point ())
    return;
  set_state (f, "{\"run\": 0, \"regions\": [\"lh FFA\"]}");
  cal_test_window_settle ();
  g_assert_false (cal_attention_area_get_rank (f->view, 0, &title, &weight));
  g_assert_true (cal_attention_area_get_patch (f->view, 0, 0, 1, &x, &y));
  cal_test_point (f->area, x, y, "click 1");
  g_assert_true (cal_attention_area_get_rank (f->view, 0, &title, &weight));
  g_assert_cmpstr (title, ==, "lh PPA");
  g_assert_cmpfloat_with_epsilon (weight, 0.9, 1e-6);
  g_assert_true (cal_attention_area_get_rank (f->view, 3, &title, &weight));
  g_assert_cmpfloat (weight, ==, 0.0);
  g_assert_cmpfloat (get_painted (f, 0), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (get_painted (f, f->small.n_vertices - 1), 0.9, 1e-6);
  g_assert_cmpint (cal_map_get_vertex (CAL_MAP (f->painted), CAL_RIGHT, 0, 0).presence, ==,
                   CAL_NO_DATA);
  g_assert_true (cal_attention_area_get_patch (f->view, 0, 0, 1, &x, &y));
  cal_test_point (f->area, x, y, "click 1");
  g_assert_null (f->painted);
  g_assert_false (cal_attention_area_get_rank (f->view, 0, &title, &weight));
  cal_test_point (f->area, x, y, "key Down key Down key Right");
  g_assert_nonnull (f->painted);
  cal_test_point (f->area, x, y, "key Escape");
  g_assert_null (f->painted);
}

/* Where two regions lie at one place, their queries' numbers are added up. */
static void
test_overlap (Fixture *f, gconstpointer data)
{
  g_autoptr (CalLabelsBuilder) builder = cal_labels_builder_new ();
  gsize n = 2 * f->small.n_vertices;
  gint32 *keys = g_new0 (gint32, n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (keys, n * sizeof *keys);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_INT32, 1, &n, bytes, NULL);
  g_autoptr (CalLabels) labels = NULL;
  g_autoptr (CalMap) map = NULL;
  g_autoptr (CalLayer) layer = NULL;
  double x, y;

  if (!cal_test_can_point ())
    return;
  keys[0] = keys[n - 1] = 7;
  cal_labels_builder_add (builder, 7, "V9", (float[]){0, 1, 0, 1});
  labels = cal_labels_builder_end (g_steal_pointer (&builder));
  map = cal_map_new (&(CalMapDesc){.name = "more",
                                   .n_vertices = {f->small.n_vertices, f->small.n_vertices},
                                   .values = array,
                                   .labels = labels},
                     NULL);
  layer = cal_layer_new ("more", NULL, G_OBJECT (map));
  cal_scene_append (f->small.scene, layer);
  set_state (f, "{\"run\": 0, \"regions\": [\"lh FFA\"]}");
  cal_test_window_settle ();
  g_assert_true (cal_attention_area_get_patch (f->view, 0, 1, 1, &x, &y));
  cal_test_point (f->area, x, y, "click 1");
  g_assert_cmpfloat_with_epsilon (get_painted (f, 0), 0.2, 1e-6);
  g_assert_cmpfloat_with_epsilon (get_painted (f, 1), 0.1, 1e-6);
  cal_scene_move_to_vertex (f->small.scene, CAL_LEFT, 0);
  g_assert_cmpuint (cal_attention_area_get_n_maps (f->view), ==, 2);
}

static void
test_difference (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonNode) state = NULL;

  set_state (f, "{\"regions\": [\"lh FFA\", \"V9\"], \"difference\": true, \"smooth\": true}");
  g_assert_cmpuint (cal_attention_area_get_n_maps (f->view), ==, 1);
  g_assert_cmpstr (cal_attention_area_get_map_title (f->view, 0), ==, "lh FFA − V9");
  state = cal_view_dup_state (CAL_VIEW (f->area));
  g_assert_true (json_object_get_boolean_member (json_node_get_object (state), "difference"));
  g_assert_cmpint (json_array_get_length (
                       json_object_get_array_member (json_node_get_object (state), "regions")),
                   ==, 2);
  small_rdm_check_drawing (f->area, 600, 500);
  set_state (f, "{\"run\": 7, \"regions\": [\"nobody\", 3], \"opacity\": -4}");
  g_assert_cmpuint (cal_attention_area_get_n_maps (f->view), ==, 2);
  cal_encoding_scene_clear (f->small.encoding);
  g_assert_cmpuint (cal_attention_area_get_n_maps (f->view), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
      {"/attention-area/regions", test_regions},       {"/attention-area/stimuli", test_stimuli},
      {"/attention-area/patch", test_patch},           {"/attention-area/overlap", test_overlap},
      {"/attention-area/difference", test_difference},
  };

  if (!cal_test_window_init (&argc, &argv))
    return 0;
  adw_init ();
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].path, Fixture, NULL, set_up, tests[n].func, tear_down);
  return g_test_run ();
}
