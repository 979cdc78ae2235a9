/* paint.h - cortex written into voxels.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/grid.h"
#include "app/demo/hemisphere.h"

G_BEGIN_DECLS

void cal_demo_paint (const CalDemoGrid *grid,
                     const CalDemoHemisphere *hemisphere,
                     gint32 first_element,
                     gint32 *elements);

G_END_DECLS
