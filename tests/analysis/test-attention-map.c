/* test-attention-map.c - means over runs, heads and stimuli; what is measured of a map.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/attention-map.h"

#include <math.h>
#include <string.h>

#include "model/error.h"

#define N_HEADS 2
#define N_QUERIES 2
#define N_TOKENS 8

/* Six patches of 10 pixels in two rows on a picture of 10 x 25 pixels, and two words. */
static const CalAttentionSpan spans[] = {{"image", 0, 6, {2, 3}, {10, 10}, {10, 25}, {4.0, 10.0}},
                                         {"text", 6, 2, {0}, {0}, {0}, {0}}};

/* The first query looks at the patch 1 and the second word alike; in head 1 of run 1 it looks at
 * patch 5, with twice the weight. The second looks at patch 0 alone. */
static gboolean
read_weights (gpointer data, gsize run, gsize sample, float *weights, CalJob *job, GError **error)
{
  memset (weights, 0, N_HEADS * N_QUERIES * N_TOKENS * sizeof *weights);
  for (gsize h = 0; h < N_HEADS; h++) {
    float *first = weights + h * N_QUERIES * N_TOKENS;

    if (h == 1 && run == 1)
      first[5] = 2.0f;
    else
      first[1] = first[7] = 0.5f;
    first[N_TOKENS] = 1.0f;
  }
  return TRUE;
}

static CalAttention *
new_attention (void)
{
  g_autoptr (CalTextArray) names =
      cal_text_array_new_from_strv ((const char *const[]){"FFA", "V1", NULL});
  g_autoptr (CalTextArray) samples =
      cal_text_array_new_from_strv ((const char *const[]){"s0", "s1", NULL});
  static const CalHemisphere sides[] = {CAL_RIGHT, CAL_HEMISPHERE_UNKNOWN};
  CalAttentionDesc desc = {.name = "a",
                           .run_names = (const char *const[]){"r0", "r1", NULL},
                           .n_samples = 2,
                           .n_heads = N_HEADS,
                           .n_queries = N_QUERIES,
                           .n_tokens = N_TOKENS,
                           .query_names = names,
                           .query_hemispheres = sides,
                           .sample_ids = samples,
                           .spans = spans,
                           .n_spans = 2};

  return cal_attention_new (&desc, &(CalAttentionSource){.read = read_weights}, NULL);
}

static void
test_mean (void)
{
  g_autoptr (CalAttention) attention = new_attention ();
  const gsize samples[] = {0, 1};
  CalAttentionPick pick = {CAL_ATTENTION_MEAN, CAL_ATTENTION_MEAN, samples, 2};
  g_autoptr (CalAttentionWeights) all = cal_attention_weights_read (attention, &pick, NULL, NULL);
  g_autoptr (CalAttentionWeights) one = NULL;
  g_autofree char *text = cal_attention_dup_pick_text (attention, &pick);
  double worst;

  /* Three of the four runs and heads have 0.5, one has 2; its rows add up to 2, for each stimulus.
   */
  g_assert_cmpfloat_with_epsilon (cal_attention_weights_get (all, 0)[1], 0.375, 1e-6);
  g_assert_cmpfloat_with_epsilon (cal_attention_weights_get (all, 0)[5], 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (cal_attention_weights_get (all, 1)[0], 1.0, 1e-6);
  g_assert_cmpuint (cal_attention_weights_count_off (all, &worst), ==, 2);
  g_assert_cmpfloat (worst, ==, 2.0);
  g_assert_cmpstr (text, ==, "mean of 2 stimuli · mean of 2 runs · mean of 2 heads");
  pick = (CalAttentionPick){1, 1, samples, 1};
  one = cal_attention_weights_read (attention, &pick, NULL, NULL);
  g_assert_cmpfloat (cal_attention_weights_get (one, 0)[5], ==, 2.0f);
  g_assert_cmpfloat (cal_attention_weights_get (one, 0)[1], ==, 0.0f);
}

static void
test_refused (void)
{
  g_autoptr (CalAttention) attention = new_attention ();
  const gsize samples[] = {2};
  const CalAttentionPick picks[] = {{2, 0, samples, 1},
                                    {0, 2, samples, 1},
                                    {0, 0, samples, 0},
                                    {-2, 0, samples, 1},
                                    {0, 0, samples, 1}};

  for (gsize n = 0; n < G_N_ELEMENTS (picks); n++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_attention_weights_read (attention, &picks[n], NULL, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  }
}

/* By hand: entropy ln 2 / ln 8; the centre of patch 1 is 15 of 25 pixels from the left, 2.5 over
 * the middle of 12.5, and 0.4 degrees a pixel; patch 5 lies below a picture of one row. */
static void
test_measures (void)
{
  g_autoptr (CalAttention) attention = new_attention ();
  const gsize sample = 0;
  const CalAttentionPick first = {0, 0, &sample, 1}, second = {1, 1, &sample, 1};
  g_autoptr (CalAttentionWeights) weights =
      cal_attention_weights_read (attention, &first, NULL, NULL);
  g_autoptr (CalAttentionWeights) padded =
      cal_attention_weights_read (attention, &second, NULL, NULL);
  g_autoptr (CalAttentionMap) map = cal_attention_map_new (weights, 0);
  g_autoptr (CalAttentionMap) below = cal_attention_map_new (padded, 0);
  g_autoptr (CalAttentionMap) difference = cal_attention_map_new_difference (padded, 0, 1);

  g_assert_cmpstr (map->title, ==, "rh FFA");
  g_assert_cmpfloat_with_epsilon (map->entropy, log (2.0) / log (8.0), 1e-9);
  g_assert_true (map->centre_is_degrees);
  g_assert_cmpfloat_with_epsilon (map->centre[0], 2.5 * 0.4, 1e-6);
  g_assert_cmpfloat_with_epsilon (map->centre[1], 0.0, 1e-6);
  g_assert_cmpfloat (map->on_padding, ==, 0.0);
  /* The top quarter of six patches are two, of two words one: 0.25 against 0.5. */
  g_assert_cmpuint (map->n_shares, ==, 2);
  g_assert_cmpfloat_with_epsilon (map->shares[0], 1.0 / 3.0, 1e-6);
  g_assert_cmpfloat (below->on_padding, ==, 1.0);
  g_assert_cmpstr (difference->title, ==, "rh FFA − V1");
  g_assert_cmpfloat (difference->values[5], ==, 1.0f);
  g_assert_cmpfloat (difference->values[0], ==, -1.0f);
  g_assert_cmpfloat (difference->overlap, ==, 0.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attention-map/mean", test_mean);
  g_test_add_func ("/attention-map/refused", test_refused);
  g_test_add_func ("/attention-map/measures", test_measures);
  return g_test_run ();
}
