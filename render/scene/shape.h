/* shape.h - the shapes of a cortex, each put in its place, and what lies between two of them.
 *
 * Drawing space is RAS millimetres. Anatomical surfaces keep their place in it; the others are
 * drawings, and are moved so that the hemispheres lie side by side, sized so that the slider's way
 * from one to the next does not jump. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/cortex.h"

G_BEGIN_DECLS

#define CAL_N_STOPS 5

/**
 * CalShape:
 * @from: the surface at @blend 0
 * @to: the surface at @blend 1; equal to @from at a stop
 * @flatness: how far it has gone from its last round shape (0) to the flat one (1)
 */
typedef struct {
  CalSurfaceKind from;
  CalSurfaceKind to;
  double blend;
  double flatness;
} CalShape;

typedef struct _CalShapes CalShapes;

CalShapes *cal_shapes_new (CalCortex *cortex) G_GNUC_WARN_UNUSED_RESULT;
void cal_shapes_free (CalShapes *self);

CalCortex *cal_shapes_get_cortex (CalShapes *self);
guint cal_shapes_get_stops (CalShapes *self, double unfolding[CAL_N_STOPS]);
CalShape cal_shapes_at (CalShapes *self, double unfolding);
const CalAffine *
cal_shapes_get_placement (CalShapes *self, CalHemisphere hemisphere, CalSurfaceKind kind);
gboolean cal_shapes_get_bounds (CalShapes *self,
                                const CalShape *shape,
                                CalHemisphere hemisphere,
                                double low_mm[3],
                                double high_mm[3]);
gboolean cal_shapes_get_vertex_mm (CalShapes *self,
                                   const CalShape *shape,
                                   CalHemisphere hemisphere,
                                   gsize vertex,
                                   double drawn_mm[3]);

GBytes *cal_shapes_get_faces (CalShapes *self, CalHemisphere hemisphere, gboolean flat);
const guint8 *cal_shapes_get_classes (CalShapes *self, CalHemisphere hemisphere);
void cal_shapes_prepare (CalShapes *self, gboolean flat);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CalShapes, cal_shapes_free)

G_END_DECLS
