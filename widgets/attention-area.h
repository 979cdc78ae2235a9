/* attention-area.h - the view of attention routing: where in a picture each region looks.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"
#include "render/scene/pictures.h"
#include "widgets/view.h"

G_BEGIN_DECLS

#define CAL_TYPE_ATTENTION_AREA (cal_attention_area_get_type ())
G_DECLARE_FINAL_TYPE (CalAttentionArea, cal_attention_area, CAL, ATTENTION_AREA, GtkWidget)

GtkWidget *cal_attention_area_new (CalEncodingScene *scene, CalPictures *pictures);

guint cal_attention_area_get_n_maps (CalAttentionArea *self);
const char *cal_attention_area_get_map_title (CalAttentionArea *self, guint nth);
gboolean cal_attention_area_get_patch (
    CalAttentionArea *self, guint map, gsize row, gsize column, double *x, double *y);
gboolean
cal_attention_area_get_rank (CalAttentionArea *self, gsize nth, const char **title, double *weight);

G_END_DECLS
