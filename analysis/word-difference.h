/* word-difference.h - which words two captions share, in order, and which only one has.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/words.h"

G_BEGIN_DECLS

/**
 * CalMarkedWord:
 * @word: where it stands in its text
 * @is_shared: whether the other text has it too, in the same order
 */
typedef struct {
  CalWord word;
  gboolean is_shared;
} CalMarkedWord;

/**
 * CalWordDifference:
 * @words: of each text its words
 * @n_words: and how many
 * @n_shared: words in common
 */
typedef struct {
  CalMarkedWord *words[2];
  gsize n_words[2];
  gsize n_shared;
} CalWordDifference;

gboolean cal_word_difference_init (CalWordDifference *self, const char *a, const char *b);
void cal_word_difference_clear (CalWordDifference *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalWordDifference, cal_word_difference_clear)

G_END_DECLS
