/* square-key.h - the key of two maps: a square of colours with two named axes.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/colour-key.h"

G_BEGIN_DECLS

void cal_square_key_measure (const CalColourKey *self, double *width_px, double *height_px);
void cal_square_key_draw (cairo_t *cr, const CalColourKey *self, double x, double y);
CalKeyPart cal_square_key_get_part (const CalColourKey *self);

G_END_DECLS
