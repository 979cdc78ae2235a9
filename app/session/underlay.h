/* underlay.h - the curvature that a cortex is shaded by.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/surface.h"

G_BEGIN_DECLS

CalArray *cal_underlay_make (CalSurface *const surfaces[CAL_N_SURFACE_KINDS],
                             CalArray *curvature,
                             char **remark) G_GNUC_WARN_UNUSED_RESULT;

CalArray *cal_underlay_turn (CalArray *curvature) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
