/* cifti-file.c - CIFTI-2 files made byte by byte, sound or not.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/cifti-file.h"

#include <string.h>

static void
put_number (guint8 *at, gsize size, guint64 number, gboolean is_swapped)
{
  for (gsize b = 0; b < size; b++)
    at[is_swapped ? size - 1 - b : b] = (guint8) (number >> (8 * b));
}

/* The whole document around a map of the rows and one of the columns. */
char *
cifti_file_wrap (const char *maps, const char *places)
{
  return g_strdup_printf ("<CIFTI Version=\"2\"><Matrix>%s%s</Matrix></CIFTI>", maps, places);
}

/* A NIfTI-2 header, the extension, and a matrix of float32: column c, map m is 10 c + m. Numbers
 * are put least byte first, or the other way round. */
GByteArray *
cifti_file_build (const char *xml, guint64 n_columns, gboolean is_swapped)
{
  gsize n_extension = (8 + strlen (xml) + 16) / 16 * 16, n_head = 544 + n_extension;
  gsize size = n_head + 8 * n_columns;
  guint8 *p = g_malloc0 (size);
  static const guint64 dims[] = {6, 1, 1, 1, 1, 2};

  put_number (p, 4, 540, is_swapped);
  memcpy (p + 4, "n+2\0\r\n\032\n", 8);
  put_number (p + 12, 2, 16, is_swapped);
  put_number (p + 14, 2, 32, is_swapped);
  for (gsize d = 0; d < 8; d++)
    put_number (p + 16 + 8 * d, 8, d < 6 ? dims[d] : d == 6 ? n_columns : 1, is_swapped);
  for (gsize d = 0; d < 8; d++)
    put_number (p + 104 + 8 * d, 8, 0x3ff0000000000000, is_swapped);
  put_number (p + 168, 8, n_head, is_swapped);
  put_number (p + 504, 4, 3006, is_swapped);
  p[540] = 1;
  put_number (p + 544, 4, n_extension, is_swapped);
  put_number (p + 548, 4, 32, is_swapped);
  memcpy (p + 552, xml, strlen (xml));
  for (gsize n = 0; n < 2 * n_columns; n++) {
    float value = (float) (n / 2 * 10 + n % 2);
    guint32 bits;

    memcpy (&bits, &value, 4);
    put_number (p + n_head + 4 * n, 4, bits, is_swapped);
  }
  return g_byte_array_new_take (p, size);
}
