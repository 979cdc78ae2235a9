/* rois.h - the visual regions of the demo: where they lie and what they prefer.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/mesh.h"
#include "app/demo/stimulus.h"
#include "model/surface.h"

G_BEGIN_DECLS

#define CAL_DEMO_N_ROIS 12
#define CAL_DEMO_N_FEATURES (CAL_DEMO_N_CATEGORIES + 1)
#define CAL_DEMO_CONTRAST CAL_DEMO_N_CATEGORIES

/**
 * CalDemoRoi:
 * @name: as in the Natural Scenes Dataset
 * @weights: its response to each category, and to contrast; the largest is what it prefers
 * @rgb: its colour, 0 to 255
 */
typedef struct {
  const char *name;
  float weights[CAL_DEMO_N_FEATURES];
  guint8 rgb[3];
} CalDemoRoi;

const CalDemoRoi *cal_demo_roi_get (guint number);
guint cal_demo_roi_get_preferred (guint number);
const char *cal_demo_feature_get_name (guint feature);
void cal_demo_rois_mark (const CalDemoMesh *mesh,
                         const float *outline,
                         const float *wall,
                         CalHemisphere side,
                         guint8 *roi,
                         float *centrality);

G_END_DECLS
