/* icosphere.h - a subdivided icosahedron.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/mesh.h"

CalDemoMesh *cal_demo_icosphere_new (guint level, float **points);
float *cal_demo_icosphere_refine (const CalDemoMesh *coarse, const float *points);
