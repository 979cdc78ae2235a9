/* test-words.c - the words of captions, their counts, agreement and differences.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/words.h"

#include <math.h>

#include "analysis/caption-agreement.h"
#include "analysis/nouns.h"
#include "analysis/word-counts.h"
#include "analysis/word-difference.h"
#include "tests/analysis/reference/words.h"

static void
assert_words (const char *text, const char *expected)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  CalWord place = {0, 0};

  while (cal_words_next (text, &place)) {
    g_autofree char *word = cal_word_dup_lower (text, &place);

    g_string_append_printf (joined, "%s%s", joined->len > 0 ? "|" : "", word);
  }
  g_assert_cmpstr (joined->str, ==, expected);
}

static void
test_split (void)
{
  assert_words ("A woman's face, half-lit; 3 dogs!", "a|woman's|face|half|lit|3|dogs");
  assert_words ("", "");
  assert_words (" -- ' .", "");
  assert_words ("'quoted'", "quoted");
  /* Other scripts, a curled apostrophe, letters in one piece and in two. */
  assert_words ("\xc3\x84rzte \xd0\x94\xd0\xbe\xd0\xbc it\xe2\x80\x99s",
                "\xc3\xa4rzte|\xd0\xb4\xd0\xbe\xd0\xbc|it's");
  assert_words ("CAFE\xcc\x81", "caf\xc3\xa9");
}

