/* test-gzip.c - reading files that are gzipped, not gzipped, cut, padded or lying.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/gzip.h"

#include <glib/gstdio.h>
#include <string.h>

#include "io/voxels.h"
#include "model/error.h"
#include "tests/support/nifti-file.h"

#define SIZE 700000

static char *path;
static guint8 *plain;

static CalGzip *
open_bytes (const GByteArray *bytes)
{
  g_autoptr (GError) error = NULL;
  CalGzip *file;

  g_unlink (path);
  g_assert_true (g_file_set_contents_full (path, (const char *) bytes->data, bytes->len,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  file = cal_gzip_open (path, &error);
  g_assert_no_error (error);
  return file;
}

/* Pieces of many sizes, across the boundaries of the input buffer and of members. */
static void
test_pieces (void)
{
  for (int members = 0; members <= 2; members++) {
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    g_autofree guint8 *read = g_malloc (SIZE);
    g_autofree char *remark = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CalGzip) file = NULL;
    gsize done = 0;

    if (members == 0)
      g_byte_array_append (bytes, plain, SIZE);
    for (int m = 0; m < members; m++) {
      g_autoptr (GByteArray) packed =
          nifti_file_compress (plain + m * SIZE / members, SIZE / (gsize) members);

      g_byte_array_append (bytes, packed->data, packed->len);
    }
    file = open_bytes (bytes);
    g_assert_cmpint (cal_gzip_is_compressed (file), ==, members > 0);
    for (gsize step = 1; done < SIZE; step = step * 3 + 1) {
      gsize n = MIN (step, SIZE - done);

      g_assert_true (cal_gzip_read (file, read + done, n, &error));
      done += n;
    }
    g_assert_cmpmem (read, SIZE, plain, SIZE);
    g_assert_cmpuint (cal_gzip_get_position (file), ==, SIZE);
    g_assert_true (cal_gzip_finish (file, &remark, &error));
    g_assert_null (remark);
    g_assert_cmpint (cal_gzip_read_some (file, read, 10, &error), ==, 0);
  }
}

static void
test_what_follows (void)
{
  static const guint8 zeros[1000], rubbish[4] = "abc";

  for (int k = 0; k < 2; k++) {
    g_autoptr (GByteArray) bytes = nifti_file_compress (plain, SIZE);
    g_autofree char *remark = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CalGzip) file = NULL;

    g_byte_array_append (bytes, k == 0 ? zeros : rubbish, k == 0 ? sizeof zeros : 3);
    file = open_bytes (bytes);
    g_assert_true (cal_gzip_skip (file, SIZE, &error));
    g_assert_true (cal_gzip_finish (file, &remark, &error));
    g_assert_cmpint (remark != NULL, ==, k == 1);
  }
}

/* Any change of the checksum or the length is seen; so is any cut. */
static void
test_damage (void)
{
  g_autoptr (GByteArray) bytes = nifti_file_compress (plain, 5000);
  g_autofree guint8 *read = g_malloc (5000);

  for (guint n = 0; n < 2 * bytes->len; n++) {
    g_autoptr (GByteArray) bad = g_byte_array_new ();
    g_autofree char *remark = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CalGzip) file = NULL;
    guint at = n / 2;
    gboolean ok;

    /* What the first ten bytes say of the name and the time is nobody's concern. */
    if (at < 10)
      continue;
    g_byte_array_append (bad, bytes->data, n % 2 == 0 ? at : bytes->len);
    if (n % 2 != 0)
      bad->data[at] ^= 0x55;
    file = open_bytes (bad);
    ok = cal_gzip_read (file, read, 5000, &error) && cal_gzip_finish (file, &remark, &error);
    g_assert_false (ok);
    g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
    g_assert_nonnull (strstr (error->message, path));
  }
}

/* A small file that claims to hold much is refused before anything is allocated for it. */
static void
test_claims (void)
{
  g_autofree guint8 *zeros = g_malloc0 (1000000);
  g_autoptr (GByteArray) bytes = nifti_file_compress (zeros, 1000000);
  g_autoptr (CalGzip) file = open_bytes (bytes);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (cal_gzip_get_limit (file), >=, 1000000);
  g_assert_cmpuint (cal_gzip_get_limit (file), <, 2000000);
  g_assert_null (cal_voxels_read (file, CAL_DTYPE_UINT8, (gsize) 1 << 40, FALSE, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  g_assert_cmpuint (cal_gzip_get_position (file), ==, 0);
}

static void
test_not_files (void)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalGzip) empty = NULL;
  guint8 byte;

  g_assert_null (cal_gzip_open (folder, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_remove (path);
  g_assert_null (cal_gzip_open (path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_unlink (path);
  g_assert_true (g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  empty = cal_gzip_open (path, &error);
  g_assert_no_error (error);
  g_assert_false (cal_gzip_read (empty, &byte, 1, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
}

/* What is written is what another library reads, and equal contents give equal files. */
static void
test_written (void)
{
  CalGzipPart parts[3] = {{plain, 1}, {plain + 1, 0}, {plain + 1, SIZE - 1}};
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  gsize n_first = 0;

  for (int k = 0; k < 2; k++) {
    g_autoptr (CalReplace) replace = cal_replace_begin (path, &error);
    g_autofree char *bytes = NULL;
    g_autofree guint8 *read = g_malloc (SIZE);
    gsize n;

    g_assert_true (cal_gzip_write (replace, parts, 3, &error));
    g_assert_true (cal_replace_commit (replace, &error));
    g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
    g_assert_true (nifti_file_decompress (bytes, n, read, SIZE));
    g_assert_cmpmem (read, SIZE, plain, SIZE);
    if (k == 0) {
      first = g_steal_pointer (&bytes);
      n_first = n;
    } else
      g_assert_cmpmem (first, n_first, bytes, n);
  }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("gzip-XXXXXX", NULL);
  path = g_build_filename (folder, "file.gz", NULL);
  plain = g_malloc (SIZE);
  /* Half of it repeats, half does not, so that blocks of both kinds come. */
  for (gsize n = 0; n < SIZE; n++)
    plain[n] = (n / 50000) % 2 == 0 ? (guint8) (n % 251) : (guint8) g_test_rand_int ();
  g_test_add_func ("/gzip/pieces", test_pieces);
  g_test_add_func ("/gzip/what-follows", test_what_follows);
  g_test_add_func ("/gzip/damage", test_damage);
  g_test_add_func ("/gzip/claims", test_claims);
  g_test_add_func ("/gzip/written", test_written);
  g_test_add_func ("/gzip/not-files", test_not_files);
  status = g_test_run ();
  g_remove (path);
  g_rmdir (folder);
  g_free (path);
  g_free (plain);
  return status;
}
