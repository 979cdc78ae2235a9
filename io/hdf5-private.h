/* hdf5-private.h - what the files that call libhdf5 in the reader share.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

/* Newer libraries then have the names of 1.10. */
#define H5_USE_110_API
#include <hdf5.h>

#include "model/array.h"

G_BEGIN_DECLS

gboolean cal_hdf5_fail (int code, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);
hid_t cal_hdf5_open_file (const char *path, GError **error);
hid_t cal_hdf5_open_dataset (hid_t file, const char *name, GError **error);
gboolean cal_hdf5_describe_type (hid_t type, CalDtype *dtype, hid_t *memory_type, char **name);

G_END_DECLS
