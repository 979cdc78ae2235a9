/* default-display.h - the first look of a layer, from what its values are.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/layer.h"

G_BEGIN_DECLS

void cal_layer_pick_display (CalLayer *layer, gboolean is_backdrop);

G_END_DECLS
