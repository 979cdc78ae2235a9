/* binary.h - reading big-endian numbers from bytes in memory, never beyond their end.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CalBinary:
 * @file: its name, for messages
 * @data: all bytes
 * @offset: of the next one
 */
typedef struct {
  char *file;
  GBytes *bytes;
  const guint8 *data;
  gsize size;
  gsize offset;
} CalBinary;

gboolean cal_binary_open (CalBinary *self, const char *path, GError **error);
void cal_binary_close (CalBinary *self);
gsize cal_binary_get_rest (const CalBinary *self);

const guint8 *
cal_binary_take (CalBinary *self, gsize n, gsize item_size, const char *what, GError **error);
gboolean cal_binary_take_int32 (CalBinary *self, gint32 *value, const char *what, GError **error);
gboolean cal_binary_take_uint24 (CalBinary *self, guint32 *value, const char *what, GError **error);
gboolean cal_binary_take_line (CalBinary *self, char **line, const char *what, GError **error);

guint32 cal_binary_uint24_at (const guint8 *p);
guint32 cal_binary_uint32_at (const guint8 *p);
float cal_binary_float_at (const guint8 *p);
void cal_binary_swap_words (const guint8 *from, gsize n, void *to);
void cal_binary_append_uint24 (GByteArray *bytes, guint32 value);
void cal_binary_append_uint32 (GByteArray *bytes, guint32 value);
void cal_binary_append_float (GByteArray *bytes, float value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalBinary, cal_binary_close)

G_END_DECLS
