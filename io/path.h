/* path.h - what a file's name tells, where its content does not.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/surface.h"

G_BEGIN_DECLS

char *cal_path_dup_stem (const char *path);
char *cal_path_split_source (const char *source, const char **dataset) G_GNUC_WARN_UNUSED_RESULT;
char *cal_path_make_relative (const char *folder, const char *to) G_GNUC_WARN_UNUSED_RESULT;
CalHemisphere cal_path_get_hemisphere (const char *path);
CalSurfaceKind cal_path_get_kind (const char *path);

G_END_DECLS
