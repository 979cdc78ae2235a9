/* outside.c - what a study file names that does not lie in its folder.
 *
 * Nothing of such a path is touched: to look for a file may already mount a disk or ask a server.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/outside.h"

#include <stdlib.h>
#include <string.h>

#include "io/path.h"
#include "model/error.h"
#include "model/text.h"

/* As many as a message or a dialog shows. */
#define MAX_NAMED 8

static gboolean
lies_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  while (length > 0 && folder[length - 1] == G_DIR_SEPARATOR)
    length--;
  return strncmp (path, folder, length) == 0 &&
         (path[length] == '\0' || path[length] == G_DIR_SEPARATOR);
}

/**
 * cal_path_is_inside:
 * @path: absolute and canonical; may name a dataset after a colon
 * @folder: absolute and canonical
 *
 * Returns: whether it lies in the folder, or below, also when links are followed. What is not there
 *   lies where its name says.
 */
gboolean
cal_path_is_inside (const char *path, const char *folder)
{
  const char *dataset;
  g_autofree char *file = NULL;
  char *real_file, *real_folder;
  gboolean is_inside;

  if (!lies_below (path, folder))
    return FALSE;
  file = cal_path_split_source (path, &dataset);
  real_file = realpath (file, NULL);
  real_folder = realpath (folder, NULL);
  is_inside = real_file == NULL || (real_folder != NULL && lies_below (real_file, real_folder));
  free (real_file);
  free (real_folder);
  return is_inside;
}

/**
 * cal_paths_check_inside:
 * @study: the file that names them, for the message
 * @paths: as for cal_path_is_inside()
 *
 * Returns: whether all lie in @folder; else FALSE with CAL_ERROR_OUTSIDE, which names those that do
 *   not
 */
gboolean
cal_paths_check_inside (const char *study,
                        const char *const *paths,
                        const char *folder,
                        GError **error)
{
  g_autoptr (GString) named = g_string_new (NULL);
  g_autofree char *name = g_filename_display_name (study);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (; *paths != NULL; paths++) {
    g_autofree char *shown = NULL;

    if (cal_path_is_inside (*paths, folder) || !g_hash_table_add (seen, (gpointer) *paths))
      continue;
    shown = cal_text_dup_shown (*paths, -1);
    if (g_hash_table_size (seen) <= MAX_NAMED)
      g_string_append_printf (named, "%s%s", named->len > 0 ? ", " : "", shown);
  }
  if (named->len == 0)
    return TRUE;
  if (g_hash_table_size (seen) > MAX_NAMED)
    g_string_append_printf (named, " and %u more", g_hash_table_size (seen) - MAX_NAMED);
  g_set_error (error, CAL_ERROR, CAL_ERROR_OUTSIDE,
               "%s: names data outside its folder, which are read only if you allow it "
               "(--allow-outside): %s",
               name, named->str);
  return FALSE;
}
