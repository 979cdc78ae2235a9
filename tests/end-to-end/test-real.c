/* test-real.c - real files that belong together, opened as a person opens them.
 *
 * Values and names are what nibabel reads there.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>
#include <string.h>

#include "app/session/session.h"
#include "tests/support/folder.h"
#include "tests/support/optional-data.h"
#include "tests/support/small-files.h"

/* Opens files below the optional data folder, or absolute ones, up to NULL. Returns NULL, and skips
 * the test, if one is absent; @error is for those that expect one. */
static CalSession *G_GNUC_NULL_TERMINATED
try (GError **error, const char *first, ...)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CalSession) session = cal_session_new ();
  g_autoptr (GError) unexpected = NULL;
  va_list arguments;

  va_start (arguments, first);
  for (const char *name = first; name != NULL; name = va_arg (arguments, const char *)) {
    char *path = g_path_is_absolute (name) ? g_strdup (name) : cal_optional_data_find (name);

    if (path == NULL) {
      g_test_skip ("the optional data folder is absent");
      va_end (arguments);
      return NULL;
    }
    g_ptr_array_add (paths, path);
  }
  va_end (arguments);
  g_ptr_array_add (paths, NULL);
  if (!cal_session_open (session, (const char *const *) paths->pdata, NULL, NULL,
                         error != NULL ? error : &unexpected))
    g_assert_no_error (unexpected);
  return g_steal_pointer (&session);
}

static void
assert_says (GPtrArray *texts, const char *words)
{
  for (guint n = 0; n < texts->len && texts->pdata[n] != NULL; n++)
    if (strstr (texts->pdata[n], words) != NULL)
      return;
  g_error ("nothing says \"%s\"", words);
}

/* The layer of a file whose name begins like this. */
static CalLayer *
find (CalSession *session, const char *beginning)
{
  CalScene *scene = cal_session_get_scene (session);

  for (guint n = 0; n < cal_scene_get_n_layers (scene); n++)
    if (g_str_has_prefix (cal_layer_get_id (cal_scene_get_layer (scene, n)), beginning))
      return cal_scene_get_layer (scene, n);
  g_error ("no layer is called \"%s\"", beginning);
}

static gboolean
is_visible (CalLayer *layer)
{
  return cal_display_get_state (cal_layer_get_display (layer))->visible;
}

static CalCortex *
get_cortex (CalSession *session, gsize n_left, gsize n_right)
{
  CalCortex *cortex = cal_scene_get_cortex (cal_session_get_scene (session));

  g_assert_nonnull (cortex);
  g_assert_cmpuint (cal_cortex_get_n_vertices (cortex, CAL_LEFT), ==, n_left);
  g_assert_cmpuint (cal_cortex_get_n_vertices (cortex, CAL_RIGHT), ==, n_right);
  return cortex;
}

static void
assert_value (CalLayer *layer, CalHemisphere hemisphere, gsize vertex, double value)
{
  CalSample sample = cal_map_get_vertex (cal_layer_get_map (layer), hemisphere, vertex, 0);

  g_assert_cmpint (sample.presence, ==, CAL_VALUE);
  g_assert_cmpfloat_with_epsilon (sample.value, value, 1e-6);
}

static void
assert_label (CalLayer *layer, CalHemisphere hemisphere, gsize vertex, const char *name)
{
  CalSample sample = cal_map_get_vertex (cal_layer_get_map (layer), hemisphere, vertex, 0);

  g_assert_cmpstr (cal_labels_find (cal_layer_get_labels (layer), (gint32) sample.value)->name, ==,
                   name);
}

static CalSample
sample_mm (CalLayer *layer, double x, double y, double z)
{
  return cal_volume_sample (cal_layer_get_volume (layer), (const double[3]){x, y, z}, 0,
                            CAL_NEAREST);
}

static void
test_fsaverage5 (void)
{
  g_autoptr (CalSession) session = try (NULL, "surfaces/fsaverage5_fs", NULL);
  CalLayer *aparc;

  if (session == NULL)
    return;
  get_cortex (session, 10242, 10242);
  assert_says (cal_session_get_remarks (session), "curvature computed from the white surface");
  aparc = find (session, "lh.aparc");
  g_assert_cmpstr (cal_layer_get_name (aparc), ==, "aparc");
  assert_label (aparc, CAL_LEFT, 0, "precentral");
  assert_label (aparc, CAL_LEFT, 5000, "insula");
  assert_label (aparc, CAL_LEFT, 10241, "parahippocampal");
  assert_label (aparc, CAL_RIGHT, 10241, "inferiortemporal");
  /* One parcellation at a time. */
  g_assert_true (is_visible (aparc));
  g_assert_false (is_visible (find (session, "lh.laus125")));
}

