/* test-slice-overlay.c - what is drawn over slices lies where the voxels say.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "render/vector/slice-overlay.h"

#define WIDTH 600
#define HEIGHT 200

/* A ball of 30 mm about x = -25, y = -15, z = 10 mm as the left pial surface. */
static CalCortex *
make_cortex (void)
{
  enum { AROUND = 120, UP = 60 };
  g_autofree float *vertices = g_new (float, 3 * AROUND * (UP + 1));
  g_autofree guint32 *faces = g_new (guint32, 6 * AROUND * UP);
  g_autoptr (GBytes) vertex_bytes = NULL;
  g_autoptr (GBytes) face_bytes = NULL;
  g_autoptr (CalSurface) surface = NULL;
  CalSurfaceDesc desc = {.name = "ball",
                         .hemisphere = CAL_LEFT,
                         .kind = CAL_SURFACE_PIAL,
                         .surface_to_world = cal_affine_identity ()};
  CalCortexDesc cortex_desc = {.name = "ball"};

  for (guint u = 0; u <= UP; u++)
    for (guint a = 0; a < AROUND; a++) {
      double polar = G_PI * u / UP, around = 2.0 * G_PI * a / AROUND;
      float *v = vertices + 3 * (u * AROUND + a);

      v[0] = (float) (-25.0 + 30.0 * sin (polar) * cos (around));
      v[1] = (float) (-15.0 + 30.0 * sin (polar) * sin (around));
      v[2] = (float) (10.0 + 30.0 * cos (polar));
    }
  for (guint u = 0; u < UP; u++)
    for (guint a = 0; a < AROUND; a++) {
      guint32 here = u * AROUND + a, next = u * AROUND + (a + 1) % AROUND;
      const guint32 quad[] = {here, here + AROUND, next, next, here + AROUND, next + AROUND};

      memcpy (faces + 6 * here, quad, sizeof quad);
    }
  desc.vertices = vertex_bytes = g_bytes_new (vertices, sizeof (float) * 3 * AROUND * (UP + 1));
  desc.faces = face_bytes = g_bytes_new (faces, sizeof (guint32) * 6 * AROUND * UP);
  surface = cal_surface_new (&desc, NULL);
  g_assert_nonnull (surface);
  cortex_desc.surfaces[CAL_LEFT][CAL_SURFACE_PIAL] = surface;
  return cal_cortex_new (&cortex_desc, NULL);
}

typedef struct {
  CalScene *scene;
  CalSliceLayout layout;
  GArray *panes;
  cairo_surface_t *picture;
} Drawing;

static Drawing
draw (CalScene *scene)
{
  Drawing self = {.scene = scene};
  g_autoptr (CalSliceOverlay) overlay = cal_slice_overlay_new ();
  cairo_t *cr;

  cal_slice_layout_init (&self.layout, scene, WIDTH, HEIGHT);
  self.panes = cal_slice_layout_dup_panes (&self.layout);
  self.picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cr = cairo_create (self.picture);
  cal_slice_overlay_draw (overlay, cr, scene, &self.layout, self.panes,
                          cal_ink_get (CAL_THEME_DARK), 1.0);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  return self;
}

static void
clear (Drawing *self)
{
  g_array_unref (self->panes);
  cairo_surface_destroy (self->picture);
}

static guint32
get_pixel (const Drawing *self, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (self->picture);

  return ((const guint32 *) (data + y * cairo_image_surface_get_stride (self->picture)))[x];
}

static guint
count_pixels (const Drawing *self)
{
  guint n = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      n += get_pixel (self, x, y) != 0;
  return n;
}

static CalScene *
make_scene (gboolean letters, gboolean crosshair, gboolean outlines)
{
  CalScene *scene = cal_scene_new ();
  g_autoptr (CalCortex) cortex = make_cortex ();

  g_assert_nonnull (cortex);
  g_object_set (scene, "show-letters", letters, "show-crosshair", crosshair, "show-outlines",
                outlines, NULL);
  cal_scene_set_cortex (scene, cortex);
  cal_scene_move_to_mm (scene, (double[3]){-31.0, -10.0, 17.0});
  return scene;
}

