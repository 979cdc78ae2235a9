/* test-replace.c - a file is replaced whole, or not at all.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/replace.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("replace-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "name.nii.gz", NULL);
  g_assert_true (g_file_set_contents (fixture->path, "old", 3, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_chmod (fixture->folder, 0700);
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_commit_replaces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalReplace) replace = NULL;
  struct stat status;

  g_chmod (fixture->path, 0640);
  replace = cal_replace_begin (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (cal_replace_get_part (replace), "name.nii.gz"));
  g_assert_true (cal_replace_write (replace, "ne", 2, &error));
  assert_contents (fixture->path, "old");
  g_assert_true (cal_replace_write (replace, "w", 1, &error));
  g_assert_true (cal_replace_commit (replace, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, "new");
  g_assert_cmpint (stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
}

/* The fixture's tear-down finds the folder empty: no part is left behind. */
static void
test_dropped_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  CalReplace *replace = cal_replace_begin (fixture->path, NULL);

  g_assert_true (cal_replace_write (replace, "new", 3, NULL));
  cal_replace_free (replace);
  assert_contents (fixture->path, "old");
}

static void
test_link_is_followed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);

  g_assert_cmpint (symlink ("name.nii.gz", link), ==, 0);
  g_assert_true (cal_replace_contents (link, "new", 3, NULL));
  assert_contents (fixture->path, "new");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_remove (link);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "no", "such", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (cal_replace_contents (missing, "new", 3, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, missing));
  g_clear_error (&error);
  g_assert_false (cal_replace_contents (fixture->folder, "new", 3, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/replace/commit", Fixture, NULL, set_up, test_commit_replaces, tear_down);
  g_test_add ("/replace/dropped", Fixture, NULL, set_up, test_dropped_leaves_nothing, tear_down);
  g_test_add ("/replace/link", Fixture, NULL, set_up, test_link_is_followed, tear_down);
  g_test_add ("/replace/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  return g_test_run ();
}
