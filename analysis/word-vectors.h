/* word-vectors.h - captions as vectors of their words' weights.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/captions.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalWordWeight:
 * @word: its number
 * @weight: in a vector of length 1
 */
typedef struct {
  guint32 word;
  float weight;
} CalWordWeight;

/**
 * CalWordVectors:
 * @words: (element-type utf8): lower case, by number
 * @weights: (element-type CalWordWeight): of all rows, one row after the other
 * @starts: of each row its first weight; one more at the end
 * @n_rows: rows; those without content words have no weights
 */
typedef struct {
  GPtrArray *words;
  GArray *weights;
  gsize *starts;
  gsize n_rows;
} CalWordVectors;

gboolean
cal_word_vectors_init (CalWordVectors *self, CalCaptions *captions, CalJob *job, GError **error);
void cal_word_vectors_clear (CalWordVectors *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalWordVectors, cal_word_vectors_clear)

G_END_DECLS
