/* painting.h - what views compute for places is shown as layers of the brain.
 *
 * A layer a key: the same key again shows new numbers in the same layer, as the person left its
 * display. Painted layers have no source, and sessions do not keep them. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/encoding-scene.h"

G_BEGIN_DECLS

void cal_painting_follow (CalEncodingScene *encoding);

G_END_DECLS
