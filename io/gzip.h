/* gzip.h - a file read from front to end, decompressed on the way if it is gzipped.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/replace.h"

G_BEGIN_DECLS

typedef struct _CalGzip CalGzip;

CalGzip *cal_gzip_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cal_gzip_free (CalGzip *self);

const char *cal_gzip_get_path (CalGzip *self);
const char *cal_gzip_get_display_name (CalGzip *self);
gboolean cal_gzip_is_compressed (CalGzip *self);
guint64 cal_gzip_get_position (CalGzip *self);
guint64 cal_gzip_get_limit (CalGzip *self);

gssize cal_gzip_read_some (CalGzip *self, void *out, gsize size, GError **error);
gboolean cal_gzip_read (CalGzip *self, void *out, gsize size, GError **error);
gboolean cal_gzip_skip (CalGzip *self, guint64 size, GError **error);
gboolean cal_gzip_finish (CalGzip *self, char **remark, GError **error);

typedef struct {
  const void *data;
  gsize size;
} CalGzipPart;

gboolean
cal_gzip_write (CalReplace *replace, const CalGzipPart *parts, guint n_parts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalGzip, cal_gzip_free)

G_END_DECLS
