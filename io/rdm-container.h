/* rdm-container.h - RDMs among the datasets of a container: HDF5, MATLAB, pickles, .npz.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/loaded.h"
#include "model/job.h"

G_BEGIN_DECLS

gboolean cal_rdm_container_read (
    CalLoaded *container, gboolean is_asked, GPtrArray *rdms, CalJob *job, GError **error);

G_END_DECLS
