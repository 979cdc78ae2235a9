/* test-mgh.c - FreeSurfer volumes and overlays, written, read, cut and lied about.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/mgh.h"

#include <glib/gstdio.h>
#include <string.h>

#include "model/error.h"

static char *path;

static CalVolume *
new_volume (CalDtype dtype, const gsize dims[3], gsize n_frames)
{
  gsize n_bytes = dims[0] * dims[1] * dims[2] * n_frames * cal_dtype_get_size (dtype);
  guint8 *bytes = g_malloc (n_bytes);
  g_autoptr (GBytes) voxels = NULL;
  g_autoptr (GError) error = NULL;
  CalVolume *volume;
  CalVolumeDesc desc = {
      .name = "made",
      .n_frames = n_frames,
      .frame_step = n_frames > 1 ? 1.5 : 0.0,
      .dtype = dtype,
      .voxel_to_world = {{{-2, 0, 0, 64}, {0, 0, 1.5, -32}, {0, -0.5, 0, 16}}},
      .affine_source = "MGH",
  };

  for (gsize n = 0; n < n_bytes; n++)
    bytes[n] = (guint8) g_test_rand_int ();
  for (int a = 0; a < 3; a++)
    desc.dims[a] = dims[a];
  voxels = g_bytes_new_take (bytes, n_bytes);
  desc.voxels = voxels;
  volume = cal_volume_new (&desc, &error);
  g_assert_no_error (error);
  return volume;
}

static gpointer
load_object (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) loaded = cal_format_load (name, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (cal_loaded_get_kind (loaded), ==, "MGH");
  return g_object_ref (g_ptr_array_index (cal_loaded_get_objects (loaded), 0));
}

static void
test_round_trip (void)
{
  static const CalDtype dtypes[] = {CAL_DTYPE_UINT8, CAL_DTYPE_INT16, CAL_DTYPE_UINT16,
                                    CAL_DTYPE_INT32, CAL_DTYPE_FLOAT32};

  for (gsize t = 0; t < 2 * G_N_ELEMENTS (dtypes); t++) {
    g_autoptr (CalVolume) volume = new_volume (dtypes[t / 2], (gsize[3]){5, 4, 3}, 1 + t % 2);
    g_autofree char *name = g_strconcat (path, t % 2 == 0 ? ".mgh" : ".mgz", NULL);
    g_autoptr (CalVolume) back = NULL;
    g_autoptr (GError) error = NULL;
    const CalVolumeDesc *a = cal_volume_get_desc (volume), *b;

    g_assert_true (cal_mgh_write (volume, name, &error));
    g_assert_no_error (error);
    back = load_object (name);
    b = cal_volume_get_desc (back);
    g_assert_cmpint (a->dtype, ==, b->dtype);
    g_assert_true (g_bytes_equal (a->voxels, b->voxels));
    g_assert_cmpuint (a->n_frames, ==, b->n_frames);
    g_assert_cmpfloat (a->frame_step, ==, b->frame_step);
    g_assert_cmpstr (b->affine_source, ==, "MGH");
    for (int r = 0; r < 3; r++)
      for (int c = 0; c < 4; c++)
        g_assert_cmpfloat (a->voxel_to_world.m[r][c], ==, b->voxel_to_world.m[r][c]);
    g_remove (name);
  }
}

/* All vertices along one axis, whichever: a vector, with a row a frame. */
static void
test_overlay (void)
{
  for (int axis = 0; axis < 3; axis++) {
    gsize dims[3] = {1, 1, 1};
    g_autofree char *folder = g_path_get_dirname (path);
    g_autofree char *name = g_build_filename (folder, "rh.beta.mgz", NULL);
    g_autoptr (CalVolume) volume = NULL;
    g_autoptr (CalVector) vector = NULL;

    dims[axis] = 642;
    volume = new_volume (CAL_DTYPE_INT16, dims, 4);
    g_assert_true (cal_mgh_write (volume, name, NULL));
    vector = load_object (name);
    g_assert_true (CAL_IS_VECTOR (vector));
    g_assert_cmpuint (cal_vector_get_n_values (vector), ==, 642);
    g_assert_cmpuint (cal_vector_get_n_frames (vector), ==, 4);
    g_assert_true (cal_vector_get_desc (vector)->per_vertex);
    g_assert_cmpint (cal_vector_get_desc (vector)->hemisphere, ==, CAL_RIGHT);
    g_assert_true (g_bytes_equal (cal_array_get_bytes (cal_vector_get_desc (vector)->values),
                                  cal_volume_get_desc (volume)->voxels));
    g_remove (name);
  }
}

/* The file without its footer is whole; cut before that it is refused. Changed bytes give a volume
 * or an error. */
static void
test_damage (void)
{
  g_autoptr (CalVolume) volume = new_volume (CAL_DTYPE_INT16, (gsize[3]){5, 4, 3}, 2);
  g_autofree char *name = g_strconcat (path, ".mgh", NULL);
  g_autofree char *bytes = NULL;
  gsize n_bytes, n_needed = 284 + 5 * 4 * 3 * 2 * 2;

  g_assert_true (cal_mgh_write (volume, name, NULL));
  g_assert_true (g_file_get_contents (name, &bytes, &n_bytes, NULL));
  g_assert_cmpuint (n_bytes, ==, n_needed + 16);
  for (gsize n = 0; n <= n_bytes; n++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = NULL;

    g_unlink (name);
    g_assert_true (
        g_file_set_contents_full (name, bytes, (gssize) n, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    loaded = cal_format_load (name, NULL, NULL, &error);
    g_assert_cmpint (loaded != NULL, ==, n >= n_needed);
    g_assert_cmpint (error != NULL, ==, n < n_needed);
  }
  for (gsize n = 0; n < 284; n++) {
    char kept = bytes[n];
    g_autoptr (GError) error = NULL;
    g_autoptr (CalLoaded) loaded = NULL;

    bytes[n] = (char) g_test_rand_int ();
    g_unlink (name);
    g_assert_true (g_file_set_contents_full (name, bytes, (gssize) n_bytes,
                                             G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    loaded = cal_format_load (name, NULL, NULL, &error);
    g_assert_true ((loaded == NULL) == (error != NULL));
    bytes[n] = kept;
  }
  g_remove (name);
}

static void
test_not_writable (void)
{
  g_autoptr (CalVolume) volume = new_volume (CAL_DTYPE_FLOAT64, (gsize[3]){2, 2, 2}, 1);
  g_autofree char *name = g_strconcat (path, ".mgh", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (cal_mgh_write (volume, name, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_ARGUMENT);
  g_assert_false (g_file_test (name, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("mgh-XXXXXX", NULL);
  path = g_build_filename (folder, "made", NULL);
  g_test_add_func ("/mgh/round-trip", test_round_trip);
  g_test_add_func ("/mgh/overlay", test_overlay);
  g_test_add_func ("/mgh/damage", test_damage);
  g_test_add_func ("/mgh/not-writable", test_not_writable);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (path);
  return status;
}
