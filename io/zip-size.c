/* zip-size.c - whether a member of a zip archive can be as large as the archive says.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/zip-size.h"

#include <glib/gstdio.h>

#include "io/contents.h"
#include "model/error.h"

/**
 * cal_zip_check_size:
 * @archive: path of the archive
 * @status: of the member, as the archive's directory tells it
 *
 * Packed it cannot be longer than the archive, nor unpacked longer than that many bytes can become.
 *
 * Returns: FALSE with CAL_ERROR_LIMIT if the directory lies
 */
gboolean
cal_zip_check_size (const char *archive, const zip_stat_t *status, GError **error)
{
  const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
  GStatBuf file;

  if ((status->valid & needed) == needed && g_stat (archive, &file) == 0 &&
      status->comp_size <= (guint64) file.st_size &&
      status->size / CAL_DEFLATE_MAX_RATIO <= status->comp_size)
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT,
               "%" G_GUINT64_FORMAT " bytes said to be in %" G_GUINT64_FORMAT,
               (guint64) status->size, (guint64) status->comp_size);
  return FALSE;
}
