/* folding.h - gyri and sulci: an outline folded into white and pial surfaces.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/mesh.h"

void cal_demo_fold (const CalDemoMesh *mesh,
                    const float *outline,
                    guint64 seed,
                    float *white,
                    float *pial,
                    float *wall);
