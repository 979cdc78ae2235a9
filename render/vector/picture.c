/* picture.c - a stimulus' picture in a drawing.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/picture.h"

/**
 * cal_picture_to_surface:
 * @picture: height x width x 4 uint8: red, green, blue, opacity (not premultiplied)
 *
 * Returns: (transfer full): the same pixels as Cairo keeps them
 */
cairo_surface_t *
cal_picture_to_surface (CalArray *picture)
{
  gsize height = cal_array_get_dim (picture, 0), width = cal_array_get_dim (picture, 1);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) width, (int) height);
  const guint8 *from = g_bytes_get_data (cal_array_get_bytes (picture), NULL);
  guint8 *rows = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  for (gsize y = 0; rows != NULL && y < height; y++) {
    guint32 *to = (guint32 *) (gpointer) (rows + y * stride);

    for (gsize x = 0; x < width; x++, from += 4) {
      guint32 alpha = from[3];
      guint32 red = (from[0] * alpha + 127) / 255, green = (from[1] * alpha + 127) / 255;
      guint32 blue = (from[2] * alpha + 127) / 255;

      to[x] = alpha << 24 | red << 16 | green << 8 | blue;
    }
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/**
 * cal_picture_draw:
 * @picture: as cal_picture_to_surface() takes it
 *
 * Draws the whole picture in the middle of the rectangle, as large as fits, in its proportions.
 */
void
cal_picture_draw (
    cairo_t *cairo, CalArray *picture, double x, double y, double width, double height)
{
  double picture_height = (double) cal_array_get_dim (picture, 0);
  double picture_width = (double) cal_array_get_dim (picture, 1);
  double scale = MIN (width / picture_width, height / picture_height);
  cairo_surface_t *surface = cal_picture_to_surface (picture);

  cairo_save (cairo);
  cairo_translate (cairo, x + (width - picture_width * scale) / 2,
                   y + (height - picture_height * scale) / 2);
  cairo_scale (cairo, scale, scale);
  cairo_set_source_surface (cairo, surface, 0, 0);
  cairo_rectangle (cairo, 0, 0, picture_width, picture_height);
  cairo_fill (cairo);
  cairo_restore (cairo);
  cairo_surface_destroy (surface);
}
