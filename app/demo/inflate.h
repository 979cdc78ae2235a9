/* inflate.h - the folds smoothed out of a surface.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/mesh.h"

void cal_demo_inflate (const CalDemoMesh *mesh, const float *white, float *inflated);
