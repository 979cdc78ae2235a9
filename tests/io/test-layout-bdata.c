/* test-layout-bdata.c - BData: responses on a grid that is found, regions, a table of samples.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "io/hdf5-write.h"
#include "tests/support/layout-files.h"
#include "tests/support/optional-data.h"

#define N_SAMPLES 3
#define N_VOXELS 4
/* Between the voxels' columns lies another; after them the labels and the type of data. */
#define N_COLUMNS 7
#define LABEL 5
#define DATA_TYPE 6

static const gsize columns[N_VOXELS] = {0, 2, 3, 4};
/* Steps of 3, 2 and 2.5 mm; nothing is symmetric. */
static const double points_mm[N_VOXELS][3] = {
    {-9.0, 4.0, 1.5}, {0.0, 4.0, 4.0}, {-6.0, 2.0, 4.0}, {-9.0, 6.0, -1.0}};
static const gsize voxels[N_VOXELS][3] = {{0, 1, 1}, {3, 1, 2}, {1, 0, 2}, {0, 2, 0}};
static const gsize dims[3] = {4, 3, 3};
static const double labels[N_SAMPLES] = {2.0, 1518878.005958, 2.0};

static void
add (
    CalHdf5Writer *writer, const char *dataset, gsize n_rows, gsize n_columns, const double *values)
{
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_rows * n_columns * sizeof *values);
  g_autoptr (CalArray) array = NULL;
  g_autoptr (GError) error = NULL;

  array = cal_array_new (CAL_DTYPE_FLOAT64, 2, (const gsize[]){n_rows, n_columns}, bytes, &error);
  g_assert_no_error (error);
  cal_hdf5_writer_add (writer, dataset, array, &error);
  g_assert_no_error (error);
}

static double
response_of (gsize sample, gsize column)
{
  return (double) (10 * sample + column) / 4.0;
}

enum { VOXELS, V1, FFA, HVC, X, Y, Z, OF_LABEL, OF_TYPE, N_KEYS };

/* As bdpy writes it, or under the older names. */
static void
put_bdata (TestFolder *folder, double shift_mm, gboolean is_old, gsize n_columns)
{
  static const char *const keys[] = {"VoxelData", "ROI_V1",  "ROI_FFA", "ROI_HVC",  "voxel_x",
                                     "voxel_y",   "voxel_z", "Label",   "DataType", NULL};
  g_autofree char *path = layout_files_dup_path (folder, "data/S1.h5");
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  g_autoptr (CalTextArray) names = cal_text_array_new_from_strv (keys);
  g_autoptr (CalTextArray) dog = cal_text_array_new_from_strv ((const char *const[]){"dog", NULL});
  double data[N_SAMPLES][N_COLUMNS], value[N_KEYS][N_COLUMNS];

  for (gsize s = 0; s < N_SAMPLES; s++) {
    for (gsize c = 0; c < N_COLUMNS; c++)
      data[s][c] = response_of (s, c);
    data[s][LABEL] = labels[s];
    data[s][DATA_TYPE] = s < 2 ? 1.0 : 2.0;
  }
  for (gsize k = 0; k < N_KEYS; k++)
    for (gsize c = 0; c < N_COLUMNS; c++)
      value[k][c] = NAN;
  for (gsize v = 0; v < N_VOXELS; v++) {
    value[VOXELS][columns[v]] = 1.0;
    for (gsize d = 0; d < 3; d++)
      value[X + d][columns[v]] = points_mm[v][d] + (v == 1 ? shift_mm : 0.0);
  }
  value[V1][columns[0]] = value[FFA][columns[1]] = 1.0;
  value[HVC][columns[1]] = value[HVC][columns[3]] = 1.0;
  value[OF_LABEL][LABEL] = value[OF_TYPE][DATA_TYPE] = 1.0;
  add (writer, is_old ? "/dataSet" : "/dataset", N_SAMPLES, N_COLUMNS, data[0]);
  add (writer, is_old ? "/metaData/value" : "/metadata/value", N_KEYS, n_columns, value[0]);
  g_assert_true (
      cal_hdf5_writer_add_texts (writer, is_old ? "/metaData/key" : "/metadata/key", names, NULL));
  g_assert_true (cal_hdf5_writer_add_texts (writer, "/vmap/Label/2.0", dog, NULL));
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
}

static gsize
element_of (gsize voxel)
{
  return voxels[voxel][0] + dims[0] * (voxels[voxel][1] + dims[1] * voxels[voxel][2]);
}

static void
check_series (CalReading *reading)
{
  CalSeries *series = layout_files_get_finding (reading, CAL_TYPE_SERIES, "S1");
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  float frame[N_VOXELS], row[N_SAMPLES];

  g_assert_cmpuint (desc->n_frames, ==, N_SAMPLES);
  g_assert_cmpint (desc->axis, ==, CAL_AXIS_STIMULI);
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, 0), ==, "dog");
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, 1), ==, "1518878.005958");
  g_assert_cmpuint (cal_places_get_n_rows (desc->places), ==, N_VOXELS);
  g_assert_true (cal_series_read_frame (series, 2, frame, NULL, NULL));
  for (gsize v = 0; v < N_VOXELS; v++) {
    double mm[3];
    gsize found;

    g_assert_true (cal_places_find_element (desc->places, element_of (v), &found));
    g_assert_cmpuint (found, ==, v);
    g_assert_true (cal_places_get_mm (desc->places, v, mm));
    for (int d = 0; d < 3; d++)
      g_assert_cmpfloat_with_epsilon (mm[d], points_mm[v][d], 1e-9);
    g_assert_cmpfloat (frame[v], ==, (float) response_of (2, columns[v]));
    g_assert_true (cal_series_read_rows (series, (guint32[]){(guint32) v}, 1, row, NULL, NULL));
    g_assert_cmpfloat (row[1], ==, (float) response_of (1, columns[v]));
  }
}

