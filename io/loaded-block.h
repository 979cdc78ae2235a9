/* loaded-block.h - what a file holds, as a block that another process or the cache can keep.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "model/block.h"

G_BEGIN_DECLS

gboolean cal_loaded_write_block (CalLoaded *self, CalArena *arena, GError **error);
CalLoaded *cal_loaded_new_from_block (CalBlock *block, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
