/* similarity-area.h - a concept model: an object's profile, what is near it, what a dimension
 * means.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/pictures.h"
#include "render/scene/rdm-scene.h"
#include "widgets/view.h"

G_BEGIN_DECLS

#define CAL_TYPE_SIMILARITY_AREA (cal_similarity_area_get_type ())
G_DECLARE_FINAL_TYPE (CalSimilarityArea, cal_similarity_area, CAL, SIMILARITY_AREA, GtkWidget)

GtkWidget *cal_similarity_area_new (CalRdmScene *scene, CalPictures *pictures);

gint cal_similarity_area_get_dimension (CalSimilarityArea *self);
const char *cal_similarity_area_get_object (CalSimilarityArea *self);
gboolean cal_similarity_area_get_tile (
    CalSimilarityArea *self, gboolean nearest, guint nth, double *x, double *y);

G_END_DECLS
