/* middle.h - where a study that was just opened is looked at.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/scene.h"

G_BEGIN_DECLS

gboolean cal_scene_find_middle (CalScene *scene, double middle_mm[3]);

G_END_DECLS
