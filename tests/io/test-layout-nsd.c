/* test-layout-nsd.c - betas, regions, maps and pictures of the Natural Scenes Dataset, small.
 *
 * The grid is 5 x 6 x 7. One voxel is hot in HDF5, where the axes are turned round, and in NIfTI.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <hdf5.h>
#include <math.h>
#include <string.h>

#include "tests/support/layout-files.h"

enum { T = 750, Z = 7, Y = 6, X = 5, N_VOXELS = Z * Y * X };

#define BETAS "nsddata_betas/ppdata/subj02/func1pt8mm/betas_fithrf"
#define ROI "nsddata/ppdata/subj02/func1pt8mm/roi"
#define HOT 1, 4, 2

static gsize
voxel_of (gsize i, gsize j, gsize k)
{
  return i + X * (j + Y * k);
}

static void
put_dataset (hid_t file,
             const char *name,
             hid_t type,
             int n_dims,
             const hsize_t *dims,
             const hsize_t *chunk,
             const void *values)
{
  hid_t space = H5Screate_simple (n_dims, dims, NULL), creation = H5Pcreate (H5P_DATASET_CREATE);
  hid_t dataset;

  if (chunk != NULL)
    H5Pset_chunk (creation, n_dims, chunk);
  dataset = H5Dcreate2 (file, name, type, space, H5P_DEFAULT, creation, H5P_DEFAULT);
  g_assert_true (H5Dwrite (dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0);
  H5Dclose (dataset);
  H5Pclose (creation);
  H5Sclose (space);
}

static hid_t
create_file (TestFolder *folder, const char *name)
{
  g_autofree char *path = layout_files_dup_path (folder, name);

  return H5Fcreate (path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
}

/* Voxel 0 has no data; the hot one 300 x (trial + session), others their number. */
static void
put_betas (TestFolder *folder, int session)
{
  const hsize_t dims[] = {T, Z, Y, X}, chunk[] = {T, 1, 1, 1};
  g_autofree char *name = g_strdup_printf (BETAS "/betas_session%02d.hdf5", session);
  g_autofree gint16 *betas = g_new (gint16, T * N_VOXELS);
  hid_t file = create_file (folder, name);

  for (gsize t = 0; t < T; t++)
    for (gsize v = 0; v < N_VOXELS; v++)
      betas[t * N_VOXELS + v] = (gint16) (v == voxel_of (HOT) ? 30 * ((int) t + session) : (int) v);
  put_dataset (file, "/betas", H5T_NATIVE_INT16, 4, dims, chunk, betas);
  H5Fclose (file);
}

static void
put_volume (TestFolder *folder, const char *name, const float *values)
{
  const gsize dims[] = {X, Y, Z};

  layout_files_put_volume (folder, name, dims, values);
}

static void
put_regions (TestFolder *folder, gboolean has_table)
{
  float regions[N_VOXELS];

  for (gsize v = 0; v < N_VOXELS; v++)
    regions[v] = v < 100 ? -1.0f : v < 150 ? 0.0f : (float) (1 + v % 3);
  regions[voxel_of (HOT)] = 2.0f;
  put_volume (folder, ROI "/floc-places.nii.gz", regions);
  if (has_table)
    layout_files_put_text (folder, "nsddata/freesurfer/subj02/label/floc-places.mgz.ctab",
                           "0 Unknown\n1 first\n2 second\n3 third\n");
}

/* As MATLAB 7.3 keeps it: axes turned round. Trial t of all shows image t % 5 of the subject's. */
static void
put_design (TestFolder *folder)
{
  const hsize_t trials[] = {1500, 1}, images[] = {5, 8};
  g_autofree double *ordering = g_new (double, 1500);
  double subject_images[5][8];
  hid_t file = create_file (folder, "nsddata/experiments/nsd/nsd_expdesign.mat");

  for (int t = 0; t < 1500; t++)
    ordering[t] = 1 + t % 5;
  for (int n = 0; n < 5; n++)
    for (int s = 0; s < 8; s++)
      subject_images[n][s] = 100 * (s + 1) + n + 1;
  put_dataset (file, "/masterordering", H5T_NATIVE_DOUBLE, 2, trials, NULL, ordering);
  put_dataset (file, "/subjectim", H5T_NATIVE_DOUBLE, 2, images, NULL, subject_images);
  H5Fclose (file);
}

