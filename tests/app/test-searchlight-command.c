/* test-searchlight-command.c - "calcarine searchlight", run as a person runs it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "io/format.h"
#include "io/gifti.h"
#include "io/nifti.h"
#include "io/npy.h"
#include "io/rdm-write.h"
#include "tests/support/folder.h"
#include "tests/support/program.h"

enum { N_CONDITIONS = 8, N_PAIRS = N_CONDITIONS * (N_CONDITIONS - 1) / 2, ACROSS = 7, DEEP = 5 };
enum { N_VOXELS = ACROSS * ACROSS * DEEP, N_VERTICES = ACROSS * ACROSS };

static const CalAffine grid = {{{2, 0, 0, -6}, {0, 2, 0, -6}, {0, 0, 2, -4}}};

/* Conditions 0 to 3 against 4 to 7 wherever the first coordinate is small; noise elsewhere. */
static double
respond (gsize place, gsize condition, gboolean is_planted)
{
  double noise = sin ((double) (place * 31 + condition * 17 + 1) * 1.7);

  return is_planted ? (condition < 4 ? 1.0 : -1.0) * cos ((double) place) + 0.3 * noise : noise;
}

static void
write_volume (const char *folder, const char *name, const double *values, gsize n_frames)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  CalVolumeDesc desc = {.name = name,
                        .dims = {ACROSS, ACROSS, DEEP},
                        .n_frames = n_frames,
                        .dtype = CAL_DTYPE_FLOAT64,
                        .voxel_to_world = grid,
                        .affine_source = "sform"};
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_frames * N_VOXELS * sizeof *values);
  g_autoptr (CalVolume) volume = NULL;
  g_autoptr (GError) error = NULL;

  desc.voxels = bytes;
  volume = cal_volume_new (&desc, &error);
  g_assert_no_error (error);
  g_assert_true (cal_nifti_write (volume, path, &error));
}

static void
write_model (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "model.npy", NULL);
  g_autoptr (GPtrArray) rdms = g_ptr_array_new_with_free_func (g_object_unref);
  double values[N_PAIRS];
  gsize n = N_PAIRS, p = 0;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  CalRdmDesc desc = {.name = "halves", .n_conditions = N_CONDITIONS};
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < N_CONDITIONS; i++)
    for (gsize j = i + 1; j < N_CONDITIONS; j++)
      values[p++] = (i < 4) != (j < 4) ? 1.0 : 0.0;
  bytes = g_bytes_new (values, sizeof values);
  desc.dissimilarities = array = cal_array_new (CAL_DTYPE_FLOAT64, 1, &n, bytes, NULL);
  g_ptr_array_add (rdms, cal_rdm_new (&desc, NULL));
  g_assert_true (cal_rdm_write (path, rdms, &error));
  g_assert_no_error (error);
}

static void
write_study (TestFolder *folder, gconstpointer data)
{
  double *patterns = g_new (double, N_CONDITIONS *N_VOXELS), mask[N_VOXELS], parcels[N_VOXELS];

  test_folder_set_up (folder, data);
  for (gsize v = 0; v < N_VOXELS; v++) {
    gsize x = v % ACROSS;

    mask[v] = v / ACROSS % ACROSS == 0 ? 0.0 : 1.0;
    parcels[v] = x < 3 ? 4.0 : x > 3 ? 9.0 : 0.0;
    for (gsize c = 0; c < N_CONDITIONS; c++)
      patterns[c * N_VOXELS + v] = respond (v, c, x < 3);
  }
  write_volume (folder->folder, "patterns.nii.gz", patterns, N_CONDITIONS);
  write_volume (folder->folder, "mask.nii", mask, 1);
  write_volume (folder->folder, "parcels.nii", parcels, 1);
  write_model (folder->folder);
  g_free (patterns);
}

static gpointer
load (TestFolder *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load_source (path, NULL, &error);

  g_assert_no_error (error);
  return g_object_ref (cal_loaded_get_objects (loaded)->pdata[0]);
}

static double
read_voxel (CalVolume *volume, gsize v)
{
  return cal_dtype_read (cal_volume_get_desc (volume)->dtype,
                         g_bytes_get_data (cal_volume_get_desc (volume)->voxels, NULL), v);
}

static JsonNode *
parse (const Run *run)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = json_from_string (run->output, &error);

  g_assert_no_error (error);
  return root;
}

