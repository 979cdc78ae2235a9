/* layer-series.h - maps and volumes of many frames are series too.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"

G_BEGIN_DECLS

CalSeries *cal_layer_series_new (CalLayer *layer, CalRdmScene *rdm_scene) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
