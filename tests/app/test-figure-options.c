/* test-figure-options.c - the parameters of a figure: their defaults, setting, reading back.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/figure-options.h"

#include <string.h>

#include "model/error.h"

/* What --help calls the default is what a figure begins with. */
static void
test_defaults (void)
{
  CalFigure figure;

  cal_figure_init (&figure);
  for (const CalOption *option = cal_figure_options; option->name != NULL; option++) {
    g_autofree char *text = cal_figure_dup_option (&figure, option->name);

    /* Of several panels, none is seen from a preset. */
    if (!g_str_equal (option->name, "preset"))
      g_assert_cmpstr (text, ==, option->initial);
  }
}

static void
test_round_trip (void)
{
  static const char *const values[][2] = {
      {"view", "mosaic"},  {"preset", "medial"},  {"montage", "row"}, {"plane", "coronal"},
      {"rows", "7"},       {"columns", "2"},      {"width", "640"},   {"height", "480"},
      {"dpi", "96.5"},     {"theme", "light"},    {"title", "A"},     {"background", "#0a64ff"},
      {"transparent", ""}, {"no-colour-bar", ""}, {"rdm", "V1"},      {"order", "ward"},
      {"ranks", ""},       {"attention", "A"},    {"stimulus", "s1"}, {"regions", "FFA,PPA"},
      {"difference", ""},  {"shared-scale", ""},  {"smooth", ""},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (values); n++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    CalFigure figure;

    cal_figure_init (&figure);
    g_assert_true (cal_figure_set_option (&figure, values[n][0], values[n][1], &error));
    g_assert_no_error (error);
    text = cal_figure_dup_option (&figure, values[n][0]);
    g_assert_cmpstr (text, ==, values[n][1]);
  }
}

/* A preset asks for one panel, unless the panels are named as well. */
static void
test_order (void)
{
  CalFigure figure;

  cal_figure_init (&figure);
  g_assert_true (cal_figure_set_option (&figure, "preset", "dorsal", NULL));
  g_assert_cmpint (figure.cortex.montage, ==, CAL_MONTAGE_SINGLE);
  g_assert_cmpint (figure.cortex.preset, ==, CAL_VIEW_DORSAL);
  g_assert_true (cal_figure_set_option (&figure, "montage", "grid", NULL));
  g_assert_cmpint (figure.cortex.montage, ==, CAL_MONTAGE_GRID);
  g_assert_true (cal_figure_set_option (&figure, "background", "red", NULL));
  g_assert_cmpfloat (figure.background[0], ==, 1.0);
  g_assert_cmpfloat (figure.background[1], ==, 0.0);
  g_assert_true (cal_figure_set_option (&figure, "theme", "light", NULL));
  g_assert_cmpmem (figure.background, sizeof figure.background,
                   cal_ink_get (CAL_THEME_LIGHT)->background, sizeof figure.background);
}

static void
test_refused (void)
{
  static const char *const values[][2] = {
      {"view", "brain"},  {"view", ""},       {"rows", "0"},       {"rows", "21"},
      {"rows", "2.5"},    {"width", "wide"},  {"width", "640px"},  {"dpi", "nan"},
      {"theme", "Light"}, {"preset", "left"}, {"background", "#"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (values); n++) {
    g_autoptr (GError) error = NULL;
    CalFigure figure, before;

    cal_figure_init (&figure);
    memcpy (&before, &figure, sizeof before);
    g_assert_false (cal_figure_set_option (&figure, values[n][0], values[n][1], &error));
    g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
    g_assert_nonnull (strstr (error->message, values[n][0]));
    g_assert_cmpmem (&figure, sizeof figure, &before, sizeof before);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-options/defaults", test_defaults);
  g_test_add_func ("/figure-options/round-trip", test_round_trip);
  g_test_add_func ("/figure-options/order", test_order);
  g_test_add_func ("/figure-options/refused", test_refused);
  return g_test_run ();
}
