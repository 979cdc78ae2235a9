/* test-rdm-area.c - RDMs in a window: what is drawn, what the mouse and the keys do.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "analysis/trsa.h"
#include "tests/support/window.h"
#include "widgets/gl-share.h"
#include "widgets/rdm-area.h"
#include "widgets/view.h"

#define WIDTH 640
#define HEIGHT 600
#define N 60

typedef struct {
  CalRdmScene *scene;
  CalSelection *selection;
  GtkWidget *area, *window;
  CalRdmLayout layout;
} Fixture;

static CalTable *
make_conditions (gsize n)
{
  CalTextArrayBuilder *ids = cal_text_array_builder_new ();
  CalTextArrayBuilder *kinds = cal_text_array_builder_new ();
  CalColumn columns[2] = {{.name = "id"}, {.name = "kind"}};
  CalTable *table;

  for (gsize i = 0; i < n; i++) {
    g_autofree char *id = g_strdup_printf ("stim%02u", (guint) i);

    cal_text_array_builder_add (ids, id, -1);
    cal_text_array_builder_add (kinds, i % 3 == 0 ? "face" : "house", -1);
  }
  columns[0].texts = cal_text_array_builder_end (ids, 1, &n, NULL);
  columns[1].texts = cal_text_array_builder_end (kinds, 1, &n, NULL);
  table = cal_table_new ("conditions", n, columns, 2, NULL);
  g_object_unref (columns[0].texts);
  g_object_unref (columns[1].texts);
  return table;
}

/* Conditions of one kind are near each other; no two pairs are the same. */
static CalRdm *
make_rdm (const char *name, gsize n, guint seed)
{
  g_autoptr (CalTable) conditions = make_conditions (n);
  gsize n_pairs = n * (n - 1) / 2, pair = 0;
  double *values = g_new (double, n_pairs);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n_pairs * sizeof *values);
  g_autoptr (CalArray) array = NULL;
  CalRdmDesc desc = {
      .name = name, .n_conditions = n, .conditions = conditions, .measure = "correlation"};

  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n; j++, pair++)
      values[pair] = ((i % 3 == 0) == (j % 3 == 0) ? 0.1 : 0.6) +
                     (double) ((pair + 1) * 2654435761u * seed >> 8 & 0xffff) / 200000.0;
  array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n_pairs, bytes, NULL);
  desc.dissimilarities = array;
  return cal_rdm_new (&desc, NULL);
}

static void
settle (Fixture *f)
{
  do
    cal_test_window_settle ();
  while (cal_rdm_area_is_busy (CAL_RDM_AREA (f->area)));
  cal_test_window_wait (f->area);
  cal_rdm_area_get_layout (CAL_RDM_AREA (f->area), &f->layout);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CalRdm) human = make_rdm ("human", N, 1), monkey = make_rdm ("monkey", N, 5);

  f->scene = cal_rdm_scene_new ();
  f->selection = cal_rdm_scene_get_selection (f->scene);
  cal_rdm_scene_append (f->scene, human);
  cal_rdm_scene_append (f->scene, monkey);
  f->area = cal_rdm_area_new (f->scene, NULL);
  f->window = cal_test_window_show (f->area, WIDTH, HEIGHT);
  settle (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cal_test_window_close (f->window, f->area);
  g_assert_finalize_object (f->scene);
}

static const CalRdmDrawing *
get_drawing (Fixture *f, guint n)
{
  GPtrArray *drawings = cal_rdm_area_get_drawings (CAL_RDM_AREA (f->area));

  g_assert_cmpuint (n, <, drawings->len);
  g_assert_nonnull (drawings->pdata[n]);
  return drawings->pdata[n];
}

/* As cal_test_point(), where panes are measured: in device pixels. */
static void
point (Fixture *f, double x_px, double y_px, const char *action)
{
  int scale = gtk_widget_get_scale_factor (f->area);

  cal_test_point (f->area, floor (x_px) / scale, floor (y_px) / scale, action);
  settle (f);
}

static void
point_cell (Fixture *f, guint frame, double row, double column, const char *action)
{
  const CalRdmPane *pane = &f->layout.frames[frame].pane;

  point (f, cal_rdm_pane_get_px (pane, 0, column + 0.5), cal_rdm_pane_get_px (pane, 1, row + 0.5),
         action);
}

