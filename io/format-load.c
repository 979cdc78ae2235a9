/* format-load.c - opening a file: whoever wants what it holds begins here.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/format-load.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "io/format.h"
#include "io/loaded-block.h"
#include "io/path.h"
#include "model/error.h"

/* Errors of the system are told as they are where it can be known without the reader. */
static gboolean
check_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  GStatBuf status;

  if (g_stat (path, &status) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", name,
                 g_strerror (errno));
    return FALSE;
  }
  if (!S_ISREG (status.st_mode)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED, "%s: not a regular file", name);
    return FALSE;
  }
  return TRUE;
}

/**
 * cal_format_load_reported:
 * @report: (out) (optional): how it went
 *
 * Returns: as cal_format_load()
 */
CalLoaded *
cal_format_load_reported (
    const char *path, const char *dataset, CalJob *job, CalReaderReport *report, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (CalBlock) block = NULL;
  CalLoaded *loaded;

  if (report != NULL)
    *report = (CalReaderReport){.outcome = CAL_OUTCOME_ERROR};
  if (!check_file (path, error))
    return NULL;
  block = cal_reader_ask (&(CalReaderRequest){"load", path, dataset, 0}, job, report, error);
  if (block == NULL)
    return NULL;
  loaded = cal_loaded_new_from_block (block, error);
  if (loaded == NULL)
    g_prefix_error (error, "%s: ", name);
  return loaded;
}

/**
 * cal_format_load:
 * @path: a file
 * @dataset: (nullable): of a container
 * @job: (nullable): for progress, cancelling, and first parts (a CalLoaded with the first frame)
 *
 * The file is parsed by calcarine-reader, a process that may crash, hang or take too much memory,
 * and can touch nothing. From any thread.
 *
 * Returns: (transfer full): what the file holds, or NULL with @error set
 */
CalLoaded *
cal_format_load (const char *path, const char *dataset, CalJob *job, GError **error)
{
  return cal_format_load_reported (path, dataset, job, NULL, error);
}

/**
 * cal_format_load_source:
 * @source: a path; or "scores.h5:/r", a dataset of a container, unless a file has that whole name
 * @job: (nullable)
 *
 * Returns: as cal_format_load()
 */
CalLoaded *
cal_format_load_source (const char *source, CalJob *job, GError **error)
{
  const char *dataset;
  g_autofree char *path = cal_path_split_source (source, &dataset);

  return cal_format_load (path, dataset, job, error);
}
