/* functional.h - a block experiment in the demo's brain.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/grid.h"
#include "app/demo/hemisphere.h"
#include "app/demo/rois.h"

G_BEGIN_DECLS

#define CAL_DEMO_FRAME_SECONDS 2.0
#define CAL_DEMO_N_FRAMES 60
#define CAL_DEMO_BLOCK_FRAMES 3
#define CAL_DEMO_N_BLOCKS 12
#define CAL_DEMO_CHANGE 0.03f /* of the strongest answer, as a share of the mean */

typedef float CalDemoCourses[CAL_DEMO_N_ROIS + 1][CAL_DEMO_N_FRAMES];

guint cal_demo_block_get_start (guint block);
CalDemoCategory cal_demo_block_get_category (guint block);
float *cal_demo_regressors_new (void);
CalDemoGrid cal_demo_functional_grid (double step);
void cal_demo_courses_fill (CalDemoCourses courses);
gint16 *cal_demo_functional_new (const CalDemoGrid *grid,
                                 CalDemoHemisphere *const hemispheres[2],
                                 const gint32 *elements,
                                 CalDemoCourses courses);

G_END_DECLS
