/* text-index.c - which of many texts have some words, told as fast as a person types.
 *
 * A full-text index (SQLite's FTS5) in memory, without a copy of the texts: no file is opened or
 * written. Words are as Unicode has them, capitals and accents make no difference.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/text-index.h"

#include <sqlite3.h>
#include <string.h>

#include "analysis/words.h"
#include "model/error.h"

/* So often the job tells how far it is. */
#define STRIDE 4096

/* The texts themselves are not kept ('content'), and words that begin with one letter, which most
 * texts have, are looked up at once ('prefix'). */
#define MAKE_TABLE                                                           \
  "PRAGMA temp_store = MEMORY;"                                              \
  "CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', prefix = '1'," \
  "  tokenize = \"unicode61 remove_diacritics 2\");"                         \
  "INSERT INTO texts (texts, rank) VALUES ('hashsize', 67108864);"           \
  "BEGIN"

struct _CalTextIndex {
  GObject parent_instance;

  sqlite3 *database;
  sqlite3_stmt *search;
};

G_DEFINE_FINAL_TYPE (CalTextIndex, cal_text_index, G_TYPE_OBJECT)

static void
cal_text_index_finalize (GObject *object)
{
  CalTextIndex *self = CAL_TEXT_INDEX (object);

  sqlite3_finalize (self->search);
  sqlite3_close (self->database);
  G_OBJECT_CLASS (cal_text_index_parent_class)->finalize (object);
}

static void
cal_text_index_class_init (CalTextIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cal_text_index_finalize;
}

static void
cal_text_index_init (CalTextIndex *self)
{
}

static gboolean
fail (CalTextIndex *self, GError **error)
{
  g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "the texts cannot be searched: %s",
               self->database != NULL ? sqlite3_errmsg (self->database) : "no memory");
  return FALSE;
}

static gboolean
execute (CalTextIndex *self, const char *statements, GError **error)
{
  return sqlite3_exec (self->database, statements, NULL, NULL, NULL) == SQLITE_OK ||
         fail (self, error);
}

static gboolean
add_texts (CalTextIndex *self, CalTextArray *texts, CalJob *job, GError **error)
{
  gsize n = cal_text_array_get_n (texts);
  sqlite3_stmt *add = NULL;
  gboolean good =
      sqlite3_prepare_v2 (self->database, "INSERT INTO texts (rowid, text) VALUES (?1, ?2)", -1,
                          &add, NULL) == SQLITE_OK ||
      fail (self, error);

  for (gsize i = 0; good && i < n; i++) {
    const char *text = cal_text_array_get (texts, i);

    if (i % STRIDE == 0) {
      cal_job_report (job, (double) i / (double) n, NULL);
      good = cal_job_check (job, error);
    }
    if (!good || text[0] == '\0')
      continue;
    sqlite3_bind_int64 (add, 1, (sqlite3_int64) i);
    sqlite3_bind_text (add, 2, text, -1, SQLITE_STATIC);
    good = sqlite3_step (add) == SQLITE_DONE || fail (self, error);
    sqlite3_reset (add);
  }
  sqlite3_finalize (add);
  return good;
}

/**
 * cal_text_index_new:
 * @texts: at most 2^32 - 1
 * @job: (nullable): for progress and cancelling
 * @error: CAL_ERROR_LIMIT if there is not enough memory
 *
 * From any thread; some seconds for hundreds of thousands of texts.
 *
 * Returns: (transfer full): their index
 */
CalTextIndex *
cal_text_index_new (CalTextArray *texts, CalJob *job, GError **error)
{
  g_autoptr (CalTextIndex) self = g_object_new (CAL_TYPE_TEXT_INDEX, NULL);

  g_return_val_if_fail (cal_text_array_get_n (texts) < G_MAXUINT32, NULL);

  if (sqlite3_open_v2 (":memory:", &self->database,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY |
                           SQLITE_OPEN_NOMUTEX,
                       NULL) != SQLITE_OK) {
    fail (self, error);
    return NULL;
  }
  if (!execute (self, MAKE_TABLE, error) || !add_texts (self, texts, job, error) ||
      !execute (self, "INSERT INTO texts (texts) VALUES ('optimize'); COMMIT", error))
    return NULL;
  if (sqlite3_prepare_v3 (self->database, "SELECT rowid FROM texts WHERE texts MATCH ?1", -1,
                          SQLITE_PREPARE_PERSISTENT, &self->search, NULL) != SQLITE_OK) {
    fail (self, error);
    return NULL;
  }
  return g_steal_pointer (&self);
}

/* One term of FTS5: words that follow each other, of which the last may be only begun. */
static void
end_term (GString *terms, GString *phrase, gboolean is_begun)
{
  if (phrase->len > 0)
    g_string_append_printf (terms, "%s\"%s\"%s", terms->len > 0 ? " " : "", phrase->str,
                            is_begun ? "*" : "");
  g_string_truncate (phrase, 0);
}

static void
add_words (GString *terms, const char *text, gboolean is_phrase, gboolean is_last)
{
  g_autoptr (GString) phrase = g_string_new (NULL);
  CalWord word = {0, 0};

  while (cal_words_next (text, &word)) {
    if (!is_phrase)
      end_term (terms, phrase, FALSE);
    g_string_append_printf (phrase, "%s%.*s", phrase->len > 0 ? " " : "",
                            (int) (word.end - word.start), text + word.start);
  }
  end_term (terms, phrase, is_last && text[word.end] == '\0');
}

/* What a person typed, as FTS5 wants it: only words and what quotes hold together go into it, so
 * that nothing in it can be an operator. */
static char *
dup_match (const char *query)
{
  g_auto (GStrv) parts = g_strsplit (query, "\"", -1);
  g_autoptr (GString) terms = g_string_new (NULL);

  for (guint p = 0; parts[p] != NULL; p++)
    add_words (terms, parts[p], p % 2 == 1, parts[p + 1] == NULL);
  return g_strdup (terms->str);
}

/**
 * cal_text_index_search:
 * @query: words, all of which a text must have; those in quotes ("") follow each other; of the last
 *   word only the beginning, until a space or quote ends it. Everything else in it is left out, and
 *   no text is an error.
 * @error: CAL_ERROR_LIMIT if there is not enough memory
 *
 * From one thread at a time.
 *
 * Returns: (transfer full) (element-type guint32): numbers of the texts that match, ascending; none
 *   if @query has no word
 */
GArray *
cal_text_index_search (CalTextIndex *self, const char *query, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *valid = g_utf8_make_valid (query, -1);
  g_autofree char *match = dup_match (valid);
  int result;

  if (match[0] == '\0')
    return g_steal_pointer (&found);
  sqlite3_bind_text (self->search, 1, match, -1, SQLITE_STATIC);
  while ((result = sqlite3_step (self->search)) == SQLITE_ROW) {
    guint32 number = (guint32) sqlite3_column_int64 (self->search, 0);

    g_array_append_val (found, number);
  }
  if (result != SQLITE_DONE)
    fail (self, error);
  sqlite3_reset (self->search);
  sqlite3_clear_bindings (self->search);
  return result == SQLITE_DONE ? g_steal_pointer (&found) : NULL;
}
