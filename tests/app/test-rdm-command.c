/* test-rdm-command.c - "calcarine rdm", run as a person runs it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include <sys/wait.h>

#include "io/hdf5-write.h"
#include "io/nifti.h"
#include "io/npy.h"
#include "io/rdm-file.h"
#include "tests/support/folder.h"
#include "tests/support/npy-array.h"
#include "tests/support/optional-data.h"

enum { N_ROWS = 12, N_VOXELS = 60, N_CONDITIONS = 4 };

typedef struct {
  TestFolder folder;
  double patterns[N_ROWS * N_VOXELS];
} Fixture;

/* Runs the words, in the folder; checks the status; gives what was printed or complained. */
static char *
run (Fixture *fixture, int status, const char *line)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *command = g_strdup_printf ("%s rdm %s", g_getenv ("CALCARINE_PROGRAM"), line);
  g_autofree char *output = NULL, *complaint = NULL;
  g_autoptr (GError) error = NULL;
  int wait_status;

  g_assert_true (g_shell_parse_argv (command, NULL, &words, &error));
  g_spawn_sync (fixture->folder.folder, words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output,
                &complaint, &wait_status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (wait_status));
  if (WEXITSTATUS (wait_status) != status)
    g_error ("rdm %s: %s", line, complaint);
  return status == 0 ? g_steal_pointer (&output) : g_steal_pointer (&complaint);
}

static char *
path_of (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder.folder, name, NULL);
}

static CalArray *
read_array (Fixture *fixture, const char *name)
{
  g_autofree char *path = path_of (fixture, name);
  g_autoptr (GError) error = NULL;
  CalArray *array = npy_array_read (path, &error);

  g_assert_no_error (error);
  return array;
}

static CalArray *
make_array (const double *values, gsize n_rows, gsize n_columns)
{
  gsize dims[2] = {n_rows, n_columns};
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_rows * n_columns * sizeof *values);

  return cal_array_new (CAL_DTYPE_FLOAT64, 2, dims, bytes, NULL);
}

static void
write_volume (Fixture *fixture, const char *name, gsize n_frames, const float *voxels, double shift)
{
  g_autofree char *path = path_of (fixture, name);
  g_autoptr (GBytes) bytes = g_bytes_new (voxels, n_frames * N_VOXELS * sizeof *voxels);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalVolume) volume = NULL;
  CalVolumeDesc desc = {.name = name,
                        .dims = {5, 4, 3},
                        .n_frames = n_frames,
                        .dtype = CAL_DTYPE_FLOAT32,
                        .voxels = bytes,
                        .voxel_to_world = cal_affine_identity ()};

  desc.voxel_to_world.m[0][3] = shift;
  volume = cal_volume_new (&desc, &error);
  g_assert_no_error (error);
  cal_nifti_write (volume, path, &error);
  g_assert_no_error (error);
}

