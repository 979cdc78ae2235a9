/* path.h - what a file's name tells, where its content does not.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/surface.h"

G_BEGIN_DECLS

char *cal_path_dup_stem (const char *path);
CalHemisphere cal_path_get_hemisphere (const char *path);
CalSurfaceKind cal_path_get_kind (const char *path);

G_END_DECLS
