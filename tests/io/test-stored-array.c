/* test-stored-array.c - numbers are read where they lie: boxes, slabs, lines, whatever the file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <hdf5.h>
#include <string.h>

#include "io/mgh.h"
#include "io/stored-array.h"
#include "io/stored-cache.h"
#include "io/stored-file.h"
#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/nifti-file.h"

enum { T = 5, Z = 4, Y = 3, X = 2, N_ALL = T * Z * Y * X };

/* As no two indices are alike, no two values are. */
static gint16
value_at (int t, int z, int y, int x)
{
  return (gint16) (1000 * t + 100 * z + 10 * y + x - 2000);
}

static gint16 *
make_values (void)
{
  gint16 *values = g_new (gint16, N_ALL);
  gsize n = 0;

  for (int t = 0; t < T; t++)
    for (int z = 0; z < Z; z++)
      for (int y = 0; y < Y; y++)
        for (int x = 0; x < X; x++)
          values[n++] = value_at (t, z, y, x);
  return values;
}

/* Chunks as NSD has them; gzipped ones of another shape; none, big-endian. */
static char *
write_hdf5 (TestFolder *fixture)
{
  char *path = g_build_filename (fixture->folder, "betas_session01.hdf5", NULL);
  g_autofree gint16 *values = make_values ();
  const hsize_t dims[] = {T, Z, Y, X}, nsd[] = {T, 1, 1, 1}, packed[] = {2, 3, 2, 2};
  hid_t file = H5Fcreate (path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  hid_t space = H5Screate_simple (4, dims, NULL);

  for (int kind = 0; kind < 3; kind++) {
    const char *const names[] = {"/betas", "/packed", "/flat"};
    hid_t creation = H5Pcreate (H5P_DATASET_CREATE), dataset;

    if (kind < 2)
      H5Pset_chunk (creation, 4, kind == 0 ? nsd : packed);
    if (kind == 1)
      H5Pset_deflate (creation, 4);
    dataset = H5Dcreate2 (file, names[kind], kind == 2 ? H5T_STD_I16BE : H5T_STD_I16LE, space,
                          H5P_DEFAULT, creation, H5P_DEFAULT);
    H5Dwrite (dataset, H5T_NATIVE_INT16, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
    H5Dclose (dataset);
    H5Pclose (creation);
  }
  H5Sclose (space);
  H5Fclose (file);
  return path;
}

static char *
write_npy (TestFolder *fixture, gboolean is_fortran)
{
  const char *name = is_fortran ? "fortran.npy" : "c.npy";
  g_autofree gint16 *values = make_values ();
  g_autofree gint16 *ordered = g_new (gint16, N_ALL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *text =
      g_strdup_printf ("{'descr': '<i2', 'fortran_order': %s, 'shape': (%d, %d, %d, %d), }",
                       is_fortran ? "True" : "False", T, Z, Y, X);
  g_autofree char *padded = g_strdup_printf ("%-117s\n", text);
  const guint8 head[] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0};

  for (int t = 0; t < T; t++)
    for (int z = 0; z < Z; z++)
      for (int y = 0; y < Y; y++)
        for (int x = 0; x < X; x++)
          ordered[t + T * (z + Z * (y + Y * x))] = value_at (t, z, y, x);
  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, (const guint8 *) padded, 118);
  g_byte_array_append (bytes, (const guint8 *) (is_fortran ? ordered : values), N_ALL * 2);
  return test_folder_put (fixture, name, bytes->data, bytes->len);
}

static char *
write_nifti (TestFolder *fixture, const char *name)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree gint16 *values = make_values ();
  NiftiFile file = nifti_file_new (1);
  const gint64 dim[] = {4, X, Y, Z, T};

  memcpy (file.dim, dim, sizeof dim);
  file.datatype = 4;
  file.elements = values;
  file.n_bytes = N_ALL * 2;
  file.swap_size = 2;
  if (g_str_has_suffix (name, ".gz")) {
    g_autoptr (GByteArray) plain = nifti_file_build (&file);
    g_autoptr (GByteArray) packed = nifti_file_compress (plain->data, plain->len);

    g_assert_true (g_file_set_contents (path, (const char *) packed->data, packed->len, NULL));
  } else {
    file.is_swapped = TRUE;
    nifti_file_save (&file, path);
  }
  return path;
}

