/* profile-area.h - the profile of the place or region at the cursor: bars with names, and
 * contrasts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"
#include "widgets/view.h"

G_BEGIN_DECLS

#define CAL_TYPE_PROFILE_AREA (cal_profile_area_get_type ())
G_DECLARE_FINAL_TYPE (CalProfileArea, cal_profile_area, CAL, PROFILE_AREA, GtkWidget)

GtkWidget *cal_profile_area_new (CalEncodingScene *encoding);

void cal_profile_area_set_series (CalProfileArea *self, CalSeries *series);
void cal_profile_area_set_column (CalProfileArea *self, const char *column);
gboolean cal_profile_area_get_bar (
    CalProfileArea *self, const char *name, double *value, double *x, double *y);
void cal_profile_area_contrast (CalProfileArea *self, const char *preferred, const char *other);

G_END_DECLS
