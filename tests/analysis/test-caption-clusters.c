/* test-caption-clusters.c - places of the same words, weights of words, hits of a search.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/caption-clusters.h"

#include <math.h>
#include <string.h>

#include "analysis/caption-index.h"
#include "analysis/random.h"
#include "analysis/word-vectors.h"

#define N_ROWS 300

/* Of a grid of one row of voxels. */
static CalPlaces *
new_places (gsize n)
{
  g_autoptr (GBytes) voxels = g_bytes_new_take (g_new0 (float, n), n * sizeof (float));
  CalVolumeDesc desc = {.name = "grid",
                        .dims = {n, 1, 1},
                        .n_frames = 1,
                        .dtype = CAL_DTYPE_FLOAT32,
                        .voxels = voxels,
                        .voxel_to_world = cal_affine_identity ()};
  g_autoptr (GError) error = NULL;
  g_autoptr (CalVolume) volume = cal_volume_new (&desc, &error);

  g_assert_no_error (error);
  return cal_places_new_everywhere (G_OBJECT (volume));
}

static CalCaptions *
new_captions (const char *const *texts, gsize n_rows, gsize n_resamples)
{
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  g_autoptr (CalTextArray) array = NULL;
  g_autoptr (CalPlaces) places = new_places (n_rows);
  g_autoptr (GError) error = NULL;
  gsize dims[2] = {n_rows, n_resamples};
  CalCaptions *captions;

  for (gsize i = 0; i < n_rows * n_resamples; i++)
    cal_text_array_builder_add (builder, texts[i], -1);
  array = cal_text_array_builder_end (g_steal_pointer (&builder), 2, dims, &error);
  g_assert_no_error (error);
  captions = cal_captions_new (
      &(CalCaptionsDesc){.name = "captions", .texts = array, .places = places}, &error);
  g_assert_no_error (error);
  return captions;
}

/* tf x idf by hand: "dog" in both captions of row 0, "ball" in one of three rows. */
static void
test_weights (void)
{
  static const char *const texts[] = {"a dog", "the dog and a ball", "a cat", "", "dog", "of the"};
  g_autoptr (CalCaptions) captions = new_captions (texts, 3, 2);
  g_auto (CalWordVectors) vectors;
  double dog = 2.0 * log (4.0 / 2.0), ball = log (4.0 / 1.0), length = hypot (dog, ball);
  const CalWordWeight *weights;

  g_assert_true (cal_word_vectors_init (&vectors, captions, NULL, NULL));
  g_assert_cmpuint (vectors.words->len, ==, 3);
  g_assert_cmpstr (vectors.words->pdata[0], ==, "dog");
  g_assert_cmpstr (vectors.words->pdata[1], ==, "ball");
  weights = (const CalWordWeight *) vectors.weights->data;
  g_assert_cmpuint (vectors.starts[1], ==, 2);
  g_assert_cmpfloat_with_epsilon (weights[0].weight, dog / length, 1e-6);
  g_assert_cmpfloat_with_epsilon (weights[1].weight, ball / length, 1e-6);
  g_assert_cmpfloat_with_epsilon (weights[2].weight, 1.0, 1e-6);
  g_assert_cmpuint (vectors.starts[3], ==, 4);
}

