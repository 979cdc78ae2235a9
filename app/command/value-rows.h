/* value-rows.h - the values of a map in a file, wherever its places lie: a row a frame.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/labels.h"
#include "model/volume.h"

G_BEGIN_DECLS

/**
 * CalValueRows:
 * @source: the file, as it was named
 * @values: @n_frames rows of @n_places; NaN outside and where there are no data
 * @volume: (nullable): the grid that places are voxels of
 * @labels: (nullable): names of the values
 * @statistic: (nullable)
 * @unit: (nullable)
 */
typedef struct {
  char *source;
  double *values;
  gsize n_frames;
  gsize n_places;
  CalVolume *volume;
  CalLabels *labels;
  char *statistic;
  char *unit;
} CalValueRows;

gboolean cal_value_rows_init (CalValueRows *self, const char *source, GError **error);
void cal_value_rows_clear (CalValueRows *self);
gboolean
cal_value_rows_check_places (const CalValueRows *self, const CalValueRows *other, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CalValueRows, cal_value_rows_clear)

G_END_DECLS
