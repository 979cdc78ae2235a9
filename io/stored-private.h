/* stored-private.h - what the files of stored arrays share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <sys/stat.h>

#include "io/reader-client.h"
#include "io/stored-array.h"
#include "io/stored-cache.h"
#include "io/stored-file.h"

G_BEGIN_DECLS

struct _CalStoredArray {
  GObject parent_instance;

  char *path;
  char *dataset; /* (nullable) */
  guint64 number;
  CalStoredShape shape;
  struct stat status; /* of the file when it was first opened */

  GMutex lock; /* guards what follows */
  CalReaderHeld *held;
  guint8 *window;
  gint64 last_use;
  gsize n_lines_asked;
  gboolean were_places_asked;
  guint64
      *places; /* (nullable): whether elements are swapped; then where in the file each line is */
  guint places_axis;
  int fd; /* to read them */
};

gboolean
cal_stored_open_file (CalStoredArray *self, CalStoredShape *shape, CalJob *job, GError **error);
void cal_stored_close_file (CalStoredArray *self);
void cal_stored_forget_places (CalStoredArray *self);
gboolean cal_stored_is_same_file (const struct stat *a, const struct stat *b);
void
cal_stored_convert (const CalStoredArray *self, const guint8 *elements, gsize n, float *values);

gboolean cal_stored_take_turn (CalStoredArray *self, CalJob *job, GError **error);
GVariant *cal_stored_numbers (const guint64 *values, guint n);
gboolean
cal_stored_ask (CalStoredArray *self, GVariant *question, gsize size, CalJob *job, GError **error);
gboolean cal_stored_ask_or_nothing (CalStoredArray *self,
                                    GVariant *question,
                                    gsize size,
                                    gboolean *is_nothing,
                                    CalJob *job,
                                    GError **error);
gboolean cal_stored_ask_window (CalStoredArray *self,
                                const guint64 *start,
                                const guint64 *count,
                                gsize size,
                                CalJob *job,
                                GError **error);
gboolean cal_stored_ask_box (CalStoredArray *self,
                             const guint64 *start,
                             const guint64 *count,
                             guint8 *out,
                             CalJob *job,
                             GError **error);

G_END_DECLS
