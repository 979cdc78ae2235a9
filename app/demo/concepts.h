/* concepts.h - what the demo's pictures mean, in the dimensions of a model of concepts.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/stimulus.h"
#include "model/table.h"

G_BEGIN_DECLS

CalTable *cal_demo_concepts_new (CalTable *conditions,
                                 const CalDemoStimulus stimuli[CAL_DEMO_N_STIMULI],
                                 const float *features);

G_END_DECLS
