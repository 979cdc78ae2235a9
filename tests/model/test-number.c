/* test-number.c - numbers as a person reads them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "model/number.h"

#include <locale.h>
#include <math.h>

static void
test_format (void)
{
  static const struct {
    double value;
    const char *text;
  } cases[] = {
      {0.0, "0"},
      {-0.0, "0"},
      {61.3, "61.3"},
      {61.34999, "61.3"},
      {0.54, "0.54"},
      {0.5437, "0.544"},
      {0.0123456, "0.0123"},
      {0.00123456, "0.00123"},
      {-41.2, "−41.2"},
      {47.04, "47"},
      {99.97, "100"},
      {9.996, "10"},
      {0.99961, "1"},
      {123.4, "123"},
      {1234.5678, "1235"},
      {12043.0, "12043"},
      {9999999.0, "9999999"},
      {1.25e7, "1.25e7"},
      {-1.2e-5, "−1.2e−5"},
      {(double) INFINITY, "∞"},
      {(double) -INFINITY, "−∞"},
      {(double) NAN, "NaN"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *text = cal_number_format (cases[n].value);

    g_assert_cmpstr (text, ==, cases[n].text);
  }
}

static void
test_unit (void)
{
  g_autofree char *percent = cal_number_format_with_unit (61.3, "%");
  g_autofree char *bare = cal_number_format_with_unit (93.0, NULL);

  g_assert_cmpstr (percent, ==, "61.3\302\240%");
  g_assert_cmpstr (bare, ==, "93");
}

/* What is printed differs from the number by less than half a unit of its third digit. */
static void
test_three_digits (void)
{
  for (int i = 0; i < 2000; i++) {
    double value = pow (10.0, g_test_rand_double_range (-8.0, 12.0));
    g_autofree char *text = cal_number_format (value);
    g_autoptr (GString) ascii = g_string_new (text);

    g_string_replace (ascii, "−", "-", 0);
    g_assert_cmpfloat_with_epsilon (g_ascii_strtod (ascii->str, NULL), value, 0.00501 * value);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/format", test_format);
  g_test_add_func ("/number/unit", test_unit);
  g_test_add_func ("/number/three-digits", test_three_digits);
  return g_test_run ();
}
