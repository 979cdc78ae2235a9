/* layer-card.h - one layer in the panel: name, kind, colour bar, whether it is shown.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/layer.h"

G_BEGIN_DECLS

#define CAL_TYPE_LAYER_CARD (cal_layer_card_get_type ())
G_DECLARE_FINAL_TYPE (CalLayerCard, cal_layer_card, CAL, LAYER_CARD, GtkBox)

GtkWidget *cal_layer_card_new (CalLayer *layer);

CalLayer *cal_layer_card_get_layer (CalLayerCard *self);

G_END_DECLS
