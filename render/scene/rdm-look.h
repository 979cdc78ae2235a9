/* rdm-look.h - how RDMs are looked at: as they are, ranked or transformed, in which colours.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/rdm-drawing.h"
#include "render/scene/rdm-scene.h"

G_BEGIN_DECLS

/**
 * CalRdmLook:
 * @transform: geo-topological, or none
 * @lower: its threshold, a share
 * @upper: its threshold, a share
 * @use_ranks: whether colours are ranks where nothing is transformed
 * @colormap: of dissimilarities
 * @window: (nullable): low and high end of the colours; NULL for what each RDM spans
 * @n_pool: how many RDMs the thresholds of pooled distances are of
 */
typedef struct {
  CalRdmTransform transform;
  double lower, upper;
  gboolean use_ranks;
  const CalColormap *colormap;
  const double *window;
  guint n_pool;
} CalRdmLook;

void cal_rdm_look_init (CalRdmLook *self, CalRdmScene *scene);
gboolean cal_rdm_look_shows_ranks (const CalRdmLook *self);
char *cal_rdm_look_dup_caption (const CalRdmLook *self,
                                CalRdm *rdm,
                                CalRdm *minus) G_GNUC_WARN_UNUSED_RESULT;
char *cal_rdm_look_dup_subtitle (CalRdm *rdm, CalRdmOrder *order) G_GNUC_WARN_UNUSED_RESULT;
void
cal_rdm_look_choose_window (const CalRdmLook *self, const CalRdmSide *side, CalRdmColours *colours);

G_END_DECLS
