/* selection-panel.h - what is known of the stimuli that are picked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/pictures.h"
#include "render/scene/rdm-scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_SELECTION_PANEL (cal_selection_panel_get_type ())
G_DECLARE_FINAL_TYPE (CalSelectionPanel, cal_selection_panel, CAL, SELECTION_PANEL, GtkWidget)

GtkWidget *cal_selection_panel_new (CalRdmScene *scene, CalPictures *pictures);

G_END_DECLS
