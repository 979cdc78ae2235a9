/* rsa-area.h - how similar models are to regions, and how sure that is.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/rdm-scene.h"
#include "render/vector/rsa-plot.h"
#include "widgets/view.h"

G_BEGIN_DECLS

#define CAL_TYPE_RSA_AREA (cal_rsa_area_get_type ())
G_DECLARE_FINAL_TYPE (CalRsaArea, cal_rsa_area, CAL, RSA_AREA, GtkWidget)

GtkWidget *cal_rsa_area_new (CalRdmScene *scene);

gboolean cal_rsa_area_get_layout (CalRsaArea *self, CalRsaPlot *plot, CalRsaLayout *layout);

G_END_DECLS
