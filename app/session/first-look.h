/* first-look.h - which of what was opened is shown at first, and where it lies.
 *
 * How each is shown (window, colours, threshold) is default-display's.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/session/reading.h"
#include "render/scene/scene.h"

G_BEGIN_DECLS

guint cal_scene_find_top (CalScene *scene);
gboolean cal_scene_has_backdrop (CalScene *scene);
CalLayer *cal_scene_add_item (CalScene *scene, const CalReadItem *item, guint position);

int cal_read_items_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
