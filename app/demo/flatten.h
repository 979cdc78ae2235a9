/* flatten.h - a hemisphere cut open and laid flat.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/mesh.h"

float *cal_demo_flatten (const CalDemoMesh *mesh,
                         guint level,
                         const float *outline,
                         const float *sphere,
                         const float *inflated,
                         const float *wall,
                         guint32 **faces,
                         guint *n_faces);
