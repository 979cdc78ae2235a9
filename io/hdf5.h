/* hdf5.h - datasets of HDF5 files, MATLAB 7.3 and netCDF-4 ones too.
 *
 * Every file is read by calcarine-reader: a broken one costs an error, not the program.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "io/format.h"

G_BEGIN_DECLS

/**
 * CalHdf5Values:
 * @array: (nullable): numbers, in the machine's byte order
 * @texts: (nullable): texts
 * @n_replaced: how many of @texts were no valid UTF-8
 * @unit: (nullable): the dataset's attribute "unit" or "units"
 * @statistic: (nullable): its attribute "statistic"
 *
 * Either @array or @texts.
 */
typedef struct {
  CalArray *array;
  CalTextArray *texts;
  guint64 n_replaced;
  char *unit;
  char *statistic;
} CalHdf5Values;

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
void cal_hdf5_values_clear (CalHdf5Values *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalHdf5Values, cal_hdf5_values_clear)

G_END_DECLS
