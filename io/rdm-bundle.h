/* rdm-bundle.h - RDMs of a bundle: the group /rdms of one HDF5 file (docs/bundle.md).
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/rdm-dataset.h"

G_BEGIN_DECLS

gboolean cal_rdm_bundle_is (CalRdmContainer *self);
gboolean cal_rdm_bundle_read (CalRdmContainer *self, GError **error);

G_END_DECLS
