/* text.c - text that came out of a file, made fit to be shown.
 *
 * A name may hold what a terminal obeys (escape sequences), what hides other text (a carriage
 * return, a right-to-left override) or what is no text at all. Model objects and messages hold only
 * what has gone through here; file names and the names of datasets, which open something, are kept
 * as they are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/text.h"

#include <string.h>

#include "model/error.h"

#define REPLACEMENT "\357\277\275" /* U+FFFD, what invalid UTF-8 becomes */

/* Control characters, line and paragraph separators, and the marks that turn the direction of all
 * that follows. Marks that only tell the direction of one letter are left: they belong to Hebrew
 * and Arabic. */
static gboolean
is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

/**
 * cal_text_dup_shown:
 * @text: (nullable): what a file says
 * @length: bytes; -1 if @text ends with a NUL. A NUL within ends it
 *
 * Returns: (transfer full) (nullable): one line of valid UTF-8: a control character is written out,
 *   like "\u001b", and what is no UTF-8 is U+FFFD
 */
char *
cal_text_dup_shown (const char *text, gssize length)
{
  g_autofree char *valid = NULL;
  GString *shown;

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, length < 0 ? -1 : (gssize) strnlen (text, (gsize) length));
  shown = g_string_sized_new (strlen (valid));
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\n')
      g_string_append (shown, "\\n");
    else if (is_control (c))
      g_string_append_printf (shown, "\\u%04x", c);
    else
      g_string_append_len (shown, p, g_utf8_next_char (p) - p);
  }
  return g_string_free (shown, FALSE);
}

/**
 * cal_text_dupv_shown:
 * @texts: (nullable)
 *
 * Returns: (transfer full) (nullable): each as cal_text_dup_shown()
 */
char **
cal_text_dupv_shown (const char *const *texts)
{
  GPtrArray *shown;

  if (texts == NULL)
    return NULL;
  shown = g_ptr_array_new ();
  for (; *texts != NULL; texts++)
    g_ptr_array_add (shown, cal_text_dup_shown (*texts, -1));
  g_ptr_array_add (shown, NULL);
  return (char **) g_ptr_array_free (shown, FALSE);
}

/**
 * cal_text_check:
 *
 * Returns: whether it is valid UTF-8 without a NUL; else FALSE with CAL_ERROR_FORMAT
 */
gboolean
cal_text_check (const char *text, gsize length, GError **error)
{
  const char *end;

  if (g_utf8_validate_len (text, length, &end))
    return TRUE;
  g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "0x%02x is not valid UTF-8 there",
               (guint) (guint8) *end);
  return FALSE;
}

/**
 * cal_text_was_replaced:
 * @text: (nullable): as from cal_text_dup_shown()
 *
 * Returns: whether part of it was no UTF-8 (or was U+FFFD already: lost before)
 */
gboolean
cal_text_was_replaced (const char *text)
{
  return text != NULL && strstr (text, REPLACEMENT) != NULL;
}

/**
 * cal_text_show_error:
 * @error: (inout) (nullable): its message may quote a file
 *
 * Makes the message fit to be shown.
 */
void
cal_text_show_error (GError **error)
{
  char *shown;

  if (error == NULL || *error == NULL)
    return;
  shown = cal_text_dup_shown ((*error)->message, -1);
  g_free ((*error)->message);
  (*error)->message = shown;
}
