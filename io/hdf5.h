/* hdf5.h - datasets of HDF5 files, MATLAB 7.3 and netCDF-4 ones too.
 *
 * libhdf5 can crash, hang or take all memory on a broken file: other programs than the reader
 * process call cal_format_load().
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"
#include "io/hdf5-file.h"

G_BEGIN_DECLS

gboolean cal_hdf5_sniff (const CalSniff *sniff);
gboolean cal_hdf5_load (
    const char *path, const char *dataset, CalLoaded *loaded, CalJob *job, GError **error);
gboolean cal_hdf5_list (const char *path, CalLoaded *loaded, CalJob *job, GError **error);
gboolean cal_hdf5_read (const char *path,
                        const char *dataset,
                        guint n_dims,
                        const guint64 *start,
                        const guint64 *count,
                        CalHdf5Values *values,
                        CalJob *job,
                        GError **error);

CalArray *cal_hdf5_ask (const char *path,
                        const char *dataset,
                        const guint64 start[2],
                        const guint64 count[2],
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
