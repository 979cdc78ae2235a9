/* format-load.c - opening a file: whoever wants what it holds begins here.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/format-load.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "io/cache.h"
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

static CalLoaded *
take_block (CalBlock *block, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  CalLoaded *loaded = cal_loaded_new_from_block (block, error);

  if (loaded == NULL)
    g_prefix_error (error, "%s: ", name);
  return loaded;
}

/**
 * cal_format_load_reported:
 * @report: (out) (optional): how it went
 *
 * Always reads the file, whatever is in the cache.
 *
 * Returns: as cal_format_load()
 */
CalLoaded *
cal_format_load_reported (
    const char *path, const char *dataset, CalJob *job, CalReaderReport *report, GError **error)
{
  g_autoptr (CalBlock) block = NULL;

  if (report != NULL)
    *report = (CalReaderReport){.outcome = CAL_OUTCOME_ERROR};
  if (!check_file (path, error))
    return NULL;
  block = cal_reader_ask (&(CalReaderRequest){.what = "load", .path = path, .dataset = dataset},
                          job, report, error);
  return block != NULL ? take_block (block, path, error) : NULL;
}

/* What is kept of an earlier time, if it makes sense. */
static CalLoaded *
load_cached (const char *path, const char *dataset)
{
  g_autoptr (CalBlock) block = cal_cache_find (path, dataset);

  return block != NULL ? cal_loaded_new_from_block (block, NULL) : NULL;
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
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *stamp = NULL;
  g_autoptr (CalBlock) block = NULL;
  CalLoaded *loaded;

  if (!check_file (path, error))
    return NULL;
  loaded = load_cached (path, dataset);
  if (loaded != NULL)
    return loaded;
  stamp = cal_cache_dup_stamp (path);
  block = cal_reader_ask (
      &(CalReaderRequest){.what = "load", .path = path, .dataset = dataset, .files = files}, job,
      NULL, error);
  if (block == NULL)
    return NULL;
  loaded = take_block (block, path, error);
  if (loaded != NULL)
    cal_cache_keep (path, dataset, stamp, files, block,
                    (double) (g_get_monotonic_time () - start) / 1e6);
  return loaded;
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
