/* raster.h - dots and thin lines by the ten thousand, straight into pixels.
 *
 * Cairo draws a dot in microseconds, this in a tenth of that: for pictures that are redrawn at the
 * display's rate while something is dragged. They look as Cairo's do.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * CalRaster:
 * @pixels: of a CAIRO_FORMAT_RGB24 image
 * @stride: pixels from a row to the next
 * @width: pixels
 * @height: pixels
 * @scale: pixels to one unit of the coordinates
 */
typedef struct {
  guint32 *pixels;
  gsize stride;
  int width;
  int height;
  double scale;
} CalRaster;

void cal_raster_init (CalRaster *self, cairo_surface_t *image, double scale);
void cal_raster_dot (CalRaster *self, double x, double y, double radius, const double rgb[3]);
void cal_raster_line (CalRaster *self,
                      double x1,
                      double y1,
                      double x2,
                      double y2,
                      double width,
                      const double rgba[4]);

G_END_DECLS
