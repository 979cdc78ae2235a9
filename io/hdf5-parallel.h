/* hdf5-parallel.h - one HDF5 dataset read by all processes of an MPI program together.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cal_hdf5_parallel_read (const char *path,
                                 const char *dataset,
                                 const guint64 start[2],
                                 const guint64 count[2],
                                 double *values,
                                 GError **error);

G_END_DECLS
