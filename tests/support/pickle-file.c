/* pickle-file.c - pickles of protocol 3, as Python and NumPy write them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/pickle-file.h"

#include <string.h>

static void
add (GByteArray *self, gconstpointer bytes, gsize size)
{
  g_byte_array_append (self, bytes, (guint) size);
}

static void
add_code (GByteArray *self, const char *code)
{
  add (self, code, strlen (code));
}

GByteArray *
pickle_new (void)
{
  GByteArray *self = g_byte_array_new ();

  add (self, "\x80\x03", 2);
  return self;
}

void
pickle_begin_dict (GByteArray *self)
{
  add_code (self, "}(");
}

void
pickle_end_dict (GByteArray *self)
{
  add_code (self, "u");
}

void
pickle_begin_list (GByteArray *self)
{
  add_code (self, "](");
}

void
pickle_end_list (GByteArray *self)
{
  add_code (self, "e");
}

void
pickle_add_text (GByteArray *self, const char *text)
{
  guint32 length = GUINT32_TO_LE ((guint32) strlen (text));

  add_code (self, "X");
  add (self, &length, sizeof length);
  add_code (self, text);
}

void
pickle_add_int (GByteArray *self, gint32 number)
{
  gint32 stored = GINT32_TO_LE (number);

  add_code (self, "J");
  add (self, &stored, sizeof stored);
}

/* The state of an array up to what it holds: (1, (dims), dtype, False, */
static void
begin_array (GByteArray *self, guint n_dims, const gsize *dims, const char *dtype)
{
  add_code (self, "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n");
  add (self, "K\0\x85", 3);
  add (self, "C\1b\x87R(K\1(", 9);
  for (guint d = 0; d < n_dims; d++)
    pickle_add_int (self, (gint32) dims[d]);
  add_code (self, "tcnumpy\ndtype\n");
  pickle_add_text (self, dtype);
  add (self, "\x89\x88\x87R(K\3", 7);
  pickle_add_text (self, dtype[0] == 'O' ? "|" : "<");
  add_code (self, "NNN");
  pickle_add_int (self, -1);
  pickle_add_int (self, -1);
  add (self, "K\0tb\x89", 5);
}

static void
add_bytes (GByteArray *self, gconstpointer bytes, gsize size)
{
  guint32 length = GUINT32_TO_LE ((guint32) size);

  add_code (self, "B");
  add (self, &length, sizeof length);
  add (self, bytes, size);
}

void
pickle_add_floats (
    GByteArray *self, guint n_dims, const gsize *dims, const float *values, gsize n_values)
{
  begin_array (self, n_dims, dims, "f4");
  add_bytes (self, values, n_values * sizeof *values);
  add_code (self, "tb");
}

void
pickle_add_ints (GByteArray *self, const gint64 *values, gsize n_values)
{
  begin_array (self, 1, &n_values, "i8");
  add_bytes (self, values, n_values * sizeof *values);
  add_code (self, "tb");
}

/* What runs a program where a pickle is trusted. */
void
pickle_add_call_of_system (GByteArray *self)
{
  add_code (self, "cposix\nsystem\n");
  pickle_add_text (self, "touch /tmp/calcarine-was-here");
  add_code (self, "\x85R");
}

void
pickle_save (GByteArray *self, const char *path)
{
  add_code (self, ".");
  g_assert_true (g_file_set_contents (path, (const char *) self->data, self->len, NULL));
}

/* An array of objects, which follow one after the other; no dimension for one alone. */
void
pickle_begin_npy (GByteArray *self, guint n_dims, const gsize *dims)
{
  begin_array (self, n_dims, dims, "O8");
  pickle_begin_list (self);
}

void
pickle_save_npy (GByteArray *self, guint n_dims, const gsize *dims, const char *path)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GString) header = g_string_new ("{'descr': '|O', 'fortran_order': False, 'shape': (");
  guint8 start[10] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  pickle_end_list (self);
  add_code (self, "tb.");
  for (guint d = 0; d < n_dims; d++)
    g_string_append_printf (header, "%" G_GSIZE_FORMAT ",", dims[d]);
  g_string_append (header, "), }\n");
  start[8] = (guint8) header->len;
  add (file, start, sizeof start);
  add (file, header->str, header->len);
  add (file, self->data, self->len);
  g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
}