static void
test_content (void)
{
  const char *const small[] = {"a", "the", "your", "about", "with", "it's", "isn't", "they're"};
  const char *const content[] = {"face", "th", "thee", "aa", "woman's", "b", "zebra", "3"};

  for (gsize i = 0; i < G_N_ELEMENTS (small); i++)
    g_assert_false (cal_word_is_content (small[i], NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (content); i++)
    g_assert_true (cal_word_is_content (content[i], NULL));
}

static void
test_nouns (void)
{
  const char *const nouns[] = {"face",    "man",      "men",   "women",       "bus",
                               "buses",   "benches",  "train", "skateboards", "building",
                               "giraffe", "children", "man's", "cities"};
  const char *const others[] = {"the",  "red",     "sitting", "large", "can't", "looks",
                                "near", "qwertys", "s",       "",      "paris", "very"};

  for (gsize i = 0; i < G_N_ELEMENTS (nouns); i++)
    if (!cal_word_is_noun (nouns[i], NULL))
      g_error ("\"%s\" is no noun", nouns[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (cal_word_is_noun (others[i], NULL))
      g_error ("\"%s\" is a noun", others[i]);
}

static const char *
get_text (gpointer texts, gsize caption)
{
  return ((const char *const *) texts)[caption];
}

static const CalWordCount *
find_word (const CalWordCounts *counts, const char *word)
{
  for (gsize i = 0; i < counts->n_rows; i++)
    if (g_str_equal (counts->rows[i].word, word))
      return &counts->rows[i];
  return NULL;
}

static const char *const captions[] = {
    "a man with a face",  "the face of a woman", "a smiling face", "a dog",
    "a street with cars", "a dog on a street",   "a house",        "cars and a house near a woman",
};
static const guint8 is_in[] = {1, 1, 1, 1, 0, 0, 0, 0};

static void
test_counts (void)
{
  const char *const words[] = {"face", "dog", "street", "a"};
  const double *expected[] = {face_odds, dog_odds, street_odds, a_odds};
  g_auto (CalWordCounts) counts = {0};

  cal_word_counts_init (&counts, get_text, (gpointer) captions, 8, is_in, NULL, NULL);
  g_assert_cmpuint (counts.n_words[0], ==, 15);
  g_assert_cmpuint (counts.n_words[1], ==, 18);
  g_assert_cmpuint (counts.n_captions[0], ==, 4);
  g_assert_cmpstr (counts.rows[0].word, ==, "face");
  for (int w = 0; w < 4; w++) {
    const CalWordCount *row = find_word (&counts, words[w]);

    g_assert_nonnull (row);
    g_assert_cmpuint (row->n_in, ==, (gsize) expected[w][0]);
    g_assert_cmpuint (row->n_out, ==, (gsize) expected[w][1]);
    g_assert_cmpfloat_with_epsilon (row->log_odds, expected[w][2], 1e-13);
    g_assert_cmpfloat_with_epsilon (row->z, expected[w][3], 1e-13);
  }
  /* Five times, in four captions; six times, in four. */
  g_assert_cmpuint (find_word (&counts, "a")->n_captions_in, ==, 4);
  g_assert_cmpuint (find_word (&counts, "a")->n_captions_out, ==, 4);
}

static void
test_counts_of_content (void)
{
  const guint8 all[] = {1, 1, 1, 1, 1, 1, 1, 1};
  g_auto (CalWordCounts) counts = {0};
  g_auto (CalWordCounts) one_sided = {0};

  cal_word_counts_init (&counts, get_text, (gpointer) captions, 8, is_in, cal_word_is_content,
                        NULL);
  g_assert_null (find_word (&counts, "a"));
  g_assert_null (find_word (&counts, "with"));
  g_assert_cmpuint (find_word (&counts, "face")->n_in, ==, 3);
  g_assert_cmpuint (counts.n_words[0], ==, 7);
  cal_word_counts_init (&one_sided, get_text, (gpointer) captions, 8, all, NULL, NULL);
  g_assert_cmpstr (one_sided.rows[0].word, ==, "a");
  g_assert_true (isnan (one_sided.rows[0].z));
}

static void
test_agreement (void)
{
  const char *const same[] = {"a man's face", "The man's face!", NULL};
  const char *const apart[] = {"a dog", "a house", "the of"};
  /* {red, car}, {red, bus}, {car}: 1/3, 1/2, 0 */
  const char *const some[] = {"a red car", "a red bus", "car"};

  g_assert_cmpfloat (cal_caption_agreement (same, 3), ==, 1.0);
  g_assert_cmpfloat (cal_caption_agreement (apart, 3), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (cal_caption_agreement (some, 3), (1.0 / 3.0 + 0.5) / 3.0, 1e-15);
  g_assert_true (isnan (cal_caption_agreement (some, 1)));
}

static void
assert_shared (const char *a, const char *b, const char *expected_a, const char *expected_b)
{
  const char *texts[] = {a, b}, *expected[] = {expected_a, expected_b};
  g_auto (CalWordDifference) difference = {0};

  g_assert_true (cal_word_difference_init (&difference, a, b));
  for (int t = 0; t < 2; t++) {
    g_autoptr (GString) marked = g_string_new (NULL);
    gsize n_shared = 0;

    for (gsize w = 0; w < difference.n_words[t]; w++) {
      const CalMarkedWord *word = &difference.words[t][w];

      if (word->is_shared)
        n_shared++;
      else
        g_string_append_len (marked, texts[t] + word->word.start,
                             (gssize) (word->word.end - word->word.start + 1));
    }
    g_assert_cmpuint (n_shared, ==, difference.n_shared);
    g_assert_cmpstr (marked->str, ==, expected[t]);
  }
}

/* What is left over of each text, with the character after each word. */
static void
test_difference (void)
{
  assert_shared ("A man riding a horse.", "a man on a brown horse.", "riding ", "on brown ");
  assert_shared ("one two three.", "three two one.", "two three.", "three two ");
  assert_shared ("", "all new.", "", "all new.");
  assert_shared ("the same.", "The same!", "", "");
}

static void
test_long_difference (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (CalWordDifference) difference = {0};

  for (int i = 0; i < 5001; i++)
    g_string_append (text, "w ");
  g_assert_false (cal_word_difference_init (&difference, text->str, "w"));
  g_assert_cmpuint (difference.n_words[0], ==, 5001);
  g_assert_false (difference.words[1][0].is_shared);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/split", test_split);
  g_test_add_func ("/words/content", test_content);
  g_test_add_func ("/words/nouns", test_nouns);
  g_test_add_func ("/words/counts", test_counts);
  g_test_add_func ("/words/counts-of-content", test_counts_of_content);
  g_test_add_func ("/words/agreement", test_agreement);
  g_test_add_func ("/words/difference", test_difference);
  g_test_add_func ("/words/long-difference", test_long_difference);
  return g_test_run ();
}