static void
check_values (CalStoredArray *array)
{
  const CalStoredShape *shape = cal_stored_array_get_shape (array);
  const guint64 start[] = {1, 1, 0, 1}, count[] = {3, 2, 2, 1};
  const guint32 lines[] = {23, 5, 6, 5};
  float box[12], slab[Z * Y * X], along[4 * T], *value = box;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (shape->n_dims, ==, 4);
  g_assert_cmpuint (shape->dims[0], ==, T);
  g_assert_cmpuint (shape->dims[3], ==, X);
  g_assert_true (cal_stored_array_read_box (array, start, count, box, NULL, &error));
  g_assert_no_error (error);
  for (int t = 1; t < 4; t++)
    for (int z = 1; z < 3; z++)
      for (int y = 0; y < 2; y++)
        g_assert_cmpfloat (*value++, ==, value_at (t, z, y, 1));
  /* The second time from the cache. */
  for (int time = 0; time < 2; time++) {
    g_assert_true (cal_stored_array_read_slab (array, 0, 3, slab, NULL, &error));
    g_assert_true (cal_stored_array_read_lines (array, 0, lines, 4, along, NULL, &error));
    for (int n = 0; n < Z * Y * X; n++)
      g_assert_cmpfloat (slab[n], ==, value_at (3, n / 6, n / 2 % 3, n % 2));
    for (int l = 0; l < 4; l++)
      for (int t = 0; t < T; t++)
        g_assert_cmpfloat (
            along[l * T + t], ==,
            value_at (t, (int) lines[l] / 6, (int) lines[l] / 2 % 3, (int) lines[l] % 2));
  }
}

/* Lines and slabs along another axis than the first. */
static void
check_other_axis (CalStoredArray *array)
{
  const guint32 line = 7; /* t 1, z 0, y 0, x 1 */
  float along[Y], slab[T * Z * Y];
  g_autoptr (GError) error = NULL;

  g_assert_true (cal_stored_array_read_slab (array, 3, 1, slab, NULL, &error));
  g_assert_cmpfloat (slab[2 * Z * Y + 3 * Y + 2], ==, value_at (2, 3, 2, 1));
  if (cal_stored_array_get_shape (array)->is_packed)
    return;
  g_assert_true (cal_stored_array_read_lines (array, 2, &line, 1, along, NULL, &error));
  g_assert_no_error (error);
  for (int y = 0; y < Y; y++)
    g_assert_cmpfloat (along[y], ==, value_at (0, 3, y, 1));
}

static void
test_read (TestFolder *fixture, gconstpointer data)
{
  const char *kind = data;
  g_autofree char *path = kind[0] == '/'                    ? write_hdf5 (fixture)
                          : g_str_has_suffix (kind, ".npy") ? write_npy (fixture, kind[0] == 'f')
                                                            : write_nifti (fixture, kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalStoredArray) array =
      cal_stored_array_new (path, kind[0] == '/' ? kind : NULL, NULL, &error);

  g_assert_no_error (error);
  check_values (array);
  check_other_axis (array);
}

enum { LONG = 16, SIDE = 30 };

/* Each line along the first dimension is a chunk; in a file with holes most were never written. As
 * MATLAB does it, the file begins with a block of its own. */
static char *
write_many_chunks (TestFolder *fixture, gboolean has_holes)
{
  const hsize_t dims[] = {LONG, SIDE, SIDE}, chunk[] = {LONG, 1, 1};
  const hsize_t start[] = {0, 0, 0}, count[] = {LONG, has_holes ? 7 : SIDE, SIDE};
  char *path = g_build_filename (fixture->folder, "many.mat", NULL);
  hid_t creation = H5Pcreate (H5P_DATASET_CREATE), file_creation = H5Pcreate (H5P_FILE_CREATE);
  hid_t space = H5Screate_simple (3, dims, NULL), memory = H5Screate_simple (3, dims, NULL);
  hid_t file, dataset;
  g_autofree gint32 *values = g_new (gint32, LONG * SIDE * SIDE);
  const gint32 fill = -7;

  for (int n = 0; n < LONG * SIDE * SIDE; n++)
    values[n] = n;
  H5Pset_userblock (file_creation, 512);
  file = H5Fcreate (path, H5F_ACC_TRUNC, file_creation, H5P_DEFAULT);
  H5Pset_chunk (creation, 3, chunk);
  H5Pset_fill_value (creation, H5T_NATIVE_INT32, &fill);
  dataset = H5Dcreate2 (file, "/x", H5T_STD_I32BE, space, H5P_DEFAULT, creation, H5P_DEFAULT);
  H5Sselect_hyperslab (space, H5S_SELECT_SET, start, NULL, count, NULL);
  H5Sselect_hyperslab (memory, H5S_SELECT_SET, start, NULL, count, NULL);
  H5Dwrite (dataset, H5T_NATIVE_INT32, memory, space, H5P_DEFAULT, values);
  H5Dclose (dataset);
  H5Sclose (memory);
  H5Sclose (space);
  H5Pclose (creation);
  H5Pclose (file_creation);
  H5Fclose (file);
  return path;
}

