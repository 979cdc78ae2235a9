/* rdm-order.h - in which order the conditions of an RDM are shown, and which belong together.
 *
 * Kept by the conditions' ids, so that one order serves every RDM of the same conditions, however
 * its file sorted them. Immutable.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/cluster-tree.h"
#include "model/rdm.h"

G_BEGIN_DECLS

/**
 * CalRdmGroup:
 * @name: of the category or cluster
 * @start: the first row
 * @n: rows
 */
typedef struct {
  const char *name;
  gsize start;
  gsize n;
} CalRdmGroup;

#define CAL_TYPE_RDM_ORDER (cal_rdm_order_get_type ())
G_DECLARE_FINAL_TYPE (CalRdmOrder, cal_rdm_order, CAL, RDM_ORDER, GObject)

CalRdmOrder *cal_rdm_order_new (const char *title,
                                CalRdm *rdm,
                                const guint32 *conditions,
                                const CalRdmGroup *groups,
                                guint n_groups) G_GNUC_WARN_UNUSED_RESULT;
CalRdmOrder *cal_rdm_order_new_as_in_file (CalRdm *rdm) G_GNUC_WARN_UNUSED_RESULT;
CalRdmOrder *cal_rdm_order_new_by_column (CalRdm *rdm,
                                          const CalColumn *column) G_GNUC_WARN_UNUSED_RESULT;
CalRdmOrder *cal_rdm_order_new_by_tree (CalRdm *rdm,
                                        CalClusterTree *tree) G_GNUC_WARN_UNUSED_RESULT;

const char *cal_rdm_order_get_title (CalRdmOrder *self);
gsize cal_rdm_order_get_n (CalRdmOrder *self);
const char *cal_rdm_order_get_id (CalRdmOrder *self, gsize row);
guint cal_rdm_order_get_n_groups (CalRdmOrder *self);
const CalRdmGroup *cal_rdm_order_get_group (CalRdmOrder *self, guint n);
gboolean cal_rdm_order_find_group (CalRdmOrder *self, gsize row, guint *group);
CalClusterTree *cal_rdm_order_get_tree (CalRdmOrder *self);
guint32 *cal_rdm_order_dup_conditions (CalRdmOrder *self, CalRdm *rdm) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
