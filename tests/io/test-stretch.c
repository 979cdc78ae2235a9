/* test-stretch.c - values that the reader process leaves in the file arrive as if it had read them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "io/buffer.h"
#include "io/format-load.h"
#include "io/format.h"
#include "io/mgh.h"
#include "io/stretch.h"
#include "model/error.h"
#include "tests/support/folder.h"
#include "tests/support/nifti-file.h"

/* 2 MiB a frame. */
#define SIDE 128
#define N_FRAMES 3
#define N_VOXELS ((gsize) SIDE * SIDE * SIDE / 2)

static char *folder;

static GBytes *
get_values (CalLoaded *loaded)
{
  gpointer object = cal_loaded_get_objects (loaded)->pdata[0];

  return CAL_IS_VOLUME (object) ? cal_volume_get_desc (object)->voxels
                                : cal_array_get_bytes (cal_vector_get_desc (object)->values);
}

/* The file through the reader process, and parsed here. */
static void
check_same (const char *path, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CalLoaded) here = cal_format_parse (path, NULL, NULL, &error);
  g_autoptr (CalLoaded) there = cal_format_load_reported (path, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (get_values (here)), ==, size);
  g_assert_true (g_bytes_equal (get_values (here), get_values (there)));
}

static gint16 *
make_voxels (gsize n)
{
  gint16 *voxels = g_new (gint16, n);

  for (gsize v = 0; v < n; v++)
    voxels[v] = (gint16) (v * 40503 >> 3);
  return voxels;
}

static char *
write_nifti (const char *name, gboolean is_swapped)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree gint16 *voxels = make_voxels (N_VOXELS * N_FRAMES);
  NiftiFile file = nifti_file_new (1);

  file.dim[0] = 4;
  file.dim[1] = file.dim[2] = SIDE;
  file.dim[3] = SIDE / 2;
  file.dim[4] = N_FRAMES;
  file.datatype = 4;
  file.elements = voxels;
  file.n_bytes = N_VOXELS * N_FRAMES * 2;
  file.swap_size = 2;
  file.is_swapped = is_swapped;
  nifti_file_save (&file, path);
  return path;
}

static void
test_nifti (void)
{
  g_autofree char *own = write_nifti ("own.nii", FALSE);
  g_autofree char *other = write_nifti ("other.nii", TRUE);

  check_same (own, N_VOXELS * N_FRAMES * 2);
  check_same (other, N_VOXELS * N_FRAMES * 2);
}

/* MGH is big-endian, and has a footer after the voxels, which must be found. */
static void
test_mgh (void)
{
  g_autofree char *path = g_build_filename (folder, "series.mgh", NULL);
  g_autoptr (GBytes) voxels =
      g_bytes_new_take (make_voxels (N_VOXELS * N_FRAMES), N_VOXELS * N_FRAMES * 2);
  CalVolumeDesc desc = {.dims = {SIDE, SIDE, SIDE / 2},
                        .n_frames = N_FRAMES,
                        .frame_step = 1.5,
                        .dtype = CAL_DTYPE_INT16,
                        .slope = 1.0,
                        .voxel_to_world = cal_affine_identity (),
                        .voxels = voxels};
  g_autoptr (CalVolume) volume = NULL;
  g_autoptr (CalLoaded) loaded = NULL;
  g_autoptr (GError) error = NULL;

  volume = cal_volume_new (&desc, &error);
  g_assert_no_error (error);
  cal_mgh_write (volume, path, &error);
  g_assert_no_error (error);
  loaded = cal_format_load_reported (path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (get_values (loaded), voxels));
  g_assert_cmpfloat (cal_volume_get_desc (cal_loaded_get_objects (loaded)->pdata[0])->frame_step,
                     ==, 1.5);
}

static void
write_npy (const char *path, const char *descr, gboolean is_fortran, const gint16 *values)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *header =
      g_strdup_printf ("{'descr': '%s', 'fortran_order': %s, 'shape': (%d, %" G_GSIZE_FORMAT "), }",
                       descr, is_fortran ? "True" : "False", N_FRAMES, N_VOXELS);
  g_autofree char *padded = g_strdup_printf ("%-117s\n", header);

  g_byte_array_append (bytes, (const guint8 *) "\x93NUMPY\x01\x00\x76\x00", 10);
  g_byte_array_append (bytes, (const guint8 *) padded, 118);
  g_byte_array_append (bytes, (const guint8 *) values, N_VOXELS * N_FRAMES * 2);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
}

static void
test_npy (void)
{
  g_autofree char *path = g_build_filename (folder, "values.npy", NULL);
  g_autofree gint16 *values = make_voxels (N_VOXELS * N_FRAMES);

  write_npy (path, "<i2", FALSE, values);
  check_same (path, N_VOXELS * N_FRAMES * 2);
  write_npy (path, ">i2", FALSE, values);
  check_same (path, N_VOXELS * N_FRAMES * 2);
  write_npy (path, "<i2", TRUE, values);
  check_same (path, N_VOXELS * N_FRAMES * 2);
}

/* The parts of both processes in this one: between them the file is cut short. What stands for the
 * values is never freed: its memory is gone with the arena. */
static void
test_cut_short (void)
{
  g_autofree char *path = write_nifti ("cut.nii", FALSE);
  g_autoptr (GError) error = NULL;
  CalArena *arena = cal_arena_new (&error);
  gsize size = N_VOXELS * 2;
  static GBytes *left;
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GVariant) rows = NULL;
  int fd;

  g_assert_no_error (error);
  cal_buffer_share (arena, 64 << 20);
  cal_stretch_allow (arena);
  left = cal_stretch_leave (path, 352, CAL_DTYPE_INT16, size, FALSE);
  g_assert_nonnull (left);
  rows = g_variant_ref_sink (cal_stretch_describe ());
  g_assert_cmpuint (g_variant_n_children (rows), ==, 1);
  fd = cal_arena_seal (arena, &error);
  g_assert_no_error (error);
  whole = cal_arena_map (fd, &error);
  close (fd);
  g_assert_true (cal_stretch_read (rows, whole, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (truncate (path, 4096), ==, 0);
  g_assert_false (cal_stretch_read (rows, whole, path, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, path));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("calcarine-stretch-XXXXXX", NULL);
  g_test_add_func ("/stretch/nifti", test_nifti);
  g_test_add_func ("/stretch/mgh", test_mgh);
  g_test_add_func ("/stretch/npy", test_npy);
  g_test_add_func ("/stretch/cut-short", test_cut_short);
  status = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);
  return status;
}