/* Slabs and lines across hundreds of chunks: their places are looked up, but for those that were
 * never written. */
static void
test_many_chunks (TestFolder *fixture, gconstpointer data)
{
  gboolean has_holes = data != NULL;
  g_autofree char *path = write_many_chunks (fixture, has_holes);
  g_autofree float *slab = g_new (float, SIDE *SIDE), *along = g_new (float, SIDE *SIDE *LONG);
  guint32 lines[SIDE * SIDE];
  g_autoptr (GError) error = NULL;
  g_autoptr (CalStoredArray) array = cal_stored_array_new (path, "/x", NULL, &error);

  g_assert_no_error (error);
  for (guint32 n = 0; n < SIDE * SIDE; n++)
    lines[n] = n;
  g_assert_true (cal_stored_array_read_slab (array, 0, 5, slab, NULL, &error));
  g_assert_true (cal_stored_array_read_lines (array, 0, lines, SIDE * SIDE, along, NULL, &error));
  g_assert_no_error (error);
  for (int n = 0; n < SIDE * SIDE; n++) {
    g_assert_cmpfloat (slab[n], ==, has_holes && n >= 7 * SIDE ? -7 : 5 * SIDE * SIDE + n);
    g_assert_cmpfloat (along[n * LONG + 9], ==,
                       has_holes && n >= 7 * SIDE ? -7 : 9 * SIDE * SIDE + n);
  }
}

/* Whatever is wrong in a file costs an error, or wrong numbers, and no more. */
static void
test_hostile (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = write_many_chunks (fixture, FALSE), *sound = NULL;
  g_autofree float *slab = g_new (float, SIDE *SIDE);
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  gsize size;

  g_assert_true (g_file_get_contents (path, &sound, &size, NULL));
  for (int trial = 0; trial < 60; trial++) {
    g_autofree char *broken = g_memdup2 (sound, size);
    g_autoptr (CalStoredArray) array = NULL;
    g_autoptr (GError) error = NULL;

    /* Headers and the index come before and between the values. */
    for (int n = 0; n < 12; n++)
      broken[512 + g_rand_int_range (random, 0, (gint32) size - 512)] =
          (char) g_rand_int_range (random, 0, 256);
    for (int n = 0; n < 3; n++)
      broken[512 + g_rand_int_range (random, 96, 4096)] = (char) 0xff;
    g_assert_true (g_file_set_contents (path, broken, (gssize) size, NULL));
    array = cal_stored_array_new (path, "/x", NULL, &error);
    g_assert_true (array != NULL || error != NULL);
    if (array != NULL && cal_stored_array_get_shape (array)->n_dims == 3 &&
        cal_stored_shape_get_n_lines (cal_stored_array_get_shape (array), 0) <= SIDE * SIDE)
      g_assert_true (cal_stored_array_read_slab (array, 0, 0, slab, NULL, &error) || error != NULL);
  }
}

static void
test_mgh (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "lh.betas_session01.mgh", NULL);
  const float voxels[] = {1.5f, 2.5f, 3.5f, 4.5f, 5.5f, 6.5f};
  g_autoptr (GBytes) bytes = g_bytes_new_static (voxels, sizeof voxels);
  CalVolumeDesc desc = {.name = "betas",
                        .dims = {3, 1, 1},
                        .n_frames = 2,
                        .dtype = CAL_DTYPE_FLOAT32,
                        .voxels = bytes,
                        .voxel_to_world = {{{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}}}};
  g_autoptr (CalVolume) volume = cal_volume_new (&desc, NULL);
  g_autoptr (CalStoredArray) array = NULL;
  const guint32 line = 1;
  float along[2];
  g_autoptr (GError) error = NULL;

  g_assert_true (cal_mgh_write (volume, path, &error));
  array = cal_stored_array_new (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cal_stored_array_read_lines (array, 0, &line, 1, along, NULL, &error));
  g_assert_cmpfloat (along[0], ==, 2.5f);
  g_assert_cmpfloat (along[1], ==, 5.5f);
}

