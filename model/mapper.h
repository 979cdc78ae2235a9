/* mapper.h - how values of voxels make values of vertices: a sparse matrix.
 *
 * Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/map.h"
#include "model/vector.h"

G_BEGIN_DECLS

/**
 * CalMapperDesc:
 * @name: what the person calls it
 * @n_vertices: left, right: the rows of the matrix
 * @n_voxels: its columns
 * @starts: a number a row, and one more: where the row's entries begin among all
 * @voxels: an entry's column
 * @weights: an entry's value
 *
 * Compressed sparse rows (CSR), as scipy keeps them.
 */
typedef struct {
  const char *name;
  gsize n_vertices[2];
  gsize n_voxels;
  CalArray *starts;
  CalArray *voxels;
  CalArray *weights;
} CalMapperDesc;

#define CAL_TYPE_MAPPER (cal_mapper_get_type ())
G_DECLARE_FINAL_TYPE (CalMapper, cal_mapper, CAL, MAPPER, GObject)

CalMapper *cal_mapper_new (const CalMapperDesc *desc, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalMapperDesc *cal_mapper_get_desc (CalMapper *self);
CalMap *cal_mapper_apply (CalMapper *self,
                          CalVector *vector,
                          gboolean is_transposed,
                          const char *sentence,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
