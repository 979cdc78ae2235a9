/* format.h - the one table of formats, and opening a file by its content.
 *
 * To add a format: one file with a sniff and a load function, one row in format.c, one test.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalSniff:
 * @path: the file, for those whose content has no signature (FreeSurfer curv vs. old formats)
 * @head: its first bytes; if it is gzipped, the first bytes of what is inside
 * @n_head: up to 4096
 * @file_size: bytes on disk
 * @is_gzip: whether @head was decompressed
 */
typedef struct {
  const char *path;
  const guint8 *head;
  gsize n_head;
  guint64 file_size;
  gboolean is_gzip;
} CalSniff;

/**
 * CalFormat:
 * @name: "NIfTI-1"
 * @sniff: whether the bytes are of this format
 * @load: reads @path into @loaded. @dataset (nullable) names a dataset of a container: without it a
 *   container only lists what it has
 * @is_shy: read when it is named, not with the folder that it lies in: any text may be a table
 *
 * Both are called from worker threads.
 */
typedef struct {
  const char *name;
  gboolean (*sniff) (const CalSniff *sniff);
  gboolean (*load) (
      const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);
  gboolean is_shy;
} CalFormat;

const CalFormat *cal_format_find (const char *path, GError **error);
CalLoaded *cal_format_parse (const char *path, const char *dataset, CalJob *job, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
CalLoaded *cal_format_parse_as (const CalFormat *format,
                                const char *path,
                                const char *dataset,
                                CalJob *job,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalLoaded *cal_format_load (const char *path, const char *dataset, CalJob *job, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
CalLoaded *
cal_format_load_source (const char *source, CalJob *job, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
