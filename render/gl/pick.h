/* pick.h - which vertex of the cortex a pixel shows.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/gl/cortex-mesh.h"

G_BEGIN_DECLS

typedef struct _CalCortexPick CalCortexPick;

CalCortexPick *cal_cortex_pick_new (CalGlCache *cache) G_GNUC_WARN_UNUSED_RESULT;
void cal_cortex_pick_free (CalCortexPick *self);

gboolean cal_cortex_pick_draw (CalCortexPick *self,
                               const CalCortexDrawing *drawing,
                               int width_px,
                               GError **error);
void cal_cortex_pick_forget (CalCortexPick *self);
gboolean cal_cortex_pick_is_drawn (CalCortexPick *self);
CalHemisphere cal_cortex_pick_find (CalCortexPick *self, int x_px, int y_px, gsize *vertex);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalCortexPick, cal_cortex_pick_free)

G_END_DECLS
