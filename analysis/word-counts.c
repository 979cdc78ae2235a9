/* word-counts.c - which words the captions of a region have more often than all others.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/word-counts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  gsize n[2];          /* said in the region, elsewhere */
  gsize n_captions[2]; /* captions that have it */
  gsize last_caption;  /* that was counted, from 1 */
} Tally;

static void
count_caption (GHashTable *tallies,
               CalWordCounts *counts,
               const char *text,
               gsize caption,
               int side,
               CalWordFilter filter,
               gpointer filter_data)
{
  CalWord place = {0, 0};

  counts->n_captions[side]++;
  while (text != NULL && cal_words_next (text, &place)) {
    g_autofree char *word = cal_word_dup_lower (text, &place);
    Tally *tally;

    if (filter != NULL && !filter (word, filter_data))
      continue;
    tally = g_hash_table_lookup (tallies, word);
    if (tally == NULL) {
      tally = g_new0 (Tally, 1);
      g_hash_table_insert (tallies, g_steal_pointer (&word), tally);
    }
    counts->n_words[side]++;
    tally->n[side]++;
    if (tally->last_caption != caption + 1) {
      tally->last_caption = caption + 1;
      tally->n_captions[side]++;
    }
  }
}

/* Equations 15, 16, 20 and 22 of Monroe et al., with a prior of as many words as the smaller side
 * has, shared out as in all captions together. */
static void
set_odds (CalWordCount *row, const CalWordCounts *counts)
{
  double all = (double) (counts->n_words[0] + counts->n_words[1]);
  double prior_words = (double) MIN (counts->n_words[0], counts->n_words[1]);
  double prior = prior_words * (double) (row->n_in + row->n_out) / all;
  double in = (double) row->n_in + prior, out = (double) row->n_out + prior;
  double rest_in = (double) counts->n_words[0] + prior_words - in;
  double rest_out = (double) counts->n_words[1] + prior_words - out;

  row->log_odds = row->z = NAN;
  if (!(prior > 0.0) || !(rest_in > 0.0) || !(rest_out > 0.0))
    return;
  row->log_odds = log (in / rest_in) - log (out / rest_out);
  row->z = row->log_odds / sqrt (1.0 / in + 1.0 / out);
}

/* By z, those without one by count; equal ones by their letters. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CalWordCount *x = a, *y = b;

  if (isnan (x->z) != isnan (y->z))
    return isnan (x->z) ? 1 : -1;
  if (!isnan (x->z) && x->z != y->z)
    return x->z > y->z ? -1 : 1;
  if (x->n_in != y->n_in)
    return x->n_in > y->n_in ? -1 : 1;
  if (x->n_out != y->n_out)
    return x->n_out > y->n_out ? -1 : 1;
  return strcmp (x->word, y->word);
}

/**
 * cal_word_counts_init:
 * @self: (out caller-allocates): cleared by cal_word_counts_clear()
 * @get_text: gives one caption, or NULL; from this thread
 * @is_in: of each caption whether it belongs to the region
 * @filter: (nullable): which words count; NULL: all. cal_word_is_content() leaves out the small
 * ones
 *
 * Each word's log-odds in the region against those elsewhere, with an informative Dirichlet prior
 * (Monroe, Colaresi and Quinn 2008, Political Analysis 16:372): words that are rare on both sides
 * are drawn towards 0. The prior is the frequency of the words in all captions, worth as many words
 * as the side that has fewer. NaN where one side has no words at all.
 *
 * From any thread.
 */
void
cal_word_counts_init (CalWordCounts *self,
                      CalWordText get_text,
                      gpointer texts,
                      gsize n_captions,
                      const guint8 *is_in,
                      CalWordFilter filter,
                      gpointer filter_data)
{
  g_autoptr (GHashTable) tallies = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer word, value;

  *self = (CalWordCounts){0};
  for (gsize caption = 0; caption < n_captions; caption++)
    count_caption (tallies, self, get_text (texts, caption), caption, is_in[caption] != 0 ? 0 : 1,
                   filter, filter_data);
  self->rows = g_new0 (CalWordCount, g_hash_table_size (tallies));
  g_hash_table_iter_init (&iter, tallies);
  while (g_hash_table_iter_next (&iter, &word, &value)) {
    const Tally *tally = value;
    CalWordCount *row = &self->rows[self->n_rows++];

    *row = (CalWordCount){.word = word,
                          .n_in = tally->n[0],
                          .n_out = tally->n[1],
                          .n_captions_in = tally->n_captions[0],
                          .n_captions_out = tally->n_captions[1]};
    set_odds (row, self);
  }
  qsort (self->rows, self->n_rows, sizeof *self->rows, compare_rows);
}

void
cal_word_counts_clear (CalWordCounts *self)
{
  for (gsize i = 0; i < self->n_rows; i++)
    g_free (self->rows[i].word);
  g_clear_pointer (&self->rows, g_free);
  self->n_rows = 0;
}
