/* hdf5-file.h - what calcarine-reader does with an HDF5 file.
 *
 * libhdf5 can crash, hang or take all memory on a broken file; these are called in a process that
 * may die. Everyone else uses io/hdf5.h.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

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
/* Lengths, CalHdf5Kind, CalDtype, unit, statistic, how many texts were not UTF-8. Of texts the
 * memory holds where each begins, a guint64 each, and then the texts, each with a NUL. */
#define CAL_HDF5_READ_TYPE "(atuusst)"

typedef void (*CalHdf5Progress) (double fraction, gpointer user_data);

GVariant *
cal_hdf5_file_list (const char *path, CalHdf5Progress progress, gpointer user_data, GError **error);
GVariant *cal_hdf5_file_read (const char *path,
                              const char *dataset,
                              GVariant *start,
                              GVariant *count,
                              guint64 max_bytes,
                              int memory,
                              CalHdf5Progress progress,
                              gpointer user_data,
                              GError **error);

G_END_DECLS
