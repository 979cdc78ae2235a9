/* rdm-field.h - the numbers of an RDM as they lie on the picture, whole and reduced.
 *
 * Level 0 has a cell a pair, ordered; a cell of level k is the mean of the finite dissimilarities
 * of the pairs in 2^k x 2^k cells, the diagonal left out, so that nothing is skipped when many
 * cells share a pixel. Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "model/rdm.h"

G_BEGIN_DECLS

/* Rows and columns of a piece that goes to the GPU at once. */
#define CAL_RDM_TILE 512

#define CAL_TYPE_RDM_FIELD (cal_rdm_field_get_type ())
G_DECLARE_FINAL_TYPE (CalRdmField, cal_rdm_field, CAL, RDM_FIELD, GObject)

CalRdmField *cal_rdm_field_new (CalRdm *rdm,
                                const guint32 *rows,
                                CalRdm *minus,
                                const guint32 *minus_rows,
                                CalJob *job,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

gsize cal_rdm_field_get_n (CalRdmField *self, guint level);
guint cal_rdm_field_get_n_levels (CalRdmField *self);
gboolean cal_rdm_field_get_range (CalRdmField *self, double *low, double *high);
double cal_rdm_field_get (CalRdmField *self, guint level, gsize row, gsize column);
gsize cal_rdm_field_get_pair (CalRdmField *self, gsize row, gsize column);
void cal_rdm_field_read_tile (
    CalRdmField *self, guint level, gsize tile_row, gsize tile_column, float *values);
void
cal_rdm_field_measure_tile (CalRdmField *self, guint level, gsize tile, gsize *first, gsize *n);

G_END_DECLS
