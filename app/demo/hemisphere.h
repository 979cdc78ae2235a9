/* hemisphere.h - all surfaces of one demo hemisphere.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/mesh.h"
#include "model/surface.h"

G_BEGIN_DECLS

/**
 * CalDemoHemisphere:
 *
 * Points are 3 floats a vertex: RAS mm for outline, white and pial. sphere has radius 100. Numbers
 * per vertex: wall is how far inside the medial wall (0 to 1), curvature in 1/mm has FreeSurfer's
 * sign (sulci positive), roi is 0 or 1 + the number of the region, roi_centrality 1 in its middle
 * and 0 at its edge.
 */
typedef struct {
  CalHemisphere side;
  CalDemoMesh *mesh;
  float *outline;
  float *white;
  float *pial;
  float *inflated;
  float *sphere;
  float *flat;
  guint32 *flat_faces;
  guint n_flat_faces;
  float *wall;
  float *curvature;
  guint8 *roi;
  float *roi_centrality;
} CalDemoHemisphere;

CalDemoHemisphere *cal_demo_hemisphere_new (CalHemisphere side, guint level);
void cal_demo_hemisphere_free (CalDemoHemisphere *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalDemoHemisphere, cal_demo_hemisphere_free)

G_END_DECLS
