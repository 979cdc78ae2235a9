/* slice-area.h - slices of the scene: three planes or a mosaic, to look at and to click.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/slice-layout.h"

G_BEGIN_DECLS

#define CAL_TYPE_SLICE_AREA (cal_slice_area_get_type ())
G_DECLARE_FINAL_TYPE (CalSliceArea, cal_slice_area, CAL, SLICE_AREA, GtkWidget)

GtkWidget *cal_slice_area_new (CalScene *scene);

void cal_slice_area_set_scene (CalSliceArea *self, CalScene *scene);
void cal_slice_area_get_layout (CalSliceArea *self, CalSliceLayout *layout);
void cal_slice_area_set_layout (CalSliceArea *self, const CalSliceLayout *layout);
void cal_slice_area_fit (CalSliceArea *self);

G_END_DECLS
