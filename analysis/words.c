/* words.c - the words of a text.
 *
 * A word is a run of letters, marks and digits, with single apostrophes between two of them
 * ("woman's"); a hyphen ends it. That is the rule of Unicode Standard Annex 29 for scripts that
 * write spaces between words, without its joining of numbers at points and commas. Texts are UTF-8.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/words.h"

#include <string.h>

/* English words that say nothing of a picture's content: articles, pronouns, prepositions,
 * conjunctions, auxiliaries. In strcmp()'s order. */
static const char *const stop_words[] = {
    "a",      "about",  "above",  "after",   "against", "all",    "along",   "also",    "am",
    "among",  "an",     "and",    "any",     "are",     "around", "as",      "at",      "be",
    "been",   "before", "behind", "being",   "below",   "beside", "between", "both",    "but",
    "by",     "can",    "could",  "did",     "do",      "does",   "doing",   "down",    "during",
    "each",   "few",    "for",    "from",    "had",     "has",    "have",    "having",  "he",
    "her",    "here",   "hers",   "him",     "his",     "how",    "i",       "if",      "in",
    "inside", "into",   "is",     "it",      "its",     "just",   "many",    "may",     "me",
    "more",   "most",   "my",     "near",    "next",    "no",     "nor",     "not",     "of",
    "off",    "on",     "onto",   "or",      "other",   "our",    "out",     "outside", "over",
    "same",   "she",    "should", "so",      "some",    "such",   "than",    "that",    "the",
    "their",  "them",   "then",   "there",   "these",   "they",   "this",    "those",   "through",
    "to",     "too",    "toward", "towards", "under",   "until",  "up",      "upon",    "very",
    "was",    "we",     "were",   "what",    "when",    "where",  "which",   "while",   "who",
    "whom",   "whose",  "why",    "will",    "with",    "within", "without", "would",   "you",
    "your",
};

static gboolean
is_part (gunichar character)
{
  return g_unichar_isalnum (character) || g_unichar_ismark (character);
}

static gboolean
is_apostrophe (gunichar character)
{
  return character == '\'' || character == 0x2019;
}

/**
 * cal_words_next:
 * @word: (inout): the word before, {0, 0} for the first; set to the next
 *
 * Returns: FALSE if there is no more
 */
gboolean
cal_words_next (const char *text, CalWord *word)
{
  const char *at = text + word->end;

  while (*at != '\0' && !is_part (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  if (*at == '\0')
    return FALSE;
  word->start = (gsize) (at - text);
  while (*at != '\0') {
    const char *next = g_utf8_next_char (at);

    if (!is_part (g_utf8_get_char (at)) && !(is_apostrophe (g_utf8_get_char (at)) &&
                                             *next != '\0' && is_part (g_utf8_get_char (next))))
      break;
    at = next;
  }
  word->end = (gsize) (at - text);
  return TRUE;
}

/**
 * cal_word_dup_lower:
 *
 * Returns: (transfer full): the word in lower case, with straight apostrophes, composed (NFC)
 */
char *
cal_word_dup_lower (const char *text, const CalWord *word)
{
  gssize length = (gssize) (word->end - word->start);
  g_autofree char *lower = NULL;
  g_autoptr (GString) plain = NULL;
  gboolean is_ascii = TRUE;

  for (gsize i = word->start; i < word->end; i++)
    is_ascii = is_ascii && (guchar) text[i] < 0x80;
  if (is_ascii)
    return g_ascii_strdown (text + word->start, length);
  lower = g_utf8_strdown (text + word->start, length);
  plain = g_string_new (lower);
  g_string_replace (plain, "\xe2\x80\x99", "'", 0);
  return g_utf8_normalize (plain->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/**
 * cal_word_is_content:
 * @word: lower case
 * @unused: so that it is a CalWordFilter
 *
 * Returns: FALSE for the articles, pronouns, prepositions, conjunctions and auxiliaries of English,
 *   also contracted ("it's", "isn't")
 */
gboolean
cal_word_is_content (const char *word, gpointer unused)
{
  const char *apostrophe = strchr (word, '\'');
  gsize length = apostrophe != NULL ? (gsize) (apostrophe - word) : strlen (word);
  gsize low = 0, high = G_N_ELEMENTS (stop_words);

  if (g_str_has_suffix (word, "n't"))
    length--;
  while (low < high) {
    gsize middle = (low + high) / 2;
    int order = strncmp (word, stop_words[middle], length);

    if (order == 0 && stop_words[middle][length] == '\0')
      return FALSE;
    if (order > 0)
      low = middle + 1;
    else
      high = middle;
  }
  return TRUE;
}
