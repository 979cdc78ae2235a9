/* test-assembly.c - which surfaces make one brain.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "app/session/assembly.h"

#include <string.h>

/* @n_vertices on a line at x, and one triangle. */
static CalSurface *
make_surface (CalHemisphere hemisphere, CalSurfaceKind kind, gsize n_vertices, float x)
{
  static const guint32 face[3] = {0, 1, 2};
  g_autofree float *vertices = g_new (float, 3 * n_vertices);
  g_autoptr (GBytes) vertex_bytes = NULL;
  g_autoptr (GBytes) face_bytes = g_bytes_new_static (face, sizeof face);
  g_autoptr (GError) error = NULL;
  CalSurfaceDesc desc = {cal_surface_kind_get_name (kind), hemisphere, kind,
                         .surface_to_world = cal_affine_identity ()};
  CalSurface *surface;

  for (gsize v = 0; v < n_vertices; v++) {
    vertices[3 * v] = x;
    vertices[3 * v + 1] = (float) v;
    vertices[3 * v + 2] = (float) (v * v);
  }
  desc.vertices = vertex_bytes = g_bytes_new (vertices, 3 * n_vertices * sizeof (float));
  desc.faces = face_bytes;
  surface = cal_surface_new (&desc, &error);
  g_assert_no_error (error);
  return surface;
}

static void
add (CalAssembly *assembly,
     const char *path,
     CalHemisphere hemisphere,
     CalSurfaceKind kind,
     gsize n_vertices)
{
  g_autoptr (CalSurface) surface =
      make_surface (hemisphere, kind, n_vertices, hemisphere == CAL_RIGHT ? 30.0f : -30.0f);

  cal_assembly_add_surface (assembly, path, surface);
}

static void
assert_says (GPtrArray *remarks, const char *words)
{
  for (guint n = 0; n < remarks->len; n++)
    if (strstr (remarks->pdata[n], words) != NULL)
      return;
  g_error ("no remark says \"%s\"", words);
}

/* Both sides, all shapes; the brain is called like the subject's folder. */
static void
test_one_brain (void)
{
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cortices = NULL;
  CalCortex *cortex;

  add (assembly, "/s/subj01/surf/rh.inflated", CAL_RIGHT, CAL_SURFACE_INFLATED, 8);
  add (assembly, "/s/subj01/surf/lh.white", CAL_LEFT, CAL_SURFACE_WHITE, 7);
  add (assembly, "/s/subj01/surf/rh.white", CAL_RIGHT, CAL_SURFACE_WHITE, 8);
  add (assembly, "/s/subj01/surf/lh.pial", CAL_LEFT, CAL_SURFACE_PIAL, 7);
  cortices = cal_assembly_end (assembly, remarks);
  g_assert_cmpuint (cortices->len, ==, 1);
  g_assert_cmpuint (remarks->len, ==, 1);
  g_assert_cmpstr (remarks->pdata[0], ==, "subj01: curvature computed from the white surface");
  cortex = cortices->pdata[0];
  g_assert_cmpstr (cal_cortex_get_name (cortex), ==, "subj01");
  g_assert_cmpuint (cal_cortex_get_n_vertices (cortex, CAL_LEFT), ==, 7);
  g_assert_cmpuint (cal_cortex_get_n_vertices (cortex, CAL_RIGHT), ==, 8);
  g_assert_nonnull (cal_cortex_get_surface (cortex, CAL_LEFT, CAL_SURFACE_PIAL));
  g_assert_null (cal_cortex_get_surface (cortex, CAL_RIGHT, CAL_SURFACE_PIAL));
  g_assert_nonnull (cal_cortex_get_surface (cortex, CAL_RIGHT, CAL_SURFACE_INFLATED));
}

/* Two subjects in two folders, of native counts: each side finds its own other side. */
static void
test_two_brains (void)
{
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cortices = NULL;

  add (assembly, "/a/lh.white", CAL_LEFT, CAL_SURFACE_WHITE, 10);
  add (assembly, "/b/lh.white", CAL_LEFT, CAL_SURFACE_WHITE, 12);
  add (assembly, "/b/rh.white", CAL_RIGHT, CAL_SURFACE_WHITE, 13);
  add (assembly, "/a/rh.white", CAL_RIGHT, CAL_SURFACE_WHITE, 11);
  cortices = cal_assembly_end (assembly, remarks);
  g_assert_cmpuint (cortices->len, ==, 2);
  g_assert_cmpuint (cal_cortex_get_n_elements (cortices->pdata[0]), ==, 21);
  g_assert_cmpuint (cal_cortex_get_n_elements (cortices->pdata[1]), ==, 25);
}

