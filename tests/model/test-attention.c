/* test-attention.c - queries by name, spans that make sense, maps from where they lie.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/attention.h"
#include "model/error.h"

static gboolean
read_weights (gpointer data, gsize run, gsize sample, float *weights, CalJob *job, GError **error)
{
  for (gsize n = 0; n < 3 * 4; n++)
    weights[n] = (float) (100 * run + 10 * sample + n);
  return TRUE;
}

static CalAttentionDesc
make_desc (CalTextArray *names, CalTextArray *samples, const CalAttentionSpan *span)
{
  static const char *const runs[] = {"layer 1", "layer 3", NULL};
  static const CalHemisphere sides[] = {CAL_LEFT, CAL_RIGHT, CAL_LEFT};

  return (CalAttentionDesc){.name = "a",
                            .run_names = runs,
                            .n_samples = 2,
                            .n_heads = 1,
                            .n_queries = 3,
                            .n_tokens = 4,
                            .query_names = names,
                            .query_hemispheres = sides,
                            .sample_ids = samples,
                            .spans = span,
                            .n_spans = 1};
}

static void
test_queries (void)
{
  g_autoptr (CalTextArray) names =
      cal_text_array_new_from_strv ((const char *const[]){"FFA", "FFA", "PPA", NULL});
  g_autoptr (CalTextArray) samples =
      cal_text_array_new_from_strv ((const char *const[]){"s1", "s2", NULL});
  const CalAttentionSpan span = {.name = "image", .n_tokens = 4, .grid = {2, 2}};
  const CalAttentionDesc desc = make_desc (names, samples, &span);
  g_autoptr (CalAttention) attention =
      cal_attention_new (&desc, &(CalAttentionSource){.read = read_weights}, NULL);
  g_autoptr (GArray) both = cal_attention_find_queries (attention, "FFA", CAL_HEMISPHERE_UNKNOWN);
  g_autoptr (GArray) right = cal_attention_find_queries (attention, "FFA", CAL_RIGHT);
  float weights[12];
  gsize sample;

  g_assert_cmpuint (both->len, ==, 2);
  g_assert_cmpuint (right->len, ==, 1);
  g_assert_cmpuint (g_array_index (right, gsize, 0), ==, 1);
  g_assert_cmpuint (cal_attention_get_n_runs (attention), ==, 2);
  g_assert_true (cal_attention_find_sample (attention, "s2", &sample));
  g_assert_true (cal_attention_read (attention, 1, sample, weights, NULL, NULL));
  g_assert_cmpfloat (weights[2], ==, 112.0f);
  g_assert_false (cal_attention_find_sample (attention, "s3", &sample));
  g_assert_false (cal_attention_read (attention, 2, 0, weights, NULL, NULL));
}

static void
test_spans (void)
{
  g_autoptr (CalTextArray) names =
      cal_text_array_new_from_strv ((const char *const[]){"FFA", "FFA", "PPA", NULL});
  const CalAttentionSpan wrong[] = {
      {.name = "beyond", .first_token = 2, .n_tokens = 3},
      {.name = "empty", .first_token = 2},
      {.name = "far", .first_token = G_MAXSIZE, .n_tokens = 2},
      {.name = "grid", .n_tokens = 4, .grid = {3, 2}},
      {.name = "huge", .n_tokens = 4, .grid = {G_MAXSIZE / 2, 4}},
  };

  for (guint n = 0; n < G_N_ELEMENTS (wrong); n++) {
    const CalAttentionDesc desc = make_desc (names, NULL, wrong + n);
    g_autoptr (GError) error = NULL;

    g_assert_null (cal_attention_new (&desc, &(CalAttentionSource){.read = read_weights}, &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attention/queries", test_queries);
  g_test_add_func ("/attention/spans", test_spans);
  return g_test_run ();
}