static void
test_hcp (void)
{
  g_autoptr (CalSession) session =
      try (NULL, "surfaces/hcp32k", "cifti/S1200.sulc_MSMAll.32k_fs_LR.dscalar.nii", NULL);
  CalCortex *cortex;
  CalLayer *sulc;

  if (session == NULL)
    return;
  cortex = get_cortex (session, 32492, 32492);
  for (int h = 0; h < 2; h++) {
    g_assert_nonnull (cal_cortex_get_surface (cortex, (CalHemisphere) h, CAL_SURFACE_MIDTHICKNESS));
    g_assert_nonnull (cal_cortex_get_surface (cortex, (CalHemisphere) h, CAL_SURFACE_INFLATED));
    g_assert_nonnull (
        cal_cortex_get_surface (cortex, (CalHemisphere) h, CAL_SURFACE_VERY_INFLATED));
    g_assert_nonnull (cal_cortex_get_surface (cortex, (CalHemisphere) h, CAL_SURFACE_SPHERE));
    g_assert_nonnull (cal_cortex_get_surface (cortex, (CalHemisphere) h, CAL_SURFACE_FLAT));
  }
  /* Depth of sulci is what was opened, so it is shown. */
  sulc = find (session, "S1200.sulc");
  g_assert_true (is_visible (sulc));
  assert_value (sulc, CAL_LEFT, 12043, 0.19246697);
  assert_value (sulc, CAL_LEFT, 32000, 0.32212648);
  assert_value (sulc, CAL_RIGHT, 12043, 0.2305135);
  assert_value (sulc, CAL_RIGHT, 32000, 0.42312008);
}

static void
test_hcp_labels (void)
{
  g_autoptr (CalSession) session =
      try (NULL, "surfaces/hcp32k",
           "cifti/Q1-Q6_RelatedValidation210.CorticalAreas_dil_Final_Final_Areas_Group_Colors."
           "32k_fs_LR.dlabel.nii",
           NULL);
  CalLayer *areas;

  if (session == NULL)
    return;
  areas = find (session, "Q1-Q6");
  assert_label (areas, CAL_LEFT, 12043, "L_7PL_ROI");
  assert_label (areas, CAL_RIGHT, 12043, "R_MIP_ROI");
  /* 360 names would cover the brain. */
  g_assert_false (cal_display_get_state (cal_layer_get_display (areas))->label_names);
}

static void
test_pycortex (void)
{
  g_autoptr (CalSession) session = try (NULL, "surfaces/pycortex_S1/surfaces", NULL);
  g_autoptr (CalSession) flat = try (NULL, "surfaces/pycortex_hcp32k", NULL);
  CalCortex *cortex;
  double mm[3];

  if (session == NULL || flat == NULL)
    return;
  cortex = get_cortex (session, 152893, 151487);
  assert_says (cal_session_get_remarks (session), "curvature computed from the pial surface");
  g_assert_nonnull (cal_cortex_get_curvature (cortex, CAL_LEFT));
  g_assert_true (cal_cortex_get_vertex_mm (cortex, CAL_RIGHT, 1000, mm));
  g_assert_cmpfloat_with_epsilon (mm[0], 26.999338, 1e-5);
  g_assert_cmpfloat_with_epsilon (mm[1], -54.773148, 1e-5);
  cortex = get_cortex (flat, 32492, 32492);
  assert_says (cal_session_get_remarks (flat), "counts gyri as positive");
  g_assert_nonnull (cal_cortex_get_curvature (cortex, CAL_RIGHT));
  g_assert_cmpuint (cal_scene_get_n_layers (cal_session_get_scene (flat)), ==, 0);
}

/* One brain stored in seven voxel orders: left is left in each. */
static void
test_orientations (void)
{
  static const double places[][4] = {
      {-52, 10, 6, 55.895}, {52, 10, 6, 91.102}, {0, -30, 20, 70.414}, {30, 40, 0, 81.665}};
  static const char *const orders[] = {"AIL", "ARS", "LIA", "LPI", "PSR", "RAS", "RSP"};
  g_autoptr (CalSession) session = try (NULL, "volumes/orientations", NULL);

  if (session == NULL)
    return;
  for (gsize o = 0; o < G_N_ELEMENTS (orders); o++)
    for (gsize p = 0; p < G_N_ELEMENTS (places); p++)
      g_assert_cmpfloat_with_epsilon (
          sample_mm (find (session, orders[o]), places[p][0], places[p][1], places[p][2]).value,
          places[p][3], 5e-4);
}