/* Twelve observations of four conditions in three runs, in every kind of file. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {"face", "house", "rest", "cat"};
  g_autoptr (GRand) random = g_rand_new_with_seed (21);
  g_autoptr (GString) table = g_string_new ("stimulus,run,kind\n");
  g_autofree char *npy = NULL, *turned_npy = NULL, *h5 = NULL, *csv = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CalArray) array = NULL, turned_array = NULL;
  g_autoptr (CalHdf5Writer) writer = NULL;
  double turned[N_ROWS * N_VOXELS];
  float frames[N_ROWS * N_VOXELS], mask[N_VOXELS], labels[N_VOXELS];

  test_folder_set_up (&fixture->folder, data);
  for (int r = 0; r < N_ROWS; r++) {
    g_string_append_printf (table, "%s,%d,%s\n", names[r % N_CONDITIONS], r / N_CONDITIONS,
                            r % N_CONDITIONS == 0 || r % N_CONDITIONS == 3 ? "living" : "not");
    for (int c = 0; c < N_VOXELS; c++) {
      float value = (float) g_rand_double (random);

      fixture->patterns[r * N_VOXELS + c] = frames[r * N_VOXELS + c] = value;
      turned[c * N_ROWS + r] = value;
    }
  }
  for (int c = 0; c < N_VOXELS; c++) {
    mask[c] = c % 2 == 0;
    labels[c] = (float) (c < 20 ? 0 : c < 45 ? 7 : 3);
  }
  npy = path_of (fixture, "patterns.npy");
  turned_npy = path_of (fixture, "turned.npy");
  h5 = path_of (fixture, "patterns.h5");
  csv = path_of (fixture, "conditions.csv");
  array = make_array (fixture->patterns, N_ROWS, N_VOXELS);
  turned_array = make_array (turned, N_VOXELS, N_ROWS);
  g_assert_true (cal_npy_write (npy, array, &error));
  g_assert_true (cal_npy_write (turned_npy, turned_array, &error));
  writer = cal_hdf5_writer_new (h5, &error);
  g_assert_no_error (error);
  g_assert_true (cal_hdf5_writer_add (writer, "/betas", array, &error));
  g_assert_true (cal_hdf5_writer_add (writer, "/turned", turned_array, &error));
  g_assert_true (cal_hdf5_writer_commit (writer, &error));
  g_assert_true (g_file_set_contents (csv, table->str, -1, &error));
  write_volume (fixture, "series.nii", N_ROWS, frames, 0.0);
  write_volume (fixture, "mask.nii", 1, mask, 0.0);
  write_volume (fixture, "labels.nii", 1, labels, 0.0);
  write_volume (fixture, "elsewhere.nii", 1, mask, 2.0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_folder_tear_down (&fixture->folder, data);
}

/* 1 - r of the means of two conditions over some voxels, by definition. */
static double
expect (const Fixture *fixture, int a, int b, gboolean (*is_in) (int voxel))
{
  double x[N_VOXELS], y[N_VOXELS], mean_x = 0.0, mean_y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
  int n = 0;

  for (int c = 0; c < N_VOXELS; c++) {
    if (!is_in (c))
      continue;
    x[n] = y[n] = 0.0;
    for (int run = 0; run < 3; run++) {
      x[n] += fixture->patterns[(run * N_CONDITIONS + a) * N_VOXELS + c] / 3.0;
      y[n] += fixture->patterns[(run * N_CONDITIONS + b) * N_VOXELS + c] / 3.0;
    }
    mean_x += x[n];
    mean_y += y[n++];
  }
  for (int k = 0; k < n; k++) {
    xx += (x[k] - mean_x / n) * (x[k] - mean_x / n);
    yy += (y[k] - mean_y / n) * (y[k] - mean_y / n);
    xy += (x[k] - mean_x / n) * (y[k] - mean_y / n);
  }
  return 1.0 - xy / sqrt (xx * yy);
}

static gboolean
is_any (int voxel)
{
  return TRUE;
}

static gboolean
is_even (int voxel)
{
  return voxel % 2 == 0;
}

static gboolean
is_seven (int voxel)
{
  return voxel >= 20 && voxel < 45;
}

static gboolean
is_three (int voxel)
{
  return voxel >= 45;
}

static void
assert_rdm (Fixture *fixture, CalArray *rdm, gsize first, gboolean (*is_in) (int voxel))
{
  for (int a = 0; a < N_CONDITIONS; a++)
    for (int b = a + 1; b < N_CONDITIONS; b++)
      g_assert_cmpfloat_with_epsilon (
          cal_array_get_value (rdm, first + (gsize) (a * N_CONDITIONS + b)),
          expect (fixture, a, b, is_in), 1e-12);
}

