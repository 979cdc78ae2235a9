/* coarse.h - fewer triangles for the same cortex, for while it is being dragged.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/cortex.h"

G_BEGIN_DECLS

#define CAL_TYPE_COARSE (cal_coarse_get_type ())
G_DECLARE_FINAL_TYPE (CalCoarse, cal_coarse, CAL, COARSE, GObject)

CalCoarse *cal_coarse_new (CalCortex *cortex, gsize n_faces) G_GNUC_WARN_UNUSED_RESULT;

GBytes *cal_coarse_get_faces (CalCoarse *self, CalHemisphere hemisphere, gboolean flat);

G_END_DECLS
