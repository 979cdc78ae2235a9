/* test-demo-encoding.c - the demo's encoding result, attention and captions say what was planted.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "analysis/attention-map.h"
#include "demo-study.h"
#include "io/format.h"
#include "io/hdf5.h"
#include "io/layouts/layout.h"
#include "io/picture.h"

#define BUNDLE "encoding/study.bundle.h5"
#define N_LEFT 10242
#define N_ELEMENTS 20484
#define N_PICTURES 64
#define N_FEATURES 7
#define N_PATCHES 961
#define GRID 31
#define SHOWN 425.0
#define PATCH 14

/* All values of a dataset, as doubles. */
static double *
load_values (const char *file, const char *dataset, gsize n_expected)
{
  g_autofree char *path = demo_study_dup_path (file);
  g_auto (CalHdf5Values) stored = {NULL};
  g_autoptr (GError) error = NULL;
  double *values = g_new (double, n_expected);

  cal_hdf5_read (path, dataset, 0, NULL, NULL, &stored, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_array_get_n_elements (stored.array), ==, n_expected);
  for (gsize i = 0; i < n_expected; i++)
    values[i] = cal_array_get_value (stored.array, i);
  return values;
}

static JsonArray *
get_regions (void)
{
  return json_object_get_array_member (demo_study_get_truth (), "regions");
}

static gsize
get_n_visual (void)
{
  return (gsize) json_object_get_int_member (demo_study_get_truth (), "n_visual");
}

/* r lies below what its ceiling allows, and peaks where the truth says. */
static void
test_scores (void)
{
  g_autofree double *r = load_values (BUNDLE, "/maps/r/values", N_ELEMENTS);
  g_autofree double *ceiling = load_values (BUNDLE, "/ceilings/noise ceiling/values", N_ELEMENTS);
  gsize n_nan = 0;

  for (gsize i = 0; i < N_ELEMENTS; i++) {
    g_assert_cmpint (isnan (r[i]), ==, isnan (ceiling[i]));
    n_nan += isnan (r[i]) != 0;
    if (!isnan (r[i]))
      g_assert_cmpfloat (r[i], <=, sqrt (ceiling[i] / 100));
  }
  /* The medial wall, and nothing else, has no value. */
  g_assert_cmpuint (n_nan, >, 600);
  g_assert_cmpuint (n_nan, <, 2500);
  for (guint k = 0; k < json_array_get_length (get_regions ()); k++) {
    JsonObject *region = json_array_get_object_element (get_regions (), k);
    JsonObject *peak = json_object_get_object_member (region, "peak");
    gsize element = (gsize) json_object_get_int_member (peak, "element");

    g_assert_cmpfloat (r[element], ==, json_object_get_double_member (peak, "r"));
    g_assert_cmpfloat (ceiling[element], ==, json_object_get_double_member (peak, "noise_ceiling"));
    g_assert_cmpfloat (r[element], >, 0.25);
  }
}

/* Predictions are features times weights, and correlate with responses as r says. */
static void
test_predictions (void)
{
  gsize n = get_n_visual ();
  g_autofree double *r = load_values (BUNDLE, "/maps/r/values", N_ELEMENTS);
  g_autofree double *weights =
      load_values (BUNDLE, "/weights/weights/values", N_FEATURES * N_ELEMENTS);
  g_autofree double *features =
      load_values (BUNDLE, "/features/planted features/values", N_PICTURES * N_FEATURES);
  g_autofree double *elements = load_values (BUNDLE, "/spaces/cortex 2/elements", n);
  g_autofree double *predictions =
      load_values (BUNDLE, "/predictions/responses to 64 pictures/values", N_PICTURES * n);
  g_autofree double *responses =
      load_values (BUNDLE, "/responses/responses to 64 pictures/values", N_PICTURES * n);

  for (gsize k = 0; k < n; k++) {
    gsize element = (gsize) elements[k];
    double mx = 0, my = 0, xy = 0, xx = 0, yy = 0;

    for (gsize i = 0; i < N_PICTURES; i++) {
      double expected = 0;

      for (gsize f = 0; f < N_FEATURES; f++)
        expected += features[i * N_FEATURES + f] * weights[f * N_ELEMENTS + element];
      g_assert_cmpfloat_with_epsilon (predictions[i * n + k], expected, 1e-5);
      mx += predictions[i * n + k] / N_PICTURES;
      my += responses[i * n + k] / N_PICTURES;
    }
    for (gsize i = 0; i < N_PICTURES; i++) {
      double x = predictions[i * n + k] - mx;
      double y = responses[i * n + k] - my;

      xy += x * y;
      xx += x * x;
      yy += y * y;
    }
    g_assert_cmpfloat_with_epsilon (xy / sqrt (xx * yy), r[element], 1e-5);
  }
}

