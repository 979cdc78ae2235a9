/* stored-file.h - a file that stays open in the reader process, and is asked for piece after piece.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/stored-array.h"

G_BEGIN_DECLS

/* Of memory that the reader process and its parent share for the answers. */
#define CAL_STORED_WINDOW_BYTES ((gsize) 16 * 1024 * 1024)

/* How many lines are asked for at once: they have to fit in a message. */
#define CAL_STORED_MAX_LINES 8192

/**
 * CalStoredFile:
 * @shape: of what it holds
 * @read_box: reads @count elements from @start on, the last dimension fastest
 * @read_lines: reads all elements along @axis at each of @lines, which number what lies across,
 *   the last dimension fastest: a line after the other; elements are in the machine's byte order
 * @find_lines: (nullable): says where in the file each line along @axis lies, if each lies there as
 *   it is kept, one element after the other; G_MAXUINT64 where it does not
 * @is_swapped: elements lie in the other byte order
 * @data: handed to them
 */
typedef struct {
  CalStoredShape shape;
  gboolean (*read_box) (gpointer data,
                        const guint64 *start,
                        const guint64 *count,
                        guint8 *out,
                        CalJob *job,
                        GError **error);
  gboolean (*read_lines) (gpointer data,
                          guint axis,
                          const guint32 *lines,
                          gsize n_lines,
                          guint8 *out,
                          CalJob *job,
                          GError **error);
  gboolean (*find_lines) (gpointer data, guint axis, guint64 *places, CalJob *job);
  gboolean is_swapped;
  gpointer data;
} CalStoredFile;

gboolean cal_stored_file_open (
    const char *path, const char *dataset, CalStoredFile *self, CalJob *job, GError **error);
gboolean
cal_stored_hdf5_open (const char *path, const char *dataset, CalStoredFile *self, GError **error);
gboolean cal_stored_flat_open (const char *path,
                               guint64 start,
                               gboolean is_swapped,
                               gboolean is_fortran,
                               CalStoredFile *self,
                               GError **error);
gboolean cal_stored_gzip_open (
    const char *path, guint64 start, gboolean is_swapped, CalStoredFile *self, GError **error);

gboolean cal_stored_gather (
    int fd, const guint64 *at, const gsize *to, gsize n, gsize size, guint8 *out, GError **error);

gsize cal_stored_shape_get_n_lines (const CalStoredShape *self, guint axis);
void
cal_stored_shape_find_line (const CalStoredShape *self, guint axis, guint64 line, guint64 *start);
gsize cal_stored_shape_get_box_bytes (const CalStoredShape *self, const guint64 *count);
gboolean cal_stored_shape_check_box (const CalStoredShape *self,
                                     const guint64 *start,
                                     const guint64 *count,
                                     GError **error);

G_END_DECLS
