/* number.c - how a value is written for a person, everywhere the same.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/number.h"

#include <math.h>
#include <string.h>

#define MINUS "\342\210\222"
#define NO_BREAK_SPACE "\302\240"

/* Takes off zeros after the decimal point, and the point if nothing stays behind it. */
static void
strip_zeros (char *digits)
{
  gsize n = strlen (digits);

  if (strchr (digits, '.') == NULL)
    return;
  while (digits[n - 1] == '0')
    digits[--n] = '\0';
  if (digits[n - 1] == '.')
    digits[n - 1] = '\0';
}

/**
 * cal_number_format:
 * @value: any number
 *
 * Three significant digits ("61.3", "0.54", "−41.2"); whole numbers below ten million in full
 * ("12043"), as is the whole part of others ("1235"); beyond that, or below a ten-thousandth, a
 * power of ten ("1.2e−5"). The minus is U+2212, as wide as a digit; the point never depends on the
 * locale.
 *
 * Returns: (transfer full): the text; "NaN", "∞" or "−∞" for what is not finite
 */
char *
cal_number_format (double value)
{
  double magnitude = fabs (value);
  const char *sign = value < 0.0 ? MINUS : "";
  char digits[64], format[16];
  int n_decimals = 0;

  if (isnan (value))
    return g_strdup ("NaN");
  if (isinf (value))
    return g_strconcat (sign, "\342\210\236", NULL);
  if (magnitude != 0.0 && (magnitude < 1e-4 || magnitude >= 1e7)) {
    char *exponent;
    g_autofree char *mantissa = NULL;
    int power;

    g_ascii_formatd (digits, sizeof digits, "%.2e", magnitude);
    exponent = strchr (digits, 'e');
    power = (int) g_ascii_strtoll (exponent + 1, NULL, 10);
    mantissa = g_strndup (digits, (gsize) (exponent - digits));
    strip_zeros (mantissa);
    return g_strdup_printf ("%s%se%s%d", sign, mantissa, power < 0 ? MINUS : "", ABS (power));
  }
  if (magnitude != floor (magnitude)) {
    /* The exponent after rounding to three digits: 99.97 is 100, not 100.0. */
    g_ascii_formatd (digits, sizeof digits, "%.2e", magnitude);
    n_decimals = MAX (2 - (int) g_ascii_strtoll (strchr (digits, 'e') + 1, NULL, 10), 0);
  }
  g_snprintf (format, sizeof format, "%%.%df", n_decimals);
  g_ascii_formatd (digits, sizeof digits, format, magnitude);
  strip_zeros (digits);
  return g_strconcat (sign, digits, NULL);
}

/**
 * cal_number_format_with_unit:
 * @unit: (nullable): "%", "mm"
 *
 * Returns: (transfer full): the number, and the unit after a space that does not break
 */
char *
cal_number_format_with_unit (double value, const char *unit)
{
  g_autofree char *number = cal_number_format (value);

  if (unit == NULL || *unit == '\0')
    return g_steal_pointer (&number);
  return g_strconcat (number, NO_BREAK_SPACE, unit, NULL);
}

/**
 * cal_number_format_count:
 *
 * Returns: (transfer full): how many, with commas between thousands: "12,043"
 */
char *
cal_number_format_count (gsize n)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%" G_GSIZE_FORMAT, n);
  for (gssize at = (gssize) text->len - 3; at > 0; at -= 3)
    g_string_insert_c (text, at, ',');
  return g_string_free (text, FALSE);
}
