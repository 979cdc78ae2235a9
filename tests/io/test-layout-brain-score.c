/* test-layout-brain-score.c - assemblies of Brain-Score: tables, responses, ceilings.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <hdf5.h>
#include <string.h>

#include "io/format.h"
#include "io/hdf5-write.h"
#include "model/error.h"
#include "tests/support/layout-files.h"
#include "tests/support/optional-data.h"

#define N_PRESENTATIONS 4
#define N_NEUROIDS 5
/* The vertices named go up to 10,000: fsaverage5. */
#define N_VERTICES 10242

static const char *const stimuli[] = {"img1", "img2", "img1", "img3", NULL};
static const char *const sides[] = {"left", "left", "right", "right", "left", NULL};
static const gint64 vertices[N_NEUROIDS] = {7, 3, 3, 10000, 9};
static const double ceilings[N_NEUROIDS] = {0.1, 0.2, 0.3, 0.4, 0.5};

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

static void
add_texts (CalHdf5Writer *writer, const char *dataset, const char *const *texts)
{
  g_autoptr (CalTextArray) array = cal_text_array_new_from_strv (texts);

  g_assert_true (cal_hdf5_writer_add_texts (writer, dataset, array, NULL));
}

/* netCDF-4 says by object references which dimensions a variable has. */
static void
add_dimensions (const char *path, const char *const *scales, hsize_t n)
{
  hid_t file = H5Fopen (path, H5F_ACC_RDWR, H5P_DEFAULT);
  hid_t data = H5Dopen2 (file, "/data", H5P_DEFAULT), type = H5Tvlen_create (H5T_STD_REF_OBJ);
  hid_t space = H5Screate_simple (1, &n, NULL);
  hid_t attribute = H5Acreate2 (data, "DIMENSION_LIST", type, space, H5P_DEFAULT, H5P_DEFAULT);
  hobj_ref_t references[3];
  hvl_t lists[3];

  for (hsize_t d = 0; d < n; d++) {
    g_assert_cmpint (H5Rcreate (references + d, file, scales[d], H5R_OBJECT, -1), >=, 0);
    lists[d] = (hvl_t){1, references + d};
  }
  g_assert_cmpint (H5Awrite (attribute, type, lists), >=, 0);
  H5Aclose (attribute);
  H5Sclose (space);
  H5Tclose (type);
  H5Dclose (data);
  H5Fclose (file);
}

static float
response_of (gsize presentation, gsize neuroid)
{
  return (float) (10 * presentation + neuroid) / 4.0f;
}

static void
put_assembly (TestFolder *folder, gint64 last_vertex)
{
  g_autofree char *path = layout_files_dup_path (folder, "data/nsd.nc");
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  const gsize dims[3] = {N_PRESENTATIONS, N_NEUROIDS, 1};
  const gsize n_presentations = N_PRESENTATIONS, n_neuroids = N_NEUROIDS, one = 1;
  const float zeros[N_NEUROIDS] = {0};
  const gint64 repetitions[N_PRESENTATIONS] = {0, 0, 1, 0}, start = 70;
  float data[N_PRESENTATIONS][N_NEUROIDS];
  gint64 named[N_NEUROIDS];

  for (gsize p = 0; p < N_PRESENTATIONS; p++)
    for (gsize n = 0; n < N_NEUROIDS; n++)
      data[p][n] = response_of (p, n);
  memcpy (named, vertices, sizeof named);
  named[3] = last_vertex;
  add (writer, "/data", CAL_DTYPE_FLOAT32, 3, dims, data);
  add (writer, "/presentation", CAL_DTYPE_FLOAT32, 1, &n_presentations, zeros);
  add (writer, "/neuroid", CAL_DTYPE_FLOAT32, 1, &n_neuroids, zeros);
  add (writer, "/time_bin", CAL_DTYPE_FLOAT32, 1, &one, zeros);
  add_texts (writer, "/stimulus_id", stimuli);
  add (writer, "/repetition", CAL_DTYPE_INT64, 1, &n_presentations, repetitions);
  add_texts (writer, "/hemisphere", sides);
  add (writer, "/vertex_index", CAL_DTYPE_INT64, 1, &n_neuroids, named);
  add (writer, "/nc_testset", CAL_DTYPE_FLOAT64, 1, &n_neuroids, ceilings);
  add (writer, "/time_bin_start", CAL_DTYPE_INT64, 1, &one, &start);
  g_assert_true (cal_hdf5_writer_set_texts (
      writer, "/data", "coordinates",
      (const char *const[]){"stimulus_id repetition hemisphere vertex_index nc_testset", NULL},
      NULL));
  for (int d = 0; d < 3; d++)
    g_assert_true (cal_hdf5_writer_set_texts (
        writer, ((const char *[]){"/presentation", "/neuroid", "/time_bin"})[d], "NAME",
        (const char *const[]){"This is a netCDF dimension but not a netCDF variable.         4",
                              NULL},
        NULL));
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  add_dimensions (path, (const char *const[]){"/presentation", "/neuroid", "/time_bin"}, 3);
}

