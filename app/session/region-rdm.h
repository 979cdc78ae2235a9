/* region-rdm.h - a region of a layer of responses: its patterns, its RDM.
 *
 * Immutable, safe from any thread; it keeps the data of both layers, not the layers.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "model/job.h"
#include "model/rdm.h"
#include "model/stimuli.h"
#include "render/scene/layer.h"

G_BEGIN_DECLS

#define CAL_TYPE_REGION_PATTERNS (cal_region_patterns_get_type ())
G_DECLARE_FINAL_TYPE (CalRegionPatterns, cal_region_patterns, CAL, REGION_PATTERNS, GObject)

CalRegionPatterns *cal_region_patterns_new (CalLayer *responses,
                                            CalLayer *regions,
                                            const CalLabel *label,
                                            CalStimuli *stimuli) G_GNUC_WARN_UNUSED_RESULT;
CalJob *cal_region_rdm_job (CalRegionPatterns *self) G_GNUC_WARN_UNUSED_RESULT;
CalArray *
cal_region_patterns_gather (GObject *self, CalJob *job, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