static void
test_betas (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalSeries *series;
  const CalSeriesDesc *desc;
  CalVolume *regions;
  double mm[3], expected_mm[3];
  gsize row;
  guint32 rows[2] = {0};
  g_autofree float *values = g_new (float, 2 * 2 * T);
  float frame[N_VOXELS];
  g_autoptr (GError) error = NULL;

  put_betas (folder, 1);
  put_betas (folder, 2);
  put_regions (folder, TRUE);
  put_design (folder);
  reading = layout_files_open (folder, "", NULL);
  series = layout_files_get_finding (reading, CAL_TYPE_SERIES, "subj02 betas");
  desc = cal_series_get_desc (series);
  g_assert_cmpuint (desc->n_frames, ==, 2 * T);
  g_assert_cmpint (desc->role, ==, CAL_SERIES_MEASURED);
  g_assert_cmpstr (desc->unit, ==, "% signal change");
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, 0), ==, "nsd_00200");
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, T + 4), ==, "nsd_00204");
  g_assert_cmpstr (cal_text_array_get (desc->frame_ids, T + 9), ==, "nsd_00204");

  /* The hot voxel is where it is in the volume of regions. */
  regions = CAL_VOLUME (layout_files_get_item (reading, "subj02 floc-places")->data);
  cal_affine_apply (&cal_volume_get_desc (regions)->voxel_to_world, (double[]){HOT}, expected_mm);
  g_assert_true (cal_places_find_mm (desc->places, expected_mm, &row));
  g_assert_true (cal_places_get_mm (desc->places, row, mm));
  g_assert_cmpfloat (mm[1], ==, expected_mm[1]);
  g_assert_cmpuint (row, ==, voxel_of (HOT));
  rows[1] = (guint32) row;
  g_assert_true (cal_series_read_rows (series, rows, 2, values, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (isnan (values[0]));
  g_assert_cmpfloat_with_epsilon (values[2 * T + 7], 0.1f * 8, 1e-6f);
  g_assert_cmpfloat_with_epsilon (values[3 * T + 7], 0.1f * 9, 1e-6f);

  /* A trial's volume costs the whole session. */
  g_assert_cmpuint (cal_series_get_frame_bytes (series), ==, (guint64) T * N_VOXELS * 2);
  g_assert_true (cal_series_read_frame (series, T + 7, frame, NULL, &error));
  g_assert_cmpfloat_with_epsilon (frame[voxel_of (HOT)], 0.1f * 9, 1e-6f);
  g_assert_cmpfloat_with_epsilon (frame[33], 33.0f / 300.0f, 1e-6f);
  g_assert_true (isnan (frame[0]));
}

/* Outside, in no region, and in one are three things. */
static void
test_regions (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  CalVolume *regions;
  CalSample sample;

  put_regions (folder, data != NULL);
  reading = layout_files_open (folder, "", NULL);
  regions = CAL_VOLUME (layout_files_get_item (reading, "subj02 floc-places")->data);
  g_assert_cmpint (cal_volume_get_voxel (regions, (gssize[]){0, 0, 0}, 0).presence, ==,
                   CAL_OUTSIDE);
  sample = cal_volume_get_voxel (regions, (gssize[]){0, 0, 4}, 0);
  g_assert_cmpint (sample.presence, ==, CAL_VALUE);
  g_assert_cmpfloat (sample.value, ==, 0.0);
  sample = cal_volume_get_voxel (regions, (gssize[]){HOT}, 0);
  g_assert_cmpfloat (sample.value, ==, 2.0);
  g_assert_cmpstr (cal_labels_find (cal_volume_get_desc (regions)->labels, 2)->name, ==,
                   data != NULL ? "second" : "PPA");
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "NSD's manual") ==
                 (data == NULL));
}

/* Said, not guessed: without a volume of the grid there is no place for betas. */
static void
test_no_grid (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_betas (folder, 1);
  reading = layout_files_open (folder, BETAS "/betas_session01.hdf5", NULL);
  g_assert_cmpuint (cal_reading_get_findings (reading)->len, ==, 0);
  g_assert_true (
      layout_files_says (cal_reading_get_failures (reading), "5 x 6 x 7 voxels, and nothing says"));
}

/* One file alone; responses.tsv names its stimuli. */
static void
test_one_file (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  g_autoptr (GString) tsv = g_string_new ("SUBJECT\tSESSION\t73KID\n");
  float valid[N_VOXELS];
  CalSeries *series;
  float frame[N_VOXELS];

  put_betas (folder, 1);
  for (gsize v = 0; v < N_VOXELS; v++)
    valid[v] = v != 3;
  put_volume (folder, BETAS "/valid_session01.nii.gz", valid);
  for (int t = 0; t < T; t++)
    g_string_append_printf (tsv, "2\t1\t%d\n", 73000 - t);
  layout_files_put_text (folder, "nsddata/ppdata/subj02/behav/responses.tsv", tsv->str);
  reading = layout_files_open (folder, BETAS "/betas_session01.hdf5", NULL);
  series = layout_files_get_finding (reading, CAL_TYPE_SERIES, "subj02 betas");
  g_assert_cmpstr (cal_text_array_get (cal_series_get_desc (series)->frame_ids, 1), ==,
                   "nsd_72998");
  g_assert_true (cal_series_read_frame (series, 0, frame, NULL, NULL));
  g_assert_true (isnan (frame[3]));
  g_assert_cmpfloat (frame[0], ==, 0.0f);
}

