/* test-layout-mapper.c - a flatmap and its voxels' values without any surface.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "io/hdf5-write.h"
#include "tests/support/layout-files.h"

/* Columns 0 to 2 are the left hemisphere, 4 and 5 the right one. */
#define N_X 6
#define N_Y 4
#define N_PIXELS 18
#define N_VOXELS 9

/* Columns from the left, in each from below; the left one lacks a corner, the right one two. */
static const guint8 mask[N_X][N_Y] = {
    {1, 1, 1, 0}, {1, 1, 1, 1}, {1, 1, 1, 1}, {0, 0, 0, 0}, {1, 1, 1, 1}, {0, 1, 1, 1},
};

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

/* A pixel has a quarter of one voxel and three quarters of the next, the last pixel none. */
static void
put_mapper (TestFolder *folder, const char *name, gint32 first_voxel, gboolean is_old)
{
  g_autofree char *path = layout_files_dup_path (folder, name);
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  const char *key = is_old ? "/pixmap" : "/voxel_to_flatmap";
  gint32 indices[2 * (N_PIXELS - 1)], starts[N_PIXELS + 1];
  float weights[2 * (N_PIXELS - 1)], curvature[N_X * N_Y];
  const gint64 shape[2] = {N_PIXELS, N_VOXELS};
  const guint8 region[N_VOXELS] = {0, 0, 1};
  gsize n_entries = G_N_ELEMENTS (indices), n_starts = G_N_ELEMENTS (starts), two = 2,
        n_voxels = N_VOXELS;
  const char *const parts[] = {"data", "indices", "indptr", "shape"};
  char *names[4];

  for (gint32 p = 0; p < N_PIXELS; p++) {
    starts[p] = 2 * p;
    if (p == N_PIXELS - 1)
      break;
    indices[2 * p] = (first_voxel + p) % N_VOXELS;
    indices[2 * p + 1] = (first_voxel + p + 1) % N_VOXELS;
    weights[2 * p] = 0.25f;
    weights[2 * p + 1] = 0.75f;
  }
  starts[N_PIXELS] = 2 * (N_PIXELS - 1);
  for (int n = 0; n < N_X * N_Y; n++)
    curvature[n] = n % N_Y < 2 ? 0.25f : 0.75f;
  for (int n = 0; n < 4; n++)
    names[n] = g_strdup_printf ("%s_%s", key, parts[n]);
  add (writer, names[0], CAL_DTYPE_FLOAT32, 1, &n_entries, weights);
  add (writer, names[1], CAL_DTYPE_INT32, 1, &n_entries, indices);
  add (writer, names[2], CAL_DTYPE_INT32, 1, &n_starts, starts);
  add (writer, names[3], CAL_DTYPE_INT64, 1, &two, shape);
  add (writer, is_old ? "/pixmask" : "/flatmap_mask", CAL_DTYPE_BOOL, 2, (const gsize[]){N_X, N_Y},
       mask);
  add (writer, "/flatmap_curvature", CAL_DTYPE_FLOAT32, 2, (const gsize[]){N_X, N_Y}, curvature);
  add (writer, "/roi_mask_V1", CAL_DTYPE_UINT8, 1, &n_voxels, region);
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  for (int n = 0; n < 4; n++)
    g_free (names[n]);
}

static void
check_cortex (CalCortex *cortex)
{
  CalSurface *left = cal_cortex_get_surface (cortex, CAL_LEFT, CAL_SURFACE_FLAT);
  CalSurface *right = cal_cortex_get_surface (cortex, CAL_RIGHT, CAL_SURFACE_FLAT);

  g_assert_cmpuint (cal_surface_get_n_vertices (left), ==, 11);
  g_assert_cmpuint (cal_surface_get_n_vertices (right), ==, 7);
  /* Four blocks are whole, the one with a corner off is a triangle: 2 x 5 + 1. */
  g_assert_cmpuint (cal_surface_get_n_faces (left), ==, 11);
  g_assert_cmpuint (cal_surface_get_n_faces (right), ==, 5);
  /* The fourth pixel is the lowest of the second column. */
  g_assert_cmpfloat (cal_surface_get_vertices (left)[9], ==, 1.0);
  g_assert_cmpfloat (cal_surface_get_vertices (left)[10], ==, 0.0);
  g_assert_cmpfloat (cal_surface_get_vertices (right)[12], ==, 5.0);
  g_assert_cmpfloat (cal_surface_get_vertices (right)[13], ==, 1.0);
  /* What is above half is a gyrus: below 0, as FreeSurfer counts. */
  g_assert_cmpfloat (cal_array_get_value (cal_cortex_get_curvature (cortex, CAL_LEFT), 0), >, 0.0);
  g_assert_cmpfloat (cal_array_get_value (cal_cortex_get_curvature (cortex, CAL_LEFT), 2), <, 0.0);
}

