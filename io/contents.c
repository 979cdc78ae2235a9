/* contents.c - all bytes of a file, decompressed if it is gzipped.
 *
 * For formats that are read in one go: surfaces and their maps, a few megabytes each.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/contents.h"

#include <libdeflate.h>
#include <string.h>

#include "model/error.h"

/* The last four bytes of a gzip member: its length modulo 2^32. */
static gsize
promised_length (const guint8 *packed, gsize n_packed)
{
  guint32 length;

  memcpy (&length, packed + n_packed - 4, 4);
  return GUINT32_FROM_LE (length);
}

static GBytes *
decompress (const char *path, const guint8 *packed, gsize n_packed, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  gsize n = n_packed >= 18 ? promised_length (packed, n_packed) : 0, n_written = 0;
  struct libdeflate_decompressor *decompressor;
  enum libdeflate_result result;
  char *plain = NULL;

  if (n_packed < 18 || n / CAL_DEFLATE_MAX_RATIO > n_packed) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: %" G_GSIZE_FORMAT " gzipped bytes cannot hold %" G_GSIZE_FORMAT, display_name,
                 n_packed, n);
    return NULL;
  }
  plain = g_try_malloc (n + 1);
  if (plain == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
                 "%s: no memory for its %" G_GSIZE_FORMAT " bytes", display_name, n);
    return NULL;
  }
  decompressor = libdeflate_alloc_decompressor ();
  if (decompressor == NULL) {
    g_free (plain);
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: no memory to decompress it", display_name);
    return NULL;
  }
  result = libdeflate_gzip_decompress (decompressor, packed, n_packed, plain, n, &n_written);
  libdeflate_free_decompressor (decompressor);
  if (result != LIBDEFLATE_SUCCESS || n_written != n) {
    g_free (plain);
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: damaged gzip data, or more than one gzip member", display_name);
    return NULL;
  }
  plain[n] = '\0';
  return g_bytes_new_take (plain, n);
}

/**
 * cal_contents_read:
 * @path: a file
 *
 * From any thread.
 *
 * Returns: (transfer full): the bytes, followed by a NUL that is not counted; or NULL with
 *   G_FILE_ERROR, or CAL_ERROR_FORMAT if gzip data are damaged
 */
GBytes *
cal_contents_read (const char *path, GError **error)
{
  char *contents;
  gsize length;
  GBytes *plain;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  if (length < 2 || (guint8) contents[0] != 0x1f || (guint8) contents[1] != 0x8b)
    return g_bytes_new_take (contents, length);
  plain = decompress (path, (const guint8 *) contents, length, error);
  g_free (contents);
  return plain;
}
