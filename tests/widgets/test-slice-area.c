/* test-slice-area.c - slices in a window: what is drawn, what the mouse and the keys do.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "tests/support/window.h"
#include "widgets/gl-share.h"
#include "widgets/slice-area.h"

#define WIDTH 420
#define HEIGHT 300

typedef struct {
  CalScene *scene;
  CalDisplay *display;
  GtkWidget *area, *window;
} Fixture;

/* 40 x 50 x 30 voxels of 2 x 2 x 3 mm, each with a grey of its own, a little oblique. */
static CalVolume *
make_volume (void)
{
  gsize n = 40 * 50 * 30;
  guint8 *voxels = g_malloc (n);
  g_autoptr (GBytes) bytes = g_bytes_new_take (voxels, n);
  CalVolumeDesc desc = {
      .name = "T1",
      .dims = {40, 50, 30},
      .dtype = CAL_DTYPE_UINT8,
      .voxels = bytes,
      .voxel_to_world = {{{-2, 0.1, 0, 39}, {0.1, 2, 0.2, -49}, {0, -0.2, 3, -40}}},
      .affine_source = "sform"};
  CalVolume *volume;

  for (gsize v = 0; v < n; v++)
    voxels[v] = (guint8) (v * 2654435761u >> 24);
  volume = cal_volume_new (&desc, NULL);
  g_assert_nonnull (volume);
  return volume;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CalVolume) volume = make_volume ();
  g_autoptr (CalLayer) layer = cal_layer_new ("t1", "t1.nii", G_OBJECT (volume));

  f->scene = cal_scene_new ();
  f->display = cal_layer_get_display (layer);
  cal_display_set_window (f->display, 0, 255);
  cal_scene_append (f->scene, layer);
  cal_scene_move_to_mm (f->scene, (double[3]){3, -7, 4});
  f->area = cal_slice_area_new (f->scene);
  f->window = cal_test_window_show (f->area, WIDTH, HEIGHT);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cal_test_window_close (f->window, f->area);
  g_assert_finalize_object (f->scene);
}

static GArray *
get_panes (Fixture *f)
{
  CalSliceLayout layout;

  cal_slice_area_get_layout (CAL_SLICE_AREA (f->area), &layout);
  return cal_slice_layout_dup_panes (&layout);
}

static CalSlicePane
get_pane (Fixture *f, CalPlane plane)
{
  g_autoptr (GArray) panes = get_panes (f);

  for (guint n = 0; n < panes->len; n++)
    if (g_array_index (panes, CalSlicePane, n).view.plane == plane)
      return g_array_index (panes, CalSlicePane, n);
  g_assert_not_reached ();
}

static void
get_cursor (Fixture *f, double mm[3])
{
  g_assert_true (cal_cursor_get_position (cal_scene_get_cursor (f->scene), mm));
}

/* As cal_test_point(), where panes are measured: in device pixels. */
static void
point (Fixture *f, double x_px, double y_px, const char *action)
{
  int scale = gtk_widget_get_scale_factor (f->area);

  cal_test_point (f->area, x_px / scale, y_px / scale, action);
}

/* The window's own pixels obey the law. */
static void
check_pixels (Fixture *f)
{
  g_autoptr (GArray) panes = get_panes (f);
  CalLayer *layer = cal_scene_get_layer (f->scene, 0);
  const CalDisplayState *state = cal_display_get_state (f->display);
  g_autoptr (GdkTexture) photograph = cal_test_photograph (f->area);
  int width_px = gdk_texture_get_width (photograph),
      height_px = gdk_texture_get_height (photograph);
  g_autofree guint32 *pixels = g_new (guint32, width_px * height_px);
  guint n_seen = 0, n_wrong = 0;

  g_assert_cmpint (width_px, ==, WIDTH * gtk_widget_get_scale_factor (f->area));
  gdk_texture_download (photograph, (guchar *) pixels, (gsize) width_px * 4);
  for (int y = 0; y < height_px; y++)
    for (int x = 0; x < width_px; x++) {
      const CalSlicePane *pane = cal_slice_panes_find (panes, x + 0.5, y + 0.5);
      CalSample sample;
      double mm[3];
      float rgb[3];

      if (pane == NULL)
        continue;
      cal_slice_pane_to_mm (pane, x + 0.5, y + 0.5, mm);
      sample = cal_scene_sample_at_mm (f->scene, layer, mm);
      if (sample.presence != CAL_VALUE)
        continue;
      cal_display_get_rgb (state, sample.value, rgb);
      n_seen++;
      for (int c = 0; c < 3; c++)
        if (fabs ((double) (pixels[y * width_px + x] >> (16 - 8 * c) & 0xff) -
                  (double) rgb[c] * 255.0) > 1.01) {
          n_wrong++;
          break;
        }
    }
  g_assert_cmpuint (n_seen, >, 20000);
  /* Pixels on a voxel's border may round to either side. */
  g_assert_cmpuint (n_wrong, <, n_seen / 1000);
}

