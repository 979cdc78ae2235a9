/* listing.c - what recipes see of a folder: names, and what they match.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/layouts/listing.h"

#include <string.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * cal_listing_new:
 *
 * Returns: (transfer full) (element-type filename): the names of what lies in the folder, hidden
 *   things apart, sorted by their bytes, as Python's sorted() does; empty if it cannot be read
 */
GPtrArray *
cal_listing_new (const char *folder)
{
  GPtrArray *self = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (name[0] != '.')
      g_ptr_array_add (self, g_strdup (name));
  g_ptr_array_sort (self, compare_names);
  return self;
}

gboolean
cal_listing_has (GPtrArray *self, const char *name)
{
  return g_ptr_array_find_with_equal_func (self, name, g_str_equal, NULL);
}

/* Folders may hold tens of thousands of names, and each recipe looks at all of them. */
#define MOST_REGEXES 256

static GMutex lock; /* guards what follows */
static GHashTable *regexes;

/* (transfer full): compiled once. */
static GRegex *
get_regex (const char *pattern, GRegexCompileFlags flags)
{
  g_autofree char *key = g_strdup_printf ("%u %s", (guint) flags, pattern);
  GRegex *regex;

  g_mutex_lock (&lock);
  if (regexes == NULL)
    regexes =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_regex_unref);
  regex = g_hash_table_lookup (regexes, key);
  if (regex == NULL) {
    if (g_hash_table_size (regexes) >= MOST_REGEXES)
      g_hash_table_remove_all (regexes);
    regex = g_regex_new (pattern, G_REGEX_OPTIMIZE | G_REGEX_RAW | flags, 0, NULL);
    if (regex != NULL)
      g_hash_table_insert (regexes, g_steal_pointer (&key), regex);
  }
  if (regex != NULL)
    g_regex_ref (regex);
  g_mutex_unlock (&lock);
  g_return_val_if_fail (regex != NULL, NULL);
  return regex;
}

/**
 * cal_listing_match:
 * @pattern: a regular expression for the whole name
 *
 * Returns: (transfer full) (nullable): the whole, then what each pair of brackets holds; NULL if it
 *   does not match
 */
GStrv
cal_listing_match (const char *name, const char *pattern)
{
  g_autofree char *whole = g_strdup_printf ("^(?:%s)$", pattern);
  g_autoptr (GRegex) regex = get_regex (whole, 0);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, name, 0, &match) ? g_match_info_fetch_all (match) : NULL;
}

/**
 * cal_listing_says:
 * @pattern: a regular expression for a part of the text, in capitals or not
 */
gboolean
cal_listing_says (const char *text, const char *pattern)
{
  g_autoptr (GRegex) regex = get_regex (pattern, G_REGEX_CASELESS);

  return g_regex_match (regex, text, 0, NULL);
}

/**
 * cal_listing_dup_ancestor:
 * @n_up: 0 is the folder itself
 *
 * Returns: (transfer full): the name of a folder above, for the person
 */
char *
cal_listing_dup_ancestor (const char *folder, guint n_up)
{
  g_autofree char *path = g_canonicalize_filename (folder, NULL);

  for (guint n = 0; n < n_up; n++) {
    char *above = g_path_get_dirname (path);

    g_free (path);
    path = above;
  }
  return g_filename_display_basename (path);
}

/**
 * cal_listing_find_pictures:
 *
 * By their names: there may be tens of thousands.
 *
 * Returns: (transfer full) (element-type filename): paths of PNG and JPEG files, sorted
 */
GPtrArray *
cal_listing_find_pictures (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = cal_listing_new (folder);

  for (guint n = 0; n < names->len; n++) {
    g_autofree char *lower = g_ascii_strdown (names->pdata[n], -1);

    if (g_str_has_suffix (lower, ".png") || g_str_has_suffix (lower, ".jpg") ||
        g_str_has_suffix (lower, ".jpeg"))
      g_ptr_array_add (paths, g_build_filename (folder, names->pdata[n], NULL));
  }
  return paths;
}

/**
 * cal_listing_make_stems:
 * @paths: (element-type filename)
 *
 * Returns: (transfer full): the names of the files without folder and suffix: ids of stimuli
 */
CalTextArray *
cal_listing_make_stems (GPtrArray *paths)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) stems = NULL;

  for (guint n = 0; n < paths->len; n++) {
    g_autofree char *stem = g_filename_display_basename (paths->pdata[n]);
    char *dot = strrchr (stem, '.');

    if (dot != NULL && dot > stem)
      *dot = '\0';
    g_strv_builder_add (builder, stem);
  }
  stems = g_strv_builder_end (builder);
  return cal_text_array_new_from_strv ((const char *const *) stems);
}

/**
 * cal_listing_make_stimuli:
 * @paths: (element-type filename): of pictures
 * @table: (nullable): a row a picture
 *
 * Returns: (transfer full): stimuli with the stems of their files for ids; NULL with @error set
 */
CalStimuli *
cal_listing_make_stimuli (const char *name, GPtrArray *paths, CalTable *table, GError **error)
{
  CalTextArrayBuilder *builder = cal_text_array_builder_new ();
  g_autoptr (CalTextArray) ids = cal_listing_make_stems (paths);
  g_autoptr (CalTextArray) pictures = NULL;
  gsize n_pictures = paths->len;

  for (guint n = 0; n < paths->len; n++)
    cal_text_array_builder_add (builder, paths->pdata[n], -1);
  pictures = cal_text_array_builder_end (builder, 1, &n_pictures, error);
  return pictures != NULL ? cal_stimuli_new (name, ids, pictures, table, error) : NULL;
}
