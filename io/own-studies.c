/* own-studies.c - which study files this person saved, or let read outside their folder.
 *
 * A list of content hashes in the person's state folder: a study that somebody sent is not in it,
 * whatever it says of itself.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/own-studies.h"

#include <string.h>

#include "io/content-hash.h"
#include "io/replace.h"

#define MAX_REMEMBERED 1000

static char *
dup_list_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "calcarine", "own-studies", NULL);
}

/* One hash a line, the latest last. Empty if there is no list. */
static GStrv
read_hashes (void)
{
  g_autofree char *path = dup_list_path ();
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_new0 (char *, 1);
  return g_strsplit (g_strchomp (text), "\n", -1);
}

/**
 * cal_own_study_is:
 * @path: of a study file
 *
 * Returns: whether exactly this content was remembered
 */
gboolean
cal_own_study_is (const char *path)
{
  g_autofree char *hash = cal_content_hash_file (path, NULL);
  g_auto (GStrv) hashes = read_hashes ();

  return hash != NULL && g_strv_contains ((const char *const *) hashes, hash);
}

/**
 * cal_own_study_remember:
 * @path: of a study file
 *
 * Returns: FALSE with G_FILE_ERROR if it cannot be read, or the list not be written
 */
gboolean
cal_own_study_remember (const char *path, GError **error)
{
  g_autofree char *list = dup_list_path ();
  g_autofree char *folder = g_path_get_dirname (list);
  g_autofree char *hash = cal_content_hash_file (path, error);
  g_auto (GStrv) hashes = NULL;
  g_autoptr (GString) text = NULL;
  guint n_hashes;

  if (hash == NULL)
    return FALSE;
  hashes = read_hashes ();
  if (g_strv_contains ((const char *const *) hashes, hash))
    return TRUE;
  g_mkdir_with_parents (folder, 0700);
  text = g_string_new (NULL);
  n_hashes = g_strv_length (hashes);
  for (guint n = n_hashes >= MAX_REMEMBERED ? n_hashes - MAX_REMEMBERED + 1 : 0; n < n_hashes; n++)
    g_string_append_printf (text, "%s\n", hashes[n]);
  g_string_append_printf (text, "%s\n", hash);
  return cal_replace_contents (list, text->str, text->len, error);
}
