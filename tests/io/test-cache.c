/* test-cache.c - what was slow to read is kept as long as it holds, and harms nothing.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/cache.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>
#include <utime.h>

#include "tests/support/folder.h"

static char *folder, *path, *beside;

static CalBlock *
make_block (void)
{
  g_autoptr (CalArena) arena = cal_arena_new (NULL);
  g_autoptr (CalBlockBuilder) builder = cal_block_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  int fd;

  g_assert_true (cal_block_builder_write (builder, g_variant_new_string ("kept"), arena, NULL));
  fd = cal_arena_seal (arena, NULL);
  bytes = cal_arena_map (fd, NULL);
  close (fd);
  return cal_block_new (bytes, NULL);
}

static void
keep (double seconds)
{
  g_autoptr (CalBlock) block = make_block ();
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *stamp = NULL;

  g_assert_true (g_file_set_contents (path, "content", -1, NULL));
  g_assert_true (g_file_set_contents (beside, "beside", -1, NULL));
  cal_cache_clear ();
  stamp = cal_cache_dup_stamp (path);
  g_ptr_array_add (files, g_strdup (path));
  g_ptr_array_add (files, g_strdup (beside));
  cal_cache_keep (path, "/r", stamp, files, block, seconds);
  cal_cache_flush ();
}

static gboolean
is_kept (void)
{
  g_autoptr (CalBlock) block = cal_cache_find (path, "/r");

  if (block != NULL)
    g_assert_cmpstr (g_variant_get_string (cal_block_get_description (block), NULL), ==, "kept");
  return block != NULL;
}

static void
test_keep (void)
{
  g_autoptr (CalBlock) other = NULL;

  keep (1.0);
  g_assert_true (is_kept ());
  other = cal_cache_find (path, "/other");
  g_assert_null (other);
  cal_cache_clear ();
  g_assert_false (is_kept ());
  /* What is read at once is not kept. */
  keep (0.001);
  g_assert_false (is_kept ());
}

static void
test_change (void)
{
  struct utimbuf past = {1000000000, 1000000000};

  /* Another time, but the same content. */
  keep (1.0);
  g_assert_cmpint (g_utime (path, &past), ==, 0);
  g_assert_true (is_kept ());
  /* As long, but another content. */
  g_assert_true (g_file_set_contents (path, "CONTENT", -1, NULL));
  g_assert_false (is_kept ());
  /* Another file that was looked at. */
  keep (1.0);
  g_assert_true (g_file_set_contents (beside, "something else", -1, NULL));
  g_assert_false (is_kept ());
  keep (1.0);
  g_assert_cmpint (g_remove (beside), ==, 0);
  g_assert_false (is_kept ());
}

/* Cut anywhere, or with any byte spoilt, it is as if nothing were kept. */
static void
test_damage (void)
{
  g_autofree char *blocks = g_build_filename (g_get_user_cache_dir (), "calcarine", "blocks", NULL);
  g_autoptr (GDir) directory = NULL;
  g_autofree char *kept = NULL, *bytes = NULL;
  gsize size;

  keep (1.0);
  directory = g_dir_open (blocks, 0, NULL);
  kept = g_build_filename (blocks, g_dir_read_name (directory), NULL);
  g_assert_true (g_file_get_contents (kept, &bytes, &size, NULL));
  for (gsize at = 0; at < size; at += at < 300 ? 7 : 509) {
    int fd = g_open (kept, O_WRONLY | O_TRUNC, 0);
    char spoilt = (char) (bytes[at] ^ 0x10);

    g_assert_cmpint (write (fd, bytes, at), ==, (gssize) at);
    g_assert_false (is_kept ());
    g_assert_cmpint (write (fd, &spoilt, 1), ==, 1);
    g_assert_cmpint (write (fd, bytes + at + 1, size - at - 1), ==, (gssize) (size - at - 1));
    close (fd);
    g_assert_false (is_kept ());
  }
}

int
main (int argc, char **argv)
{
  g_autofree char *cache = NULL;
  int status;

  folder = g_dir_make_tmp ("calcarine-cache-XXXXXX", NULL);
  cache = g_build_filename (folder, "cache", NULL);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  path = g_build_filename (folder, "file", NULL);
  beside = g_build_filename (folder, "beside", NULL);
  g_test_add_func ("/cache/keep", test_keep);
  g_test_add_func ("/cache/change", test_change);
  g_test_add_func ("/cache/damage", test_damage);
  status = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);
  g_free (path);
  g_free (beside);
  return status;
}