static void
check_scores (CalReading *reading, gint32 first_voxel)
{
  CalReadItem *item = layout_files_get_item (reading, "scores");
  CalMap *map = CAL_MAP (item->data);

  g_assert_nonnull (item->cortex);
  g_assert_cmpuint (cal_map_get_n_elements (map), ==, N_PIXELS);
  for (gint32 p = 0; p < N_PIXELS - 1; p++) {
    double a = pow (2.0, (first_voxel + p) % N_VOXELS);
    double b = pow (2.0, (first_voxel + p + 1) % N_VOXELS);

    g_assert_cmpfloat (cal_map_get_element (map, (gsize) p, 0).value, ==, 0.25 * a + 0.75 * b);
  }
  /* No voxel is there. */
  g_assert_cmpint (cal_map_get_element (map, N_PIXELS - 1, 0).presence, ==, CAL_OUTSIDE);
}

static void
check_region (CalReading *reading, const char *name)
{
  CalMap *map = CAL_MAP (layout_files_get_item (reading, name)->data);

  for (gsize p = 0; p < N_PIXELS - 1; p++)
    g_assert_cmpfloat (cal_map_get_element (map, p, 0).value, ==, (p + 1) % N_VOXELS == 2);
}

static void
put_scores (TestFolder *folder)
{
  const float scores[N_VOXELS] = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  layout_files_put_floats (folder, "data/scores.npy", scores, N_VOXELS);
}

static void
test_flatmap (TestFolder *folder, gconstpointer is_old)
{
  g_autoptr (CalReading) reading = NULL;

  put_mapper (folder, "data/S01_mappers.hdf", 0, is_old != NULL);
  put_scores (folder);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_cortices (reading)->len, ==, 1);
  check_cortex (cal_reading_get_cortices (reading)->pdata[0]);
  check_scores (reading, 0);
  check_region (reading, "S01_mappers regions");
}

/* Two subjects with as many voxels: which one a vector is of must be asked. */
static void
test_two_subjects (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalReading) reading = NULL;

  put_mapper (folder, "data/S01_mappers.hdf", 0, FALSE);
  put_mapper (folder, "data/S02_mappers.hdf", 3, FALSE);
  put_scores (folder);
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, >=, 1);
}

/* A column that there is not, and too few pixels. */
static void
test_broken (TestFolder *folder, gconstpointer data)
{
  g_autofree char *path = layout_files_dup_path (folder, "data/S01_mappers.hdf");
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  g_autoptr (CalReading) reading = NULL;
  const float weights[4] = {1, 1, 1, 1};
  const gint32 indices[4] = {0, 1, 2, 9}, starts[5] = {0, 1, 2, 3, 4};
  const gint64 shape[2] = {4, 3};
  const guint8 pixels[6] = {1, 1, 0, 0, 1, 1};
  gsize two = 2, four = 4, five = 5;

  add (writer, "/voxel_to_flatmap_data", CAL_DTYPE_FLOAT32, 1, &four, weights);
  add (writer, "/voxel_to_flatmap_indices", CAL_DTYPE_INT32, 1, &four, indices);
  add (writer, "/voxel_to_flatmap_indptr", CAL_DTYPE_INT32, 1, &five, starts);
  add (writer, "/voxel_to_flatmap_shape", CAL_DTYPE_INT64, 1, &two, shape);
  add (writer, "/flatmap_mask", CAL_DTYPE_UINT8, 2, (const gsize[]){3, 2}, pixels);
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  reading = layout_files_open (folder, "data", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 1);
  g_assert_true (layout_files_says (cal_reading_get_failures (reading), "voxel 9"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    gconstpointer data;
    void (*run) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/layout-mapper/flatmap", NULL, test_flatmap},
      {"/layout-mapper/pixmap", "old", test_flatmap},
      {"/layout-mapper/two-subjects", NULL, test_two_subjects},
      {"/layout-mapper/broken", NULL, test_broken},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, tests[n].data, test_folder_set_up, tests[n].run,
                test_folder_tear_down);
  return g_test_run ();
}
