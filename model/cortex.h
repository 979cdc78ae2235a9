/* cortex.h - both hemispheres of one brain: every surface of one vertex numbering.
 *
 * Elements of the cortex are vertices, numbered through: first the left hemisphere's, then the
 * right one's. A hemisphere may be missing (0 vertices). Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/surface.h"

G_BEGIN_DECLS

#define CAL_TYPE_CORTEX (cal_cortex_get_type ())
G_DECLARE_FINAL_TYPE (CalCortex, cal_cortex, CAL, CORTEX, GObject)

/**
 * CalCortexDesc:
 * @name: "fsaverage5", "subj01", ...
 * @surfaces: [CalHemisphere][CalSurfaceKind], NULL where there is none
 * @curvature: (nullable) per hemisphere: one number a vertex, positive in sulci (FreeSurfer)
 */
typedef struct {
  const char *name;
  CalSurface *surfaces[2][CAL_N_SURFACE_KINDS];
  CalArray *curvature[2];
} CalCortexDesc;

CalCortex *cal_cortex_new (const CalCortexDesc *desc, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *cal_cortex_get_name (CalCortex *self);
gsize cal_cortex_get_n_vertices (CalCortex *self, CalHemisphere hemisphere);
gsize cal_cortex_get_n_elements (CalCortex *self);
CalSurface *cal_cortex_get_surface (CalCortex *self, CalHemisphere hemisphere, CalSurfaceKind kind);
CalSurface *cal_cortex_get_anatomy (CalCortex *self, CalHemisphere hemisphere);
CalArray *cal_cortex_get_curvature (CalCortex *self, CalHemisphere hemisphere);

gboolean cal_cortex_get_vertex_mm (CalCortex *self,
                                   CalHemisphere hemisphere,
                                   gsize vertex,
                                   double world_mm[3]);
gsize cal_cortex_get_element (CalCortex *self, CalHemisphere hemisphere, gsize vertex);
CalHemisphere cal_cortex_get_vertex (CalCortex *self, gsize element, gsize *vertex);
gboolean cal_cortex_find_nearest (CalCortex *self,
                                  const double world_mm[3],
                                  double within_mm,
                                  CalHemisphere *hemisphere,
                                  gsize *vertex,
                                  double *distance_mm);

const char *cal_template_find (gsize n_vertices);

G_END_DECLS
