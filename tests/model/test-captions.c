/* test-captions.c - captions of places, stimuli and regions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "model/captions.h"
#include "model/error.h"

static CalTextArray *
make_texts (gsize n_rows, gsize n_resamples, const char *const *texts)
{
  g_autoptr (CalTextArrayBuilder) builder = cal_text_array_builder_new ();
  gsize dims[2] = {n_rows, n_resamples};

  for (gsize n = 0; n < n_rows * n_resamples; n++)
    cal_text_array_builder_add (builder, texts[n], -1);
  return cal_text_array_builder_end (g_steal_pointer (&builder), 2, dims, NULL);
}

/* A row for each vertex from @first on, of three on the left. */
static CalPlaces *
make_places (gsize first, gsize n_rows)
{
  gsize n = 3;
  guint8 *inside = g_new0 (guint8, 3);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_new0 (float, 3), 3 * sizeof (float));
  g_autoptr (GBytes) mask = g_bytes_new_take (inside, 3);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n, bytes, NULL);
  g_autoptr (CalMap) map = NULL;

  for (gsize e = first; e < first + n_rows; e++)
    inside[e] = 1;
  map = cal_map_new (
      &(CalMapDesc){.name = "m", .n_vertices = {3, 0}, .values = array, .inside = mask}, NULL);
  return cal_places_new_everywhere (G_OBJECT (map));
}

static void
test_join (void)
{
  g_autoptr (CalTextArray) l = make_texts (1, 2, (const char *const[]){"a face", "a man"});
  g_autoptr (CalTextArray) r =
      make_texts (2, 2, (const char *const[]){"a house", "", "food", "a plate"});
  g_autoptr (CalPlaces) first = make_places (0, 1), rest = make_places (1, 2);
  gsize dims[2] = {1, 2};
  g_autoptr (GBytes) bytes = g_bytes_new ((double[]){0.5, 0.25}, 16);
  g_autoptr (CalArray) scores = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);
  g_autoptr (CalCaptions) left = cal_captions_new (
      &(CalCaptionsDesc){.name = "m", .texts = l, .scores = scores, .places = first}, NULL);
  g_autoptr (CalCaptions) right =
      cal_captions_new (&(CalCaptionsDesc){.name = "m", .texts = r, .places = rest}, NULL);
  g_autoptr (CalCaptions) both = cal_captions_join (left, right, NULL);

  g_assert_nonnull (both);
  g_assert_cmpuint (cal_captions_get_n_rows (both), ==, 3);
  g_assert_cmpstr (cal_captions_get_text (both, 0, 1), ==, "a man");
  g_assert_cmpstr (cal_captions_get_text (both, 2, 0), ==, "food");
  g_assert_cmpstr (cal_captions_get_text (both, 1, 1), ==, "");
  g_assert_cmpfloat (cal_captions_get_score (both, 0, 1), ==, 0.25);
  g_assert_true (isnan (cal_captions_get_score (both, 1, 0)));
}

static void
test_of_stimuli (void)
{
  g_autoptr (CalTextArray) texts = make_texts (2, 1, (const char *const[]){"a cat", "a dog"});
  g_autoptr (CalTextArray) ids =
      cal_text_array_new_from_strv ((const char *const[]){"s1", "s2", NULL});
  g_autoptr (CalTextArray) few = cal_text_array_new_from_strv ((const char *const[]){"s1", NULL});
  CalCaptionsDesc desc = {
      .name = "COCO", .of = CAL_CAPTIONS_OF_STIMULI, .texts = texts, .ids = ids};
  g_autoptr (CalCaptions) captions = cal_captions_new (&desc, NULL);
  g_autoptr (GError) error = NULL;
  gsize row;

  g_assert_true (cal_captions_find (captions, "s2", &row));
  g_assert_cmpstr (cal_captions_get_text (captions, row, 0), ==, "a dog");
  g_assert_false (cal_captions_find (captions, "s3", &row));
  desc.ids = few;
  g_assert_null (cal_captions_new (&desc, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_BINDING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/captions/join", test_join);
  g_test_add_func ("/captions/of-stimuli", test_of_stimuli);
  return g_test_run ();
}
