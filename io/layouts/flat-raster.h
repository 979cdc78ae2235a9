/* flat-raster.h - surfaces of a flatmap that is known as a picture only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/surface.h"

G_BEGIN_DECLS

/**
 * CalFlatRaster:
 * @name: what the person calls it
 * @mask: a byte a pixel, not 0 where the map is: n_x x n_y, columns from left to right, in each the
 *   pixels from below
 * @n_x: width
 * @n_y: height
 */
typedef struct {
  const char *name;
  const guint8 *mask;
  gsize n_x, n_y;
} CalFlatRaster;

gboolean cal_flat_raster_make (const CalFlatRaster *raster,
                               CalSurface *surfaces[2],
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
