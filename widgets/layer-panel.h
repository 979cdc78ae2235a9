/* layer-panel.h - the layers of a scene, the topmost first.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_LAYER_PANEL (cal_layer_panel_get_type ())
G_DECLARE_FINAL_TYPE (CalLayerPanel, cal_layer_panel, CAL, LAYER_PANEL, GtkWidget)

GtkWidget *cal_layer_panel_new (CalScene *scene);

CalLayer *cal_layer_panel_get_selected (CalLayerPanel *self);
void cal_layer_panel_set_selected (CalLayerPanel *self, CalLayer *layer);

G_END_DECLS
