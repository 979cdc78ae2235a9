/* embedding-area.h - the conditions of the current RDM as points: look, turn, lasso.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/pictures.h"
#include "render/scene/rdm-scene.h"
#include "widgets/view.h"

G_BEGIN_DECLS

#define CAL_TYPE_EMBEDDING_AREA (cal_embedding_area_get_type ())
G_DECLARE_FINAL_TYPE (CalEmbeddingArea, cal_embedding_area, CAL, EMBEDDING_AREA, GtkWidget)

GtkWidget *cal_embedding_area_new (CalRdmScene *scene, CalPictures *pictures);

gboolean
cal_embedding_area_get_place (CalEmbeddingArea *self, const char *id, double *x, double *y);

G_END_DECLS