/* Every pixel of an outline is on the ball, within a pixel. */
static void
test_outlines (void)
{
  for (int convention = 0; convention < 2; convention++) {
    g_autoptr (CalScene) scene = make_scene (FALSE, FALSE, TRUE);
    Drawing drawing;
    guint n = 0;

    g_object_set (scene, "convention", convention, NULL);
    drawing = draw (scene);
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++) {
        const CalSlicePane *pane = cal_slice_panes_find (drawing.panes, x + 0.5, y + 0.5);
        double mm[3];

        if (get_pixel (&drawing, x, y) >> 24 < 64)
          continue;
        g_assert_nonnull (pane);
        cal_slice_pane_to_mm (pane, x + 0.5, y + 0.5, mm);
        g_assert_cmpfloat_with_epsilon (hypot (hypot (mm[0] + 25.0, mm[1] + 15.0), mm[2] - 10.0),
                                        30.0, 1.5 * pane->view.mm_per_px);
        n++;
      }
    /* Three circles of nearly the ball's circumference. */
    g_assert_cmpfloat (n * g_array_index (drawing.panes, CalSlicePane, 0).view.mm_per_px, >,
                       2.5 * 2.0 * G_PI * 29.0);
    clear (&drawing);
  }
}

/* The lines of the crosshair meet where the cursor is, and leave it free. */
static void
test_crosshair (void)
{
  g_autoptr (CalScene) scene = make_scene (FALSE, TRUE, FALSE);
  Drawing drawing = draw (scene);
  double cursor_mm[3];

  cal_cursor_get_position (cal_scene_get_cursor (scene), cursor_mm);
  for (guint n = 0; n < drawing.panes->len; n++) {
    const CalSlicePane *pane = &g_array_index (drawing.panes, CalSlicePane, n);
    CalAffine world_to_pane = cal_slice_view_get_world_to_pane (&pane->view);
    double p[3];
    int x, y;

    cal_affine_apply (&world_to_pane, cursor_mm, p);
    x = pane->x_px + (int) floor (p[0]);
    y = pane->y_px + (int) floor (p[1]);
    for (int side = -1; side <= 1; side += 2) {
      g_assert_cmphex (get_pixel (&drawing, x + 12 * side, y), !=, 0);
      g_assert_cmphex (get_pixel (&drawing, x, y + 12 * side), !=, 0);
      g_assert_cmphex (get_pixel (&drawing, x + 3 * side, y), ==, 0);
      g_assert_cmphex (get_pixel (&drawing, x + 12 * side, y + 4 * side), ==, 0);
    }
  }
  clear (&drawing);
}

static void
test_parts (void)
{
  for (int part = 0; part < 4; part++) {
    g_autoptr (CalScene) scene = make_scene (part == 1, part == 2, part == 3);
    Drawing drawing = draw (scene);

    if (part == 0)
      g_assert_cmpuint (count_pixels (&drawing), ==, 0);
    else
      g_assert_cmpuint (count_pixels (&drawing), >, 200);
    clear (&drawing);
  }
}

/* Letters change places with the convention, and nothing else of them does. */
static void
test_letters (void)
{
  guint n_different = 0;
  Drawing drawings[2];

  for (int convention = 0; convention < 2; convention++) {
    g_autoptr (CalScene) scene = make_scene (TRUE, FALSE, FALSE);

    g_object_set (scene, "convention", convention, NULL);
    drawings[convention] = draw (scene);
  }
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++) {
      const CalSlicePane *pane = cal_slice_panes_find (drawings[0].panes, x + 0.5, y + 0.5);

      if (get_pixel (&drawings[0], x, y) == get_pixel (&drawings[1], x, y))
        continue;
      g_assert_nonnull (pane);
      g_assert_cmpint (pane->view.plane, !=, CAL_PLANE_SAGITTAL);
      n_different++;
    }
  g_assert_cmpuint (n_different, >, 50);
  for (int convention = 0; convention < 2; convention++)
    clear (&drawings[convention]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slice-overlay/outlines", test_outlines);
  g_test_add_func ("/slice-overlay/crosshair", test_crosshair);
  g_test_add_func ("/slice-overlay/parts", test_parts);
  g_test_add_func ("/slice-overlay/letters", test_letters);
  return g_test_run ();
}