static void
order_by_kind (Fixture *f)
{
  CalRdm *rdm = cal_rdm_scene_get_current (f->scene);
  g_autoptr (CalRdmOrder) order = cal_rdm_order_new_by_column (
      rdm, cal_table_find_column (cal_rdm_get_desc (rdm)->conditions, "kind"));

  cal_rdm_scene_set_order (f->scene, order);
  settle (f);
}

/* Whether the middle of the pixel is the border of two cells, so that it may be either's, or a line
 * between groups is drawn there. */
static gboolean
is_on_bound (const CalRdmDrawing *drawing, const CalRdmPane *pane, int x, int y)
{
  double column = pane->first[0] + (x + 0.5 - pane->x_px) / pane->px_per_cell;
  double row = pane->first[1] + (y + 0.5 - pane->y_px) / pane->px_per_cell;

  if (fabs (column - round (column)) < 1e-4 || fabs (row - round (row)) < 1e-4)
    return TRUE;
  for (guint g = 1; g < cal_rdm_order_get_n_groups (drawing->order); g++) {
    double start = (double) cal_rdm_order_get_group (drawing->order, g)->start;

    if (fabs (cal_rdm_pane_get_px (pane, 0, start) - x) < 5.0 ||
        fabs (cal_rdm_pane_get_px (pane, 1, start) - y) < 5.0)
      return TRUE;
  }
  return FALSE;
}

/* The window's own pixels obey the law: a pixel is the colour of the cell that is picked there. */
static void
check_pixels (Fixture *f)
{
  g_autoptr (GdkTexture) photograph = cal_test_photograph (f->area);
  int width_px = gdk_texture_get_width (photograph);
  g_autofree guint32 *pixels = g_new (guint32, width_px * gdk_texture_get_height (photograph));
  guint n_seen = 0, n_wrong = 0;

  gdk_texture_download (photograph, (guchar *) pixels, (gsize) width_px * 4);
  for (guint n = 0; n < f->layout.n_frames; n++) {
    const CalRdmPane *pane = &f->layout.frames[n].pane;
    const CalRdmDrawing *drawing = get_drawing (f, n);

    for (int y = pane->y_px; y < pane->y_px + pane->size_px; y++)
      for (int x = pane->x_px; x < pane->x_px + pane->size_px; x++) {
        CalRdmPick pick;
        float rgb[3];

        g_assert_true (cal_rdm_drawing_pick (drawing, pane, x + 0.5, y + 0.5, &pick));
        if (pick.is_diagonal || is_on_bound (drawing, pane, x, y))
          continue;
        cal_rdm_colours_get_rgb (&drawing->sides[pick.side].colours, pick.shown, rgb);
        n_seen++;
        for (int c = 0; c < 3; c++)
          if (fabs ((double) (pixels[y * width_px + x] >> (16 - 8 * c) & 0xff) -
                    (double) rgb[c] * 255.0) > 1.01) {
            n_wrong++;
            break;
          }
      }
  }
  g_assert_cmpuint (n_seen, >, 50000);
  g_assert_cmpuint (n_wrong, ==, 0);
}

static void
test_pixels (Fixture *f, gconstpointer data)
{
  check_pixels (f);
  order_by_kind (f);
  check_pixels (f);
  g_object_set (f->scene, "use-ranks", TRUE, "color-map", "viridis", NULL);
  settle (f);
  check_pixels (f);
  g_assert_cmpfloat (get_drawing (f, 0)->sides[0].colours.high, ==, 1.0);
  g_object_set (f->area, "show", CAL_RDM_SHOW_BESIDE, NULL);
  settle (f);
  g_assert_cmpuint (f->layout.n_frames, ==, 2);
  check_pixels (f);
}

