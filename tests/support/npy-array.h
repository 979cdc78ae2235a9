/* npy-array.h - what a .npy file holds, read in this process.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"

G_BEGIN_DECLS

CalArray *npy_array_read (const char *path, GError **error);

G_END_DECLS
