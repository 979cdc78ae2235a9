/* folder-files.c - every file below a folder, of whatever format.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>

#include "io/folder.h"

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_files (GPtrArray *files, const char *path)
{
  g_autoptr (GDir) directory = NULL;
  const char *name;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    directory = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  else
    g_ptr_array_add (files, g_strdup (path));
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL) {
    g_autofree char *entry = g_build_filename (path, name, NULL);

    add_files (files, entry);
  }
}

/**
 * cal_folder_dup_files:
 * @path: a folder; or a file, which is then the only one
 *
 * Links to folders are not followed.
 *
 * Returns: (transfer full) (element-type filename): sorted
 */
GPtrArray *
cal_folder_dup_files (const char *path)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  add_files (files, path);
  g_ptr_array_sort (files, compare_paths);
  return files;
}
