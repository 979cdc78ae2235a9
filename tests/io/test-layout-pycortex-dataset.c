/* test-layout-pycortex-dataset.c - datasets of pycortex: volumes, vertices, voxels of masks.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <math.h>

#include "io/hdf5-write.h"
#include "tests/support/layout-files.h"

#define PATH "data/study.hdf"
#define N_BOTH (2 * TOY_SPHERE_VERTICES)

/* Voxels along i, j, k. */
static const gsize grid[3] = {3, 4, 5};

/* Each voxel its own indices. */
static float
value_at (gsize i, gsize j, gsize k, gsize frame)
{
  return (float) (1000 * frame + 100 * i + 10 * j + k);
}

static gboolean
is_inside (gsize i, gsize j, gsize k)
{
  return (i + 2 * j + 3 * k) % 8 == 1;
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

static void
say (CalHdf5Writer *writer, const char *dataset, const char *attribute, const char *text)
{
  g_assert_true (cal_hdf5_writer_set_texts (writer, dataset, attribute,
                                            (const char *const[]){text, NULL}, NULL));
}

static void
add_view (CalHdf5Writer *writer, const char *path, const char *data, const char *transforms)
{
  g_autoptr (CalTextArray) texts = cal_text_array_new_from_strv (
      (const char *const[]){data, "how well it is predicted", "RdBu_r", "-0.5", "0.5", "null",
                            "{\"priority\": 1}", transforms, NULL});

  g_assert_true (cal_hdf5_writer_add_texts (writer, path, texts, NULL));
}

/* A volume and a movie, as pycortex keeps them: x fastest, then y, z and the frame. */
static void
add_volumes (CalHdf5Writer *writer)
{
  float values[2 * 5 * 4 * 3];
  gsize n = 0;

  for (gsize f = 0; f < 2; f++)
    for (gsize k = 0; k < grid[2]; k++)
      for (gsize j = 0; j < grid[1]; j++)
        for (gsize i = 0; i < grid[0]; i++)
          values[n++] = value_at (i, j, k, f);
  values[0] = NAN;
  add (writer, "/data/__0a", CAL_DTYPE_FLOAT32, 3, (const gsize[]){5, 4, 3}, values);
  say (writer, "/data/__0a", "subject", "S1");
  add (writer, "/data/__0b", CAL_DTYPE_FLOAT32, 4, (const gsize[]){2, 5, 4, 3}, values);
  say (writer, "/data/__0b", "subject", "S1");
}

static void
add_vertices (CalHdf5Writer *writer)
{
  const gsize dims[2] = {2, N_BOTH};
  double values[2 * N_BOTH];

  for (gsize n = 0; n < G_N_ELEMENTS (values); n++)
    values[n] = (double) n / 4.0;
  values[5] = NAN;
  add (writer, "/data/__0c", CAL_DTYPE_FLOAT64, 2, dims, values);
  say (writer, "/data/__0c", "subject", "S1");
}

/* The values of the mask's voxels in the order in which numpy finds them in z, y, x. */
static void
add_masked (CalHdf5Writer *writer, const char *name, const char *mask)
{
  float values[60];
  gsize n = 0;

  for (gsize k = 0; k < grid[2]; k++)
    for (gsize j = 0; j < grid[1]; j++)
      for (gsize i = 0; i < grid[0]; i++)
        if (is_inside (i, j, k))
          values[n++] = value_at (i, j, k, 0);
  add (writer, name, CAL_DTYPE_FLOAT32, 1, &n, values);
  say (writer, name, "subject", "S1");
  say (writer, name, "mask", mask);
}

static void
fill_mask (float *mask)
{
  for (gsize k = 0; k < grid[2]; k++)
    for (gsize j = 0; j < grid[1]; j++)
      for (gsize i = 0; i < grid[0]; i++)
        *mask++ = is_inside (i, j, k);
}

static CalHdf5Writer *
begin (TestFolder *folder)
{
  g_autofree char *path = layout_files_dup_path (folder, PATH);

  return cal_hdf5_writer_new (path, NULL);
}

static void
check_masked (CalVolume *volume)
{
  for (gssize i = 0; i < 3; i++)
    for (gssize j = 0; j < 4; j++)
      for (gssize k = 0; k < 5; k++) {
        CalSample sample = cal_volume_get_voxel (volume, (gssize[]){i, j, k}, 0);

        g_assert_cmpint (sample.presence == CAL_VALUE, ==,
                         is_inside ((gsize) i, (gsize) j, (gsize) k));
        if (sample.presence == CAL_VALUE)
          g_assert_cmpfloat (sample.value, ==, value_at ((gsize) i, (gsize) j, (gsize) k, 0));
      }
}

static void
test_volumes (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalHdf5Writer) writer = begin (folder);
  g_autoptr (CalReading) reading = NULL;
  const float transform[16] = {1};
  CalVolume *score, *movie;

  add_volumes (writer);
  add_view (writer, "/views/score", "[\"__0a\"]", "[\"epi\"]");
  add (writer, "/subjects/S1/transforms/epi/xfm", CAL_DTYPE_FLOAT32, 2, (const gsize[]){4, 4},
       transform);
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  reading = layout_files_open (folder, PATH, NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  score = CAL_VOLUME (layout_files_get_item (reading, "score")->data);
  g_assert_cmpfloat (cal_volume_get_voxel (score, (gssize[]){1, 2, 4}, 0).value, ==, 124.0);
  g_assert_cmpint (cal_volume_get_voxel (score, (gssize[]){0, 0, 0}, 0).presence, ==, CAL_NO_DATA);
  g_assert_cmpfloat (cal_volume_get_desc (score)->voxel_to_world.m[2][3], ==, -2.0);
  /* Without a view it has its own name. */
  movie = CAL_VOLUME (layout_files_get_item (reading, "__0b")->data);
  g_assert_cmpuint (cal_volume_get_desc (movie)->n_frames, ==, 2);
  g_assert_cmpfloat (cal_volume_get_voxel (movie, (gssize[]){1, 2, 4}, 1).value, ==, 1124.0);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "taken for 1 mm"));
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "/subjects: 1 surfaces"));
}

