/* seeds-volumes.c - sound volumes, arrays and archives of them, made by our writers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <string.h>
#include <zip.h>

#include "io/hdf5-write.h"
#include "io/mgh.h"
#include "io/nifti.h"
#include "io/npy.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/cifti-file.h"
#include "tests/support/folder.h"
#include "tests/support/nifti-file.h"

static void
put (const char *folder, const char *name, gconstpointer data, gsize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, data, (gssize) size, NULL));
}

static CalVolume *
make_volume (CalDtype dtype, gsize n_frames)
{
  static const guint8 ramp[3 * 4 * 2 * 2 * 8] = {0, 1, 2, 3, 4, 5, 6, 7, 64, 65, 66, 67};
  gsize n_bytes = 3 * 4 * 2 * n_frames * cal_dtype_get_size (dtype);
  g_autoptr (GBytes) voxels = g_bytes_new_static (ramp, n_bytes);
  CalVolumeDesc desc = {.name = "seed",
                        .dims = {3, 4, 2},
                        .n_frames = n_frames,
                        .frame_step = 1.5,
                        .dtype = dtype,
                        .voxels = voxels,
                        .voxel_to_world = {{{-2, 0, 0, 90}, {0, 2, 0, -126}, {0, 0, 2, -72}}},
                        .affine_source = "sform",
                        .unit = "percent",
                        .statistic = "t"};
  CalVolume *volume = cal_volume_new (&desc, NULL);

  g_assert_nonnull (volume);
  return volume;
}

void
fuzz_seed_nifti (const char *folder)
{
  static const CalDtype dtypes[] = {CAL_DTYPE_UINT8, CAL_DTYPE_INT16, CAL_DTYPE_FLOAT32,
                                    CAL_DTYPE_FLOAT64};

  for (gsize n = 0; n < G_N_ELEMENTS (dtypes); n++)
    for (gsize n_frames = 1; n_frames <= 2; n_frames++) {
      g_autoptr (CalVolume) volume = make_volume (dtypes[n], n_frames);
      g_autofree char *path =
          g_strdup_printf ("%s/%s-%" G_GSIZE_FORMAT ".nii%s", folder,
                           cal_dtype_get_name (dtypes[n]), n_frames, n == 1 ? ".gz" : "");

      g_assert_true (cal_nifti_write (volume, path, NULL));
    }
  for (int version = 1; version <= 2; version++) {
    NiftiFile file = nifti_file_new (version);
    g_autofree char *path = g_strdup_printf ("%s/swapped-%d.nii", folder, version);

    file.is_swapped = TRUE;
    file.extension = "a comment";
    file.extension_code = 6;
    file.voxel_offset += 32;
    nifti_file_save (&file, path);
  }
}

void
fuzz_seed_analyze (const char *folder)
{
  NiftiFile file = nifti_file_new (0);
  g_autoptr (GByteArray) bytes = nifti_file_build (&file);
  NiftiFile pair = nifti_file_new (1);
  g_autoptr (GByteArray) pair_bytes = NULL;

  put (folder, "analyze", bytes->data, bytes->len);
  pair.is_pair = TRUE;
  pair.voxel_offset = 0;
  pair_bytes = nifti_file_build (&pair);
  put (folder, "pair", pair_bytes->data, pair_bytes->len);
}

void
fuzz_seed_cifti (const char *folder)
{
  static const char *const maps[] = {CIFTI_FILE_SCALARS, CIFTI_FILE_SERIES, CIFTI_FILE_LABELS};

  for (gsize n = 0; n < G_N_ELEMENTS (maps); n++)
    for (int is_parcels = 0; is_parcels < 2; is_parcels++) {
      g_autofree char *xml =
          cifti_file_wrap (maps[n], is_parcels ? CIFTI_FILE_PARCELS : CIFTI_FILE_MODELS);
      g_autoptr (GByteArray) bytes = cifti_file_build (xml, is_parcels ? 2 : 5, n == 2);
      g_autofree char *name = g_strdup_printf ("%" G_GSIZE_FORMAT "-%d", n, is_parcels);

      put (folder, name, bytes->data, bytes->len);
    }
}

void
fuzz_seed_mgh (const char *folder)
{
  static const CalDtype dtypes[] = {CAL_DTYPE_UINT8, CAL_DTYPE_INT32, CAL_DTYPE_FLOAT32};

  for (gsize n = 0; n < G_N_ELEMENTS (dtypes); n++) {
    g_autoptr (CalVolume) volume = make_volume (dtypes[n], 2);
    g_autofree char *path = g_strdup_printf ("%s/%s.%s", folder, cal_dtype_get_name (dtypes[n]),
                                             n == 1 ? "mgz" : "mgh");

    g_assert_true (cal_mgh_write (volume, path, NULL));
  }
}

static CalArray *
make_array (CalDtype dtype)
{
  static const guint8 bytes[6 * 16] = {0, 0, 0x80, 0x3f, 0, 0, 0, 0x40};
  static const gsize dims[2] = {2, 3};
  g_autoptr (GBytes) elements = g_bytes_new_static (bytes, 6 * cal_dtype_get_size (dtype));
  CalArray *array = cal_array_new (dtype, 2, dims, elements, NULL);

  g_assert_nonnull (array);
  return array;
}

void
fuzz_seed_npy (const char *folder)
{
  static const CalDtype dtypes[] = {CAL_DTYPE_UINT8, CAL_DTYPE_FLOAT32, CAL_DTYPE_COMPLEX64,
                                    CAL_DTYPE_BOOL};
  static const char swapped[] =
      "\x93NUMPY\x02\0\x40\0\0\0{\"shape\": (2L, 1L), \"descr\": \">f2\", "
      "\"fortran_order\": True}            \nabcd";

  for (gsize n = 0; n < G_N_ELEMENTS (dtypes); n++) {
    g_autoptr (CalArray) array = make_array (dtypes[n]);
    g_autofree char *path = g_strdup_printf ("%s/%s", folder, cal_dtype_get_name (dtypes[n]));

    g_assert_true (cal_npy_write (path, array, NULL));
  }
  put (folder, "swapped", swapped, sizeof swapped - 1);
}

/* An archive of the seeds of .npy; one stored, one packed. */
void
fuzz_seed_npz (const char *folder)
{
  static const char *const names[] = {"uint8", "float32"};
  g_autofree char *path = g_build_filename (folder, "archive", NULL);
  g_autofree char *members = g_dir_make_tmp ("calcarine-XXXXXX", NULL);
  zip_t *zip = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  fuzz_seed_npy (members);
  for (gsize n = 0; n < G_N_ELEMENTS (names); n++) {
    g_autofree char *member = g_build_filename (members, names[n], NULL);
    g_autofree char *name = g_strconcat (names[n], ".npy", NULL);
    zip_source_t *source = zip_source_file (zip, member, 0, -1);
    zip_int64_t at = zip_file_add (zip, name, source, 0);

    g_assert_cmpint (at, >=, 0);
    zip_set_file_compression (zip, (zip_uint64_t) at, n == 0 ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
  }
  g_assert_cmpint (zip_close (zip), ==, 0);
  test_folder_remove (members);
}

void
fuzz_seed_hdf5 (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "values", NULL);
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);
  g_autoptr (CalArray) reals = make_array (CAL_DTYPE_FLOAT32);
  g_autoptr (CalArray) bytes = make_array (CAL_DTYPE_UINT8);

  g_assert_nonnull (writer);
  g_assert_true (cal_hdf5_writer_add (writer, "/subj01/lh/r", reals, NULL));
  g_assert_true (cal_hdf5_writer_add (writer, "/mask", bytes, NULL));
  g_assert_true (cal_hdf5_writer_set_texts (writer, "/subj01/lh/r", "unit",
                                            (const char *const[]){"r", NULL}, NULL));
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
}
