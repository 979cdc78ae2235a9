/* picture.h - a stimulus' picture in a drawing.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <cairo.h>

#include "model/array.h"

G_BEGIN_DECLS

cairo_surface_t *cal_picture_to_surface (CalArray *picture) G_GNUC_WARN_UNUSED_RESULT;
void cal_picture_draw (
    cairo_t *cairo, CalArray *picture, double x, double y, double width, double height);

G_END_DECLS
