/* real-cortex.h - the real hemispheres of the optional data folder, and a smooth map on them.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/cortex.h"

G_BEGIN_DECLS

gboolean cal_real_cortex_find (char *paths[2]);
CalSurface *cal_real_cortex_read (const char *path) G_GNUC_WARN_UNUSED_RESULT;
CalArray *cal_smooth_values_new (CalSurface *const surfaces[2]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
