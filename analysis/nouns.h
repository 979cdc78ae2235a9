/* nouns.h - which words are nouns.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cal_word_is_noun (const char *word, gpointer unused);

G_END_DECLS
