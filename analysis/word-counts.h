/* word-counts.h - which words the captions of a region have more often than all others.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/words.h"

G_BEGIN_DECLS

/**
 * CalWordCount:
 * @word: lower case
 * @n_in: how often it is said in the captions of the region
 * @n_out: in all other captions
 * @n_captions_in: captions of the region that have it
 * @n_captions_out: other captions that have it
 * @log_odds: how much more likely it is in the region, natural logarithm
 * @z: the same in units of its standard error
 */
typedef struct {
  char *word;
  gsize n_in;
  gsize n_out;
  gsize n_captions_in;
  gsize n_captions_out;
  double log_odds;
  double z;
} CalWordCount;

/**
 * CalWordCounts:
 * @rows: by z, largest first
 * @n_captions: captions of the region, and others
 * @n_words: words counted in the region, and elsewhere
 */
typedef struct {
  CalWordCount *rows;
  gsize n_rows;
  gsize n_captions[2];
  gsize n_words[2];
} CalWordCounts;

typedef const char *(*CalWordText) (gpointer data, gsize caption);

void cal_word_counts_init (CalWordCounts *self,
                           CalWordText get_text,
                           gpointer texts,
                           gsize n_captions,
                           const guint8 *is_in,
                           CalWordFilter filter,
                           gpointer filter_data);
void cal_word_counts_clear (CalWordCounts *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalWordCounts, cal_word_counts_clear)

G_END_DECLS