/* Two resolutions in one folder: sides of one count belong together. */
static void
test_two_resolutions (void)
{
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cortices = NULL;

  add (assembly, "/a/lh.fine", CAL_LEFT, CAL_SURFACE_WHITE, 40);
  add (assembly, "/a/lh.coarse", CAL_LEFT, CAL_SURFACE_WHITE, 10);
  add (assembly, "/a/rh.coarse", CAL_RIGHT, CAL_SURFACE_WHITE, 10);
  add (assembly, "/a/rh.fine", CAL_RIGHT, CAL_SURFACE_WHITE, 40);
  cortices = cal_assembly_end (assembly, remarks);
  g_assert_cmpuint (cortices->len, ==, 2);
  g_assert_cmpuint (cal_cortex_get_n_vertices (cortices->pdata[0], CAL_RIGHT), ==, 40);
  g_assert_cmpuint (cal_cortex_get_n_vertices (cortices->pdata[1], CAL_RIGHT), ==, 10);
}

/* One side of far more vertices is another brain. */
static void
test_unlike_sides (void)
{
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cortices = NULL;

  add (assembly, "/a/lh.white", CAL_LEFT, CAL_SURFACE_WHITE, 10);
  add (assembly, "/a/rh.white", CAL_RIGHT, CAL_SURFACE_WHITE, 30);
  cortices = cal_assembly_end (assembly, remarks);
  g_assert_cmpuint (cortices->len, ==, 2);
  g_assert_cmpuint (cal_cortex_get_n_vertices (cortices->pdata[0], CAL_RIGHT), ==, 0);
  g_assert_cmpuint (cal_cortex_get_n_vertices (cortices->pdata[1], CAL_LEFT), ==, 0);
}

static void
test_double (void)
{
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cortices = NULL;

  add (assembly, "/a/lh.white", CAL_LEFT, CAL_SURFACE_WHITE, 10);
  add (assembly, "/a/lh.white.surf.gii", CAL_LEFT, CAL_SURFACE_WHITE, 10);
  cortices = cal_assembly_end (assembly, remarks);
  g_assert_cmpuint (cortices->len, ==, 1);
  g_assert_cmpuint (remarks->len, ==, 2);
  assert_says (remarks, "lh.white.surf.gii left alone");
}

/* Where neither name nor file says the side, the place does; else it is said to be a guess. */
static void
test_unknown_side (void)
{
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cortices = NULL;
  g_autoptr (CalSurface) right =
      make_surface (CAL_HEMISPHERE_UNKNOWN, CAL_SURFACE_UNKNOWN, 10, 30.0f);
  g_autoptr (CalSurface) middle =
      make_surface (CAL_HEMISPHERE_UNKNOWN, CAL_SURFACE_INFLATED, 20, 0.0f);

  cal_assembly_add_surface (assembly, "/a/one", right);
  cal_assembly_add_surface (assembly, "/b/two", middle);
  cortices = cal_assembly_end (assembly, remarks);
  g_assert_cmpuint (cortices->len, ==, 2);
  g_assert_cmpuint (cal_cortex_get_n_vertices (cortices->pdata[0], CAL_LEFT), ==, 20);
  g_assert_cmpuint (cal_cortex_get_n_vertices (cortices->pdata[1], CAL_RIGHT), ==, 10);
  assert_says (remarks, "one: taken for the right hemisphere");
  assert_says (remarks, "one: the file does not say which shape it is");
  assert_says (remarks, "two: neither the file nor its place says which hemisphere");
}

static CalVector *
make_vector (CalHemisphere hemisphere, gsize n_values)
{
  g_autofree float *numbers = g_new (float, n_values);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalArray) values = NULL;
  CalVectorDesc desc = {.name = "curv", .source = "curv", .hemisphere = hemisphere};
  CalVector *vector;

  for (gsize v = 0; v < n_values; v++)
    numbers[v] = (float) v - 4.5f;
  bytes = g_bytes_new (numbers, n_values * sizeof (float));
  values = cal_array_new (CAL_DTYPE_FLOAT32, 2, (gsize[]){1, n_values}, bytes, &error);
  g_assert_no_error (error);
  desc.values = values;
  vector = cal_vector_new (&desc, &error);
  g_assert_no_error (error);
  return vector;
}

