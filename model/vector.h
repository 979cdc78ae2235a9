/* vector.h - values read from a file, before anyone knows where on the brain they belong.
 *
 * A binding (model/binding.h) turns a vector into a map of the cortex or a volume. Immutable, safe
 * from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/labels.h"
#include "model/surface.h"

G_BEGIN_DECLS

/**
 * CalVectorDesc:
 * @name: what the person calls it
 * @source: path, and dataset in it after a colon: "scores.h5:/r"
 * @values: n_frames x n_values (or n_values), of any numeric type
 * @hemisphere: what the file says, or its name ("lh."), else CAL_HEMISPHERE_UNKNOWN
 * @vertices: (nullable): guint32 a value: the vertex each value belongs to, if the file says it;
 *   with @hemisphere unknown and @n_vertices, an element of the whole cortex, left first (CIFTI)
 * @n_vertices: with @vertices: of how many; 0 if the file does not say
 * @frame_names: (nullable): one a frame
 * @frame_step: seconds from frame to frame; 0 if not known
 * @labels: (nullable): the values are keys of this table
 * @unit: (nullable)
 * @statistic: (nullable): "r", "t", "noise ceiling", ...
 * @per_vertex: the file's format says that values belong to vertices (GIFTI, curv, annot, mgh)
 */
typedef struct {
  const char *name;
  const char *source;
  CalArray *values;
  CalHemisphere hemisphere;
  GBytes *vertices;
  gsize n_vertices;
  const char *const *frame_names;
  double frame_step;
  CalLabels *labels;
  const char *unit;
  const char *statistic;
  gboolean per_vertex;
} CalVectorDesc;

#define CAL_TYPE_VECTOR (cal_vector_get_type ())
G_DECLARE_FINAL_TYPE (CalVector, cal_vector, CAL, VECTOR, GObject)

CalVector *cal_vector_new (const CalVectorDesc *desc, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalVectorDesc *cal_vector_get_desc (CalVector *self);
gsize cal_vector_get_n_values (CalVector *self);
gsize cal_vector_get_n_frames (CalVector *self);

G_END_DECLS
