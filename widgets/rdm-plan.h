/* rdm-plan.h - which matrices a view of RDMs shows, made from the scene.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "render/scene/rdm-scene.h"
#include "widgets/rdm-store.h"

G_BEGIN_DECLS

/**
 * CalRdmShow:
 * @CAL_RDM_SHOW_CURRENT: the current RDM
 * @CAL_RDM_SHOW_BESIDE: it and the one it is compared with, side by side
 * @CAL_RDM_SHOW_TRIANGLES: it above the diagonal, the other below
 * @CAL_RDM_SHOW_DIFFERENCE: it less the other
 * @CAL_RDM_SHOW_ALL: all that are open, as many as there is room for
 */
typedef enum {
  CAL_RDM_SHOW_CURRENT,
  CAL_RDM_SHOW_BESIDE,
  CAL_RDM_SHOW_TRIANGLES,
  CAL_RDM_SHOW_DIFFERENCE,
  CAL_RDM_SHOW_ALL,
} CalRdmShow;

#define CAL_TYPE_RDM_SHOW (cal_rdm_show_get_type ())
GType cal_rdm_show_get_type (void);

CalRdm *cal_rdm_plan_find_other (CalRdmScene *scene);
GPtrArray *cal_rdm_plan_make (CalRdmScene *scene,
                              CalRdmStore *store,
                              CalRdmShow show,
                              const double window[2],
                              GPtrArray *shown) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