/* The same patterns, whichever file they are in. */
static void
test_sources (Fixture *fixture, gconstpointer data)
{
  static const char *const sources[] = {"patterns.npy",
                                        "turned.npy --transpose",
                                        "patterns.h5:/betas",
                                        "patterns.h5:turned --transpose",
                                        "'patterns.h5:/betas[0:12]'",
                                        "series.nii"};

  for (gsize n = 0; n < G_N_ELEMENTS (sources); n++) {
    g_autofree char *line =
        g_strdup_printf ("%s -c conditions.csv -l stimulus -o out.npy", sources[n]);
    g_autofree char *said = run (fixture, 0, line);
    g_autoptr (CalArray) rdm = read_array (fixture, "out.npy");

    g_assert_nonnull (strstr (said, "4 conditions"));
    g_assert_cmpuint (cal_array_get_n_elements (rdm), ==, 16);
    assert_rdm (fixture, rdm, 0, is_any);
  }
}

static void
test_regions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one =
      run (fixture, 0, "series.nii -c conditions.csv -l stimulus --roi mask.nii -o out.npy");
  g_autofree char *two = NULL, *elsewhere = NULL;
  g_autoptr (CalArray) masked = read_array (fixture, "out.npy"), labelled = NULL;

  g_assert_nonnull (strstr (one, "over 30 channels"));
  assert_rdm (fixture, masked, 0, is_even);
  two = run (fixture, 0, "series.nii -c conditions.csv -l stimulus --roi labels.nii -o out.npy");
  labelled = read_array (fixture, "out.npy");
  g_assert_cmpuint (cal_array_get_dim (labelled, 0), ==, 2);
  g_assert_nonnull (strstr (two, "labels 7"));
  assert_rdm (fixture, labelled, 0, is_seven);
  assert_rdm (fixture, labelled, N_CONDITIONS * N_CONDITIONS, is_three);
  elsewhere =
      run (fixture, 1, "series.nii -c conditions.csv -l stimulus --roi elsewhere.nii -o out.npy");
  g_assert_nonnull (strstr (elsewhere, "another grid"));
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line =
      run (fixture, 0,
           "patterns.npy -c conditions.csv -l stimulus -r run --leave-out rest -d crossnobis "
           "--noise univariate --precision single -o out.npy --json");
  g_autoptr (JsonNode) root = json_from_string (line, NULL);
  JsonObject *report = json_node_get_object (root), *parameters, *rdm, *source;
  g_autoptr (CalArray) array = read_array (fixture, "out.npy");

  parameters = json_object_get_object_member (report, "parameters");
  g_assert_cmpstr (json_object_get_string_member (parameters, "distance"), ==, "crossnobis");
  g_assert_cmpstr (json_object_get_string_member (parameters, "noise"), ==, "univariate");
  rdm = json_array_get_object_element (json_object_get_array_member (report, "rdms"), 0);
  g_assert_cmpint (json_object_get_int_member (rdm, "n_conditions"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (rdm, "n_residuals"), ==, 9);
  g_assert_cmpint (json_object_get_int_member (rdm, "degrees_of_freedom"), ==, 6);
  g_assert_cmpint (json_object_get_int_member (rdm, "n_checked_pairs"), ==, 3);
  g_assert_cmpfloat (json_object_get_double_member (rdm, "largest_relative_error"), <, 1e-4);
  source = json_array_get_object_element (json_object_get_array_member (report, "sources"), 1);
  g_assert_cmpstr (json_object_get_string_member (source, "role"), ==, "conditions");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (source, "content"), "sha256:"));
  g_assert_cmpuint (cal_array_get_n_elements (array), ==, 9);
}

