/* test-rdm-view.c - where rows and columns lie, and what a place on the picture is.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "render/scene/rdm-view.h"

static CalRdm *
make_rdm (gsize n)
{
  gsize n_pairs = n * (n - 1) / 2;
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (n_pairs * 4), n_pairs * 4);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n_pairs, bytes, NULL);
  CalRdmDesc desc = {.name = "made", .n_conditions = n, .dissimilarities = array};

  return cal_rdm_new (&desc, NULL);
}

static void
test_there_and_back (void)
{
  CalRdmView view = {3.7, {0.4, 0.7}};
  CalRdmPane pane;

  cal_rdm_pane_init (&pane, &view, 92, 31, 17, 400);
  for (int axis = 0; axis < 2; axis++)
    for (gsize cell = 0; cell < 92; cell++) {
      double px = cal_rdm_pane_get_px (&pane, axis, (double) cell + 0.5);
      int start = axis == 0 ? 31 : 17;
      gsize found;

      if (px < start || px >= start + 400)
        continue;
      g_assert_true (cal_rdm_pane_find_along (&pane, axis, px, &found));
      g_assert_cmpuint (found, ==, cell);
    }
}

static void
test_zoom (void)
{
  CalRdmView view;
  CalRdmPane pane;
  gsize before[2], after[2];

  cal_rdm_view_init (&view);
  cal_rdm_pane_init (&pane, &view, 1000, 50, 50, 500);
  g_assert_cmpfloat (pane.px_per_cell, ==, 0.5);
  g_assert_cmpuint (cal_rdm_pane_get_level (&pane), ==, 1);
  for (int step = 0; step < 30; step++) {
    g_assert_true (cal_rdm_pane_find_cell (&pane, 313.3, 127.2, &before[0], &before[1]));
    cal_rdm_view_zoom_at (&view, &pane, 313.3, 127.2, 1.3);
    cal_rdm_pane_init (&pane, &view, 1000, 50, 50, 500);
    g_assert_true (cal_rdm_pane_find_cell (&pane, 313.3, 127.2, &after[0], &after[1]));
    g_assert_cmpuint (after[0], ==, before[0]);
    g_assert_cmpuint (after[1], ==, before[1]);
  }
  g_assert_cmpfloat (pane.px_per_cell, ==, 160.0);
  g_assert_cmpuint (cal_rdm_pane_get_level (&pane), ==, 0);
  cal_rdm_view_zoom_at (&view, &pane, 60.0, 60.0, 1e-9);
  g_assert_cmpfloat (view.zoom, ==, 1.0);
  g_assert_cmpfloat (view.middle[0], ==, 0.5);
}

static void
test_pan (void)
{
  CalRdmView view = {4.0, {0.5, 0.5}};
  CalRdmPane pane, moved;

  cal_rdm_pane_init (&pane, &view, 80, 0, 0, 320);
  cal_rdm_view_pan (&view, &pane, 48.0, -16.0);
  cal_rdm_pane_init (&moved, &view, 80, 0, 0, 320);
  g_assert_cmpfloat_with_epsilon (cal_rdm_pane_get_px (&moved, 0, 40.0),
                                  cal_rdm_pane_get_px (&pane, 0, 40.0) + 48.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (cal_rdm_pane_get_px (&moved, 1, 40.0),
                                  cal_rdm_pane_get_px (&pane, 1, 40.0) - 16.0, 1e-9);
  cal_rdm_view_pan (&view, &moved, 1e9, 1e9);
  cal_rdm_pane_init (&moved, &view, 80, 0, 0, 320);
  g_assert_cmpfloat_with_epsilon (moved.first[0], 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (moved.first[1], 0.0, 1e-9);
}

static void
test_reveal (void)
{
  CalRdmView view = {8.0, {0.5, 0.5}};
  CalRdmPane pane;
  gsize first, end;

  cal_rdm_pane_init (&pane, &view, 64, 0, 0, 256);
  cal_rdm_view_reveal (&view, &pane, 3, 61);
  cal_rdm_pane_init (&pane, &view, 64, 0, 0, 256);
  cal_rdm_pane_get_visible (&pane, 0, &first, &end);
  g_assert_cmpuint (end, ==, 62);
  cal_rdm_pane_get_visible (&pane, 1, &first, &end);
  g_assert_cmpuint (first, ==, 3);
  g_assert_cmpuint (end, ==, 11);
}

static void
test_frames (void)
{
  const gsize n[] = {10, 92, 92, 300};
  CalRdmView view = {1.0, {0.5, 0.5}};
  CalRdmLayout layout;

  for (guint n_frames = 1; n_frames <= 4; n_frames++) {
    cal_rdm_layout (&layout, &view, n, n_frames, TRUE, 1200, 700, 1.0);
    g_assert_cmpuint (layout.n_frames, ==, n_frames);
    for (guint f = 0; f < n_frames; f++) {
      const CalRdmFrame *frame = &layout.frames[f];

      g_assert_cmpuint (frame->pane.n, ==, n[f]);
      g_assert_cmpint (frame->pane.x_px - frame->strip_px[1], >, frame->x_px);
      g_assert_cmpint (frame->pane.x_px + frame->pane.size_px + frame->tree_px, <,
                       frame->x_px + frame->width_px);
      g_assert_cmpint (frame->pane.y_px - frame->strip_px[0], >, frame->y_px + frame->title_px);
      g_assert_cmpint (frame->pane.y_px + frame->pane.size_px + frame->foot_px, <,
                       frame->y_px + frame->height_px);
    }
  }
  g_assert_cmpint (layout.frames[3].x_px, ==, 600);
  g_assert_cmpint (layout.frames[3].y_px, ==, 350);
}

static void
test_hit (void)
{
  g_autoptr (CalRdm) rdm = make_rdm (40);
  g_autofree guint32 *rows = g_new (guint32, 40);
  const CalRdmGroup groups[] = {{"animate", 0, 25}, {"inanimate", 25, 15}};
  g_autoptr (CalRdmOrder) order = NULL;
  const gsize n = 40;
  CalRdmView view = {1.0, {0.5, 0.5}};
  CalRdmLayout layout;
  const CalRdmPane *pane = &layout.frames[0].pane;
  CalRdmHit hit;
  double x, y;

  for (guint r = 0; r < 40; r++)
    rows[r] = r;
  order = cal_rdm_order_new ("groups", rdm, rows, groups, 2);
  cal_rdm_layout (&layout, &view, &n, 1, TRUE, 500, 520, 1.0);
  x = cal_rdm_pane_get_px (pane, 0, 7.5);
  y = cal_rdm_pane_get_px (pane, 1, 30.5);
  hit = cal_rdm_layout_hit (&layout, &order, x, y);
  g_assert_cmpint (hit.part, ==, CAL_RDM_CELL);
  g_assert_cmpuint (hit.row, ==, 30);
  g_assert_cmpuint (hit.column, ==, 7);
  /* Rows too low for names: the strip is the groups'. */
  g_assert_false (cal_rdm_layout_names_rows (&layout, 0));
  hit = cal_rdm_layout_hit (&layout, &order, pane->x_px - 3.0, y);
  g_assert_cmpint (hit.part, ==, CAL_RDM_ROW_GROUP);
  g_assert_cmpuint (hit.group, ==, 1);
  hit = cal_rdm_layout_hit (&layout, &order, x, pane->y_px - 3.0);
  g_assert_cmpint (hit.part, ==, CAL_RDM_COLUMN_GROUP);
  g_assert_cmpuint (hit.group, ==, 0);
  hit = cal_rdm_layout_hit (&layout, &order, pane->x_px + pane->size_px + 2.0, y);
  g_assert_cmpint (hit.part, ==, CAL_RDM_TREE);
  hit = cal_rdm_layout_hit (&layout, &order, 1.0, 1.0);
  g_assert_cmpint (hit.part, ==, CAL_RDM_NOWHERE);
  /* Tall rows: names beside the matrix, groups outside. */
  view.zoom = 2.0;
  cal_rdm_layout (&layout, &view, &n, 1, TRUE, 500, 520, 1.0);
  hit = cal_rdm_layout_hit (&layout, &order, pane->x_px - 3.0, y);
  g_assert_cmpint (hit.part, ==, CAL_RDM_ROW);
  hit = cal_rdm_layout_hit (&layout, &order, pane->x_px - layout.frames[0].strip_px[1] + 3.0, y);
  g_assert_cmpint (hit.part, ==, CAL_RDM_ROW_GROUP);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rdm-view/there-and-back", test_there_and_back);
  g_test_add_func ("/rdm-view/zoom", test_zoom);
  g_test_add_func ("/rdm-view/pan", test_pan);
  g_test_add_func ("/rdm-view/reveal", test_reveal);
  g_test_add_func ("/rdm-view/frames", test_frames);
  g_test_add_func ("/rdm-view/hit", test_hit);
  return g_test_run ();
}
