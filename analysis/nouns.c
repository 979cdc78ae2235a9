/* nouns.c - which words are nouns: those of WordNet that are used as one often enough.
 *
 * No sentence is parsed: a word is a noun or not, wherever it stands. resources/words tells which
 * are in the list, and why.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/nouns.h"

#include <string.h>

#include "analysis/words.h"
#include "calcarine-analysis-resources.h"

/* How WordNet undoes plurals: what ends a word, and what takes its place. */
static const char *const endings[][2] = {
    {"s", ""},      {"ses", "s"},   {"xes", "x"},   {"zes", "z"},
    {"ches", "ch"}, {"shes", "sh"}, {"men", "man"}, {"ies", "y"},
};

static GHashTable *
read_list (void)
{
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (calcarine_analysis_get_resource (), "/org/calcarine/words/nouns",
                              G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GHashTable *list = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL;
  const char *end = text != NULL ? text + g_bytes_get_size (bytes) : NULL;

  while (text < end) {
    const char *line_end = memchr (text, '\n', (gsize) (end - text));

    if (line_end == NULL)
      line_end = end;
    g_hash_table_add (list, g_strndup (text, (gsize) (line_end - text)));
    text = line_end + 1;
  }
  return list;
}

static gboolean
is_plural (GHashTable *list, const char *word)
{
  for (gsize n = 0; n < G_N_ELEMENTS (endings); n++)
    if (g_str_has_suffix (word, endings[n][0])) {
      gsize n_kept = strlen (word) - strlen (endings[n][0]);
      g_autofree char *singular = g_strdup_printf ("%.*s%s", (int) n_kept, word, endings[n][1]);

      if (g_hash_table_contains (list, singular))
        return TRUE;
    }
  return FALSE;
}

/**
 * cal_word_is_noun:
 * @word: lower case, as cal_word_dup_lower() gives it
 * @unused: so that it is a CalWordFilter
 *
 * English only. Names are no nouns here, nor are the small words of cal_word_is_content(). From any
 * thread.
 *
 * Returns: whether the word, or what it is the plural or genitive of, is used as a noun at least
 *   one time in four in the texts that WordNet 3.0's authors tagged
 */
gboolean
cal_word_is_noun (const char *word, gpointer unused)
{
  static GHashTable *list;
  g_autofree char *bare =
      g_str_has_suffix (word, "'s") ? g_strndup (word, strlen (word) - 2) : NULL;
  const char *looked_up = bare != NULL ? bare : word;

  if (g_once_init_enter (&list))
    g_once_init_leave (&list, read_list ());
  return cal_word_is_content (word, NULL) &&
         (g_hash_table_contains (list, looked_up) || is_plural (list, looked_up));
}
