/* picture-cell.h - one picture of a gallery, with its name.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <gtk/gtk.h>

#include "render/scene/pictures.h"

G_BEGIN_DECLS

#define CAL_TYPE_PICTURE_CELL (cal_picture_cell_get_type ())
G_DECLARE_FINAL_TYPE (CalPictureCell, cal_picture_cell, CAL, PICTURE_CELL, GtkWidget)

GtkWidget *cal_picture_cell_new (CalPictures *pictures);
void cal_picture_cell_show (CalPictureCell *self, const char *name, const char *source);

G_END_DECLS
