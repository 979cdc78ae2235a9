/* places.h - which place on the brain each row of something belongs to: captions, weights,
 * responses.
 *
 * A row is at a vertex of the cortex or at a voxel of a grid; no place has two rows. What a binding
 * does once for a vector, places keep for good: from a click to the row, from a number a row to a
 * map. Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/map.h"
#include "model/volume.h"

G_BEGIN_DECLS

/**
 * CalPaint:
 * @name: what the person calls it
 * @values: n_frames x n_rows (or n_rows), of any numeric type
 * @frame_names: (nullable): one a frame
 * @frame_step: seconds from frame to frame; 0 if not known
 * @labels: (nullable): the values are keys of this table
 * @unit: (nullable)
 * @statistic: (nullable)
 *
 * Numbers on their way to the brain.
 */
typedef struct {
  const char *name;
  CalArray *values;
  const char *const *frame_names;
  double frame_step;
  CalLabels *labels;
  const char *unit;
  const char *statistic;
} CalPaint;

#define CAL_TYPE_PLACES (cal_places_get_type ())
G_DECLARE_FINAL_TYPE (CalPlaces, cal_places, CAL, PLACES, GObject)

CalPlaces *cal_places_new (GObject *rows, gsize n_rows, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalPlaces *cal_places_new_everywhere (GObject *data) G_GNUC_WARN_UNUSED_RESULT;
CalPlaces *cal_places_new_at_vertices (const char *name,
                                       const gsize n_vertices[2],
                                       const guint32 *elements,
                                       gsize n_rows,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalPlaces *cal_places_new_at_voxels (const char *name,
                                     const gsize dims[3],
                                     const CalAffine *voxel_to_world,
                                     const guint32 *voxels,
                                     gsize n_rows,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
CalPlaces *
cal_places_join (CalPlaces *first, CalPlaces *second, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gsize cal_places_get_n_rows (CalPlaces *self);
gboolean cal_places_is_on_cortex (CalPlaces *self);
void cal_places_get_n_vertices (CalPlaces *self, gsize n_vertices[2]);
CalVolume *cal_places_get_grid (CalPlaces *self);
gsize cal_places_get_n_elements (CalPlaces *self);
const char *cal_places_get_sentence (CalPlaces *self);
gsize cal_places_get_element (CalPlaces *self, gsize row);
gboolean cal_places_get_mm (CalPlaces *self, gsize row, double world_mm[3]);
char *cal_places_dup_name (CalPlaces *self, gsize row) G_GNUC_WARN_UNUSED_RESULT;

gboolean cal_places_find_element (CalPlaces *self, gsize element, gsize *row);
gboolean cal_places_find_mm (CalPlaces *self, const double world_mm[3], gsize *row);

GObject *
cal_places_paint (CalPlaces *self, const CalPaint *paint, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