/* High where the model was planted, low where it was not, nothing outside the mask. */
static void
test_volume (TestFolder *folder, gconstpointer data)
{
  g_auto (Run) run =
      run_program (folder->folder, "searchlight", "patterns.nii.gz", "--mask", "mask.nii", "-m",
                   "model.npy", "-r", "4", "-o", "map.nii.gz", "--json", NULL);
  g_autoptr (CalVolume) map = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *report;

  g_assert_cmpint (run.status, ==, 0);
  map = load (folder, "map.nii.gz");
  for (gsize v = 0; v < N_VOXELS; v++) {
    gsize x = v % ACROSS;
    double value = read_voxel (map, v);

    if (v / ACROSS % ACROSS == 0)
      g_assert_true (isnan (value));
    else if (x == 0)
      g_assert_cmpfloat (value, >, 0.4);
    else if (x == ACROSS - 1)
      g_assert_cmpfloat (value, <, 0.4);
  }
  g_assert_cmpfloat (cal_volume_get_desc (map)->voxel_to_world.m[0][3], ==, grid.m[0][3]);
  root = parse (&run);
  report = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (report, "command"), ==, "searchlight");
  g_assert_cmpint (json_object_get_int_member (report, "n_places"), ==,
                   ACROSS * (ACROSS - 1) * DEEP);
  g_assert_cmpint (json_object_get_int_member (report, "channels_most"), ==, 33);
  g_assert_nonnull (strstr (json_object_get_string_member (report, "neighbourhood"), "4 mm"));
}

static void
test_parcels (TestFolder *folder, gconstpointer data)
{
  g_auto (Run) run =
      run_program (folder->folder, "searchlight", "patterns.nii.gz", "-m", "model.npy", "--roi",
                   "parcels.nii", "-d", "euclidean", "--method", "pearson", "-o", "map.nii", NULL);
  g_autoptr (CalVolume) map = NULL;

  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (run.output, "2 places"));
  map = load (folder, "map.nii");
  for (gsize v = 0; v < N_VOXELS; v++) {
    gsize x = v % ACROSS;
    double value = read_voxel (map, v);

    if (x == 3)
      g_assert_true (isnan (value));
    else
      g_assert_cmpfloat (value, ==, read_voxel (map, x < 3 ? 0 : 4));
  }
  g_assert_cmpfloat (read_voxel (map, 0), >, 0.95);
  g_assert_cmpfloat (read_voxel (map, 4), <, 0.6);
}

static void
write_sheet (TestFolder *folder)
{
  float vertices[3 * N_VERTICES];
  guint32 faces[6 * (ACROSS - 1) * (ACROSS - 1)];
  double patterns[N_CONDITIONS * N_VERTICES];
  gsize n = 0, dims[2] = {N_CONDITIONS, N_VERTICES};
  CalSurfaceDesc desc = {.name = "sheet",
                         .hemisphere = CAL_RIGHT,
                         .kind = CAL_SURFACE_WHITE,
                         .surface_to_world = cal_affine_identity ()};
  g_autoptr (GBytes) vertex_bytes = NULL, face_bytes = NULL, pattern_bytes = NULL;
  g_autoptr (CalSurface) sheet = NULL;
  g_autoptr (CalArray) array = NULL;
  g_autofree char *surface_path = g_build_filename (folder->folder, "rh.white.surf.gii", NULL);
  g_autofree char *path = g_build_filename (folder->folder, "vertices.npy", NULL);

  for (gsize v = 0; v < N_VERTICES; v++) {
    vertices[3 * v] = (float) (v % ACROSS);
    vertices[3 * v + 1] = (float) (v / ACROSS);
    vertices[3 * v + 2] = 0.0f;
    for (gsize c = 0; c < N_CONDITIONS; c++)
      patterns[c * N_VERTICES + v] = respond (v, c, v % ACROSS < 3);
  }
  for (guint32 y = 0; y + 1 < ACROSS; y++)
    for (guint32 x = 0; x + 1 < ACROSS; x++) {
      guint32 a = y * ACROSS + x,
              corners[6] = {a, a + 1, a + ACROSS, a + 1, a + ACROSS + 1, a + ACROSS};

      for (int k = 0; k < 6; k++)
        faces[n++] = corners[k];
    }
  desc.vertices = vertex_bytes = g_bytes_new (vertices, sizeof vertices);
  desc.faces = face_bytes = g_bytes_new (faces, sizeof faces);
  sheet = cal_surface_new (&desc, NULL);
  pattern_bytes = g_bytes_new (patterns, sizeof patterns);
  array = cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, pattern_bytes, NULL);
  g_assert_true (cal_gifti_write_surface (sheet, surface_path, NULL));
  g_assert_true (cal_npy_write (path, array, NULL));
}

