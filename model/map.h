/* map.h - one value for each vertex of a cortex, or a reason why not.
 *
 * Elements are numbered as in model/cortex.h: left hemisphere, then right. A map knows the counts,
 * not the cortex: any cortex of the same counts can show it. Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/labels.h"
#include "model/sample.h"
#include "model/surface.h"

G_BEGIN_DECLS

/**
 * CalMapDesc:
 * @name: what the person calls it
 * @n_vertices: left, right
 * @values: n_frames x (left + right)
 * @inside: (nullable): a byte an element, 0 where the map says nothing; NULL means everywhere
 * @frame_names: (nullable): one a frame
 * @frame_step: seconds from frame to frame; 0 if not known
 * @labels: (nullable): the values are keys of this table
 * @unit: (nullable)
 * @statistic: (nullable)
 * @binding: (nullable): the sentence that tells how the values were put on the cortex
 */
typedef struct {
  const char *name;
  gsize n_vertices[2];
  CalArray *values;
  GBytes *inside;
  const char *const *frame_names;
  double frame_step;
  CalLabels *labels;
  const char *unit;
  const char *statistic;
  const char *binding;
} CalMapDesc;

#define CAL_TYPE_MAP (cal_map_get_type ())
G_DECLARE_FINAL_TYPE (CalMap, cal_map, CAL, MAP, GObject)

CalMap *cal_map_new (const CalMapDesc *desc, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalMapDesc *cal_map_get_desc (CalMap *self);
gsize cal_map_get_n_frames (CalMap *self);
gsize cal_map_get_n_elements (CalMap *self);
CalSample cal_map_get_element (CalMap *self, gsize element, gsize frame);
CalSample cal_map_get_vertex (CalMap *self, CalHemisphere hemisphere, gsize vertex, gsize frame);

G_END_DECLS
