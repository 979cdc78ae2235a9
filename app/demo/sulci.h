/* sulci.h - where the named sulci and the medial wall of a right hemisphere lie.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/mesh.h"

void
cal_demo_sulci_mark (const CalDemoMesh *mesh, const float *outline, float *sulcus, float *wall);
void cal_demo_sulci_cut_distance (const CalDemoMesh *mesh, const float *outline, float *distance);
void cal_demo_sulci_distance (const CalDemoMesh *mesh,
                              const float *outline,
                              const char *name,
                              float *distance);
