/* rdm-matrix.h - from arrays of dissimilarities to RDMs, with their symmetry checked.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/rdm.h"

G_BEGIN_DECLS

/**
 * CalRdmShape:
 * @n_rdms: how many RDMs the array holds
 * @n_conditions: of each
 * @is_square: whole matrices; else the upper triangles, row by row
 */
typedef struct {
  gsize n_rdms;
  gsize n_conditions;
  gboolean is_square;
} CalRdmShape;

/* How the sentence begins that tells of a diagonal of other than zeros. */
#define CAL_RDM_ODD_DIAGONAL "the file's diagonal is not 0 but up to"

gboolean cal_rdm_shape_find (guint n_dims, const gsize *dims, CalRdmShape *shape);
gboolean cal_rdm_matrix_add (
    CalArray *array, const CalRdmDesc *desc, CalTextArray *names, GPtrArray *rdms, GError **error);
gboolean cal_rdm_matrix_is_plausible (GPtrArray *rdms, guint first);

G_END_DECLS