static void
test_transform (Fixture *f, gconstpointer data)
{
  GdkDisplay *display = gtk_widget_get_display (f->area);
  const CalRdmColours *colours;
  guint64 uploaded;

  cal_rdm_scene_set_transform (f->scene, CAL_RDM_BY_DISTANCE, 0.2, 0.8);
  settle (f);
  uploaded = cal_gl_share_get_bytes_uploaded (display);
  for (int step = 0; step < 5; step++) {
    cal_rdm_scene_set_transform (f->scene, CAL_RDM_BY_DISTANCE, 0.1 * step, 0.5 + 0.1 * step);
    settle (f);
    check_pixels (f);
  }
  g_assert_cmpuint (cal_gl_share_get_bytes_uploaded (display), ==, uploaded);
  colours = &get_drawing (f, 0)->sides[0].colours;
  g_assert_true (colours->transformed);
  /* Pairs of one kind lie below 0.43, others above 0.6. */
  g_assert_cmpfloat (colours->lower, <, 0.43);
  g_assert_cmpfloat (colours->upper, >, 0.6);
  cal_rdm_scene_set_transform (f->scene, CAL_RDM_BY_RANK, 0.25, 0.75);
  settle (f);
  colours = &get_drawing (f, 0)->sides[0].colours;
  g_assert_cmpfloat_with_epsilon (colours->lower, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (colours->upper, 0.75, 1e-9);
  check_pixels (f);
}

/* What is drawn, and so what its pixels are, is the closed form that analysis computes: by rank for
 * each RDM, by distance for both together. */
static void
test_closed_form (Fixture *f, gconstpointer data)
{
  static const double thresholds[][2] = {{0.2, 0.8}, {0.0, 1.0}, {0.5, 0.5}, {0.65, 0.9}};
  static const CalRdmTransform kinds[] = {CAL_RDM_BY_RANK, CAL_RDM_BY_DISTANCE};
  CalRdm *rdms[] = {cal_rdm_scene_get (f->scene, 0), cal_rdm_scene_get (f->scene, 1)};

  g_object_set (f->area, "show", CAL_RDM_SHOW_BESIDE, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (gsize t = 0; t < G_N_ELEMENTS (thresholds); t++) {
      CalTrsaOptions options = {.scale = kinds[k] == CAL_RDM_BY_RANK ? CAL_TRSA_BY_RANK
                                                                     : CAL_TRSA_BY_DISTANCE,
                                .lower = thresholds[t][0],
                                .upper = thresholds[t][1]};
      g_autoptr (GPtrArray) transformed = cal_trsa_transform (rdms, 2, &options, NULL);

      g_assert_nonnull (transformed);
      cal_rdm_scene_set_transform (f->scene, kinds[k], options.lower, options.upper);
      settle (f);
      for (guint n = 0; n < 2; n++)
        for (gsize row = 0; row < N; row++)
          for (gsize column = 0; column < row; column++) {
            CalRdmPick pick;

            cal_rdm_drawing_pick_cell (get_drawing (f, n), &f->layout.frames[n].pane, row, column,
                                       &pick);
            g_assert_cmpfloat_with_epsilon (pick.shown,
                                            cal_rdm_get (transformed->pdata[n], row, column), 1e-6);
          }
      check_pixels (f);
    }
}

static void
test_two (Fixture *f, gconstpointer data)
{
  CalRdm *human = cal_rdm_scene_get (f->scene, 0), *monkey = cal_rdm_scene_get (f->scene, 1);
  const CalRdmSide *sides;

  g_object_set (f->area, "show", CAL_RDM_SHOW_DIFFERENCE, NULL);
  settle (f);
  g_assert_cmpuint (f->layout.n_frames, ==, 1);
  sides = get_drawing (f, 0)->sides;
  g_assert_cmpfloat (cal_rdm_field_get (sides[0].field, 0, 3, 40), ==,
                     cal_rdm_get (human, 3, 40) - cal_rdm_get (monkey, 3, 40));
  g_assert_cmpfloat (sides[0].colours.low, ==, -sides[0].colours.high);
  check_pixels (f);
  g_object_set (f->area, "show", CAL_RDM_SHOW_TRIANGLES, NULL);
  settle (f);
  sides = get_drawing (f, 0)->sides;
  g_assert_cmpuint (get_drawing (f, 0)->n_sides, ==, 2);
  g_assert_true (sides[0].rdm == human && sides[1].rdm == monkey);
  check_pixels (f);
}

/* Other conditions: a matrix of its own, in its file's order. */
static void
test_other_conditions (Fixture *f, gconstpointer data)
{
  g_autoptr (CalRdm) small = make_rdm ("small", 20, 3);

  cal_rdm_scene_append (f->scene, small);
  cal_rdm_scene_set_compared (f->scene, small);
  order_by_kind (f);
  g_object_set (f->area, "show", CAL_RDM_SHOW_DIFFERENCE, NULL);
  settle (f);
  g_assert_cmpuint (f->layout.n_frames, ==, 2);
  g_assert_cmpstr (cal_rdm_order_get_title (get_drawing (f, 0)->order), ==, "kind");
  g_assert_cmpstr (cal_rdm_order_get_title (get_drawing (f, 1)->order), ==, "as in the file");
  check_pixels (f);
}

static void
test_click (Fixture *f, gconstpointer data)
{
  const char *first, *second;
  gsize n;

  if (!cal_test_can_point ())
    return;
  point_cell (f, 0, 7, 31, "click 1");
  g_assert_true (cal_selection_get_pair (f->selection, &first, &second));
  g_assert_cmpstr (first, ==, "stim07");
  g_assert_cmpstr (second, ==, "stim31");
  cal_selection_get_stimuli (f->selection, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (cal_selection_has_stimulus (f->selection, "stim31"));
  /* In another order the same place is another pair, and the pair is at another place. */
  order_by_kind (f);
  point_cell (f, 0, 1, 59, "click 1");
  g_assert_true (cal_selection_get_pair (f->selection, &first, &second));
  g_assert_cmpstr (first, ==, "stim03");
  g_assert_cmpstr (second, ==, "stim59");
  /* A condition and itself are no pair. */
  point_cell (f, 0, 5, 5, "click 1");
  g_assert_false (cal_selection_get_pair (f->selection, &first, &second));
  cal_selection_get_stimuli (f->selection, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_groups (Fixture *f, gconstpointer data)
{
  const CalRdmPane *pane = &f->layout.frames[0].pane;
  gsize n;

  if (!cal_test_can_point ())
    return;
  order_by_kind (f);
  point (f, pane->x_px - 8.0, cal_rdm_pane_get_px (pane, 1, 4.5), "click 1");
  cal_selection_get_stimuli (f->selection, &n);
  g_assert_cmpuint (n, ==, 20);
  g_assert_true (cal_selection_has_stimulus (f->selection, "stim57"));
  g_assert_false (cal_selection_has_stimulus (f->selection, "stim58"));
  point (f, cal_rdm_pane_get_px (pane, 0, 40.5), pane->y_px - 8.0,
         "keydown ctrl click 1 keyup ctrl");
  cal_selection_get_stimuli (f->selection, &n);
  g_assert_cmpuint (n, ==, N);
}

static void
test_drag_rows (Fixture *f, gconstpointer data)
{
  const CalRdmPane *pane = &f->layout.frames[0].pane;
  gsize n;

  if (!cal_test_can_point ())
    return;
  point (f, pane->x_px - 20.0, cal_rdm_pane_get_px (pane, 1, 10.5), "mousedown 1");
  point (f, pane->x_px - 20.0, cal_rdm_pane_get_px (pane, 1, 13.5), "");
  point (f, pane->x_px - 20.0, cal_rdm_pane_get_px (pane, 1, 16.5), "mouseup 1");
  cal_selection_get_stimuli (f->selection, &n);
  g_assert_cmpuint (n, ==, 7);
  g_assert_true (cal_selection_has_stimulus (f->selection, "stim10"));
  g_assert_true (cal_selection_has_stimulus (f->selection, "stim16"));
}

static void
test_tree (Fixture *f, gconstpointer data)
{
  const CalRdmFrame *frame = &f->layout.frames[0];
  CalClusterTree *tree;
  gsize n;

  cal_rdm_area_order_by_clusters (CAL_RDM_AREA (f->area), FALSE);
  settle (f);
  tree = cal_rdm_order_get_tree (cal_rdm_scene_get_order (f->scene));
  g_assert_nonnull (tree);
  g_assert_cmpint (frame->tree_px, >, 0);
  check_pixels (f);
  if (!cal_test_can_point ())
    return;
  /* Left of the root's line lie its two branches: the two kinds. */
  point (f, frame->pane.x_px + frame->pane.size_px + 0.8 * frame->tree_px,
         cal_rdm_pane_get_px (&frame->pane, 1, 2.5), "click 1");
  cal_selection_get_stimuli (f->selection, &n);
  g_assert_true (n == 20 || n == 40);
  g_assert_true (cal_selection_has_stimulus (f->selection, "stim03") == (n == 20));
  g_assert_true (cal_selection_has_stimulus (f->selection, "stim04") == (n == 40));
}

static void
test_zoom_and_pan (Fixture *f, gconstpointer data)
{
  CalRdmPane before, after;
  double x, y;

  if (!cal_test_can_point ())
    return;
  g_object_set (f->area, "show", CAL_RDM_SHOW_BESIDE, NULL);
  settle (f);
  before = f->layout.frames[1].pane;
  x = floor (cal_rdm_pane_get_px (&before, 0, 20.5)) + 0.5;
  y = floor (cal_rdm_pane_get_px (&before, 1, 44.5)) + 0.5;
  point (f, x, y, "click 4 click 4 click 4 click 4");
  after = f->layout.frames[1].pane;
  g_assert_cmpfloat_with_epsilon (after.px_per_cell, before.px_per_cell * pow (1.25, 4), 1e-9);
  g_assert_cmpfloat_with_epsilon (after.first[0] + (x - after.x_px) / after.px_per_cell,
                                  before.first[0] + (x - before.x_px) / before.px_per_cell, 1e-9);
  g_assert_cmpfloat_with_epsilon (after.first[1] + (y - after.y_px) / after.px_per_cell,
                                  before.first[1] + (y - before.y_px) / before.px_per_cell, 1e-9);
  /* Both show the same part. */
  g_assert_cmpfloat (f->layout.frames[0].pane.first[0], ==, after.first[0]);
  /* The card beside the pointer goes with it. */
  point (f, 2.0, 2.0, "");
  check_pixels (f);

  before = after;
  point (f, x, y, "mousedown 2");
  point (f, x + 16.0, y - 10.0, "mouseup 2");
  after = f->layout.frames[1].pane;
  g_assert_cmpfloat_with_epsilon (after.first[0], before.first[0] - 16.0 / before.px_per_cell,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (after.first[1], before.first[1] + 10.0 / before.px_per_cell,
                                  1e-9);
  point (f, x, y, "key Home");
  g_assert_cmpfloat (f->layout.frames[0].pane.first[0], ==, 0.0);
}

static void
hovered_cb (CalRdmArea *area, const char *readout, char **seen)
{
  g_free (*seen);
  *seen = g_strdup (readout);
}

static void
test_hover (Fixture *f, gconstpointer data)
{
  g_autofree char *seen = NULL;
  CalRdm *rdm = cal_rdm_scene_get_current (f->scene);
  double value = cal_rdm_get (rdm, 12, 34), below = 0.0;
  g_autofree char *rank = NULL;

  if (!cal_test_can_point ())
    return;
  for (gsize p = 0; p < cal_rdm_get_n_pairs (rdm); p++)
    below += cal_rdm_get_pair (rdm, p) < value;
  rank = below + 1 < 1000 ? g_strdup_printf ("rank %.0f of 1,770 pairs", below + 1)
                          : g_strdup_printf ("rank %d,%03d of 1,770 pairs",
                                             (int) (below + 1) / 1000, (int) (below + 1) % 1000);
  g_signal_connect (f->area, "hovered", G_CALLBACK (hovered_cb), &seen);
  point_cell (f, 0, 12, 34, "");
  g_assert_nonnull (seen);
  g_assert_true (g_str_has_prefix (seen, "stim12 and stim34: "));
  g_assert_nonnull (strstr (seen, "human · correlation"));
  g_assert_nonnull (strstr (seen, rank));
  point (f, 2.0, 2.0, "");
  g_assert_null (seen);
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  const char *first, *second;
  gsize n;

  if (!cal_test_can_point ())
    return;
  point_cell (f, 0, 5, 6, "click 1");
  point_cell (f, 0, 5, 6, "key Right key Right key Down key Return");
  g_assert_true (cal_selection_get_pair (f->selection, &first, &second));
  g_assert_cmpstr (first, ==, "stim06");
  g_assert_cmpstr (second, ==, "stim08");
  point_cell (f, 0, 5, 6, "key plus key plus");
  g_assert_cmpfloat (f->layout.frames[0].pane.px_per_cell, >,
                     1.5 * f->layout.frames[0].pane.size_px / N);
  point_cell (f, 0, 5, 6, "key Escape");
  g_assert_false (cal_selection_get_pair (f->selection, &first, &second));
  cal_selection_get_stimuli (f->selection, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* The scene is emptied while work is under way, and filled again. */
static void
test_clear (Fixture *f, gconstpointer data)
{
  g_autoptr (CalRdm) rdm = make_rdm ("new", 300, 9);

  cal_rdm_area_order_by_clusters (CAL_RDM_AREA (f->area), TRUE);
  cal_rdm_scene_clear (f->scene);
  settle (f);
  g_assert_cmpuint (f->layout.n_frames, ==, 0);
  cal_rdm_scene_append (f->scene, rdm);
  settle (f);
  g_assert_cmpuint (f->layout.n_frames, ==, 1);
  check_pixels (f);
}

static void
test_state (Fixture *f, gconstpointer data)
{
  g_autoptr (JsonNode) state = NULL, nonsense = NULL;
  CalRdmView view = {3.0, {0.4, 0.6}};
  CalRdmShow show;

  cal_rdm_area_set_view (CAL_RDM_AREA (f->area), &view);
  g_object_set (f->area, "show", CAL_RDM_SHOW_BESIDE, NULL);
  state = cal_view_dup_state (CAL_VIEW (f->area));
  cal_rdm_view_init (&view);
  cal_rdm_area_set_view (CAL_RDM_AREA (f->area), &view);
  g_object_set (f->area, "show", CAL_RDM_SHOW_CURRENT, NULL);
  cal_view_set_state (CAL_VIEW (f->area), state);
  settle (f);
  g_object_get (f->area, "show", &show, NULL);
  g_assert_cmpint (show, ==, CAL_RDM_SHOW_BESIDE);
  g_assert_cmpfloat_with_epsilon (f->layout.frames[0].pane.first[0], (0.4 - 0.5 / 3.0) * N, 1e-9);
  nonsense =
      json_from_string ("{\"show\": 7, \"zoom\": -1e300, \"row\": \"x\", \"column\": 9}", NULL);
  cal_view_set_state (CAL_VIEW (f->area), nonsense);
  settle (f);
  g_assert_cmpfloat (f->layout.frames[0].pane.first[0], ==, 0.0);
}

/* A figure of the view is the view, without what belongs to the pointer. */
static void
test_figure (Fixture *f, gconstpointer data)
{
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (picture);
  const CalRdmDrawing *drawing = get_drawing (f, 0);
  gsize n = N;
  CalRdmLayout layout;
  CalRdmView view;
  guint n_wrong = 0;

  cal_view_draw (CAL_VIEW (f->area), cr, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (picture);
  cal_rdm_view_init (&view);
  cal_rdm_layout (&layout, &view, &n, 1, FALSE, WIDTH, HEIGHT, 1.0);
  for (gsize row = 0; row < N; row++)
    for (gsize column = 0; column < N; column++) {
      const CalRdmPane *pane = &layout.frames[0].pane;
      int x = (int) cal_rdm_pane_get_px (pane, 0, (double) column + 0.5);
      int y = (int) cal_rdm_pane_get_px (pane, 1, (double) row + 0.5);
      const guint8 *line = cairo_image_surface_get_data (picture) +
                           (gsize) y * (gsize) cairo_image_surface_get_stride (picture);
      guint32 pixel = ((const guint32 *) (gconstpointer) line)[x];
      CalRdmPick pick;
      float rgb[3];

      cal_rdm_drawing_pick_cell (drawing, pane, row, column, &pick);
      if (pick.is_diagonal)
        continue;
      cal_rdm_colours_get_rgb (&drawing->sides[0].colours, pick.shown, rgb);
      for (int c = 0; c < 3; c++)
        n_wrong += abs ((int) (pixel >> (16 - 8 * c) & 0xff) - (int) lrintf (rgb[c] * 255.0f)) > 1;
    }
  cairo_surface_destroy (picture);
  g_assert_cmpuint (n_wrong, ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
      {"/rdm-area/pixels", test_pixels},
      {"/rdm-area/transform", test_transform},
      {"/rdm-area/closed-form", test_closed_form},
      {"/rdm-area/two", test_two},
      {"/rdm-area/other-conditions", test_other_conditions},
      {"/rdm-area/click", test_click},
      {"/rdm-area/groups", test_groups},
      {"/rdm-area/drag-rows", test_drag_rows},
      {"/rdm-area/tree", test_tree},
      {"/rdm-area/zoom-and-pan", test_zoom_and_pan},
      {"/rdm-area/hover", test_hover},
      {"/rdm-area/keys", test_keys},
      {"/rdm-area/clear", test_clear},
      {"/rdm-area/state", test_state},
      {"/rdm-area/figure", test_figure},
  };

  if (!cal_test_window_init (&argc, &argv))
    return 0;
  adw_init ();
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].path, Fixture, NULL, set_up, tests[n].func, tear_down);
  return g_test_run ();
}