static void
test_maps (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;
  float angle[N_VOXELS], eccentricity[N_VOXELS];
  CalVolume *volume;

  for (gsize v = 0; v < N_VOXELS; v++) {
    eccentricity[v] = v < 2 ? 0.0f : v < 5 ? 1000.0f : (float) v / 100.0f;
    angle[v] = v < 2 ? NAN : (float) v;
  }
  put_volume (folder, "subj03/prf_angle.nii.gz", angle);
  put_volume (folder, "subj03/prf_eccentricity.nii.gz", eccentricity);
  put_volume (folder, "subj03/R2.nii.gz", angle);
  reading = layout_files_open (folder, "", NULL);
  volume = CAL_VOLUME (layout_files_get_item (reading, "subj03 pRF angle")->data);
  g_assert_cmpstr (cal_volume_get_desc (volume)->statistic, ==, "polar angle");
  g_assert_cmpint (cal_volume_get_voxel (volume, (gssize[]){0, 0, 0}, 0).presence, ==, CAL_NO_DATA);
  volume = CAL_VOLUME (layout_files_get_item (reading, "subj03 variance explained")->data);
  g_assert_cmpstr (cal_volume_get_desc (volume)->unit, ==, "%");
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "3 places at 1000 degrees"));
}

/* Native surfaces: two halves of one series. */
static void
test_surface (TestFolder *folder, gconstpointer data)
{
  const hsize_t dims[] = {T, TOY_SPHERE_VERTICES}, chunk[] = {T, 1};
  g_autoptr (CalReading) reading = NULL;
  CalSeries *series;
  g_autofree float *frame = g_new (float, 2 * TOY_SPHERE_VERTICES);

  layout_files_put_sphere (folder, "surf/lh.white");
  layout_files_put_sphere (folder, "surf/rh.white");
  for (int h = 0; h < 2; h++) {
    g_autofree gint16 *betas = g_new (gint16, T * TOY_SPHERE_VERTICES);
    hid_t file =
        create_file (folder, h == 0 ? "lh.betas_session01.hdf5" : "rh.betas_session01.hdf5");

    for (gsize n = 0; n < (gsize) T * TOY_SPHERE_VERTICES; n++)
      betas[n] = (gint16) ((h == 0 ? 1 : -1) * (int) (n % TOY_SPHERE_VERTICES + 1));
    put_dataset (file, "/betas", H5T_NATIVE_INT16, 2, dims, chunk, betas);
    H5Fclose (file);
  }
  reading = layout_files_open (folder, "", NULL);
  series = layout_files_get_finding (reading, CAL_TYPE_SERIES, "betas");
  g_assert_cmpuint (cal_places_get_n_rows (cal_series_get_desc (series)->places), ==,
                    2 * TOY_SPHERE_VERTICES);
  g_assert_true (cal_series_read_frame (series, 3, frame, NULL, NULL));
  g_assert_cmpfloat_with_epsilon (frame[8], 9.0f / 300.0f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (frame[TOY_SPHERE_VERTICES + 8], -9.0f / 300.0f, 1e-6f);
}

static void
test_stimuli (TestFolder *folder, gconstpointer data)
{
  const hsize_t dims[] = {4, 6, 6, 3}, chunk[] = {1, 6, 6, 3};
  g_autofree guint8 *pixels = g_malloc (4 * 6 * 6 * 3);
  g_autoptr (CalReading) reading = NULL;
  hid_t file = create_file (folder, "nsd_stimuli.hdf5");
  CalStimuli *stimuli;
  g_autofree char *expected =
      g_build_filename (folder->folder, "nsd_stimuli.hdf5:/imgBrick[1]", NULL);

  memset (pixels, 77, 4 * 6 * 6 * 3);
  put_dataset (file, "/imgBrick", H5T_NATIVE_UINT8, 4, dims, chunk, pixels);
  H5Fclose (file);
  layout_files_put_text (folder, "nsd_stim_info_merged.csv",
                         ",cocoId,cocoSplit,nsdId,shared1000\n0,500,val2017,0,False\n"
                         "2,502,val2017,2,True\n1,501,train2017,1,False\n3,503,val2017,3,False\n");
  reading = layout_files_open (folder, "", NULL);
  stimuli = layout_files_get_stimuli (reading, "NSD stimuli");
  g_assert_cmpuint (cal_stimuli_get_n (stimuli), ==, 4);
  g_assert_cmpstr (cal_stimuli_get_id (stimuli, 1), ==, "nsd_00001");
  g_assert_cmpstr (cal_stimuli_get_picture (stimuli, 1), ==, expected);
  g_assert_cmpfloat (
      cal_column_get_number (cal_table_find_column (cal_stimuli_get_table (stimuli), "cocoId"), 2),
      ==, 502.0);
}

static void
add (const char *name, gconstpointer data, void (*test) (TestFolder *, gconstpointer))
{
  g_test_add (name, TestFolder, data, test_folder_set_up, test, test_folder_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/layout/nsd/betas", NULL, test_betas);
  add ("/layout/nsd/regions/table", "table", test_regions);
  add ("/layout/nsd/regions/manual", NULL, test_regions);
  add ("/layout/nsd/no-grid", NULL, test_no_grid);
  add ("/layout/nsd/one-file", NULL, test_one_file);
  add ("/layout/nsd/maps", NULL, test_maps);
  add ("/layout/nsd/surface", NULL, test_surface);
  add ("/layout/nsd/stimuli", NULL, test_stimuli);
  return g_test_run ();
}