static void
hide_overlay (Fixture *f)
{
  g_object_set (f->scene, "show-letters", FALSE, "show-crosshair", FALSE, NULL);
}

static void
test_pixels (Fixture *f, gconstpointer data)
{
  hide_overlay (f);
  check_pixels (f);
  g_object_set (f->display, "colormap", "viridis", NULL);
  g_object_set (f->scene, "convention", CAL_RADIOLOGICAL, NULL);
  check_pixels (f);
  g_object_set (f->area, "mode", CAL_SLICES_MOSAIC, "n-rows", 2, "n-columns", 3, NULL);
  check_pixels (f);
}

static void
test_uploads (Fixture *f, gconstpointer data)
{
  GdkDisplay *display = gtk_widget_get_display (f->area);
  guint64 uploaded = cal_gl_share_get_bytes_uploaded (display);

  g_assert_cmpuint (uploaded, >=, 40 * 50 * 30);
  g_object_set (f->display, "threshold-mode", CAL_THRESHOLD_ABOVE, "threshold", 99.0, "opacity",
                0.5, NULL);
  cal_display_set_window (f->display, 20, 99);
  cal_test_window_wait (f->area);
  g_assert_cmpuint (cal_gl_share_get_bytes_uploaded (display), ==, uploaded);
}

/* The cursor goes to what is drawn under the pointer, left being left in both conventions. */
static void
test_click (Fixture *f, gconstpointer data)
{
  if (!cal_test_can_point ())
    return;
  for (int convention = 0; convention < 2; convention++) {
    g_object_set (f->scene, "convention", convention, NULL);
    for (int plane = 0; plane < 3; plane++) {
      CalSlicePane pane = get_pane (f, (CalPlane) plane);
      double x = floor (pane.x_px + pane.view.width_px * 0.4);
      double y = floor (pane.y_px + pane.view.height_px * 0.35), expected[3], mm[3];

      cal_slice_pane_to_mm (&pane, x + 0.5, y + 0.5, expected);
      point (f, x, y, "click 1");
      get_cursor (f, mm);
      for (int a = 0; a < 3; a++)
        g_assert_cmpfloat_with_epsilon (mm[a], expected[a], 1e-9);
      if (plane != CAL_PLANE_SAGITTAL)
        g_assert_true ((mm[0] < pane.view.centre_mm[0]) == (convention == CAL_NEUROLOGICAL));
    }
  }
}

static void
test_drag (Fixture *f, gconstpointer data)
{
  CalSlicePane pane = get_pane (f, CAL_PLANE_AXIAL);
  double x = pane.x_px + 20.0, y = pane.y_px + 30.0, expected[3], mm[3];

  if (!cal_test_can_point ())
    return;
  point (f, x, y, "mousedown 1");
  point (f, x + 11.0, y + 4.0, "");
  cal_slice_pane_to_mm (&pane, x + 11.5, y + 4.5, expected);
  get_cursor (f, mm);
  g_assert_cmpfloat_with_epsilon (mm[0], expected[0], 1e-9);
  point (f, x + 25.0, y + 9.0, "mouseup 1");
  cal_slice_pane_to_mm (&pane, x + 25.5, y + 9.5, expected);
  get_cursor (f, mm);
  for (int a = 0; a < 3; a++)
    g_assert_cmpfloat_with_epsilon (mm[a], expected[a], 1e-9);
}

