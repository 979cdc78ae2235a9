/* binary.c - reading big-endian numbers from bytes in memory, never beyond their end.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/binary.h"

#include <string.h>

#include "io/contents.h"
#include "model/error.h"

/**
 * cal_binary_open:
 * @self: (out caller-allocates): to be closed, also after an error
 * @path: a file, gzipped or not
 */
gboolean
cal_binary_open (CalBinary *self, const char *path, GError **error)
{
  *self = (CalBinary){.file = g_filename_display_name (path)};
  self->bytes = cal_contents_read (path, error);
  if (self->bytes == NULL)
    return FALSE;
  self->data = g_bytes_get_data (self->bytes, &self->size);
  return TRUE;
}

void
cal_binary_close (CalBinary *self)
{
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

/**
 * cal_binary_get_rest:
 *
 * Returns: how many bytes are left
 */
gsize
cal_binary_get_rest (const CalBinary *self)
{
  return self->size - self->offset;
}

/**
 * cal_binary_take:
 * @n: how many items
 * @item_size: bytes of one
 * @what: for the message: "vertices"
 *
 * Returns: (transfer none): the items, and moves behind them; or NULL with CAL_ERROR_FORMAT if the
 *   file ends before
 */
const guint8 *
cal_binary_take (CalBinary *self, gsize n, gsize item_size, const char *what, GError **error)
{
  gsize rest = self->size - self->offset;
  const guint8 *items = self->data + self->offset;

  if (n > rest / item_size) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: byte %" G_GSIZE_FORMAT ": %" G_GSIZE_FORMAT " %s of %" G_GSIZE_FORMAT
                 " bytes do not fit in the %" G_GSIZE_FORMAT " that are left",
                 self->file, self->offset, n, what, item_size, rest);
    return NULL;
  }
  self->offset += n * item_size;
  return items;
}

gboolean
cal_binary_take_int32 (CalBinary *self, gint32 *value, const char *what, GError **error)
{
  const guint8 *p = cal_binary_take (self, 1, 4, what, error);

  if (p == NULL)
    return FALSE;
  *value = (gint32) cal_binary_uint32_at (p);
  return TRUE;
}

gboolean
cal_binary_take_uint24 (CalBinary *self, guint32 *value, const char *what, GError **error)
{
  const guint8 *p = cal_binary_take (self, 1, 3, what, error);

  if (p == NULL)
    return FALSE;
  *value = cal_binary_uint24_at (p);
  return TRUE;
}

/**
 * cal_binary_take_line:
 * @line: (out) (transfer full): up to the next newline, without it; valid UTF-8
 */
gboolean
cal_binary_take_line (CalBinary *self, char **line, const char *what, GError **error)
{
  const guint8 *start = self->data + self->offset;
  const guint8 *end = memchr (start, '\n', self->size - self->offset);

  if (end == NULL) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT,
                 "%s: byte %" G_GSIZE_FORMAT ": the file ends within the %s", self->file,
                 self->offset, what);
    return FALSE;
  }
  *line = g_utf8_make_valid ((const char *) start, end - start);
  self->offset += (gsize) (end - start) + 1;
  return TRUE;
}

guint32
cal_binary_uint24_at (const guint8 *p)
{
  return (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2];
}

guint32
cal_binary_uint32_at (const guint8 *p)
{
  guint32 value;

  memcpy (&value, p, sizeof value);
  return GUINT32_FROM_BE (value);
}

float
cal_binary_float_at (const guint8 *p)
{
  guint32 bits = cal_binary_uint32_at (p);
  float value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/**
 * cal_binary_swap_words:
 * @from: @n big-endian words of four bytes, aligned or not
 * @to: (out caller-allocates): the same in the machine's order
 */
void
cal_binary_swap_words (const guint8 *from, gsize n, void *to)
{
  guint8 *out = to;

  for (gsize i = 0; i < n; i++) {
    guint32 word = cal_binary_uint32_at (from + 4 * i);

    memcpy (out + 4 * i, &word, 4);
  }
}

void
cal_binary_append_uint24 (GByteArray *bytes, guint32 value)
{
  guint8 p[3] = {(guint8) (value >> 16), (guint8) (value >> 8), (guint8) value};

  g_byte_array_append (bytes, p, 3);
}

void
cal_binary_append_uint32 (GByteArray *bytes, guint32 value)
{
  value = GUINT32_TO_BE (value);
  g_byte_array_append (bytes, (const guint8 *) &value, 4);
}

void
cal_binary_append_float (GByteArray *bytes, float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  cal_binary_append_uint32 (bytes, bits);
}