/* The picture that a region's peak likes best is of the kind the region prefers. */
static void
test_preferences (void)
{
  JsonArray *pictures = json_object_get_array_member (demo_study_get_truth (), "pictures");
  gsize n = get_n_visual ();
  g_autofree double *predictions =
      load_values (BUNDLE, "/predictions/responses to 64 pictures/values", N_PICTURES * n);

  for (guint r = 0; r < json_array_get_length (get_regions ()); r++) {
    JsonObject *region = json_array_get_object_element (get_regions (), r);
    JsonObject *peak = json_object_get_object_member (region, "peak");
    const char *prefers = json_object_get_string_member (region, "prefers");
    gsize k = (gsize) json_object_get_int_member (peak, "visual_index");
    guint best = 0;

    for (guint i = 1; i < N_PICTURES; i++)
      if (predictions[i * n + k] > predictions[best * n + k])
        best = i;
    g_assert_cmpuint (best, ==, json_object_get_int_member (peak, "best_picture"));
    if (!g_str_equal (prefers, "contrast"))
      g_assert_cmpstr (json_object_get_string_member (
                           json_array_get_object_element (pictures, best), "category"),
                       ==, prefers);
  }
}

/* Each map sums to 1; a region looks at the thing it prefers. */
static void
test_attention (void)
{
  gsize n_queries = json_array_get_length (get_regions ());
  JsonArray *pictures = json_object_get_array_member (demo_study_get_truth (), "pictures");
  g_autofree double *maps =
      load_values (BUNDLE, "/attention/attention/attn_maps", N_PICTURES * n_queries * N_PATCHES);

  for (gsize m = 0; m < N_PICTURES * n_queries; m++) {
    double sum = 0;

    for (gsize p = 0; p < N_PATCHES; p++)
      sum += maps[m * N_PATCHES + p];
    g_assert_cmpfloat_with_epsilon (sum, 1, 1e-3);
  }
  for (guint r = 0; r < n_queries; r++) {
    JsonObject *region = json_array_get_object_element (get_regions (), r);
    JsonObject *looks = json_object_get_object_member (region, "looks");
    const char *prefers = json_object_get_string_member (region, "prefers");
    gsize picture = (gsize) json_object_get_int_member (looks, "picture");
    gsize row = (gsize) json_object_get_int_member (looks, "row");
    gsize column = (gsize) json_object_get_int_member (looks, "column");
    const double *map = maps + (picture * n_queries + r) * N_PATCHES;
    JsonObject *thing = json_array_get_object_element (
        json_object_get_array_member (json_array_get_object_element (pictures, (guint) picture),
                                      "things"),
        0);

    g_assert_cmpint (json_object_get_int_member (looks, "query"), ==, r);
    for (gsize p = 0; p < N_PATCHES; p++)
      g_assert_cmpfloat (map[p], <=, map[row * GRID + column]);
    if (g_str_equal (prefers, "contrast"))
      continue;
    g_assert_cmpstr (json_object_get_string_member (thing, "category"), ==, prefers);
    g_assert_cmpfloat (
        hypot (((double) column + 0.5) * PATCH / SHOWN - json_object_get_double_member (thing, "x"),
               ((double) row + 0.5) * PATCH / SHOWN - json_object_get_double_member (thing, "y")),
        <, 0.5 * json_object_get_double_member (thing, "radius"));
  }
}

static CalAttention *
open_attention (void)
{
  g_autofree char *path = demo_study_dup_path (BUNDLE);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (path, NULL, NULL, &error);
  g_autoptr (CalFindings) findings = NULL;

  g_assert_no_error (error);
  findings = cal_layouts_find_in_file (loaded, NULL, &error);
  g_assert_no_error (error);
  for (guint n = 0; n < findings->parts->len; n++) {
    const CalPart *part = findings->parts->pdata[n];

    if (CAL_IS_ATTENTION (part->object))
      return CAL_ATTENTION (g_object_ref (part->object));
  }
  g_assert_not_reached ();
}

/* Found by the picture's id and the region's name and side, never by a number, the face regions
 * look at the face, and food regions at the food. */
