/* display-panel.h - how the selected layer is shown: a row a property.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_DISPLAY_PANEL (cal_display_panel_get_type ())
G_DECLARE_FINAL_TYPE (CalDisplayPanel, cal_display_panel, CAL, DISPLAY_PANEL, GtkWidget)

GtkWidget *cal_display_panel_new (CalScene *scene);

void cal_display_panel_set_layer (CalDisplayPanel *self, CalLayer *layer);

G_END_DECLS
