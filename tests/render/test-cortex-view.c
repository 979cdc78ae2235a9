/* test-cortex-view.c - shapes, panels, cameras and projected volumes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "render/scene/coarse.h"
#include "render/scene/cortex-layout.h"
#include "render/scene/projection.h"
#include "render/scene/vertex-class.h"
#include "tests/render/icosphere.h"

static void
test_stops (void)
{
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (2, FALSE);
  g_autoptr (CalShapes) shapes = cal_shapes_new (cortex);
  double stops[CAL_N_STOPS];
  CalShape shape = cal_shapes_at (shapes, 2.25);

  g_assert_cmpuint (cal_shapes_get_stops (shapes, stops), ==, 5);
  g_assert_cmpint (shape.from, ==, CAL_SURFACE_INFLATED);
  g_assert_cmpint (shape.to, ==, CAL_SURFACE_SPHERE);
  g_assert_cmpfloat (shape.blend, ==, 0.25);
  g_assert_cmpfloat (cal_shapes_at (shapes, 3.5).flatness, ==, 0.5);
  g_assert_cmpint (cal_shapes_at (shapes, 4.0).from, ==, CAL_SURFACE_FLAT);
}

/* A missing surface is passed over: the way from pial leads to inflated at once. */
static void
test_missing_surface (void)
{
  g_autoptr (CalCortex) whole = make_icosphere_cortex (2, FALSE);
  CalCortexDesc desc = {.name = "no white"};
  g_autoptr (CalCortex) cortex = NULL;
  g_autoptr (CalShapes) shapes = NULL;
  CalShape shape;

  for (int h = 0; h < 2; h++) {
    desc.surfaces[h][CAL_SURFACE_PIAL] =
        cal_cortex_get_surface (whole, (CalHemisphere) h, CAL_SURFACE_PIAL);
    desc.surfaces[h][CAL_SURFACE_INFLATED] =
        cal_cortex_get_surface (whole, (CalHemisphere) h, CAL_SURFACE_INFLATED);
  }
  cortex = cal_cortex_new (&desc, NULL);
  shapes = cal_shapes_new (cortex);
  shape = cal_shapes_at (shapes, 1.0);
  g_assert_cmpint (shape.from, ==, CAL_SURFACE_PIAL);
  g_assert_cmpint (shape.to, ==, CAL_SURFACE_INFLATED);
  g_assert_cmpfloat (shape.blend, ==, 0.5);
  g_assert_cmpint (cal_shapes_at (shapes, 4.0).to, ==, CAL_SURFACE_INFLATED);
}

/* Drawings lie side by side; anatomy stays where it is. */
static void
test_placement (void)
{
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (3, FALSE);
  g_autoptr (CalShapes) shapes = cal_shapes_new (cortex);

  for (double unfolding = 0.0; unfolding <= 4.0; unfolding += 1.0) {
    CalShape shape = cal_shapes_at (shapes, unfolding);
    double left[2][3], right[2][3];

    g_assert_true (cal_shapes_get_bounds (shapes, &shape, CAL_LEFT, left[0], left[1]));
    g_assert_true (cal_shapes_get_bounds (shapes, &shape, CAL_RIGHT, right[0], right[1]));
    g_assert_cmpfloat (left[1][0], <, right[0][0]);
    if (cal_surface_kind_is_anatomical (shape.from)) {
      double drawn[3], mm[3];

      g_assert_true (cal_shapes_get_vertex_mm (shapes, &shape, CAL_RIGHT, 7, drawn));
      cal_surface_get_vertex_mm (cal_cortex_get_surface (cortex, CAL_RIGHT, shape.from), 7, mm);
      for (int a = 0; a < 3; a++)
        g_assert_cmpfloat (drawn[a], ==, mm[a]);
    }
  }
}

/* The matrix for the GPU and the projection for letters are the same map. */
static void
test_camera (void)
{
  for (int preset = 0; preset < (int) CAL_N_VIEW_PRESETS; preset++) {
    CalCamera camera = {.target_mm = {1.0, -20.0, 5.0}, .mm_per_px = 0.4};
    CalCameraMotion motion = {25.0, -40.0, 2.0, {6.0, -3.0}};
    double mm[3] = {12.0, 33.0, -8.0}, pixel[3];
    float m[16];

    cal_camera_get_preset_rotation ((CalViewPreset) preset, CAL_LEFT, camera.rotation);
    cal_camera_apply_motion (&camera, &motion);
    cal_camera_project (&camera, 300, 200, mm, pixel);
    cal_camera_get_world_to_clip (&camera, 300, 200, m);
    for (int r = 0; r < 2; r++) {
      double clip = m[r] * mm[0] + m[4 + r] * mm[1] + m[8 + r] * mm[2] + m[12 + r];
      double expected = r == 0 ? pixel[0] / 150.0 - 1.0 : 1.0 - pixel[1] / 100.0;

      g_assert_cmpfloat_with_epsilon (clip, expected, 1e-5);
    }
  }
}

static CalVolume *
make_ramp (gboolean with_holes)
{
  enum { N = 60 };
  g_autofree float *voxels = g_new (float, N *N *N);
  g_autoptr (GBytes) bytes = NULL;
  CalVolumeDesc desc = {.name = "T1", .dims = {N, N, N}, .dtype = CAL_DTYPE_FLOAT32};

  /* 4 mm voxels around the origin; the value is 2x - y + 3z + 1 in mm. */
  desc.voxel_to_world = (CalAffine){{{4, 0, 0, -118}, {0, 4, 0, -118}, {0, 0, 4, -118}}};
  for (int k = 0; k < N; k++)
    for (int j = 0; j < N; j++)
      for (int i = 0; i < N; i++)
        voxels[(k * N + j) * N + i] =
            with_holes ? NAN : (float) (2 * (4 * i - 118) - (4 * j - 118) + 3 * (4 * k - 118) + 1);
  bytes = g_bytes_new (voxels, N * N * N * sizeof (float));
  desc.voxels = bytes;
  return cal_volume_new (&desc, NULL);
}

