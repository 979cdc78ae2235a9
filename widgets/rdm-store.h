/* rdm-store.h - what drawing RDMs needs and takes time: ordered fields, ranks; made in jobs.
 *
 * A view says what it shows between begin and end; what is not there yet is begun, what is not
 * asked for any more is given up. Main thread only.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "analysis/rdm-ranks.h"
#include "render/scene/rdm-drawing.h"

G_BEGIN_DECLS

#define CAL_TYPE_RDM_STORE (cal_rdm_store_get_type ())
G_DECLARE_FINAL_TYPE (CalRdmStore, cal_rdm_store, CAL, RDM_STORE, GObject)

CalRdmStore *cal_rdm_store_new (void) G_GNUC_WARN_UNUSED_RESULT;

void cal_rdm_store_begin (CalRdmStore *self);
CalRdmRanks *cal_rdm_store_get_ranks (CalRdmStore *self, CalRdm *rdm);
CalRdmOrder *cal_rdm_store_fit_order (CalRdmStore *self, CalRdmOrder *order, CalRdm *rdm);
CalRdmField *
cal_rdm_store_get_field (CalRdmStore *self, CalRdm *rdm, CalRdm *minus, CalRdmOrder *order);
void cal_rdm_store_end (CalRdmStore *self);

CalRdmRanks *cal_rdm_store_find_ranks (CalRdmStore *self, CalRdm *rdm);
gboolean cal_rdm_store_is_busy (CalRdmStore *self);
const char *cal_rdm_store_get_failure (CalRdmStore *self);

G_END_DECLS
