/* word-vectors.c - captions as vectors of their words' weights.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/word-vectors.h"

#include <math.h>

#include "analysis/words.h"

/* So often the job is asked whether to go on. */
#define STRIDE 1024

/* What is known of a word while rows are read. */
typedef struct {
  guint32 number;
  guint32 n_rows;     /* rows that have it */
  gsize last_row;     /* from 1 */
  gsize last_caption; /* from 1 */
  gsize place;        /* of its weight in the last row */
} Word;

static Word *
find_word (CalWordVectors *self, GHashTable *words, char *lower)
{
  Word *word = g_hash_table_lookup (words, lower);

  if (word != NULL) {
    g_free (lower);
    return word;
  }
  word = g_new0 (Word, 1);
  word->number = self->words->len;
  g_ptr_array_add (self->words, lower);
  g_hash_table_insert (words, lower, word);
  return word;
}

/* A word weighs as much as captions of the row have it. */
static void
add_caption (CalWordVectors *self, GHashTable *words, const char *text, gsize row, gsize caption)
{
  CalWord place = {0, 0};

  while (cal_words_next (text, &place)) {
    char *lower = cal_word_dup_lower (text, &place);
    Word *word;

    if (!cal_word_is_content (lower, NULL)) {
      g_free (lower);
      continue;
    }
    word = find_word (self, words, lower);
    if (word->last_row != row + 1) {
      CalWordWeight weight = {word->number, 0.0f};

      word->last_row = row + 1;
      word->n_rows++;
      word->place = self->weights->len;
      g_array_append_val (self->weights, weight);
    }
    if (word->last_caption != caption + 1) {
      word->last_caption = caption + 1;
      g_array_index (self->weights, CalWordWeight, word->place).weight += 1.0f;
    }
  }
}

/* Rare words weigh more; every row has length 1. */
static void
weigh (CalWordVectors *self, GHashTable *words)
{
  g_autofree float *idf = g_new (float, MAX (self->words->len, 1));

  for (guint w = 0; w < self->words->len; w++) {
    const Word *word = g_hash_table_lookup (words, self->words->pdata[w]);

    idf[w] = (float) log ((1.0 + (double) self->n_rows) / (double) word->n_rows);
  }
  for (gsize r = 0; r < self->n_rows; r++) {
    CalWordWeight *weights = &g_array_index (self->weights, CalWordWeight, self->starts[r]);
    gsize n = self->starts[r + 1] - self->starts[r];
    double squares = 0.0;

    for (gsize i = 0; i < n; i++) {
      weights[i].weight *= idf[weights[i].word];
      squares += (double) weights[i].weight * (double) weights[i].weight;
    }
    for (gsize i = 0; i < n; i++)
      weights[i].weight = (float) ((double) weights[i].weight / sqrt (squares));
  }
}

/**
 * cal_word_vectors_init:
 * @self: (out caller-allocates): cleared by cal_word_vectors_clear()
 * @job: (nullable)
 *
 * Of each row the content words (cal_word_is_content()) of all its captions: how many of them have
 * the word (tf), times the logarithm of (1 + rows) / (rows that have it) (idf), to length 1. From
 * any thread.
 *
 * Returns: FALSE with @error set if it was cancelled
 */
gboolean
cal_word_vectors_init (CalWordVectors *self, CalCaptions *captions, CalJob *job, GError **error)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  gsize n_resamples = cal_captions_get_n_resamples (captions);

  *self = (CalWordVectors){.n_rows = cal_captions_get_n_rows (captions)};
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->weights = g_array_new (FALSE, FALSE, sizeof (CalWordWeight));
  self->starts = g_new0 (gsize, self->n_rows + 1);
  for (gsize r = 0; r < self->n_rows; r++) {
    if (r % STRIDE == 0) {
      cal_job_report (job, 0.5 * (double) r / (double) self->n_rows, "Counting words");
      if (!cal_job_check (job, error)) {
        cal_word_vectors_clear (self);
        return FALSE;
      }
    }
    for (gsize c = 0; c < n_resamples; c++)
      add_caption (self, words, cal_captions_get_text (captions, r, c), r, r * n_resamples + c);
    self->starts[r + 1] = self->weights->len;
  }
  weigh (self, words);
  return TRUE;
}

void
cal_word_vectors_clear (CalWordVectors *self)
{
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_clear_pointer (&self->weights, g_array_unref);
  g_clear_pointer (&self->starts, g_free);
  self->n_rows = 0;
}