/* One notch of the wheel is one voxel through the plane under the pointer. */
static void
test_wheel (Fixture *f, gconstpointer data)
{
  static const double steps_mm[] = {2.0, 2.0, 3.0};

  if (!cal_test_can_point ())
    return;
  for (int plane = 0; plane < 3; plane++) {
    CalSlicePane pane = get_pane (f, (CalPlane) plane);
    double x = pane.x_px + pane.view.width_px / 2.0, y = pane.y_px + pane.view.height_px / 2.0;
    double before[3], after[3];

    get_cursor (f, before);
    point (f, x, y, "click 4 click 4 click 5 click 4");
    get_cursor (f, after);
    for (int a = 0; a < 3; a++)
      g_assert_cmpfloat_with_epsilon (after[a] - before[a], a == plane ? 2.0 * steps_mm[a] : 0.0,
                                      1e-9);
  }
}

static void
test_zoom_and_pan (Fixture *f, gconstpointer data)
{
  CalSlicePane before = get_pane (f, CAL_PLANE_CORONAL), after;
  double x = before.x_px + 40.0, y = before.y_px + 25.0, was[3], is[3];

  if (!cal_test_can_point ())
    return;
  cal_slice_pane_to_mm (&before, x + 0.5, y + 0.5, was);
  point (f, x, y, "keydown ctrl click 4 keyup ctrl");
  after = get_pane (f, CAL_PLANE_CORONAL);
  cal_slice_pane_to_mm (&after, x + 0.5, y + 0.5, is);
  g_assert_cmpfloat_with_epsilon (after.view.mm_per_px, before.view.mm_per_px / 1.2, 1e-9);
  for (int a = 0; a < 3; a++)
    g_assert_cmpfloat_with_epsilon (was[a], is[a], 1e-9);

  point (f, x, y, "mousedown 2");
  point (f, x - 6.0, y + 9.0, "mouseup 2");
  after = get_pane (f, CAL_PLANE_CORONAL);
  cal_slice_pane_to_mm (&after, x - 5.5, y + 9.5, is);
  for (int a = 0; a < 3; a++)
    g_assert_cmpfloat_with_epsilon (was[a], is[a], 1e-9);

  point (f, x, y, "key Home");
  after = get_pane (f, CAL_PLANE_CORONAL);
  g_assert_cmpfloat (after.view.mm_per_px, ==, before.view.mm_per_px);
}

