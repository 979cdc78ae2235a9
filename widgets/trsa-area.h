/* trsa-area.h - topological RSA: l and u on the histogram, and what they make of the RDM.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/rdm-scene.h"
#include "widgets/view.h"

G_BEGIN_DECLS

#define CAL_TYPE_TRSA_AREA (cal_trsa_area_get_type ())
G_DECLARE_FINAL_TYPE (CalTrsaArea, cal_trsa_area, CAL, TRSA_AREA, GtkWidget)

GtkWidget *cal_trsa_area_new (CalRdmScene *scene);

gboolean cal_trsa_area_get_threshold_place (CalTrsaArea *self, gint which, double *x, double *y);
gboolean cal_trsa_area_get_map_place (CalTrsaArea *self, guint l, guint u, double *x, double *y);
gsize cal_trsa_area_get_n_kept (CalTrsaArea *self, gsize *n_drawn);

G_END_DECLS
