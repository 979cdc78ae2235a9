/* decoded-area.h - what was seen beside what was decoded of it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"
#include "render/scene/pictures.h"
#include "widgets/decoded-item.h"
#include "widgets/view.h"

G_BEGIN_DECLS

#define CAL_TYPE_DECODED_AREA (cal_decoded_area_get_type ())
G_DECLARE_FINAL_TYPE (CalDecodedArea, cal_decoded_area, CAL, DECODED_AREA, GtkWidget)

GtkWidget *cal_decoded_area_new (CalEncodingScene *encoding, CalPictures *pictures);

guint cal_decoded_area_get_n (CalDecodedArea *self);
CalDecodedItem *cal_decoded_area_get_item (CalDecodedArea *self, guint n);
void cal_decoded_area_sort (CalDecodedArea *self, const char *metric, gboolean descending);

G_END_DECLS
