/* preferred-area.h - the pictures that a place or region responds to most, and least.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"
#include "render/scene/pictures.h"
#include "widgets/view.h"

G_BEGIN_DECLS

#define CAL_TYPE_PREFERRED_AREA (cal_preferred_area_get_type ())
G_DECLARE_FINAL_TYPE (CalPreferredArea, cal_preferred_area, CAL, PREFERRED_AREA, GtkWidget)

GtkWidget *cal_preferred_area_new (CalEncodingScene *encoding, CalPictures *pictures);

const char *
cal_preferred_area_get_tile (CalPreferredArea *self, gboolean top, guint nth, double *x, double *y);

G_END_DECLS
