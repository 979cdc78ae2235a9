/* attention.h - where in each picture each demo region looks.
 *
 * SPDX-License-Identifier: BSD-3-Clause
 */
#pragma once

#include "app/demo/rois.h"

G_BEGIN_DECLS

/* Pictures are shown to the model with 425 x 425 pixels, padded at the right and at the bottom to
 * 31 x 31 patches of 14. */
#define CAL_DEMO_GRID 31
#define CAL_DEMO_PATCH 14
#define CAL_DEMO_SHOWN 425
#define CAL_DEMO_N_PATCHES (CAL_DEMO_GRID * CAL_DEMO_GRID)
#define CAL_DEMO_N_QUERIES (2 * CAL_DEMO_N_ROIS)

float *cal_demo_attention_new (const CalDemoStimulus stimuli[CAL_DEMO_N_STIMULI]);

G_END_DECLS
