/* leaf-order.h - which branch of a cluster tree is drawn first.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/cluster-tree.h"
#include "model/job.h"
#include "model/rdm.h"

G_BEGIN_DECLS

/* Up to here the optimal order is found, with 16 n^2 bytes. */
#define CAL_LEAF_ORDER_MAX_OPTIMAL 5000

gboolean cal_leaf_order_optimise (CalRdm *rdm, CalMerge *merges, CalJob *job, GError **error);
void cal_leaf_order_approximate (CalRdm *rdm, CalMerge *merges);

G_END_DECLS
