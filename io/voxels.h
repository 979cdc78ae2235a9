/* voxels.h - the elements that follow a header: read piece by piece, shown from the first frame.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/gzip.h"
#include "io/loaded.h"
#include "model/job.h"

G_BEGIN_DECLS

GBytes *cal_voxels_read (CalGzip *file,
                         CalDtype dtype,
                         gsize n_elements,
                         gboolean is_swapped,
                         CalJob *job,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_voxels_load (CalGzip *file,
                          const CalVolumeDesc *desc,
                          gboolean is_swapped,
                          CalLoaded *loaded,
                          CalJob *job,
                          GError **error);

G_END_DECLS
