/* hdf5-chunks.h - where in an HDF5 file the chunks of a dataset lie.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/hdf5-private.h"
#include "model/job.h"

G_BEGIN_DECLS

#define CAL_HDF5_NO_CHUNK G_MAXUINT64

guint64 *cal_hdf5_find_chunks (const CalHdf5Part *part, int fd, const hsize_t *dims, CalJob *job)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
