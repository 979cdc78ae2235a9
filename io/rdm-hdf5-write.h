/* rdm-hdf5-write.h - RDMs into HDF5: a file of rsatoolbox's, or a bundle.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/hdf5-write.h"
#include "model/rdm.h"

G_BEGIN_DECLS

#define CAL_RDM_BUNDLE_SUFFIX ".bundle.h5"

gboolean cal_rdm_write_rsatoolbox (const char *path, GPtrArray *rdms, GError **error);
gboolean cal_rdm_write_bundle (const char *path, GPtrArray *rdms, GError **error);

gboolean
cal_rdm_write_bundle_group (CalHdf5Writer *writer, const char *group, CalRdm *rdm, GError **error);

G_END_DECLS
