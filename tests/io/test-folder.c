/* test-folder.c - what a folder holds, and what was said of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "io/npy.h"
#include "io/sidecar.h"
#include "model/error.h"
#include "tests/support/folder.h"

static void
save_npy (const char *path)
{
  gsize n = 3;
  g_autoptr (GBytes) bytes = g_bytes_new ("abc", n);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_UINT8, 1, &n, bytes, NULL);

  g_assert_true (cal_npy_write (path, array, NULL));
}

static gboolean
is_left_alone (CalFolder *folder, const char *name, const char *why)
{
  GPtrArray *left_alone = cal_folder_get_left_alone (folder);

  for (guint n = 0; n < left_alone->len; n++)
    if (g_str_has_prefix (left_alone->pdata[n], name) && strstr (left_alone->pdata[n], why) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_scan (void)
{
  g_autofree char *root = g_dir_make_tmp ("calcarine-folder-XXXXXX", NULL);
  g_autofree char *below = g_build_filename (root, "sub", NULL);
  g_autofree char *first = g_build_filename (root, "lh.r.npy", NULL);
  /* Told by its content, whatever its name. */
  g_autofree char *second = g_build_filename (below, "scores.txt", NULL);
  g_autofree char *note = g_build_filename (root, "notes.md", NULL);
  g_autofree char *hidden = g_build_filename (root, ".hidden.npy", NULL);
  g_autofree char *loop = g_build_filename (below, "loop", NULL);
  g_autofree char *table = g_build_filename (root, "conditions.csv", NULL);
  g_autoptr (CalFolder) folder = NULL;
  GPtrArray *files;
  GError *error = NULL;

  g_mkdir (below, 0755);
  save_npy (first);
  save_npy (second);
  save_npy (hidden);
  g_assert_true (g_file_set_contents (note, "# Notes", -1, NULL));
  g_assert_true (g_file_set_contents (table, "id,x\na,1\n", -1, NULL));
  g_assert_true (cal_sidecar_keep_binding (first, "surfaces:lh", NULL));
  g_assert_cmpint (symlink (root, loop), ==, 0);
  for (int n = 0; n < 5; n++) {
    g_autofree char *name = g_strdup_printf ("%d.png", n);
    g_autofree char *picture = g_build_filename (below, name, NULL);

    g_assert_true (g_file_set_contents (picture, "picture", -1, NULL));
  }
  folder = cal_folder_scan (root, NULL, &error);
  g_assert_no_error (error);
  files = cal_folder_get_files (folder);
  g_assert_cmpuint (files->len, ==, 2);
  g_assert_cmpstr (files->pdata[0], ==, first);
  g_assert_cmpstr (files->pdata[1], ==, second);
  g_assert_true (is_left_alone (folder, "notes.md", "no known format"));
  g_assert_true (is_left_alone (folder, "sub/loop", "link"));
  g_assert_true (is_left_alone (folder, "sub - 5 files .png", "no known format"));
  g_assert_cmpuint (cal_folder_get_left_alone (folder)->len, ==, 3);
  g_assert_cmpuint (cal_folder_get_tables (folder)->len, ==, 1);
  g_assert_cmpstr (cal_folder_get_tables (folder)->pdata[0], ==, table);
  /* What is only called .png is no picture. */
  g_assert_cmpuint (cal_folder_get_pictures (folder)->len, ==, 0);
  test_folder_remove (root);
  g_assert_null (cal_folder_scan (root, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
}

static void
test_sidecar (void)
{
  g_autofree char *root = g_dir_make_tmp ("calcarine-folder-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (root, "scores.h5", NULL);
  g_autofree char *left = g_strconcat (path, ":/lh/r", NULL);
  g_autofree char *right = g_strconcat (path, ":/rh/r[0:2]", NULL);
  g_autofree char *sidecar = g_strconcat (path, ".calcarine.json", NULL);
  g_autofree char *of_left = NULL, *of_right = NULL, *unit = NULL, *deep = NULL;
  g_autoptr (GError) error = NULL;

  save_npy (path);
  g_assert_null (cal_sidecar_dup_binding (left));
  g_assert_true (cal_sidecar_keep_binding (left, "surfaces:lh", NULL));
  g_assert_true (cal_sidecar_keep (left, "unit", "%", NULL));
  g_assert_true (cal_sidecar_keep_binding (right, "mask-c:roi.nii", NULL));
  of_left = cal_sidecar_dup_binding (left);
  of_right = cal_sidecar_dup_binding (right);
  unit = cal_sidecar_dup (left, "unit");
  g_assert_cmpstr (of_left, ==, "surfaces:lh");
  g_assert_cmpstr (of_right, ==, "mask-c:roi.nii");
  g_assert_cmpstr (unit, ==, "%");

  /* What is no sidecar is neither read nor replaced. */
  deep = g_strnfill (100000, '[');
  g_assert_true (g_file_set_contents (sidecar, deep, -1, NULL));
  g_assert_null (cal_sidecar_dup_binding (left));
  g_assert_false (cal_sidecar_keep_binding (left, "surfaces:rh", &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (sidecar, "{\"other\": 1}", -1, NULL));
  g_assert_false (cal_sidecar_keep_binding (left, "surfaces:rh", &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  test_folder_remove (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/folder/scan", test_scan);
  g_test_add_func ("/folder/sidecar", test_sidecar);
  return g_test_run ();
}