static void
test_surface (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalSeries *series;
  const CalSeriesDesc *desc;
  float frame[N_NEUROIDS], row[N_PRESENTATIONS];
  CalMap *map;

  put_assembly (folder, vertices[3]);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  series = layout_files_get_finding (reading, CAL_TYPE_SERIES, "nsd");
  desc = cal_series_get_desc (series);
  g_assert_cmpuint (desc->n_frames, ==, N_PRESENTATIONS);
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, 2), ==, "img1");
  g_assert_true (cal_series_read_frame (series, 3, frame, NULL, NULL));
  map = CAL_MAP (layout_files_get_item (reading, "nsd nc_testset")->data);
  for (gsize n = 0; n < N_NEUROIDS; n++) {
    gsize element = (gsize) vertices[n] + (sides[n][0] == 'r' ? N_VERTICES : 0), found;

    g_assert_true (cal_places_find_element (desc->places, element, &found));
    g_assert_cmpuint (found, ==, n);
    g_assert_cmpfloat (frame[n], ==, response_of (3, n));
    g_assert_cmpfloat (cal_map_get_element (map, element, 0).value, ==, ceilings[n]);
    g_assert_true (cal_series_read_rows (series, (guint32[]){(guint32) n}, 1, row, NULL, NULL));
    g_assert_cmpfloat (row[1], ==, response_of (1, n));
  }
  g_assert_cmpint (cal_map_get_element (map, 4, 0).presence, ==, CAL_OUTSIDE);
  g_assert_cmpuint (cal_reading_get_tables (reading)->len, ==, 2);
}

/* No template has so many vertices. */
static void
test_too_many_vertices (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_assembly (folder, 200000);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_failures (reading), "200000"));
}

static void
test_classic (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = layout_files_dup_path (folder, "old.nc");
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = NULL;

  g_assert_true (g_file_set_contents (path, "CDF\x01\0\0\0\0\0\0\0\0", 12, NULL));
  loaded = cal_format_parse (path, NULL, NULL, &error);
  g_assert_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "classic netCDF"));
}

/* 240 images by 24 choices; the first value is as ncdump gives it. */
static void
test_real (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = cal_optional_data_find ("encoding/alexnet-probabilities.nc");
  g_autoptr (CalReadRequest) request = NULL;
  g_autoptr (CalReading) reading = NULL;
  const CalColumn *column;
  CalTable *table;

  if (path == NULL)
    return;
  request = cal_read_request_new ((const char *const[]){path, NULL}, NULL);
  reading = (CalReading *) cal_reading_run (NULL, request, NULL);
  g_assert_cmpuint (cal_reading_get_tables (reading)->len, ==, 1);
  table = cal_reading_get_tables (reading)->pdata[0];
  g_assert_cmpuint (cal_table_get_n_rows (table), ==, 240);
  g_assert_cmpuint (cal_table_get_n_columns (table), ==, 2 + 24);
  column = cal_table_find_column (table, "image_id");
  g_assert_cmpstr (cal_text_array_get (column->texts, 0), ==,
                   "06aae50586099149cf4034b7966bdb8ca76173e0");
  column = cal_table_find_column (table, "interior_details_130_2");
  g_assert_nonnull (column);
  g_assert_cmpfloat (ABS (cal_column_get_number (column, 0) - 0.07814528), <, 1e-8);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/layout-brain-score/surface", test_surface},
      {"/layout-brain-score/too-many-vertices", test_too_many_vertices},
      {"/layout-brain-score/classic", test_classic},
      {"/layout-brain-score/real", test_real},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].run,
                test_folder_tear_down);
  return g_test_run ();
}
