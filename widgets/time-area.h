/* time-area.h - the course in time of the place or region at the cursor.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"
#include "render/scene/pictures.h"
#include "widgets/view.h"

G_BEGIN_DECLS

#define CAL_TYPE_TIME_AREA (cal_time_area_get_type ())
G_DECLARE_FINAL_TYPE (CalTimeArea, cal_time_area, CAL, TIME_AREA, GtkWidget)

GtkWidget *cal_time_area_new (CalEncodingScene *encoding, CalPictures *pictures);

double cal_time_area_get_r (CalTimeArea *self);
gboolean cal_time_area_get_point (CalTimeArea *self, gsize frame, double *x, double *y);

G_END_DECLS
