/* folder.c - a folder of a test's own, which goes away again.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/folder.h"

#include <glib/gstdio.h>

void
test_folder_set_up (TestFolder *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("calcarine-XXXXXX", &error);
  g_assert_no_error (error);
}

void
test_folder_tear_down (TestFolder *self, gconstpointer data)
{
  test_folder_remove (self->folder);
  g_free (self->folder);
}

/* Writes a file; -1 for the size of text. Gives its path, to be freed. */
char *
test_folder_put (TestFolder *self, const char *name, gconstpointer data, gssize size)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  /* Written in place: to replace a file would sync the disk each time. */
  g_unlink (path);
  g_file_set_contents_full (path, data, size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return path;
}

/* A file, or a folder with all that is in it; a link, not what it points to. */
void
test_folder_remove (const char *path)
{
  g_autoptr (GDir) dir =
      g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *inside = g_build_filename (path, name, NULL);

    test_folder_remove (inside);
  }
  g_remove (path);
}