static void
test_attention_by_name (void)
{
  g_autoptr (CalAttention) attention = open_attention ();
  JsonArray *pictures = json_object_get_array_member (demo_study_get_truth (), "pictures");

  for (guint r = 0; r < json_array_get_length (get_regions ()); r++) {
    JsonObject *region = json_array_get_object_element (get_regions (), r);
    JsonObject *looks = json_object_get_object_member (region, "looks");
    guint picture = (guint) json_object_get_int_member (looks, "picture");
    const char *category = json_object_get_string_member (
        json_array_get_object_element (pictures, picture), "category");
    gboolean is_left = g_str_equal (json_object_get_string_member (region, "hemisphere"), "lh");
    g_autofree char *id = g_strdup_printf ("%03u_%s.png", picture, category);
    g_autoptr (GArray) queries = cal_attention_find_queries (
        attention, json_object_get_string_member (region, "name"), is_left ? CAL_LEFT : CAL_RIGHT);
    CalAttentionPick pick = {CAL_ATTENTION_MEAN, CAL_ATTENTION_MEAN, NULL, 1};
    g_autoptr (CalAttentionWeights) weights = NULL;
    g_autoptr (CalAttentionMap) map = NULL;
    gsize sample, most;
    double worst;

    g_assert_cmpuint (queries->len, ==, 1);
    g_assert_true (cal_attention_find_sample (attention, id, &sample));
    pick.samples = &sample;
    weights = cal_attention_weights_read (attention, &pick, NULL, NULL);
    g_assert_cmpuint (cal_attention_weights_count_off (weights, &worst), ==, 0);
    map = cal_attention_map_new (weights, g_array_index (queries, gsize, 0));
    most = (gsize) json_object_get_int_member (looks, "row") * GRID +
           (gsize) json_object_get_int_member (looks, "column");
    for (gsize t = 0; t < map->n; t++)
      g_assert_cmpfloat (map->values[t], <=, map->values[most]);
    g_assert_true (map->centre_is_degrees);
  }
}

/* The best of the resamples comes first, and the planted one at each peak. */
static void
test_captions (void)
{
  g_autofree char *path = demo_study_dup_path (BUNDLE);
  g_auto (CalHdf5Values) stored = {NULL};
  g_autoptr (GError) error = NULL;
  gsize n = get_n_visual ();
  g_autofree double *scores = load_values (BUNDLE, "/captions/captions/scores", n * 5);

  cal_hdf5_read (path, "/captions/captions/texts", 0, NULL, NULL, &stored, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_text_array_get_n (stored.texts), ==, n * 5);
  for (gsize k = 0; k < n; k++)
    for (gsize i = 1; i < 5; i++)
      g_assert_cmpfloat (scores[k * 5 + i], <=, scores[k * 5 + i - 1]);
  for (guint r = 0; r < json_array_get_length (get_regions ()); r++) {
    JsonObject *peak =
        json_object_get_object_member (json_array_get_object_element (get_regions (), r), "peak");

    g_assert_cmpstr (cal_text_array_get (stored.texts, 5 * (gsize) json_object_get_int_member (
                                                               peak, "visual_index")),
                     ==, json_object_get_string_member (peak, "caption"));
  }
}

/* Sixty-four square pictures, no two alike. */
static void
test_pictures (void)
{
  JsonArray *pictures = json_object_get_array_member (demo_study_get_truth (), "pictures");
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  g_assert_cmpuint (json_array_get_length (pictures), ==, N_PICTURES);
  for (guint i = 0; i < N_PICTURES; i++) {
    JsonObject *picture = json_array_get_object_element (pictures, i);
    g_autofree char *name = g_strdup_printf ("stimuli/%03u_%s.png", i,
                                             json_object_get_string_member (picture, "category"));
    g_autofree char *path = demo_study_dup_path (name);
    g_autoptr (GError) error = NULL;
    gsize width, height;
    GBytes *pixels = cal_picture_read (path, &width, &height, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (width, ==, 96);
    g_assert_cmpuint (height, ==, 96);
    g_assert_true (g_hash_table_add (seen, pixels));
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-encoding/scores", test_scores);
  g_test_add_func ("/demo-encoding/predictions", test_predictions);
  g_test_add_func ("/demo-encoding/preferences", test_preferences);
  g_test_add_func ("/demo-encoding/attention", test_attention);
  g_test_add_func ("/demo-encoding/attention-by-name", test_attention_by_name);
  g_test_add_func ("/demo-encoding/captions", test_captions);
  g_test_add_func ("/demo-encoding/pictures", test_pictures);
  status = g_test_run ();
  demo_study_remove ();
  return status;
}
