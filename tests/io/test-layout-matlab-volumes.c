/* test-layout-matlab-volumes.c - volumes in MATLAB 5, MATLAB 7.3 and HDF5 files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <matio.h>

#include "io/hdf5-write.h"
#include "tests/support/layout-files.h"

#define N_VOXELS (3 * 4 * 5)

/* Voxels along i, j, k. */
static const gsize grid[3] = {3, 4, 5};

/* Each voxel its own indices, so that the first one is 0. */
static double
value_at (gsize i, gsize j, gsize k, gsize frame)
{
  return (double) (1000 * frame + 100 * i + 10 * j + k);
}

/* i fastest, as MATLAB keeps an array. */
static void
fill (double *values, gsize n_frames)
{
  for (gsize f = 0; f < n_frames; f++)
    for (gsize k = 0; k < grid[2]; k++)
      for (gsize j = 0; j < grid[1]; j++)
        for (gsize i = 0; i < grid[0]; i++)
          *values++ = value_at (i, j, k, f);
}

static void
put_matlab_5 (TestFolder *folder, const char *name, const char *variable_name)
{
  g_autofree char *path = layout_files_dup_path (folder, name);
  mat_t *file = Mat_CreateVer (path, NULL, MAT_FT_MAT5);
  size_t dims[3] = {3, 4, 5};
  double values[N_VOXELS];
  matvar_t *variable;

  fill (values, 1);
  variable = Mat_VarCreate (variable_name, MAT_C_DOUBLE, MAT_T_DOUBLE, 3, dims, values, 0);
  g_assert_cmpint (Mat_VarWrite (file, variable, MAT_COMPRESSION_NONE), ==, 0);
  Mat_VarFree (variable);
  Mat_Close (file);
}

static void
put_hdf5 (TestFolder *folder,
          const char *name,
          const char *dataset,
          guint n_dims,
          const gsize *dims,
          const double *values,
          gboolean is_of_matlab)
{
  g_autofree char *path = layout_files_dup_path (folder, name);
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  gsize size = sizeof *values;

  for (guint d = 0; d < n_dims; d++)
    size *= dims[d];
  bytes = g_bytes_new (values, size);
  array = cal_array_new (CAL_DTYPE_FLOAT64, n_dims, dims, bytes, NULL);
  g_assert_true (cal_hdf5_writer_add (writer, dataset, array, NULL));
  if (is_of_matlab)
    g_assert_true (cal_hdf5_writer_set_texts (writer, dataset, "MATLAB_class",
                                              (const char *const[]){"double", NULL}, NULL));
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
}

static void
put_matlab_73 (TestFolder *folder, const char *name, const char *dataset)
{
  double values[N_VOXELS];

  fill (values, 1);
  put_hdf5 (folder, name, dataset, 3, (const gsize[]){5, 4, 3}, values, TRUE);
}

static void
put_grid (TestFolder *folder)
{
  const float zeros[N_VOXELS] = {0};

  layout_files_put_volume (folder, "data/mask.nii.gz", grid, zeros);
}

static void
check (CalReading *reading, const char *name, const char *statistic)
{
  CalVolume *volume = CAL_VOLUME (layout_files_get_item (reading, name)->data);

  g_assert_cmpstr (cal_volume_get_desc (volume)->statistic, ==, statistic);
  for (gssize i = 0; i < 3; i++)
    for (gssize j = 0; j < 4; j++)
      for (gssize k = 0; k < 5; k++) {
        CalSample sample = cal_volume_get_voxel (volume, (gssize[]){i, j, k}, 0);

        g_assert_cmpint (sample.presence, ==, i + j + k == 0 ? CAL_NO_DATA : CAL_VALUE);
        if (i + j + k > 0)
          g_assert_cmpfloat (sample.value, ==, value_at ((gsize) i, (gsize) j, (gsize) k, 0));
      }
}

