/* caption-agreement.c - how far several captions of one voxel say the same.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/caption-agreement.h"

#include <math.h>

#include "analysis/words.h"

static GHashTable *
collect_words (const char *caption)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  CalWord place = {0, 0};

  while (caption != NULL && cal_words_next (caption, &place)) {
    char *word = cal_word_dup_lower (caption, &place);

    if (cal_word_is_content (word, NULL))
      g_hash_table_add (words, word);
    else
      g_free (word);
  }
  return words;
}

static double
get_jaccard (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer word;
  guint n_shared = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    n_shared += g_hash_table_contains (b, word) ? 1 : 0;
  return (double) n_shared / (double) (g_hash_table_size (a) + g_hash_table_size (b) - n_shared);
}

/**
 * cal_caption_agreement:
 * @captions: of one voxel, NULL where there is none
 *
 * The mean over pairs of captions of the Jaccard index of their sets of content words (lower case,
 * cal_word_is_content()): words that both have over words that either has. Captions without content
 * words agree with none and are left out.
 *
 * Returns: 0, nothing in common, to 1, the same words; NaN with fewer than two captions
 */
double
cal_caption_agreement (const char *const *captions, gsize n)
{
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  double sum = 0.0;
  guint n_pairs = 0;

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GHashTable) words = collect_words (captions[i]);

    if (g_hash_table_size (words) > 0)
      g_ptr_array_add (sets, g_steal_pointer (&words));
  }
  for (guint j = 1; j < sets->len; j++)
    for (guint i = 0; i < j; i++, n_pairs++)
      sum += get_jaccard (sets->pdata[i], sets->pdata[j]);
  return n_pairs > 0 ? sum / n_pairs : NAN;
}