static void
test_surface (TestFolder *folder, gconstpointer data)
{
  g_auto (Run) near_by = {NULL};
  g_auto (Run) nearest = {NULL};
  g_autoptr (CalVector) map = NULL;
  g_autoptr (CalVector) plain = NULL;

  write_sheet (folder);
  near_by =
      run_program (folder->folder, "searchlight", "vertices.npy", "--surface", "rh.white.surf.gii",
                   "-m", "model.npy", "-r", "2", "-o", "map.func.gii", NULL);
  nearest = run_program (folder->folder, "searchlight", "vertices.npy", "--surface",
                         "rh.white.surf.gii", "-m", "model.npy", "-n", "12", "-o", "map.npy", NULL);
  g_assert_cmpint (near_by.status, ==, 0);
  g_assert_cmpint (nearest.status, ==, 0);
  g_assert_nonnull (strstr (nearest.output, "12 to 12 channels"));
  map = load (folder, "map.func.gii");
  plain = load (folder, "map.npy");
  g_assert_cmpuint (cal_vector_get_n_values (map), ==, N_VERTICES);
  g_assert_cmpint (cal_vector_get_desc (map)->hemisphere, ==, CAL_RIGHT);
  g_assert_cmpuint (cal_vector_get_n_values (plain), ==, N_VERTICES);
  for (gsize y = 0; y < ACROSS; y++) {
    g_assert_cmpfloat (cal_array_get_value (cal_vector_get_desc (map)->values, y * ACROSS), >, 0.4);
    g_assert_cmpfloat (
        cal_array_get_value (cal_vector_get_desc (map)->values, y * ACROSS + ACROSS - 1), <, 0.4);
  }
}

/* The two frames: the difference, and shares that add up to 1. */
static void
test_pair (TestFolder *folder, gconstpointer data)
{
  g_auto (Run) run = run_program (folder->folder, "pair", "patterns.nii.gz", "1", "6", "--mask",
                                  "mask.nii", "-o", "pair.nii.gz", "--json", NULL);
  g_autoptr (CalVolume) map = NULL;
  g_autoptr (JsonNode) root = NULL;
  double shares = 0.0, squares = 0.0;

  g_assert_cmpint (run.status, ==, 0);
  map = load (folder, "pair.nii.gz");
  for (gsize v = 0; v < N_VOXELS; v++) {
    gboolean is_planted = v % ACROSS < 3;
    double difference = respond (v, 0, is_planted) - respond (v, 5, is_planted);

    if (v / ACROSS % ACROSS == 0)
      continue;
    g_assert_cmpfloat_with_epsilon (read_voxel (map, v), difference, 1e-12);
    shares += read_voxel (map, N_VOXELS + v);
    squares += difference * difference;
  }
  g_assert_cmpfloat_with_epsilon (shares, 1.0, 1e-12);
  root = parse (&run);
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (json_node_get_object (root), "squared_distance"), squares,
      1e-9);
}

static void
assert_refused (Run run, int status, const char *what)
{
  g_assert_cmpint (run.status, ==, status);
  g_assert_nonnull (strstr (run.complaint, what));
  run_clear (&run);
}

static void
test_refused (TestFolder *folder, gconstpointer data)
{
  const char *f = folder->folder;
  g_autofree char *map = g_build_filename (f, "map.gii", NULL);

  assert_refused (run_program (f, "searchlight", "patterns.nii.gz", "-o", "map.nii", NULL), 2,
                  "--models");
  assert_refused (run_program (f, "searchlight", "patterns.nii.gz", "-m", "model.npy", NULL), 2,
                  "-o FILE");
  assert_refused (
      run_program (f, "searchlight", "patterns.nii.gz", "-m", "model.npy", "-o", "map.nii", NULL),
      1, "--radius");
  assert_refused (run_program (f, "searchlight", "patterns.nii.gz", "-m", "model.npy", "-r", "4",
                               "-o", "map.gii", NULL),
                  1, ".nii");
  g_assert_false (g_file_test (map, G_FILE_TEST_EXISTS));
  assert_refused (run_program (f, "searchlight", "mask.nii", "-m", "model.npy", "-r", "4", "-o",
                               "map.nii", NULL),
                  1, "no voxel");
  assert_refused (run_program (f, "pair", "patterns.nii.gz", "1", "9", "-o", "map.nii", NULL), 1,
                  "\"9\"");
  write_sheet (folder);
  assert_refused (run_program (f, "searchlight", "vertices.npy", "-m", "model.npy", "-r", "4", "-o",
                               "map.nii", NULL),
                  1, "nothing says where");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) \
  g_test_add (path, TestFolder, NULL, write_study, test, test_folder_tear_down)
  ADD ("/searchlight-command/volume", test_volume);
  ADD ("/searchlight-command/parcels", test_parcels);
  ADD ("/searchlight-command/surface", test_surface);
  ADD ("/searchlight-command/pair", test_pair);
  ADD ("/searchlight-command/refused", test_refused);
#undef ADD
  return g_test_run ();
}