/* Both versions of MATLAB's files give the same; 0 is no value. */
static void
test_versions (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalVolume *volume;

  put_matlab_5 (folder, "data/rsa_scores_unnormlized_sub1.mat", "model_data");
  put_matlab_73 (folder, "data/rsa_scores_unnormlized_sub2.mat", "/model_data");
  put_matlab_5 (folder, "data/sub-01_r_LLM.mat", "data");
  put_matlab_73 (folder, "data/sub-02_r_LLM.mat", "/data");
  put_grid (folder);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  check (reading, "rsa_scores_unnormlized_sub1", "RSA score");
  check (reading, "rsa_scores_unnormlized_sub2", "RSA score");
  check (reading, "sub-01_r_LLM", "r");
  check (reading, "sub-02_r_LLM", "r");
  volume = CAL_VOLUME (layout_files_get_item (reading, "sub-01_r_LLM")->data);
  g_assert_cmpfloat (cal_volume_get_desc (volume)->voxel_to_world.m[2][3], ==, -30.0);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "1 of 60 values are 0"));
}

/* Nothing beside says where: it is told what is assumed. */
static void
test_alone (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalVolume *volume;

  put_matlab_5 (folder, "data/sub-01_r_LLM.mat", "data");
  reading = layout_files_open (folder, "data/sub-01_r_LLM.mat", NULL);
  volume = CAL_VOLUME (layout_files_get_item (reading, "sub-01_r_LLM")->data);
  g_assert_cmpfloat (cal_volume_get_desc (volume)->voxel_to_world.m[0][3], ==, -1.0);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "taken for 1 mm"));
}

/* "data" of four dimensions: the volume beside tells which way round they are. */
static void
test_frames (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  double values[2 * N_VOXELS], turned[2 * N_VOXELS];
  gsize n = 0;

  fill (values, 2);
  for (gsize i = 0; i < grid[0]; i++)
    for (gsize j = 0; j < grid[1]; j++)
      for (gsize k = 0; k < grid[2]; k++)
        for (gsize f = 0; f < 2; f++)
          turned[n++] = value_at (i, j, k, f);
  put_hdf5 (folder, "data/matlab.h5", "/data", 4, (const gsize[]){2, 5, 4, 3}, values, FALSE);
  put_hdf5 (folder, "data/numpy.h5", "/data", 4, (const gsize[]){3, 4, 5, 2}, turned, FALSE);
  reading = layout_files_open (folder, "data/matlab.h5", NULL);
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 0);
  g_clear_object (&reading);
  put_grid (folder);
  reading = layout_files_open (folder, "data/matlab.h5", "data/numpy.h5", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  for (int way = 0; way < 2; way++) {
    CalVolume *volume =
        CAL_VOLUME (layout_files_get_item (reading, way == 0 ? "matlab" : "numpy")->data);

    g_assert_cmpuint (cal_volume_get_desc (volume)->n_frames, ==, 2);
    g_assert_cmpfloat (cal_volume_get_voxel (volume, (gssize[]){1, 2, 4}, 1).value, ==, 1124.0);
    g_assert_cmpfloat (cal_volume_get_voxel (volume, (gssize[]){0, 0, 0}, 0).value, ==, 0.0);
  }
}

/* Complex numbers are no scores, and a matrix is no volume. */
static void
test_wrong (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = layout_files_dup_path (folder, "data/a_r_complex.mat");
  mat_t *file = Mat_CreateVer (path, NULL, MAT_FT_MAT5);
  size_t dims[3] = {3, 4, 5};
  double values[N_VOXELS];
  mat_complex_split_t parts = {values, values};
  matvar_t *variable;
  g_autoptr (CalReading) reading = NULL;

  fill (values, 1);
  variable = Mat_VarCreate ("data", MAT_C_DOUBLE, MAT_T_DOUBLE, 3, dims, &parts, MAT_F_COMPLEX);
  g_assert_cmpint (Mat_VarWrite (file, variable, MAT_COMPRESSION_NONE), ==, 0);
  Mat_VarFree (variable);
  Mat_Close (file);
  put_hdf5 (folder, "data/a_r_matrix.mat", "/data", 2, (const gsize[]){5, 4}, values, TRUE);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_failures (reading), "expected real numbers"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/layout-matlab-volumes/versions", test_versions},
      {"/layout-matlab-volumes/alone", test_alone},
      {"/layout-matlab-volumes/frames", test_frames},
      {"/layout-matlab-volumes/wrong", test_wrong},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].run,
                test_folder_tear_down);
  return g_test_run ();
}