static void
test_window_level (Fixture *f, gconstpointer data)
{
  CalSlicePane pane = get_pane (f, CAL_PLANE_AXIAL);
  double x = pane.x_px + 20.0, y = pane.y_px + 60.0, cursor[3], mm[3];
  const CalDisplayState *state = cal_display_get_state (f->display);

  if (!cal_test_can_point ())
    return;
  get_cursor (f, cursor);
  point (f, x, y, "mousedown 3");
  point (f, x, y - 20.0 * gtk_widget_get_scale_factor (f->area), "mouseup 3");
  g_assert_cmpfloat_with_epsilon (state->window_low, -25.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (state->window_high, 229.5, 1e-9);
  get_cursor (f, mm);
  g_assert_cmpfloat (cursor[0], ==, mm[0]);
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  CalSlicePane pane = get_pane (f, CAL_PLANE_AXIAL);
  double x = pane.x_px + 20.0, y = pane.y_px + 60.0, before[3], after[3];
  g_autoptr (GArray) panes = NULL;

  if (!cal_test_can_point ())
    return;
  point (f, x, y, "click 1");
  get_cursor (f, before);
  point (f, x, y, "key Right key Up key Up key Page_Down");
  get_cursor (f, after);
  g_assert_cmpfloat_with_epsilon (after[0] - before[0], 2.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (after[1] - before[1], 4.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (after[2] - before[2], -3.0, 1e-9);
  g_object_set (f->scene, "convention", CAL_RADIOLOGICAL, NULL);
  point (f, x, y, "key Right");
  get_cursor (f, after);
  g_assert_cmpfloat_with_epsilon (after[0] - before[0], 0.0, 1e-9);
  g_assert_cmpfloat (get_pane (f, CAL_PLANE_AXIAL).view.mm_per_px, ==, pane.view.mm_per_px);
  point (f, x, y, "key plus");
  g_assert_cmpfloat_with_epsilon (get_pane (f, CAL_PLANE_AXIAL).view.mm_per_px,
                                  pane.view.mm_per_px / 1.2, 1e-9);
  point (f, x, y, "key minus");
  g_assert_cmpfloat_with_epsilon (get_pane (f, CAL_PLANE_AXIAL).view.mm_per_px, pane.view.mm_per_px,
                                  1e-9);
  point (f, x, y, "key x key y key z");
  panes = get_panes (f);
  g_assert_cmpuint (panes->len, ==, 1);
  g_assert_cmpint (g_array_index (panes, CalSlicePane, 0).view.plane, ==, CAL_PLANE_AXIAL);
}

static void
hovered_cb (CalSliceArea *area, const double *mm, double *seen)
{
  seen[3] = mm != NULL;
  for (int a = 0; mm != NULL && a < 3; a++)
    seen[a] = mm[a];
}

static void
test_hover (Fixture *f, gconstpointer data)
{
  CalSlicePane pane = get_pane (f, CAL_PLANE_SAGITTAL);
  double seen[4] = {0}, expected[3];

  if (!cal_test_can_point ())
    return;
  g_signal_connect (f->area, "hovered", G_CALLBACK (hovered_cb), seen);
  point (f, pane.x_px + 33.0, pane.y_px + 44.0, "");
  cal_slice_pane_to_mm (&pane, pane.x_px + 33.5, pane.y_px + 44.5, expected);
  g_assert_cmpfloat (seen[3], ==, 1.0);
  for (int a = 0; a < 3; a++)
    g_assert_cmpfloat_with_epsilon (seen[a], expected[a], 1e-9);
}

/* Taken out of the window and put back, it draws as before. */
static void
test_unrealize (Fixture *f, gconstpointer data)
{
  hide_overlay (f);
  for (int n = 0; n < 3; n++) {
    g_object_ref (f->area);
    gtk_window_set_child (GTK_WINDOW (f->window), NULL);
    cal_test_window_settle ();
    g_assert_cmpuint (cal_gl_share_get_bytes_uploaded (gtk_widget_get_display (f->window)), ==, 0);
    gtk_window_set_child (GTK_WINDOW (f->window), f->area);
    g_object_unref (f->area);
    cal_test_window_settle ();
    check_pixels (f);
  }
}

static gboolean
find_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (find_text (child, text))
      return TRUE;
  return FALSE;
}

static void
test_no_gl (void)
{
  Fixture f;

  if (!g_test_subprocess ()) {
    g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
    g_setenv ("GDK_DISABLE", "gl", TRUE);
    g_setenv ("GSK_RENDERER", "cairo", TRUE);
    g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
    g_unsetenv ("GDK_DEBUG");
    g_unsetenv ("GDK_DISABLE");
    g_unsetenv ("GSK_RENDERER");
    g_test_trap_assert_passed ();
    return;
  }
  set_up (&f, NULL);
  g_assert_true (find_text (f.area, "Slices cannot be drawn here"));
  tear_down (&f, NULL);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*func) (Fixture *f, gconstpointer data);
  } tests[] = {
      {"/slice-area/pixels", test_pixels},
      {"/slice-area/uploads", test_uploads},
      {"/slice-area/click", test_click},
      {"/slice-area/drag", test_drag},
      {"/slice-area/wheel", test_wheel},
      {"/slice-area/zoom-and-pan", test_zoom_and_pan},
      {"/slice-area/window-level", test_window_level},
      {"/slice-area/keys", test_keys},
      {"/slice-area/hover", test_hover},
      {"/slice-area/unrealize", test_unrealize},
  };

  if (!cal_test_window_init (&argc, &argv))
    return 0;
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].path, Fixture, NULL, set_up, tests[n].func, tear_down);
  g_test_add_func ("/slice-area/no-gl", test_no_gl);
  return g_test_run ();
}
