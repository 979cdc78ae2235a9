/* words.h - the words of a text.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalWord:
 * @start: where it begins, in bytes
 * @end: after its last byte
 */
typedef struct {
  gsize start;
  gsize end;
} CalWord;

/**
 * CalWordFilter:
 * @word: lower case
 *
 * Returns: whether the word counts
 */
typedef gboolean (*CalWordFilter) (const char *word, gpointer data);

gboolean cal_words_next (const char *text, CalWord *word);
char *cal_word_dup_lower (const char *text, const CalWord *word) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_word_is_content (const char *word, gpointer unused);

G_END_DECLS
