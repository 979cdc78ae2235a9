/* content-hash.c - whether a file is still what it was.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/content-hash.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>

/* Files up to this size are hashed whole. */
#define WHOLE_BYTES ((gint64) 64 << 20)
#define END_BYTES ((gint64) 4 << 20)

static gboolean
hash_range (FILE *file, GChecksum *checksum, gint64 offset, gint64 size)
{
  guint8 buffer[65536];

  if (fseeko (file, (off_t) offset, SEEK_SET) != 0)
    return FALSE;
  while (size > 0) {
    gsize wanted = (gsize) MIN (size, (gint64) sizeof buffer);
    gsize n = fread (buffer, 1, wanted, file);

    if (n == 0)
      return feof (file) != 0;
    g_checksum_update (checksum, buffer, (gssize) n);
    size -= (gint64) n;
  }
  return TRUE;
}

/**
 * cal_content_hash_file:
 *
 * Returns: (transfer full): "sha256:SIZE:HEX" of the content; of a file beyond 64 MiB
 *   "sha256-ends:SIZE:HEX", of its first and last 4 MiB, which tells another file apart without
 *   reading gigabytes, but not a change in the middle. NULL with G_FILE_ERROR if it cannot be read
 */
char *
cal_content_hash_file (const char *path, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *name = g_filename_display_name (path);
  /* A pipe would wait for its writer, and a device has no end. */
  gboolean is_regular = g_file_test (path, G_FILE_TEST_IS_REGULAR);
  FILE *file = is_regular ? g_fopen (path, "rbe") : NULL;
  gboolean whole, done = FALSE;
  gint64 size = 0;

  if (file != NULL && fseeko (file, 0, SEEK_END) == 0) {
    size = (gint64) ftello (file);
    whole = size <= WHOLE_BYTES;
    done = hash_range (file, checksum, 0, whole ? size : END_BYTES) &&
           (whole || hash_range (file, checksum, size - END_BYTES, END_BYTES));
  }
  if (!done && !is_regular)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: no such regular file", name);
  else if (!done)
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", name,
                 g_strerror (errno));
  if (file != NULL)
    fclose (file);
  if (!done)
    return NULL;
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT ":%s",
                          size <= WHOLE_BYTES ? "sha256" : "sha256-ends", size,
                          g_checksum_get_string (checksum));
}
