/* format-load.c - opening a file: whoever wants what it holds begins here.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/format.h"
#include "io/path.h"

/**
 * cal_format_load:
 * @path: a file
 * @dataset: (nullable): of a container
 * @job: (nullable): for progress, cancelling, and first parts (a CalLoaded with the first frame)
 *
 * From any thread.
 *
 * Returns: (transfer full): what the file holds, or NULL with @error set
 */
CalLoaded *
cal_format_load (const char *path, const char *dataset, CalJob *job, GError **error)
{
  return cal_format_parse (path, dataset, job, error);
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
