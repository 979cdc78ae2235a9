/* pickle-scalar.c - the opcodes of a pickle that make numbers and texts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "io/pickle-private.h"

static void
push_number (CalPickle *self, double number)
{
  CalPickleValue *value = cal_pickle_make (self, CAL_PICKLE_NUMBER);

  value->number = number;
  cal_pickle_push (self, value);
}

/* A text may hold a NUL, and bytes are written as one below protocol 3: it is kept as it is, too.
 */
static void
push_text (CalPickle *self, GBytes *bytes)
{
  CalPickleValue *value = cal_pickle_make (self, CAL_PICKLE_TEXT);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  value->text = g_utf8_make_valid (text, (gssize) strnlen (text, length));
  value->bytes = g_bytes_ref (bytes);
  cal_pickle_push (self, value);
}

/* What follows an opcode with a length of @width bytes; the bytes are not copied. */
static gboolean
push_counted (CalPickle *self, guint width, gboolean is_text)
{
  g_autoptr (GBytes) bytes = NULL;
  guint64 length;
  gsize start;
  CalPickleValue *value;

  if (!cal_pickle_take_size (self, width, &length))
    return FALSE;
  start = self->at;
  if (cal_pickle_take (self, length) == NULL)
    return FALSE;
  bytes = g_bytes_new_from_bytes (self->bytes, start, length);
  if (is_text) {
    push_text (self, bytes);
    return TRUE;
  }
  value = cal_pickle_make (self, CAL_PICKLE_BYTES);
  value->bytes = g_steal_pointer (&bytes);
  cal_pickle_push (self, value);
  return TRUE;
}

/* Two's complement of any length, the lowest byte first. */
static gboolean
push_long (CalPickle *self, guint width)
{
  guint64 length;
  const guint8 *bytes;
  double number = 0.0;

  if (!cal_pickle_take_size (self, width, &length) ||
      (bytes = cal_pickle_take (self, length)) == NULL)
    return FALSE;
  for (guint64 n = length; n-- > 0;)
    number = number * 256.0 + bytes[n];
  if (length > 0 && bytes[length - 1] >= 0x80)
    number -= ldexp (1.0, (int) MIN (8 * length, 100000));
  push_number (self, number);
  return TRUE;
}

static gboolean
push_line_number (CalPickle *self)
{
  g_autofree char *line = cal_pickle_take_line (self);

  if (line == NULL)
    return FALSE;
  push_number (self, g_ascii_strtod (line, NULL));
  return TRUE;
}

/* As many hexadecimal digits; a NUL ends the line before them. */
static gunichar
parse_hex (const char *digits, guint n)
{
  gunichar character = 0;

  for (guint i = 0; i < n; i++) {
    if (!g_ascii_isxdigit (digits[i]))
      return 0xfffd;
    character = character << 4 | (gunichar) g_ascii_xdigit_value (digits[i]);
  }
  return character;
}

/* The line of a literal: 'S' is quoted and has \\xNN; 'V' has \\uNNNN and is Latin-1 besides. */
static gboolean
push_line_text (CalPickle *self, gboolean is_quoted)
{
  g_autofree char *line = cal_pickle_take_line (self);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  gsize length = line != NULL ? strlen (line) : 0;

  if (line == NULL || (is_quoted && length < 2))
    return FALSE;
  if (is_quoted)
    line[length - 1] = '\0';
  for (const char *at = line + (is_quoted ? 1 : 0); *at != '\0'; at++) {
    guint n_digits = at[0] != '\\' ? 0 : at[1] == 'x' ? 2 : at[1] == 'u' ? 4 : at[1] == 'U' ? 8 : 0;
    gunichar character = n_digits > 0 ? parse_hex (at + 2, n_digits) : (guchar) *at;

    if (n_digits > 0 && strlen (at) < 2 + n_digits)
      return FALSE;
    at += n_digits > 0 ? 1 + n_digits : 0;
    if (is_quoted)
      g_string_append_c (text, (char) character);
    else
      g_string_append_unichar (text, g_unichar_validate (character) ? character : 0xfffd);
  }
  bytes = g_string_free_to_bytes (g_steal_pointer (&text));
  push_text (self, bytes);
  return TRUE;
}

static gboolean
push_float (CalPickle *self)
{
  const guint8 *bytes = cal_pickle_take (self, 8);
  guint64 bits = 0;
  double number;

  for (int n = 0; bytes != NULL && n < 8; n++)
    bits = bits << 8 | bytes[n];
  memcpy (&number, &bits, sizeof number);
  push_number (self, number);
  return bytes != NULL;
}

static gboolean
do_small_number (CalPickle *self, guint width, gboolean is_signed)
{
  guint64 value;

  if (!cal_pickle_take_size (self, width, &value))
    return FALSE;
  push_number (self, is_signed ? (double) (gint32) (guint32) value : (double) value);
  return TRUE;
}

static gboolean
do_truth (CalPickle *self, double truth)
{
  push_number (self, truth);
  return TRUE;
}

/* Numbers and texts. FALSE with *@known unset if the opcode is none of these. */
gboolean
cal_pickle_run_scalar (CalPickle *self, guint8 opcode, gboolean *known)
{
  *known = TRUE;
  switch (opcode) {
  case 'N':
    return cal_pickle_push_new (self, CAL_PICKLE_NONE);
  case 0x88:
    return do_truth (self, 1.0);
  case 0x89:
    return do_truth (self, 0.0);
  case 'F':
  case 'I':
  case 'L':
    return push_line_number (self);
  case 'J':
    return do_small_number (self, 4, TRUE);
  case 'K':
    return do_small_number (self, 1, FALSE);
  case 'M':
    return do_small_number (self, 2, FALSE);
  case 'G':
    return push_float (self);
  case 0x8a:
    return push_long (self, 1);
  case 0x8b:
    return push_long (self, 4);
  case 'S':
    return push_line_text (self, TRUE);
  case 'V':
    return push_line_text (self, FALSE);
  case 'T':
  case 'B':
    return push_counted (self, 4, FALSE);
  case 'U':
  case 'C':
    return push_counted (self, 1, FALSE);
  case 0x8e:
  case 0x96:
    return push_counted (self, 8, FALSE);
  case 'X':
    return push_counted (self, 4, TRUE);
  case 0x8c:
    return push_counted (self, 1, TRUE);
  case 0x8d:
    return push_counted (self, 8, TRUE);
  default:
    *known = FALSE;
    return FALSE;
  }
}
