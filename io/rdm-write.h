/* rdm-write.h - RDMs into files: bundles, rsatoolbox's HDF5, .npy and CSV.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/rdm.h"

G_BEGIN_DECLS

gboolean cal_rdm_write_check (const char *path, GError **error);
gboolean cal_rdm_write (const char *path, GPtrArray *rdms, GError **error);

G_END_DECLS
