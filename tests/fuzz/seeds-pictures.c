/* seeds-pictures.c - sound PNG and JPEG files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include <png.h>
#include <stdio.h>

#include <glib/gstdio.h>
#include <jpeglib.h>

#include "tests/fuzz/fuzz.h"

static void
put_png (const char *folder, const char *name, png_uint_32 format)
{
  static const guint8 pixels[4 * 2 * 3] = {255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 0};
  png_image image = {.version = PNG_IMAGE_VERSION, .width = 2, .height = 3, .format = format};
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (png_image_write_to_file (&image, path, 0, pixels, 0, NULL));
}

/* Larger than a block of 16 x 16 pixels. Progressive ones have their values in several scans. */
static void
put_jpeg (const char *folder, const char *name, J_COLOR_SPACE space, gboolean is_progressive)
{
  struct jpeg_error_mgr errors;
  struct jpeg_compress_struct jpeg = {.err = jpeg_std_error (&errors)};
  g_autofree char *path = g_build_filename (folder, name, NULL);
  FILE *file = g_fopen (path, "wb");

  g_assert_nonnull (file);
  jpeg_create_compress (&jpeg);
  jpeg_stdio_dest (&jpeg, file);
  jpeg.image_width = 19;
  jpeg.image_height = 17;
  jpeg.input_components = space == JCS_GRAYSCALE ? 1 : space == JCS_RGB ? 3 : 4;
  jpeg.in_color_space = space;
  jpeg_set_defaults (&jpeg);
  if (is_progressive)
    jpeg_simple_progression (&jpeg);
  jpeg_start_compress (&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height) {
    guint8 pixels[4 * 19];
    JSAMPROW row = pixels;

    for (guint n = 0; n < sizeof pixels; n++)
      pixels[n] = (guint8) (n * 5 + jpeg.next_scanline * 7);
    jpeg_write_scanlines (&jpeg, &row, 1);
  }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  g_assert_cmpint (fclose (file), ==, 0);
}

void
fuzz_seed_picture (const char *folder)
{
  put_png (folder, "colour.png", PNG_FORMAT_RGBA);
  put_png (folder, "grey.png", PNG_FORMAT_GRAY);
  put_jpeg (folder, "colour.jpeg", JCS_RGB, FALSE);
  put_jpeg (folder, "grey.jpeg", JCS_GRAYSCALE, FALSE);
  put_jpeg (folder, "inks.jpeg", JCS_CMYK, FALSE);
  put_jpeg (folder, "progressive.jpeg", JCS_RGB, TRUE);
}