static void
test_curvature (void)
{
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cortices = NULL;
  g_autoptr (CalVector) left = make_vector (CAL_LEFT, 10), again = make_vector (CAL_LEFT, 10);
  g_autoptr (CalVector) longer = make_vector (CAL_RIGHT, 11);
  g_autoptr (CalVector) unknown = make_vector (CAL_HEMISPHERE_UNKNOWN, 10);

  g_assert_false (cal_assembly_add_curvature (assembly, "/a/lh.curv", left));
  add (assembly, "/a/lh.white", CAL_LEFT, CAL_SURFACE_WHITE, 10);
  add (assembly, "/a/rh.white", CAL_RIGHT, CAL_SURFACE_WHITE, 10);
  g_assert_true (cal_assembly_add_curvature (assembly, "/a/lh.curv", left));
  g_assert_true (cal_assembly_add_curvature (assembly, "/a/lh.curv.gii", again));
  g_assert_false (cal_assembly_add_curvature (assembly, "/a/rh.curv", longer));
  g_assert_false (cal_assembly_add_curvature (assembly, "/a/curv", unknown));
  cortices = cal_assembly_end (assembly, remarks);
  g_assert_cmpuint (cortices->len, ==, 1);
  g_assert_true (cal_cortex_get_curvature (cortices->pdata[0], CAL_LEFT) ==
                 cal_vector_get_desc (left)->values);
  /* What no file gives is computed, and that is said. */
  g_assert_nonnull (cal_cortex_get_curvature (cortices->pdata[0], CAL_RIGHT));
  assert_says (remarks, "curvature computed from the white surface");
  assert_says (remarks, "lh.curv.gii left alone");
}

/* pycortex counts gyri as positive; with nothing but a flatmap there is nothing to check it by. */
static void
test_gyral_curvature (void)
{
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cortices = NULL;
  g_autoptr (CalVector) left = make_vector (CAL_LEFT, 10);
  CalArray *kept;

  add (assembly, "/a/surfaces/flat_lh.gii", CAL_LEFT, CAL_SURFACE_FLAT, 10);
  g_assert_true (
      cal_assembly_add_gyral_curvature (assembly, "/a/surface-info/curvature.npz", left));
  cortices = cal_assembly_end (assembly, remarks);
  kept = cal_cortex_get_curvature (cortices->pdata[0], CAL_LEFT);
  for (gsize v = 0; v < 10; v++)
    g_assert_cmpfloat (cal_array_get_value (kept, v), ==,
                       -cal_array_get_value (cal_vector_get_desc (left)->values, v));
}

/* A file in LPS millimetres puts the left hemisphere on the right: that is said. */
static void
test_wrong_side (void)
{
  g_autoptr (CalAssembly) assembly = cal_assembly_new ();
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) cortices = NULL;
  g_autoptr (CalSurface) pial = make_surface (CAL_LEFT, CAL_SURFACE_PIAL, 10, 30.0f);

  cal_assembly_add_surface (assembly, "/a/lh.pial", pial);
  cortices = cal_assembly_end (assembly, remarks);
  assert_says (remarks, "called left, but it lies on the right");
}

static void
test_names (void)
{
  static const char *const curvature[] = {"lh.curv", "/a/rh.curv.gii",
                                          "sub-1_hemi-L_curv.shape.gii",
                                          "S1.R.curvature.32k.shape.gii", "curv"};
  static const char *const others[] = {"lh.sulc", "lh.curve-fit", "recurv", "lh.thickness"};
  static const struct {
    const char *name, *stripped;
  } names[] = {
      {"lh.thickness", "thickness"}, {"sub-01_hemi-L_thickness", "sub-01_thickness"},
      {"S1.R.curv", "S1.curv"},      {"rh_noise_ceiling", "noise_ceiling"},
      {"lh.rois.label", "rois"},     {"lh", "lh"},
      {"Left.side", "Left.side"},    {"left.side", "side"},
      {"rhythm.r", "rhythm.r"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (curvature); n++)
    g_assert_true (cal_name_is_curvature (curvature[n]));
  for (gsize n = 0; n < G_N_ELEMENTS (others); n++)
    g_assert_false (cal_name_is_curvature (others[n]));
  for (gsize n = 0; n < G_N_ELEMENTS (names); n++) {
    g_autofree char *stripped = cal_name_strip_hemisphere (names[n].name);

    g_assert_cmpstr (stripped, ==, names[n].stripped);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/assembly/one-brain", test_one_brain);
  g_test_add_func ("/assembly/two-brains", test_two_brains);
  g_test_add_func ("/assembly/two-resolutions", test_two_resolutions);
  g_test_add_func ("/assembly/unlike-sides", test_unlike_sides);
  g_test_add_func ("/assembly/double", test_double);
  g_test_add_func ("/assembly/unknown-side", test_unknown_side);
  g_test_add_func ("/assembly/curvature", test_curvature);
  g_test_add_func ("/assembly/gyral-curvature", test_gyral_curvature);
  g_test_add_func ("/assembly/wrong-side", test_wrong_side);
  g_test_add_func ("/assembly/names", test_names);
  return g_test_run ();
}
