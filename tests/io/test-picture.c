/* test-picture.c - pictures of stimuli: PNG, JPEG and in HDF5; whole, damaged and absurd.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "io/hdf5-write.h"
#include "io/picture.h"
#include "io/thumbnail.h"
#include "model/error.h"
#include "tests/support/folder.h"

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("calcarine-picture-XXXXXX", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  test_folder_remove (f->folder);
  g_free (f->folder);
}

/* Red above, blue below: 40 x 20 pixels. */
static char *
write_picture (Fixture *f, const char *type)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 40, 20);
  g_autofree char *name = g_strconcat ("picture.", type, NULL);
  char *path = g_build_filename (f->folder, name, NULL);
  guint8 *pixels = gdk_pixbuf_get_pixels (picture);
  g_autoptr (GError) error = NULL;

  for (int y = 0; y < 20; y++)
    for (int x = 0; x < 40; x++) {
      guint8 *pixel = pixels + y * gdk_pixbuf_get_rowstride (picture) + x * 3;

      pixel[0] = y < 10 ? 200 : 0;
      pixel[1] = 0;
      pixel[2] = y < 10 ? 0 : 200;
    }
  gdk_pixbuf_save (picture, path, type, &error, NULL);
  g_assert_no_error (error);
  return path;
}

static void
assert_near (const guint8 *pixel, int red, int green, int blue)
{
  g_assert_cmpint (ABS (pixel[0] - red), <=, 6);
  g_assert_cmpint (ABS (pixel[1] - green), <=, 6);
  g_assert_cmpint (ABS (pixel[2] - blue), <=, 6);
  g_assert_cmpint (pixel[3], ==, 255);
}

/* JPEG loses a little; its rows stay where they are. */
static void
test_pixels (Fixture *f, gconstpointer type)
{
  g_autofree char *path = write_picture (f, type);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  const guint8 *pixels;
  gsize width, height;

  g_assert_true (cal_picture_is (path));
  bytes = cal_picture_parse (path, &width, &height, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (width, ==, 40);
  g_assert_cmpuint (height, ==, 20);
  pixels = g_bytes_get_data (bytes, NULL);
  assert_near (pixels + (2 * 40 + 5) * 4, 200, 0, 0);
  assert_near (pixels + (17 * 40 + 35) * 4, 0, 0, 200);
}

static void
test_thumbnail (Fixture *f, gconstpointer type)
{
  g_autofree char *path = write_picture (f, type);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalArray) picture = cal_thumbnail_load (path, 10, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cal_array_get_dim (picture, 0), ==, 5);
  g_assert_cmpuint (cal_array_get_dim (picture, 1), ==, 10);
}

/* Three pictures of 6 x 8 pixels: the channels of pixel p of picture n are n, p and channel. */
static char *
write_brick (Fixture *f)
{
  const gsize dims[4] = {3, 6, 8, 3};
  char *path = g_build_filename (f->folder, "stimuli.h5", NULL);
  guint8 *values = g_malloc (3 * 48 * 3);
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, 3 * 48 * 3);
  g_autoptr (CalArray) array = NULL;
  g_autoptr (CalHdf5Writer) writer = cal_hdf5_writer_new (path, NULL);

  for (guint8 n = 0; n < 3; n++)
    for (guint8 p = 0; p < 48; p++) {
      *values++ = n;
      *values++ = p;
      *values++ = 200;
    }
  array = cal_array_new (CAL_DTYPE_UINT8, 4, dims, bytes, NULL);
  g_assert_true (cal_hdf5_writer_add (writer, "/imgBrick", array, NULL));
  g_assert_true (cal_hdf5_writer_commit (writer, NULL));
  return path;
}

/* As NSD keeps its stimuli: the reader process opens the file, and one picture of many is read. */
static void
test_in_hdf5 (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_brick (f);
  g_autofree char *one = g_strconcat (path, ":/imgBrick[1]", NULL);
  g_autofree char *all = g_strconcat (path, ":/imgBrick", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CalArray) picture = cal_thumbnail_load (one, 8, NULL, &error);
  g_autoptr (CalArray) small = NULL;
  const guint8 *pixels;

  g_assert_no_error (error);
  g_assert_cmpuint (cal_array_get_dim (picture, 0), ==, 6);
  g_assert_cmpuint (cal_array_get_dim (picture, 1), ==, 8);
  pixels = g_bytes_get_data (cal_array_get_bytes (picture), NULL);
  for (guint8 p = 0; p < 48; p++)
    g_assert_cmpmem (pixels + 4 * p, 4, ((const guint8[]){1, p, 200, 255}), 4);

  small = cal_thumbnail_load (one, 4, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cal_array_get_dim (small, 0), ==, 3);
  g_assert_cmpuint (cal_array_get_dim (small, 1), ==, 4);

  g_assert_null (cal_thumbnail_load (all, 8, NULL, &error));
  g_assert_error (error, CAL_ERROR, CAL_ERROR_FORMAT);
}

/* Every shorter file is an error, or a picture of the same size; nothing is read outside. */
static void
test_cut (Fixture *f, gconstpointer type)
{
  g_autofree char *path = write_picture (f, type), *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (gsize n = 0; n < length; n += 1 + length / 64) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;
    gsize width, height;

    g_assert_true (
        g_file_set_contents_full (path, content, (gssize) n, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    bytes = cal_picture_parse (path, &width, &height, &error);
    g_assert_true ((bytes != NULL) != (error != NULL));
    if (bytes != NULL)
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, 40 * 20 * 4);
  }
}

/* A header that claims 65,500 x 65,500 pixels is refused before memory is taken. */
static void
test_absurd_jpeg (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_picture (f, "jpeg"), *content = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length, width, height, at = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  while (at + 9 < length && !((guint8) content[at] == 0xff && (guint8) content[at + 1] == 0xc0))
    at++;
  g_assert_cmpuint (at + 9, <, length);
  memcpy (content + at + 5, "\xff\xdc\xff\xdc", 4);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  bytes = cal_picture_parse (path, &width, &height, &error);
  g_assert_null (bytes);
  g_assert_error (error, CAL_ERROR, CAL_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  static const char *const types[] = {"png", "jpeg"};

  g_test_init (&argc, &argv, NULL);
  for (gsize n = 0; n < G_N_ELEMENTS (types); n++) {
    g_autofree char *pixels = g_strdup_printf ("/picture/pixels/%s", types[n]);
    g_autofree char *thumbnail = g_strdup_printf ("/picture/thumbnail/%s", types[n]);
    g_autofree char *cut = g_strdup_printf ("/picture/cut/%s", types[n]);

    g_test_add (pixels, Fixture, types[n], set_up, test_pixels, tear_down);
    g_test_add (thumbnail, Fixture, types[n], set_up, test_thumbnail, tear_down);
    g_test_add (cut, Fixture, types[n], set_up, test_cut, tear_down);
  }
  g_test_add ("/picture/in-hdf5", Fixture, NULL, set_up, test_in_hdf5, tear_down);
  g_test_add ("/picture/absurd/jpeg", Fixture, NULL, set_up, test_absurd_jpeg, tear_down);
  return g_test_run ();
}
