/* gallery-area.h - the stimuli as pictures: find, filter, select.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/pictures.h"
#include "render/scene/rdm-scene.h"
#include "widgets/view.h"

G_BEGIN_DECLS

#define CAL_TYPE_GALLERY_AREA (cal_gallery_area_get_type ())
G_DECLARE_FINAL_TYPE (CalGalleryArea, cal_gallery_area, CAL, GALLERY_AREA, GtkWidget)

GtkWidget *cal_gallery_area_new (CalRdmScene *scene, CalPictures *pictures);

G_END_DECLS