static void
test_statistic_on_anatomy (void)
{
  g_autoptr (CalSession) session =
      try (NULL, "volumes/zstat.nii.gz", "volumes/MNI152_T1_2mm.nii.gz",
           "atlases/Schaefer400_space-MNI152NLin6_res-2x2x2.nii.gz", NULL);
  const CalDisplayState *state;
  CalLayer *atlas;

  if (session == NULL)
    return;
  /* Anatomy at the bottom, in grey; the map only goes below zero and is diverging all the same. */
  g_assert_true (cal_scene_get_layer (cal_session_get_scene (session), 0) ==
                 find (session, "MNI152"));
  state = cal_display_get_state (cal_layer_get_display (find (session, "MNI152")));
  g_assert_cmpstr (state->colormap->name, ==, "gray");
  state = cal_display_get_state (cal_layer_get_display (find (session, "zstat")));
  g_assert_true (state->visible);
  g_assert_cmpint (state->threshold_mode, ==, CAL_THRESHOLD_MAGNITUDE);
  g_assert_cmpfloat (state->window_low, ==, -state->window_high);
  g_assert_cmpfloat (state->threshold, >, 0.0);
  g_assert_cmpfloat_with_epsilon (sample_mm (find (session, "zstat"), -8, -52, 30).value,
                                  -11.022331, 1e-5);
  /* No table of names, but regions. */
  atlas = find (session, "Schaefer400");
  g_assert_cmpuint (cal_labels_get_n (cal_layer_get_labels (atlas)), ==, 400);
  g_assert_cmpfloat (sample_mm (atlas, -34, -52, -18).value, ==, 3.0);
  assert_says (cal_session_get_remarks (session), "taken for 400 regions");
}

/* Pictures of whole numbers are no regions. */
static void
test_no_regions (void)
{
  static const char *const files[] = {
      "volumes/MNI152_T1_2mm.nii.gz", "volumes/wm.mgz", "surfaces/native_fs/brain.mgz",
      "volumes/orientations/avg152T1_LR_nifti.nii.gz", "volumes/mask.nii.gz"};

  for (gsize n = 0; n < G_N_ELEMENTS (files); n++) {
    g_autoptr (CalSession) session = try (NULL, files[n], NULL);

    if (session == NULL)
      return;
    g_assert_null (cal_layer_get_labels (cal_scene_get_layer (cal_session_get_scene (session), 0)));
  }
}

static void
test_oblique (void)
{
  g_autoptr (CalSession) session =
      try (NULL, "volumes/4d/someones_anatomy.nii.gz", "volumes/4d/someones_epi.nii.gz", NULL);

  if (session == NULL)
    return;
  g_assert_cmpfloat_with_epsilon (
      sample_mm (find (session, "someones_epi"), -48, -29.31853795, -11.87667394).value,
      66.48668861, 1e-5);
}

/* What was named and finds no place is an error with its length. */
static void
test_wrong_length (void)
{
  static const struct {
    const char *surfaces, *file, *words;
  } cases[] = {
      {"surfaces/fsaverage5_fs", "surfaces/fsaverage7/lh.curv.fsaverage.mgz", "163842 values"},
      {"surfaces/fsaverage5_fs", "encoding/nsd_noise_ceiling/subj01_lh.npy", "19004 values"},
      {"surfaces/hcp32k", "surfaces/native_fs/lh.thickness", "149244 values"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (cases); n++) {
    g_autofree char *path = cal_optional_data_find (cases[n].file);
    g_autoptr (CalSession) session = try (NULL, cases[n].surfaces, cases[n].file, NULL);

    if (session == NULL)
      return;
    g_assert_true (cal_session_has_failed (session, path));
    assert_says (cal_session_get_failures (session), cases[n].words);
  }
}

/* Values of no name on a brain of two sides alike: one side is a question, both are not. */
static void
test_bare_vectors (void)
{
  g_autofree float *values = g_new0 (float, 20484);
  g_autoptr (CalSession) both = NULL, one = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  TestFolder fixture;

  test_folder_set_up (&fixture, NULL);
  path = g_build_filename (fixture.folder, "score.npy", NULL);
  for (int n = 0; n < 20484; n++)
    values[n] = n % 50 == 0 ? NAN : (float) n;
  small_files_write_npy (path, values, 20484);
  both = try (NULL, "surfaces/fsaverage5_fs", path, NULL);
  if (both != NULL) {
    CalSample none = cal_map_get_vertex (cal_layer_get_map (find (both, "score")), CAL_LEFT, 50, 0);

    assert_value (find (both, "score"), CAL_LEFT, 12, 12.0);
    assert_value (find (both, "score"), CAL_RIGHT, 12, 10254.0);
    g_assert_cmpint (none.presence, ==, CAL_NO_DATA);
    small_files_write_npy (path, values, 10242);
    one = try (&error, "surfaces/fsaverage5_fs", path, NULL);
    g_assert_nonnull (error);
    g_assert_nonnull (strstr (error->message, "surfaces:lh"));
    g_assert_nonnull (strstr (error->message, "surfaces:rh"));
  }
  test_folder_tear_down (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/real/fsaverage5", test_fsaverage5);
  g_test_add_func ("/real/hcp", test_hcp);
  g_test_add_func ("/real/hcp-labels", test_hcp_labels);
  g_test_add_func ("/real/pycortex", test_pycortex);
  g_test_add_func ("/real/orientations", test_orientations);
  g_test_add_func ("/real/statistic-on-anatomy", test_statistic_on_anatomy);
  g_test_add_func ("/real/no-regions", test_no_regions);
  g_test_add_func ("/real/oblique", test_oblique);
  g_test_add_func ("/real/wrong-length", test_wrong_length);
  g_test_add_func ("/real/bare-vectors", test_bare_vectors);
  return g_test_run ();
}
