/* rdm-rsatoolbox.h - RDMs as rsatoolbox keeps them in a group of an HDF5 file or a dictionary.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/rdm-dataset.h"
#include "model/rdm.h"

G_BEGIN_DECLS

gboolean cal_rdm_rsatoolbox_is (const CalDataset *dataset);
char *cal_rdm_rsatoolbox_dup_group (const CalDataset *dataset) G_GNUC_WARN_UNUSED_RESULT;
gboolean cal_rdm_rsatoolbox_read (CalRdmContainer *self,
                                  const CalDataset *dataset,
                                  const CalRdmDesc *known,
                                  GError **error);

G_END_DECLS
