/* small-files.c - little volumes and arrays in files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "tests/support/small-files.h"

#include "io/nifti.h"
#include "io/npy.h"

/* A volume of 2 mm voxels with the middle of the first one at -10 -20 -30 mm; i varies fastest. */
void
small_files_write_volume (const char *path, const gsize dims[3], const float *values)
{
  g_autoptr (GError) error = NULL;
  gsize n_values = dims[0] * dims[1] * dims[2];
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_values * sizeof *values);
  g_autoptr (CalVolume) volume = NULL;
  CalVolumeDesc desc = {
      .name = "small",
      .dims = {dims[0], dims[1], dims[2]},
      .dtype = CAL_DTYPE_FLOAT32,
      .voxels = bytes,
      .voxel_to_world = {{{2, 0, 0, -10}, {0, 2, 0, -20}, {0, 0, 2, -30}}},
      .affine_source = "sform",
  };

  volume = cal_volume_new (&desc, &error);
  g_assert_no_error (error);
  cal_nifti_write (volume, path, &error);
  g_assert_no_error (error);
}

/* A NumPy array of one dimension. */
void
small_files_write_npy (const char *path, const float *values, gsize n_values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (values, n_values * sizeof *values);
  g_autoptr (CalArray) array = cal_array_new (CAL_DTYPE_FLOAT32, 1, &n_values, bytes, &error);

  g_assert_no_error (error);
  cal_npy_write (path, array, &error);
  g_assert_no_error (error);
}
