/* test-properties.c - the table of properties, as JSON and as text.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/properties.h"

#include "model/error.h"
#include "render/scene/display.h"

/* Every property of a display comes back, exactly. */
static void
test_round_trip (void)
{
  g_autoptr (CalDisplay) first = cal_display_new (), second = cal_display_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) node = NULL, parsed = NULL;
  g_autofree char *text = NULL;
  g_autofree GParamSpec **pspecs = NULL;
  guint n_pspecs;

  g_object_set (first, "visible", FALSE, "on-cortex", FALSE, "opacity", 0.1, "colormap", "viridis",
                "window-low", -1.0 / 3.0, "window-high", 1e300, "threshold-mode",
                CAL_THRESHOLD_MAGNITUDE, "threshold", 1e-30, "below-threshold", CAL_BELOW_OUTLINED,
                "opacity-by", "a \"layer\" ü", "opacity-by-low", -0.0, "opacity-by-high", 7.0,
                "threshold-by", "other", "interpolation", CAL_LINEAR, "frame", 4000000000u,
                "label-style", CAL_LABELS_BOTH, "label-names", FALSE, "colour-mode", CAL_COLOUR_RGB,
                "square-map", CAL_SQUARE_PAPER, "second-by", "two", "third-by", "three", "pick-low",
                0.25, "pick-high", 1.0 / 3.0, "pick-second-low", 0.0625, "pick-second-high", 0.5,
                "pick-third-low", 0.125, "pick-third-high", 0.75, "pick-label", "V1", NULL);
  node = cal_properties_to_json (G_OBJECT (first));
  text = json_to_string (node, FALSE);
  parsed = json_from_string (text, NULL);
  cal_properties_from_json (G_OBJECT (second), parsed, remarks);
  g_assert_cmpuint (remarks->len, ==, 0);
  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (first), &n_pspecs);
  g_assert_cmpuint (n_pspecs, ==, json_object_get_size (json_node_get_object (node)));
  for (guint n = 0; n < n_pspecs; n++) {
    g_auto (GValue) a = G_VALUE_INIT, b = G_VALUE_INIT;

    g_test_message ("%s", pspecs[n]->name);
    g_value_init (&a, pspecs[n]->value_type);
    g_value_init (&b, pspecs[n]->value_type);
    g_object_get_property (G_OBJECT (first), pspecs[n]->name, &a);
    g_object_get_property (G_OBJECT (second), pspecs[n]->name, &b);
    if (G_VALUE_HOLDS_DOUBLE (&a))
      g_assert_cmpfloat (g_value_get_double (&a), ==, g_value_get_double (&b));
    else
      g_assert_cmpint (g_param_values_cmp (pspecs[n], &a, &b), ==, 0);
    g_assert_false (g_param_value_defaults (pspecs[n], &b) &&
                    !g_str_equal (pspecs[n]->name, "opacity-by-low"));
  }
}

/* What cannot be used is said, a sentence each, and the rest is taken. */
static void
test_hostile_json (void)
{
  static const char text[] =
      "{\"opacity\": 7, \"window-low\": \"x\", \"window-high\": 1e999, \"threshold-mode\": \"up\","
      " \"visible\": 3, \"frame\": -1, \"label-style\": [1], \"colormap\": null,"
      " \"no-such\": 1, \"threshold\": 0.5}";
  g_autoptr (CalDisplay) display = cal_display_new ();
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (JsonNode) array = json_from_string ("[1]", NULL);
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  const CalDisplayState *state = cal_display_get_state (display);

  g_assert_nonnull (node);
  cal_properties_from_json (G_OBJECT (display), array, remarks);
  cal_properties_from_json (G_OBJECT (display), NULL, remarks);
  g_assert_cmpuint (remarks->len, ==, 0);
  cal_properties_from_json (G_OBJECT (display), node, remarks);
  g_assert_cmpuint (remarks->len, ==, 9);
  g_assert_cmpfloat (state->threshold, ==, 0.5);
  g_assert_cmpfloat (state->opacity, ==, 1.0);
  g_assert_cmpfloat (state->window_low, ==, 0.0);
  g_assert_cmpfloat (state->window_high, ==, 1.0);
  g_assert_cmpint (state->threshold_mode, ==, CAL_THRESHOLD_NONE);
  g_assert_true (state->visible);
  g_assert_cmpuint (state->frame, ==, 0);
}

static void
assert_refused (CalDisplay *display, const char *name, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cal_property_parse (G_OBJECT (display), name, text, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, expected));
}

static void
test_parse (void)
{
  g_autoptr (CalDisplay) display = cal_display_new ();
  const CalDisplayState *state = cal_display_get_state (display);

  g_assert_true (cal_property_parse (G_OBJECT (display), "opacity", "0.25", NULL));
  g_assert_true (cal_property_parse (G_OBJECT (display), "visible", "no", NULL));
  g_assert_true (cal_property_parse (G_OBJECT (display), "threshold-mode", "magnitude", NULL));
  g_assert_true (cal_property_parse (G_OBJECT (display), "frame", "12", NULL));
  g_assert_true (cal_property_parse (G_OBJECT (display), "colormap", "viridis", NULL));
  g_assert_cmpfloat (state->opacity, ==, 0.25);
  g_assert_false (state->visible);
  g_assert_cmpint (state->threshold_mode, ==, CAL_THRESHOLD_MAGNITUDE);
  g_assert_cmpuint (state->frame, ==, 12);
  g_assert_cmpstr (state->colormap->name, ==, "viridis");
  assert_refused (display, "opacity", "1.5", "expected 0 to 1");
  assert_refused (display, "opacity", "", "expected 0 to 1");
  assert_refused (display, "opacity", "0.5x", "expected 0 to 1");
  assert_refused (display, "window-low", "nan", "expected a number");
  assert_refused (display, "window-low", "inf", "expected a number");
  assert_refused (display, "visible", "perhaps", "expected true|false");
  assert_refused (display, "threshold-mode", "9", "expected none|above|below|magnitude");
  assert_refused (display, "frame", "-1", "expected a whole number");
  assert_refused (display, "frame", "4294967296", "expected a whole number");
  assert_refused (display, "no-such", "1", "no setting called \"no-such\"");
  g_assert_cmpfloat (state->opacity, ==, 0.25);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/properties/round-trip", test_round_trip);
  g_test_add_func ("/properties/hostile-json", test_hostile_json);
  g_test_add_func ("/properties/parse", test_parse);
  return g_test_run ();
}
