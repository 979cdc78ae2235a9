/* wheel-key.h - the key of a circular map: a wheel, from the right counter-clockwise.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/colour-key.h"

G_BEGIN_DECLS

void cal_wheel_key_measure (const CalColourKey *self, double *width_px, double *height_px);
void cal_wheel_key_draw (cairo_t *cr, const CalColourKey *self, double x, double y);
gboolean cal_wheel_key_find (
    const CalColourKey *self, double x, double y, gboolean anywhere, double *fraction);
void cal_wheel_key_get_place (const CalColourKey *self, double fraction, double *x, double *y);
void cal_wheel_key_get_middle (const CalColourKey *self, double *x, double *y);
void cal_wheel_key_add_arc (cairo_t *cr,
                            const CalColourKey *self,
                            double middle_x,
                            double middle_y,
                            double low,
                            double high);

G_END_DECLS
