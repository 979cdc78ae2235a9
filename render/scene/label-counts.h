/* label-counts.h - how many elements each region of a layer has.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/layer.h"

G_BEGIN_DECLS

const gsize *cal_label_counts_of (CalLayer *layer);

G_END_DECLS
