/* test-views.c - how views were left, written as JSON and read back.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/views.h"

#include <math.h>
#include <string.h>

static CalCortexView
make_cortex (void)
{
  CalCortexView view;

  cal_cortex_view_init (&view, CAL_MONTAGE_ROW);
  view.preset = CAL_VIEW_VENTRAL;
  view.ventral = TRUE;
  for (int p = 0; p < CAL_MAX_PANELS; p++)
    view.motion[p] = (CalCameraMotion){p / 3.0, -7.5 * p, 1.0 + p / 7.0, {0.1 * p, -11.0 / 13.0}};
  return view;
}

static CalSliceLayout
make_slices (void)
{
  g_autoptr (CalScene) scene = cal_scene_new ();
  CalSliceLayout slices;

  cal_slice_layout_init (&slices, scene, 640, 480);
  slices.mode = CAL_SLICES_MOSAIC;
  slices.plane = CAL_PLANE_CORONAL;
  slices.zoom = 1.0 / 3.0;
  slices.n_rows = 2;
  slices.n_columns = 7;
  slices.from_mm = -61.25;
  slices.to_mm = 83.0 / 7.0;
  slices.hidden[1] = TRUE;
  for (int a = 0; a < 3; a++)
    slices.pan_mm[a] = 10.0 / (a + 3);
  return slices;
}

static void
assert_same (const CalCortexView *a, const CalCortexView *b)
{
  g_assert_cmpint (a->montage, ==, b->montage);
  g_assert_cmpint (a->preset, ==, b->preset);
  g_assert_cmpint (a->ventral, ==, b->ventral);
  for (int p = 0; p < CAL_MAX_PANELS; p++) {
    g_assert_cmpfloat (a->motion[p].turn_deg, ==, b->motion[p].turn_deg);
    g_assert_cmpfloat (a->motion[p].tilt_deg, ==, b->motion[p].tilt_deg);
    g_assert_cmpfloat (a->motion[p].zoom, ==, b->motion[p].zoom);
    g_assert_cmpfloat (a->motion[p].pan[0], ==, b->motion[p].pan[0]);
    g_assert_cmpfloat (a->motion[p].pan[1], ==, b->motion[p].pan[1]);
  }
}

static void
assert_same_slices (const CalSliceLayout *a, const CalSliceLayout *b)
{
  g_assert_cmpint (a->mode, ==, b->mode);
  g_assert_cmpint (a->plane, ==, b->plane);
  g_assert_cmpfloat (a->zoom, ==, b->zoom);
  g_assert_cmpint (a->n_rows, ==, b->n_rows);
  g_assert_cmpint (a->n_columns, ==, b->n_columns);
  g_assert_cmpfloat (a->from_mm, ==, b->from_mm);
  g_assert_cmpfloat (a->to_mm, ==, b->to_mm);
  for (int n = 0; n < 3; n++) {
    g_assert_cmpint (a->hidden[n], ==, b->hidden[n]);
    g_assert_cmpfloat (a->pan_mm[n], ==, b->pan_mm[n]);
  }
}

/* Through text, as the file has it. */
static void
test_round_trip (void)
{
  const CalCortexView cortex = make_cortex ();
  const CalSliceLayout slices = make_slices ();
  g_autoptr (JsonNode) node = cal_views_to_json (&cortex, &slices, NULL);
  g_autofree char *text = json_to_string (node, TRUE);
  g_autoptr (JsonNode) parsed = json_from_string (text, NULL);
  g_autoptr (CalScene) scene = cal_scene_new ();
  CalCortexView cortex_again;
  CalSliceLayout slices_again;

  cal_cortex_view_init (&cortex_again, CAL_MONTAGE_GRID);
  cal_slice_layout_init (&slices_again, scene, 100, 100);
  cal_views_from_json (parsed, &cortex_again, &slices_again);
  assert_same (&cortex, &cortex_again);
  assert_same_slices (&slices, &slices_again);
  g_assert_cmpint (slices_again.width_px, ==, 100);
}

/* What is missing or wrong keeps its value. */
static void
test_hostile (void)
{
  static const char *const texts[] = {
      "null",
      "7",
      "[]",
      "{}",
      "{\"cortex\": 1, \"slices\": \"x\"}",
      "{\"cortex\": {\"montage\": \"nine\", \"preset\": 4, \"ventral\": \"x\", \"motion\": 5}}",
      "{\"cortex\": {\"montage\": null, \"preset\": [], \"ventral\": {}, \"motion\": [[], 1, {}]}}",
      "{\"cortex\": {\"motion\": [[\"x\", null, \"y\", [], {}], [], [], [], [], [], [], [5, 5]]}}",
      "{\"slices\": {\"mode\": 3, \"plane\": \"x\", \"zoom\": \"x\", \"pan-mm\": 4}}",
      "{\"slices\": {\"zoom\": {}, \"pan-mm\": [\"x\", null, []], \"hidden\": {}, \"grid\": []}}",
      "{\"slices\": {\"grid\": [\"x\"], \"range-mm\": [null]}}",
  };

  for (gsize n = 0; n < G_N_ELEMENTS (texts); n++) {
    g_autoptr (JsonNode) node = json_from_string (texts[n], NULL);
    CalCortexView cortex = make_cortex ();
    CalSliceLayout slices = make_slices ();
    const CalCortexView cortex_before = make_cortex ();
    const CalSliceLayout slices_before = make_slices ();

    g_test_message ("%s", texts[n]);
    cal_views_from_json (node, &cortex, &slices);
    assert_same (&cortex_before, &cortex);
    assert_same_slices (&slices_before, &slices);
  }
}

/* Numbers that no view can have stay within what can be drawn. */
static void
test_absurd (void)
{
  static const char text[] =
      "{\"cortex\": {\"motion\": [[1e308, -1e308, 0, 1e308, 0], [0, 0, 1e300, 0, 0]]},"
      " \"slices\": {\"zoom\": -5, \"hidden\": [1, 1, 1], \"grid\": [1e9, -4]}}";
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  CalCortexView cortex = make_cortex ();
  CalSliceLayout slices = make_slices ();

  cal_views_from_json (node, &cortex, &slices);
  g_assert_cmpfloat (cortex.motion[0].zoom, >, 0.0);
  g_assert_cmpfloat (cortex.motion[1].zoom, <=, 1000.0);
  g_assert_cmpfloat (slices.zoom, >, 0.0);
  g_assert_cmpint (slices.n_rows, <=, 12);
  g_assert_cmpint (slices.n_columns, >=, 1);
  g_assert_false (slices.hidden[0] && slices.hidden[1] && slices.hidden[2]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/views/round-trip", test_round_trip);
  g_test_add_func ("/views/hostile", test_hostile);
  g_test_add_func ("/views/absurd", test_absurd);
  return g_test_run ();
}