/* Three kinds of places that share no word: they are found whole, the largest first. */
static void
test_kinds (void)
{
  static const char *const words[3][4] = {{"face", "man", "smiling", "person"},
                                          {"street", "building", "house", "car"},
                                          {"pizza", "plate", "food", "table"}};
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CalCaptions) captions = NULL;
  g_auto (CalCaptionClusters) clusters, again;
  CalRandom random = cal_random_seed (7, 0);
  gint32 of_kind[3] = {0};

  for (int r = 0; r < N_ROWS; r++) {
    int kind = r % 6 < 3 ? 0 : r % 6 < 5 ? 1 : 2;

    for (int c = 0; c < 2; c++)
      g_ptr_array_add (texts, g_strdup_printf ("a %s with a %s",
                                               words[kind][cal_random_below (&random, 4)],
                                               words[kind][cal_random_below (&random, 4)]));
  }
  captions = new_captions ((const char *const *) texts->pdata, N_ROWS, 2);
  g_assert_true (cal_caption_clusters_init (&clusters, captions, 3, 1, NULL, NULL));
  g_assert_cmpuint (clusters.n_clusters, ==, 3);
  g_assert_cmpuint (clusters.n_rows[0], ==, N_ROWS / 2);
  g_assert_cmpuint (clusters.n_rows[2], ==, N_ROWS / 6);
  for (int r = 0; r < N_ROWS; r++) {
    int kind = r % 6 < 3 ? 0 : r % 6 < 5 ? 1 : 2;

    of_kind[kind] = of_kind[kind] == 0 ? clusters.clusters[r] : of_kind[kind];
    g_assert_cmpint (clusters.clusters[r], ==, of_kind[kind]);
  }
  g_assert_cmpint (of_kind[2], ==, 3);
  g_assert_true (g_str_has_prefix (clusters.names[0], "face") ||
                 strstr (clusters.names[0], "man") != NULL ||
                 strstr (clusters.names[0], "person") != NULL);
  g_assert_cmpfloat (clusters.cohesion, >, 0.5);
  g_assert_cmpfloat (clusters.cohesion, <, 1.0);
  g_assert_true (cal_caption_clusters_init (&again, captions, 3, 1, NULL, NULL));
  g_assert_cmpmem (again.clusters, N_ROWS * sizeof (gint32), clusters.clusters,
                   N_ROWS * sizeof (gint32));
}

/* More clusters than there are kinds of rows; rows without a word. */
static void
test_few_rows (void)
{
  static const char *const texts[] = {"dog", "dog", "", "cat", "of a the", "!"};
  g_autoptr (CalCaptions) captions = new_captions (texts, 6, 1);
  g_autoptr (CalCaptions) silent = new_captions (texts + 4, 2, 1);
  g_auto (CalCaptionClusters) clusters, none;

  g_assert_true (cal_caption_clusters_init (&clusters, captions, 5, 1, NULL, NULL));
  g_assert_cmpuint (clusters.n_clusters, ==, 2);
  g_assert_cmpstr (clusters.names[0], ==, "dog");
  g_assert_cmpstr (clusters.names[1], ==, "cat");
  g_assert_cmpint (clusters.clusters[0], ==, 1);
  g_assert_cmpint (clusters.clusters[2], ==, 0);
  g_assert_cmpint (clusters.clusters[3], ==, 2);
  g_assert_cmpfloat_with_epsilon (clusters.cohesion, 1.0, 1e-6);
  g_assert_true (cal_caption_clusters_init (&none, silent, 3, 1, NULL, NULL));
  g_assert_cmpuint (none.n_clusters, ==, 0);
}

static void
test_hits (void)
{
  static const char *const texts[] = {"a dog", "a brown dog", "a cat", "a dog", "a cat", "a cat"};
  g_autoptr (CalCaptions) captions = new_captions (texts, 3, 2);
  CalCaptionIndex *index = cal_caption_index_of (captions);
  g_auto (CalCaptionHits) hits = {0}, none = {0};

  g_assert_false (cal_caption_index_is_ready (index));
  g_assert_nonnull (cal_caption_index_get_job (index));
  cal_caption_index_search (index, "dog", &none);
  g_assert_cmpuint (none.n_rows, ==, 0);
  while (!cal_caption_index_is_ready (index))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (cal_caption_index_get_job (index));
  g_assert_true (cal_caption_index_of (captions) == index);
  cal_caption_index_search (index, "dog", &hits);
  g_assert_cmpuint (hits.n_rows, ==, 2);
  g_assert_cmpuint (hits.captions->len, ==, 3);
  g_assert_cmpuint (hits.n_hits[0], ==, 2);
  g_assert_cmpuint (hits.n_hits[1], ==, 1);
  g_assert_cmpuint (hits.n_hits[2], ==, 0);
  g_assert_cmpfloat_with_epsilon (cal_caption_index_get_agreement (index, 0), 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (cal_caption_index_get_agreement (index, 2), 1.0, 1e-6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/caption-clusters/weights", test_weights);
  g_test_add_func ("/caption-clusters/kinds", test_kinds);
  g_test_add_func ("/caption-clusters/few-rows", test_few_rows);
  g_test_add_func ("/caption-index/hits", test_hits);
  return g_test_run ();
}
