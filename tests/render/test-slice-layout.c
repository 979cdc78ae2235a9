/* test-slice-layout.c - how slices share a rectangle, and what a click in it means.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/scene/slice-layout.h"

static CalSliceLayout
make_layout (int width_px, int height_px)
{
  g_autoptr (CalScene) scene = cal_scene_new ();
  CalSliceLayout layout;

  cal_slice_layout_init (&layout, scene, width_px, height_px);
  return layout;
}

static const CalSlicePane *
get_pane (GArray *panes, guint n)
{
  return &g_array_index (panes, CalSlicePane, n);
}

/* Panes lie inside, none over another, and show the whole box at one scale. */
static void
check_panes (const CalSliceLayout *layout, GArray *panes)
{
  for (guint n = 0; n < panes->len; n++) {
    const CalSlicePane *pane = get_pane (panes, n);
    CalAffine world_to_pane = cal_slice_view_get_world_to_pane (&pane->view);
    double low[3], high[3];

    g_assert_cmpint (pane->x_px, >=, 0);
    g_assert_cmpint (pane->y_px, >=, 0);
    g_assert_cmpint (pane->x_px + pane->view.width_px, <=, layout->width_px);
    g_assert_cmpint (pane->y_px + pane->view.height_px, <=, layout->height_px);
    g_assert_cmpfloat (pane->view.mm_per_px, ==, get_pane (panes, 0)->view.mm_per_px);
    cal_affine_apply (&world_to_pane, layout->low_mm, low);
    cal_affine_apply (&world_to_pane, layout->high_mm, high);
    for (int a = 0; a < 2; a++) {
      g_assert_cmpfloat (MIN (low[a], high[a]), >=, 0.0);
      g_assert_cmpfloat (MAX (low[a], high[a]), <=,
                         (double) (a == 0 ? pane->view.width_px : pane->view.height_px));
    }
    for (guint m = 0; m < n; m++) {
      const CalSlicePane *other = get_pane (panes, m);

      g_assert_true (pane->x_px >= other->x_px + other->view.width_px ||
                     other->x_px >= pane->x_px + pane->view.width_px ||
                     pane->y_px >= other->y_px + other->view.height_px ||
                     other->y_px >= pane->y_px + pane->view.height_px);
    }
  }
}

static void
test_arrangements (void)
{
  static const struct {
    int width_px, height_px;
    int n_columns;
  } cases[] = {{1500, 400, 3}, {300, 1200, 1}, {900, 880, 2}};

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    CalSliceLayout layout = make_layout (cases[n].width_px, cases[n].height_px);
    g_autoptr (GArray) panes = cal_slice_layout_dup_panes (&layout);
    int n_columns = 1;

    g_assert_cmpuint (panes->len, ==, 3);
    check_panes (&layout, panes);
    for (guint p = 0; p < 3; p++)
      n_columns = MAX (n_columns, get_pane (panes, p)->x_px * 3 / cases[n].width_px + 1);
    g_assert_cmpint (n_columns, ==, cases[n].n_columns);
  }
}

static void
test_hidden_planes (void)
{
  CalSliceLayout layout = make_layout (800, 600);

  layout.hidden[CAL_PLANE_CORONAL] = TRUE;
  for (int n = 2; n >= 1; n--) {
    g_autoptr (GArray) panes = cal_slice_layout_dup_panes (&layout);

    g_assert_cmpuint (panes->len, ==, n);
    check_panes (&layout, panes);
    layout.hidden[CAL_PLANE_SAGITTAL] = TRUE;
  }
}

static void
test_mosaic (void)
{
  CalSliceLayout layout = make_layout (1003, 701);
  g_autoptr (GArray) panes = NULL;

  layout.mode = CAL_SLICES_MOSAIC;
  layout.plane = CAL_PLANE_CORONAL;
  layout.n_rows = 4;
  layout.n_columns = 6;
  layout.from_mm = -80.0;
  layout.to_mm = 35.0;
  panes = cal_slice_layout_dup_panes (&layout);
  g_assert_cmpuint (panes->len, ==, 24);
  check_panes (&layout, panes);
  for (guint n = 0; n < 24; n++)
    g_assert_cmpfloat_with_epsilon (get_pane (panes, n)->view.centre_mm[1], -80.0 + 5.0 * n, 1e-9);
  g_assert_cmpint (get_pane (panes, 7)->y_px, >, get_pane (panes, 5)->y_px);
}

/* A click finds the pane that was drawn there, and its place in the world. */
static void
test_click (void)
{
  CalSliceLayout layout = make_layout (900, 880);
  g_autoptr (GArray) panes = NULL;

  layout.position_mm[0] = -12.0;
  layout.convention = CAL_RADIOLOGICAL;
  panes = cal_slice_layout_dup_panes (&layout);
  for (guint n = 0; n < panes->len; n++) {
    const CalSlicePane *pane = get_pane (panes, n);
    double x = pane->x_px + pane->view.width_px / 2.0, y = pane->y_px + 10.5, mm[3];

    g_assert_true (cal_slice_panes_find (panes, x, y) == pane);
    cal_slice_pane_to_mm (pane, x, y, mm);
    for (int a = 0; a < 3; a++)
      if (a != (pane->view.plane == CAL_PLANE_AXIAL ? 1 : 2))
        g_assert_cmpfloat_with_epsilon (mm[a], pane->view.centre_mm[a], 1e-9);
  }
  g_assert_null (cal_slice_panes_find (panes, -1.0, 10.0));
  g_assert_null (cal_slice_panes_find (panes, 899.0, 879.0));
}

static void
test_zoom_and_pan (void)
{
  CalSliceLayout layout = make_layout (900, 400);

  for (guint n = 0; n < 3; n++) {
    g_autoptr (GArray) before = cal_slice_layout_dup_panes (&layout), after = NULL, panned = NULL;
    const CalSlicePane *pane = get_pane (before, n);
    double x = pane->x_px + 31.0, y = pane->y_px + 77.0, was[3], is[3];

    cal_slice_pane_to_mm (pane, x, y, was);
    cal_slice_layout_zoom_at (&layout, pane, x, y, 1.7);
    after = cal_slice_layout_dup_panes (&layout);
    cal_slice_pane_to_mm (get_pane (after, n), x, y, is);
    for (int a = 0; a < 3; a++)
      g_assert_cmpfloat_with_epsilon (was[a], is[a], 1e-9);
    g_assert_cmpfloat_with_epsilon (get_pane (after, n)->view.mm_per_px, pane->view.mm_per_px / 1.7,
                                    1e-9);
    cal_slice_layout_pan (&layout, get_pane (after, n), 10.0, -4.0);
    panned = cal_slice_layout_dup_panes (&layout);
    cal_slice_pane_to_mm (get_pane (panned, n), x + 10.0, y - 4.0, is);
    for (int a = 0; a < 3; a++)
      g_assert_cmpfloat_with_epsilon (was[a], is[a], 1e-9);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slice-layout/arrangements", test_arrangements);
  g_test_add_func ("/slice-layout/hidden-planes", test_hidden_planes);
  g_test_add_func ("/slice-layout/mosaic", test_mosaic);
  g_test_add_func ("/slice-layout/click", test_click);
  g_test_add_func ("/slice-layout/zoom-and-pan", test_zoom_and_pan);
  return g_test_run ();
}
