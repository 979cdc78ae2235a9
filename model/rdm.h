/* rdm.h - a representational dissimilarity matrix: how far apart each pair of conditions is.
 *
 * Only the upper triangle is kept, row by row (pairs i < j), as rsatoolbox and scipy keep it; the
 * diagonal is nothing, not zero. A dissimilarity may be negative (crossnobis) or NaN (no data).
 * Immutable, safe from any thread.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/table.h"

G_BEGIN_DECLS

/**
 * CalRdmDesc:
 * @name: what the person calls it: "human IT", "FFA"
 * @source: (nullable): the file, and the place in it
 * @n_conditions: at least 2
 * @dissimilarities: n (n - 1) / 2 numbers, CAL_DTYPE_FLOAT32 or CAL_DTYPE_FLOAT64
 * @conditions: (nullable): a row a condition; its column "id" (or the first that holds texts) names
 *   them for all views
 * @measure: (nullable): "correlation", "squared euclidean per channel", ...
 * @roi: (nullable): the region whose patterns it was made from
 * @subject: (nullable)
 * @made_by: (nullable): the sentence that tells how it was computed or transformed
 * @is_model: a model's or a hypothesis, not measured
 */
typedef struct {
  const char *name;
  const char *source;
  gsize n_conditions;
  CalArray *dissimilarities;
  CalTable *conditions;
  const char *measure;
  const char *roi;
  const char *subject;
  const char *made_by;
  gboolean is_model;
} CalRdmDesc;

#define CAL_TYPE_RDM (cal_rdm_get_type ())
G_DECLARE_FINAL_TYPE (CalRdm, cal_rdm, CAL, RDM, GObject)

CalRdm *cal_rdm_new (const CalRdmDesc *desc, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const CalRdmDesc *cal_rdm_get_desc (CalRdm *self);
gsize cal_rdm_get_n_pairs (CalRdm *self);
double cal_rdm_get (CalRdm *self, gsize i, gsize j);
double cal_rdm_get_pair (CalRdm *self, gsize pair);
const char *cal_rdm_get_condition (CalRdm *self, gsize i);
gboolean cal_rdm_find_condition (CalRdm *self, const char *id, gsize *i);

gboolean cal_rdm_count_pairs (gsize n_conditions, gsize *n_pairs);
gsize cal_rdm_pair_index (gsize n_conditions, gsize i, gsize j);

G_END_DECLS
