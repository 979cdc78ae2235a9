/* outline.h - the unfolded outline of a right cerebral hemisphere.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/mesh.h"

CalDemoMesh *cal_demo_outline_new (guint level, float **points, float **sphere);
float cal_demo_outline_distance (const float p[3]);
