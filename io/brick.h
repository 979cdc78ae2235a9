/* brick.h - one picture of a dataset of pictures, of a file that stays open.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/job.h"

G_BEGIN_DECLS

gboolean cal_brick_load (const char *path,
                         const char *part,
                         guint max_side_px,
                         CalArray **picture,
                         CalJob *job,
                         GError **error);

G_END_DECLS
