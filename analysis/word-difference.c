/* word-difference.c - which words two captions share, in order, and which only one has.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/word-difference.h"

/* The table of lengths takes the product of both; captions have tens of words. */
#define MAX_WORDS 5000

static CalMarkedWord *
mark_words (const char *text, gsize *n, GPtrArray *lower)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (CalMarkedWord));
  CalMarkedWord word = {{0, 0}, FALSE};

  while (cal_words_next (text, &word.word)) {
    g_array_append_val (words, word);
    g_ptr_array_add (lower, cal_word_dup_lower (text, &word.word));
  }
  *n = words->len;
  return (CalMarkedWord *) (gpointer) g_array_free (words, FALSE);
}

/* lengths[i][j]: words in common of what follows word i of one text and word j of the other. */
static guint16 *
measure_common (GPtrArray *a, GPtrArray *b)
{
  gsize width = (gsize) b->len + 1;
  guint16 *lengths = g_new0 (guint16, ((gsize) a->len + 1) * width);

  for (guint i = a->len; i-- > 0;)
    for (guint j = b->len; j-- > 0;)
      lengths[i * width + j] = g_str_equal (a->pdata[i], b->pdata[j])
                                   ? (guint16) (lengths[(i + 1) * width + j + 1] + 1)
                                   : MAX (lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
  return lengths;
}

/**
 * cal_word_difference_init:
 * @self: (out caller-allocates): cleared by cal_word_difference_clear()
 *
 * The longest common subsequence of the words of both texts, letters' case left aside. Of several,
 * that whose words come first in @a.
 *
 * Returns: FALSE if a text has more than 5,000 words: none is marked as shared
 */
gboolean
cal_word_difference_init (CalWordDifference *self, const char *a, const char *b)
{
  g_autoptr (GPtrArray) lower_a = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) lower_b = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint16 *lengths = NULL;
  gsize width;

  *self = (CalWordDifference){0};
  self->words[0] = mark_words (a, &self->n_words[0], lower_a);
  self->words[1] = mark_words (b, &self->n_words[1], lower_b);
  if (MAX (lower_a->len, lower_b->len) > MAX_WORDS)
    return FALSE;
  width = (gsize) lower_b->len + 1;
  lengths = measure_common (lower_a, lower_b);
  for (guint i = 0, j = 0; i < lower_a->len && j < lower_b->len;) {
    if (g_str_equal (lower_a->pdata[i], lower_b->pdata[j])) {
      self->words[0][i++].is_shared = TRUE;
      self->words[1][j++].is_shared = TRUE;
      self->n_shared++;
    } else if (lengths[i * width + j + 1] >= lengths[(i + 1) * width + j])
      j++;
    else
      i++;
  }
  return TRUE;
}

void
cal_word_difference_clear (CalWordDifference *self)
{
  for (int t = 0; t < 2; t++)
    g_clear_pointer (&self->words[t], g_free);
}
