/* hdf5-file.h - what is done with libhdf5 to read a file.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/text-array.h"

G_BEGIN_DECLS

/* What can be made of the elements of a dataset, an attribute, or a member of a compound. */
typedef enum {
  CAL_HDF5_OTHER,
  CAL_HDF5_NUMBERS,
  CAL_HDF5_TEXTS,
} CalHdf5Kind;

/* Of each dataset: path, lengths, whether it is an attribute, CalHdf5Kind, CalDtype, name of the
 * type. */
#define CAL_HDF5_LIST_TYPE "(a(satbuus)b)"

/**
 * CalHdf5Values:
 * @array: (nullable): numbers, in the machine's byte order
 * @texts: (nullable): texts
 * @unit: (nullable): the dataset's attribute "unit" or "units"
 * @statistic: (nullable): its attribute "statistic"
 *
 * Either @array or @texts.
 */
typedef struct {
  CalArray *array;
  CalTextArray *texts;
  char *unit;
  char *statistic;
} CalHdf5Values;

void cal_hdf5_values_clear (CalHdf5Values *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalHdf5Values, cal_hdf5_values_clear)

typedef void (*CalHdf5Progress) (double fraction, gpointer user_data);

GVariant *
cal_hdf5_file_list (const char *path, CalHdf5Progress progress, gpointer user_data, GError **error);
gboolean cal_hdf5_file_read (const char *path,
                             const char *dataset,
                             GVariant *start,
                             GVariant *count,
                             CalHdf5Values *values,
                             CalHdf5Progress progress,
                             gpointer user_data,
                             GError **error);

G_END_DECLS