/* The region's name at a voxel; "none" where there is none. */
static const char *
region_at (CalReading *reading, const char *name, gsize voxel)
{
  CalVolume *volume = CAL_VOLUME (layout_files_get_item (reading, name)->data);
  const gssize ijk[3] = {(gssize) voxels[voxel][0], (gssize) voxels[voxel][1],
                         (gssize) voxels[voxel][2]};
  CalSample sample = cal_volume_get_voxel (volume, ijk, 0);

  g_assert_cmpint (sample.presence, ==, CAL_VALUE);
  return cal_labels_find (cal_volume_get_desc (volume)->labels, (gint32) sample.value)->name;
}

static void
check_table (CalReading *reading)
{
  GPtrArray *tables = cal_reading_get_tables (reading);
  const CalColumn *label;

  g_assert_cmpuint (tables->len, ==, 1);
  g_assert_cmpuint (cal_table_get_n_rows (tables->pdata[0]), ==, N_SAMPLES);
  g_assert_cmpuint (cal_table_get_n_columns (tables->pdata[0]), ==, 2);
  label = cal_table_find_column (tables->pdata[0], "Label");
  g_assert_cmpstr (cal_text_array_get (label->texts, 2), ==, "dog");
  g_assert_cmpfloat (
      cal_column_get_number (cal_table_find_column (tables->pdata[0], "DataType"), 2), ==, 2.0);
}

static void
test_grid (TestFolder *folder, gconstpointer is_old)
{
  g_autoptr (CalReading) reading = NULL;

  put_bdata (folder, 0.0, is_old != NULL, N_COLUMNS);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  check_series (reading);
  check_table (reading);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "3 x 2 x 2.5 mm"));
  g_assert_cmpstr (region_at (reading, "S1 regions", 0), ==, "V1");
  g_assert_cmpstr (region_at (reading, "S1 regions", 1), ==, "FFA");
  g_assert_cmpstr (region_at (reading, "S1 regions", 3), ==, "none");
  /* HVC has a voxel of FFA, so it is a map of its own. */
  g_assert_cmpstr (region_at (reading, "S1 HVC", 1), ==, "HVC");
  g_assert_cmpstr (region_at (reading, "S1 HVC", 3), ==, "HVC");
  g_assert_cmpstr (region_at (reading, "S1 HVC", 0), ==, "none");
}

static void
test_off_grid (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_bdata (folder, 0.7, FALSE, N_COLUMNS);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "are on no grid"));
  check_table (reading);
}

static void
test_wrong_length (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_bdata (folder, 0.0, FALSE, N_COLUMNS - 1);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_failures (reading),
                                    "9 x 6 numbers; expected 9 keys x the 7 columns"));
}

/* Eight samples of random numbers, without coordinates. */
static void
test_real (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = cal_optional_data_find ("encoding/bdpy_sample_vmap_noheader.h5");
  g_autoptr (CalReadRequest) request = NULL;
  g_autoptr (CalReading) reading = NULL;
  const CalColumn *label;
  CalTable *table;

  if (path == NULL)
    return;
  request = cal_read_request_new ((const char *const[]){path, NULL}, NULL);
  reading = (CalReading *) cal_reading_run (NULL, request, NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_tables (reading)->len, ==, 1);
  table = cal_reading_get_tables (reading)->pdata[0];
  g_assert_cmpuint (cal_table_get_n_rows (table), ==, 8);
  g_assert_cmpuint (cal_table_get_n_columns (table), ==, 11);
  label = cal_table_find_column (table, "Label");
  g_assert_cmpstr (cal_text_array_get (label->texts, 1), ==, "label-03");
  g_assert_cmpstr (cal_text_array_get (label->texts, 7), ==, "label-04");
  g_assert_cmpfloat_with_epsilon (
      cal_column_get_number (cal_table_find_column (table, "Data 2"), 1), 0.0361596, 1e-7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/layout-bdata/grid", TestFolder, NULL, test_folder_set_up, test_grid,
              test_folder_tear_down);
  g_test_add ("/layout-bdata/old-names", TestFolder, "old", test_folder_set_up, test_grid,
              test_folder_tear_down);
  g_test_add ("/layout-bdata/off-grid", TestFolder, NULL, test_folder_set_up, test_off_grid,
              test_folder_tear_down);
  g_test_add ("/layout-bdata/wrong-length", TestFolder, NULL, test_folder_set_up, test_wrong_length,
              test_folder_tear_down);
  g_test_add ("/layout-bdata/real", TestFolder, NULL, test_folder_set_up, test_real,
              test_folder_tear_down);
  return g_test_run ();
}
