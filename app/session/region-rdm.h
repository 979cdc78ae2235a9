/* region-rdm.h - the RDM of a region, from a layer of responses.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "model/rdm.h"
#include "model/stimuli.h"
#include "render/scene/layer.h"

G_BEGIN_DECLS

CalJob *cal_region_rdm_job (CalLayer *responses,
                            CalLayer *regions,
                            const CalLabel *label,
                            CalStimuli *stimuli) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
