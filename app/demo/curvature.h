/* curvature.h - how a surface bends.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/mesh.h"

void cal_demo_curvature (const CalDemoMesh *mesh, const float *points, float *curvature);