/* Names travel with the numbers, and what the table says of whole conditions. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *said =
      run (fixture, 0, "patterns.npy -c conditions.csv -l stimulus --leave-out rest -o out.h5");
  g_autofree char *path = path_of (fixture, "out.h5");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rdms = cal_rdm_file_load (path, NULL, &error);
  const CalRdmDesc *desc;
  CalRdm *rdm;

  g_assert_no_error (error);
  g_assert_cmpuint (rdms->len, ==, 1);
  rdm = rdms->pdata[0];
  desc = cal_rdm_get_desc (rdm);
  g_assert_nonnull (strstr (said, "3 conditions"));
  g_assert_cmpstr (desc->measure, ==, "correlation");
  g_assert_cmpstr (cal_rdm_get_condition (rdm, 0), ==, "face");
  g_assert_cmpstr (cal_rdm_get_condition (rdm, 2), ==, "cat");
  g_assert_cmpfloat_with_epsilon (cal_rdm_get (rdm, 0, 2), expect (fixture, 0, 3, is_any), 1e-12);
  g_assert_nonnull (cal_table_find_column (desc->conditions, "kind"));
  g_assert_null (cal_table_find_column (desc->conditions, "run"));
  g_assert_cmpfloat (
      cal_column_get_number (cal_table_find_column (desc->conditions, "observations"), 1), ==, 3.0);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *line;
    int status;
    const char *says;
  } lines[] = {
      {"patterns.npy", 2, "-o FILE"},
      {"patterns.npy -o out.npy -d nearness", 2, "correlation"},
      {"nothing.npy -o out.npy", 1, "nothing.npy"},
      {"patterns.h5 -o out.npy", 1, "FILE:DATASET"},
      {"patterns.h5:/missing -o out.npy", 1, "missing"},
      {"patterns.npy -c conditions.csv -l colour -o out.npy", 1, "no column \"colour\""},
      {"patterns.npy -l stimulus -o out.npy", 1, "no table"},
      {"turned.npy -c conditions.csv -l stimulus -o out.npy", 1, "12 rows"},
      {"patterns.npy --residuals turned.npy -d mahalanobis -o out.npy", 1, "12 channels"},
      {"patterns.npy -d crossnobis -o out.npy", 1, "folds"},
      {"patterns.npy -o missing/out.npy", 2, "missing/out.npy"},
      {"patterns.npy -o out.png", 2, ".csv"},
  };

  for (gsize n = 0; n < G_N_ELEMENTS (lines); n++) {
    g_autofree char *complaint = run (fixture, lines[n].status, lines[n].line);

    if (strstr (complaint, lines[n].says) == NULL)
      g_error ("rdm %s: %s", lines[n].line, complaint);
  }
}

/* Real patterns, against the matrix that numpy made of them. */
static void
test_haxby (Fixture *fixture, gconstpointer data)
{
  g_autofree char *patterns = cal_optional_data_find ("rdm/haxby2001_slice/patterns.npy");
  g_autofree char *table = cal_optional_data_find ("rdm/haxby2001_slice/conditions.csv");
  g_autofree char *square = cal_optional_data_find ("rdm/haxby2001_slice/rdm_correlation_8x8.npy");
  g_autofree char *line = NULL, *said = NULL;
  g_autoptr (CalArray) expected = NULL, rdm = NULL;

  if (patterns == NULL || table == NULL || square == NULL) {
    g_test_skip ("the optional data folder is not there");
    return;
  }
  line = g_strdup_printf ("'%s' -c '%s' -l category -o out.npy", patterns, table);
  said = run (fixture, 0, line);
  expected = npy_array_read (square, NULL);
  rdm = read_array (fixture, "out.npy");
  g_assert_nonnull (strstr (said, "8 conditions"));
  for (gsize i = 0; i < 8; i++)
    for (gsize j = i + 1; j < 8; j++)
      g_assert_cmpfloat_with_epsilon (cal_array_get_value (rdm, 8 * i + j),
                                      cal_array_get_value (expected, 8 * i + j), 1e-12);
}

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/rdm-command/sources", test_sources);
  ADD ("/rdm-command/regions", test_regions);
  ADD ("/rdm-command/report", test_report);
  ADD ("/rdm-command/names", test_names);
  ADD ("/rdm-command/refused", test_refused);
  ADD ("/rdm-command/haxby", test_haxby);
  return g_test_run ();
}
