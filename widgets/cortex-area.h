/* cortex-area.h - the cortex of a scene: turn it, zoom it, click a vertex.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/cortex-layout.h"
#include "render/scene/scene.h"

G_BEGIN_DECLS

#define CAL_TYPE_CORTEX_AREA (cal_cortex_area_get_type ())
G_DECLARE_FINAL_TYPE (CalCortexArea, cal_cortex_area, CAL, CORTEX_AREA, GtkWidget)

GtkWidget *cal_cortex_area_new (CalScene *scene) G_GNUC_WARN_UNUSED_RESULT;

const CalCortexView *cal_cortex_area_get_view (CalCortexArea *self);
void cal_cortex_area_set_view (CalCortexArea *self, const CalCortexView *view);
void cal_cortex_area_set_montage (CalCortexArea *self, CalMontage montage);
void cal_cortex_area_set_preset (CalCortexArea *self, CalViewPreset preset);
void cal_cortex_area_reset (CalCortexArea *self);

CalHemisphere cal_cortex_area_pick (CalCortexArea *self, double x, double y, gsize *vertex);

G_END_DECLS
