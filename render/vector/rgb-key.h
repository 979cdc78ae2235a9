/* rgb-key.h - the key of three maps: three strips from black, and discs that show how they add up.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/vector/colour-key.h"

G_BEGIN_DECLS

void cal_rgb_key_measure (const CalColourKey *self, double *width_px, double *height_px);
void cal_rgb_key_draw (cairo_t *cr, const CalColourKey *self, double x, double y);
void cal_rgb_key_get_parts (const CalColourKey *self, CalKeyPart parts[3]);
guint cal_rgb_key_find_lobe (const CalColourKey *self, double x, double y);

G_END_DECLS
