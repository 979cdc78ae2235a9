/* test-layout-things-fmri.c - responses of THINGS-fMRI: rows by voxel_id, trials by stimulus.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5-write.h"
#include "tests/support/layout-files.h"

#define N_ROWS 4
#define N_TRIALS 3
#define FOLDER "data/betas_csv/"
#define TRIALS                                         \
  "trial_type,session,run,trial_id,stimulus,concept\n" \
  "train,1,1,0,dog_12s.jpg,dog\n"                      \
  "test,1,1,1,cup_01b.jpg,cup\n"                       \
  "train,1,2,2,dog_12s.jpg,dog\n"

/* 99 has no metadata; 20 has no responses. The order of the rows is not that of the metadata. */
static const gint64 ids[N_ROWS] = {12, 5, 99, 7};
static const char voxels_csv[] = ",voxel_id,subject_id,voxel_x,voxel_y,voxel_z,nc_testset,"
                                 "splithalf_corrected,V1,lFFA,glasser-V1\n"
                                 "0,5,1,1,2,0,31.5,0.25,1,0,1\n"
                                 "1,7,1,0,0,3,42.0,0.5,0,1,0\n"
                                 "2,12,1,4,1,2,7.25,-0.125,1,0,0\n"
                                 "3,20,1,5,3,4,99.0,0.75,0,0,0\n";
/* Of the rows that have both: 12, 5, 7. */
static const gsize kept[3] = {0, 1, 3};
static const gssize places_of[3][3] = {{4, 1, 2}, {1, 2, 0}, {0, 0, 3}};
static const float ceilings[3] = {7.25f, 31.5f, 42.0f};
static const gsize mask_dims[3] = {6, 4, 5};

static void
add (CalHdf5Writer *writer,
     const char *dataset,
     CalDtype dtype,
     guint n_dims,
     const gsize *dims,
     gconstpointer values)
{
  gsize size = cal_dtype_get_size (dtype);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (CalArray) array = NULL;
  g_autoptr (GError) error = NULL;

  for (guint d = 0; d < n_dims; d++)
    size *= dims[d];
  bytes = g_bytes_new (values, size);
  array = cal_array_new (dtype, n_dims, dims, bytes, &error);
  g_assert_no_error (error);
  cal_hdf5_writer_add (writer, dataset, array, &error);
  g_assert_no_error (error);
}

static double
response_of (gsize row, gsize trial)
{
  return (double) (10 * row + trial) / 8.0;
}

/* As pandas writes a data frame of two types of columns; names of columns are pickled. */
static void
put_responses (TestFolder *folder, gsize n_ids)
{
  g_autofree char *path = layout_files_dup_path (folder, FOLDER "sub-01_ResponseData.h5");
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  g_autoptr (CalTextArray) id =
      cal_text_array_new_from_strv ((const char *const[]){"voxel_id", NULL});
  const guint8 pickled[5] = {0x80, 3, ']', 'q', '.'};
  const gint64 index[N_ROWS] = {0, 1, 2, 3};
  const gsize n_pickled = sizeof pickled, n_rows = N_ROWS;
  double values[N_ROWS][N_TRIALS];

  for (gsize r = 0; r < N_ROWS; r++)
    for (gsize t = 0; t < N_TRIALS; t++)
      values[r][t] = response_of (r, t);
  add (writer, "/ResponseData/axis0", CAL_DTYPE_UINT8, 1, &n_pickled, pickled);
  add (writer, "/ResponseData/axis1", CAL_DTYPE_INT64, 1, &n_rows, index);
  add (writer, "/ResponseData/block0_items", CAL_DTYPE_UINT8, 1, &n_pickled, pickled);
  add (writer, "/ResponseData/block0_values", CAL_DTYPE_FLOAT64, 2,
       (const gsize[]){N_ROWS, N_TRIALS}, values);
  cal_hdf5_writer_add_texts (writer, "/ResponseData/block1_items", id, NULL);
  add (writer, "/ResponseData/block1_values", CAL_DTYPE_INT64, 2, (const gsize[]){n_ids, 1}, ids);
  cal_hdf5_writer_set_integer (writer, "/ResponseData/block0_values", "transposed", 1, NULL);
  cal_hdf5_writer_set_integer (writer, "/ResponseData/block1_values", "transposed", 1, NULL);
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
}

static void
put_tables (TestFolder *folder, const char *voxels, const char *trials)
{
  layout_files_put_text (folder, FOLDER "sub-01_VoxelMetadata.csv", voxels);
  layout_files_put_text (folder, FOLDER "sub-01_StimulusMetadata.csv", trials);
}

static gsize
element_of (gsize voxel, const gsize dims[3])
{
  const gssize *ijk = places_of[voxel];

  return (gsize) ijk[0] + dims[0] * ((gsize) ijk[1] + dims[1] * (gsize) ijk[2]);
}

static void
check_series (CalReading *reading, const gsize dims[3])
{
  CalSeries *series = layout_files_get_finding (reading, CAL_TYPE_SERIES, "sub-01");
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  float frame[3], row[N_TRIALS];

  g_assert_cmpuint (desc->n_frames, ==, N_TRIALS);
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, 1), ==, "cup_01b");
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, 2), ==, "dog_12s");
  g_assert_cmpuint (cal_places_get_n_rows (desc->places), ==, 3);
  g_assert_true (cal_series_read_frame (series, 1, frame, NULL, NULL));
  for (gsize v = 0; v < 3; v++) {
    gsize found;

    g_assert_true (cal_places_find_element (desc->places, element_of (v, dims), &found));
    g_assert_cmpuint (found, ==, v);
    g_assert_cmpfloat (frame[v], ==, (float) response_of (kept[v], 1));
    g_assert_true (cal_series_read_rows (series, (guint32[]){(guint32) v}, 1, row, NULL, NULL));
    g_assert_cmpfloat (row[2], ==, (float) response_of (kept[v], 2));
  }
}

