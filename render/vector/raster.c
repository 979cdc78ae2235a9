/* raster.c - dots and thin lines by the ten thousand, straight into pixels.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#include "render/vector/raster.h"

#include <math.h>

/**
 * cal_raster_init:
 * @self: (out caller-allocates)
 * @image: CAIRO_FORMAT_RGB24; the caller flushes it before and marks it dirty after
 */
void
cal_raster_init (CalRaster *self, cairo_surface_t *image, double scale)
{
  *self = (CalRaster){
      .pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (image),
      .stride = (gsize) cairo_image_surface_get_stride (image) / sizeof (guint32),
      .width = cairo_image_surface_get_width (image),
      .height = cairo_image_surface_get_height (image),
      .scale = scale,
  };
}

static void
blend (CalRaster *self, int x, int y, const int rgb[3], double share)
{
  guint32 *pixel = &self->pixels[(gsize) y * self->stride + (gsize) x];
  int weight = (int) (share * 256.0), mixed[3];

  for (int c = 0; c < 3; c++) {
    int under = (int) (*pixel >> (16 - 8 * c) & 0xff);

    mixed[c] = under + (((rgb[c] - under) * weight) >> 8);
  }
  *pixel = (guint32) (mixed[0] << 16 | mixed[1] << 8 | mixed[2]);
}

static void
to_bytes (const double rgb[3], int bytes[3])
{
  for (int c = 0; c < 3; c++)
    bytes[c] = (int) lrint (CLAMP (rgb[c], 0.0, 1.0) * 255.0);
}

/**
 * cal_raster_dot:
 * @rgb: opaque
 *
 * What lies outside the image is left out.
 */
void
cal_raster_dot (CalRaster *self, double x, double y, double radius, const double rgb[3])
{
  double middle_x = x * self->scale, middle_y = y * self->scale, r = radius * self->scale;
  int left = (int) floor (fmax (middle_x - r - 0.5, 0.0));
  int right = (int) ceil (fmin (middle_x + r + 0.5, self->width));
  int top = (int) floor (fmax (middle_y - r - 0.5, 0.0));
  int bottom = (int) ceil (fmin (middle_y + r + 0.5, self->height));
  int bytes[3];

  to_bytes (rgb, bytes);
  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++) {
      double dx = column + 0.5 - middle_x, dy = row + 0.5 - middle_y;
      double inside = r + 0.5 - sqrt (dx * dx + dy * dy);

      if (inside > 0.0)
        blend (self, column, row, bytes, fmin (inside, 1.0));
    }
}

/* Cuts the line to where its major coordinate is inside. */
static gboolean
cut (double *from, double *to, double size)
{
  *from = fmax (*from, 0.0);
  *to = fmin (*to, size);
  return *from < *to;
}

/**
 * cal_raster_line:
 * @width: in the unit of the coordinates
 * @rgba: with opacity
 */
void
cal_raster_line (
    CalRaster *self, double x1, double y1, double x2, double y2, double width, const double rgba[4])
{
  double s = self->scale;
  gboolean is_steep = fabs (y2 - y1) > fabs (x2 - x1);
  double a1 = (is_steep ? y1 : x1) * s, b1 = (is_steep ? x1 : y1) * s;
  double a2 = (is_steep ? y2 : x2) * s, b2 = (is_steep ? x2 : y2) * s;
  double first = fmin (a1, a2), last = fmax (a1, a2), slope, across;
  int minor = is_steep ? self->width : self->height, bytes[3];
  int reach = (int) ceil (0.5 * width * s + 0.5);

  if (!(last > first) || !cut (&first, &last, is_steep ? self->height : self->width))
    return;
  to_bytes (rgba, bytes);
  slope = (b2 - b1) / (a2 - a1);
  /* Distance to the line is less than the distance along the minor axis. */
  across = 1.0 / sqrt (1.0 + slope * slope);
  for (int a = (int) floor (first); a < (int) ceil (last); a++) {
    double b = b1 + (CLAMP (a + 0.5, first, last) - a1) * slope;

    if (b < -2.0 || b > minor + 2.0)
      continue;
    for (int step = -reach; step <= reach; step++) {
      int place = (int) floor (b) + step;
      double inside = 0.5 * width * s + 0.5 - fabs (place + 0.5 - b) * across;

      if (place < 0 || place >= minor || inside <= 0.0)
        continue;
      blend (self, is_steep ? place : a, is_steep ? a : place, bytes, rgba[3] * fmin (inside, 1.0));
    }
  }
}
