/* test-layout-braindive.c - BrainDiVE's responses in an HDF5 file called .npy, and its pictures.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/hdf5-write.h"
#include "tests/support/layout-files.h"

#define N_VOXELS 7

/* Of HDF5's order of names, which is not that of the numbers. */
static const char *const pictures[] = {"1000", "139", "22"};

static const gsize grid[3] = {3, 4, 5};

/* Seven voxels that come in another order in numpy than in a volume. */
static gboolean
is_inside (gsize i, gsize j, gsize k)
{
  return (i + 2 * j + 3 * k) % 8 == 1;
}

static float
response_of (gsize picture, gsize voxel)
{
  return (float) picture * 100.0f + (float) voxel;
}

static void
add (CalHdf5Writer *writer,
     const char *name,
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
  cal_hdf5_writer_add (writer, name, array, &error);
  g_assert_no_error (error);
}

static gsize
fill_mask (guint8 *mask)
{
  gsize n = 0;

  for (gsize i = 0; i < grid[0]; i++)
    for (gsize j = 0; j < grid[1]; j++)
      for (gsize k = 0; k < grid[2]; k++) {
        mask[(i * grid[1] + j) * grid[2] + k] = is_inside (i, j, k);
        n += is_inside (i, j, k);
      }
  return n;
}

static void
put_cortex (TestFolder *folder)
{
  g_autofree char *path = layout_files_dup_path (folder, "data/cortex_subj_1.npy");
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  guint8 mask[3 * 4 * 5];
  gsize n = fill_mask (mask);

  g_assert_cmpuint (n, ==, N_VOXELS);
  add (writer, "/mask", CAL_DTYPE_UINT8, 3, grid, mask);
  for (gsize p = 0; p < G_N_ELEMENTS (pictures); p++) {
    g_autofree char *name = g_strconcat ("/", pictures[p], NULL);
    float values[N_VOXELS];

    for (gsize v = 0; v < N_VOXELS; v++)
      values[v] = response_of (p, v);
    add (writer, name, CAL_DTYPE_FLOAT32, 1, &n, values);
  }
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
}

static void
put_pictures (TestFolder *folder)
{
  g_autofree char *path = layout_files_dup_path (folder, "data/image_data.h5py");
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  const gsize dims[3] = {2, 2, 3};
  const guint8 pixels[12] = {255};

  add (writer, "/000000000022", CAL_DTYPE_UINT8, 3, dims, pixels);
  add (writer, "/000000001000", CAL_DTYPE_UINT8, 3, dims, pixels);
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
}

static void
check_responses (CalReading *reading)
{
  CalSeries *series =
      layout_files_get_finding (reading, CAL_TYPE_SERIES, "cortex_subj_1 responses");
  const CalSeriesDesc *desc = cal_series_get_desc (series);
  float rows[3], frame[N_VOXELS];
  gsize in_order = 0;

  g_assert_cmpuint (desc->n_frames, ==, 3);
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, 0), ==, "000000001000");
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, 2), ==, "000000000022");
  g_assert_true (cal_series_read_frame (series, 1, frame, NULL, NULL));
  for (gsize i = 0; i < grid[0]; i++)
    for (gsize j = 0; j < grid[1]; j++)
      for (gsize k = 0; k < grid[2]; k++) {
        gsize row, element = i + grid[0] * (j + grid[1] * k);

        g_assert_cmpint (cal_places_find_element (desc->places, element, &row), ==,
                         is_inside (i, j, k));
        if (!is_inside (i, j, k))
          continue;
        g_assert_cmpuint (row, ==, in_order);
        g_assert_cmpfloat (frame[row], ==, response_of (1, in_order++));
        g_assert_true (
            cal_series_read_rows (series, (guint32[]){(guint32) row}, 1, rows, NULL, NULL));
        for (gsize p = 0; p < 3; p++)
          g_assert_cmpfloat (rows[p], ==, response_of (p, row));
      }
}

static void
test_data (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalStimuli *stimuli;

  put_cortex (folder);
  put_pictures (folder);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 0);
  check_responses (reading);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "no volume of 3 x 4 x 5"));
  stimuli = layout_files_get_stimuli (reading, "image_data.h5py");
  g_assert_cmpuint (cal_stimuli_get_n (stimuli), ==, 2);
  g_assert_cmpstr (cal_stimuli_get_id (stimuli, 1), ==, "000000001000");
  g_assert_true (g_str_has_suffix (cal_stimuli_get_picture (stimuli, 1), ":/000000001000"));
}

