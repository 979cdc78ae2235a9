/* stored-array.h - numbers that stay in their file, and are read where they lie, piece by piece.
 *
 * A process of calcarine-reader keeps the file open and answers; what was read lately is kept
 * within a budget of bytes that all stored arrays share. Safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/array.h"
#include "model/job.h"

G_BEGIN_DECLS

/**
 * CalStoredShape:
 * @dtype: of the elements as they lie in the file
 * @n_dims: how many dimensions
 * @dims: their lengths; the last varies fastest
 * @chunk: how many elements, in each dimension, are read at once at least; 1 where any can be
 *   had alone
 * @is_packed: one element cannot be had without what lies before it: a gzipped file
 * @slope: a value is slope x element + intercept
 */
typedef struct {
  CalDtype dtype;
  guint n_dims;
  gsize dims[CAL_ARRAY_MAX_DIMS];
  gsize chunk[CAL_ARRAY_MAX_DIMS];
  gboolean is_packed;
  double slope;
  double intercept;
} CalStoredShape;

#define CAL_TYPE_STORED_ARRAY (cal_stored_array_get_type ())
G_DECLARE_FINAL_TYPE (CalStoredArray, cal_stored_array, CAL, STORED_ARRAY, GObject)

CalStoredArray *cal_stored_array_new (const char *path,
                                      const char *dataset,
                                      CalJob *job,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *cal_stored_array_get_path (CalStoredArray *self);
const CalStoredShape *cal_stored_array_get_shape (CalStoredArray *self);
guint64 cal_stored_array_get_slab_bytes (CalStoredArray *self, guint axis);

gboolean cal_stored_array_read_slab (
    CalStoredArray *self, guint axis, gsize index, float *values, CalJob *job, GError **error);
gboolean cal_stored_array_read_elements (
    CalStoredArray *self, guint axis, gsize index, gpointer elements, CalJob *job, GError **error);
gboolean cal_stored_array_read_lines (CalStoredArray *self,
                                      guint axis,
                                      const guint32 *lines,
                                      gsize n_lines,
                                      float *values,
                                      CalJob *job,
                                      GError **error);
gboolean cal_stored_array_read_box (CalStoredArray *self,
                                    const guint64 *start,
                                    const guint64 *count,
                                    float *values,
                                    CalJob *job,
                                    GError **error);

G_END_DECLS
