/* test-text-index.c - words, phrases, beginnings, and queries that mean harm.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "analysis/text-index.h"

#include <string.h>

#include "model/error.h"

static const char *const texts[] = {
    "A man riding a horse.",
    "a horse riding a man",
    "",
    "A woman's face, smiling",
    "two zebras AND a crocodile",
    "Café près d’une église",
    "a man with a hat: \"hello\" OR not",
    "顔 の 写真",
    NULL,
};

static CalTextIndex *
new_index (void)
{
  g_autoptr (CalTextArray) array = cal_text_array_new_from_strv (texts);
  g_autoptr (GError) error = NULL;
  CalTextIndex *index = cal_text_index_new (array, NULL, &error);

  g_assert_no_error (error);
  return index;
}

static void
assert_found (CalTextIndex *index, const char *query, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = cal_text_index_search (index, query, &error);
  g_autoptr (GString) numbers = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint n = 0; n < found->len; n++)
    g_string_append_printf (numbers, "%s%u", n > 0 ? " " : "", g_array_index (found, guint32, n));
  if (!g_str_equal (numbers->str, expected))
    g_error ("“%.40s” found “%s”, expected “%s”", query, numbers->str, expected);
}

/* All words, in any order; of the last one the beginning is enough. */
static void
test_words (void)
{
  g_autoptr (CalTextIndex) index = new_index ();

  assert_found (index, "horse", "0 1");
  assert_found (index, "MAN horse", "0 1");
  assert_found (index, "hors", "0 1");
  assert_found (index, "h", "0 1 6");
  assert_found (index, "hors ", "");
  assert_found (index, "ma horse", "");
  assert_found (index, "man ho", "0 1");
  assert_found (index, "cafe eglise", "5");
  assert_found (index, "CAFÉ", "5");
  assert_found (index, "woman's", "3");
  assert_found (index, "crocodile", "4");
  assert_found (index, "顔", "7");
  assert_found (index, "elephant", "");
}

static void
test_phrases (void)
{
  g_autoptr (CalTextIndex) index = new_index ();

  assert_found (index, "\"riding a horse\"", "0");
  assert_found (index, "\"riding a ho", "0");
  assert_found (index, "\"riding a ho\"", "");
  assert_found (index, "\"a man\" hat", "6");
  assert_found (index, "man \"a hat\"", "6");
  assert_found (index, "\"man. Riding\"", "0");
  assert_found (index, "\"\" horse", "0 1");
}

/* Operators, quotes, columns and brackets of the search language are letters like others, or none.
 */
static void
test_hostile_queries (void)
{
  static const char *const nothings[] = {
      "",    "   ", "*",  "\"",       "\"\"", "\"\"\"", "()", "^",      "-",      "''",
      "{}:", ";--", "\\", "\xff\xfe", "~!@",  "<>",     "+",  "\u200f", "\u0301", NULL};
  g_autoptr (CalTextIndex) index = new_index ();
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint n = 0; nothings[n] != NULL; n++)
    assert_found (index, nothings[n], "");
  assert_found (index, "zebras AND crocodile", "4");
  assert_found (index, "man OR", "6");
  assert_found (index, "NOT ", "6");
  assert_found (index, "NEAR(man horse, 2)", "");
  assert_found (index, "text:man", "");
  assert_found (index, "(man* horse)", "0 1");
  assert_found (index, "man'; DROP TABLE texts; --", "");
  assert_found (index, "hello\" OR \"not", "6");
  assert_found (index, "hors\xff", "");
  for (int n = 0; n < 20000; n++)
    g_string_append (many, "man \"a horse\" ");
  assert_found (index, many->str, "0 1");
  g_string_truncate (many, 0);
  for (int n = 0; n < 200000; n++)
    g_string_append_c (many, 'x');
  assert_found (index, many->str, "");
  assert_found (index, "horse", "0 1");
}

static void
test_nothing_to_index (void)
{
  static const char *const none[] = {"", "", NULL};
  g_autoptr (CalTextArray) array = cal_text_array_new_from_strv (none);
  g_autoptr (CalTextIndex) index = cal_text_index_new (array, NULL, NULL);

  g_assert_nonnull (index);
  assert_found (index, "a", "");
}

static GObject *
build (CalJob *job, gpointer array, GError **error)
{
  return (GObject *) cal_text_index_new (array, job, error);
}

static void
test_cancel (void)
{
  g_autoptr (CalTextArray) array = cal_text_array_new_from_strv (texts);
  g_autoptr (CalJob) job = cal_job_new ("index", build, array, NULL);
  g_autoptr (GError) error = NULL;

  cal_job_cancel (job);
  g_assert_null (cal_job_run (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-index/words", test_words);
  g_test_add_func ("/text-index/phrases", test_phrases);
  g_test_add_func ("/text-index/hostile-queries", test_hostile_queries);
  g_test_add_func ("/text-index/nothing", test_nothing_to_index);
  g_test_add_func ("/text-index/cancel", test_cancel);
  return g_test_run ();
}
