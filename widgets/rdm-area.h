/* rdm-area.h - a view of RDMs: to look at, to compare, to pick pairs and conditions in.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/pictures.h"
#include "render/scene/rdm-scene.h"
#include "widgets/rdm-plan.h"

G_BEGIN_DECLS

#define CAL_TYPE_RDM_AREA (cal_rdm_area_get_type ())
G_DECLARE_FINAL_TYPE (CalRdmArea, cal_rdm_area, CAL, RDM_AREA, GtkWidget)

GtkWidget *cal_rdm_area_new (CalRdmScene *scene, CalPictures *pictures);

GPtrArray *cal_rdm_area_get_drawings (CalRdmArea *self);
void cal_rdm_area_get_layout (CalRdmArea *self, CalRdmLayout *layout);
void cal_rdm_area_set_view (CalRdmArea *self, const CalRdmView *view);
gboolean cal_rdm_area_is_busy (CalRdmArea *self);
void cal_rdm_area_order_by_clusters (CalRdmArea *self, gboolean ward);

G_END_DECLS
