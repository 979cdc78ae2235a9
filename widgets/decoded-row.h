/* decoded-row.h - a seen picture beside the decoded ones, with metrics and captions.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"
#include "render/scene/pictures.h"
#include "widgets/decoded-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CAL_TYPE_DECODED_ROW (cal_decoded_row_get_type ())
G_DECLARE_FINAL_TYPE (CalDecodedRow, cal_decoded_row, CAL, DECODED_ROW, GtkWidget)

GtkWidget *cal_decoded_row_new (CalEncodingScene *encoding, CalPictures *pictures);
void cal_decoded_row_show (CalDecodedRow *self, CalDecodedItem *item, GPtrArray *metrics);

G_END_DECLS
