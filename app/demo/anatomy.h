/* anatomy.h - a T1-weighted picture of the head around the demo's surfaces.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/grid.h"
#include "app/demo/hemisphere.h"

G_BEGIN_DECLS

CalDemoGrid cal_demo_anatomy_grid (double step);
guint8 *cal_demo_anatomy_new (const CalDemoGrid *grid, CalDemoHemisphere *const hemispheres[2]);

G_END_DECLS