static CalSample
sample_at (CalReading *reading, const char *name, gsize voxel)
{
  CalVolume *volume = CAL_VOLUME (layout_files_get_item (reading, name)->data);

  return cal_volume_get_voxel (volume, places_of[voxel], 0);
}

static const char *
region_at (CalReading *reading, const char *name, gsize voxel)
{
  CalVolume *volume = CAL_VOLUME (layout_files_get_item (reading, name)->data);

  return cal_labels_find (cal_volume_get_desc (volume)->labels,
                          (gint32) sample_at (reading, name, voxel).value)
      ->name;
}

static void
check_maps (CalReading *reading)
{
  CalVolume *ceiling = CAL_VOLUME (layout_files_get_item (reading, "sub-01 nc_testset")->data);

  g_assert_cmpstr (cal_volume_get_desc (ceiling)->unit, ==, "%");
  for (gsize v = 0; v < 3; v++)
    g_assert_cmpfloat (sample_at (reading, "sub-01 nc_testset", v).value, ==, ceilings[v]);
  g_assert_cmpfloat (sample_at (reading, "sub-01 splithalf_corrected", 0).value, ==, -0.125);
  g_assert_cmpint (cal_volume_get_voxel (ceiling, (const gssize[]){3, 1, 2}, 0).presence, ==,
                   CAL_OUTSIDE);
  g_assert_cmpstr (region_at (reading, "sub-01 regions", 0), ==, "V1");
  g_assert_cmpstr (region_at (reading, "sub-01 regions", 2), ==, "lFFA");
  /* It shares a voxel with V1. */
  g_assert_cmpstr (region_at (reading, "sub-01 glasser-V1", 1), ==, "glasser-V1");
  g_assert_cmpstr (region_at (reading, "sub-01 glasser-V1", 0), ==, "none");
}

static void
test_mask (TestFolder *folder, gconstpointer data)
{
  float mask[6 * 4 * 5];
  g_autoptr (CalReading) reading = NULL;
  const CalColumn *concept;

  for (gsize v = 0; v < G_N_ELEMENTS (mask); v++)
    mask[v] = 1.0f;
  mask[element_of (2, mask_dims)] = 0.0f;
  put_responses (folder, N_ROWS);
  put_tables (folder, voxels_csv, TRIALS);
  layout_files_put_volume (folder, "data/brainmasks/sub-01_brainmask.nii", mask_dims, mask);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  check_series (reading, mask_dims);
  check_maps (reading);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "sub-01_brainmask.nii"));
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "with voxel_id 99"));
  g_assert_true (
      layout_files_says (cal_reading_get_remarks (reading), "1 voxels of VoxelMetadata"));
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "1 of 3 voxels are not in"));
  g_assert_cmpuint (cal_reading_get_tables (reading)->len, ==, 1);
  concept = cal_table_find_column (cal_reading_get_tables (reading)->pdata[0], "concept");
  g_assert_cmpstr (cal_text_array_get (concept->texts, 1), ==, "cup");
}

/* As large as the largest index; also where the file is opened by itself. */
static void
test_own_grid (TestFolder *folder, gconstpointer data)
{
  static const gsize dims[3] = {5, 3, 4};
  g_autoptr (CalReading) reading = NULL;

  put_responses (folder, N_ROWS);
  put_tables (folder, voxels_csv, TRIALS);
  reading = layout_files_open (folder, FOLDER "sub-01_ResponseData.h5", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  check_series (reading, dims);
  check_maps (reading);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "taken for 1 mm"));
}

static void
check_failure (TestFolder *folder, const char *words)
{
  g_autoptr (CalReading) reading = layout_files_open (folder, "data", NULL);

  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_failures (reading), words));
}

static void
test_wrong (TestFolder *folder, gconstpointer data)
{
  put_responses (folder, N_ROWS);
  put_tables (folder, voxels_csv, "stimulus,concept\ndog_12s.jpg,dog\ncup_01b.jpg,cup\n");
  check_failure (folder, "2 trials; expected the 3 of");
  put_tables (folder, "voxel_id,voxel_x,voxel_y,voxel_z\n12,1.5,0,0\n5,0,0,1\n", TRIALS);
  check_failure (folder, "voxel_x is 1.5 in row 0");
  put_tables (folder, "voxel_id,voxel_x,voxel_y,voxel_z\n12,1,0,0\n12,0,0,1\n", TRIALS);
  check_failure (folder, "voxel_id 12 in row 1");
  put_tables (folder, "voxel_id,voxel_x,voxel_y,voxel_z\n1,1,0,0\n2,0,0,1\n", TRIALS);
  check_failure (folder, "none of its 4 values of voxel_id");
  put_tables (folder, voxels_csv, TRIALS);
  put_responses (folder, N_ROWS - 1);
  check_failure (folder, "3 x 1 numbers; expected the 4 rows of axis1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/layout-things-fmri/mask", TestFolder, NULL, test_folder_set_up, test_mask,
              test_folder_tear_down);
  g_test_add ("/layout-things-fmri/own-grid", TestFolder, NULL, test_folder_set_up, test_own_grid,
              test_folder_tear_down);
  g_test_add ("/layout-things-fmri/wrong", TestFolder, NULL, test_folder_set_up, test_wrong,
              test_folder_tear_down);
  return g_test_run ();
}
