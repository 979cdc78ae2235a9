/* picture.c - the pixels of a PNG or JPEG file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "io/picture.h"

#include <png.h>
#include <stdio.h>

#include <glib/gstdio.h>

#include "io/jpeg.h"
#include "model/error.h"

/* As much as the largest picture GL draws (16384 x 16384), not what a header may claim. */
#define MAX_SIDE 16384u

static gsize
read_head (const char *path, guint8 head[8])
{
  FILE *file = g_fopen (path, "rb");
  gsize n_head;

  if (file == NULL)
    return 0;
  n_head = fread (head, 1, 8, file);
  fclose (file);
  return n_head;
}

/**
 * cal_picture_is:
 *
 * Returns: whether the file can be read and begins as PNG or JPEG files do
 */
gboolean
cal_picture_is (const char *path)
{
  guint8 head[8] = {0};
  gsize n_head = read_head (path, head);

  return (n_head == sizeof head && png_sig_cmp (head, 0, 8) == 0) || cal_jpeg_is (head, n_head);
}

/**
 * cal_picture_parse:
 * @width_px: (out)
 * @height_px: (out)
 *
 * In this process; everyone but the reader process calls cal_picture_read().
 *
 * Returns: (transfer full): red, green, blue and opacity (not premultiplied) of each pixel, a byte
 *   each, row by row from the top; NULL with CAL_ERROR_FORMAT or CAL_ERROR_LIMIT
 */
GBytes *
cal_picture_parse (const char *path, gsize *width_px, gsize *height_px, GError **error)
{
  g_autofree char *display_name = g_filename_display_name (path);
  png_image image = {.version = PNG_IMAGE_VERSION};
  g_autofree guint8 *pixels = NULL;
  guint8 head[8] = {0};
  gsize size;

  if (cal_jpeg_is (head, read_head (path, head)))
    return cal_jpeg_parse (path, MAX_SIDE, width_px, height_px, error);
  if (!png_image_begin_read_from_file (&image, path)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s", display_name, image.message);
    return NULL;
  }
  if (image.width > MAX_SIDE || image.height > MAX_SIDE) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_LIMIT, "%s: %u x %u pixels; expected at most %u x %u",
                 display_name, image.width, image.height, MAX_SIDE, MAX_SIDE);
    png_image_free (&image);
    return NULL;
  }
  image.format = PNG_FORMAT_RGBA;
  size = PNG_IMAGE_SIZE (image);
  pixels = g_try_malloc (size);
  if (pixels == NULL || !png_image_finish_read (&image, NULL, pixels, 0, NULL)) {
    g_set_error (error, CAL_ERROR, CAL_ERROR_FORMAT, "%s: %s", display_name,
                 pixels == NULL ? "not enough memory" : image.message);
    png_image_free (&image);
    return NULL;
  }
  *width_px = image.width;
  *height_px = image.height;
  return g_bytes_new_take (g_steal_pointer (&pixels), size);
}