/* Between voxels a linear function is met exactly; its mean over the depths is its middle. */
static void
test_projection (void)
{
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (3, FALSE);
  g_autoptr (CalVolume) volume = make_ramp (FALSE);
  g_autoptr (CalVolume) holes = make_ramp (TRUE);
  g_autoptr (CalMap) map = cal_projection_new (volume, cortex, 0, CAL_LINEAR);
  g_autoptr (CalMap) nothing = cal_projection_new (holes, cortex, 0, CAL_NEAREST);

  g_assert_cmpuint (cal_map_get_n_elements (map), ==, cal_cortex_get_n_elements (cortex));
  g_assert_nonnull (strstr (cal_map_get_desc (map)->binding, "mean of 5 depths"));
  for (gsize e = 0; e < cal_map_get_n_elements (map); e++) {
    gsize vertex;
    CalHemisphere hemisphere = cal_cortex_get_vertex (cortex, e, &vertex);
    CalSample sample = cal_map_get_element (map, e, 0);
    double mm[3];

    cal_cortex_get_vertex_mm (cortex, hemisphere, vertex, mm);
    g_assert_cmpint (sample.presence, ==, CAL_VALUE);
    g_assert_cmpfloat_with_epsilon (sample.value, 2 * mm[0] - mm[1] + 3 * mm[2] + 1, 1e-2);
    g_assert_cmpint (cal_map_get_element (nothing, e, 0).presence, ==, CAL_NO_DATA);
  }
}

static void
test_classes (void)
{
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (5, FALSE);
  CalSurface *surface = cal_cortex_get_surface (cortex, CAL_LEFT, CAL_SURFACE_PIAL);
  g_autofree guint8 *classes = cal_vertex_classes_new (surface);
  const guint32 *faces = cal_surface_get_faces (surface);

  for (gsize f = 0; f < cal_surface_get_n_faces (surface); f++) {
    guint8 a = classes[faces[3 * f]], b = classes[faces[3 * f + 1]], c = classes[faces[3 * f + 2]];

    g_assert_true (a != b && b != c && c != a);
    g_assert_cmpuint (MAX (MAX (a, b), c), <, CAL_N_VERTEX_CLASSES);
  }
}

static void
test_coarse (void)
{
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (5, FALSE);
  g_autoptr (CalCoarse) coarse = cal_coarse_new (cortex, 4000);

  for (int h = 0; h < 2; h++) {
    gsize size;
    const guint32 *faces =
        g_bytes_get_data (cal_coarse_get_faces (coarse, (CalHemisphere) h, FALSE), &size);

    g_assert_cmpuint (size / 12, <, 6000);
    g_assert_cmpuint (size / 12, >, 2000);
    for (gsize n = 0; n < size / 4; n++)
      g_assert_cmpuint (faces[n], <, cal_cortex_get_n_vertices (cortex, (CalHemisphere) h));
  }
}

/* Four panels in the field's order; the row has the left hemisphere's two first. */
static void
test_panels (void)
{
  static const char *const titles[2][4] = {
      {"left · lateral", "right · lateral", "left · medial", "right · medial"},
      {"left · lateral", "left · medial", "right · medial", "right · lateral"}};
  g_autoptr (CalCortex) cortex = make_icosphere_cortex (2, FALSE);
  g_autoptr (CalShapes) shapes = cal_shapes_new (cortex);
  CalShape shape = cal_shapes_at (shapes, 2.0);

  for (int montage = 0; montage < 2; montage++) {
    CalCortexView view;
    CalCortexLayout layout;

    cal_cortex_view_init (&view, montage == 0 ? CAL_MONTAGE_GRID : CAL_MONTAGE_ROW);
    layout = cal_cortex_layout (shapes, &shape, &view, 801, 401);
    g_assert_cmpuint (layout.n_panels, ==, 4);
    for (guint n = 0; n < 4; n++) {
      const CalCortexPanel *panel = &layout.panels[n];
      g_autofree char *title = cal_cortex_panel_dup_title (panel);
      guint found;

      g_assert_cmpstr (title, ==, titles[montage][n]);
      g_assert_cmpfloat (panel->camera.mm_per_px, ==, layout.panels[0].camera.mm_per_px);
      g_assert_true (cal_cortex_layout_find (&layout, panel->x_px, panel->y_px, &found) == panel);
      g_assert_cmpuint (found, ==, n);
    }
    view.ventral = TRUE;
    g_assert_cmpuint (cal_cortex_layout (shapes, &shape, &view, 801, 401).n_panels, ==, 5);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cortex-view/stops", test_stops);
  g_test_add_func ("/cortex-view/missing-surface", test_missing_surface);
  g_test_add_func ("/cortex-view/placement", test_placement);
  g_test_add_func ("/cortex-view/camera", test_camera);
  g_test_add_func ("/cortex-view/projection", test_projection);
  g_test_add_func ("/cortex-view/classes", test_classes);
  g_test_add_func ("/cortex-view/coarse", test_coarse);
  g_test_add_func ("/cortex-view/panels", test_panels);
  return g_test_run ();
}
