/* surface-name.h - what the name of a surface file hints at, where its content does not say it.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/surface.h"

G_BEGIN_DECLS

CalHemisphere cal_surface_name_get_hemisphere (const char *path);
CalSurfaceKind cal_surface_name_get_kind (const char *path);

G_END_DECLS
