/* small-files.h - little volumes and arrays in files.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void small_files_write_volume (const char *path, const gsize dims[3], const float *values);
void small_files_write_npy (const char *path, const float *values, gsize n_values);

G_END_DECLS