/* The reference volume of the transform says where. */
static void
test_grid (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalHdf5Writer) writer = begin (folder);
  g_autoptr (CalReading) reading = NULL;
  const float zeros[60] = {0};
  CalVolume *score;

  add_volumes (writer);
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  layout_files_put_volume (folder, "data/reference.nii.gz", grid, zeros);
  reading = layout_files_open (folder, PATH, NULL);
  score = CAL_VOLUME (layout_files_get_item (reading, "__0a")->data);
  g_assert_cmpfloat (cal_volume_get_desc (score)->voxel_to_world.m[2][3], ==, -30.0);
  g_assert_true (layout_files_says (cal_reading_get_remarks (reading), "reference.nii.gz"));
}

static void
test_vertices (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalHdf5Writer) writer = begin (folder);
  g_autoptr (CalReading) reading = NULL;
  CalMap *map;

  add_vertices (writer);
  add_view (writer, "/views/r", "[\"__0c\"]", "null");
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  reading = layout_files_open (folder, PATH, NULL);
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 0);
  g_assert_true (layout_files_says (cal_reading_get_failures (reading), "both surfaces of S1"));
  g_clear_object (&reading);
  layout_files_put_sphere (folder, "surf/lh.white");
  layout_files_put_sphere (folder, "surf/rh.white");
  reading = layout_files_open (folder, PATH, "surf", NULL);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  map = CAL_MAP (layout_files_get_item (reading, "r")->data);
  g_assert_cmpuint (cal_map_get_n_frames (map), ==, 2);
  /* The left hemisphere comes first. */
  g_assert_cmpfloat (cal_map_get_element (map, 3, 0).value, ==, 0.75);
  g_assert_cmpint (cal_map_get_element (map, 5, 0).presence, ==, CAL_NO_DATA);
  g_assert_cmpfloat (cal_map_get_element (map, TOY_SPHERE_VERTICES + 1, 1).value, ==,
                     (N_BOTH + TOY_SPHERE_VERTICES + 1) / 4.0);
}

/* A mask that was an array is in the file, one of the subject beside it, or nowhere. */
static void
test_masks (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalHdf5Writer) writer = begin (folder);
  g_autoptr (CalReading) reading = NULL;
  float mask[60];

  fill_mask (mask);
  add_masked (writer, "/data/__0d", "__aa");
  add_masked (writer, "/data/__0e", "thick");
  add_masked (writer, "/data/__0f", "thin");
  add (writer, "/subjects/S1/transforms/epi/masks/__aa", CAL_DTYPE_FLOAT32, 3,
       (const gsize[]){5, 4, 3}, mask);
  add_view (writer, "/views/inside", "[\"__0d\"]", "[\"epi\"]");
  add_view (writer, "/views/beside", "[[\"__0e\"]]", "[[\"epi\"]]");
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  layout_files_put_volume (folder, "data/mask_thick.nii.gz", grid, mask);
  reading = layout_files_open (folder, PATH, NULL);
  check_masked (CAL_VOLUME (layout_files_get_item (reading, "inside")->data));
  check_masked (CAL_VOLUME (layout_files_get_item (reading, "beside")->data));
  /* Two masks of that length are open, each in two orders. */
  g_assert_cmpuint (cal_reading_get_questions (reading)->len, ==, 1);
}

/* Views that are wrong cost names; colours are told. */
static void
test_views (TestFolder *folder, gconstpointer data)
{
  g_autoptr (CalHdf5Writer) writer = begin (folder);
  g_autoptr (CalReading) reading = NULL;
  const guint8 colours[3 * 4 * 5 * 3] = {0};
  GPtrArray *remarks;

  add_volumes (writer);
  add (writer, "/data/__00", CAL_DTYPE_UINT8, 4, (const gsize[]){5, 4, 3, 3}, colours);
  say (writer, "/data/__00", "subject", "S1");
  add_view (writer, "/views/broken", "[\"__0a\"", "[\"epi\"]");
  add_view (writer, "/views/gone", "[\"__99\"]", "[\"epi\"]");
  add_view (writer, "/views/square", "[[\"__0a\", \"__0b\"]]", "[[\"epi\", \"epi\"]]");
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  reading = layout_files_open (folder, PATH, NULL);
  remarks = cal_reading_get_remarks (reading);
  g_assert_cmpuint (cal_reading_get_failures (reading)->len, ==, 0);
  g_assert_cmpuint (cal_reading_get_items (reading)->len, ==, 2);
  g_assert_nonnull (layout_files_get_item (reading, "square, 1"));
  g_assert_true (layout_files_says (remarks, "/views/broken: does not say"));
  g_assert_true (layout_files_says (remarks, "/views/gone: is of /data/__99"));
  g_assert_true (layout_files_says (remarks, "__00: colours of voxels"));
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*run) (TestFolder *folder, gconstpointer data);
  } tests[] = {
      {"/layout-pycortex-dataset/volumes", test_volumes},
      {"/layout-pycortex-dataset/grid", test_grid},
      {"/layout-pycortex-dataset/vertices", test_vertices},
      {"/layout-pycortex-dataset/masks", test_masks},
      {"/layout-pycortex-dataset/views", test_views},
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (tests); n++)
    g_test_add (tests[n].name, TestFolder, NULL, test_folder_set_up, tests[n].run,
                test_folder_tear_down);
  return g_test_run ();
}