/* A volume of the same grid says where the voxels are. */
static void
test_grid (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  float anatomy[3 * 4 * 5];
  double mm[3];
  CalSeries *series;

  for (gsize n = 0; n < G_N_ELEMENTS (anatomy); n++)
    anatomy[n] = (float) n;
  put_cortex (folder);
  layout_files_put_volume (folder, "data/T1.nii.gz", grid, anatomy);
  reading = layout_files_open (folder, "data", NULL);
  series = layout_files_get_finding (reading, CAL_TYPE_SERIES, "cortex_subj_1 responses");
  g_assert_true (cal_places_get_mm (cal_series_get_desc (series)->places, 0, mm));
  /* Voxel 0, 0, 3 is the first in numpy's order: 2 mm voxels from -10 -20 -30 mm on. */
  g_assert_cmpfloat (mm[0], ==, -10.0);
  g_assert_cmpfloat (mm[1], ==, -20.0);
  g_assert_cmpfloat (mm[2], ==, -24.0);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "T1.nii.gz"));
}

static void
test_generated (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalDecoding *decoding;

  layout_files_put_picture (folder, "images/S1/OFA_all_t2/OFA_000000000007.png");
  layout_files_put_picture (folder, "images/S1/OFA_all_t2/OFA_000000000011.png");
  layout_files_put_picture (folder, "images/S1/food_all_t2/food_000000000003.png");
  reading = layout_files_open (folder, "images", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_stimuli (reading)->len, ==, 0);
  decoding = layout_files_get_finding (reading, CAL_TYPE_DECODING, "BrainDiVE S1");
  g_assert_cmpuint (cal_stimuli_get_n (cal_decoding_get_pictures (decoding)), ==, 3);
  g_assert_cmpstr (cal_stimuli_get_id (cal_decoding_get_pictures (decoding), 1), ==,
                   "OFA_000000000011");
  g_assert_cmpstr (cal_decoding_get_region (decoding, 1), ==, "OFA");
  g_assert_cmpstr (cal_decoding_get_region (decoding, 2), ==, "food");
  g_assert_cmpstr (cal_decoding_get_seen (decoding, 2), ==, "");
}

/* BrainSCUBA's evaluations lack a mask, and say so. */
static void
test_evaluation (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = layout_files_dup_path (folder, "eval/subject_1_linear.h5py");
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  g_autoptr (CalReading) reading = NULL;
  const float first[3] = {1, 2, 3}, second[3] = {4, 5, 6};
  float mask[8] = {0}, rows[2];
  gsize n = 3;
  CalSeries *predicted;

  add (writer, "/139_gt", CAL_DTYPE_FLOAT32, 1, &n, first);
  add (writer, "/139_eval", CAL_DTYPE_FLOAT32, 1, &n, second);
  add (writer, "/1390_gt", CAL_DTYPE_FLOAT32, 1, &n, second);
  add (writer, "/1390_eval", CAL_DTYPE_FLOAT32, 1, &n, first);
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  reading = layout_files_open (folder, "eval", NULL);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_failures (reading), "3 values"));
  g_clear_object (&reading);
  /* Voxels along i come in one order only. */
  mask[0] = mask[1] = mask[2] = 1.0f;
  layout_files_put_volume (folder, "mask.nii.gz", (gsize[]){4, 2, 1}, mask);
  reading = layout_files_open (folder, "eval", "mask.nii.gz", NULL);
  predicted = layout_files_get_finding (reading, CAL_TYPE_SERIES, "subject_1_linear: predicted");
  g_assert_cmpint (cal_series_get_desc (predicted)->role, ==, CAL_SERIES_PREDICTED);
  g_assert_true (cal_series_read_rows (predicted, (guint32[]){1}, 1, rows, NULL, NULL));
  /* "1390_eval" comes before "139_eval". */
  g_assert_cmpstr (cal_text_array_get (cal_series_get_desc (predicted)->frame_ids, 0), ==,
                   "000000001390");
  g_assert_cmpfloat (rows[0], ==, 2.0);
  g_assert_cmpfloat (rows[1], ==, 5.0);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/layout-braindive/data", test_data},
      {"/layout-braindive/grid", test_grid},
      {"/layout-braindive/generated", test_generated},
      {"/layout-braindive/evaluation", test_evaluation},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].run,
                test_folder_tear_down);
  return g_test_run ();
}
