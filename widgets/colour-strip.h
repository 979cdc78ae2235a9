/* colour-strip.h - a layer's colour bar, on which its threshold can be dragged.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/layer.h"

G_BEGIN_DECLS

#define CAL_TYPE_COLOUR_STRIP (cal_colour_strip_get_type ())
G_DECLARE_FINAL_TYPE (CalColourStrip, cal_colour_strip, CAL, COLOUR_STRIP, GtkWidget)

GtkWidget *cal_colour_strip_new (void);

void cal_colour_strip_set_layer (CalColourStrip *self, CalLayer *layer);

G_END_DECLS
