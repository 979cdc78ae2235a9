/* projection.h - a volume sampled onto the cortex, between white and pial.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/cortex.h"
#include "model/map.h"
#include "model/volume.h"

G_BEGIN_DECLS

CalSample cal_projection_sample (CalVolume *volume,
                                 CalCortex *cortex,
                                 CalHemisphere hemisphere,
                                 gsize vertex,
                                 gsize frame,
                                 CalInterpolation interpolation);
CalMap *cal_projection_new (CalVolume *volume,
                            CalCortex *cortex,
                            gsize frame,
                            CalInterpolation interpolation) G_GNUC_WARN_UNUSED_RESULT;
char *cal_projection_dup_name (CalVolume *volume,
                               CalCortex *cortex,
                               CalInterpolation interpolation) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