/* What a frame costs is told: with NSD's chunks, everything. */
static void
test_slab_bytes (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = write_hdf5 (fixture);
  g_autoptr (CalStoredArray) nsd = cal_stored_array_new (path, "/betas", NULL, NULL);
  g_autoptr (CalStoredArray) packed = cal_stored_array_new (path, "/packed", NULL, NULL);
  g_autoptr (CalStoredArray) flat = cal_stored_array_new (path, "/flat", NULL, NULL);

  g_assert_cmpuint (cal_stored_array_get_slab_bytes (nsd, 0), ==, N_ALL * 2);
  g_assert_cmpuint (cal_stored_array_get_slab_bytes (packed, 0), ==, 2 * 6 * 4 * 2 * 2);
  g_assert_cmpuint (cal_stored_array_get_slab_bytes (flat, 0), ==, Z * Y * X * 2);
}

static void
test_errors (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = write_hdf5 (fixture);
  g_autofree char *text = test_folder_put (fixture, "notes.txt", "nothing here\n", -1);
  g_autoptr (CalStoredArray) array = cal_stored_array_new (path, "/betas", NULL, NULL);
  const guint32 line = 24;
  const guint64 start[] = {4, 0, 0, 0}, count[] = {2, 1, 1, 1};
  float values[64];
  g_autoptr (GError) error = NULL;

  g_assert_false (cal_stored_array_read_slab (array, 0, T, values, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (cal_stored_array_read_lines (array, 0, &line, 1, values, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (cal_stored_array_read_box (array, start, count, values, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (cal_stored_array_new (path, "/none", NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);
  g_assert_null (cal_stored_array_new (text, NULL, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_UNSUPPORTED);
}

/* A header that promises more than the file holds. */
static void
test_truncated (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = write_npy (fixture, FALSE), *whole = NULL;
  gsize size;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &whole, &size, NULL));
  g_assert_true (g_file_set_contents (path, whole, (gssize) size - 1, NULL));
  g_assert_null (cal_stored_array_new (path, NULL, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
}

/* Only so many files stay open; one that was closed is opened again, unless it is another now. */
static void
test_many (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = write_hdf5 (fixture);
  g_autofree char *npy = write_npy (fixture, FALSE);
  g_autoptr (CalStoredArray) other = cal_stored_array_new (npy, NULL, NULL, NULL);
  enum { N_ARRAYS = 60 };
  CalStoredArray *arrays[N_ARRAYS];
  float slab[Z * Y * X];
  g_autoptr (GError) error = NULL;

  for (int n = 0; n < N_ARRAYS; n++)
    arrays[n] = cal_stored_array_new (path, "/betas", NULL, NULL);
  for (int n = 0; n < N_ARRAYS; n++) {
    g_assert_true (cal_stored_array_read_slab (arrays[n], 0, 1, slab, NULL, &error));
    g_assert_cmpfloat (slab[0], ==, value_at (1, 0, 0, 0));
  }
  g_assert_true (g_file_set_contents (npy, "another", -1, NULL));
  g_assert_false (cal_stored_array_read_slab (other, 0, 1, slab, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "has changed"));
  for (int n = 0; n < N_ARRAYS; n++)
    g_object_unref (arrays[n]);
}

static GObject *
read_frames (CalJob *job, gpointer array, GError **error)
{
  float slab[Z * Y * X];

  cal_job_cancel (job);
  return cal_stored_array_read_slab (array, 0, 0, slab, job, error) ? g_object_ref (array) : NULL;
}

/* Who cancels gets no numbers, and the next one who asks does. */
static void
test_cancel (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = write_nifti (fixture, "volume.nii.gz");
  g_autoptr (CalStoredArray) array = cal_stored_array_new (path, NULL, NULL, NULL);
  g_autoptr (CalJob) job = cal_job_new ("Read", read_frames, array, NULL);
  float slab[Z * Y * X];
  g_autoptr (GError) error = NULL;

  g_assert_null (cal_job_run (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (cal_stored_array_read_slab (array, 0, 0, slab, NULL, &error));
  g_assert_cmpfloat (slab[1], ==, value_at (0, 0, 0, 1));
}

static gpointer
read_lines_thread (gpointer array)
{
  for (guint32 n = 0; n < 200; n++) {
    const guint32 lines[] = {n * 7 % 24, n * 5 % 24};
    float along[2 * T];

    g_assert_true (cal_stored_array_read_lines (array, 0, lines, 2, along, NULL, NULL));
    g_assert_cmpfloat (
        along[T + 2], ==,
        value_at (2, (int) lines[1] / 6, (int) lines[1] / 2 % 3, (int) lines[1] % 2));
  }
  return NULL;
}

static void
test_threads (TestFolder *fixture, gconstpointer data)
{
  g_autofree char *path = write_hdf5 (fixture);
  g_autoptr (CalStoredArray) array = cal_stored_array_new (path, "/betas", NULL, NULL);
  GThread *threads[4];

  cal_stored_cache_set_budget (1024);
  for (int n = 0; n < 4; n++)
    threads[n] = g_thread_new ("read", read_lines_thread, array);
  for (int n = 0; n < 4; n++)
    g_thread_join (threads[n]);
  cal_stored_cache_set_budget (256 * 1024 * 1024);
}

/* What was used longest ago goes; all of an array's goes with it. */
static void
test_cache (void)
{
  const CalStoredKey keys[] = {{901, 0, 0, 0}, {901, 0, 0, 1}, {901, 0, 1, 0}, {902, 0, 0, 0}};
  char piece[1000] = "", out[1000];

  cal_stored_cache_set_budget (4700);
  for (int n = 0; n < 4; n++) {
    piece[0] = (char) ('a' + n);
    cal_stored_cache_keep (&keys[n], piece, sizeof piece);
  }
  g_assert_true (cal_stored_cache_find (&keys[0], out, sizeof out));
  g_assert_cmpint (out[0], ==, 'a');
  g_assert_false (cal_stored_cache_find (&keys[0], out, 999));
  cal_stored_cache_keep (&(CalStoredKey){903, 0, 0, 0}, piece, sizeof piece);
  g_assert_false (cal_stored_cache_find (&keys[1], out, sizeof out));
  g_assert_true (cal_stored_cache_find (&keys[2], out, sizeof out));
  g_assert_cmpint (out[0], ==, 'c');
  g_assert_cmpuint (cal_stored_cache_get_bytes (), <=, 4700);
  cal_stored_cache_forget (901);
  g_assert_false (cal_stored_cache_find (&keys[0], out, sizeof out));
  g_assert_true (cal_stored_cache_find (&keys[3], out, sizeof out));
  cal_stored_cache_forget (902);
  cal_stored_cache_forget (903);
  g_assert_cmpuint (cal_stored_cache_get_bytes (), ==, 0);
  cal_stored_cache_set_budget (256 * 1024 * 1024);
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
  add ("/stored-array/hdf5/chunks-of-nsd", "/betas", test_read);
  add ("/stored-array/hdf5/gzipped", "/packed", test_read);
  add ("/stored-array/hdf5/no-chunks-big-endian", "/flat", test_read);
  add ("/stored-array/npy/c", "c.npy", test_read);
  add ("/stored-array/npy/fortran", "fortran.npy", test_read);
  add ("/stored-array/nifti/swapped", "volume.nii", test_read);
  add ("/stored-array/nifti/gzipped", "volume.nii.gz", test_read);
  add ("/stored-array/many-chunks", NULL, test_many_chunks);
  add ("/stored-array/many-chunks/holes", "holes", test_many_chunks);
  add ("/stored-array/hostile", NULL, test_hostile);
  add ("/stored-array/mgh", NULL, test_mgh);
  add ("/stored-array/slab-bytes", NULL, test_slab_bytes);
  add ("/stored-array/errors", NULL, test_errors);
  add ("/stored-array/truncated", NULL, test_truncated);
  add ("/stored-array/many", NULL, test_many);
  add ("/stored-array/cancel", NULL, test_cancel);
  add ("/stored-array/threads", NULL, test_threads);
  g_test_add_func ("/stored-array/cache", test_cache);
  return g_test_run ();
}
